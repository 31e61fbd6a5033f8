//! Finds the noun phrases that name an instrument: a truce, a deal, a plan, sanctions.

use onrecord_types::{ActorId, EntityKind, Span, Upos};

use super::demands;
use super::phrases::phrase;
use crate::view::View;

/// One phrase that names an instrument.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The token that heads it.
    pub head: usize,
    /// That word, as a dictionary has it.
    pub noun: String,
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
    /// Where it only takes up what was named before ("the idea", "the vote"): the kinds it can take
    /// up, all where none is told.
    pub back: Option<Vec<String>>,
    /// The kinds it takes up rather than others: a resolution for "the text".
    pub prefers: Vec<String>,
    /// Whether it can take up any kind: "the plan" for tariffs.
    pub any_kind: bool,
    /// The head of the mention that it only spells out: "a proposal for a truce".
    pub within: Option<usize>,
    /// The head of the instrument that says it as one of its terms: "the plan calls for a truce".
    pub included: Option<usize>,
    /// Whether it names what somebody wants rather than a text: "her demand".
    pub wish: bool,
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
pub fn find(ctx: &View<'_, '_>) -> Vec<Mention> {
    let mut all: Vec<Mention> = Vec::new();
    for head in 0..ctx.doc.tokens.len() {
        let found = mention(ctx, head).or_else(|| elliptic(ctx, head, all.last()));
        all.extend(found);
    }
    all
}

/// "a rewritten accord, after voters threw out the first": another of the kind just named.
fn elliptic(ctx: &View<'_, '_>, head: usize, last: Option<&Mention>) -> Option<Mention> {
    let last = last.filter(|last| ctx.doc.sentence_of(last.head) == ctx.doc.sentence_of(head))?;
    let bare = last.back.is_none()
        && ctx.words.has("nth", ctx.low(head))
        && matches!(ctx.tags.base_rel(head), "obj" | "nsubj" | "obl")
        && ctx
            .tags
            .child_by(head, "det")
            .is_some_and(|det| ctx.words.has("definite", ctx.low(det)))
        && ctx.tags.child_by(head, "nmod").is_none();
    bare.then(|| Mention {
        head,
        noun: ctx.low(head).to_owned(),
        span: ctx.doc.span_of(head.saturating_sub(1)..head + 1),
        marks: vec![ctx.low(head).to_owned()],
        aside: true,
        back: None,
        within: None,
        included: None,
        makers: Vec::new(),
        generic: false,
        definite: false,
        ..last.clone()
    })
}

