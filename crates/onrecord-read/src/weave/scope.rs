//! Which words of a figure's scope limit it, and which take a number back.

use std::collections::BTreeSet;

use onrecord_rules::{Fault, Lexicon, Shelf};

use super::terms::{stem, terms};

/// Words by what they say of a figure.
#[derive(Default)]
pub struct Scope {
    open_who: BTreeSet<String>,
    open_period: Vec<String>,
    old: Vec<String>,
}

/// Loads the words.
pub fn scope(shelf: &Shelf, faults: &mut Vec<Fault>) -> Scope {
    let name = "weave/lexicon/scope.tsv";
    let paper = shelf.take(name, include_str!("lexicon/scope.tsv"));
    let mut scope = Scope::default();
    for row in Lexicon::read(&paper, 2, faults).rows() {
        let word = row.column(0).to_lowercase();
        match row.column(1) {
            "open-who" => drop(scope.open_who.insert(stem(&word))),
            "open-period" => scope.open_period.push(word),
            "old" => scope.old.push(word),
            other => {
                let fault = Fault::new(name, row.line, format!("unknown kind `{other}`"));
                faults.push(fault.hint("open-who, open-period or old"));
            }
        }
    }
    scope
}

impl Scope {
    /// The words that say of whom, without those that count anybody.
    pub fn limiting_who(&self, who: BTreeSet<String>) -> BTreeSet<String> {
        who.into_iter().filter(|word| !self.open_who.contains(word)).collect()
    }

    /// Whether a period says when something was counted rather than over what time.
    pub fn is_open_period(&self, period: &str) -> bool {
        let words: Vec<String> = terms(period).map(|term| term.word).collect();
        let first = words.first().map_or("", String::as_str);
        let known = |word: &str| self.open_period.iter().any(|open| open == word);
        first.is_empty() || known(first) || words.iter().all(|word| known(word))
    }

    /// Whether the words right before a number say that it no longer holds.
    pub fn takes_back(&self, before: &str) -> bool {
        let words: Vec<String> = terms(before).map(|term| term.word).collect();
        self.old.iter().any(|old| {
            let old: Vec<&str> = old.split(' ').collect();
            words.len() >= old.len()
                && words.iter().rev().zip(old.iter().rev()).all(|(word, old)| word == old)
        })
    }
}
