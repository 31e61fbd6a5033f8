//! Finds what is on the table and where each party stands.

mod conditions;
mod deeds;
mod demands;
mod idioms;
mod judged;
mod labels;
mod mentions;
mod nouns;
mod offers;
mod phrases;
mod positions;
mod provisions;
mod retaken;
mod settled;
mod stances;
mod table;
mod terms;

use onrecord_rules::{Classes, Fault, Shelf, paper};
use onrecord_types::Proposal;

use crate::view::Known;
use idioms::Idioms;

/// Rules and words of this stage.
pub struct Kit {
    words: Classes,
    idioms: Idioms,
}

/// The classes of the lexicon; what they mean is told at its head.
const CLASSES: &[&str] = &[
    "instrument",
    "kind",
    "generic",
    "weak",
    "needs.kind",
    "plural.only",
    "not",
    "mark",
    "stance.accepts",
    "stance.joint",
    "stance.rejects",
    "stance.supports",
    "stance.opposes",
    "stance.undecided",
    "stance.awaited",
    "stance.proposes",
    "stance.votes",
    "vote.against",
    "vote.for",
    "noun.accepts",
    "noun.rejects",
    "noun.supports",
    "noun.opposes",
    "noun.undecided",
    "over.refuse",
    "over.ready",
    "over.doubt",
    "over.urge",
    "over.yet",
    "will",
    "would",
    "may",
    "must",
    "never",
    "condition",
    "condition.phrase",
    "pronoun",
    "we",
    "definite",
    "maker",
    "maker.by",
    "maker.only",
    "include",
    "under",
    "of",
    "by",
    "terms",
    "settle",
    "undertake",
    "offer",
    "invite",
    "ask",
    "spurn",
    "aid",
    "term.ceasefire",
    "term.aid",
    "term.withdrawal",
    "term.release",
    "term.disarmament",
    "term.inspection",
    "place",
    "after",
    "to",
    "article",
    "express",
    "idle",
    "idle.for",
    "invite.to",
    "nth",
    "needs.definite",
    "side",
    "stands.for",
    "envoy",
    "perhaps",
    "urge.prep",
    "want",
    "demandable",
    "amount",
    "commit",
    "back.only",
    "of.same",
    "carry",
    "spelled.out",
    "made",
    "lasts",
    "stance.makes",
    "offerable",
    "whether",
    "prefers",
    "any.kind",
    "not.at",
    "not.at.case",
    "holds.terms",
    "short",
    "over.report",
    "over.expect",
    "stance.abstains",
    "undoes",
    "it",
    "voted.on",
    "needs",
    "needs.case",
    "needs.from",
    "judge",
    "praise",
    "blame",
    "side.for",
    "side.against",
    "phase",
    "within",
    "says",
    "pair",
    "list",
    "move",
    "should",
    "runs",
    "pair.of",
    "pair.persons",
    "mediates",
    "mediator",
    "price",
    "price.in",
    "effect",
    "at.once",
    "able",
    "suppose",
    "retakes",
    "that.clause",
    "wish",
    "ballot",
    "recommend",
    "over.said",
];

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let words = paper!(shelf, "proposals", "lexicon/en.tsv");
    let idioms = paper!(shelf, "proposals", "lexicon/idioms.en.tsv");
    Kit { words: Classes::read(&words, CLASSES, faults), idioms: Idioms::read(&idioms, faults) }
}

/// Finds what is on the table and where each party stands.
pub fn find(kit: &Kit, known: &Known<'_>) -> Vec<Proposal> {
    let ctx = known.with(&kit.words);
    let mut table = table::lay(mentions::find(&ctx));
    offers::add(&ctx, &mut table);
    demands::add(&ctx, &mut table);
    deeds::add(&ctx, &mut table);
    retaken::settle(&ctx, &mut table);
    terms::add(&ctx, &mut table);
    provisions::add(&ctx, &mut table);
    positions::add(&ctx, &kit.idioms, &mut table);
    terms::undertaken(&ctx, &mut table);
    settled::add(&ctx, &mut table);
    table.into_proposals(&ctx)
}
