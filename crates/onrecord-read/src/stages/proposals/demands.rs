//! What somebody wants or takes upon himself without an instrument's name: "wants 6.5%", "agreed to
//! reopen the crossing".

use onrecord_types::{ActorId, Stance, Upos};

use super::conditions::is_conditional;
use super::offers::{is_idle, proposer, stand};
use super::phrases::{clause, whole};
use super::table::{Item, Table};
use super::terms;
use crate::view::View;

/// Adds what is wanted and what is undertaken.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    for verb in 0..ctx.doc.tokens.len() {
        if ctx.tags.upos(verb) == Upos::Verb {
            wanted(ctx, table, verb);
            committed(ctx, table, verb);
        }
    }
}

/// "The union wants 6.5%", "demanded the release of its leader", "insists on a guarantee".
fn wanted(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    let Some(prepositions) = ctx.words.value("want", ctx.tags.lemma(verb)) else { return };
    let takes = |preposition: &str| prepositions.split(',').any(|p| p == preposition);
    // "put 3% on the table".
    let tabled = ctx.tags.children_by(verb, "obl").any(|kid| takes(ctx.tags.lemma(kid)));
    let object = ctx.tags.children(verb).find(|&kid| match ctx.tags.base_rel(kid) {
        "obj" => takes("-") || tabled,
        "obl" => ctx.cases(kid).any(takes),
        _ => false,
    });
    let Some(object) = object.filter(|&at| is_wantable(ctx, at) && !table.is_mention(at)) else {
        return;
    };
    let makers = proposer(ctx, verb);
    if makers.is_empty() || is_idle(ctx, object) && !is_amount(ctx, object) {
        return;
    }
    let span = whole(ctx, object);
    let mut item = Item::offered("other", span, makers.clone(), "proposal.demand");
    for at in ctx.tags.conjuncts(object).into_iter().filter(|&at| !is_gathering(ctx, at)) {
        item.terms.push(terms::term(ctx, whole(ctx, at)));
    }
    stand(ctx, &mut item, &makers, Stance::Proposes, verb, "position.wants");
    table.put(object, item);
}

/// Whether a noun names a meeting, which has no terms and whose calling off is no stance.
pub fn is_gathering(ctx: &View<'_, '_>, noun: usize) -> bool {
    ctx.words.value("demandable", ctx.tags.lemma(noun)) == Some("gathering")
}

/// Whether a noun names a deed or an amount, which others can grant.
pub fn is_wantable(ctx: &View<'_, '_>, noun: usize) -> bool {
    ctx.is("demandable", noun) || is_amount(ctx, noun)
}

/// "6.5%", "$500 billion", "a 40% rise".
pub fn is_amount(ctx: &View<'_, '_>, noun: usize) -> bool {
    let counted = ctx.tags.subtree(noun).any(|at| ctx.tags.xpos(at) == "CD");
    let unit = std::iter::once(noun).chain(ctx.tags.children(noun)).any(|at| ctx.is("amount", at));
    counted && unit
}

/// "Fordham agreed to bring back cost-of-living pay": a term of what is on the table in the same
/// paragraph, else something on the table by itself.
fn committed(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    if !ctx.is("commit", verb) {
        return;
    }
    let to_do = ctx
        .tags
        .children_by(verb, "xcomp")
        .find(|&kid| ctx.tags.xpos(kid) == "VB" && ctx.is("undertake", kid));
    let Some(to_do) = to_do else { return };
    let parties: Vec<ActorId> = proposer(ctx, verb);
    if parties.is_empty() || table.first_in(ctx.doc.tokens_in(clause(ctx, to_do))).is_some() {
        return;
    }
    let deeds: Vec<_> = ctx.tags.conjuncts(to_do).into_iter().map(|at| clause(ctx, at)).collect();
    let place = |at: usize| ctx.doc.paragraph_of(ctx.doc.sentence_of(at));
    let near = table.recent_head(verb).filter(|&(head, at)| {
        let kind = table.items.get(at).map_or("", |item| item.kind.as_str());
        place(head) + 1 >= place(verb) && ctx.words.has("holds.terms", kind) && kind != "offer"
    });
    if let Some(item) = near.and_then(|(_, at)| table.items.get_mut(at)) {
        for deed in deeds {
            terms::insert(ctx, item, deed);
        }
        return;
    }
    let Some(&first) = deeds.first() else { return };
    let span = ctx.span(verb).join(first);
    let agrees = ctx.words.value("commit", ctx.tags.lemma(verb)) == Some("accepts");
    let stance = match (agrees, is_conditional(ctx, verb)) {
        (true, true) => Stance::Conditional,
        (true, false) => Stance::Accepts,
        (false, _) => Stance::Proposes,
    };
    let makers = if agrees { Vec::new() } else { parties.clone() };
    let mut item = Item::offered("other", span, makers, "proposal.commitment");
    for deed in deeds {
        terms::insert(ctx, &mut item, deed);
    }
    stand(ctx, &mut item, &parties, stance, verb, "position.commits");
    table.put(verb, item);
}
