//! Folds near-copies: wire copy, rewrites by a few words, the same dispatch sent twice.

use std::collections::{BTreeMap, HashMap};

use super::terms::terms;

// A run of three words is seldom shared by accident; a copy shares most of them.
const RUN: usize = 3;
const CONTAINED: f32 = 0.6;
const SKETCH: usize = 64;
// Of the texts that share a run, so many of the newest are looked at: a phrase that stands under
// everything would tell nothing and cost much.
const POSTINGS: usize = 256;
// "Sets 1.5 billion" and "sets 2.5 billion" are two dispatches of one mould, not copies: of the
// numbers in the first words at least this share must be the same.
const HEAD: usize = 60;
const NUMBERS: f32 = 0.5;

/// Finds copies among the dispatches shown to it, one after the other.
#[derive(Default)]
pub struct Copies {
    seen: Vec<Seen>,
    sketch: HashMap<u64, Vec<u32>>,
}

struct Seen {
    origin: i64,
    // Hashes of runs of words, and of the numbers in the first words; both sorted, none twice.
    runs: Vec<u64>,
    numbers: Vec<u64>,
}

impl Seen {
    fn of(text: &str, origin: i64) -> Seen {
        let head = terms(text).take(HEAD).filter(|term| term.number);
        let mut numbers: Vec<u64> = head.map(|term| hash(term.word.bytes())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Seen { origin, runs: runs(text), numbers }
    }
}

impl Copies {
    /// Shows it the next text and its name; tells the name of the first text of the same origin.
    pub fn origin_of(&mut self, text: &str, name: i64) -> i64 {
        let seen = Seen::of(text, name);
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for run in seen.runs.iter().take(SKETCH) {
            for &other in self.sketch.get(run).into_iter().flatten().rev().take(POSTINGS) {
                *shared.entry(other).or_insert(0) += 1;
            }
        }
        let best = shared
            .into_keys()
            .map(|other| (&self.seen[other as usize], other))
            .filter(|(other, _)| {
                contained(&seen.numbers, &other.numbers).is_none_or(|share| share >= NUMBERS)
            })
            .filter_map(|(other, at)| Some((contained(&seen.runs, &other.runs)?, at)))
            .filter(|(share, _)| *share >= CONTAINED)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let origin = best.map_or(name, |(_, other)| self.seen[other as usize].origin);
        self.keep(Seen { origin, ..seen });
        origin
    }

    /// Takes in a text of which the origin is known.
    pub fn recall(&mut self, text: &str, origin: i64) {
        self.keep(Seen::of(text, origin));
    }

    fn keep(&mut self, seen: Seen) {
        let this = self.seen.len() as u32;
        for run in seen.runs.iter().take(SKETCH) {
            self.sketch.entry(*run).or_default().push(this);
        }
        self.seen.push(seen);
    }
}

// The share of the smaller set that is in the larger one too; nothing, where there is nothing.
fn contained(a: &[u64], b: &[u64]) -> Option<f32> {
    let least = a.len().min(b.len());
    (least > 0).then(|| both(a, b) as f32 / least as f32)
}

fn both(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    both
}

// Hashes of all runs of three words, in order of the hash: the first of them are a sketch that
// two near-copies are likely to share (bottom-k sampling, Broder 1997).
fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = terms(text).map(|term| hash(term.word.bytes())).collect();
    let width = RUN.min(words.len().max(1));
    let mut runs: Vec<u64> =
        words.windows(width).map(|run| hash(run.iter().flat_map(|w| w.to_le_bytes()))).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

// FNV-1a, 64 bit, with a last stir so that the smallest hashes are a fair sample.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let raw = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let stirred = (raw ^ (raw >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    stirred ^ (stirred >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "The two sides met in Geneva on Monday and agreed to meet again, \
        the mediator said after four hours of talks behind closed doors.";

    #[test]
    fn a_rewrite_by_a_few_words_is_a_copy() {
        let mut copies = Copies::default();
        assert_eq!(copies.origin_of(FIRST, 0), 0);
        assert_eq!(
            copies.origin_of("A train left the rails near the border, killing nobody.", 1),
            1
        );
        let rewrite = FIRST.replace("Monday", "Monday evening");
        assert_eq!(copies.origin_of(&rewrite, 2), 0);
    }

    #[test]
    fn the_same_subject_in_other_words_is_no_copy() {
        let mut copies = Copies::default();
        copies.origin_of(FIRST, 0);
        let other =
            "Talks in Geneva ended on Monday with a promise of more talks, a mediator said.";
        assert_eq!(copies.origin_of(other, 1), 1);
    }

    #[test]
    fn empty_texts_are_no_copies() {
        let mut copies = Copies::default();
        assert_eq!((copies.origin_of("", 0), copies.origin_of("", 1)), (0, 1));
    }
}
