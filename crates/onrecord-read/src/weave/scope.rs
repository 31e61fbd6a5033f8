//! Words that limit a figure, take a number back, or say how counts of a kind move.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_rules::{Fault, Lexicon, Paper, Shelf, paper};

use super::terms::{stem, terms};

/// Words by what they say of a figure.
#[derive(Default)]
pub struct Scope {
    words: BTreeMap<Says, Vec<Vec<String>>>,
    open_who: BTreeSet<String>,
    parts: BTreeSet<String>,
    moves: BTreeMap<String, Moves>,
    sides: BTreeMap<String, String>,
}

/// What a phrase says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// It was counted then, not over that time.
    OpenPeriod,
    /// The number after it no longer holds.
    Old,
    /// The number after it is said to be wrong.
    Instead,
    /// May stand between such a word and its number.
    Given,
    /// It was counted over a stretch of time.
    Stretch,
    /// It was counted from the beginning.
    Total,
    /// It was counted everywhere.
    Wide,
    /// It comes on top of another number; said before it.
    MoreBefore,
    /// The same, said after it.
    MoreAfter,
    /// It is a part of another number; said before it.
    PartBefore,
    /// The same, anywhere in the sentence.
    Part,
    /// It is of another event of the kind.
    Other,
    /// It is turned round.
    Against,
    /// It is what is left.
    Remain,
    /// The numbers after it are those of an earlier report.
    Earlier,
    /// By so much the earlier number was too high.
    Miscounted,
    /// The number in the sentence is the right one.
    Right,
    /// The number is the newest state of a count that goes on.
    Running,
}

const SAYINGS: &[(&str, Says)] = &[
    ("open-period", Says::OpenPeriod),
    ("old", Says::Old),
    ("instead", Says::Instead),
    ("given", Says::Given),
    ("span", Says::Stretch),
    ("total", Says::Total),
    ("wide", Says::Wide),
    ("more-before", Says::MoreBefore),
    ("more-after", Says::MoreAfter),
    ("part-before", Says::PartBefore),
    ("part", Says::Part),
    ("other", Says::Other),
    ("against", Says::Against),
    ("remain", Says::Remain),
    ("earlier", Says::Earlier),
    ("miscounted", Says::Miscounted),
    ("right", Says::Right),
    ("running", Says::Running),
];

/// How a count moves while a story goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moves {
    /// It only ever rises: one that falls was wrong.
    Rises,
    /// It falls as people are found, freed or sent home.
    Falls,
    /// It says how something came out.
    Result,
    /// Nothing is known of it.
    #[default]
    Freely,
}

/// Loads the words.
pub fn scope(shelf: &Shelf, faults: &mut Vec<Fault>) -> Scope {
    let mut scope = Scope::default();
    scope.read_sayings(&paper!(shelf, "weave", "lexicon/scope.tsv"), faults);
    scope.read_moves(&paper!(shelf, "weave", "lexicon/counts.tsv"), faults);
    let parts = Lexicon::read(&paper!(shelf, "weave", "lexicon/parts.tsv"), 1, faults);
    scope.parts.extend(parts.rows().map(|row| stem(&row.column(0).to_lowercase())));
    let sides = Lexicon::read(&paper!(shelf, "weave", "lexicon/sides.tsv"), 2, faults);
    let side = |row: &onrecord_rules::lexicon::Row| {
        (row.column(0).to_lowercase(), row.column(1).to_owned())
    };
    scope.sides.extend(sides.rows().map(side));
    scope
}

impl Scope {
    fn read_sayings(&mut self, paper: &Paper, faults: &mut Vec<Fault>) {
        for row in Lexicon::read(paper, 2, faults).rows() {
            let (word, kind) = (row.column(0).to_lowercase(), row.column(1));
            match SAYINGS.iter().find(|(name, _)| *name == kind) {
                Some((_, says)) => self.words.entry(*says).or_default().push(words(&word)),
                None if kind == "open-who" => drop(self.open_who.insert(stem(&word))),
                None => {
                    let fault = Fault::new(&paper.name, row.line, format!("unknown kind `{kind}`"));
                    faults.push(fault.hint("open-who, open-period, old, span, total, wide …"));
                }
            }
        }
    }

    fn read_moves(&mut self, paper: &Paper, faults: &mut Vec<Fault>) {
        for row in Lexicon::read(paper, 2, faults).rows() {
            let moves = match row.column(1) {
                "rises" => Moves::Rises,
                "falls" => Moves::Falls,
                "result" => Moves::Result,
                other => {
                    let what = format!("unknown kind `{other}`");
                    let fault = Fault::new(&paper.name, row.line, what);
                    faults.push(fault.hint("rises, falls or result"));
                    continue;
                }
            };
            self.moves.insert(stem(&row.column(0).to_lowercase()), moves);
        }
    }
}

fn words(text: &str) -> Vec<String> {
    terms(text).map(|term| term.word).collect()
}

impl Scope {
    /// The words that say of whom, without those that count anybody.
    pub fn limiting_who(&self, who: BTreeSet<String>) -> BTreeSet<String> {
        who.into_iter().filter(|word| !self.open_who.contains(word)).collect()
    }

    /// Whether a word for what is counted says no more than that somebody is.
    pub fn is_anybody(&self, what: &str) -> bool {
        what.is_empty() || self.open_who.contains(&stem(what))
    }

    /// Whether these words name only a part of those concerned.
    pub fn is_part(&self, who: &BTreeSet<String>) -> bool {
        who.iter().any(|word| self.parts.contains(word))
    }

    /// How a count of this name moves.
    pub fn moves(&self, what: &str) -> Moves {
        let head = what.rsplit(' ').next().map(stem).unwrap_or_default();
        let known = self.moves.get(&stem(what)).or_else(|| self.moves.get(&head));
        known.copied().unwrap_or_default()
    }

    /// The side a counter of this name is on.
    pub fn side(&self, name: &str) -> Option<&str> {
        let words = words(name);
        words.iter().rev().find_map(|word| self.sides.get(word)).map(String::as_str)
    }

    /// Whether a text starts with such a phrase.
    pub fn starts(&self, says: Says, text: &str) -> bool {
        let words = words(text);
        self.phrases(says).any(|phrase| words.starts_with(phrase))
    }

    /// Whether such a phrase stands somewhere in a text.
    pub fn holds(&self, says: Says, text: &str) -> bool {
        let words = words(text);
        self.phrases(says)
            .any(|phrase| words.windows(phrase.len().max(1)).any(|window| window == phrase))
    }

    /// Whether a text ends with such a phrase; articles and the like may follow it.
    pub fn ends(&self, says: Says, text: &str) -> bool {
        let words = words(text);
        let mut rest: &[String] = &words;
        loop {
            if self.phrases(says).any(|phrase| rest.ends_with(phrase)) {
                return true;
            }
            match rest.split_last() {
                Some((last, before)) if self.phrases(Says::Given).any(|g| g == [last.clone()]) => {
                    rest = before;
                }
                _ => return false,
            }
        }
    }

    /// Whether a period says when something was counted rather than over what time.
    pub fn is_open_period(&self, period: &str) -> bool {
        let words = words(period);
        words.is_empty() || self.starts(Says::OpenPeriod, period)
    }

    fn phrases(&self, says: Says) -> impl Iterator<Item = &[String]> {
        self.words.get(&says).into_iter().flatten().map(Vec::as_slice)
    }
}
