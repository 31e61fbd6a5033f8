//! Which statements stand inside others, and which are one and the same.

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::trimmed;
use super::drafts::Draft;

/// Drops what is told twice, and settles what stands within what.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|draft| (draft.cue, draft.cue_span));
    part_conjoined(atoms, drafts);
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let outer: Vec<Option<usize>> = (0..drafts.len()).map(|at| outer_of(drafts, at)).collect();
    let mut place: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // The outer ones first, so that the inner can name them.
    order.sort_by_key(|&at| (depth(&outer, at), at));
    place.resize(drafts.len(), None);
    for at in order {
        let Some(draft) = drafts.get(at) else { continue };
        let within = outer.get(at).copied().flatten();
        let holder = within.and_then(|w| place.get(w).copied().flatten());
        if let Some(slot) = place.get_mut(at) {
            *slot = Some(kept.len());
        }
        kept.push(Draft { within: holder, ..draft.clone() });
    }
    *drafts = kept;
}

/// "She said Q1 and warned that Q2": the second verb is no part of what the first reports.
fn part_conjoined(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let tags = atoms.tags;
    for at in 0..drafts.len() {
        let Some(second) = drafts.get(at).filter(|draft| tags.base_rel(draft.cue) == "conj") else {
            continue;
        };
        let cue = second.cue;
        let Some(first) = tags.head(cue).filter(|_| tags.child_by(cue, "nsubj").is_none()) else {
            continue;
        };
        let joint = tags.child_by(cue, "cc").unwrap_or(cue).min(second.cue);
        let start = atoms.doc.tokens.get(joint).map_or(0, |token| token.span.start());
        let from = drafts.partition_point(|other| other.cue < first);
        for other in drafts.iter_mut().skip(from).take_while(|other| other.cue == first) {
            for span in &mut other.content {
                if span.start() < start && start < span.end() && other.cue_span.end() <= start {
                    let tokens = atoms.doc.tokens_in(Span::new(span.start(), start));
                    if let Some(run) = trimmed(atoms, tokens) {
                        *span = atoms.doc.span_of(run);
                    }
                }
            }
        }
    }
}

/// The draft with the shortest content that holds the cue of another.
fn outer_of(drafts: &[Draft], at: usize) -> Option<usize> {
    let cue = drafts.get(at)?.cue_span;
    let near = at.saturating_sub(24)..(at + 24).min(drafts.len());
    near.filter(|&other| other != at && drafts.get(other).is_some_and(|d| d.tells(cue)))
        .min_by_key(|&other| drafts.get(other).map_or(0, Draft::length))
}

fn depth(outer: &[Option<usize>], at: usize) -> usize {
    std::iter::successors(outer.get(at).copied().flatten(), |&o| outer.get(o).copied().flatten())
        .take(8)
        .count()
}
