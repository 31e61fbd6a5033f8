//! A dispatch in paragraphs, sentences and tokens.

use std::ops::Range;

use crate::{Dispatch, Span, Text};

/// A dispatch cut up: what the stage `tokens` hands on.
#[derive(Clone, Debug)]
pub struct Doc<'d> {
    /// What it was cut from.
    pub dispatch: &'d Dispatch,
    /// In the order of the text; together they hold every sentence.
    pub paragraphs: Vec<Paragraph>,
    /// In the order of the text; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// In the order of the text.
    pub tokens: Vec<Token>,
}

impl<'d> Doc<'d> {
    /// The canonical text.
    pub fn text(&self) -> &'d Text {
        &self.dispatch.text
    }

    /// The words in a span.
    pub fn of(&self, span: Span) -> &'d str {
        self.dispatch.text.of(span)
    }

    /// The word at a token index; nothing beyond the last.
    pub fn word(&self, token: usize) -> &'d str {
        self.tokens.get(token).map_or("", |token| self.of(token.span))
    }

    /// The sentence (by index) that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The paragraph (by index) that a sentence belongs to.
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.sentences.end <= sentence)
    }

    /// The indices of the tokens that a span meets.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let last = self.tokens.partition_point(|token| token.span.start() < span.end());
        first..last.max(first)
    }

    /// The shortest span that holds a run of tokens; empty for an empty run.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        match (self.tokens.get(tokens.start), last) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

/// A stretch between blank lines, list marks or other breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where.
    pub span: Span,
    /// Its sentences, by index.
    pub sentences: Range<usize>,
}

/// A sentence, a headline or a list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, by index.
    pub tokens: Range<usize>,
}

/// A word or a mark, cut as in Universal Dependencies for English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// Whether white space follows.
    pub space_after: bool,
}
