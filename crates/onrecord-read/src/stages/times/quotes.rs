//! Where the text quotes somebody.

use super::lexemes::{Gap, Kind, Lexeme};

/// Which lexemes stand inside quotation marks.
pub struct Quotes {
    inside: Vec<bool>,
}

impl Quotes {
    /// Walks through the marks; a blank line ends a quotation that nobody closed.
    pub fn of(lexemes: &[Lexeme]) -> Quotes {
        let mut open = false;
        let inside = lexemes.iter().enumerate().map(|(at, lexeme)| {
            if lexeme.gap == Gap::Break {
                open = false;
            }
            let doubled = |mark: char| {
                let next = lexemes.get(at + 1);
                lexeme.is(mark) && next.is_some_and(|next| next.is(mark) && next.gap == Gap::None)
            };
            match lexeme.kind {
                Kind::Mark('\u{201c}') => open = true,
                Kind::Mark('\u{201d}') => open = false,
                Kind::Mark('"') => open = !open,
                Kind::Mark('`') if doubled('`') => open = true,
                Kind::Mark('\'') if doubled('\'') => open = false,
                _ => {}
            }
            open
        });
        Quotes { inside: inside.collect() }
    }

    /// Whether a lexeme is quoted.
    pub fn hold(&self, at: usize) -> bool {
        self.inside.get(at).copied().unwrap_or(false)
    }
}
