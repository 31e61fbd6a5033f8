//! Where each party stands: by what its verbs say of an instrument, by nouns of stance, by idiom.

use onrecord_types::{ActorId, Position, Span, Stance, Upos};

use super::context::Context;
use super::idioms::Whose;
use super::stances::{self, Told};
use super::table::Table;

/// Adds the positions of everything on the table.
pub fn add(ctx: &Context<'_, '_>, table: &mut Table) {
    made(ctx, table);
    for token in 0..ctx.doc.tokens.len() {
        match ctx.tags.upos(token) {
            Upos::Verb => by_verb(ctx, table, token),
            Upos::Noun => by_noun(ctx, table, token),
            _ => {}
        }
    }
    by_idiom(ctx, table);
}

/// "a U.S.-proposed deal": who made it proposes it.
fn made(ctx: &Context<'_, '_>, table: &mut Table) {
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

fn position(
    ctx: &Context<'_, '_>,
    party: ActorId,
    stance: Stance,
    span: Span,
    word: Option<usize>,
    by: &str,
) -> Position {
    let statement = ctx.statement(span);
    let since = word.and_then(|word| ctx.when(word));
    Position {
        party,
        stance,
        since: since.or_else(|| statement.and_then(|told| told.said.clone())),
        statement: statement.map(|told| told.id),
        span,
        by: vec![by.to_owned()],
    }
}

fn by_verb(ctx: &Context<'_, '_>, table: &mut Table, verb: usize) {
    for told in stances::of_verb(ctx, verb) {
        let Some(at) = target(ctx, table, &told, verb) else { continue };
        let span = clause(ctx, verb, told.top);
        let parties: Vec<ActorId> =
            told.parties.iter().flat_map(|&party| ctx.actors(party)).collect();
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
    }
}

/// What on the table a stance is about: named, meant by a pronoun, or left unsaid.
fn target(ctx: &Context<'_, '_>, table: &Table, told: &Told, verb: usize) -> Option<usize> {
    let named = told.about.iter().find_map(|&token| table.at(ctx, token));
    named.or_else(|| {
        let pronoun = told.about.iter().any(|&token| {
            ctx.tags.upos(token) == Upos::Pron && ctx.words.has("pronoun", &ctx.low(token))
        });
        // A pronoun that is known for somebody is no instrument.
        let thing = told.about.iter().all(|&token| ctx.cast.at(ctx.span(token)).is_none());
        let open = told.by == "position.comes-to-terms" || told.by == "position.proposes";
        // "could come back once …": what it would come back to is the deal just spoken of.
        let alone = told.about.is_empty() && told.stance == Stance::Conditional && told.alone;
        if (pronoun && thing && !open) || alone { table.recent(ctx, verb) } else { None }
    })
}

/// The words from whose stance it is to what it is about.
fn clause(ctx: &Context<'_, '_>, verb: usize, top: usize) -> Span {
    let cut = |kid: usize| {
        matches!(ctx.tags.base_rel(kid), "parataxis" | "punct" | "conj" | "cc" | "mark")
            || ctx.tags.rel(kid) == "acl:relcl"
    };
    let upper = ctx.doc.span_of(ctx.tags.subtree_without(top, cut));
    let lower = ctx.doc.span_of(ctx.tags.subtree_without(verb, cut));
    ctx.trim(upper.join(lower))
}

/// "Ukraine's rejection of the plan", "voiced support for the deal".
fn by_noun(ctx: &Context<'_, '_>, table: &mut Table, noun: usize) {
    const NOUNS: &[(&str, Stance)] = &[
        ("noun.accepts", Stance::Accepts),
        ("noun.rejects", Stance::Rejects),
        ("noun.supports", Stance::Supports),
        ("noun.opposes", Stance::Opposes),
        ("noun.undecided", Stance::Undecided),
    ];
    for &(class, stance) in NOUNS {
        let Some(prepositions) = ctx.words.value(class, ctx.tags.lemma(noun)) else { continue };
        let about = ctx.tags.children_by(noun, "nmod").find(|&kid| {
            let fits = ctx.cases(kid).any(|case| prepositions.split(',').any(|p| p == case));
            fits && table.at(ctx, kid).is_some()
        });
        let Some(at) = about.and_then(|kid| table.at(ctx, kid)) else { continue };
        let owner = ctx.tags.children(noun).find(|&kid| ctx.tags.rel(kid) == "nmod:poss");
        let verb = ctx.tags.head(noun).filter(|&verb| {
            ctx.tags.base_rel(noun) == "obj"
                && ctx.is("express", verb)
                && !stances::is_denied(ctx, verb)
        });
        let party = owner.or_else(|| ctx.subject(verb?));
        let span = ctx.phrase(noun);
        for id in party.map(|party| ctx.actors(party)).unwrap_or_default() {
            let found = position(ctx, id, stance, span, verb, "position.noun");
            if let Some(item) = table.items.get_mut(at) {
                item.stand(found);
            }
        }
    }
}

fn by_idiom(ctx: &Context<'_, '_>, table: &mut Table) {
    for hit in ctx.idioms.find(ctx) {
        let first = hit.tokens.start;
        let Some(sentence) = ctx.doc.sentences.get(ctx.doc.sentence_of(first)) else { continue };
        let after = table.first_in(hit.tokens.end..sentence.tokens.end);
        let target = after
            .or_else(|| table.first_in(sentence.tokens.start..first))
            .or_else(|| table.recent(ctx, first));
        let Some(at) = target else { continue };
        let span = ctx.doc.span_of(hit.tokens.clone());
        let parties: Vec<ActorId> = match hit.whose {
            Whose::Slot => hit.slot.into_iter().collect(),
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
        for party in parties {
            let found = position(ctx, party, hit.stance, span, None, "position.idiom");
            if let Some(item) = table.items.get_mut(at) {
                item.stand(found);
            }
        }
    }
}
