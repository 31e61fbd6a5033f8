//! The words that decide where text is cut.

use std::collections::{HashMap, HashSet};

use onrecord_rules::{Fault, Lexicon as Rows, Paper};

/// What a dot after a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// It stands before a name and never ends a sentence.
    Before,
    /// It needs a number after it.
    Number,
    /// It needs a number before it.
    After,
    /// It may also end a sentence.
    Either,
}

/// The words that decide where text is cut.
#[derive(Default)]
pub struct Lexicon {
    abbreviations: HashMap<String, Abbreviation>,
    prefixes: HashSet<String>,
    units: HashSet<String>,
    starters: HashSet<String>,
    speech: HashSet<String>,
    currencies: HashSet<String>,
    elisions: HashSet<String>,
    extensions: HashSet<String>,
    faces: HashSet<String>,
    cuts: HashMap<String, Cut>,
    predicates: HashSet<String>,
}

/// Where a word that is two words is cut, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub at: usize,
    /// Only where what follows can be said of a subject.
    pub before_predicate: bool,
}

impl Lexicon {
    /// Reads the list; an unknown kind is a fault.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for row in Rows::read(paper, 2, faults).rows() {
            let word = row.column(1).to_owned();
            let abbreviation = match row.column(0) {
                "before" => Some(Abbreviation::Before),
                "number" => Some(Abbreviation::Number),
                "after" => Some(Abbreviation::After),
                "either" => Some(Abbreviation::Either),
                _ => None,
            };
            if let Some(kind) = abbreviation {
                lexicon.abbreviations.insert(word, kind);
                continue;
            }
            let set = match row.column(0) {
                "prefix" => &mut lexicon.prefixes,
                "unit" => &mut lexicon.units,
                "starter" => &mut lexicon.starters,
                "speech" => &mut lexicon.speech,
                "currency" => &mut lexicon.currencies,
                "elision" => &mut lexicon.elisions,
                "extension" => &mut lexicon.extensions,
                "face" => &mut lexicon.faces,
                "predicate" => &mut lexicon.predicates,
                kind @ ("cut" | "cut-before") => {
                    let at = word.find('|').unwrap_or(word.len());
                    let cut = Cut { at, before_predicate: kind == "cut-before" };
                    lexicon.cuts.insert(word.replace('|', ""), cut);
                    continue;
                }
                kind => {
                    let fault = Fault::new(&paper.name, row.line, format!("unknown kind `{kind}`"));
                    faults.push(fault.hint("the kinds are told at the top of the file"));
                    continue;
                }
            };
            set.insert(word);
        }
        lexicon
    }

    /// What a dot after this word may mean; a capital in the list asks for one in the text.
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > 12 {
            return None;
        }
        if let Some(&kind) = self.abbreviations.get(word) {
            return Some(kind);
        }
        let lower = word.to_lowercase();
        if let Some(&kind) = self.abbreviations.get(&lower) {
            return Some(kind);
        }
        // `GEN.` in capitals is `Gen.`
        let shouts = word.len() > 1 && word.chars().all(|c| c.is_uppercase());
        let mut letters = lower.chars();
        let title: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        if shouts { self.abbreviations.get(&title).copied() } else { None }
    }

    /// Whether a hyphen after this word joins.
    pub fn is_prefix(&self, word: &str) -> bool {
        word.len() <= 8 && holds(&self.prefixes, word)
    }

    /// Whether this is a unit that is cut from the number before it.
    pub fn is_unit(&self, word: &str) -> bool {
        match word.len() {
            // `3G` is no weight.
            0 | 1 => self.units.contains(word),
            2..=8 => holds(&self.units, word),
            _ => false,
        }
    }

    /// Whether this word opens a sentence after an abbreviation.
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether this verb tells that the quotation before it belongs to its sentence.
    pub fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }

    /// Whether these letters make one sign with the `$` that follows.
    pub fn is_currency(&self, word: &str) -> bool {
        self.currencies.contains(word)
    }

    /// Whether this is what is left of a word after an apostrophe, such as `em` or `tis`.
    pub fn is_elision(&self, word: &str) -> bool {
        word.len() <= 6 && holds(&self.elisions, word)
    }

    /// Whether a file name may end with this after its last dot.
    pub fn is_extension(&self, word: &str) -> bool {
        (2..=5).contains(&word.len()) && holds(&self.extensions, word)
    }

    /// Whether these marks picture a face.
    pub fn is_face(&self, marks: &str) -> bool {
        marks.len() <= 5 && self.faces.contains(marks)
    }

    /// Whether this word can open what is said of a subject: `a` in `its a shame`.
    pub fn is_predicate(&self, word: &str) -> bool {
        word.len() <= 12 && holds(&self.predicates, word)
    }

    /// Where a word that is two words is cut.
    pub fn cut(&self, word: &str) -> Option<Cut> {
        if !(2..=8).contains(&word.len()) || !word.is_ascii() {
            return None;
        }
        // Words are looked up in lower case too, but not in mixed case: `Im` may be a name.
        let found = self.cuts.get(word);
        found
            .or_else(|| {
                let lower = self.cuts.get(&word.to_ascii_lowercase());
                lower.filter(|cut| word.len() > 3 || cut.before_predicate)
            })
            .copied()
    }
}

fn holds(words: &HashSet<String>, word: &str) -> bool {
    words.contains(word) || words.contains(&word.to_lowercase())
}
