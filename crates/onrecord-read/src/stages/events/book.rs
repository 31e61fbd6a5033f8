//! Everything this stage knows by heart, loaded once: word classes, patterns, turns, codes.

use onrecord_rules::{Fault, Shelf};

use super::codes::Codes;
use super::patterns::Patterns;
use super::scenes::Scenes;
use super::turns::Turns;
use super::words::Words;

/// The stage's words and patterns, ready for use.
pub struct Book {
    /// Which lemmas belong together.
    pub words: Words,
    /// What gives which code.
    pub patterns: Patterns,
    /// Verbs that turn the event below them into another: agree, refuse, threaten, demand.
    pub turns: Turns,
    /// CAMEO codes and the PLOVER codes they stand for.
    pub codes: Codes,
    /// Words that tell where a sentence plays: context, and scenes that hold no events.
    pub scenes: Scenes,
}

impl Book {
    /// Loads the files of this stage.
    pub fn load(shelf: &Shelf, faults: &mut Vec<Fault>) -> Book {
        let take = |name: &str, embedded: &str| shelf.take(&format!("events/{name}"), embedded);
        let words = take("lexicon/classes.tsv", include_str!("lexicon/classes.tsv"));
        let patterns = take("rules/patterns.tsv", include_str!("rules/patterns.tsv"));
        let turns = take("rules/turns.tsv", include_str!("rules/turns.tsv"));
        let shifts = take("codes/shifts.tsv", include_str!("codes/shifts.tsv"));
        let codes = take("codes/cameo.tsv", include_str!("codes/cameo.tsv"));
        let scenes = take("lexicon/scenes.tsv", include_str!("lexicon/scenes.tsv"));
        let words = Words::read(&words, faults);
        Book {
            patterns: Patterns::read(&patterns, &words, faults),
            turns: Turns::read(&turns, &shifts, &words, faults),
            codes: Codes::read(&codes, faults),
            scenes: Scenes::read(&scenes, faults),
            words,
        }
    }
}
