//! Puts mentions together into actors, with names, offices, countries and codes.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::mention::Candidate;
use onrecord_types::{Actor, Doc, Tags};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Puts mentions together into actors, with names, offices, countries and codes.
pub fn resolve(_kit: &Kit, _doc: &Doc<'_>, _tags: &Tags, _mentions: &[Candidate]) -> Vec<Actor> {
    Default::default()
}