fn mention(ctx: &View<'_, '_>, head: usize) -> Option<Mention> {
    if !matches!(ctx.tags.upos(head), Upos::Noun | Upos::Propn) {
        return None;
    }
    let lemma = ctx.tags.lemma(head).to_lowercase();
    let named = ctx.words.value("instrument", &lemma)?;
    if is_of_a_name(ctx, head) {
        return None;
    }
    let kids: Vec<usize> = ctx.tags.children(head).filter(|&kid| kid < head).collect();
    let modifiers: Vec<usize> = kids.iter().copied().filter(|&kid| is_modifier(ctx, kid)).collect();
    let told = modifiers.iter().find_map(|&kid| ctx.words.value("kind", ctx.low(kid)));
    let told =
        told.or_else(|| complement(ctx, head).filter(|_| ctx.words.has("needs.kind", &lemma)));
    if is_something_else(ctx, head, &kids, &modifiers)
        || told.is_none() && lacks_kind(ctx, head, &modifiers)
    {
        return None;
    }
    let makers = makers(ctx, head, &modifiers, named);
    let definite = kids.iter().any(|&kid| {
        matches!(ctx.tags.base_rel(kid), "det" | "nmod") && ctx.words.has("definite", ctx.low(kid))
    });
    let owned = kids.iter().any(|&kid| ctx.tags.rel(kid) == "nmod:poss");
    let kinds = |class: &str| {
        ctx.words.value(class, &lemma).map(|kinds| {
            kinds.split(',').filter(|kind| !kind.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        })
    };
    let back = kinds("back.only");
    // "a sanctions package" needs no more.
    let indefinite = !definite && told.is_none() && !is_taken_up(ctx, head);
    if back.is_some() && !definite || ctx.words.has("needs.definite", &lemma) && indefinite {
        return None;
    }
    Some(Mention {
        head,
        noun: lemma.clone(),
        span: phrase(ctx, head),
        kind: told.filter(|_| ctx.words.has("generic", &lemma)).unwrap_or(named).to_owned(),
        generic: ctx.words.has("generic", &lemma) && told.is_none_or(|told| told == "agreement"),
        aside: false,
        back,
        prefers: kinds("prefers").unwrap_or_default(),
        any_kind: definite && ctx.words.has("any.kind", &lemma),
        within: within(ctx, head),
        included: included(ctx, head).filter(|_| !definite),
        wish: ctx.words.has("wish", &lemma),
        takes_up: ctx.words.has("generic", &lemma),
        definite: definite && !owned,
        owned,
        plan: matches!(named, "plan" | "offer"),
        weak: ctx.words.has("weak", &lemma)
            && !(told.is_some() && ctx.words.has("needs.kind", &lemma) && named == "exchange")
            || ctx.tags.xpos(head) == "NNS",
        marks: modifiers.iter().filter_map(|&kid| mark(ctx, kid)).collect(),
        makers,
    })
}

/// In "ceasefire deal" the first noun only tells the kind of the second; "Bill Clinton" is no bill.
fn is_of_a_name(ctx: &View<'_, '_>, head: usize) -> bool {
    matches!(ctx.tags.base_rel(head), "compound" | "amod" | "flat")
        || ctx.tags.entity_at(head).is_some_and(|entity| entity.kind == EntityKind::Per)
        || is_party(ctx, head)
}

/// "The Northern Accord rejected the plan", "the Accord's leader": who does what an instrument cannot do.
fn is_party(ctx: &View<'_, '_>, head: usize) -> bool {
    const ENOUGH: usize = 16;
    let name = ctx.tags.upos(head) == Upos::Propn;
    let actor = ctx.cast.holding(ctx.span(head)).filter(|(actor, _)| name && actor.named);
    actor.is_some_and(|(actor, _)| {
        actor.mentions.iter().take(ENOUGH).any(|mention| {
            let tokens = ctx.doc.tokens_in(mention.span);
            let top = ctx.tags.top(tokens);
            let above = top.and_then(|at| ctx.tags.head(at));
            above.zip(top).is_some_and(|(above, at)| match ctx.tags.rel(at) {
                "nsubj" => is_deed_of_somebody(ctx, above),
                "nmod:poss" => ctx.is("pair.persons", above) || ctx.is("envoy", above),
                _ => false,
            })
        })
    })
}

/// Whether only somebody can do what a verb tells: answer, offer, want, and say in so many words.
fn is_deed_of_somebody(ctx: &View<'_, '_>, verb: usize) -> bool {
    const DEEDS: &[&str] = &[
        "stance.accepts",
        "stance.rejects",
        "stance.supports",
        "stance.opposes",
        "stance.undecided",
        "want",
        "offer",
        "ask",
    ];
    let deed = DEEDS.iter().any(|class| ctx.is(class, verb));
    let says = ctx.reports(ctx.span(verb)) && ctx.tags.child_by(verb, "ccomp").is_some();
    ctx.tags.upos(verb) == Upos::Verb && (deed || says) && !ctx.is("include", verb)
}

fn is_modifier(ctx: &View<'_, '_>, kid: usize) -> bool {
    matches!(ctx.tags.base_rel(kid), "compound" | "amod" | "nmod" | "nummod")
        && ctx.tags.rel(kid) != "nmod:poss"
}

/// "a business plan", "no deal", "at the ministry's request", "the number of dead", "requests for
/// comment".
fn is_something_else(ctx: &View<'_, '_>, head: usize, kids: &[usize], modifiers: &[usize]) -> bool {
    let one = ctx.is("plural.only", head) && ctx.tags.xpos(head) == "NN";
    let of = || {
        ctx.is("back.only", head)
            && !ctx.is("terms", head)
            && ctx.tags.children_by(head, "nmod").any(|kid| kid > head && ctx.has_case(kid, "of"))
    };
    let idle = |kid: usize| ctx.has_case(kid, "idle.for") && ctx.is("idle", kid);
    modifiers.iter().any(|&kid| ctx.words.has("not", ctx.low(kid)))
        || ctx.tags.children_by(head, "nmod").any(|kid| kid > head && idle(kid))
        || kids.iter().any(|&kid| ctx.words.has("never", ctx.low(kid)))
        || one
        || of()
        || ctx.is("not.at", head) && ctx.has_case(head, "not.at.case")
        || ctx.is("price", head) && ctx.tags.children(head).any(|kid| is_bare_in(ctx, head, kid))
}

/// "in exchange for aid": the preposition right before the noun, which has nothing else.
fn is_bare_in(ctx: &View<'_, '_>, head: usize, kid: usize) -> bool {
    kid + 1 == head && ctx.tags.rel(kid) == "case" && ctx.is("price.in", kid)
}

/// Whether a noun that is an instrument only of some kind has neither a length of time nor an
/// amount that would do instead: "a 21-day pause", "duties of 20%".
fn lacks_kind(ctx: &View<'_, '_>, head: usize, modifiers: &[usize]) -> bool {
    let lasts = ctx.is("lasts", head) && modifiers.iter().any(|&kid| ctx.is_time(kid));
    let amount = || {
        let mut below = ctx.tags.children_by(head, "nmod").chain(modifiers.iter().copied());
        below.any(|kid| demands::is_amount(ctx, kid))
    };
    ctx.is("needs.kind", head) && !lasts && !amount() && !is_taken_up(ctx, head)
}

/// Whether what stands over a noun speaks of instruments: "agreed on a programme", "under the terms
/// of the exchange", "the package includes".
fn is_taken_up(ctx: &View<'_, '_>, head: usize) -> bool {
    let mut at = head;
    if let Some(terms) = ctx.tags.head(head).filter(|&terms| ctx.is("terms", terms)) {
        at = terms;
    }
    let above = ctx.tags.head(at);
    let over = |class: &str| above.is_some_and(|verb| ctx.is(class, verb));
    let agreed = || over("stance.accepts") && ["on", "to"].iter().any(|of| cased(ctx, at, of));
    // "We cannot support this package".
    const SIDES: &[&str] =
        &["stance.accepts", "stance.rejects", "stance.supports", "stance.opposes"];
    let sided = || SIDES.iter().any(|class| over(class));
    let this = |kid| ctx.words.has("definite", ctx.low(kid));
    match ctx.tags.base_rel(at) {
        "obl" => ctx.has_case(at, "under") || agreed(),
        "obj" => sided() && ctx.is("generic", head) && ctx.tags.children_by(head, "det").any(this),
        "nsubj" => over("include") && ctx.tags.rel(at) == "nsubj",
        _ => false,
    }
}

fn cased(ctx: &View<'_, '_>, token: usize, preposition: &str) -> bool {
    ctx.cases(token).any(|case| case == preposition)
}

/// "an exchange of prisoners", "a pause in strikes": the kind, told by what hangs on the noun.
fn complement<'c>(ctx: &'c View<'_, '_>, head: usize) -> Option<&'c str> {
    let mut kids = ctx.tags.children_by(head, "nmod").filter(|&kid| kid > head);
    kids.find_map(|kid| ctx.words.value("kind", ctx.tags.lemma(kid)))
}

