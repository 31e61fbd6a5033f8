//! Finds which numbers are claimed, of what, in what scope, by whom.

mod amounts;
mod claimants;
mod context;
mod counted;
mod numbers;
mod pieces;
mod refusals;
mod scope;
mod words;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::figure::Amount;
use onrecord_types::{Figure, FigureId};

use amounts::Found;
use context::Context;
use counted::{Counted, What};
use words::Words;

use crate::view::Known;

/// Rules and words of this stage.
pub struct Kit {
    words: Words,
    counted: Counted,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let words = paper!(shelf, "figures", "lexicon/en.tsv");
    let counted = paper!(shelf, "figures", "lexicon/counted.en.tsv");
    Kit { words: Words::read(&words, faults), counted: Counted::read(&counted, faults) }
}

/// Finds which numbers are claimed, of what, in what scope, by whom.
pub fn find(kit: &Kit, known: &Known<'_>) -> Vec<Figure> {
    let doc = known.doc;
    let pieces = pieces::cut(doc);
    let ctx = Context { kit, pieces: &pieces, view: known.with(kit.words.classes()) };
    let mut figures: Vec<Figure> = Vec::new();
    let mut before: Option<(usize, What)> = None;
    let mut last_claim: Option<(usize, claimants::Claim)> = None;
    for found in amounts::find(&kit.words, known.tags, &pieces) {
        let paragraph = doc.paragraph_of(doc.sentence_of(found.tokens.start));
        let last = before.as_ref().filter(|(place, _)| *place == paragraph).map(|(_, what)| what);
        let what = counted::what(&ctx, &found, last);
        if refusals::why_not(&ctx, &found, &what).is_some() {
            continue;
        }
        let claim = claimants::carried(&ctx, last_claim, &found, claimants::claim(&ctx, &found));
        last_claim = Some((doc.sentence_of(found.tokens.start), claim));
        figures.push(figure(figures.len(), &ctx, (&found, &what, claim)));
        before = Some((paragraph, what));
    }
    figures
}

fn figure(
    index: usize,
    ctx: &Context<'_, '_>,
    (found, what, claim): (&Found, &What, claimants::Claim),
) -> Figure {
    let rules = found.by.iter().copied().chain(what.by).chain(claim.rule);
    Figure {
        id: FigureId(index as u32),
        span: found.span,
        low: found.low.map(Amount::of),
        high: found.high.map(Amount::of),
        unit: found.unit.clone(),
        approximate: found.approximate,
        what: what.name.clone(),
        scope: scope::scope(ctx, found, what),
        claimed_by: claim.by,
        statement: claim.statement,
        by: rules.map(str::to_owned).collect(),
    }
}
