//! Quotations that go on after the sentence with the cue, or stand alone.

use std::ops::Range;

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{Shape, carried_on, joined, quoted};
use super::drafts::Draft;

/// "Q, he insists, and Q": adds clauses joined to what was said although they follow the cue.
pub fn conjoin(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let (doc, tags) = (atoms.doc, atoms.tags);
    for draft in drafts.iter_mut() {
        let [content] = draft.content.as_slice() else { continue };
        let content = *content;
        if content.end() > draft.cue_span.start() || draft.shape == Shape::Phrase {
            continue;
        }
        let Some(sentence) = doc.sentences.get(doc.sentence_of(draft.cue)) else { continue };
        let joint = (draft.cue + 1..sentence.tokens.end)
            .take(14)
            .find(|&at| atoms.lexicon.tells(doc.word(at), "joins") && doc.word(at - 1) == ",");
        let Some(verb) = joint.and_then(|at| tags.head(at).filter(|&verb| verb > at)) else {
            continue;
        };
        let told = tags.head(verb).and_then(|head| doc.tokens.get(head));
        let joins = tags.base_rel(verb) == "conj" && told.is_some_and(|t| content.holds(t.span));
        let own = tags.child_by(verb, "nsubj").is_some_and(|subject| subject > joint.unwrap_or(0));
        if joins && own {
            let range = tags.subtree(verb);
            let range = range.start.max(joint.unwrap_or(0) + 1)..range.end;
            if let Some(run) = super::contents::trimmed(atoms, range) {
                draft.content.push(doc.span_of(run));
                draft.by.push("content.conjoined");
            }
        }
    }
}

/// Gives every quoted sentence that no cue claims to the statement it goes on with.
pub fn attach(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let mut claimed: Vec<(Span, Span)> = drafts
        .iter()
        .flat_map(|draft| draft.content.iter().map(|&content| (content, draft.cue_span)))
        .collect();
    claimed.sort();
    for quote in atoms.quotes {
        if is_claimed(&claimed, quote.words) {
            continue;
        }
        let draft = match alone(atoms, quote.words) {
            Some(sentences) => before(atoms, drafts, sentences),
            None => resumed(atoms, drafts, quote.words),
        };
        let Some(draft) = draft else { continue };
        draft.content.push(quote.words);
        draft.content.extend(carried_on(atoms, quote.words));
        draft.content = joined(std::mem::take(&mut draft.content));
        if draft.by.last() != Some(&"content.continued") {
            draft.by.push("content.continued");
        }
    }
}

/// Whether words belong to one of a sorted list of contents, each with its cue; long ones may start
/// well before them. A cue within the words reports something else: "I swear", she said.
fn is_claimed(sorted: &[(Span, Span)], words: Span) -> bool {
    let end = sorted.partition_point(|(content, _)| content.start() < words.end());
    let near = sorted.get(end.saturating_sub(64)..end).unwrap_or_default();
    near.iter().any(|(content, cue)| {
        content.meets(words) && (!words.holds(*cue) || content.len() * 2 > words.len())
    })
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

/// "Q," she wrote in a letter, "Q": the second half, after the cue and a comma.
fn resumed<'d>(atoms: &Atoms<'_>, drafts: &'d mut [Draft], words: Span) -> Option<&'d mut Draft> {
    let first = atoms.doc.tokens_in(words).start;
    let open = first.checked_sub(2).filter(|&at| atoms.doc.word(at) == ",")?;
    let sentence = atoms.doc.sentence_of(first);
    let end = drafts.partition_point(|draft| draft.cue < open);
    let near = drafts.get_mut(end.saturating_sub(4)..end)?;
    near.iter_mut().rev().find(|draft| {
        let last = draft.content.last().map_or(words, |span| *span);
        draft.shape == Shape::Quoted
            && last.end() <= draft.cue_span.start()
            && atoms.doc.sentence_of(draft.cue) == sentence
            && atoms.doc.of(last).ends_with(',')
    })
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
