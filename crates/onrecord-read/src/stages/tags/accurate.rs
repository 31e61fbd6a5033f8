//! The accurate encoder: layers of attention over the pieces of words.

use std::ops::Range;

use super::pieces::{self, Pieces};
use crate::nets::dense::{Dense, Rounded};
use crate::nets::lanes::{self, Curve, Norm, Path};
use crate::nets::weights::{Broken, Weights};

/// Most pieces of a stretch that is read at once.
pub const MOST_PIECES: usize = 510;

/// The accurate encoder.
pub struct Accurate {
    /// The pieces it knows.
    pub pieces: Pieces,
    piece: Table,
    position: Table,
    case: Vec<f32>,
    embed_norm: Norm,
    layers: Vec<Layer>,
    mix: Vec<f32>,
    width: usize,
    heads: usize,
}

struct Layer {
    qkv: Dense<i16>,
    output: Dense<i16>,
    norms: [Norm; 2],
    widen: Dense<i16>,
    narrow: Dense<i16>,
}

/// Rows of i8 with a scale each.
struct Table {
    rows: &'static [u8],
    scales: Vec<f32>,
}

impl Table {
    fn read(weights: &Weights, name: &str) -> Result<Table, Broken> {
        let (rows, _) = weights.raw(name)?;
        Ok(Table { rows, scales: weights.floats(&format!("{name}.s"))? })
    }

    fn add(&self, row: usize, out: &mut [f32]) {
        let scale = self.scales.get(row).copied().unwrap_or(0.0);
        let bytes = self.rows.get(row * out.len()..(row + 1) * out.len()).unwrap_or_default();
        for (out, &byte) in out.iter_mut().zip(bytes) {
            *out += f32::from(byte.cast_signed()) * scale;
        }
    }
}

/// What the encoder needs while it works, kept between dispatches.
#[derive(Default)]
pub struct Scratch {
    rounded: Rounded<i16>,
    states: Vec<f32>,
    mixed: Vec<f32>,
    a: Vec<f32>,
    b: Vec<f32>,
    attention: Attention,
}

impl Accurate {
    /// Takes the encoder from a model file.
    pub fn read(weights: &Weights) -> Result<Accurate, Broken> {
        let layer = |at: usize| {
            let name = |part: &str| format!("layer{at}.{part}");
            Ok(Layer {
                qkv: weights.dense(&name("qkv"))?,
                output: weights.dense(&name("out"))?,
                norms: [weights.norm(&name("norm1"), 1e-12)?, weights.norm(&name("norm2"), 1e-12)?],
                widen: weights.dense(&name("ff1"))?,
                narrow: weights.dense(&name("ff2"))?,
            })
        };
        Ok(Accurate {
            pieces: Pieces::read(weights)?,
            piece: Table::read(weights, "piece")?,
            position: Table::read(weights, "position")?,
            case: weights.floats("case")?,
            embed_norm: weights.norm("embed.norm", 1e-12)?,
            layers: weights.layers(layer)?,
            mix: weights.floats("mix")?,
            width: weights.meta.dim,
            heads: weights.meta.attention_heads.max(1),
        })
    }

    /// The vectors of the words of some sentences (`ranges` of `words`), one after the other.
    pub fn encode(
        &self,
        path: Path,
        words: &[&str],
        ranges: &[Range<usize>],
        scratch: &mut Scratch,
        x: &mut Vec<f32>,
    ) {
        let width = self.width;
        let Scratch { rounded, states, mixed, a, b, attention } = scratch;
        states.clear();
        let (mut lines, mut edges) = (Vec::new(), Vec::new());
        for range in ranges {
            let words = words.get(range.clone()).unwrap_or_default();
            lines.push(self.embed(path, words, states, &mut edges));
        }
        self.embed_norm.apply_here(path, states);
        let mut mix = self.mix.iter().copied();
        mixed.clear();
        mixed.resize(states.len(), 0.0);
        weigh(mixed, states, mix.next().unwrap_or(0.0));
        for layer in &self.layers {
            layer.qkv.run(path, states, rounded, a);
            b.resize(states.len(), 0.0);
            for line in &lines {
                attention.attend(path, a, b, line.clone(), width, self.heads);
            }
            layer.output.run(path, b, rounded, a);
            lanes::add(path, states, a);
            layer.norms[0].apply_here(path, states);
            layer.widen.run(path, states, rounded, a);
            Curve::Gelu.apply(path, a);
            layer.narrow.run(path, a, rounded, b);
            lanes::add(path, states, b);
            layer.norms[1].apply_here(path, states);
            weigh(mixed, states, mix.next().unwrap_or(0.0));
        }
        x.clear();
        for (first, last) in edges {
            let row = |at: usize| mixed.get(at * width..(at + 1) * width).unwrap_or_default();
            x.extend(row(first).iter().zip(row(last)).map(|(a, b)| 0.5 * (a + b)));
        }
    }

