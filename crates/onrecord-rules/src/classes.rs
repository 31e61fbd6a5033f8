//! Word lists whose entries belong to classes: entry, class and (where the class has one) a value.

use std::collections::BTreeMap;

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
    classes: BTreeMap<String, BTreeMap<String, String>>,
}

impl Classes {
    /// Reads a list; a class that is not among the known ones is a fault.
    pub fn read(paper: &Paper, known: &[&str], faults: &mut Vec<Fault>) -> Classes {
        let mut list = Classes::default();
        for row in Lexicon::read(paper, 2, faults).rows() {
            let class = row.column(1);
            if !known.contains(&class) {
                let what = format!("unknown class `{class}`");
                let hint = format!("one of: {}", known.join(", "));
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            }
            let entries = list.classes.entry(class.to_owned()).or_default();
            entries.insert(row.column(0).to_owned(), row.column(2).to_owned());
        }
        list
    }

    /// The value of an entry of a class; empty where the class has none.
    pub fn value(&self, class: &str, entry: &str) -> Option<&str> {
        self.classes.get(class)?.get(entry).map(String::as_str)
    }

    /// Whether the class has the entry.
    pub fn has(&self, class: &str, entry: &str) -> bool {
        self.value(class, entry).is_some()
    }

    /// The entries of a class with their values, sorted.
    pub fn entries(&self, class: &str) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.classes.get(class).into_iter().flatten();
        entries.map(|(entry, value)| (entry.as_str(), value.as_str()))
    }
}
