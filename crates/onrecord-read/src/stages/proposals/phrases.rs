//! How much of the text a phrase takes up: a mention, a noun of a term, the clause of a verb.

use onrecord_types::{Span, Upos};

use crate::view::View;

/// A phrase below a head without its preposition and what is only added to it.
pub fn phrase(ctx: &View<'_, '_>, head: usize) -> Span {
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "case" | "mark" | "appos" | "parataxis" | "advcl" | "cop" | "nsubj" | "aux"
        ) || ctx.tags.head(kid) == Some(head) && matches!(ctx.tags.base_rel(kid), "cc" | "conj")
            || ctx.tags.rel(kid) == "acl:relcl"
            || ctx.tags.rel(kid) == "punct" && !is_inside(ctx, kid, head)
            // "the ceasefire only if": what limits the clause behind it is no part of its name.
            || kid > head && ctx.tags.rel(kid) == "advmod" && ctx.tags.upos(kid + 1) == Upos::Sconj
    };
    trim(ctx, ctx.doc.span_of(ctx.tags.subtree_without(head, cut)))
}

/// Whether a mark stands before its head, as the hyphen in "30-day truce" does.
fn is_inside(ctx: &View<'_, '_>, mark: usize, head: usize) -> bool {
    mark < head && ctx.doc.word(mark) == "-"
}

/// A span without marks and spaces at its ends.
pub fn trim(ctx: &View<'_, '_>, span: Span) -> Span {
    let mut tokens = ctx.doc.tokens_in(span);
    while !tokens.is_empty() && ctx.tags.upos(tokens.end - 1) == Upos::Punct {
        tokens.end -= 1;
    }
    while !tokens.is_empty() && ctx.tags.upos(tokens.start) == Upos::Punct {
        tokens.start += 1;
    }
    ctx.doc.span_of(tokens)
}

/// A noun with all that belongs to it, without its preposition, article and coordination.
pub fn whole(ctx: &View<'_, '_>, noun: usize) -> Span {
    let cut = |kid: usize| {
        ctx.tags.head(kid) == Some(noun)
            && (matches!(ctx.tags.base_rel(kid), "case" | "conj" | "cc" | "parataxis" | "mark")
                || ctx.tags.rel(kid) == "det" && ctx.words.has("article", ctx.low(kid))
                || ctx.tags.rel(kid) == "punct" && kid > noun)
    };
    trim(ctx, ctx.doc.span_of(ctx.tags.subtree_without(noun, cut)))
}

/// A verb with what follows it, without subject, what stands before that, auxiliaries and coordination.
pub fn clause(ctx: &View<'_, '_>, verb: usize) -> Span {
    let subject = ctx.tags.child_by(verb, "nsubj").filter(|&subject| subject < verb);
    let cut = |kid: usize| {
        ctx.tags.head(kid) == Some(verb)
            && (subject.is_some_and(|subject| kid < subject)
                || matches!(
                    ctx.tags.base_rel(kid),
                    "nsubj" | "aux" | "mark" | "conj" | "cc" | "parataxis" | "punct" | "discourse"
                ))
    };
    trim(ctx, ctx.doc.span_of(ctx.tags.subtree_without(verb, cut)))
}
