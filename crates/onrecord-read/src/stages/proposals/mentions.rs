//! Finds the noun phrases that name an instrument: a truce, a deal, a plan, sanctions.

use onrecord_types::{ActorId, EntityKind, Span, Upos};

use super::context::Context;

/// One phrase that names an instrument.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The token that heads it.
    pub head: usize,
    /// The whole phrase.
    pub span: Span,
    /// What kind of instrument.
    pub kind: String,
    /// Whether its head can take up any instrument again: "the deal".
    pub generic: bool,
    /// Whether its head alone could name any instrument: "deal", also in "ceasefire deal".
    pub takes_up: bool,
    /// Whether it is named only beside another: "the first".
    pub aside: bool,
    /// Whether it points back: "the", "this", "its".
    pub definite: bool,
    /// Whether somebody is told to own it: "her plan".
    pub owned: bool,
    /// Whether it names what is proposed rather than what is agreed.
    pub plan: bool,
    /// Whether it is too common a word to count without more.
    pub weak: bool,
    /// What tells it from others of its kind: "grain", "rewritten".
    pub marks: Vec<String>,
    /// Who made it, as its own words tell.
    pub makers: Vec<ActorId>,
}

/// All mentions, in the order of the text.
pub fn find(ctx: &Context<'_, '_>) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::new();
    for head in 0..ctx.doc.tokens.len() {
        let found = mention(ctx, head).or_else(|| elliptic(ctx, head, all.last()));
        all.extend(found);
    }
    all
}

/// "a rewritten accord, after voters threw out the first": another of the kind just named.
fn elliptic(ctx: &Context<'_, '_>, head: usize, last: Option<&Mention>) -> Option<Mention> {
    let last = last.filter(|last| ctx.doc.sentence_of(last.head) == ctx.doc.sentence_of(head))?;
    let bare = ctx.words.has("nth", &ctx.low(head))
        && matches!(ctx.tags.base_rel(head), "obj" | "nsubj" | "obl")
        && ctx
            .tags
            .child_by(head, "det")
            .is_some_and(|det| ctx.words.has("definite", &ctx.low(det)))
        && ctx.tags.child_by(head, "nmod").is_none();
    bare.then(|| Mention {
        head,
        span: ctx.doc.span_of(head.saturating_sub(1)..head + 1),
        marks: vec![ctx.low(head)],
        aside: true,
        makers: Vec::new(),
        generic: false,
        definite: false,
        ..last.clone()
    })
}

fn mention(ctx: &Context<'_, '_>, head: usize) -> Option<Mention> {
    if !matches!(ctx.tags.upos(head), Upos::Noun | Upos::Propn) {
        return None;
    }
    let lemma = ctx.tags.lemma(head).to_lowercase();
    let named = ctx.words.value("instrument", &lemma)?;
    // In "ceasefire deal" the first noun only tells the kind of the second.
    if matches!(ctx.tags.base_rel(head), "compound" | "amod" | "flat") {
        return None;
    }
    // "Bill Clinton" is no bill.
    if ctx.tags.entity_at(head).is_some_and(|entity| entity.kind == EntityKind::Per) {
        return None;
    }
    let kids: Vec<usize> = ctx.tags.children(head).filter(|&kid| kid < head).collect();
    let modifiers = kids
        .iter()
        .copied()
        .filter(|&kid| matches!(ctx.tags.base_rel(kid), "compound" | "amod" | "nmod" | "nummod"));
    let modifiers: Vec<usize> = modifiers.filter(|&kid| ctx.tags.rel(kid) != "nmod:poss").collect();
    if modifiers.iter().any(|&kid| ctx.words.has("not", &ctx.low(kid))) {
        return None;
    }
    if ctx.words.has("plural.only", &lemma) && ctx.tags.xpos(head) == "NN" {
        return None;
    }
    let told = modifiers.iter().find_map(|&kid| ctx.words.value("kind", &ctx.low(kid)));
    if ctx.words.has("needs.kind", &lemma) && told.is_none() {
        return None;
    }
    let makers = makers(ctx, head, &modifiers, named);
    let definite = kids.iter().any(|&kid| {
        matches!(ctx.tags.base_rel(kid), "det" | "nmod") && ctx.words.has("definite", &ctx.low(kid))
    });
    if kids.iter().any(|&kid| ctx.words.has("never", &ctx.low(kid))) {
        return None;
    }
    let owned = kids.iter().any(|&kid| ctx.tags.rel(kid) == "nmod:poss");
    if ctx.words.has("needs.definite", &lemma) && !definite {
        return None;
    }
    Some(Mention {
        head,
        span: ctx.phrase(head),
        kind: told.filter(|_| ctx.words.has("generic", &lemma)).unwrap_or(named).to_owned(),
        generic: ctx.words.has("generic", &lemma) && told.is_none_or(|told| told == "agreement"),
        aside: false,
        takes_up: ctx.words.has("generic", &lemma),
        definite: definite && !owned,
        owned,
        plan: matches!(named, "plan" | "offer"),
        weak: ctx.words.has("weak", &lemma) || ctx.tags.xpos(head) == "NNS",
        marks: modifiers.iter().filter_map(|&kid| mark(ctx, kid)).collect(),
        makers,
    })
}

