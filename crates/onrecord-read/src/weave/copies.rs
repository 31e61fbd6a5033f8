//! Folds near-copies: wire copy, rewrites by a few words, the same dispatch sent twice.

use rustc_hash::FxHashMap;

use super::terms::words;

// A run of three words is seldom shared by accident; a copy shares most of them.
const RUN: usize = 3;
const CONTAINED: f32 = 0.6;
const SKETCH: usize = 64;
// Of the texts that share a run, so many of the newest are looked at: a phrase that stands under
// everything would tell nothing and cost much. Of all of them, those that share most runs are read
// to the end.
const POSTINGS: usize = 256;
const NEAREST: usize = 24;
// "Sets 1.5 billion" and "sets 2.5 billion" are two dispatches of one mould, not copies: of the
// numbers in the first words at least this share must be the same.
const HEAD: usize = 60;
const NUMBERS: f32 = 0.5;

/// Finds copies among the dispatches shown to it, one after the other.
#[derive(Default)]
pub struct Copies {
    seen: Vec<Seen>,
    sketch: FxHashMap<u32, Vec<u32>>,
    // By text: how many runs it shares with the one that is looked at; all 0 in between.
    tally: Vec<u16>,
}

struct Seen {
    origin: i64,
    // Hashes of runs of words, and of the numbers in the first words; both sorted, none twice.
    runs: Box<[u32]>,
    numbers: Box<[u32]>,
}

impl Seen {
    fn of(text: &str, origin: i64) -> Seen {
        let mut hashes: Vec<u64> = Vec::new();
        let mut numbers: Vec<u32> = Vec::new();
        for word in words(text) {
            let lower = word.chars().flat_map(char::to_lowercase);
            let hash = hash(lower.map(|c| u64::from(if c == '’' { '\'' } else { c })));
            if hashes.len() < HEAD && word.starts_with(char::is_numeric) {
                numbers.push(short(hash));
            }
            hashes.push(hash);
        }
        numbers.sort_unstable();
        numbers.dedup();
        Seen { origin, runs: runs(&hashes), numbers: numbers.into() }
    }
}

impl Copies {
    /// Shows it the next text and its name; tells the name of the first text of the same origin.
    pub fn origin_of(&mut self, text: &str, name: i64) -> i64 {
        let seen = Seen::of(text, name);
        let best = self
            .near(&seen)
            .into_iter()
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

    // The texts whose sketches share most with this one, the newer first of two that share as much.
    fn near(&mut self, seen: &Seen) -> Vec<u32> {
        let mut touched: Vec<u32> = Vec::new();
        for run in seen.runs.iter().take(SKETCH) {
            for &other in self.sketch.get(run).into_iter().flatten().rev().take(POSTINGS) {
                let tally = &mut self.tally[other as usize];
                if *tally == 0 {
                    touched.push(other);
                }
                *tally += 1;
            }
        }
        let mut near: Vec<(u16, u32)> = touched
            .into_iter()
            .map(|other| (std::mem::take(&mut self.tally[other as usize]), other))
            .collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.truncate(NEAREST);
        near.into_iter().map(|(_, other)| other).collect()
    }

    fn keep(&mut self, seen: Seen) {
        let this = self.seen.len() as u32;
        for run in seen.runs.iter().take(SKETCH) {
            self.sketch.entry(*run).or_default().push(this);
        }
        self.seen.push(seen);
        self.tally.push(0);
    }
}

// The share of the smaller set that is in the larger one too; nothing, where there is nothing.
fn contained(a: &[u32], b: &[u32]) -> Option<f32> {
    let least = a.len().min(b.len());
    (least > 0).then(|| both(a, b) as f32 / least as f32)
}

fn both(a: &[u32], b: &[u32]) -> usize {
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
fn runs(words: &[u64]) -> Box<[u32]> {
    let width = RUN.min(words.len().max(1));
    let mut runs: Vec<u32> =
        words.windows(width).map(|run| short(hash(run.iter().copied()))).collect();
    runs.sort_unstable();
    runs.dedup();
    runs.into()
}

// FNV-1a over whole numbers, 64 bit, with a last stir so that the smallest hashes are a fair sample.
fn hash(parts: impl Iterator<Item = u64>) -> u64 {
    let raw = parts
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, part| (hash ^ part).wrapping_mul(0x0100_0000_01b3));
    let stirred = (raw ^ (raw >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    stirred ^ (stirred >> 33)
}

// Half of a hash is enough to tell the runs of two texts apart, and takes half the room.
fn short(hash: u64) -> u32 {
    (hash >> 32) as u32
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
