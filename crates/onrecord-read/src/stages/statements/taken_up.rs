//! What a denial takes up: "The ministry denied it", "the Front rejected that account".

use onrecord_types::{CueClass, Span, Upos};

use super::atoms::Atoms;
use super::contents::Shape;
use super::drafts::Draft;

/// Gives denials that only point back the words they point to.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at).filter(|draft| points_back(atoms, draft)) else {
            continue;
        };
        let Some(content) = told_before(atoms, drafts, draft) else { continue };
        if let Some(draft) = drafts.get_mut(at) {
            draft.content = content;
            draft.by.push("content.taken-up");
        }
    }
}

/// Whether a denial or confirmation has no content but a word that points back.
fn points_back(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    let [content] = draft.content.as_slice() else { return false };
    let tokens = atoms.doc.tokens_in(*content);
    let (first, last) = (tokens.start, tokens.end.saturating_sub(1));
    let takes_up = atoms.lexicon.tells(&atoms.doc.word(first).to_lowercase(), "takes-up");
    let claim = || {
        first + 1 == last && atoms.lexicon.tells(atoms.tags.lemma(last), "claim")
            || first == last && atoms.tags.upos(first) == Upos::Pron
    };
    matches!(draft.class, CueClass::Deny | CueClass::Reject | CueClass::Confirm)
        && takes_up
        && claim()
}

/// What was last said before, in the same sentence or the one before it, by somebody else.
fn told_before(atoms: &Atoms<'_>, drafts: &[Draft], draft: &Draft) -> Option<Vec<Span>> {
    let place = draft.source.map_or(draft.cue_span, |source| source.join(draft.cue_span));
    let sentence = atoms.doc.sentence_of(draft.cue);
    let near = |other: &&Draft| {
        let last = other.content.last().map_or(0, |span| span.end());
        sentence.saturating_sub(atoms.doc.sentence_of(other.cue)) <= 1
            && last <= place.start()
            && other.cue_span.end() <= place.start()
            && other.within.is_none()
            && other.source != draft.source
            && !points_back(atoms, other)
    };
    let clause = |other: &Draft| other.shape != Shape::Phrase;
    let last = drafts
        .iter()
        .filter(near)
        .max_by_key(|other| (clause(other), other.cue, other.length()))?;
    Some(last.content.clone())
}
