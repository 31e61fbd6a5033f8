//! Journeys: who goes where, and whether it is a visit.

use onrecord_types::{ActorId, ActorKind, ContactKind};

use super::sightings::{Told, noun_kind};
use super::{particulars, parties};
use crate::view::View;

/// "X flew to Geneva".
pub fn gone(ctx: &View<'_, '_>, verb: usize) -> Option<Told> {
    if !ctx.is("go", verb) {
        return None;
    }
    destination(ctx, verb)?;
    if is_for_a_contact(ctx, verb) {
        return None;
    }
    let visitor = travellers(ctx, verb);
    (!visitor.is_empty()).then_some((ContactKind::Visit, visitor, "contact.travelled"))
}

/// "flew to Cairo for talks with Egypt": the talks are the contact, not the journey to them.
pub fn is_for_a_contact(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.children_by(verb, "obl").any(|kid| {
        let sit_down = matches!(
            noun_kind(ctx, kid),
            Some(ContactKind::Talks | ContactKind::Meeting | ContactKind::Summit)
        );
        sit_down && ctx.has_case(kid, "purpose") && parties::of_noun(ctx, kid).both
    })
}

/// The place gone to, or the particle that stands for it ("flew in").
fn destination(ctx: &View<'_, '_>, verb: usize) -> Option<usize> {
    let mut kids = ctx.tags.children(verb);
    kids.find(|&kid| match ctx.tags.base_rel(kid) {
        "obl" => {
            let at = ctx.is("go.at", verb) && ctx.has_case(kid, "place");
            (at || ctx.has_case(kid, "go.to")) && particulars::names_place(ctx, kid)
        }
        "compound" | "advmod" => {
            ctx.is("go.in", verb) && ctx.is("go.particle", kid) && kid == verb + 1
        }
        _ => false,
    })
    .or_else(|| flown_in(ctx, verb))
}

/// "flew in this evening": the particle, where it was taken for the preposition of a time.
fn flown_in(ctx: &View<'_, '_>, verb: usize) -> Option<usize> {
    let next = verb + 1;
    let head = ctx.span(ctx.tags.head(next)?);
    let of_time = ctx.times_in(head).any(|time| !time.span.meets(ctx.span(next)));
    let particle = ctx.words.has("go.particle", ctx.low(next));
    (of_time && ctx.is("go.in", verb) && particle).then_some(next)
}

/// Those whose going somewhere is a visit: holders of an office, governments, envoys.
pub fn travellers(ctx: &View<'_, '_>, verb: usize) -> Vec<ActorId> {
    let mut all = Vec::new();
    // "the boy was returned to Cuba".
    if ctx.tags.children(verb).any(|kid| ctx.tags.rel(kid) == "nsubj:pass") {
        return all;
    }
    for subject in ctx.subjects(verb) {
        let envoy = ctx.is("people", subject);
        all.extend(ctx.actors(subject).into_iter().filter(|id| {
            ctx.cast.actor(*id).is_some_and(|actor| {
                let office = !actor.offices.is_empty() || actor.sector.is_some();
                match actor.kind {
                    ActorKind::Person | ActorKind::Unknown => office || envoy,
                    ActorKind::Government | ActorKind::Organisation | ActorKind::Group => true,
                    _ => envoy,
                }
            })
        }));
    }
    all
}

/// The place gone to, or where something took place.
pub fn place_of_verb(ctx: &View<'_, '_>, verb: usize, kind: ContactKind) -> Option<String> {
    if kind == ContactKind::Visit {
        let object = ctx.tags.child_by(verb, "obj").filter(|&at| particulars::names_place(ctx, at));
        let to = destination(ctx, verb).filter(|&at| ctx.tags.base_rel(at) == "obl");
        return Some(ctx.doc.of(particulars::phrase(ctx, object.or(to)?)).to_owned());
    }
    particulars::place(ctx, verb, None)
}
