//! Of whom, where and over what time an amount is told; part of what a figure is.

use onrecord_types::{EntityKind, Scope, Span, Upos};

use super::amounts::Found;
use super::context::Context;
use super::counted::What;

/// The scope of an amount.
pub fn scope(ctx: &Context<'_, '_>, found: &Found, what: &What) -> Scope {
    let clause = clause(ctx, found);
    Scope {
        who: what.noun.filter(|_| what.known).and_then(|noun| match what.by {
            Some("what.noun") => of_whom(ctx, noun),
            _ => who(ctx, found, noun),
        }),
        place: place(ctx, found, clause),
        period: period(ctx, found, clause),
    }
}

/// The predicate whose clause an amount stands in.
fn clause(ctx: &Context<'_, '_>, found: &Found) -> usize {
    let top = ctx.top(found);
    let mut up = ctx.tags.upward(top);
    up.find(|&at| {
        matches!(
            ctx.tags.base_rel(at),
            "root" | "ccomp" | "advcl" | "acl" | "parataxis" | "csubj" | "xcomp"
        ) || (ctx.tags.rel(at) == "conj" && matches!(ctx.tags.upos(at), Upos::Verb | Upos::Aux))
    })
    .unwrap_or(top)
}

/// The counted with their modifiers: "young soldiers, and others".
fn who(ctx: &Context<'_, '_>, found: &Found, noun: usize) -> Option<String> {
    if ctx.tags.upos(noun) == Upos::Adj {
        return None;
    }
    let cut = |kid: usize| {
        matches!(
            ctx.tags.base_rel(kid),
            "nummod" | "det" | "acl" | "case" | "punct" | "appos" | "parataxis"
        ) || (ctx.tags.base_rel(kid) == "nmod" && kid < noun)
            || (ctx.tags.base_rel(kid) == "conj" && holds_number(ctx, kid))
            || (ctx.tags.base_rel(kid) == "advmod" && kid < noun)
    };
    let tokens = ctx.tags.subtree_without(noun, cut);
    let amount = ctx.pieces.get(found.pieces.end - 1).filter(|piece| piece.token < noun);
    let first = tokens.clone().find(|&at| {
        amount.is_none_or(|amount| at > amount.token)
            && !ctx.kit.words.has("besides", &ctx.doc.word(at).to_lowercase())
            && !matches!(ctx.tags.base_rel(at), "nummod" | "det" | "case" | "punct" | "advmod")
            && ctx.tags.is_below(at, noun)
    })?;
    // "people were killed, including five children": as far as the words hang together.
    let stop = (noun + 1..tokens.end).find(|&at| {
        let part = ctx.kit.words.has("part", &ctx.doc.word(at).to_lowercase());
        let state =
            matches!(ctx.tags.rel(at), "amod" | "advmod") && ctx.tags.head(at) == Some(noun);
        // "pupils and 12 teachers"
        let joins = ctx.tags.base_rel(at) == "cc";
        let counted = joins && ctx.tags.head(at).is_some_and(|other| holds_number(ctx, other));
        part || state || counted || !ctx.tags.is_below(at, noun)
    });
    let mut end = stop.unwrap_or(tokens.end);
    while end > noun + 1 && ctx.tags.upos(end - 1) == Upos::Punct {
        end -= 1;
    }
    let words = ctx.doc.of(ctx.doc.span_of(first..end)).to_owned();
    (!words.is_empty()).then_some(words)
}

/// Whose deaths: "soldier deaths, from both sides", "deaths of civilians".
fn of_whom(ctx: &Context<'_, '_>, noun: usize) -> Option<String> {
    let whose = ctx.tags.child_by(noun, "compound");
    let whose =
        whose.or_else(|| ctx.child_of(noun).filter(|&at| ctx.tags.upos(at) != Upos::Propn))?;
    let words = ctx.doc.of(ctx.doc.span_of(ctx.tags.subtree_without(whose, |kid| {
        matches!(ctx.tags.base_rel(kid), "case" | "det" | "acl" | "punct" | "nummod")
    })));
    (!words.is_empty()).then(|| words.to_owned())
}

fn holds_number(ctx: &Context<'_, '_>, token: usize) -> bool {
    ctx.tags.children(token).any(|kid| ctx.tags.base_rel(kid) == "nummod")
}

/// The place that the clause names, the nearest first: "in Bolívar province".
fn place(ctx: &Context<'_, '_>, found: &Found, clause: usize) -> Option<String> {
    let top = ctx.top(found);
    let told = ctx.statement(ctx.span(top)).map(|told| told.id);
    let sentence = ctx.doc.sentences.get(ctx.doc.sentence_of(top));
    let sentence = sentence.map_or(0..0, |sentence| sentence.tokens.clone());
    let places = ctx.tags.entities.iter().filter_map(|entity| {
        // Almost all places of a long text stand elsewhere: that is asked first.
        let near = sentence.contains(&entity.tokens.start);
        if !near || !matches!(entity.kind, EntityKind::Loc | EntityKind::Fac) {
            return None;
        }
        let inside = entity.tokens.clone().any(|at| ctx.tags.is_below(at, clause));
        let head = ctx.tags.top(entity.tokens.clone())?;
        let phrase = located(ctx, head)?;
        let same = told == ctx.statement(ctx.span(head)).map(|told| told.id);
        let apart = !phrase.meets(found.span);
        (inside && same && apart).then_some((head.abs_diff(top), phrase))
    });
    let nearest = places.min_by_key(|(far, span)| (*far, *span))?.1;
    Some(ctx.doc.of(nearest).to_owned())
}

