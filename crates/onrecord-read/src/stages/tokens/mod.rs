//! Cuts a dispatch into paragraphs, sentences and tokens.

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Dispatch, Doc, Paragraph, Sentence, Span, Token};

/// Rules and words of this stage.
pub struct Kit {}

/// Loads the stage's rules and words.
pub fn kit(_shelf: &Shelf, _faults: &mut Vec<Fault>) -> Kit {
    Kit {}
}

/// Cuts a dispatch into paragraphs, sentences and tokens.
pub fn split<'d>(_kit: &Kit, dispatch: &'d Dispatch) -> Doc<'d> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut sentences = Vec::new();
    let mut paragraphs = Vec::new();
    let mut first = 0;
    let mut word: Option<u32> = None;
    let chars: Vec<char> = dispatch.text.as_str().chars().chain(['\n']).collect();
    for (at, &c) in chars.iter().enumerate() {
        let at = at as u32;
        if c.is_alphanumeric() {
            word.get_or_insert(at);
            continue;
        }
        if let Some(from) = word.take() {
            tokens.push(Token { span: Span::new(from, at), space_after: c.is_whitespace() });
        }
        if !c.is_whitespace() {
            let space_after = chars.get(at as usize + 1).is_some_and(|c| c.is_whitespace());
            tokens.push(Token { span: Span::new(at, at + 1), space_after });
        }
        let next = chars.get(at as usize + 1);
        if (c == '\n' || (c == '.' && next.is_some_and(|c| c.is_whitespace())))
            && first < tokens.len()
        {
            let span = tokens[first].span.join(tokens[tokens.len() - 1].span);
            paragraphs.push(Paragraph { span, sentences: sentences.len()..sentences.len() + 1 });
            sentences.push(Sentence { span, tokens: first..tokens.len() });
            first = tokens.len();
        }
    }
    Doc { dispatch, paragraphs, sentences, tokens }
}
