//! Cuts tokens further, into runs of digits, letters and single marks: "$5bn" is `$`, `5`, `bn`.

use onrecord_types::{Doc, Span};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Digits, with points and commas inside.
    Digits,
    /// Letters, with apostrophes and points inside.
    Letters,
    /// One mark.
    Mark,
}

/// A run of one make.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where.
    pub span: Span,
    /// The token (index) it is cut from.
    pub token: usize,
    /// The sentence (index) it stands in.
    pub sentence: usize,
    /// In lower case.
    pub low: String,
    /// What it is made of.
    pub make: Make,
    /// Whether it follows the piece before without white space.
    pub glued: bool,
    /// Whether it starts with a capital.
    pub capital: bool,
}

impl Piece {
    /// Whether it is a hyphen or a dash.
    pub fn is_dash(&self) -> bool {
        matches!(self.low.as_str(), "-" | "–" | "—" | "‑" | "−")
    }
}

/// The pieces of a doc, in the order of the text.
pub fn cut(doc: &Doc<'_>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(doc.tokens.len() + doc.tokens.len() / 8);
    for (at, sentence) in doc.sentences.iter().enumerate() {
        for token in sentence.tokens.clone() {
            cut_token(doc, token, at, &mut pieces);
        }
    }
    pieces
}

fn cut_token(doc: &Doc<'_>, token: usize, sentence: usize, pieces: &mut Vec<Piece>) {
    let Some(whole) = doc.tokens.get(token) else { return };
    let before = token.checked_sub(1).and_then(|before| doc.tokens.get(before));
    let mut glued = before.is_some_and(|before| before.span.end() == whole.span.start());
    let chars: Vec<char> = doc.of(whole.span).chars().collect();
    let mut from = 0;
    while from < chars.len() {
        let make = make_of(chars[from]);
        let to = run_end(&chars, from, make);
        let start = whole.span.start() + from as u32;
        pieces.push(Piece {
            span: Span::new(start, whole.span.start() + to as u32),
            token,
            sentence,
            low: chars[from..to].iter().flat_map(|c| plain(*c).to_lowercase()).collect(),
            make,
            glued,
            capital: chars[from].is_uppercase(),
        });
        glued = true;
        from = to;
    }
}

/// The straight apostrophe for the curly one, so that words need to be listed once.
fn plain(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

fn make_of(c: char) -> Make {
    match c {
        c if c.is_ascii_digit() => Make::Digits,
        c if c.is_alphabetic() => Make::Letters,
        _ => Make::Mark,
    }
}

fn run_end(chars: &[char], from: usize, make: Make) -> usize {
    let mut to = from + 1;
    while let Some(&c) = chars.get(to) {
        let next = chars.get(to + 1).copied().unwrap_or(' ');
        let inside = match make {
            Make::Digits => c.is_ascii_digit() || (matches!(c, '.' | ',') && next.is_ascii_digit()),
            // The last point of an abbreviation ("approx.") belongs to it where the token has it.
            Make::Letters => c.is_alphabetic() || matches!(c, '.' | '\'' | '’'),
            Make::Mark => false,
        };
        if !inside {
            // "A$120", "US$5": the letters tell whose dollars they are.
            let sign = make == Make::Letters && c == '$' && chars[from].is_uppercase();
            return if sign { to + 1 } else { to };
        }
        to += 1;
    }
    to
}

/// The pieces of a range joined by single spaces; nothing beyond the end or across sentences.
pub fn phrase(pieces: &[Piece], from: usize, to: usize) -> Option<String> {
    let run = pieces.get(from..to).filter(|run| !run.is_empty())?;
    if run.iter().any(|piece| piece.sentence != run[0].sentence) {
        return None;
    }
    Some(run.iter().map(|piece| piece.low.as_str()).collect::<Vec<_>>().join(" "))
}

/// The piece at an index in lower case; nothing beyond the last.
pub fn low(pieces: &[Piece], at: usize) -> &str {
    pieces.get(at).map_or("", |piece| piece.low.as_str())
}
