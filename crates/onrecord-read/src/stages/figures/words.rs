//! The words of amounts, by class.

use std::collections::HashMap;

use onrecord_rules::{Classes, Fault, Paper};

use super::pieces::{Piece, low, phrase};

/// The classes an entry may have; what they mean is told at the head of the lexicon.
const CLASSES: &[&str] = &[
    "cardinal",
    "scale",
    "suffix",
    "plural",
    "vague",
    "fraction",
    "before.least",
    "before.above",
    "before.most",
    "before.below",
    "before.about",
    "before.exact",
    "after.least",
    "after.most",
    "after.about",
    "sign",
    "currency",
    "percent",
    "measure",
    "time",
    "month",
    "label",
    "street",
    "age",
    "old",
    "score",
    "uncounted",
    "idiom",
    "claim",
    "former",
    "change",
    "tally",
    "reckoning",
    "joint",
    "add",
    "front",
    "ratio",
    "of",
    "besides",
    "speak",
    "cite",
    "part",
    "level",
    "against",
    "later",
    "ground",
    "half",
    "whole",
    "apart",
    "limit",
    "between",
    "range.to",
    "range.or",
    "range.and",
    "range.from",
    "times",
    "times.after",
    "needs.of",
    "than.of",
    "locative",
    "since",
    "determiner",
    "person",
    "neuter",
    "paid.in",
];

/// The words of amounts.
#[derive(Default)]
pub struct Words {
    classes: Classes,
    // How many words the longest entry has that starts, and that ends, with a word.
    starts: HashMap<String, usize>,
    ends: HashMap<String, usize>,
}

impl Words {
    /// Reads the lexicon: entry, class, value.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Words {
        let classes = Classes::read(paper, CLASSES, faults);
        let (mut starts, mut ends) = (HashMap::new(), HashMap::new());
        for entry in classes.entries() {
            let long = entry.split(' ').count();
            let note = |list: &mut HashMap<String, usize>, word: Option<&str>| {
                let longest = list.entry(word.unwrap_or_default().to_owned()).or_default();
                *longest = long.max(*longest);
            };
            note(&mut starts, entry.split(' ').next());
            note(&mut ends, entry.split(' ').next_back());
        }
        Words { classes, starts, ends }
    }

    /// The classes as they are.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// The value of an entry of a class.
    pub fn value(&self, class: &str, entry: &str) -> Option<&str> {
        self.classes.value(class, entry)
    }

    /// The number an entry of a class stands for.
    pub fn number(&self, class: &str, entry: &str) -> Option<f64> {
        self.value(class, entry)?.parse().ok()
    }

    /// How many words the longest entry has that starts with a word.
    pub fn longest_from(&self, word: &str) -> usize {
        self.starts.get(word).copied().unwrap_or(0)
    }

    /// The longest phrase of a class that starts at a piece: its value, and one past its end.
    pub fn phrase_at(&self, class: &str, pieces: &[Piece], at: usize) -> Option<(&str, usize)> {
        (1..=self.longest_from(low(pieces, at)).min(4)).rev().find_map(|long| {
            let told = phrase(pieces, at, at + long)?;
            Some((self.value(class, &told)?, at + long))
        })
    }

    /// The longest phrase of a class that ends before a piece: its value, and where it starts.
    pub fn phrase_before(&self, class: &str, pieces: &[Piece], at: usize) -> Option<(&str, usize)> {
        let last = at.checked_sub(1).map_or("", |last| low(pieces, last));
        let longest = self.ends.get(last).copied().unwrap_or(0);
        (1..=longest.min(5)).rev().find_map(|long| {
            let from = at.checked_sub(long)?;
            Some((self.value(class, &phrase(pieces, from, at)?)?, from))
        })
    }

    /// Whether the class has the entry.
    pub fn has(&self, class: &str, entry: &str) -> bool {
        self.value(class, entry).is_some()
    }
}
