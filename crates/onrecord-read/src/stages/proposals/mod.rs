//! Finds what is on the table and where each party stands.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Actor, Doc, Proposal, Statement, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds what is on the table and where each party stands.
pub fn find(
    _kit: &Kit,
    _doc: &Doc<'_>,
    _tags: &Tags,
    _actors: &[Actor],
    _times: &[TimeMention],
    _told: &[Statement],
) -> Vec<Proposal> {
    Default::default()
}
