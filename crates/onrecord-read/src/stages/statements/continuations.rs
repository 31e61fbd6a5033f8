//! Quotations that go on after the sentence with the cue, or stand alone.

use std::ops::Range;

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{Shape, carried_on, joined, quoted};
use super::drafts::Draft;

/// Gives every quoted sentence that no cue claims to the statement it goes on with.
pub fn attach(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let mut claimed: Vec<Span> =
        drafts.iter().flat_map(|draft| draft.content.iter().copied()).collect();
    claimed.sort();
    for quote in atoms.quotes {
        if meets_any(&claimed, quote.words) {
            continue;
        }
        let Some(sentences) = alone(atoms, quote.words) else { continue };
        let Some(draft) = before(atoms, drafts, sentences) else { continue };
        draft.content.push(quote.words);
        draft.content.extend(carried_on(atoms, quote.words));
        draft.content = joined(std::mem::take(&mut draft.content));
        if draft.by.last() != Some(&"content.continued") {
            draft.by.push("content.continued");
        }
    }
}

/// Whether a span meets one of a sorted list; long spans may start well before it.
fn meets_any(sorted: &[Span], span: Span) -> bool {
    let end = sorted.partition_point(|other| other.start() < span.end());
    sorted
        .get(end.saturating_sub(64)..end)
        .unwrap_or_default()
        .iter()
        .any(|other| other.meets(span))
}

/// The sentences that a quotation fills, with nothing but marks around it.
fn alone(atoms: &Atoms<'_>, words: Span) -> Option<Range<usize>> {
    let tokens = atoms.doc.tokens_in(words);
    let last_token = tokens.end.checked_sub(1)?;
    let (first, last) = (atoms.doc.sentence_of(tokens.start), atoms.doc.sentence_of(last_token));
    let start = atoms.doc.sentences.get(first)?.tokens.start;
    let end = atoms.doc.sentences.get(last)?.tokens.end;
    let free = (start..tokens.start).chain(tokens.end..end).all(|at| atoms.is_mark(at));
    free.then_some(first..last + 1)
}

/// The statement of the sentence before: in the same paragraph, or at the end of the one before
/// where the quotation has a paragraph to itself.
fn before<'d>(
    atoms: &Atoms<'_>,
    drafts: &'d mut [Draft],
    sentences: Range<usize>,
) -> Option<&'d mut Draft> {
    let doc = atoms.doc;
    let last = sentences.start.checked_sub(1)?;
    let paragraph = doc.paragraph_of(sentences.start);
    let whole = doc.paragraphs.get(paragraph)?.sentences == sentences;
    let same = doc.paragraph_of(last) == paragraph;
    if !same && !whole {
        return None;
    }
    let span = doc.sentences.get(last)?.span;
    let colon = doc.of(span).ends_with(':');
    let fits = |draft: &Draft| {
        let in_it = span.meets(draft.cue_span) || draft.content.iter().any(|c| c.meets(span));
        in_it && draft.within.is_none() && (same || colon || quoted(atoms, &draft.content).0 > 0)
    };
    let end = drafts.partition_point(|draft| draft.cue_span.start() < span.end());
    let near = drafts.get_mut(end.saturating_sub(16)..end)?;
    let quotes = |draft: &Draft| fits(draft) && draft.shape == Shape::Quoted;
    let at = near.iter().rposition(quotes).or_else(|| near.iter().rposition(fits))?;
    near.get_mut(at)
}
