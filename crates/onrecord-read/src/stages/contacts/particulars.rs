//! Where, when and about what: the phrases hung on a contact's word or on the verb that carries it.

use onrecord_types::{EntityKind, Span, TimeKind, TimeMention, Topic, When};

use super::context::Context;

/// The place: a phrase with "in" or "at" that names one.
pub fn place(ctx: &Context<'_, '_>, word: usize, carrier: Option<usize>) -> Option<String> {
    let hung = std::iter::once(word).chain(carrier);
    let mut phrases = hung.flat_map(|at| ctx.tags.children(at).filter(move |&kid| kid != word));
    let at = phrases.find(|&kid| {
        matches!(ctx.tags.base_rel(kid), "obl" | "nmod")
            && ctx.has_case(kid, "place")
            && names_place(ctx, kid)
    })?;
    Some(ctx.doc.of(phrase(ctx, at)).to_owned())
}

/// Whether a phrase names a place: its head, or what modifies it.
pub fn names_place(ctx: &Context<'_, '_>, head: usize) -> bool {
    let is_place = |at: usize| {
        ctx.tags
            .entity_at(at)
            .is_some_and(|entity| matches!(entity.kind, EntityKind::Loc | EntityKind::Fac))
    };
    is_place(head)
        || ctx.cast.at(ctx.span(head)).is_none()
            && ctx.tags.children(head).any(|kid| {
                is_place(kid)
                    && matches!(ctx.tags.base_rel(kid), "nmod" | "compound" | "flat" | "appos")
            })
}

/// A phrase without its preposition and without what is only added to it.
pub fn phrase(ctx: &Context<'_, '_>, head: usize) -> Span {
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "case" | "acl" | "appos" | "parataxis" | "advcl" | "punct" | "cc" | "conj"
        ) || (ctx.tags.base_rel(kid) == "nmod" && ctx.tags.rel(kid) == "nmod:unmarked")
    };
    ctx.doc.span_of(ctx.tags.subtree_without(head, cut))
}

/// The topics: phrases with "about", "on", "over".
pub fn topics(ctx: &Context<'_, '_>, word: usize) -> Vec<Topic> {
    let told = ctx.tags.children(word).filter(|&kid| {
        matches!(ctx.tags.base_rel(kid), "obl" | "nmod" | "advcl" | "acl")
            && ctx.has_case(kid, "topic")
            && !ctx.is("no.topic", kid)
            && !is_time(ctx, kid)
    });
    told.map(|kid| {
        let mark = |at: usize| {
            ctx.tags.head(at) == Some(kid)
                && matches!(ctx.tags.base_rel(at), "case" | "mark" | "punct")
        };
        let tokens = ctx.tags.subtree_without(kid, mark);
        let span = ctx.doc.span_of(tokens);
        Topic { text: ctx.doc.of(span).to_owned(), span }
    })
    .collect()
}

fn is_time(ctx: &Context<'_, '_>, token: usize) -> bool {
    let span = ctx.span(token);
    ctx.times.iter().any(|time| time.span.meets(span))
}

/// When: the date or clock time hung on one of the words, the finest first.
pub fn when(ctx: &Context<'_, '_>, words: &[usize]) -> Option<When> {
    let hung = ctx.times.iter().filter(|time| {
        let vague = time.value.as_deref().is_some_and(|value| value.ends_with("_REF"));
        matches!(time.kind, TimeKind::Date | TimeKind::Time) && !vague && hangs_on(ctx, time, words)
    });
    let grain = |time: &&TimeMention| match (time.earliest, time.latest) {
        (Some(from), Some(to)) => to.unix_seconds() - from.unix_seconds(),
        _ => i64::MAX,
    };
    let time = hung.min_by_key(grain)?;
    (time.earliest.is_some() || time.latest.is_some()).then_some(When {
        earliest: time.earliest,
        latest: time.latest,
        time: Some(time.id),
    })
}

/// Whether a time stands in the clause of one of the words, with no predicate between.
fn hangs_on(ctx: &Context<'_, '_>, time: &TimeMention, words: &[usize]) -> bool {
    let tokens = ctx.doc.tokens_in(time.span);
    let Some(head) =
        tokens.clone().find(|&at| ctx.tags.head(at).is_none_or(|head| !tokens.contains(&head)))
    else {
        return false;
    };
    if words.iter().any(|word| tokens.contains(word)) {
        return false;
    }
    let mut up = ctx.tags.upward(head).skip(1);
    up.find(|at| words.contains(at) || ctx.is_predicate(*at)).is_some_and(|at| words.contains(&at))
}
