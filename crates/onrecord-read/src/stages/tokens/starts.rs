//! Scores every gap between two tokens: how much it looks like the start of a sentence.
//!
//! A small net reads the running text, without line ends (`train/train_starts.py` makes it), so
//! that a heading or a line without a full stop can be told from what follows.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::nets::fast::{Fast, Scratch};
use crate::nets::lanes::{self, Path};
use crate::nets::normal::normal;
use crate::nets::weights::{Broken, Weights};

/// The net.
pub struct Starts {
    encoder: Fast,
    // What the vectors of the tokens before and after a gap are multiplied by.
    before: Vec<f32>,
    after: Vec<f32>,
    bias: f32,
    pub(super) path: Path,
    // Rooms to work in, one for each thread that ever worked at the same time.
    rooms: Mutex<Vec<Room>>,
}

#[derive(Default)]
struct Room {
    scratch: Scratch,
    vectors: Vec<f32>,
}

/// Stands before a token that no blank parts from the one before it.
const JOINT: char = '~';
/// Tokens that are scored at once, and those on either side that are only read.
const SCORED: usize = 400;
const MARGIN: usize = 56;

impl Starts {
    /// Opens the weights.
    ///
    /// # Errors
    ///
    /// If they are not whole.
    pub fn read(file: &'static [u8]) -> Result<Starts, Broken> {
        let weights = Weights::open(file)?;
        let mut before = weights.floats("start.w")?;
        let after = before.split_off(weights.meta.dim.min(before.len()));
        let bias = weights.floats("start.b")?.first().copied().unwrap_or(0.0);
        Ok(Starts {
            encoder: Fast::read(&weights)?,
            before,
            after,
            bias,
            path: Path::here(),
            rooms: Mutex::default(),
        })
    }

    /// The scores of the tokens of a paragraph as starts, in natural log odds.
    pub fn scores(&self, text: &str, tokens: &[Range<usize>]) -> Vec<f32> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms.pop().unwrap_or_default();
        drop(rooms);
        let mut out = Vec::with_capacity(tokens.len());
        while out.len() < tokens.len() {
            self.score(text, tokens, &mut room, &mut out);
        }
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        out
    }

    /// Adds the scores of the next stretch of tokens.
    fn score(&self, text: &str, tokens: &[Range<usize>], room: &mut Room, out: &mut Vec<f32>) {
        let next = out.len();
        let from = next.saturating_sub(MARGIN);
        let end = (next + SCORED).min(tokens.len());
        let to = (end + MARGIN).min(tokens.len());
        let joined = words(text, tokens, from..to);
        let words: Vec<&str> = joined.iter().map(String::as_str).collect();
        let all = 0..words.len();
        let Room { scratch, vectors } = room;
        self.encoder.encode(self.path, &words, &[all], scratch, vectors);
        let width = self.after.len();
        let mut sums = [0f32];
        let mut product = |weights: &[f32], at: usize| {
            let row = vectors.get(at * width..(at + 1) * width).unwrap_or_default();
            lanes::dots(self.path, weights, row, width, &mut sums);
            sums[0]
        };
        for at in next..end {
            let score = match (at - from).checked_sub(1) {
                Some(last) => product(&self.before, last) + product(&self.after, at - from),
                None => 0.0,
            };
            out.push(score + self.bias);
        }
    }
}

/// The tokens as the net reads them.
fn words(text: &str, tokens: &[Range<usize>], range: Range<usize>) -> Vec<String> {
    let mut end = range.start.checked_sub(1).and_then(|last| tokens.get(last)).map(|t| t.end);
    let mut out = Vec::with_capacity(range.len());
    for token in tokens.get(range).unwrap_or_default() {
        let word = text.get(token.clone()).unwrap_or_default();
        if end == Some(token.start) {
            out.push(format!("{JOINT}{}", normal(word)));
        } else {
            out.push(word.to_owned());
        }
        end = Some(token.end);
    }
    out
}
