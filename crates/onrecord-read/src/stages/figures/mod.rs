//! Finds which numbers are claimed, of what, in what scope, by whom.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Actor, Doc, Figure, Statement, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds which numbers are claimed, of what, in what scope, by whom.
pub fn find(
    _kit: &Kit,
    _doc: &Doc<'_>,
    _tags: &Tags,
    _actors: &[Actor],
    _times: &[TimeMention],
    _told: &[Statement],
) -> Vec<Figure> {
    Default::default()
}
