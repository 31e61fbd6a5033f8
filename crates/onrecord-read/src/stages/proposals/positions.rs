//! Where each party stands: by what its verbs say of an instrument, by nouns of stance, by idiom.

use onrecord_types::{Actor, ActorId, ActorKind, Position, Span, Stance, Upos};

use super::conditions;
use super::idioms::{Hit, Idioms, Whose};
use super::phrases::trim;
use super::stances::{self, Alone, Told};
use super::table::Table;
use super::{judged, nouns};
use crate::view::{View, is_power};

/// Adds the positions of everything on the table.
pub fn add(ctx: &View<'_, '_>, idioms: &Idioms, table: &mut Table) {
    made(ctx, table);
    for token in 0..ctx.doc.tokens.len() {
        match ctx.tags.upos(token) {
            Upos::Verb => by_verb(ctx, table, token),
            Upos::Noun | Upos::Adj => nouns::by_noun(ctx, table, token),
            _ => {}
        }
        judged::by_judgement(ctx, table, token);
    }
    by_idiom(ctx, idioms, table);
}

/// "a U.S.-proposed deal": who made it proposes it.
fn made(ctx: &View<'_, '_>, table: &mut Table) {
    for item in &mut table.items {
        if item.by.iter().any(|by| by != "proposal.instrument") {
            continue;
        }
        let Some(&span) = item.mentions.first() else { continue };
        for party in item.makers.clone() {
            item.stand(position(ctx, party, Stance::Proposes, span, None, "position.made"));
        }
    }
}

/// A position with its evidence.
pub fn position(
    ctx: &View<'_, '_>,
    party: ActorId,
    stance: Stance,
    span: Span,
    word: Option<usize>,
    by: &str,
) -> Position {
    let statement = ctx.statement(span);
    let since = word.and_then(|word| ctx.when(&[word]));
    Position {
        party,
        stance,
        since: since.or_else(|| statement.and_then(|told| told.said.clone())),
        statement: statement.map(|told| told.id),
        span,
        by: vec![by.to_owned()],
    }
}

fn by_verb(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    for told in stances::of_verb(ctx, verb) {
        let Some(at) = target(ctx, table, &told, verb) else { continue };
        let span = clause(ctx, verb, told.top);
        if table.items.get(at).is_some_and(|item| item.kind == "sanctions")
            && ctx.is("undoes", verb)
        {
            continue;
        }
        let parties: Vec<ActorId> = told
            .parties
            .iter()
            .filter(|&&party| !table.is_mention(party))
            .flat_map(|&party| ctx.actors(party))
            .collect();
        for party in parties {
            let found = position(ctx, party, told.stance, span, Some(verb), told.by);
            let Some(item) = table.items.get_mut(at) else { continue };
            if told.stance == Stance::Proposes && !item.makers.contains(&party) {
                item.makers.push(party);
            }
            if told.by == "position.comes-to-terms" && !item.makers.contains(&party) {
                item.makers.push(party);
            }
            item.stand(found);
        }
        if told.stance == Stance::Proposes {
            receivers(ctx, table, at, verb, span);
        }
    }
}

/// "handed both sides a new text": those it is put to have still to answer.
fn receivers(ctx: &View<'_, '_>, table: &mut Table, at: usize, verb: usize, span: Span) {
    let to = ctx.tags.children(verb).filter(|&kid| {
        ctx.tags.rel(kid) == "iobj" || ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "to")
    });
    for party in to.flat_map(|kid| ctx.actors(kid)) {
        let Some(item) = table.items.get_mut(at) else { continue };
        let answers = ctx.cast.actor(party).is_some_and(answers);
        if answers && !item.makers.contains(&party) {
            let by = "position.is-offered";
            item.stand(position(ctx, party, Stance::Awaited, span, Some(verb), by));
        }
    }
}

/// Whether somebody can answer an offer: not the press, and not everybody.
fn answers(actor: &Actor) -> bool {
    is_power(actor) || actor.kind == ActorKind::Person
}

/// What on the table a stance is about: named, meant by a pronoun, or left unsaid.
fn target(ctx: &View<'_, '_>, table: &Table, told: &Told, verb: usize) -> Option<usize> {
    let named = told.about.iter().find_map(|&token| table.at(ctx, token));
    named.or_else(|| {
        let pronoun = told.about.iter().any(|&token| {
            ctx.tags.upos(token) == Upos::Pron && ctx.words.has("pronoun", ctx.low(token))
        });
        // A pronoun that is known for somebody is no instrument.
        let thing = told.about.iter().all(|&token| {
            ctx.cast.at(ctx.span(token)).is_none() || table.means_instrument(ctx, token)
        });
        let open = told.by == "position.comes-to-terms" || told.by == "position.proposes";
        // "could come back once …": what it would come back to is the deal just spoken of.
        let alone = match told.alone {
            Alone::Never => false,
            Alone::Conditional => told.about.is_empty() && told.stance == Stance::Conditional,
            Alone::Always => told.about.is_empty(),
        };
        if told.by == "position.abstains" && alone {
            return table.recent_of(ctx, verb, "voted.on").or_else(|| table.recent(ctx, verb));
        }
        match told.stance {
            Stance::Awaited if alone => table.answered(ctx, verb),
            _ if (pronoun && thing && !open) || alone => table.recent(ctx, verb),
            _ => None,
        }
    })
}

