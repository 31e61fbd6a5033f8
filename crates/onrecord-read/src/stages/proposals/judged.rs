//! Stances told by what somebody calls an instrument ("a step forward", "a sham") and by being
//! against it or behind it.

use onrecord_types::{Stance, Upos};

use super::phrases::phrase;
use super::positions::position;
use super::table::Table;
use crate::view::View;

/// Adds where a judgement, or a preposition said of a subject, puts somebody.
pub fn by_judgement(ctx: &View<'_, '_>, table: &mut Table, token: usize) {
    let found = called(ctx, table, token).or_else(|| sided(ctx, table, token));
    let Some((at, stance)) = found else { return };
    let (verb, span) = (token, phrase(ctx, token));
    for subject in ctx.subjects(token) {
        for id in ctx.actors(subject) {
            let found = position(ctx, id, stance, span, Some(verb), "position.judges");
            if let Some(item) = table.items.get_mut(at) {
                item.stand(found);
            }
        }
    }
}

/// "called the draft a step forward", "dismissed it as a sham".
fn called(ctx: &View<'_, '_>, table: &Table, verb: usize) -> Option<(usize, Stance)> {
    if ctx.tags.upos(verb) != Upos::Verb || !ctx.is("judge", verb) || ctx.is_denied(verb) {
        return None;
    }
    let object = ctx
        .tags
        .children(verb)
        .find(|&kid| matches!(ctx.tags.rel(kid), "obj" | "iobj") && kid > verb)?;
    let thing = ctx.tags.upos(object) == Upos::Pron
        && ctx.words.has("pronoun", ctx.low(object))
        && (ctx.cast.at(ctx.span(object)).is_none() || table.means_instrument(ctx, object));
    let at = table.at(ctx, object).or_else(|| table.recent(ctx, verb).filter(|_| thing))?;
    // "called it a very good talk" judges the talk, not what was named before.
    let meant = |word: &usize| {
        let head = ctx.tags.head(*word);
        !thing || head == Some(verb) || head.is_some_and(|head| ctx.is("instrument", head))
    };
    let words = ctx.tags.subtree(verb).filter(|&at| at > object).filter(meant);
    let mut stance = None;
    for word in words {
        if ctx.is("praise", word) {
            stance = stance.or(Some(Stance::Supports));
        } else if ctx.is("blame", word) {
            stance = Some(Stance::Opposes);
        }
    }
    Some((at, stance?))
}

/// "is against the plan", "is firmly behind it".
fn sided(ctx: &View<'_, '_>, table: &Table, token: usize) -> Option<(usize, Stance)> {
    ctx.tags.child_by(token, "cop")?;
    let at = table.at(ctx, token).or_else(|| {
        let pronoun = ctx.words.has("pronoun", ctx.low(token));
        table.recent(ctx, token).filter(|_| pronoun)
    })?;
    let denied = ctx.is_denied(token);
    match (ctx.has_case(token, "side.against"), ctx.has_case(token, "side.for")) {
        (true, _) if !denied => Some((at, Stance::Opposes)),
        (_, true) if denied => Some((at, Stance::Opposes)),
        (_, true) => Some((at, Stance::Supports)),
        _ => None,
    }
}
