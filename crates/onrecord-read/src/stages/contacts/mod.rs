//! Finds calls, meetings and talks: who, when, where, how far.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Actor, Contact, Doc, Event, Statement, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds calls, meetings and talks: who, when, where, how far.
pub fn find(
    _kit: &Kit,
    _doc: &Doc<'_>,
    _tags: &Tags,
    _actors: &[Actor],
    _times: &[TimeMention],
    _told: &[Statement],
    _events: &[Event],
) -> Vec<Contact> {
    Default::default()
}