    /// Adds the rows of one sentence; gives their range, and adds each word's first and last row.
    fn embed(
        &self,
        path: Path,
        words: &[&str],
        states: &mut Vec<f32>,
        edges: &mut Vec<(usize, usize)>,
    ) -> Range<usize> {
        let start = states.len() / self.width;
        let mut push = |piece: u32, case: usize| {
            let at = states.len();
            let position = at / self.width - start;
            states.resize(at + self.width, 0.0);
            let row = states.get_mut(at..).unwrap_or_default();
            self.piece.add(piece as usize, row);
            self.position.add(position, row);
            let cases = self.case.get(case * self.width..(case + 1) * self.width);
            lanes::add(path, row, cases.unwrap_or_default());
            at / self.width
        };
        push(self.pieces.first, 0);
        let mut pieces = Vec::new();
        for word in words {
            pieces.clear();
            self.pieces.cut(word, &mut pieces);
            let case = pieces::case(word);
            let rows = pieces.iter().map(|&piece| push(piece, case));
            let ends = rows.fold(None, |ends: Option<(usize, usize)>, row| {
                Some((ends.map_or(row, |(first, _)| first), row))
            });
            edges.extend(ends);
        }
        let end = push(self.pieces.last, 0) + 1;
        start..end
    }
}

/// `out += weight · x`.
fn weigh(out: &mut [f32], x: &[f32], weight: f32) {
    out.iter_mut().zip(x).for_each(|(out, &x)| *out += weight * x);
}

/// Room for attention.
#[derive(Default)]
struct Attention {
    keys: Vec<f32>,
    values: Vec<f32>,
    scores: Vec<f32>,
}

impl Attention {
    /// Attention inside one sentence: from rows of queries, keys and values to rows of blends.
    fn attend(
        &mut self,
        path: Path,
        qkv: &[f32],
        out: &mut [f32],
        line: Range<usize>,
        width: usize,
        heads: usize,
    ) {
        let (count, part) = (line.len(), width / heads);
        let scale = 1.0 / (part as f32).sqrt();
        let Attention { keys, values, scores } = self;
        // Whole registers of keys; what is too many is cut off before the softmax.
        let stride = count.next_multiple_of(16);
        keys.clear();
        keys.resize(part * stride, 0.0);
        values.resize(part * count, 0.0);
        scores.resize(stride, 0.0);
        for head in 0..heads {
            for (to, row) in line.clone().enumerate() {
                let at = row * 3 * width + head * part;
                let key = qkv.get(at + width..at + width + part).unwrap_or_default();
                for (dimension, &x) in key.iter().enumerate() {
                    keys[dimension * stride + to] = x;
                }
                let value = qkv.get(at + 2 * width..at + 2 * width + part).unwrap_or_default();
                values[to * part..(to + 1) * part].copy_from_slice(value);
            }
            for row in line.clone() {
                let at = row * 3 * width + head * part;
                let query = qkv.get(at..at + part).unwrap_or_default();
                lanes::blend(path, query, keys, stride, scores);
                let scores = &mut scores[..count];
                lanes::softmax(path, scores, scale);
                let place = row * width + head * part;
                if let Some(out) = out.get_mut(place..place + part) {
                    lanes::blend(path, scores, values, part, out);
                }
            }
        }
    }
}