/// The phrase of a place that stands with a preposition of place, without the preposition.
fn located(ctx: &Context<'_, '_>, head: usize) -> Option<Span> {
    let located = |at: usize| {
        ctx.tags
            .children_by(at, "case")
            .any(|case| ctx.kit.words.has("locative", ctx.tags.lemma(case)))
    };
    // "Bolívar province", "the port of Odesa": the preposition hangs on the noun above.
    let above = || {
        let part = matches!(ctx.tags.rel(head), "compound" | "nmod:poss" | "flat" | "appos")
            || (ctx.tags.base_rel(head) == "nmod"
                && ctx.tags.head(head).and_then(|h| ctx.child_of(h)) == Some(head));
        // "on U.S. plants" tells whose, not where.
        let named = |at: usize| {
            ctx.tags.entity_at(at).is_some()
                || ctx.kit.words.has("ground", &ctx.tags.lemma(at).to_lowercase())
        };
        ctx.tags.head(head).filter(|&at| part && located(at) && named(at))
    };
    let at = Some(head).filter(|&at| located(at)).or_else(above)?;
    if !matches!(ctx.tags.base_rel(at), "obl" | "nmod" | "conj") {
        return None;
    }
    let cut = |kid: usize| {
        matches!(ctx.tags.base_rel(kid), "case" | "acl" | "appos" | "punct" | "parataxis" | "advcl")
    };
    let tokens = ctx.tags.subtree_without(at, cut);
    // "a day off Guyana"
    let from = tokens.clone().find(|&at| !ctx.is_time(at) && ctx.tags.base_rel(at) != "case");
    Some(ctx.doc.span_of(from.unwrap_or(tokens.start)..tokens.end))
}

/// The time that the clause names, the nearest first: "each week".
fn period(ctx: &Context<'_, '_>, found: &Found, clause: usize) -> Option<String> {
    let top = ctx.top(found);
    let sentence = ctx.doc.sentences.get(ctx.doc.sentence_of(top));
    let sentence = sentence.map_or(0..0, |sentence| sentence.tokens.clone());
    let within = ctx.doc.span_of(sentence);
    let same = ctx.statement(ctx.span(top)).map(|told| told.id);
    let near = ctx.times_in(within).filter(|time| within.holds(time.span)).filter_map(|time| {
        let tokens = ctx.doc.tokens_in(time.span);
        let at = tokens.clone().next()?;
        let inside = tokens.clone().any(|at| ctx.tags.is_below(at, clause));
        let statement = ctx.statement(time.span).map(|told| told.id);
        let own = !is_anothers(ctx, top, tokens.clone()) && !is_sequel(ctx, tokens.clone());
        (inside && own && statement == same)
            .then(|| (at.abs_diff(top), with_preposition(ctx, tokens)))
    });
    let span = near.min_by_key(|(far, span)| (*far, *span))?.1;
    Some(ctx.doc.of(span).to_owned())
}

/// "95% this time, against 93% in July": the time behind a comparison belongs to what is compared.
/// "climb to 20%, costing $2,800 a year": so does the time that hangs on another sum.
fn is_anothers(ctx: &Context<'_, '_>, top: usize, time: std::ops::Range<usize>) -> bool {
    let sum = |at: usize| matches!(ctx.tags.upos(at), Upos::Sym | Upos::Num);
    let mut heads = time.clone().filter_map(|at| ctx.tags.head(at));
    let hangs = heads.any(|head| !time.contains(&head) && head != top && sum(head));
    let against = |at: usize| ctx.kit.words.has("against", &ctx.doc.word(at).to_lowercase());
    hangs || (top..time.start).any(against)
}

/// "struck two cities hours later": when, not over what time.
fn is_sequel(ctx: &Context<'_, '_>, time: std::ops::Range<usize>) -> bool {
    let last = time.end.saturating_sub(1);
    ctx.kit.words.has("later", &ctx.doc.word(last).to_lowercase())
}

/// "since February", "by 6 p.m.": the preposition bounds the period and belongs to it.
fn with_preposition(ctx: &Context<'_, '_>, tokens: std::ops::Range<usize>) -> Span {
    let before = tokens.start.checked_sub(1);
    let from = before.filter(|&at| ctx.kit.words.has("since", &ctx.doc.word(at).to_lowercase()));
    ctx.doc.span_of(from.unwrap_or(tokens.start)..tokens.end)
}
