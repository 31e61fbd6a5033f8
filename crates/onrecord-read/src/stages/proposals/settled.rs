//! Where and when an instrument was settled: "was finalized during talks in Saudi Arabia".

use onrecord_types::{EntityKind, Settled};

use super::phrases::phrase;
use super::table::Table;
use crate::view::View;

/// Adds place and time of settling to what is on the table.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    let heads: Vec<(usize, usize)> = table.heads().to_vec();
    for (head, at) in heads {
        let done = match ctx.tags.rel(head) {
            "nsubj:pass" | "obj" => ctx.tags.head(head),
            _ => ctx
                .tags
                .children(head)
                .find(|&kid| ctx.tags.base_rel(kid) == "acl" && ctx.is("settle", kid)),
        };
        let Some(verb) = done.filter(|&verb| ctx.is("settle", verb) && !is_open(ctx, verb)) else {
            continue;
        };
        let place = ctx.tags.children(verb).find_map(|kid| {
            let named = ctx.tags.base_rel(kid) == "obl";
            named.then(|| place_in(ctx, kid)).flatten()
        });
        let when = ctx.when(&[verb]);
        let Some(item) = table.items.get_mut(at) else { continue };
        if item.settled.is_none() && (place.is_some() || when.is_some()) {
            item.settled = Some(Settled { place, when });
        }
    }
}

/// "must sign it by Friday", "did not sign it".
fn is_open(ctx: &View<'_, '_>, verb: usize) -> bool {
    let mut aux = ctx.tags.children_by(verb, "aux");
    let open = aux.any(|aux| {
        let low = ctx.low(aux);
        ["must", "may", "should"].iter().any(|class| ctx.words.has(class, low))
    });
    open || ctx.is_denied(verb)
}

/// The place in a phrase, or in one hung on it: "during talks in Saudi Arabia".
fn place_in(ctx: &View<'_, '_>, head: usize) -> Option<String> {
    let is_place = |at: usize| {
        ctx.tags
            .entity_at(at)
            .is_some_and(|entity| matches!(entity.kind, EntityKind::Loc | EntityKind::Fac))
    };
    let found = if is_place(head) && ctx.has_case(head, "place") {
        Some(head)
    } else {
        ctx.tags.children_by(head, "nmod").find(|&kid| is_place(kid) && ctx.has_case(kid, "place"))
    };
    found.map(|at| ctx.doc.of(phrase(ctx, at)).to_owned())
}
