//! What is on the table by the name of a deed: "ruled out his transfer", "agreed on a halt to the
//! shelling", "proposed that the levy be frozen".

use onrecord_types::{ActorId, Span, Stance, Upos};

use super::demands::{is_amount, is_gathering, is_wantable};
use super::offers::{is_idle, proposer, stand};
use super::phrases::{clause, phrase, trim, whole};
use super::stances;
use super::table::{Item, MOTION, Table};
use super::terms;
use crate::view::View;

/// Adds the deeds that somebody takes a stand on or moves.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    for verb in 0..ctx.doc.tokens.len() {
        if ctx.tags.upos(verb) == Upos::Verb {
            named(ctx, table, verb);
            listed(ctx, table, verb);
            moved(ctx, table, verb);
        }
    }
}

/// "would accept his transfer", "settled for 4%": where the parties stand is read later, as for
/// every other instrument.
fn named(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    for told in stances::of_verb(ctx, verb) {
        let parties: Vec<ActorId> = told.parties.iter().flat_map(|&at| ctx.actors(at)).collect();
        let known = told.about.iter().any(|&at| table.at(ctx, at).is_some());
        if known || parties.is_empty() || told.stance == Stance::Proposes {
            continue;
        }
        let deeds: Vec<usize> = told.about.into_iter().filter(|&at| is_deed(ctx, at)).collect();
        put(ctx, table, &deeds);
    }
}

fn is_deed(ctx: &View<'_, '_>, noun: usize) -> bool {
    is_wantable(ctx, noun)
        && !is_gathering(ctx, noun)
        && !ctx.is_time(noun)
        && (is_amount(ctx, noun) || !is_idle(ctx, noun))
}

/// "agreed on three things: a halt to the shelling, the return of prisoners and a hotline".
fn listed(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    if !["stance.accepts", "stance.joint", "stance.proposes"].iter().any(|c| ctx.is(c, verb)) {
        return;
    }
    let list = ctx.tags.children(verb).find(|&kid| ctx.is("list", kid) && !table.is_mention(kid));
    let Some(list) = list else { return };
    let Some(sentence) = ctx.doc.sentences.get(ctx.doc.sentence_of(verb)) else { return };
    let mut rest = list..sentence.tokens.end;
    let Some(colon) = rest.find(|&at| ctx.doc.word(at) == ":") else { return };
    let over = |at: usize| ctx.tags.head(at).is_some_and(|head| head < colon);
    let noun = |at: usize| matches!(ctx.tags.upos(at), Upos::Noun | Upos::Propn);
    let first = (colon + 1..sentence.tokens.end).find(|&at| noun(at) && over(at));
    let Some(first) = first else { return };
    let mut all = ctx.tags.conjuncts(first);
    // "a halt to shelling and the return of prisoners" may hang on what the first is to halt.
    let below = ctx.tags.subtree(first).filter(|&at| ctx.tags.base_rel(at) == "conj");
    all.extend(below.filter(|&at| noun(at) && ctx.is("demandable", at)));
    all.sort_unstable();
    all.dedup();
    // Each part ends where the next begins.
    let ends = all.iter().skip(1).map(|&next| ctx.tags.subtree(next).min());
    let parts = all.iter().zip(ends.chain([None])).map(|(&at, end)| {
        let tokens = ctx.doc.tokens_in(whole(ctx, at));
        let end = end.map_or(tokens.end, |end| end.min(tokens.end));
        trim(ctx, ctx.doc.span_of(tokens.start..end.max(tokens.start + 1)))
    });
    let parts: Vec<Span> = parts.collect();
    let Some(&last) = parts.last() else { return };
    let mut item = Item::deed(ctx.span(list).join(last), Vec::new(), "proposal.list");
    for part in parts {
        terms::insert(ctx, &mut item, part);
    }
    table.put(list, item);
}

/// "proposed that the levy be frozen", "want the sanctions lifted".
fn moved(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    let Some(how) = ctx.words.value("move", ctx.tags.lemma(verb)) else { return };
    if table.is_mention(verb) {
        return;
    }
    let wish = ctx.tags.children(verb).find(|&kid| match ctx.tags.rel(kid) {
        "ccomp" => how == "that" && is_wish(ctx, kid) || is_done(ctx, kid),
        "xcomp" => is_done(ctx, kid),
        _ => false,
    });
    let answers = |&wish: &usize| !stances::of_verb(ctx, wish).is_empty();
    let Some(wish) = wish.filter(|wish| !(ctx.is("recommend", verb) && answers(wish))) else {
        return;
    };
    let subject = ctx.tags.child_by(wish, "nsubj").or_else(|| ctx.tags.child_by(verb, "obj"));
    let makers = proposer(ctx, verb);
    let Some(subject) = subject.filter(|_| !makers.is_empty()) else { return };
    let deed = clause(ctx, wish);
    let span = phrase(ctx, subject).join(deed);
    let mut item = Item::deed(span, makers.clone(), MOTION);
    // "wants it lifted" tells nothing that "lifted" would add.
    if ctx.doc.tokens_in(deed).len() > 1 {
        terms::insert(ctx, &mut item, deed);
    }
    stand(ctx, &mut item, &makers, Stance::Proposes, verb, "position.moves");
    table.put(verb, item);
}

/// "that it be frozen", "that it freeze", "that it should freeze".
fn is_wish(ctx: &View<'_, '_>, verb: usize) -> bool {
    let aux = || ctx.tags.children_by(verb, "aux");
    let bare = |at: usize| ctx.tags.xpos(at) == "VB";
    let first = aux().next().unwrap_or(verb);
    ctx.tags.child_by(verb, "nsubj").is_some()
        && (bare(first) || aux().any(|aux| ctx.words.has("should", ctx.low(aux))))
}

/// "(wants) the sanctions lifted".
fn is_done(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.xpos(verb) == "VBN" && ctx.tags.child_by(verb, "aux").is_none()
}

fn put(ctx: &View<'_, '_>, table: &mut Table, deeds: &[usize]) {
    let Some(&first) = deeds.first() else { return };
    let mut item = Item::deed(phrase(ctx, first), Vec::new(), "proposal.deed");
    for &deed in deeds.iter().filter(|&&deed| is_amount(ctx, deed)) {
        item.terms.push(terms::term(ctx, whole(ctx, deed)));
    }
    table.put(first, item);
}
