//! Tells in which language a text is, by its commonest words or its letters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use onrecord_rules::{Fault, Lexicon, Paper};

// The start of a text tells its language.
const LETTERS: usize = 20_000;

/// A language and what it is known by.
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// Its English name.
    pub name: String,
    signs: Signs,
}

enum Signs {
    Words(BTreeSet<String>),
    Letters(BTreeSet<char>),
    Ranges(Vec<RangeInclusive<u32>>),
}

/// Reads the list of languages.
pub fn languages(paper: &Paper, faults: &mut Vec<Fault>) -> Vec<Language> {
    let lexicon = Lexicon::read(paper, 4, faults);
    let mut out = Vec::new();
    for row in lexicon.rows() {
        let told = row.column(3);
        let signs = match row.column(2) {
            "words" => Signs::Words(told.split(' ').map(str::to_owned).collect()),
            "letters" => Signs::Letters(told.chars().filter(|c| !c.is_whitespace()).collect()),
            "ranges" => Signs::Ranges(told.split(' ').filter_map(range).collect()),
            other => {
                let fault = Fault::new(&paper.name, row.line, format!("unknown kind `{other}`"));
                faults.push(fault.hint("words, letters or ranges"));
                continue;
            }
        };
        let (tag, name) = (row.column(0).to_owned(), row.column(1).to_owned());
        out.push(Language { tag, name, signs });
    }
    out
}

fn range(told: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = told.split_once('-')?;
    Some(u32::from_str_radix(first, 16).ok()?..=u32::from_str_radix(last, 16).ok()?)
}

/// The language of a text; `None` where nothing tells.
pub fn of<'l>(languages: &'l [Language], text: &str) -> Option<&'l Language> {
    let head: String = text.chars().take(LETTERS).collect::<String>().to_lowercase();
    let mut letters: BTreeMap<char, usize> = BTreeMap::new();
    for letter in head.chars().filter(|c| c.is_alphabetic()) {
        *letters.entry(letter).or_default() += 1;
    }
    let mut words: HashMap<&str, usize> = HashMap::new();
    for word in head.split(|c: char| !c.is_alphabetic()) {
        *words.entry(word).or_default() += 1;
    }
    let count = |fits: &dyn Fn(char) -> bool| -> usize {
        letters.iter().filter(|(letter, _)| fits(**letter)).map(|(_, count)| count).sum()
    };
    let latin = count(&|c| (c as u32) < 0x250);
    let by_letters = |language: &&Language| match &language.signs {
        Signs::Words(_) => 0,
        Signs::Letters(known) => count(&|c| known.contains(&c)),
        Signs::Ranges(ranges) => count(&|c| ranges.iter().any(|range| range.contains(&(c as u32)))),
    };
    let by_words = |language: &&Language| match &language.signs {
        Signs::Words(known) => known.iter().filter_map(|word| words.get(word.as_str())).sum(),
        _ => 0,
    };
    let script = best(languages, by_letters);
    match script {
        Some((language, count)) if count > latin => Some(language),
        _ => best(languages, by_words).map(|(language, _)| language),
    }
}

fn best(languages: &[Language], score: impl Fn(&&Language) -> usize) -> Option<(&Language, usize)> {
    let scored = languages.iter().map(|language| (language, score(&language)));
    // Of equals the first: `max_by_key` alone would give the last.
    scored.rev().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)
}
