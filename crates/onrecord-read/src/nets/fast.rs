//! The fast encoder: hashed features, one convolution, three recurrent layers.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::dense::{Dense, Rounded};
use super::features::Features;
use super::lanes::{self, Curve, Norm, Path};
use super::weights::{Broken, Shelves, Weights, half};

/// Words whose vectors are kept.
const KEPT: usize = 16_384;

/// The fast encoder.
pub struct Fast {
    vocabulary: FxHashMap<&'static str, u32>,
    rows: Shelves,
    base: Shelves,
    embedding: Embedding,
    width: usize,
    project_norm: Norm,
    project: [Dense<i8>; 2],
    convolve_norm: Norm,
    convolve: Dense<i8>,
    layers: Vec<Layer>,
    last_norm: Norm,
    // What stands before the first word and after the last.
    nothing: Vec<f32>,
}

struct Layer {
    norm: Norm,
    input: Dense<i8>,
    output: Dense<i8>,
}

/// What the encoder needs while it works, kept between dispatches.
#[derive(Default)]
pub struct Scratch {
    // The vector of a word depends on the word alone, so what is kept never changes a result.
    places: FxHashMap<Box<str>, usize>,
    vectors: Vec<f32>,
    // Where the vectors of the words at hand are kept.
    found: Vec<usize>,
    rounded: Rounded<i8>,
    tops: Vec<f32>,
    // Rows of the width of a vector, and of twice that.
    narrow: Vec<f32>,
    wide: Vec<f32>,
    added: Vec<f32>,
}

impl Fast {
    /// Takes the encoder from a model file.
    pub fn read(weights: &Weights) -> Result<Fast, Broken> {
        let layer = |at: usize| {
            Ok(Layer {
                norm: weights.norm(&format!("sru{at}.norm"), 1e-5)?,
                input: weights.dense(&format!("sru{at}.in"))?,
                output: weights.dense(&format!("sru{at}.out"))?,
            })
        };
        Ok(Fast {
            vocabulary: weights.vocabulary()?.zip(0..).collect(),
            rows: weights.meta.rows,
            base: weights.meta.base,
            embedding: Embedding::read(weights)?,
            width: weights.meta.dim,
            project_norm: weights.norm("proj.norm", 1e-5)?,
            project: [weights.dense("proj.1")?, weights.dense("proj.2")?],
            convolve_norm: weights.norm("conv.norm", 1e-5)?,
            convolve: weights.dense("conv")?,
            layers: weights.layers(layer)?,
            last_norm: weights.norm("final.norm", 1e-5)?,
            nothing: vec![0.0; weights.meta.dim],
        })
    }

    /// The vectors of the words of some sentences, one after the other: `ranges` of `words`, which
    /// together are all of them.
    pub fn encode(
        &self,
        path: Path,
        words: &[&str],
        ranges: &[Range<usize>],
        scratch: &mut Scratch,
        x: &mut Vec<f32>,
    ) {
        self.look_up(path, words, scratch, x);
        self.convolve(path, ranges, scratch, x);
        for layer in &self.layers {
            self.recur(path, layer, ranges, scratch, x);
        }
        self.last_norm.apply_here(path, x);
    }

    /// The vectors of words by themselves, looked up or made.
    fn look_up(&self, path: Path, words: &[&str], scratch: &mut Scratch, x: &mut Vec<f32>) {
        let Scratch { places, vectors, found, .. } = scratch;
        if places.len() > KEPT {
            places.clear();
            vectors.clear();
        }
        let kept = vectors.len();
        found.clear();
        for &word in words {
            let place = places.get(word).copied().unwrap_or_else(|| {
                let place = vectors.len();
                vectors.resize(place + self.width, 0.0);
                self.gather(word, vectors.get_mut(place..).unwrap_or_default());
                places.insert(word.into(), place);
                place
            });
            found.push(place);
        }
        self.project(path, kept, scratch);
        x.clear();
        for &place in &scratch.found {
            let vector = scratch.vectors.get(place..place + self.width);
            x.extend_from_slice(vector.unwrap_or_default());
        }
    }

    /// `x += W relu(W x)` for the vectors from a place on.
    fn project(&self, path: Path, from: usize, scratch: &mut Scratch) {
        let Scratch { vectors, rounded, narrow, added, .. } = scratch;
        let new = vectors.get_mut(from..).unwrap_or_default();
        if new.is_empty() {
            return;
        }
        let [first, second] = &self.project;
        first.run_normed(path, &self.project_norm, new, rounded, narrow);
        Curve::Relu.apply(path, narrow);
        second.run(path, narrow, rounded, added);
        lanes::add(path, new, added);
    }

