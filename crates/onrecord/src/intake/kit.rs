//! The patterns and words by which a text is known to speak about itself.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon, Shelf, file, paper};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// Patterns and words of the intake, loaded once.
pub struct Kit {
    pub(super) datelines: Vec<Regex>,
    pub(super) credits: Vec<CreditRule>,
    pub(super) not_places: Vec<String>,
    pub(super) outlets: Vec<String>,
    pub(super) positions: Vec<String>,
    pub(super) agencies: BTreeMap<String, String>,
    developing: Vec<String>,
}

pub(super) struct CreditRule {
    pub role: String,
    pub head: bool,
    pub pattern: Regex,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    parts: BTreeMap<String, String>,
    dateline: Vec<Pattern>,
    credit: Vec<Pattern>,
    not_places: Words,
    outlets: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    name: String,
    role: Option<String>,
    #[serde(default)]
    head: bool,
    pattern: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
    #[serde(default)]
    positions: Vec<String>,
}

impl Kit {
    /// The patterns and words that come with the program.
    pub fn embedded() -> Kit {
        Kit::load(&Shelf::default(), &mut Vec::new())
    }

    /// The same with a user's own files in place of, or added to, the embedded ones.
    pub fn load(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
        let paper = paper!(shelf, "intake", "rules/en.toml");
        let rules: Rules = file::rules(&paper, faults).unwrap_or_default();
        let mut compile = |rule: &Pattern| {
            let whole = filled(&rule.pattern, &rules.parts);
            let built = RegexBuilder::new(&whole).size_limit(4 << 20).build();
            built.map_err(|error| faults.push(unusable(&paper.name, &rule.name, &error))).ok()
        };
        let datelines = rules.dateline.iter().filter_map(&mut compile).collect();
        let credits = rules.credit.iter().filter_map(|rule| {
            let role = rule.role.clone().unwrap_or_else(|| "author".to_owned());
            Some(CreditRule { role, head: rule.head, pattern: compile(rule)? })
        });
        let credits = credits.collect();
        let paper = paper!(shelf, "intake", "lexicon/developing.tsv");
        let words = Lexicon::read(&paper, 1, faults);
        let developing = words.rows().map(|row| row.column(0).to_lowercase()).collect();
        let words = Lexicon::read(&paper!(shelf, "intake", "lexicon/agencies.tsv"), 2, faults);
        let pair = |row: &onrecord_rules::lexicon::Row| {
            (row.column(0).to_owned(), row.column(1).to_owned())
        };
        Kit {
            datelines,
            credits,
            not_places: rules.not_places.words,
            outlets: rules.outlets.words,
            positions: rules.outlets.positions,
            agencies: words.rows().map(pair).collect(),
            developing,
        }
    }

    /// Whether a text says of itself that its story goes on.
    pub(super) fn says_developing(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.developing.iter().any(|words| text.contains(words.as_str()))
    }
}

fn filled(pattern: &str, parts: &BTreeMap<String, String>) -> String {
    let mut whole = pattern.to_owned();
    // Parts may hold parts; a part that holds itself is cut off after a few rounds.
    for _ in 0..4 {
        for (name, part) in parts {
            whole = whole.replace(&format!("<<{name}>>"), part);
        }
    }
    whole
}

fn unusable(file: &str, rule: &str, error: &regex::Error) -> Fault {
    let why = error.to_string();
    let why = why.lines().last().unwrap_or_default().trim();
    Fault::new(file, 0, format!("the pattern of `{rule}` cannot be used: {why}"))
}