/// What tells an instrument from others: a noun or a name before it, or a word such as "new".
fn mark(ctx: &Context<'_, '_>, kid: usize) -> Option<String> {
    let low = ctx.low(kid);
    let kind = ctx.words.value("kind", &low);
    let noun = matches!(ctx.tags.upos(kid), Upos::Noun | Upos::Propn)
        && ctx.cast.at(ctx.span(kid)).is_none();
    let topic = kind == Some("agreement") || (kind.is_none() && noun && !is_number(ctx, kid));
    (topic || ctx.words.has("mark", &low)).then_some(low)
}

fn is_number(ctx: &Context<'_, '_>, token: usize) -> bool {
    ctx.tags.children(token).any(|kid| ctx.tags.base_rel(kid) == "nummod")
}

/// "UN-brokered" in one token: the part before the hyphen names who.
fn joined_makers(ctx: &Context<'_, '_>, modifiers: &[usize]) -> Vec<ActorId> {
    let mut all = Vec::new();
    for &kid in modifiers {
        let word = ctx.doc.word(kid);
        let Some((who, done)) = word.rsplit_once(['-', '‑']) else { continue };
        if ctx.words.has("maker.by", &done.to_lowercase()) {
            all.extend(ctx.named(who));
        }
    }
    all
}

/// "a U.S.-proposed deal", "Egypt's plan", "a plan drafted by the UN".
fn makers(ctx: &Context<'_, '_>, head: usize, modifiers: &[usize], named: &str) -> Vec<ActorId> {
    let mut all = joined_makers(ctx, modifiers);
    let plan = matches!(named, "plan" | "offer");
    for &kid in modifiers {
        if ctx.is("maker.by", kid) || ctx.words.has("maker.by", &ctx.low(kid)) {
            all.extend(ctx.tags.children(kid).flat_map(|below| ctx.actors(below)));
        } else if plan && ctx.tags.head(kid) == Some(head) {
            all.extend(ctx.actors(kid));
        }
    }
    for kid in ctx.tags.children(head) {
        if ctx.tags.rel(kid) == "nmod:poss" && plan {
            all.extend(ctx.actors(kid));
        }
        if ctx.tags.base_rel(kid) == "acl" && ctx.is("maker.by", kid) {
            let by = ctx.tags.children(kid).filter(|&below| ctx.has_case(below, "by"));
            all.extend(by.flat_map(|below| ctx.actors(below)));
        }
        if plan && ctx.tags.base_rel(kid) == "nmod" && ctx.has_case(kid, "by") {
            all.extend(ctx.actors(kid));
        }
    }
    let mut seen = Vec::new();
    all.retain(|id| {
        let new = !seen.contains(id) && !names_itself(ctx, *id, head);
        seen.push(*id);
        new
    });
    all
}

/// Whether the whole phrase was taken for somebody: "their battle plans" made no plan.
fn names_itself(ctx: &Context<'_, '_>, id: ActorId, head: usize) -> bool {
    let span = ctx.span(head);
    ctx.cast.actor(id).is_some_and(|actor| actor.mentions.iter().any(|m| m.span.holds(span)))
}
