//! Quotations that go on after the sentence with the cue, or stand alone.

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{carried_on, joined, quoted};
use super::drafts::Draft;

/// Gives every quoted sentence that no cue claims to the statement it goes on with.
pub fn attach(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    for (at, quote) in atoms.quotes.iter().enumerate() {
        if drafts.iter().any(|draft| draft.content.iter().any(|span| span.meets(quote.words))) {
            continue;
        }
        let Some(spans) = alone(atoms, quote.words) else { continue };
        let _ = at;
        let Some(draft) = before(atoms, drafts, spans) else { continue };
        draft.content.push(quote.words);
        let more = carried_on(atoms, quote.words);
        draft.content.extend(more);
        draft.content = joined(std::mem::take(&mut draft.content));
        draft.by.push("content.continued");
    }
}

/// The sentences that a quotation fills, with nothing but marks around it.
fn alone(atoms: &Atoms<'_>, words: Span) -> Option<std::ops::Range<usize>> {
    let tokens = atoms.doc.tokens_in(words);
    let (first, last) =
        (atoms.doc.sentence_of(tokens.start), atoms.doc.sentence_of(tokens.end.checked_sub(1)?));
    let start = atoms.doc.sentences.get(first)?.tokens.start;
    let end = atoms.doc.sentences.get(last)?.tokens.end;
    let free = (start..tokens.start).chain(tokens.end..end).all(|at| atoms.is_mark(at));
    free.then_some(first..last + 1)
}

/// The statement of the sentence before, in the same paragraph, if it quotes too.
fn before<'d>(
    atoms: &Atoms<'_>,
    drafts: &'d mut [Draft],
    sentences: std::ops::Range<usize>,
) -> Option<&'d mut Draft> {
    let last = sentences.start.checked_sub(1)?;
    if atoms.doc.paragraph_of(last) != atoms.doc.paragraph_of(sentences.start) {
        return None;
    }
    let span = atoms.doc.sentences.get(last)?.span;
    let quotes = |draft: &Draft| quoted(atoms, &draft.content).0 > 0;
    drafts.iter_mut().rev().find(|draft| {
        let in_it = span.meets(draft.cue_span) || draft.content.iter().any(|c| c.meets(span));
        in_it && draft.within.is_none() && quotes(draft)
    })
}
