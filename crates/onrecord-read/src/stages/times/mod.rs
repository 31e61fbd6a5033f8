//! Finds time expressions and resolves them to intervals.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Doc, Tags, TimeMention};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds time expressions and resolves them to intervals.
pub fn find(_kit: &Kit, _doc: &Doc<'_>, _tags: &Tags) -> Vec<TimeMention> {
    Default::default()
}
