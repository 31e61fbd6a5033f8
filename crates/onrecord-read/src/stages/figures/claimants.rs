//! Says who claims an amount: whoever counts it, else whoever says it, else nobody but the outlet.

use onrecord_types::{ActorId, StatementId};

use super::amounts::Found;
use super::context::Context;

/// Who claims an amount, the statement it is told in, and the rule that told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: Option<ActorId>,
    /// Where.
    pub statement: Option<StatementId>,
    /// The rule.
    pub rule: Option<&'static str>,
}

type Attempt = fn(&Context<'_, '_>, &Found) -> Option<ActorId>;

const ATTEMPTS: &[(&str, Attempt)] = &[
    ("claim.reckoning", reckoning),
    ("claim.count", count),
    ("claim.said", said),
    ("claim.colon", colon),
    ("claim.beside", beside),
    ("claim.over", over),
];

/// Who claims an amount.
pub fn claim(ctx: &Context<'_, '_>, found: &Found) -> Claim {
    let statement = ctx.statement(found.span).map(|told| told.id);
    if is_former(ctx, found) {
        return Claim { by: None, statement, rule: Some("claim.former") };
    }
    let told = ATTEMPTS.iter().find_map(|&(rule, attempt)| Some((attempt(ctx, found)?, rule)));
    Claim { by: told.map(|told| told.0), statement, rule: told.map(|told| told.1) }
}

/// "Officials said 40 were killed. More than 300 were hurt.": who gave the number of one sentence
/// gives that of the next too, if nobody else does.
pub fn carried(
    ctx: &Context<'_, '_>,
    last: Option<(usize, Claim)>,
    found: &Found,
    claim: Claim,
) -> Claim {
    let sentence = ctx.doc.sentence_of(found.tokens.start);
    let open = claim.by.is_none() && claim.statement.is_none() && claim.rule.is_none();
    let near = |place: usize| {
        place + 1 == sentence && ctx.doc.paragraph_of(place) == ctx.doc.paragraph_of(sentence)
    };
    match last.filter(|&(place, _)| open && found.unit.is_none() && near(place)) {
        Some((_, Claim { by: Some(by), .. })) => {
            Claim { by: Some(by), statement: None, rule: Some("claim.carried") }
        }
        _ => claim,
    }
}

/// "459 rather than 477", "to 164, from 368", "476, not 459": nobody claims the second any more.
fn is_former(ctx: &Context<'_, '_>, found: &Found) -> bool {
    let first = found.pieces.start;
    let same = ctx.pieces.get(first).map(|piece| piece.sentence);
    let before = (1..=2).filter_map(|back| ctx.pieces.get(first.checked_sub(back)?));
    let mut before = before.filter(|piece| Some(piece.sentence) == same);
    let Some(near) = before.next() else { return false };
    let far = before.next();
    // "from 12 countries" sets nothing aside; "from 368", said of a change, does.
    let changes = || {
        let bare = ctx.noun(found).is_none();
        let verb = ctx.tags.upward(ctx.top(found)).skip(1).take(3);
        bare || verb.into_iter().any(|at| ctx.kit.words.has("change", ctx.tags.lemma(at)))
    };
    let former = |low: &str| match ctx.kit.words.value("former", low) {
        Some("change") => changes(),
        found => found.is_some(),
    };
    former(&near.low)
        || (ctx.kit.words.has("than.of", &near.low) && far.is_some_and(|far| former(&far.low)))
}

/// "by the government's latest count", "according to the count of its operator".
fn reckoning(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    let top = ctx.top(found);
    ctx.tags.upward(top).take(8).find_map(|at| {
        ctx.tags.children_by(at, "obl").find_map(|kid| {
            if !ctx.kit.words.has("reckoning", ctx.tags.lemma(kid)) || ctx.tags.is_below(top, kid) {
                return None;
            }
            let owner = ctx.tags.child_by(kid, "nmod:poss").or_else(|| ctx.child_of(kid))?;
            ctx.cast.at(ctx.span(owner))
        })
    })
}