    /// The sum of the embeddings of a word's features.
    fn gather(&self, word: &str, out: &mut [f32]) {
        let number = |key: &str| self.vocabulary.get(key).copied();
        let features = Features::of(word, self.rows, self.base, number);
        for &row in &features.grams {
            self.embedding.add(row, out);
        }
        let factor = 1.0 / (features.grams.len().max(1) as f32).sqrt();
        out.iter_mut().for_each(|x| *x *= factor);
        for &row in &features.whole {
            self.embedding.add(row, out);
        }
    }

    /// `x += relu(W [before; here; after])` inside each sentence.
    fn convolve(&self, path: Path, ranges: &[Range<usize>], scratch: &mut Scratch, x: &mut [f32]) {
        let Scratch { rounded, tops, narrow, added, .. } = scratch;
        narrow.resize(x.len(), 0.0);
        self.convolve_norm.apply(path, x, narrow);
        tops.clear();
        tops.extend(narrow.chunks_exact(self.width).map(|row| lanes::top(path, row)));
        rounded.clear();
        let row = |at: usize| narrow.get(at * self.width..(at + 1) * self.width);
        for range in ranges {
            for at in range.clone() {
                let near = [at.wrapping_sub(1), at, at + 1];
                let near = near.map(|at| range.contains(&at).then_some(at));
                let top = |at: usize| tops.get(at).copied().unwrap_or(0.0);
                let top = near.into_iter().flatten().map(top).fold(0.0, f32::max);
                let parts = near.map(|at| at.and_then(row).unwrap_or(&self.nothing));
                rounded.push_parts(path, parts, top);
            }
        }
        self.convolve.apply(path, rounded, added);
        Curve::Relu.apply(path, added);
        lanes::add(path, x, added);
    }

    /// One recurrent layer: the left half of the columns runs forwards, the right half backwards.
    fn recur(
        &self,
        path: Path,
        layer: &Layer,
        ranges: &[Range<usize>],
        scratch: &mut Scratch,
        x: &mut [f32],
    ) {
        let Scratch { rounded, narrow, wide, added, .. } = scratch;
        let width = self.width;
        layer.input.run_normed(path, &layer.norm, x, rounded, wide);
        for row in wide.chunks_exact_mut(2 * width) {
            let (candidates, gates) = row.split_at_mut(width);
            Curve::Tanh.apply(path, candidates);
            Curve::Sigmoid.apply(path, gates);
        }
        narrow.resize(x.len(), 0.0);
        for range in ranges {
            lanes::scan(path, wide, narrow, width, range.clone());
        }
        layer.output.run(path, narrow, rounded, added);
        lanes::add(path, x, added);
    }
}

/// Rows of numbers in four bits, with a scale for each group of columns.
struct Embedding {
    nibbles: &'static [u8],
    scales: &'static [u8],
    width: usize,
}

const GROUP: usize = 32;

impl Embedding {
    fn read(weights: &Weights) -> Result<Embedding, Broken> {
        let (nibbles, shape) = weights.raw("emb.q")?;
        let (scales, _) = weights.raw("emb.s")?;
        let width = shape.get(1).copied().unwrap_or(0) * 2;
        if width != weights.meta.dim || scales.len() * GROUP / 2 != nibbles.len() * 2 {
            return Err("the embedding has the wrong size".to_owned());
        }
        Ok(Embedding { nibbles, scales, width })
    }

    /// Adds a row to `out`.
    fn add(&self, row: u32, out: &mut [f32]) {
        let row = row as usize;
        let bytes = self.width / 2;
        let groups = self.width / GROUP * 2;
        let nibbles = self.nibbles.get(row * bytes..(row + 1) * bytes).unwrap_or_default();
        let scales = self.scales.get(row * groups..(row + 1) * groups).unwrap_or_default();
        let parts = nibbles.chunks_exact(GROUP / 2).zip(scales.as_chunks::<2>().0);
        for ((nibbles, scale), out) in parts.zip(out.chunks_exact_mut(GROUP)) {
            let scale = half(u16::from_le_bytes(*scale));
            for (&byte, out) in nibbles.iter().zip(out.as_chunks_mut::<2>().0) {
                out[0] += (f32::from(byte & 15) - 8.0) * scale;
                out[1] += (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }
}
