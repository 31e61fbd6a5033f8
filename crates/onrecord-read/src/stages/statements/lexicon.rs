//! The words that report speech and what kind of saying each is.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::{CueClass, Tags, Upos};

/// Lemmas (with their particle, where they need one) by word class.
#[derive(Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, CueClass>,
    nouns: BTreeMap<String, CueClass>,
    marks: BTreeMap<String, CueClass>,
    speakers: BTreeSet<String>,
    signals: BTreeMap<String, Vec<String>>,
    /// Verbs and nouns that some entry with a particle begins with.
    particled: BTreeMap<String, Vec<(String, CueClass)>>,
}

impl Lexicon {
    /// Reads the lists; an unknown word class or class of saying is a fault.
    pub fn read(
        paper: &Paper,
        speakers: &Paper,
        signals: &Paper,
        faults: &mut Vec<Fault>,
    ) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for row in Words::read(paper, 3, faults).rows() {
            let Some(class) = class_named(row.column(2)) else {
                let what = format!("unknown class of saying `{}`", row.column(2));
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            let words = row.column(0);
            match row.column(1) {
                "V" => match words.split_once(' ') {
                    Some((head, particle)) => {
                        let entry = lexicon.particled.entry(head.to_owned()).or_default();
                        entry.push((particle.to_owned(), class));
                    }
                    None => drop(lexicon.verbs.insert(words.to_owned(), class)),
                },
                "N" => drop(lexicon.nouns.insert(words.to_owned(), class)),
                "P" => drop(lexicon.marks.insert(words.to_owned(), class)),
                other => {
                    let what = format!("unknown word class `{other}`");
                    faults.push(Fault::new(&paper.name, row.line, what).hint("V, N or P"));
                }
            }
        }
        let speakers = Words::read(speakers, 1, faults);
        lexicon.speakers = speakers.rows().map(|row| row.column(0).to_owned()).collect();
        for row in Words::read(signals, 2, faults).rows() {
            let uses = lexicon.signals.entry(row.column(0).to_owned()).or_default();
            uses.push(row.column(1).to_owned());
        }
        lexicon
    }

    /// The class of saying a token would be, if it reported speech.
    pub fn class_of(&self, tags: &Tags, token: usize) -> Option<CueClass> {
        let lemma = tags.lemma(token);
        match tags.upos(token) {
            Upos::Verb | Upos::Aux => {
                // The lemma of a rare verb may have lost its last letter: "joked", not "joke".
                let verb = |lemma: &str| self.verbs.get(lemma).copied();
                self.with_particle(tags, token, lemma)
                    .or_else(|| verb(lemma))
                    .or_else(|| verb(&format!("{lemma}e")))
            }
            Upos::Noun | Upos::Propn => self.nouns.get(lemma).copied(),
            _ => self.mark(lemma),
        }
    }

    /// Whether a noun names one who can speak, by the list.
    pub fn speaks(&self, lemma: &str) -> bool {
        self.speakers.contains(lemma)
    }

    /// Whether a word tells a thing about how a report is built, by the list.
    pub fn tells(&self, word: &str, what: &str) -> bool {
        self.signals.get(word).is_some_and(|uses| uses.iter().any(|known| known == what))
    }

    /// All words that tell a thing about how a report is built.
    pub fn telling<'l>(&'l self, what: &'l str) -> impl Iterator<Item = &'l str> {
        self.signals.keys().map(String::as_str).filter(move |word| self.tells(word, what))
    }

    /// The class of saying of a mark or preposition.
    pub fn mark(&self, word: &str) -> Option<CueClass> {
        self.marks.get(word).copied()
    }

    /// The particle or preposition with which a verb stands in the list ("call for").
    pub fn with_particle(&self, tags: &Tags, token: usize, lemma: &str) -> Option<CueClass> {
        let entries = self.particled.get(lemma)?;
        let hit = |(particle, class): &(String, CueClass)| {
            let found = (token + 1..token + 4).any(|at| {
                let head = tags.head(at);
                tags.lemma(at) == particle
                    && (head == Some(token) || head.and_then(|h| tags.head(h)) == Some(token))
            });
            found.then_some(*class)
        };
        entries.iter().find_map(hit)
    }
}

/// The class of saying of that name, as records write it.
fn class_named(name: &str) -> Option<CueClass> {
    let value = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
    serde::Deserialize::deserialize(value).ok()
}
