//! The way of a dispatch: every stage once, in order, each handing on something new.

use onrecord_types::{Considered, Dispatch, Doc, Record, Tags};

use crate::Kit;
use crate::stages::{
    actors, contacts, events, figures, mentions, proposals, record, statements, tags, times, tokens,
};
use crate::view::Known;

/// Reads one dispatch. It cannot fail: odd text gives fewer findings and a note.
pub fn read(kit: &Kit, dispatch: &Dispatch) -> Record {
    let doc = tokens::split(&kit.tokens, dispatch);
    let tags = tags::tag(&kit.tags, &doc);
    let times = times::find(&kit.times, &doc, &tags);
    let mentions = mentions::find(&kit.mentions, &doc, &tags);
    let actors = actors::resolve(&kit.actors, &doc, &tags, &mentions);
    let told = statements::find(&kit.statements, &doc, &tags, &actors, &times);
    let events = events::code(&kit.events, &doc, &tags, &actors, &times, &told);
    let known = Known::new(&doc, &tags, &actors, &times, &told);
    let contacts = contacts::find(&kit.contacts, &known, &events);
    let proposals = proposals::find(&kit.proposals, &known);
    let figures = figures::find(&kit.figures, &known);
    drop(known);
    record::write(
        &kit.record,
        record::Parts { doc: &doc, actors, times, told, events, contacts, proposals, figures },
    )
}

/// Only the language layer: sentences, tokens, word classes, tree and names.
pub fn parse<'d>(kit: &Kit, dispatch: &'d Dispatch) -> (Doc<'d>, Tags) {
    let doc = tokens::split(&kit.tokens, dispatch);
    let tags = tags::tag(&kit.tags, &doc);
    (doc, tags)
}

/// Every word of a dispatch that might have told an event: which rules looked at it, and why it was
/// coded or not.
pub fn why(kit: &Kit, dispatch: &Dispatch) -> Vec<Considered> {
    let (doc, tags) = parse(kit, dispatch);
    let times = times::find(&kit.times, &doc, &tags);
    let mentions = mentions::find(&kit.mentions, &doc, &tags);
    let actors = actors::resolve(&kit.actors, &doc, &tags, &mentions);
    let told = statements::find(&kit.statements, &doc, &tags, &actors, &times);
    events::consider(&kit.events, &doc, &tags, &actors, &times, &told)
}

/// The names of the rules that met words and made nothing of them ("the Sunday Times" is no day):
/// they stand in no finding, so that whoever tests rules asks for them here.
pub fn refusals(kit: &Kit, dispatch: &Dispatch) -> Vec<String> {
    times::refusals(&kit.times, dispatch.text.as_str())
}
