//! Which sentences belong together although a quotation's end was taken for theirs.

use std::ops::Range;

use super::atoms::Atoms;

/// For every sentence the tokens in which its cues look for their parts.
pub fn of(atoms: &Atoms<'_>) -> Vec<Range<usize>> {
    let doc = atoms.doc;
    let mut units: Vec<Range<usize>> = Vec::with_capacity(doc.sentences.len());
    let mut first = 0;
    for (at, sentence) in doc.sentences.iter().enumerate() {
        let joins = at > 0
            && doc.paragraph_of(at) == doc.paragraph_of(at - 1)
            && goes_on(atoms, sentence.tokens.clone());
        if !joins {
            first = at;
        }
        let start = doc.sentences.get(first).map_or(0, |s| s.tokens.start);
        units.push(start..sentence.tokens.end);
        // The sentences joined so far see the whole of it too.
        for unit in units.iter_mut().skip(first) {
            unit.end = sentence.tokens.end;
        }
    }
    units
}

/// "Will they sign?" | she asked: the sentence goes on after the quotation.
fn goes_on(atoms: &Atoms<'_>, tokens: Range<usize>) -> bool {
    let Some(last) = tokens.start.checked_sub(1) else { return false };
    let mut words = tokens.clone().filter(|&at| !atoms.is_mark(at));
    let Some(word) = words.next() else { return false };
    let closes = |at: usize| atoms.is_mark(at) && atoms.at(at).quote > 0;
    // The closing mark may have been put on either side of the cut.
    let closed = closes(last) || (tokens.start < word && closes(tokens.start));
    let opens_anew = atoms.at(word).quote > 0 && atoms.at(word).quote != atoms.at(last).quote;
    if !closed || opens_anew || atoms.at(word).quote > 0 {
        return false;
    }
    let mark = (tokens.start.saturating_sub(3)..=last)
        .rev()
        .find(|&at| !matches!(atoms.doc.word(at), "\"" | "”" | "''" | "’" | "'" | "»"));
    let asks = mark
        .is_some_and(|at| matches!(atoms.doc.word(at), "?" | "!" | "," | "—" | "…" | "-" | "--"));
    // "Will they sign?" | Smith asked.
    let reports = (word..(word + 6).min(tokens.end))
        .any(|at| atoms.at(at).class > 0 && atoms.tags.upos(at) == onrecord_types::Upos::Verb);
    atoms.at(word).shape == 1 || asks && reports
}
