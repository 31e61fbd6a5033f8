//! What something on the table is called.

use std::ops::Range;

use onrecord_types::{Span, Upos};

use super::table::Item;
use crate::view::View;

/// The shortest mention that tells most: a kind of instrument rather than "deal" alone, who made
/// it, and what marks it out (a length of time, a number, an adjective). Without its article,
/// and no longer than a label can be.
pub fn label(ctx: &View<'_, '_>, item: &Item) -> String {
    const LONGEST: usize = 8;
    let tells = |span: &Span| {
        let tokens = ctx.doc.tokens_in(*span);
        let kind = tokens.clone().any(|at| {
            let named = ctx.is("instrument", at) || ctx.is("kind", at);
            named && !ctx.is("generic", at) && !ctx.is("back.only", at)
        });
        let marked = tokens.clone().any(|at| {
            let told = ctx.words.value("kind", ctx.low(at));
            let other = ctx.tags.base_rel(at) == "amod" && told != Some(item.kind.as_str());
            matches!(ctx.tags.base_rel(at), "amod" | "nummod" | "compound")
                && (told.is_none() || other)
        });
        let made = ctx.cast.mentions_in(*span).any(|(actor, _)| item.makers.contains(&actor.id));
        2 * usize::from(kind) + usize::from(marked) + usize::from(made)
    };
    // What is too long ends with the noun that names the instrument.
    let short = |span: Span| {
        let tokens = ctx.doc.tokens_in(span);
        let named = tokens.clone().find(|&at| is_instrument(ctx, at) && !is_before_noun(ctx, at));
        let Some(named) = named.filter(|_| tokens.len() > LONGEST) else { return span };
        // What is still too long starts with the words right before the noun.
        let long = named + 1 - tokens.start > LONGEST;
        let noun = |at: &usize| ctx.tags.base_rel(*at) == "compound";
        let near = (tokens.start..named).rev().take_while(noun).count();
        let start = if long { named - near } else { tokens.start };
        ctx.doc.span_of(start..named + 1)
    };
    // "offered to host a round" tells more than "the offer".
    let deed = item.by.iter().any(|by| by != "proposal.instrument");
    let own = |span: &Span| deed && item.mentions.first() == Some(span);
    let best = item.mentions.iter().copied().map(|span| (span, short(span))).max_by_key(|pair| {
        let (whole, span) = pair;
        let long = ctx.doc.tokens_in(*span).len() > LONGEST;
        (!long, own(whole), tells(span), std::cmp::Reverse((span.len(), *span)))
    });
    let best = best.map(|(_, span)| span);
    let Some(span) = best else { return String::new() };
    let tokens = ctx.doc.tokens_in(span);
    let article = tokens.len() > 1 && ctx.words.has("article", ctx.low(tokens.start));
    let first = undertaken(ctx, tokens.clone()).unwrap_or(tokens.start + usize::from(article));
    // Half a pair of quotation marks is left out.
    let mut inner = first..tokens.end;
    let has =
        |range: Range<usize>, mark: &str| range.into_iter().any(|at| ctx.tags.xpos(at) == mark);
    if has(first..first + 1, "``") && !has(inner.clone(), "''") {
        inner.start += 1;
    }
    if has(tokens.end.saturating_sub(1)..tokens.end, "''") && !has(inner.clone(), "``") {
        inner.end -= 1;
    }
    ctx.doc.of(ctx.doc.span_of(if inner.is_empty() { tokens } else { inner })).to_owned()
}

/// Where what is undertaken begins: "halt the strikes" in "agreed on Tuesday to halt the strikes".
fn undertaken(ctx: &View<'_, '_>, tokens: Range<usize>) -> Option<usize> {
    let verb = tokens.start;
    let deed = ctx.tags.children_by(verb, "xcomp").find(|deed| tokens.contains(deed))?;
    let to = ctx.tags.children_by(deed, "mark").find(|&mark| ctx.tags.xpos(mark) == "TO")?;
    // "wants Norland to release them": it is not the one who wants that undertakes it.
    let asked = ["obj", "iobj"].iter().any(|rel| ctx.tags.child_by(verb, rel).is_some());
    let is_deed = ctx.tags.upos(verb) == Upos::Verb && !asked;
    (is_deed && to > verb && to + 1 < tokens.end).then_some(to + 1)
}

/// Whether a noun only tells the kind of the next: "ceasefire" in "ceasefire deal".
fn is_before_noun(ctx: &View<'_, '_>, token: usize) -> bool {
    matches!(ctx.tags.base_rel(token), "compound" | "amod" | "flat")
}

fn is_instrument(ctx: &View<'_, '_>, token: usize) -> bool {
    matches!(ctx.tags.upos(token), Upos::Noun | Upos::Propn) && ctx.is("instrument", token)
}
