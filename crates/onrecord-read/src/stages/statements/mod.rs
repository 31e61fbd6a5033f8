//! Finds who said what, to whom, when, through which channel, on whose word.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Actor, Doc, Statement, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds who said what, to whom, when, through which channel, on whose word.
pub fn find(
    _kit: &Kit,
    _doc: &Doc<'_>,
    _tags: &Tags,
    _actors: &[Actor],
    _times: &[TimeMention],
) -> Vec<Statement> {
    Default::default()
}
