//! A language model: reads the words of sentences, whatever their length, and says what they are.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use onrecord_types::{EntityKind, Upos};

use super::accurate::{self, Accurate, MOST_PIECES};
use super::heads::{self, Guess, Heads};
use super::names::Labels;
use super::windows;
use crate::nets::fast::{self, Fast};
use crate::nets::lanes::Path;
use crate::nets::weights::{Broken, Weights};

/// A language model, ready to read.
pub struct Net {
    encoder: Encoder,
    labels: Labels,
    upos: Vec<Option<Upos>>,
    xpos: Vec<&'static str>,
    relations: Vec<&'static str>,
    pub(super) path: Path,
    // Rooms to work in, one for each thread that ever worked at the same time.
    rooms: Mutex<Vec<Room>>,
}

enum Encoder {
    Accurate(Box<Accurate>, Heads<i16>),
    Fast(Box<Fast>, Heads<i8>),
}

#[derive(Default)]
struct Room {
    accurate: accurate::Scratch,
    fast: fast::Scratch,
    accurate_heads: heads::Scratch<i16>,
    fast_heads: heads::Scratch<i8>,
    vectors: Vec<f32>,
    entities: Vec<f32>,
}

/// What a model found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// One a word.
    pub words: Vec<Word>,
    /// Names, in the order of the text.
    pub names: Vec<(Range<usize>, EntityKind)>,
}

/// What a model says about one word.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Universal word class.
    pub upos: Option<Upos>,
    /// Fine word class.
    pub xpos: &'static str,
    /// The word that it depends on; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// How it depends on it.
    pub relation: &'static str,
}

/// Words that are read at once.
const BATCH: usize = 192;

/// How a stretch of a long sentence hangs on the first.
const NEXT_STRETCH: &str = "parataxis";

impl Net {
    /// Opens a model file.
    ///
    /// # Errors
    ///
    /// If it is not whole.
    pub fn open(file: &'static [u8]) -> Result<Net, Broken> {
        let weights = Weights::open(file)?;
        let encoder = match weights.meta.kind {
            "accurate" => {
                Encoder::Accurate(Box::new(Accurate::read(&weights)?), Heads::read(&weights)?)
            }
            "fast" => Encoder::Fast(Box::new(Fast::read(&weights)?), Heads::read(&weights)?),
            kind => return Err(format!("unknown kind `{kind}`")),
        };
        Ok(Net {
            encoder,
            labels: Labels::named(&weights.meta.ner),
            upos: weights.meta.upos.iter().map(|name| Upos::named(name)).collect(),
            xpos: weights.meta.xpos.clone(),
            relations: weights.meta.rel.clone(),
            path: Path::here(),
            rooms: Mutex::default(),
        })
    }

    /// Reads sentences, which are ranges of the words.
    pub fn read(&self, words: &[&str], sentences: &[Range<usize>]) -> Found {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms.pop().unwrap_or_default();
        drop(rooms);
        let mut found = Found::default();
        let stretches: Vec<_> =
            sentences.iter().flat_map(|sentence| self.stretches(words, sentence.clone())).collect();
        let mut rest = stretches.as_slice();
        while let Some((first, _)) = rest.first() {
            let fits = |stretch: &(Range<usize>, usize)| stretch.0.end - first.start <= BATCH;
            let (batch, after) = rest.split_at(rest.iter().take_while(|s| fits(s)).count().max(1));
            self.read_batch(words, batch, &mut room, &mut found);
            rest = after;
        }
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        found
    }

    /// The stretches of a sentence, each with the word at which the sentence starts.
    fn stretches(&self, words: &[&str], sentence: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let start = sentence.start;
        let word = |at: usize| words.get(at).copied().unwrap_or_default();
        let is_mark = |at: usize| word(at).chars().all(|c| c.is_ascii_punctuation());
        let cuts = match &self.encoder {
            Encoder::Accurate(accurate, _) => {
                let weight = |at| {
                    let mut pieces = Vec::new();
                    accurate.pieces.cut(word(at), &mut pieces);
                    pieces.len()
                };
                windows::cut(sentence, MOST_PIECES, weight, is_mark)
            }
            Encoder::Fast(..) => windows::cut(sentence, usize::MAX, |_| 1, is_mark),
        };
        cuts.into_iter().map(|cut| (cut, start)).collect()
    }

    /// What is read of one sentence, with the bits of its vectors.
    #[cfg(test)]
    pub fn read_with_vectors(&self, words: &[&str], sentence: Range<usize>) -> (Found, Vec<u32>) {
        let (mut room, mut found) = (Room::default(), Found::default());
        let start = sentence.start;
        self.read_batch(words, &[(sentence, start)], &mut room, &mut found);
        (found, room.vectors.iter().chain(&room.entities).map(|x| x.to_bits()).collect())
    }

    fn read_batch(
        &self,
        words: &[&str],
        stretches: &[(Range<usize>, usize)],
        room: &mut Room,
        found: &mut Found,
    ) {
        let first = stretches.first().map_or(0, |(stretch, _)| stretch.start);
        let last = stretches.last().map_or(0, |(stretch, _)| stretch.end);
        let words = words.get(first..last).unwrap_or_default();
        let ranges: Vec<_> =
            stretches.iter().map(|(s, _)| s.start - first..s.end - first).collect();
        let Room { accurate, fast, accurate_heads, fast_heads, vectors, entities } = room;
        let guesses = match &self.encoder {
            Encoder::Accurate(net, heads) => {
                net.encode(self.path, words, &ranges, accurate, vectors);
                heads.read_off(self.path, vectors, &ranges, accurate_heads, entities)
            }
            Encoder::Fast(net, heads) => {
                net.encode(self.path, words, &ranges, fast, vectors);
                heads.read_off(self.path, vectors, &ranges, fast_heads, entities)
            }
        };
        let labels = self.labels.count();
        for (range, (stretch, sentence)) in ranges.into_iter().zip(stretches) {
            let scores = entities.get(range.start * labels..range.end * labels);
            for (name, kind) in self.labels.names(scores.unwrap_or_default()) {
                found.names.push((stretch.start + name.start..stretch.start + name.end, kind));
            }
            for guess in guesses.get(range).unwrap_or_default() {
                let word = self.word(guess, stretch.start, *sentence, &found.words);
                found.words.push(word);
            }
        }
    }

    fn word(&self, guess: &Guess, stretch: usize, sentence: usize, before: &[Word]) -> Word {
        let relation = self.relations.get(guess.relation).copied().unwrap_or("dep");
        let (head, relation) = match guess.head.checked_sub(1) {
            Some(head) => (Some((stretch + head) as u32), relation),
            None if stretch == sentence => (None, relation),
            None => {
                let words = before.get(sentence..).unwrap_or_default();
                let root = words.iter().position(|word| word.head.is_none()).unwrap_or(0);
                (Some((sentence + root) as u32), NEXT_STRETCH)
            }
        };
        Word {
            upos: self.upos.get(guess.upos).copied().flatten(),
            xpos: self.xpos.get(guess.xpos).copied().unwrap_or("FW"),
            head,
            relation,
        }
    }
}
