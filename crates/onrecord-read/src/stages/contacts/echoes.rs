//! Finds where a contact is told again by a pronoun or as "the event": "it was still in progress".

use onrecord_types::{ContactKind, ContactStatus};

use super::outlook::{self, Outlook};
use super::sightings::{Sighting, is_definite};
use super::status;
use crate::view::View;

/// What a pronoun tells of the contact sighted last, if that stands in its sentence or the one
/// before, and if what is said of it can be said of a contact only.
pub fn of_pronoun(ctx: &View<'_, '_>, word: usize, last: &Sighting) -> Option<Sighting> {
    let points = ctx.is("pronoun", word) || ctx.is("again", word) && is_definite(ctx, word);
    let subject = ctx.tags.base_rel(word) == "nsubj" && points;
    let far = ctx.doc.sentence_of(word).checked_sub(ctx.doc.sentence_of(last.word))? > 1;
    let lasts = !matches!(last.kind, ContactKind::Letter | ContactKind::Briefing);
    if !subject || far || !lasts {
        return None;
    }
    let verb = ctx.predicate_above(word)?;
    let status = told(ctx, verb)?;
    let when = ctx.when(&[verb]);
    let still = status == ContactStatus::Ongoing;
    Some(Sighting {
        word,
        span: ctx.span(word),
        parties: Vec::new(),
        place: None,
        begins: None,
        ends: when.clone().filter(|_| status == ContactStatus::Ended),
        status,
        topics: Vec::new(),
        definite: true,
        former: last.former,
        still,
        as_of: when.filter(|_| still).and_then(|when| when.earliest),
        by: "contact.again",
        ..last.clone()
    })
}

/// "was still in progress", "ended at noon", "has been called off".
fn told(ctx: &View<'_, '_>, verb: usize) -> Option<ContactStatus> {
    let reality = outlook::of(ctx, verb);
    if status::is_under_way(ctx, verb) {
        return (reality != Outlook::Denied).then_some(ContactStatus::Ongoing);
    }
    if reality == Outlook::Now && is_still(ctx, verb) && ctx.is("with", verb) {
        return Some(ContactStatus::Ongoing);
    }
    match reality {
        Outlook::Past if status::is_cancelled(ctx, verb) => Some(ContactStatus::Cancelled),
        Outlook::Past if ctx.is("end", verb) => Some(ContactStatus::Ended),
        _ => None,
    }
}

/// "were still talking".
pub fn is_still(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.children_by(verb, "advmod").any(|kid| ctx.is("still", kid))
}
