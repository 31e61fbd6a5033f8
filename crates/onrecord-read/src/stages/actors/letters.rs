//! Names made comparable: lower case, no accents, no marks.

use std::collections::HashMap;

use onrecord_rules::{Fault, Lexicon, Shelf, paper};

/// Which letters count as which.
#[derive(Debug, Default)]
pub struct Letters {
    plain: HashMap<char, String>,
}

impl Letters {
    /// Reads the table.
    pub fn read(shelf: &Shelf, faults: &mut Vec<Fault>) -> Letters {
        let paper = paper!(shelf, "actors", "lexicon/letters.tsv");
        let rows = Lexicon::read(&paper, 2, faults);
        let plain = rows
            .rows()
            .filter_map(|row| Some((row.column(0).chars().next()?, row.column(1).to_owned())));
        Letters { plain: plain.collect() }
    }

    /// The words of a name, comparable.
    pub fn fold(&self, name: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let put = |words: &mut Vec<String>, c: char| {
            if c.is_alphanumeric() {
                if let Some(last) = words.last_mut() {
                    last.push(c);
                }
            } else if !matches!(c, '.' | '\'') && words.last().is_some_and(|w| !w.is_empty()) {
                words.push(String::new());
            }
        };
        for c in name.chars().flat_map(char::to_lowercase) {
            let other = if c.is_ascii() { None } else { self.plain.get(&c) };
            match other {
                Some(plain) => plain.chars().for_each(|c| put(&mut words, c)),
                None => put(&mut words, c),
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }
}
