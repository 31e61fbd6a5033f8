//! What speakers say they think: "I believe the talks will fail", within what they say.

use onrecord_types::{CueClass, Span};

use super::atoms::Atoms;
use super::contents::{Shape, trimmed};
use super::drafts::Draft;

/// What found a belief; the speaker of what holds it is meant by "I".
pub const OWN: &str = "belief.own";

/// Adds a statement for every belief that a speaker tells as their own.
pub fn add(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut found: Vec<Draft> = Vec::new();
    for quote in atoms.quotes {
        let told = drafts.iter().any(|draft| draft.tells(quote.words) && draft.source.is_some());
        if told {
            found.extend(
                atoms.doc.tokens_in(quote.words).filter_map(|at| belief(atoms, at, quote.words)),
            );
        }
    }
    if found.is_empty() {
        return;
    }
    drafts.retain(|draft| found.binary_search_by_key(&draft.cue, |new| new.cue).is_err());
    drafts.extend(found);
    drafts.sort_by_key(|draft| (draft.cue_span, draft.cue));
}

/// "I think Q" in a quotation.
fn belief(atoms: &Atoms<'_>, cue: usize, quote: Span) -> Option<Draft> {
    let (doc, tags) = (atoms.doc, atoms.tags);
    let class = atoms.lexicon.class_of(tags, cue).filter(|&class| class == CueClass::Believe)?;
    let subject = tags.child_by(cue, "nsubj").filter(|&kid| kid < cue)?;
    let own = atoms.lexicon.tells(&doc.word(subject).to_lowercase(), "own");
    let clause = tags.children_by(cue, "ccomp").find(|&kid| kid > cue).filter(|_| own)?;
    let within = doc.tokens_in(quote);
    let clause = tags.subtree(clause);
    let that = |&at: &usize| tags.base_rel(at) == "mark" && tags.xpos(at) == "IN";
    let start = clause.start.max(cue + 1);
    let start = if that(&start) { start + 1 } else { start };
    let run = trimmed(atoms, start..clause.end.min(within.end).max(start))?;
    Some(Draft {
        cue,
        cue_span: doc.span_of(cue..cue + 1),
        class,
        shape: Shape::Clause,
        source: Some(doc.span_of(subject..subject + 1)),
        source_head: Some(subject),
        content: vec![doc.span_of(run)],
        by: vec![OWN],
        ..Draft::default()
    })
}
