//! Cuts words into the pieces that the accurate model knows, and tells how they are written.

use std::collections::HashMap;

use crate::nets::normal::normal;
use crate::nets::weights::{Broken, Weights};

/// The pieces that the accurate model knows.
pub struct Pieces {
    // Pieces that open a word, and those that go on with one (without their `##`).
    opening: HashMap<&'static str, u32>,
    inner: HashMap<&'static str, u32>,
    accents: HashMap<char, char>,
    longest: usize,
    limit: usize,
    unknown: u32,
    /// Stands before every sentence.
    pub first: u32,
    /// Stands after every sentence.
    pub last: u32,
}

impl Pieces {
    /// Takes the pieces from a model file.
    pub fn read(weights: &Weights) -> Result<Pieces, Broken> {
        let (mut opening, mut inner) = (HashMap::new(), HashMap::new());
        let mut longest = 0;
        for (piece, number) in weights.vocabulary()?.zip(0..) {
            longest = longest.max(piece.chars().count());
            match piece.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => inner.insert(rest, number),
                None => opening.insert(piece, number),
            };
        }
        let special = |name: &str| {
            opening.get(name).copied().ok_or_else(|| format!("piece {name} is missing"))
        };
        let (unknown, first, last) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        let mut letters = weights.meta.accents.chars();
        let pairs = std::iter::from_fn(|| Some((letters.next()?, letters.next()?)));
        let accents = pairs.collect();
        let limit = weights.meta.piece_limit;
        Ok(Pieces { opening, inner, accents, longest, limit, unknown, first, last })
    }

    /// Adds the pieces of a word; at least one and at most the limit.
    pub fn cut(&self, word: &str, out: &mut Vec<u32>) {
        let plain = |c: char| self.accents.get(&c).copied().unwrap_or(c);
        let normal = normal(word);
        let bare: String = if normal.is_ascii() {
            normal.to_ascii_lowercase()
        } else {
            let bare: String = normal.chars().map(plain).collect();
            bare.to_lowercase().chars().map(plain).collect()
        };
        let start = out.len();
        let mut run = 0;
        for (at, c) in bare.char_indices() {
            if !c.is_alphanumeric() {
                self.chunk(bare.get(run..at).unwrap_or_default(), start, out);
                run = at + c.len_utf8();
                self.chunk(bare.get(at..run).unwrap_or_default(), start, out);
            }
        }
        self.chunk(bare.get(run..).unwrap_or_default(), start, out);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// The longest pieces of a chunk, from the left.
    fn chunk(&self, chunk: &str, start: usize, out: &mut Vec<u32>) {
        let mut at = 0;
        while at < chunk.len() && out.len() < start + self.limit {
            let known = if at == 0 { &self.opening } else { &self.inner };
            let rest = chunk.get(at..).unwrap_or_default();
            let ends = rest.char_indices().map(|(from, c)| from + c.len_utf8()).take(self.longest);
            let found = ends
                .filter_map(|end| Some((end, *known.get(rest.get(..end)?)?)))
                .max_by_key(|(end, _)| *end);
            let one = rest.chars().next().map_or(1, char::len_utf8);
            let (size, number) = found.unwrap_or((one, self.unknown));
            out.push(number);
            at += size;
        }
    }
}

/// How a word is written: 1 lower, 2 upper, 3 one capital, 4 capitalised, 5 mixed, 6 with a
/// digit, 7 marks.
pub fn case(word: &str) -> usize {
    let word = normal(word);
    let opens_upper = word.chars().next().is_some_and(char::is_uppercase);
    if word.chars().all(char::is_alphabetic) {
        let upper = word.chars().any(char::is_uppercase);
        let lower = word.chars().any(char::is_lowercase);
        let rest = word.chars().skip(1);
        return match (upper, lower) {
            (false, true) => 1,
            (true, false) if word.chars().nth(1).is_none() => 3,
            (true, false) if !rest.clone().any(|c| !c.is_uppercase()) => 2,
            _ if opens_upper
                && rest.clone().any(char::is_lowercase)
                && !rest.clone().any(char::is_uppercase) =>
            {
                4
            }
            _ => 5,
        };
    }
    if word.chars().any(char::is_numeric) {
        return 6;
    }
    match word.chars().any(char::is_alphabetic) {
        true if opens_upper => 5,
        true => 1,
        false => 7,
    }
}
