//! The fast encoder: hashed features, one convolution, three recurrent layers.

use std::collections::HashMap;
use std::ops::Range;

use super::dense::{Dense, Rounded};
use super::features::Features;
use super::lanes::{self, Curve, Norm, Path};
use super::weights::{Broken, Shelves, Weights, half};

/// Words whose vectors are kept.
const KEPT: usize = 16_384;

/// The fast encoder.
pub struct Fast {
    vocabulary: HashMap<&'static str, u32>,
    rows: Shelves,
    base: Shelves,
    embedding: Embedding,
    width: usize,
    project_norm: Norm,
    project: [Dense; 2],
    convolve_norm: Norm,
    convolve: Dense,
    layers: Vec<Layer>,
    last_norm: Norm,
}

struct Layer {
    norm: Norm,
    input: Dense,
    output: Dense,
}

/// What the encoder needs while it works, kept between dispatches.
#[derive(Default)]
pub struct Scratch {
    // The vector of a word depends on the word alone, so what is kept never changes a result.
    numbers: HashMap<String, usize>,
    vectors: Vec<f32>,
    rounded: Rounded,
    a: Vec<f32>,
    b: Vec<f32>,
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
        self.look_up(path, words, scratch, x);
        let Scratch { rounded, a, b, .. } = scratch;
        self.convolve(path, ranges, rounded, a, b, x);
        for layer in &self.layers {
            self.recur(path, layer, ranges, rounded, a, b, x);
        }
        self.last_norm.apply_here(path, x);
    }

    /// The vectors of words by themselves, looked up or made.
    fn look_up(&self, path: Path, words: &[&str], scratch: &mut Scratch, x: &mut Vec<f32>) {
        if scratch.numbers.len() > KEPT {
            scratch.numbers.clear();
            scratch.vectors.clear();
        }
        let kept = scratch.vectors.len();
        for &word in words {
            if !scratch.numbers.contains_key(word) {
                let number = scratch.vectors.len();
                scratch.vectors.resize(number + self.width, 0.0);
                let vector = scratch.vectors.get_mut(number..).unwrap_or_default();
                self.gather(word, vector);
                scratch.numbers.insert(word.to_owned(), number);
            }
        }
        if let Some(new) = scratch.vectors.get_mut(kept..).filter(|new| !new.is_empty()) {
            let Scratch { rounded, a, b, .. } = scratch;
            a.resize(new.len(), 0.0);
            self.project_norm.apply(path, new, a);
            for (dense, curve) in self.project.iter().zip([Some(Curve::Relu), None]) {
                dense.run(path, a, rounded, b);
                if let Some(curve) = curve {
                    curve.apply(path, b);
                }
                std::mem::swap(a, b);
            }
            lanes::add(new, a);
        }
        x.clear();
        for &word in words {
            let at = scratch.numbers.get(word).copied().unwrap_or(0);
            x.extend_from_slice(scratch.vectors.get(at..at + self.width).unwrap_or_default());
        }
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
    fn convolve(
        &self,
        path: Path,
        ranges: &[Range<usize>],
        rounded: &mut Rounded,
        a: &mut Vec<f32>,
        b: &mut Vec<f32>,
        x: &mut [f32],
    ) {
        let width = self.width;
        a.resize(x.len(), 0.0);
        self.convolve_norm.apply(path, x, a);
        b.clear();
        b.resize(x.len() * 3, 0.0);
        for range in ranges {
            for at in range.clone() {
                let from = at.saturating_sub(1).max(range.start);
                let to = (at + 2).min(range.end);
                let place = at * 3 * width + (from + 1 - at) * width;
                let (near, size) = (a.get(from * width..to * width), (to - from) * width);
                if let (Some(near), Some(out)) = (near, b.get_mut(place..place + size)) {
                    out.copy_from_slice(near);
                }
            }
        }
        self.convolve.run(path, b, rounded, a);
        Curve::Relu.apply(path, a);
        lanes::add(x, a);
    }

    /// One recurrent layer: the left half of the columns runs forwards, the right half backwards.
    #[allow(clippy::too_many_arguments, reason = "buffers that are kept between calls")]
    fn recur(
        &self,
        path: Path,
        layer: &Layer,
        ranges: &[Range<usize>],
        rounded: &mut Rounded,
        a: &mut Vec<f32>,
        b: &mut Vec<f32>,
        x: &mut [f32],
    ) {
        let width = self.width;
        a.resize(x.len(), 0.0);
        layer.norm.apply(path, x, a);
        layer.input.run(path, a, rounded, b);
        for row in b.chunks_exact_mut(2 * width) {
            let (candidates, gates) = row.split_at_mut(width);
            Curve::Tanh.apply(path, candidates);
            Curve::Sigmoid.apply(path, gates);
        }
        a.resize(x.len(), 0.0);
        let half = width / 2;
        for range in ranges {
            scan(b, a, width, 0..half, range.clone());
            scan(b, a, width, half..width, range.clone().rev());
        }
        layer.output.run(path, a, rounded, b);
        lanes::add(x, b);
    }
}

/// `h = h + gate · (candidate - h)` along the words, for some columns.
fn scan(
    inputs: &[f32],
    out: &mut [f32],
    width: usize,
    columns: Range<usize>,
    words: impl Iterator<Item = usize>,
) {
    let mut state = vec![0f32; columns.len()];
    for at in words {
        let row = inputs.get(at * 2 * width..(at + 1) * 2 * width).unwrap_or_default();
        let (candidates, gates) = row.split_at(width.min(row.len()));
        let place = at * width + columns.start..at * width + columns.end;
        let parts = (candidates.get(columns.clone()), gates.get(columns.clone()));
        if let ((Some(candidates), Some(gates)), Some(out)) = (parts, out.get_mut(place)) {
            for (((state, &u), &z), out) in state.iter_mut().zip(candidates).zip(gates).zip(out) {
                *state += z * (u - *state);
                *out = *state;
            }
        }
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
