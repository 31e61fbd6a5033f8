//! What is put on the table by a verb: "offered a ship", "asked Moscow to reconsider".

use onrecord_types::{ActorId, ActorKind, Position, Stance};

use super::table::{Item, Table};
use super::{phrases, terms};
use crate::view::{self, View};

/// Adds what is offered, asked for or brushed off without an instrument's name.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    for verb in 0..ctx.doc.tokens.len() {
        if ctx.tags.upos(verb) != onrecord_types::Upos::Verb {
            continue;
        }
        offered(ctx, table, verb);
        invited(ctx, table, verb);
        asked(ctx, table, verb);
        spurned(ctx, table, verb);
    }
}

/// Those who put something on the table by a verb; nobody where it is denied.
pub fn proposer(ctx: &View<'_, '_>, verb: usize) -> Vec<ActorId> {
    let passive = ctx.tags.child_by(verb, "nsubj").is_some_and(|s| ctx.tags.rel(s) == "nsubj:pass");
    if passive || ctx.is_denied(verb) {
        return Vec::new();
    }
    let all = ctx.subjects(verb).into_iter().flat_map(|subject| ctx.actors(subject));
    all.filter(|id| weighs(ctx, *id)).collect()
}

/// Whether somebody is one whose offers are news: a power, or a person with an office.
fn weighs(ctx: &View<'_, '_>, id: ActorId) -> bool {
    is_power(ctx, id)
        || ctx.cast.actor(id).is_some_and(|actor| {
            let person = actor.named && actor.kind == ActorKind::Person;
            let office = !actor.offices.is_empty() || actor.sector.is_some();
            person || office || actor.kind == ActorKind::Military
        })
}

/// Notes the stance of several at once.
pub fn stand(
    ctx: &View<'_, '_>,
    item: &mut Item,
    parties: &[ActorId],
    stance: Stance,
    verb: usize,
    by: &str,
) {
    for &party in parties {
        let span = phrases::phrase(ctx, verb);
        let statement = ctx.statement(ctx.span(verb));
        item.stand(Position {
            party,
            stance,
            since: ctx.when(&[verb]).or_else(|| statement.and_then(|told| told.said.clone())),
            statement: statement.map(|told| told.id),
            span,
            by: vec![by.to_owned()],
        });
    }
}

/// "The navy has offered a ship", "has offered to quit".
fn offered(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    if !ctx.is("offer", verb) {
        return;
    }
    let makers = proposer(ctx, verb);
    let object = ctx.tags.child_by(verb, "obj");
    // "has proposed freezing the levy", "has offered to quit".
    let open = |kid: &usize| matches!(ctx.tags.xpos(*kid), "VB" | "VBG");
    let to_do = ctx.tags.child_by(verb, "xcomp").filter(open);
    if makers.is_empty()
        || object.is_some_and(|object| table.is_mention(object) || is_idle(ctx, object))
    {
        return;
    }
    let (head, span, term) = match (object, to_do) {
        (Some(object), _) => (object, phrases::phrase(ctx, object), phrases::whole(ctx, object)),
        (None, Some(to_do)) => {
            let last = ctx.doc.tokens_in(phrases::clause(ctx, to_do)).end;
            (verb, ctx.doc.span_of(verb..last.max(verb + 1)), phrases::clause(ctx, to_do))
        }
        _ => return,
    };
    let aid = object.is_some_and(|object| ctx.is("aid", object));
    let mut item =
        Item::offered(if aid { "aid" } else { "other" }, span, makers.clone(), "proposal.offer");
    item.terms.push(terms::term(ctx, term));
    stand(ctx, &mut item, &makers, Stance::Proposes, verb, "position.offers");
    let to = ctx.tags.children(verb).filter(|&kid| {
        ctx.tags.rel(kid) == "iobj" || (ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "to"))
    });
    let receivers: Vec<ActorId> =
        to.flat_map(|kid| ctx.actors(kid)).filter(|id| !makers.contains(id)).collect();
    stand(ctx, &mut item, &receivers, Stance::Awaited, verb, "position.is-offered");
    table.put(head, item);
}

/// "offered condolences", "offered no proof", "offered it": nothing is put on the table.
pub fn is_idle(ctx: &View<'_, '_>, object: usize) -> bool {
    let none = ctx.tags.children_by(object, "det").any(|det| ctx.words.has("never", ctx.low(det)));
    let time = ctx.is_time(object);
    let number =
        matches!(ctx.tags.upos(object), onrecord_types::Upos::Num | onrecord_types::Upos::Sym);
    none || time
        || number
        || ctx.is("idle", object)
        || ctx.tags.upos(object) == onrecord_types::Upos::Pron
}

