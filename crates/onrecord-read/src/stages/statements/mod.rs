//! Finds who said what, to whom, when, through which channel, on whose word.

mod addressees;
pub mod atoms;
pub mod certainty;
mod channels;
mod citing;
mod clauses;
mod colons;
pub mod contents;
mod continuations;
pub mod cues;
pub mod drafts;
mod firmness;
mod frame;
pub mod lexicon;
mod mending;
mod nesting;
mod postposed;
pub mod quotes;
mod readouts;
mod relays;
pub mod roles;
mod saying;
mod sources;
mod taken_up;
mod tallies;
mod turns;
pub mod units;
pub mod weights;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::{Actor, Doc, Statement, Tags, TimeMention};

use atoms::Atoms;
use certainty::Signs;
use channels::Channels;
use drafts::Draft;
use firmness::Hedges;
use lexicon::Lexicon;
use relays::Relays;
use weights::Weights;

/// Rules, words and weights of this stage.
pub struct Kit {
    /// Words that report speech.
    pub lexicon: Lexicon,
    /// What makes a statement surer.
    pub certainty: Signs,
    channels: Channels,
    hedges: Hedges,
    relays: Relays,
    /// What is learned from annotated articles; absent while learning.
    pub weights: Option<Weights>,
}

/// Loads the stage's rules, words and weights.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let cues = paper!(shelf, "statements", "lexicon/cues.tsv");
    let speakers = paper!(shelf, "statements", "lexicon/speakers.tsv");
    let channels = paper!(shelf, "statements", "lexicon/channels.tsv");
    let hedges = paper!(shelf, "statements", "lexicon/firmness.tsv");
    let relays = paper!(shelf, "statements", "lexicon/relays.tsv");
    let signals = paper!(shelf, "statements", "lexicon/signals.tsv");
    let signs = paper!(shelf, "statements", "weights/certainty.tsv");
    Kit {
        certainty: Signs::read(&signs, faults),
        channels: Channels::read(&channels, faults),
        hedges: Hedges::read(&hedges, faults),
        relays: Relays::read(&relays, faults),
        lexicon: Lexicon::read(&cues, &speakers, &signals, faults),
        weights: Weights::read(include_bytes!("weights/en.bin")),
    }
}

/// Finds who said what, to whom, when, through which channel, on whose word.
pub fn find(
    kit: &Kit,
    doc: &Doc<'_>,
    tags: &Tags,
    actors: &[Actor],
    times: &[TimeMention],
) -> Vec<Statement> {
    let quotes = quotes::find(doc);
    let atoms = Atoms::of(doc, tags, &quotes, &kit.lexicon);
    frame::fill(kit, &atoms, &draft(kit, &atoms), actors, times)
}

/// Finds who said what, without its frame.
pub fn draft(kit: &Kit, atoms: &Atoms<'_>) -> Vec<Draft> {
    let mut drafts = drafts::read(kit, atoms);
    citing::settle(atoms, &mut drafts);
    tallies::add(atoms, &mut drafts);
    turns::add(atoms, &mut drafts);
    colons::add(atoms, &mut drafts);
    drafts.sort_by_key(|draft| (draft.cue_span, draft.cue));
    continuations::conjoin(atoms, &mut drafts);
    continuations::attach(atoms, &mut drafts);
    nesting::settle(atoms, &mut drafts);
    taken_up::settle(atoms, &mut drafts);
    drafts
}