/// "a proposal for a truce", "a plan to enact a truce": what spells out the mention it hangs on.
fn within(ctx: &View<'_, '_>, head: usize) -> Option<usize> {
    let above = ctx.tags.head(head)?;
    let carrier = match ctx.tags.base_rel(head) {
        "nmod" if ctx.has_case(head, "of.same") => above,
        "obj" if ctx.tags.base_rel(above) == "acl" && ctx.is("carry", above) => {
            ctx.tags.head(above)?
        }
        _ => return None,
    };
    ctx.is("spelled.out", carrier).then_some(carrier)
}

/// "The plan calls for a pause followed by a truce": the plan, for the pause and for the truce.
fn included(ctx: &View<'_, '_>, head: usize) -> Option<usize> {
    let below = |at: &usize| {
        matches!(ctx.tags.base_rel(*at), "obj" | "obl" | "nmod" | "conj")
            || ctx.tags.base_rel(*at) == "acl" && ctx.tags.xpos(*at) == "VBN"
    };
    let up = ctx.tags.upward(head).take_while(below).take(4);
    let verb = up.filter_map(|at| ctx.tags.head(at)).find(|&at| ctx.is("include", at))?;
    ctx.tags.child_by(verb, "nsubj").filter(|&subject| ctx.is("instrument", subject))
}

/// What tells an instrument from others: a noun or a name before it, or a word such as "new".
fn mark(ctx: &View<'_, '_>, kid: usize) -> Option<String> {
    let low = ctx.low(kid);
    let kind = ctx.words.value("kind", low);
    let noun = matches!(ctx.tags.upos(kid), Upos::Noun | Upos::Propn)
        && ctx.cast.at(ctx.span(kid)).is_none();
    // "the draft treaty" is the treaty.
    let noun = noun && !ctx.is("generic", kid);
    let topic = kind == Some("agreement") || (kind.is_none() && noun && !is_number(ctx, kid));
    (topic || ctx.words.has("mark", low)).then(|| low.to_owned())
}

fn is_number(ctx: &View<'_, '_>, token: usize) -> bool {
    ctx.tags.children(token).any(|kid| ctx.tags.base_rel(kid) == "nummod")
}

/// "U.S.-proposed" in three tokens, whatever the first was hung on.
fn hyphened_makers(ctx: &View<'_, '_>, modifiers: &[usize]) -> Vec<ActorId> {
    let done = |kid: usize| {
        ctx.doc.word(kid + 1) == "-" && ctx.words.has("maker.by", ctx.low(kid + 2))
            || ctx.doc.word(kid + 1) == "-" && ctx.is("maker.by", kid + 2)
    };
    modifiers.iter().filter(|&&kid| done(kid)).flat_map(|&kid| ctx.actors(kid)).collect()
}

/// "UN-brokered" in one token: the part before the hyphen names who.
fn joined_makers(ctx: &View<'_, '_>, modifiers: &[usize]) -> Vec<ActorId> {
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
fn makers(ctx: &View<'_, '_>, head: usize, modifiers: &[usize], named: &str) -> Vec<ActorId> {
    let mut all = joined_makers(ctx, modifiers);
    all.extend(hyphened_makers(ctx, modifiers));
    let plan = matches!(named, "plan" | "offer") || ctx.is("made", head);
    for &kid in modifiers {
        if ctx.is("maker.by", kid) || ctx.words.has("maker.by", ctx.low(kid)) {
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
fn names_itself(ctx: &View<'_, '_>, id: ActorId, head: usize) -> bool {
    let span = ctx.span(head);
    ctx.cast.actor(id).is_some_and(|actor| actor.mentions.iter().any(|m| m.span.holds(span)))
}
