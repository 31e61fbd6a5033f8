//! Gives a word its dictionary form: by a list of forms, else by its ending.

use std::collections::HashMap;

use onrecord_rules::{Fault, Lexicon, Paper};

use crate::nets::normal::normal;

/// Forms and endings, by fine word class.
#[derive(Default)]
pub struct Lemmas {
    classes: HashMap<String, Rules>,
    // Dictionary forms of irregular past forms, and whether only for what is tagged as past.
    irregular: HashMap<String, (String, bool)>,
}

#[derive(Default)]
struct Rules {
    words: HashMap<String, Change>,
    endings: HashMap<String, Change>,
}

/// Take so many characters off the end, then add some.
#[derive(Clone)]
struct Change {
    cut: usize,
    add: String,
}

/// No ending in the list is longer.
const LONGEST_ENDING: usize = 5;

impl Lemmas {
    /// Reads the learned list and that of irregular verbs, which goes before it: what was learned
    /// of rare forms is guesswork ("shet" for "shot").
    pub fn read(paper: &Paper, irregular: &Paper, faults: &mut Vec<Fault>) -> Lemmas {
        let mut lemmas = Lemmas::default();
        for row in Lexicon::read(irregular, 2, faults).rows() {
            let told = (row.column(1).to_owned(), row.column(2) == "past");
            lemmas.irregular.insert(row.column(0).to_owned(), told);
        }
        for row in Lexicon::read(paper, 5, faults).rows() {
            let Ok(cut) = row.column(3).parse() else {
                faults.push(Fault::new(&paper.name, row.line, "the fourth column is no number"));
                continue;
            };
            let change = Change { cut, add: row.column(4).to_owned() };
            let rules = lemmas.classes.entry(row.column(1).to_owned()).or_default();
            let list = match row.column(0) {
                "w" => &mut rules.words,
                _ => &mut rules.endings,
            };
            list.insert(row.column(2).to_owned(), change);
        }
        lemmas
    }

    /// The dictionary form of a word of this fine class.
    pub fn lemma(&self, word: &str, class: &str) -> String {
        let form = normal(word);
        let lower = form.to_lowercase();
        let is_name = matches!(class, "NNP" | "NNPS");
        let rules = self.classes.get(class);
        match (class, self.irregular.get(&lower)) {
            ("VBD" | "VBN", Some((base, _))) | ("VBP", Some((base, false))) => return base.clone(),
            _ => {}
        }
        if let Some(change) = rules.filter(|_| !is_name).and_then(|r| r.words.get(&lower)) {
            return change.of(&lower);
        }
        if form.chars().any(char::is_numeric) {
            return form.into_owned();
        }
        let base = if is_name { form.into_owned() } else { lower.clone() };
        let starts = lower.char_indices().rev().take(LONGEST_ENDING).map(|(at, _)| at);
        let mut starts: Vec<usize> = std::iter::once(lower.len()).chain(starts).collect();
        starts.reverse();
        let ending = rules.and_then(|rules| {
            starts.iter().find_map(|&at| rules.endings.get(lower.get(at..).unwrap_or_default()))
        });
        ending.map_or_else(|| base.clone(), |change| change.of(&base))
    }
}

impl Change {
    fn of(&self, base: &str) -> String {
        let count = base.chars().count();
        base.chars().take(count.saturating_sub(self.cut)).chain(self.add.chars()).collect()
    }
}
