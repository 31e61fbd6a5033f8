//! Codes who did what to whom, in PLOVER and CAMEO.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Actor, Doc, Event, Statement, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Codes who did what to whom, in PLOVER and CAMEO.
pub fn code(
    _kit: &Kit,
    _doc: &Doc<'_>,
    _tags: &Tags,
    _actors: &[Actor],
    _times: &[TimeMention],
    _told: &[Statement],
) -> Vec<Event> {
    Default::default()
}
