//! Where, when and about what: the phrases hung on a contact's word or on the verb that carries it.

use onrecord_types::{EntityKind, Span, Topic, Upos};

use crate::view::View;

/// The place: a phrase with "in" or "at" that names one.
pub fn place(ctx: &View<'_, '_>, word: usize, carrier: Option<usize>) -> Option<String> {
    let hung = std::iter::once(word).chain(carrier);
    let mut phrases = hung.flat_map(|at| ctx.tags.children(at).filter(move |&kid| kid != word));
    let at = phrases.find(|&kid| {
        matches!(ctx.tags.base_rel(kid), "obl" | "nmod")
            && ctx.has_case(kid, "place")
            && (names_place(ctx, kid) || is_unknown_name(ctx, kid))
    })?;
    Some(ctx.doc.of(phrase(ctx, at)).to_owned())
}

/// A proper noun that no finder knows for anybody: with "in", a place.
fn is_unknown_name(ctx: &View<'_, '_>, head: usize) -> bool {
    ctx.tags.upos(head) == Upos::Propn
        && ctx.tags.entity_at(head).is_none()
        && ctx.cast.at(ctx.span(head)).is_none()
        && !ctx.is_time(head)
}

/// Whether a phrase names a place: its head, or what modifies it.
pub fn names_place(ctx: &View<'_, '_>, head: usize) -> bool {
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
pub fn phrase(ctx: &View<'_, '_>, head: usize) -> Span {
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "case" | "acl" | "appos" | "parataxis" | "advcl" | "punct" | "cc" | "conj"
        ) || (ctx.tags.base_rel(kid) == "nmod" && ctx.tags.rel(kid) == "nmod:unmarked")
    };
    ctx.doc.span_of(ctx.tags.subtree_without(head, cut))
}

/// The topics: phrases with "about", "on", "over".
pub fn topics(ctx: &View<'_, '_>, word: usize) -> Vec<Topic> {
    let told = ctx.tags.children(word).filter(|&kid| {
        matches!(ctx.tags.base_rel(kid), "obl" | "nmod" | "advcl" | "acl")
            && ctx.has_case(kid, "topic")
            && !ctx.is("no.topic", kid)
            && !ctx.is_time(kid)
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