/// The words from whose stance it is to what it is about.
fn clause(ctx: &View<'_, '_>, verb: usize, top: usize) -> Span {
    let cut = |kid: usize| {
        matches!(ctx.tags.base_rel(kid), "parataxis" | "punct" | "conj" | "cc" | "mark")
            || ctx.tags.rel(kid) == "acl:relcl"
    };
    let upper = ctx.doc.span_of(ctx.tags.subtree_without(top, cut));
    let lower = ctx.doc.span_of(ctx.tags.subtree_without(verb, cut));
    trim(ctx, upper.join(lower))
}

fn by_idiom(ctx: &View<'_, '_>, idioms: &Idioms, table: &mut Table) {
    for hit in idioms.find(ctx) {
        let first = hit.tokens.start;
        if is_of_another(ctx, table, &hit) {
            continue;
        }
        let Some(sentence) = ctx.doc.sentences.get(ctx.doc.sentence_of(first)) else { continue };
        let after = table.first_in(hit.tokens.end..sentence.tokens.end).filter(|_| {
            // "left the door open if the sanctions are lifted" is not about the sanctions.
            let next = table.heads().partition_point(|(head, _)| *head < hit.tokens.end);
            let named = table.heads().get(next);
            let mut up = named.into_iter().flat_map(|(head, _)| ctx.tags.upward(*head));
            !up.any(|at| at > first && conditions::is_condition(ctx, at))
        });
        let target = after.or_else(|| table.first_in(sentence.tokens.start..first)).or_else(|| {
            match hit.stance {
                Stance::Awaited => table.answered(ctx, first),
                _ => table.recent(ctx, first),
            }
        });
        let Some(at) = target else { continue };
        let span = ctx.doc.span_of(hit.tokens.clone());
        let parties: Vec<ActorId> = match hit.whose {
            Whose::Slot => hit.slot.map(|slot| ctx.actors(slot)).unwrap_or_default(),
            Whose::Subject => {
                let predicate = ctx.tags.upward(first).find(|&at| ctx.is_predicate(at));
                let subjects = predicate.map(|at| ctx.subjects(at)).unwrap_or_default();
                subjects.into_iter().flat_map(|subject| ctx.actors(subject)).collect()
            }
            Whose::Speaker => {
                let told = ctx.statement(span).and_then(|told| told.speaker);
                told.into_iter().collect()
            }
        };
        let Some(stance) = unless_denied(ctx, &hit) else { continue };
        for party in parties {
            let found = position(ctx, party, stance, span, None, "position.idiom");
            if let Some(item) = table.items.get_mut(at) {
                item.stand(found);
            }
        }
    }
}

/// "open to talks": what the preposition at the end of an idiom takes is nothing on the table.
fn is_of_another(ctx: &View<'_, '_>, table: &Table, hit: &Hit) -> bool {
    let last = hit.tokens.end - 1;
    let takes = matches!(ctx.tags.rel(last), "case" | "mark");
    let noun = ctx.tags.head(last).filter(|&noun| takes && noun > last);
    noun.is_some_and(|noun| {
        matches!(ctx.tags.upos(noun), Upos::Noun | Upos::Propn)
            && ctx.tags.subtree(noun).all(|at| table.named_by(at).is_none())
    })
}

/// The stance of an idiom, turned round where its clause is denied: "is not open to".
fn unless_denied(ctx: &View<'_, '_>, hit: &Hit) -> Option<Stance> {
    let first = hit.tokens.start;
    let predicate = ctx.tags.upward(first).find(|&at| ctx.is_predicate(at));
    let own = hit.tokens.clone().any(|at| ctx.words.has("never", ctx.low(at)));
    let denied = |at: usize| {
        ctx.tags
            .children(at)
            .any(|kid| !hit.tokens.contains(&kid) && ctx.words.has("never", ctx.low(kid)))
    };
    if own || !predicate.is_some_and(denied) {
        return Some(hit.stance);
    }
    match hit.stance {
        Stance::Accepts | Stance::Supports | Stance::Undecided => Some(Stance::Rejects),
        Stance::Rejects | Stance::Opposes => Some(Stance::Undecided),
        Stance::Awaited | Stance::Conditional | Stance::Proposes => None,
    }
}
