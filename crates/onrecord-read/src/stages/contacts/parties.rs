//! Who takes part: the subject, those named with "with" or "between", those in front of the noun.

use onrecord_types::{ActorId, ActorKind};

use crate::view::View;

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
    fn add(&mut self, ctx: &View<'_, '_>, token: usize) -> bool {
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
pub fn of_verb(ctx: &View<'_, '_>, verb: usize) -> Parties {
    let mut parties = Parties::default();
    let mut first = false;
    for subject in ctx.subjects(verb) {
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
        // "spoke by phone with X", where X was hung on the phone.
        let through = ctx.tags.base_rel(kid) == "obl" && ctx.is("means", kid);
        let below = ctx.tags.children_by(kid, "nmod").filter(|_| through);
        for with in below.filter(|&at| ctx.has_case(at, "beside")) {
            other |= parties.add(ctx, with);
        }
    }
    parties.both = (first && other) || !alone;
    parties
}

/// Who takes part in what a noun names ("a call between X and Y", "X's meeting with Y").
pub fn of_noun(ctx: &View<'_, '_>, noun: usize) -> Parties {
    let mut parties = Parties::default();
    let (mut with, mut between) = (false, false);
    for kid in ctx.tags.children(noun) {
        let base = ctx.tags.base_rel(kid);
        if takes_part(ctx, noun, kid) {
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
            && (with
                || ["light", "say", "plan", "go", "cancel", "cancel.off"]
                    .iter()
                    .any(|c| ctx.is(c, verb)))
    });
    if let Some(carrier) = carrier {
        let subject = ctx.subject(carrier).filter(|&subject| subject != noun);
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

/// "repeated his demand in a call with X", where the call was hung on the demand.
fn beside_object(ctx: &View<'_, '_>, noun: usize) -> Option<usize> {
    let one = ctx.tags.base_rel(noun) == "nmod"
        && ctx.has_case(noun, "during")
        && ctx.tags.xpos(noun) == "NN"
        && !super::sightings::is_definite(ctx, noun);
    let object = ctx.tags.head(noun).filter(|_| one)?;
    ctx.tags.head(object).filter(|_| ctx.tags.rel(object) == "obj")
}

/// Whether a phrase on the noun names somebody who takes part.
fn takes_part(ctx: &View<'_, '_>, noun: usize, kid: usize) -> bool {
    match ctx.tags.base_rel(kid) {
        "nmod" if ctx.tags.rel(kid) == "nmod:poss" => true,
        "nmod" | "obl" => {
            ctx.has_case(kid, "party")
                || ctx.has_case(kid, "from")
                || ctx.is("takes.to", noun) && ctx.has_case(kid, "to")
                || ctx.is("takes.of", noun) && ctx.has_case(kid, "of")
        }
        "compound" | "amod" => ctx.cast.at(ctx.span(kid)).is_some(),
        _ => false,
    }
}

/// The verb whose subject takes part in what the noun names: a light verb over it, or any verb
/// that it stands beside ("said after a call with X").
pub fn carrier(ctx: &View<'_, '_>, noun: usize) -> Option<usize> {
    let mut at = noun;
    if let Some(verb) = beside_object(ctx, noun) {
        return Some(verb);
    }
    // "four years of talks", "a round of talks": the phrase hangs on the noun above.
    while matches!(ctx.tags.base_rel(at), "nmod" | "conj") {
        at = ctx.tags.head(at)?;
    }
    let verb = ctx.tags.head(at)?;
    match ctx.tags.base_rel(at) {
        "obj" | "nsubj" => {
            let off = ctx
                .tags
                .child_by(verb, "compound:prt")
                .is_some_and(|kid| ctx.words.has("off", ctx.low(kid)));
            let called_off = off && ctx.is("cancel.off", verb);
            let carries = ctx.is("light", verb) || ctx.is("cancel", verb) || called_off;
            (carries && ctx.tags.rel(at) != "nsubj").then_some(verb)
        }
        "obl" | "advcl" => Some(verb),
        _ => None,
    }
}
