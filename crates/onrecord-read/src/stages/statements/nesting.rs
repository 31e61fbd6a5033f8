//! Which statements stand inside others, and which are one and the same.

use super::atoms::Atoms;
use super::drafts::Draft;

/// Inside what another says, a cue must be this sure.
const LEAST_WITHIN: f32 = 1.5;

/// Drops what is told twice, and settles what stands within what.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let _ = atoms;
    drafts.sort_by_key(|draft| (draft.cue, draft.cue_span));
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
        if within.is_some() && draft.sum < LEAST_WITHIN {
            continue;
        }
        if let Some(slot) = place.get_mut(at) {
            *slot = Some(kept.len());
        }
        kept.push(Draft { within: holder, ..draft.clone() });
    }
    *drafts = kept;
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
