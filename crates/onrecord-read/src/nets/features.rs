//! What the fast model sees of a word: itself, its shape, its beginnings, endings and n-grams.

use super::normal::normal;
use super::weights::Shelves;

/// Rows of the embedding that make up a word.
#[derive(Default)]
pub struct Features {
    /// The word, its shape and affixes: summed as they are.
    pub whole: Vec<u32>,
    /// Character n-grams: summed and divided by the root of their number.
    pub grams: Vec<u32>,
}

/// At most so many n-grams are looked at.
const MOST_GRAMS: usize = 24;

impl Features {
    /// The features of a word; `number` gives the row of a known word.
    pub fn of(
        word: &str,
        rows: Shelves,
        base: Shelves,
        number: impl Fn(&str) -> Option<u32>,
    ) -> Features {
        let word = normal(word);
        let key: String =
            word.to_lowercase().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let mut whole = vec![number(&key).unwrap_or(rows.word.saturating_sub(1))];
        whole.push(base.shape + hash("s", &shape(&word)) % rows.shape.max(1));
        for (count, mark) in [(1, "p1"), (2, "p2"), (3, "p3")] {
            let end = word.char_indices().nth(count).map_or(word.len(), |(at, _)| at);
            let front = word.get(..end).unwrap_or_default();
            whole.push(base.affix + hash(mark, front) % rows.affix.max(1));
        }
        for (count, mark) in [(1, "q1"), (2, "q2"), (3, "q3"), (4, "q4")] {
            let start = key.char_indices().nth_back(count - 1).map_or(0, |(at, _)| at);
            let back = key.get(start..).unwrap_or_default();
            whole.push(base.affix + hash(mark, back) % rows.affix.max(1));
        }
        let grams = grams(&key).iter().map(|gram| base.gram + gram % rows.gram.max(1)).collect();
        Features { whole, grams }
    }
}

/// The hashes of the 3-grams and 4-grams of a word between `<` and `>`.
fn grams(key: &str) -> Vec<u32> {
    let framed = format!("<{key}>");
    // No gram beyond these characters is ever kept.
    let mut cuts: Vec<usize> = framed.char_indices().map(|(at, _)| at).take(32).collect();
    let all = framed.chars().take(33).count() == cuts.len();
    cuts.push(if all {
        framed.len()
    } else {
        framed.char_indices().nth(32).map_or(0, |(at, _)| at)
    });
    let mut out = Vec::with_capacity(MOST_GRAMS);
    for size in [3, 4] {
        for (&from, &to) in cuts.iter().zip(cuts.iter().skip(size)) {
            if out.len() < MOST_GRAMS {
                out.push(hash("g", framed.get(from..to).unwrap_or_default()));
            }
        }
    }
    out
}

/// `Xxxx` for `Xerxes`, `dd.d` for `12.5`: at most three alike in a row.
fn shape(word: &str) -> String {
    let mut out = String::new();
    let (mut last, mut alike) = ('\0', 0);
    for c in word.chars().take(20) {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        alike = if kind == last { alike + 1 } else { 1 };
        last = kind;
        if alike <= 3 {
            out.push(kind);
        }
    }
    out
}

/// FNV-1a, 32 bit, of a mark and a text.
fn hash(mark: &str, text: &str) -> u32 {
    mark.bytes()
        .chain(text.bytes())
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
