//! Stances told by nouns: "X's rejection of the plan", "gave it a cautious welcome", "needs the
//! approval of parliament".

use onrecord_types::{Stance, Upos};

use super::phrases::phrase;
use super::positions::position;
use super::table::Table;
use crate::view::View;

const NOUNS: &[(&str, Stance)] = &[
    ("noun.accepts", Stance::Accepts),
    ("noun.rejects", Stance::Rejects),
    ("noun.supports", Stance::Supports),
    ("noun.opposes", Stance::Opposes),
    ("noun.undecided", Stance::Undecided),
];

/// Adds where a noun of stance puts somebody.
pub fn by_noun(ctx: &View<'_, '_>, table: &mut Table, noun: usize) {
    for &(class, stance) in NOUNS {
        let Some(prepositions) = ctx.words.value(class, ctx.tags.lemma(noun)) else { continue };
        if class == "noun.accepts" && needed(ctx, table, noun) {
            return;
        }
        let Some(at) = about(ctx, table, noun, prepositions) else { continue };
        let owner = ctx.tags.children(noun).find(|&kid| ctx.tags.rel(kid) == "nmod:poss");
        let verb = carrier(ctx, noun).filter(|&verb| !ctx.is_denied(verb));
        let owner = owner.filter(|&owner| !ctx.actors(owner).is_empty());
        let party = owner.or_else(|| ctx.subject(verb?));
        let span = phrase(ctx, noun);
        for id in party.map(|party| ctx.actors(party)).unwrap_or_default() {
            let found = position(ctx, id, stance, span, verb, "position.noun");
            if let Some(item) = table.items.get_mut(at) {
                item.stand(found);
            }
        }
    }
}

/// The verb that carries a noun of stance: "voiced support", "gave its blessing".
fn carrier(ctx: &View<'_, '_>, noun: usize) -> Option<usize> {
    let verb = ctx.tags.head(noun)?;
    (ctx.tags.base_rel(noun) == "obj" && ctx.is("express", verb)).then_some(verb)
}

/// What a noun of stance is about: "rejection of the plan", "gave the plan its blessing", "gave it
/// a welcome".
fn about(ctx: &View<'_, '_>, table: &Table, noun: usize, prepositions: &str) -> Option<usize> {
    let fits = |kid: &usize| ctx.cases(*kid).any(|case| prepositions.split(',').any(|p| p == case));
    let own = ctx.tags.children_by(noun, "nmod").filter(fits).find_map(|kid| table.at(ctx, kid));
    own.or_else(|| {
        let verb = carrier(ctx, noun)?;
        let mut kids = ctx.tags.children(verb).filter(|&kid| kid != noun);
        kids.find_map(|kid| match ctx.tags.base_rel(kid) {
            "iobj" | "obj" if is_thing(ctx, table, kid) => table.recent(ctx, verb),
            "iobj" | "obj" => table.at(ctx, kid),
            "obl" if ctx.has_case(kid, "to") || fits(&kid) => table.at(ctx, kid),
            _ => None,
        })
    })
}

/// A pronoun that stands for nobody.
fn is_thing(ctx: &View<'_, '_>, table: &Table, token: usize) -> bool {
    ctx.tags.upos(token) == Upos::Pron
        && ctx.words.has("pronoun", ctx.low(token))
        && (ctx.cast.at(ctx.span(token)).is_none() || table.means_instrument(ctx, token))
}

/// "The pact still needs the approval of parliament", "subject to Senate approval": whoever is to
/// give it is awaited. Whether the noun was read so.
fn needed(ctx: &View<'_, '_>, table: &mut Table, noun: usize) -> bool {
    let Some(verb) = ctx.tags.head(noun) else { return false };
    let object = ctx.tags.base_rel(noun) == "obj" && ctx.is("needs", verb);
    let subject_to = matches!(ctx.tags.base_rel(noun), "obl" | "nmod" | "advcl")
        && (ctx.is("needs", verb) || ctx.has_case(noun, "needs.case"));
    if !(object || subject_to) || ctx.is_denied(verb) {
        return false;
    }
    let givers = ctx.tags.children(noun).filter(|&kid| match ctx.tags.base_rel(kid) {
        "nmod" if ctx.tags.rel(kid) == "nmod:poss" => true,
        "nmod" => ctx.has_case(kid, "needs.from"),
        "compound" | "amod" => true,
        _ => false,
    });
    let givers: Vec<_> = givers.flat_map(|kid| ctx.actors(kid)).collect();
    let named = ctx.subject(verb).and_then(|subject| table.at(ctx, subject));
    let Some(at) = named.or_else(|| table.recent(ctx, noun)) else { return false };
    let span = phrase(ctx, noun);
    for id in givers {
        let found = position(ctx, id, Stance::Awaited, span, None, "position.is-needed");
        if let Some(item) = table.items.get_mut(at) {
            item.stand(found);
        }
    }
    true
}
