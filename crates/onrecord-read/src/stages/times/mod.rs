//! Finds time expressions and resolves them to intervals.

mod amounts;
mod calendar;
mod checks;
mod clocks;
mod edtf;
mod grammar;
mod holidays;
mod lengths;
mod lexemes;
mod matching;
mod meaning;
mod narrative;
mod outlook;
mod phrases;
mod places;
mod points;
mod quotes;
mod reader;
mod resolve;
mod setting;
mod slots;
mod starts;
mod timex3;
mod words;
mod zones;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::{Doc, Tags, TimeMention};

use grammar::Grammar;
use matching::{Match, Runner, Scene};
use places::Tables;
use reader::Reader;
use starts::Starts;
use words::Words;

/// Rules and words of this stage.
pub struct Kit {
    words: Words,
    tables: Tables,
    grammar: Grammar,
    starts: Starts,
    codes: Vec<resolve::Codes>,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let paper = paper!(shelf, "times", "lexicon/en.tsv");
    let mut words = Words::read(&paper, faults);
    let tables = Tables::read(shelf, &mut words, faults);
    let paper = paper!(shelf, "times", "rules/en.toml");
    let grammar = Grammar::read(&paper, &mut words, faults);
    let starts = Starts::of(&grammar, &words, &tables);
    let codes = resolve::codes(&grammar, &paper, faults);
    Kit { words, tables, grammar, starts, codes }
}

/// Finds time expressions and resolves them to intervals.
pub fn find(kit: &Kit, doc: &Doc<'_>, tags: &Tags) -> Vec<TimeMention> {
    let text = doc.text().as_str();
    let lexemes = lexemes::cut(&kit.words, text);
    let scene = Scene { words: &kit.words, tables: &kit.tables, lexemes: &lexemes, text };
    let matches = scan(kit, &scene);
    Reader::new(kit, doc, tags, scene, &matches).all()
}

/// The names of the rules that met words which only look like a time.
pub fn refusals(kit: &Kit, text: &str) -> Vec<String> {
    let lexemes = lexemes::cut(&kit.words, text);
    let scene = Scene { words: &kit.words, tables: &kit.tables, lexemes: &lexemes, text };
    let met = scan(kit, &scene).into_iter().map(|found| &kit.grammar.rules[found.rule]);
    met.filter(|rule| rule.make == grammar::Make::Nothing).map(|rule| rule.name.clone()).collect()
}

/// All matches, from left to right, the longest at each place, none over another.
fn scan(kit: &Kit, scene: &Scene<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    // Matches that start behind the words that lead to them, until the scan gets there.
    let mut ahead: Vec<Match> = Vec::new();
    let holds = |found: &Match| {
        let rule = &kit.grammar.rules[found.rule];
        rule.when.iter().all(|check| checks::holds(scene, *check, found))
    };
    let mut runner = Runner::default();
    let mut at = 0;
    while at < scene.lexemes.len() {
        matching::all_at(scene, &kit.grammar, &kit.starts, at, holds, &mut runner, &mut ahead);
        if ahead.is_empty() {
            at += 1;
            continue;
        }
        let here = ahead.iter().filter(|one| one.first == at);
        let best = here.copied().reduce(|best, one| if one.beats(&best) { one } else { best });
        at = best.map_or(at + 1, |best| best.last);
        found.extend(best);
        ahead.retain(|one| one.first >= at);
    }
    found
}
