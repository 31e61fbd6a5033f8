//! Scores every gap between two tokens: how much it looks like the start of a sentence.
//!
//! The weights are learned from running text without line ends (`train/starts.py` computes the
//! same features), so that a heading or a line without a full stop can be told from what follows.

use std::ops::Range;

/// The learned weights: one for each hash value.
pub struct Starts {
    scale: f32,
    weights: &'static [u8],
}

/// The grades of the distance from the last start.
const DISTANCES: [usize; 8] = [1, 2, 3, 5, 9, 15, 25, 40];

/// A token as the features see it.
#[derive(Clone, Copy, Default)]
struct Seen {
    kind: u32,
    form: u32,
    tail: u32,
    is_end: bool,
    is_quote: bool,
    gap: bool,
}

/// The tokens of a paragraph as the features see them.
pub struct Row {
    // Two before the first and three after the last are edges.
    seen: Vec<Seen>,
    style: u32,
}

impl Starts {
    /// Takes the weights from a file: a scale, then one byte for each hash value.
    pub fn read(file: &'static [u8]) -> Option<Starts> {
        let (scale, weights) = file.split_first_chunk::<4>()?;
        let whole = weights.len().is_power_of_two();
        whole.then_some(Starts { scale: f32::from_le_bytes(*scale), weights })
    }

    /// The score of a start at token `at` (not the first), in natural log odds.
    pub fn score(&self, row: &Row, at: usize, since: usize, inside_quotes: bool) -> f32 {
        let seen = |offset: usize| row.seen.get(at + offset - 1).copied().unwrap_or_default();
        let (z, a, b, c, d, e) = (seen(0).kind, seen(1), seen(2), seen(3), seen(4), seen(5).kind);
        let (ka, kb, kc, kd) = (a.kind, b.kind, c.kind, d.kind);
        let (fa, fb, fc, fd) = (a.form, b.form, c.form, d.form);
        let case = if matches!(kc, LOWER | CAPITAL | TITLE | UPPER) { kc } else { 255 };
        let since = DISTANCES.iter().filter(|&&limit| since > limit).count() as u32;
        let (inside, gap, style) = (u32::from(inside_quotes), u32::from(c.gap), row.style);
        let features: [&[u32]; 24] = [
            &[kb, kc],
            &[fb],
            &[fc, case],
            &[fa, kb, kc],
            &[kb, kc, kd],
            &[ka, kb, kc],
            &[ka, kb, kc, kd],
            &[fb, kc],
            &[kb, fc, case],
            &[fb, fc],
            &[kc, fd],
            &[fc, fd],
            &[fa, fb, kc],
            &[inside, kb, kc],
            &[gap, kb, kc],
            &[style, kb, kc],
            &[z, ka, kb, kc],
            &[c.tail, kb, kc],
            &[b.tail, kb, kc],
            &[ka, kb, kc, kd, e],
            &[style, fc, kb],
            &[since, kb, kc],
            &[since, style],
            &[fb, fc, fd],
        ];
        let weight = |(number, parts): (usize, &&[u32])| {
            let hash = mixed(number as u32, parts) as usize % self.weights.len();
            i32::from(self.weights.get(hash).copied().unwrap_or(0).cast_signed())
        };
        features.iter().enumerate().map(weight).sum::<i32>() as f32 * self.scale
    }
}

impl Row {
    /// Looks at the tokens of a paragraph.
    pub fn of(text: &str, tokens: &[Range<usize>]) -> Row {
        let mut seen = vec![Seen::default(); 2];
        let mut end = tokens.first().map_or(0, |token| token.start);
        for token in tokens {
            let gap = token.start > end;
            seen.push(Seen { gap, ..look(text.get(token.clone()).unwrap_or_default()) });
            end = token.end;
        }
        seen.extend([Seen::default(); 3]);
        let inner = || seen.iter().skip(2).zip(seen.iter().skip(3)).take(tokens.len().max(1) - 1);
        let ends = inner().filter(|(token, _)| token.is_end).count();
        let small = inner().filter(|(token, next)| token.is_end && next.kind == LOWER).count();
        let style = match ends {
            0 => 0,
            _ if small * 4 >= ends => 1,
            _ => 2,
        };
        Row { seen, style }
    }

