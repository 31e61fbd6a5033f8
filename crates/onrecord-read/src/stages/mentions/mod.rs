//! Finds the stretches of text that stand for someone or something.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::mention::Candidate;
use onrecord_types::{Doc, Tags};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Finds the stretches of text that stand for someone or something.
pub fn find(_kit: &Kit, _doc: &Doc<'_>, _tags: &Tags) -> Vec<Candidate> {
    Default::default()
}
