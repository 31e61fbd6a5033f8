//! Word lists whose entries belong to classes: entry, class and (where the class has one) a value.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::{Fault, Lexicon, Paper};

/// Entries by class; a phrase is written with single spaces.
///
/// ```
/// use onrecord_rules::{Classes, Paper};
/// let paper = Paper { name: "en.tsv".into(), text: "dozen\tscale\t12\nthe\tarticle\n".into() };
/// let words = Classes::read(&paper, &["scale", "article"], &mut Vec::new());
/// assert_eq!(words.value("scale", "dozen"), Some("12"));
/// assert!(words.has("article", "the") && !words.has("scale", "the"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Classes {
    names: Vec<String>,
    // By entry, so that a word of no class costs one look: the places of its classes, and the values.
    of: HashMap<String, Vec<(usize, String)>, BuildHasherDefault<Fnv>>,
}

impl Classes {
    /// Reads a list; a class that is not among the known ones is a fault.
    pub fn read(paper: &Paper, known: &[&str], faults: &mut Vec<Fault>) -> Classes {
        let names = known.iter().map(|&class| class.to_owned()).collect();
        let mut list = Classes { names, of: HashMap::default() };
        for row in Lexicon::read(paper, 2, faults).rows() {
            let Some(class) = known.iter().position(|&class| class == row.column(1)) else {
                let what = format!("unknown class `{}`", row.column(1));
                let hint = format!("one of: {}", known.join(", "));
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            };
            let classes = list.of.entry(row.column(0).to_owned()).or_default();
            classes.retain(|(other, _)| *other != class);
            classes.push((class, row.column(2).to_owned()));
        }
        list
    }

    /// The value of an entry of a class; empty where the class has none.
    pub fn value(&self, class: &str, entry: &str) -> Option<&str> {
        let mut classes = self.of.get(entry)?.iter();
        let named = |at: usize| self.names.get(at).is_some_and(|name| name == class);
        classes.find(|(at, _)| named(*at)).map(|(_, value)| value.as_str())
    }

    /// All entries, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }

    /// Whether the class has the entry.
    pub fn has(&self, class: &str, entry: &str) -> bool {
        self.value(class, entry).is_some()
    }
}

/// FNV-1a, 64 bit: quick for words, and the words that are looked for put nothing into the list.
#[derive(Clone, Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        self.0 = bytes.iter().fold(self.0, mix);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