    /// Whether no sentence but the last ends with a mark, as in headlines and captions.
    pub fn has_no_ends(&self) -> bool {
        self.style == 0
    }

    /// Whether a small letter follows a full stop in a text that has capitals there.
    pub fn is_small_after_stop(&self, at: usize) -> bool {
        let seen = |at: usize| self.seen.get(at).copied().unwrap_or_default();
        self.style == 2 && seen(at + 1).is_end && seen(at + 2).kind == LOWER
    }

    /// Whether a token is a straight or a folded double quote.
    pub fn is_quote(&self, at: usize) -> bool {
        self.seen.get(at + 2).is_some_and(|seen| seen.is_quote)
    }
}

const LOWER: u32 = 1;
const CAPITAL: u32 = 2;
const MIXED: u32 = 3;
const TITLE: u32 = 4;
const UPPER: u32 = 5;
const DOTTED_UPPER: u32 = 6;
const DOTTED: u32 = 7;
const CODE_UPPER: u32 = 8;
const CODE: u32 = 9;
const NUMBER: u32 = 10;
const CLITIC: u32 = 11;
const MARKS: u32 = 16;
const RUNS: u32 = 0x20_0000;

fn look(token: &str) -> Seen {
    let mut folded = String::with_capacity(token.len());
    match token {
        "``" | "''" => folded.push('"'),
        "`" => folded.push('\''),
        _ if token.is_ascii() => folded.push_str(token),
        _ => token.chars().for_each(|c| match c {
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '‘' | '’' | '`' => folded.push('\''),
            '–' => folded.push('-'),
            '—' | '―' => folded.push_str("--"),
            '…' => folded.push_str("..."),
            c => folded.push(c),
        }),
    }
    let form: String = folded
        .chars()
        .flat_map(char::to_lowercase)
        .take(12)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let tail = form.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    Seen {
        kind: kind(&folded),
        form: hash(&form),
        tail: hash(form.get(tail..).unwrap_or_default()),
        is_end: matches!(form.as_str(), "." | "!" | "?"),
        is_quote: form == "\"",
        gap: false,
    }
}

/// How a token is written.
fn kind(word: &str) -> u32 {
    let Some(first) = word.chars().next() else { return 0 };
    let opens_upper = first.is_uppercase();
    let is_one = word.len() == first.len_utf8();
    if first.is_alphabetic() {
        if word.chars().all(char::is_alphabetic) {
            let upper = word.chars().any(char::is_uppercase);
            let lower = word.chars().any(char::is_lowercase);
            return match (opens_upper, upper, lower) {
                (true, ..) if is_one => CAPITAL,
                _ if is_one => LOWER,
                (true, _, false) => UPPER,
                (true, ..) => TITLE,
                (false, false, true) => LOWER,
                _ => MIXED,
            };
        }
        return match (word.ends_with('.'), opens_upper) {
            (true, true) => DOTTED_UPPER,
            (true, false) => DOTTED,
            (false, true) => CODE_UPPER,
            (false, false) => CODE,
        };
    }
    if word.chars().any(char::is_numeric) {
        return NUMBER;
    }
    if word.chars().any(char::is_alphabetic) {
        return CLITIC;
    }
    u32::from(first) + if is_one { MARKS } else { RUNS }
}

/// FNV-1a, 32 bit.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The hash of a feature: its number and its parts.
fn mixed(number: u32, parts: &[u32]) -> u32 {
    parts.iter().fold((number + 1).wrapping_mul(0x9e37_79b1), |hash, part| {
        let hash = (hash ^ part).wrapping_mul(0x85eb_ca6b);
        hash ^ hash >> 13
    })
}