/// "the mission counts 5,765", "the ministry put the toll at 40".
fn count(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    let top = ctx.top(found);
    let holder = ctx.statement(found.span);
    ctx.tags.upward(top).skip(1).take(6).find_map(|verb| {
        let lemma = ctx.tags.lemma(verb);
        let claims =
            counts(ctx, verb) || (ctx.kit.words.has("change", lemma) && takes_tally(ctx, verb));
        if !claims || ctx.tags.child_by(verb, "nsubj:pass").is_some() {
            return None;
        }
        let subject = ctx.tags.child_by(verb, "nsubj").filter(|&s| !ctx.tags.is_below(top, s))?;
        let inside = holder
            .is_none_or(|told| told.content.iter().any(|content| content.holds(ctx.span(subject))));
        if !inside || ctx.kit.words.has("tally", ctx.tags.lemma(subject)) {
            return None;
        }
        ctx.cast.at(ctx.span(subject)).or_else(|| owner(ctx, subject))
    })
}

/// Whether the subject of a verb stands for the number; some do only with their preposition
/// ("put the toll at 40", but not "put a 30% charge on cars").
fn counts(ctx: &Context<'_, '_>, verb: usize) -> bool {
    match ctx.kit.words.value("claim", ctx.tags.lemma(verb)) {
        Some("") => true,
        Some(preposition) => ctx
            .tags
            .children_by(verb, "obl")
            .any(|kid| ctx.cases(kid).any(|case| case == preposition)),
        None => false,
    }
}

/// "In all 34 were hurt, it added": told beside the clause of the number, in the same sentence.
fn beside(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    if ctx.statement(found.span).is_some() {
        return None;
    }
    let sentence = ctx.doc.sentences.get(ctx.doc.sentence_of(found.tokens.start))?;
    let says = |verb: &usize| {
        ctx.kit.words.has("speak", ctx.tags.lemma(*verb))
            && ctx.tags.child_by(*verb, "ccomp").is_none()
            && ctx.tags.child_by(*verb, "obj").is_none()
    };
    let subject = |verb| ctx.tags.child_by(verb, "nsubj");
    let verbs = sentence.tokens.clone().filter(says);
    let speakers = verbs.filter_map(|verb| {
        let at = subject(verb)?;
        Some((verb.abs_diff(found.tokens.start), ctx.cast.at(ctx.span(at))?))
    });
    speakers.min().map(|(_, speaker)| speaker)
}

/// "Duties would cover goods worth €4 billion, the commissioner told reporters": the verb of saying
/// over the clause of the number.
fn over(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    if ctx.statement(found.span).is_some() {
        return None;
    }
    let top = ctx.top(found);
    ctx.tags.upward(top).skip(1).take(8).find_map(|verb| {
        let says = ctx.kit.words.has("speak", ctx.tags.lemma(verb));
        let subject = ctx.tags.child_by(verb, "nsubj").filter(|_| says)?;
        let below = ctx.tags.is_below(top, subject);
        if below { None } else { ctx.cast.at(ctx.span(subject)) }
    })
}

/// Whose paper it is that gives a number: "a UN fact sheet".
fn owner(ctx: &Context<'_, '_>, paper: usize) -> Option<ActorId> {
    let mut kids = ctx.tags.children(paper);
    kids.find_map(|kid| match ctx.tags.base_rel(kid) {
        "compound" | "nmod" => ctx.cast.at(ctx.span(kid)),
        _ => None,
    })
}

fn takes_tally(ctx: &Context<'_, '_>, verb: usize) -> bool {
    ctx.tags.children_by(verb, "obj").any(|kid| ctx.kit.words.has("tally", ctx.tags.lemma(kid)))
}

fn said(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    ctx.statement(found.span)?.speaker
}

/// "It has revised its list again: 476 were aboard": what follows the colon is the new list.
fn colon(ctx: &Context<'_, '_>, found: &Found) -> Option<ActorId> {
    let sentence = ctx.doc.sentences.get(ctx.doc.sentence_of(found.tokens.start))?;
    let mut words = sentence.tokens.clone().take_while(|&at| at < found.tokens.start);
    let colon = words.find(|&at| ctx.doc.word(at) == ":")?;
    (sentence.tokens.start..colon).find_map(|verb| {
        if !counts(ctx, verb) {
            return None;
        }
        ctx.cast.at(ctx.span(ctx.tags.child_by(verb, "nsubj")?))
    })
}
