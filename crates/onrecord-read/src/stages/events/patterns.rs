//! Patterns: a head word and what must hang on it, with the code they give.

use std::collections::HashMap;

use onrecord_rules::{Fault, Lexicon, Paper};

use super::words::{Wanted, Words, spellings};

/// One line of the pattern list.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The family it belongs to: what `by` names.
    pub family: String,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER type and mode, where they are not those that the code stands for.
    pub plover: Option<(String, Option<String>)>,
    /// Particle that must stand beside the head: "off" in "call off".
    pub particle: Option<String>,
    /// Everything that must hold.
    pub needs: Vec<Need>,
    /// Whether its words hold a negation, which then is no denial of it.
    pub negative: bool,
    /// Whether its subject is the one to whom it is done: "is in custody".
    pub swapped: bool,
}

impl Pattern {
    /// How much it asks for, then how deep its code is: the one that asks for most wins.
    pub fn weight(&self) -> usize {
        let weigh = |need: &Need| match need {
            Need { barred: true, .. } => 0,
            Need { wanted: Wanted { any: true, .. } | Wanted { actor: true, .. }, .. } => 2,
            _ => 4,
        };
        let asked = self.needs.iter().map(weigh).sum::<usize>();
        let particle = 4 * usize::from(self.particle.is_some());
        let depth = 2 * usize::from(self.cameo.len() > 3) + usize::from(!self.cameo.ends_with('0'));
        4 * (asked + particle) + depth
    }
}

/// One thing that must hold, or (barred) must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where to look; one of these is enough.
    pub slots: Vec<Slot>,
    /// What to find there.
    pub wanted: Wanted,
    /// Whether it must not be found.
    pub barred: bool,
}

/// Where a need looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// In the core of an object.
    Object,
    /// Anywhere in the phrase of an object.
    Phrase,
    /// In the core of a subject.
    Subject,
    /// In the core of a phrase with this preposition.
    Oblique(String),
    /// At the head of a clause it takes.
    Complement,
    /// Among the words that modify the head: "air" in "air strike".
    Modifier,
    /// Anywhere below the head.
    Clause,
    /// At the word above the head.
    Above,
    /// Whether several do it together.
    Mutual,
    /// Among the auxiliaries beside the verb: "must".
    Auxiliary,
    /// At the head's own preposition: "in custody".
    Case,
}

/// Which words a head may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

/// The list, by head.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    list: Vec<Pattern>,
    by_head: HashMap<String, Vec<(Kind, u32)>>,
}

impl Patterns {
    /// Reads the list: family, code, heads, needs.
    pub fn read(paper: &Paper, words: &Words, faults: &mut Vec<Fault>) -> Patterns {
        let mut patterns = Patterns::default();
        for row in Lexicon::read(paper, 3, faults).rows() {
            let needs: Option<Vec<Need>> =
                row.column(3).split_whitespace().map(|told| need(told, words)).collect();
            let (Some((kind, heads)), Some(needs)) = (heads(row.column(2), words), needs) else {
                let what = format!("cannot read pattern `{} {}`", row.column(2), row.column(3));
                let hint =
                    "a head is v:word, n:word or a:word; a need is slot:word; words may be @class";
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            };
            let (cameo, plover) = code(row.column(1));
            let flags: Vec<&str> = row.column(4).split_whitespace().collect();
            for (head, particle) in heads {
                let number = patterns.list.len() as u32;
                patterns.list.push(Pattern {
                    family: row.column(0).to_owned(),
                    cameo: cameo.clone(),
                    plover: plover.clone(),
                    particle,
                    needs: needs.clone(),
                    negative: flags.contains(&"negative"),
                    swapped: flags.contains(&"swapped"),
                });
                patterns.by_head.entry(head).or_default().push((kind, number));
            }
        }
        patterns
    }

    /// The patterns with that head, in the order of the list.
    pub fn at(&self, kind: Kind, lemma: &str) -> impl Iterator<Item = &Pattern> {
        let found = spellings(lemma).find_map(|lemma| self.by_head.get(&*lemma));
        found
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter(move |(of, _)| *of == kind)
            .filter_map(|(_, number)| self.list.get(*number as usize))
    }
}

type Head = (String, Option<String>);

// "v:call_off|@lift": the kind, and every head with its particle.
fn heads(told: &str, words: &Words) -> Option<(Kind, Vec<Head>)> {
    let (kind, rest) = told.split_once(':')?;
    let kind = match kind {
        "v" => Kind::Verb,
        "n" => Kind::Noun,
        "a" => Kind::Adjective,
        _ => return None,
    };
    let mut heads = Vec::new();
    for part in rest.split('|') {
        match part.strip_prefix('@') {
            Some(class) => heads.extend(words.all(class).into_iter().map(head)),
            None => heads.push(head(part)),
        }
    }
    (!heads.is_empty()).then_some((kind, heads))
}

fn head(word: &str) -> Head {
    match word.split_once('_') {
        Some((verb, particle)) => (verb.to_owned(), Some(particle.to_owned())),
        None => (word.to_owned(), None),
    }
}

// "163" or "163/SANCTION" or "163/COERCE:restrict".
fn code(told: &str) -> (String, Option<(String, Option<String>)>) {
    let Some((cameo, plover)) = told.split_once('/') else { return (told.to_owned(), None) };
    let (kind, mode) = match plover.split_once(':') {
        Some((kind, mode)) => (kind, Some(mode.to_owned())),
        None => (plover, None),
    };
    (cameo.to_owned(), Some((kind.to_owned(), mode)))
}

fn need(told: &str, words: &Words) -> Option<Need> {
    let (barred, told) = match told.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, told),
    };
    let (slot, wanted) = told.split_once(':')?;
    let slots = slot.split('|').map(|slot| match slot {
        "obj" => Slot::Object,
        "phrase" => Slot::Phrase,
        "subj" => Slot::Subject,
        "comp" => Slot::Complement,
        "mod" => Slot::Modifier,
        "clause" => Slot::Clause,
        "above" => Slot::Above,
        "case" => Slot::Case,
        "aux" => Slot::Auxiliary,
        "mutual" => Slot::Mutual,
        preposition => Slot::Oblique(preposition.to_owned()),
    });
    Some(Need { slots: slots.collect(), wanted: words.wanted(wanted)?, barred })
}
