//! Reads model files: a header that names the tensors, then the tensors.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::dense::Dense;
use super::lanes::Norm;
use super::whole::Whole;

/// What is wrong in a model file.
pub type Broken = String;

/// An opened model file.
pub struct Weights {
    /// Sizes and label lists.
    pub meta: Meta<'static>,
    tensors: BTreeMap<&'static str, Entry<'static>>,
    body: &'static [u8],
}

/// Sizes and label lists of a model.
#[derive(Deserialize)]
pub struct Meta<'f> {
    /// `accurate` or `fast`.
    pub kind: &'f str,
    /// Universal word classes, by number.
    #[serde(borrow)]
    pub upos: Vec<&'f str>,
    /// Fine word classes, by number.
    #[serde(borrow)]
    pub xpos: Vec<&'f str>,
    /// Relations, by number.
    #[serde(borrow)]
    pub rel: Vec<&'f str>,
    /// Entity labels, by number.
    #[serde(borrow)]
    pub ner: Vec<&'f str>,
    /// Layers of the encoder.
    pub layers: usize,
    /// Width of the word vectors.
    pub dim: usize,
    /// Widths of the projections for arcs, relations and entities.
    pub head_sizes: Vec<usize>,
    /// Attention heads (accurate).
    #[serde(default)]
    pub attention_heads: usize,
    /// Most pieces of a word (accurate).
    #[serde(default)]
    pub piece_limit: usize,
    /// Pairs of a letter with an accent and one without (accurate).
    #[serde(default)]
    pub accents: String,
    /// Rows of the embedding by kind of feature (fast).
    #[serde(default)]
    pub rows: Shelves,
    /// The first row of each kind (fast).
    #[serde(default)]
    pub base: Shelves,
}

/// A number for each kind of feature.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Shelves {
    /// Whole words.
    pub word: u32,
    /// Prefixes and suffixes.
    pub affix: u32,
    /// Character n-grams.
    pub gram: u32,
    /// Shapes.
    pub shape: u32,
}

#[derive(Deserialize)]
struct Header<'f> {
    #[serde(borrow)]
    meta: Meta<'f>,
    #[serde(borrow)]
    tensors: BTreeMap<&'f str, Entry<'f>>,
}

#[derive(Deserialize)]
struct Entry<'f> {
    r#type: &'f str,
    shape: Vec<usize>,
    offset: usize,
}

impl Weights {
    /// Opens a model file.
    ///
    /// # Errors
    ///
    /// If it is not one.
    pub fn open(file: &'static [u8]) -> Result<Weights, Broken> {
        let rest = file.strip_prefix(b"ONRECMD1").ok_or("it does not start as a model file")?;
        let (size, rest) = rest.split_first_chunk::<4>().ok_or("it ends in its header")?;
        let size = u32::from_le_bytes(*size) as usize;
        let (header, body) = rest.split_at_checked(size).ok_or("it ends in its header")?;
        let header: Header<'static> =
            serde_json::from_slice(header).map_err(|error| format!("its header: {error}"))?;
        Ok(Weights { meta: header.meta, tensors: header.tensors, body })
    }

    /// The raw bytes and the shape of a tensor.
    pub fn raw(&self, name: &str) -> Result<(&'static [u8], &[usize]), Broken> {
        let entry = self.tensors.get(name).ok_or_else(|| format!("tensor {name} is missing"))?;
        let width = match entry.r#type {
            "f32" => 4,
            "f16" => 2,
            _ => 1,
        };
        let end = entry.offset + entry.shape.iter().product::<usize>() * width;
        let bytes = self.body.get(entry.offset..end);
        Ok((bytes.ok_or_else(|| format!("tensor {name} is cut off"))?, &entry.shape))
    }

    /// A tensor of f32.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, Broken> {
        let (bytes, _) = self.raw(name)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect())
    }

    /// A dense layer with its bias.
    pub fn dense<T: Whole>(&self, name: &str) -> Result<Dense<T>, Broken> {
        let (bytes, shape) = self.raw(&format!("{name}.w"))?;
        let &[rows, columns] = shape else { return Err(format!("{name} is no matrix")) };
        let scales = self.floats(&format!("{name}.w.s"))?;
        let bias = self.floats(&format!("{name}.b"))?;
        if scales.len() != rows || bias.len() != rows || columns % T::TOGETHER != 0 {
            return Err(format!("{name} has the wrong size"));
        }
        Ok(Dense::new(bytes, rows, columns, &scales, &bias))
    }

    /// What `read` makes of the number of each layer of the encoder.
    pub fn layers<L>(&self, read: impl Fn(usize) -> Result<L, Broken>) -> Result<Vec<L>, Broken> {
        (0..self.meta.layers).map(read).collect()
    }

    /// A layer normalisation.
    pub fn norm(&self, name: &str, epsilon: f32) -> Result<Norm, Broken> {
        let gain = self.floats(&format!("{name}.g"))?;
        let bias = self.floats(&format!("{name}.b"))?;
        Ok(Norm { gain, bias, epsilon })
    }

    /// The vocabulary; a word's position is its number.
    pub fn vocabulary(&self) -> Result<impl Iterator<Item = &'static str> + use<>, Broken> {
        let words = std::str::from_utf8(self.raw("vocab")?.0);
        Ok(words.map_err(|error| format!("its vocabulary: {error}"))?.split('\n'))
    }
}

/// The number that 16 bits stand for, as IEEE 754 has it.
pub fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let exponent = u32::from(bits >> 10 & 31);
    let mantissa = u32::from(bits & 1023);
    match exponent {
        0 => {
            let small = mantissa as f32 * (1.0 / 16_777_216.0);
            f32::from_bits(small.to_bits() | sign)
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | mantissa << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | mantissa << 13),
    }
}