/// "has invited every party to talks".
fn invited(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    if !ctx.is("invite", verb) {
        return;
    }
    let makers = proposer(ctx, verb);
    let to = ctx.tags.children(verb).find(|&kid| ctx.is("invite.to", kid) && kid > verb);
    let Some(to) = to.filter(|_| !makers.is_empty()) else { return };
    let mut item =
        Item::offered("other", phrases::whole(ctx, to), makers.clone(), "proposal.invitation");
    stand(ctx, &mut item, &makers, Stance::Proposes, verb, "position.invites");
    table.put(to, item);
}

/// "has asked Moscow to reconsider".
fn asked(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    if !ctx.is("ask", verb) {
        return;
    }
    let makers = proposer(ctx, verb);
    let to_do = ctx.tags.children(verb).find(|&kid| {
        matches!(ctx.tags.rel(kid), "xcomp" | "ccomp" | "advcl") && ctx.tags.xpos(kid) == "VB"
    });
    // What one merely wants of others must be a deed.
    let deed = ctx.words.value("ask", ctx.tags.lemma(verb)) == Some("deed");
    let to_do = to_do.filter(|&kid| !deed || ctx.is("undertake", kid));
    // "told reporters that Moscow would free the crew" asks nobody for anything.
    let to_do = to_do.filter(|&kid| ctx.tags.rel(kid) != "ccomp" || !foretells(ctx, kid));
    let object = ctx.tags.children(verb).find(|&kid| {
        matches!(ctx.tags.rel(kid), "obj" | "iobj")
            || ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "urge.prep")
    });
    // "demanded that Israel withdraw": whose deed it is stands in the clause.
    let object = object.or_else(|| ctx.tags.child_by(to_do?, "nsubj"));
    let Some((object, to_do)) = object.zip(to_do).filter(|_| !makers.is_empty()) else { return };
    let asked: Vec<ActorId> =
        ctx.actors(object).into_iter().filter(|id| is_power(ctx, *id)).collect();
    let about = ctx.tags.subtree(to_do);
    if asked.is_empty() || table.first_in(about).is_some() {
        return;
    }
    let clause = phrases::clause(ctx, to_do);
    let span = ctx.span(verb).join(clause);
    let mut item = Item::offered("other", span, makers.clone(), "proposal.request");
    item.terms.push(terms::term(ctx, clause));
    stand(ctx, &mut item, &makers, Stance::Proposes, verb, "position.asks");
    stand(ctx, &mut item, &asked, Stance::Awaited, verb, "position.is-asked");
    table.put(verb, item);
}

/// Whether a clause tells what will be rather than what is wanted: "that Moscow would free the crew".
fn foretells(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.children_by(verb, "aux").any(|aux| {
        let low = ctx.low(aux);
        !["must", "should"].iter().any(|class| ctx.words.has(class, low))
    })
}

/// Whether somebody is one whose answer counts: a state, a government, an organisation.
fn is_power(ctx: &View<'_, '_>, id: ActorId) -> bool {
    ctx.cast.actor(id).is_some_and(view::is_power)
}

/// "has turned the American ship away".
fn spurned(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    let particle = ctx.tags.children(verb).find(|&kid| {
        matches!(ctx.tags.rel(kid), "compound:prt" | "advmod")
            && ctx.words.has("spurn", &format!("{} {}", ctx.tags.lemma(verb), ctx.low(kid)))
    });
    if particle.is_none() && !ctx.is("spurn", verb) {
        return;
    }
    let parties = proposer(ctx, verb);
    let object = ctx.tags.child_by(verb, "obj");
    // "turned that down" brushes off what is already on the table.
    let object = object.filter(|&at| ctx.tags.upos(at) != onrecord_types::Upos::Pron);
    let Some(object) = object else { return };
    let person = !ctx.actors(object).is_empty();
    if parties.is_empty() || person || table.is_mention(object) {
        return;
    }
    let aid = ctx.is("aid", object);
    let kind = if aid { "aid" } else { "other" };
    let mut item =
        Item::offered(kind, phrases::phrase(ctx, object), Vec::new(), "proposal.spurned");
    stand(ctx, &mut item, &parties, Stance::Rejects, verb, "position.spurns");
    table.put(object, item);
}
