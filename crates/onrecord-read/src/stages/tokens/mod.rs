//! Cuts a dispatch into paragraphs, sentences and tokens.

mod addresses;
mod lexicon;
mod marks;
mod numbers;
mod paragraphs;
mod sentences;
mod starts;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::{Dispatch, Doc, Paragraph, Sentence, Span, Text, Token};

use lexicon::Lexicon;
use starts::Starts;

/// Rules and words of this stage.
pub struct Kit {
    lexicon: Lexicon,
    starts: Option<Starts>,
}

const STARTS: &[u8] = include_bytes!("models/starts.orm");

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let paper = paper!(shelf, "tokens", "lexicon/en.tsv");
    let starts = Starts::read(STARTS).map_err(|broken| {
        faults.push(Fault::new("tokens/models/starts.orm", 0, broken));
    });
    Kit { lexicon: Lexicon::read(&paper, faults), starts: starts.ok() }
}

/// Cuts a dispatch into paragraphs, sentences and tokens.
pub fn split<'d>(kit: &Kit, dispatch: &'d Dispatch) -> Doc<'d> {
    let text = &dispatch.text;
    let mut doc =
        Doc { dispatch, paragraphs: Vec::new(), sentences: Vec::new(), tokens: Vec::new() };
    let (mut cut, mut starts) = (Vec::new(), Vec::new());
    for bytes in paragraphs::find(text.as_str()) {
        cut.clear();
        words::cut(&kit.lexicon, text.as_str(), bytes, &mut cut);
        let first = doc.sentences.len();
        let line = dateline(dispatch, &cut);
        for part in [0..line.start, line.clone(), line.end..cut.len()] {
            let Some(cut) = cut.get(part.clone()).filter(|cut| !cut.is_empty()) else { continue };
            sentences::starts(&kit.lexicon, kit.starts.as_ref(), text.as_str(), cut, &mut starts);
            // A dateline is one sentence, whatever full stops it has.
            starts.truncate(if part == line { 1 } else { starts.len() });
            for (at, &start) in starts.iter().enumerate() {
                let end = starts.get(at + 1).copied().unwrap_or(cut.len());
                sentence(text, cut.get(start..end).unwrap_or_default(), &mut doc);
            }
        }
        let sentences = first..doc.sentences.len();
        let ends = doc.sentences.get(first).zip(doc.sentences.last());
        if let Some((from, to)) = ends.filter(|_| !sentences.is_empty()) {
            doc.paragraphs.push(Paragraph { span: from.span.join(to.span), sentences });
        }
    }
    doc
}

/// The tokens of a paragraph that say where and when the dispatch was written: they are no part of
/// its first sentence. None in most paragraphs.
fn dateline(dispatch: &Dispatch, cut: &[Range<usize>]) -> Range<usize> {
    let Some(line) = &dispatch.dateline else { return 0..0 };
    let bytes = dispatch.text.bytes_of(line.span);
    let from = cut.partition_point(|token| token.start < bytes.start);
    let to = cut.partition_point(|token| token.end <= bytes.end);
    from..to.max(from)
}

/// Adds one sentence and its tokens.
fn sentence(text: &Text, cut: &[Range<usize>], doc: &mut Doc<'_>) {
    let first = doc.tokens.len();
    // The treebanks part the dot of an abbreviation from it where it also ends the sentence.
    let dotted = sentences::final_abbreviation(text.as_str(), cut);
    for (at, token) in cut.iter().enumerate() {
        if dotted == Some(at) {
            push(text, token.start..token.end - 1, &mut doc.tokens);
            push(text, token.end - 1..token.end, &mut doc.tokens);
        } else {
            push(text, token.clone(), &mut doc.tokens);
        }
    }
    let ends: Option<(&Token, &Token)> = doc.tokens.get(first).zip(doc.tokens.last());
    if let Some((from, to)) = ends {
        let span: Span = from.span.join(to.span);
        doc.sentences.push(Sentence { span, tokens: first..doc.tokens.len() });
    }
}

fn push(text: &Text, bytes: Range<usize>, tokens: &mut Vec<Token>) {
    let after = text.as_str().get(bytes.end..).and_then(|rest| rest.chars().next());
    if let Some(span) = text.span_of_bytes(bytes) {
        let space_after = after.is_none_or(char::is_whitespace);
        tokens.push(Token { span, space_after });
    }
}
