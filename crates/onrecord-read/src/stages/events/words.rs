//! Word classes of this stage: which lemmas are sanctions, troops, verbs of lifting …

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use onrecord_rules::{Fault, Lexicon, Paper};

/// Lemmas by class.
#[derive(Clone, Debug, Default)]
pub struct Words {
    names: BTreeMap<String, u16>,
    of: HashMap<String, Vec<u16>>,
}

/// What a word must be: of one of some classes, or one of some lemmas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    classes: Vec<u16>,
    lemmas: Vec<String>,
    /// Any word will do.
    pub any: bool,
    /// Any word that stands for an actor will do.
    pub actor: bool,
}

impl Words {
    /// Reads the class list: the name of a class, a tab, its lemmas. A class may span many lines,
    /// and `@other` takes the words of a class that stands above.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Words {
        let mut words = Words::default();
        let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in Lexicon::read(paper, 2, faults).rows() {
            let mut lemmas = Vec::new();
            for word in row.column(1).split_whitespace() {
                match word.strip_prefix('@') {
                    Some(class) => match members.get(class) {
                        Some(known) => lemmas.extend(known.iter().cloned()),
                        None => faults.push(
                            Fault::new(&paper.name, row.line, format!("unknown class `@{class}`"))
                                .hint("classes are named above the line that uses them"),
                        ),
                    },
                    None => lemmas.push(word.to_owned()),
                }
            }
            members.entry(row.column(0).to_owned()).or_default().extend(lemmas);
        }
        for (number, (class, lemmas)) in members.into_iter().enumerate() {
            let number = number as u16;
            words.names.insert(class, number);
            for lemma in lemmas {
                let classes = words.of.entry(lemma).or_default();
                if classes.last() != Some(&number) {
                    classes.push(number);
                }
            }
        }
        words
    }

    /// Whether a lemma belongs to a class.
    pub fn is(&self, lemma: &str, class: &str) -> bool {
        self.names.get(class).is_some_and(|number| self.classes(lemma).contains(number))
    }

    /// Every lemma of a class, sorted.
    pub fn all(&self, class: &str) -> Vec<&str> {
        let Some(number) = self.names.get(class) else { return Vec::new() };
        let mut all: Vec<&str> = self
            .of
            .iter()
            .filter(|(_, classes)| classes.contains(number))
            .map(|(lemma, _)| lemma.as_str())
            .collect();
        all.sort_unstable();
        all
    }

    /// Reads `@class|lemma|*|*actor`; `None` if a class in it is unknown.
    pub fn wanted(&self, told: &str) -> Option<Wanted> {
        let mut wanted = Wanted::default();
        for part in told.split('|') {
            match part {
                "*" => wanted.any = true,
                "*actor" => wanted.actor = true,
                _ => match part.strip_prefix('@') {
                    Some(class) => wanted.classes.push(*self.names.get(class)?),
                    None => wanted.lemmas.push(part.to_owned()),
                },
            }
        }
        Some(wanted)
    }

    /// Whether a lemma is what is wanted.
    pub fn fits(&self, wanted: &Wanted, lemma: &str) -> bool {
        wanted.any
            || wanted.lemmas.iter().any(|want| want == lemma)
            || (!wanted.classes.is_empty()
                && self.classes(lemma).iter().any(|class| wanted.classes.contains(class)))
    }

    fn classes(&self, lemma: &str) -> &[u16] {
        spellings(lemma).find_map(|lemma| self.of.get(&*lemma)).map_or(&[], Vec::as_slice)
    }
}

/// A lemma, and what it may be if it was guessed wrongly: "fre" for "freed", "troops" for itself.
pub fn spellings(lemma: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let small = std::iter::once_with(move || {
        let large = lemma.contains(|c: char| c.is_uppercase());
        large.then(|| Cow::Owned(lemma.to_lowercase()))
    });
    let plural = std::iter::once_with(move || lemma.strip_suffix('s').map(Cow::Borrowed));
    let cut =
        std::iter::once_with(move || lemma.ends_with('e').then(|| Cow::Owned(format!("{lemma}e"))));
    std::iter::once(Some(Cow::Borrowed(lemma))).chain(small).chain(plural).chain(cut).flatten()
}
