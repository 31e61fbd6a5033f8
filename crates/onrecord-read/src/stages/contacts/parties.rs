//! Who takes part: the subject, those named with "with" or "between", those in front of the noun.

use onrecord_types::{ActorId, ActorKind};

use super::context::Context;

/// Those who take part, and whether somebody does whom no actor stands for ("relatives").
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// The actors.
    pub actors: Vec<ActorId>,
    /// Whether the other side is told.
    pub both: bool,
    /// Whether somebody is told whom one only speaks to: the press, a crowd.
    pub press: bool,
}

impl Parties {
    fn add(&mut self, ctx: &Context<'_, '_>, token: usize) -> bool {
        let found = ctx.actors(token);
        let known = !found.is_empty() || ctx.is("people", token);
        for id in found {
            let media = ctx.cast.actor(id).is_some_and(|actor| actor.kind == ActorKind::Media);
            self.press |= media;
            if !self.actors.contains(&id) {
                self.actors.push(id);
            }
        }
        self.press |= ctx.is("press", token);
        known
    }
}

/// Who takes part in what a verb tells ("X phoned Y", "X spoke with Y").
pub fn of_verb(ctx: &Context<'_, '_>, verb: usize) -> Parties {
    let mut parties = Parties::default();
    let mut first = false;
    for subject in subjects(ctx, verb) {
        first |= parties.add(ctx, subject);
    }
    let alone = parties.actors.len() < 2;
    let mut other = false;
    for kid in ctx.tags.children(verb) {
        let joins = match ctx.tags.base_rel(kid) {
            "obj" => true,
            "obl" => ctx.has_case(kid, "party") || ctx.has_case(kid, "to"),
            _ => false,
        };
        if joins {
            other |= parties.add(ctx, kid);
        }
    }
    parties.both = (first && other) || !alone;
    parties
}

/// The subject of a verb and, where a list of subjects was not read as one, all of them.
pub fn subjects(ctx: &Context<'_, '_>, verb: usize) -> Vec<usize> {
    let Some(subject) = subject(ctx, verb) else { return Vec::new() };
    let beside = ctx.tags.head(subject).into_iter().flat_map(|head| ctx.tags.children(head));
    let mut all: Vec<usize> = beside
        .filter(|&kid| ctx.tags.base_rel(kid) == "nsubj" && ctx.tags.base_rel(subject) == "nsubj")
        .collect();
    if !all.contains(&subject) {
        all.push(subject);
    }
    all
}

/// The subject of a verb, through passives, shared subjects and relative clauses.
pub fn subject(ctx: &Context<'_, '_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        if let Some(own) = ctx.tags.child_by(at, "nsubj") {
            // "who met Uribe": what the clause hangs on, unless the pronoun is known.
            let relative = ctx.tags.rel(at) == "acl:relcl" && ctx.cast.at(ctx.span(own)).is_none();
            return if relative && ctx.tags.xpos(own).starts_with('W') {
                ctx.tags.head(at)
            } else {
                Some(ctx.past_dateline(own))
            };
        }
        if ctx.tags.rel(at) == "acl" && ctx.tags.xpos(at) != "VB" {
            return ctx.tags.head(at);
        }
        let inherits = matches!(ctx.tags.rel(at), "xcomp" | "conj" | "advcl" | "acl");
        at = ctx.tags.head(at).filter(|_| inherits)?;
    }
    None
}

/// Who takes part in what a noun names ("a call between X and Y", "X's meeting with Y").
pub fn of_noun(ctx: &Context<'_, '_>, noun: usize) -> Parties {
    let mut parties = Parties::default();
    let (mut with, mut between) = (false, false);
    for kid in ctx.tags.children(noun) {
        let base = ctx.tags.base_rel(kid);
        let told = match base {
            "nmod" if ctx.tags.rel(kid) == "nmod:poss" => true,
            "nmod" | "obl" => ctx.has_case(kid, "party") || ctx.has_case(kid, "from"),
            "compound" | "amod" => ctx.cast.at(ctx.span(kid)).is_some(),
            _ => false,
        };
        if told {
            let before = parties.actors.len();
            let known = parties.add(ctx, kid);
            with |= known && base == "nmod" && ctx.has_case(kid, "party");
            between |= parties.actors.len() > before + 1;
        }
    }
    if !with && !between {
        // "a meeting at his home with King Hussein": hung on the place in between.
        let below =
            ctx.tags.subtree(noun).filter(|&at| at > noun && ctx.tags.head(at) != Some(noun));
        for at in below.filter(|&at| ctx.tags.base_rel(at) == "nmod") {
            if ctx.has_case(at, "beside") && parties.add(ctx, at) {
                with = true;
                break;
            }
        }
    }
    let alone = parties.actors.len() < 2 || with;

    let carrier = carrier(ctx, noun).filter(|&verb| {
        alone
            && !between
            && (with || ["light", "say", "plan", "go"].iter().any(|c| ctx.is(c, verb)))
    });
    if let Some(carrier) = carrier {
        let subject = subject(ctx, carrier).filter(|&subject| subject != noun);
        if let Some(subject) = subject.filter(|&subject| !ctx.tags.is_below(subject, noun)) {
            with |= parties.add(ctx, subject);
        }
        for kid in ctx.tags.children(carrier) {
            let joins = match ctx.tags.base_rel(kid) {
                "obj" | "iobj" => kid != noun && !ctx.tags.is_below(noun, kid),
                "obl" => kid != noun && ctx.has_case(kid, "party"),
                _ => false,
            };
            if joins && !ctx.actors(kid).is_empty() {
                with |= parties.add(ctx, kid);
            }
        }
    }
    parties.both = with || parties.actors.len() > 1;
    parties
}

/// The verb whose subject takes part in what the noun names: a light verb over it, or any verb
/// that it stands beside ("said after a call with X").
pub fn carrier(ctx: &Context<'_, '_>, noun: usize) -> Option<usize> {
    let mut at = noun;
    // "four years of talks", "a round of talks": the phrase hangs on the noun above.
    while matches!(ctx.tags.base_rel(at), "nmod" | "conj") {
        at = ctx.tags.head(at)?;
    }
    let verb = ctx.tags.head(at)?;
    match ctx.tags.base_rel(at) {
        "obj" | "nsubj" => (ctx.is("light", verb) && ctx.tags.rel(at) != "nsubj").then_some(verb),
        "obl" | "advcl" => Some(verb),
        _ => None,
    }
}
