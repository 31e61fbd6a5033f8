//! Finds calls, meetings and talks: who, when, where, how far.

mod echoes;
mod journeys;
mod merge;
mod outlook;
mod particulars;
mod parties;
mod sightings;
mod status;

use onrecord_rules::{Classes, Fault, Shelf, paper};
use onrecord_types::{Contact, Event};

use crate::view::Known;

/// Words of this stage.
pub struct Kit {
    words: Classes,
}

/// The classes of the lexicon; what they mean is told at its head.
const CLASSES: &[&str] = &[
    "noun",
    "not",
    "with",
    "object",
    "write",
    "go",
    "go.particle",
    "go.to",
    "light",
    "begin",
    "end",
    "cancel",
    "cancel.off",
    "plan",
    "refuse",
    "ahead",
    "under.way",
    "under.way.said",
    "former",
    "before",
    "after",
    "party",
    "to",
    "of",
    "from",
    "topic",
    "place",
    "call.for",
    "time",
    "press",
    "people",
    "body",
    "tell",
    "in.person",
    "will",
    "may",
    "never",
    "discuss",
    "collective",
    "say",
    "definite",
    "off",
    "no.topic",
    "go.in",
    "round",
    "go.at",
    "needs.both",
    "beside",
    "pair",
    "pair.of",
    "pair.persons",
    "purpose",
    "call.object",
    "done",
    "takes.to",
    "takes.of",
    "pronoun",
    "again",
    "still",
    "would",
    "mediates",
    "mediator",
    "open",
    "urge",
    "any",
    "rumour",
    "ahead.of",
    "last",
    "during",
    "means",
];

/// Loads the stage's words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let words = paper!(shelf, "contacts", "lexicon/en.tsv");
    Kit { words: Classes::read(&words, CLASSES, faults) }
}

/// Finds calls, meetings and talks: who, when, where, how far.
pub fn find(kit: &Kit, known: &Known<'_>, events: &[Event]) -> Vec<Contact> {
    let ctx = known.with(&kit.words);
    let sightings = sightings::find(&ctx);
    merge::into_contacts(&ctx, events, sightings)
}
