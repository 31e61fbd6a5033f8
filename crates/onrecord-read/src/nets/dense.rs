//! Dense layers: whole-number weights and inputs, exact sums, the same on every machine.

use super::lanes::{self, Norm, Path};
use super::whole::{self, BLOCK, Block, Inputs, Whole, rows_at_once};

/// A dense layer, `y = W x + b`, over inputs that are rounded to `T`.
pub struct Dense<T> {
    /// Outputs.
    pub rows: usize,
    /// Inputs.
    pub columns: usize,
    // By block of 16 outputs, then by inputs that are multiplied together, then by output: their
    // weights.
    packed: Vec<T>,
    // What the weights of each output add up to.
    totals: Vec<i32>,
    // One an output; filled up with zeros to whole blocks.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of inputs as whole numbers.
#[derive(Default)]
pub struct Rounded<T> {
    // Never made smaller, so that no number is written twice; what counts is a row for each step.
    values: Vec<T>,
    steps: Vec<f32>,
    // The values once more as the widest loops take them.
    laid: Vec<u32>,
    normed: Vec<f32>,
}

impl<T: Whole> Rounded<T> {
    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    /// Rounds one more row, as wide as those before.
    pub fn push(&mut self, path: Path, row: &[f32]) {
        self.push_parts(path, [row], lanes::top(path, row));
    }

    /// Rounds one more row that is put together out of parts, by the greatest number in it.
    pub fn push_parts<const MANY: usize>(&mut self, path: Path, parts: [&[f32]; MANY], top: f32) {
        let width: usize = parts.iter().map(|part| part.len()).sum();
        let start = self.steps.len() * width;
        if self.values.len() < start + width {
            self.values.resize((start + width).next_power_of_two(), T::default());
        }
        let mut rest = self.values.get_mut(start..start + width).unwrap_or_default();
        for part in parts {
            let (out, after) = rest.split_at_mut(part.len());
            lanes::round(path, part, top, out);
            rest = after;
        }
        self.steps.push(top / T::MOST);
    }

    /// Rounds rows of `width` numbers.
    pub fn fill(&mut self, path: Path, x: &[f32], width: usize) {
        self.clear();
        x.chunks_exact(width).for_each(|row| self.push(path, row));
    }

    /// Normalises rows and rounds them.
    pub fn fill_normed(&mut self, path: Path, norm: &Norm, x: &[f32]) {
        let width = norm.gain.len();
        let mut normed = std::mem::take(&mut self.normed);
        normed.resize(width * AT_ONCE, 0.0);
        self.clear();
        for x in x.chunks(width * AT_ONCE) {
            let normed = normed.get_mut(..x.len()).unwrap_or_default();
            norm.apply(path, x, normed);
            normed.chunks_exact(width).for_each(|row| self.push(path, row));
        }
        self.normed = normed;
    }
}

/// Rows that are normalised before they are rounded: few, so that they stay near.
const AT_ONCE: usize = 4;

impl<T: Whole> Dense<T> {
    /// Packs the weights, `rows` × `columns` of i8, for the inner loops.
    pub fn new(
        weights: &[u8],
        rows: usize,
        columns: usize,
        scales: &[f32],
        bias: &[f32],
    ) -> Dense<T> {
        let filled = rows.next_multiple_of(BLOCK);
        let mut packed = vec![T::default(); filled * columns];
        let mut totals = vec![0; filled];
        for (row, weights) in weights.chunks_exact(columns).enumerate() {
            let base = row / BLOCK * BLOCK * columns + row % BLOCK * T::TOGETHER;
            for (group, weights) in weights.chunks_exact(T::TOGETHER).enumerate() {
                for (at, &weight) in weights.iter().enumerate() {
                    let weight = i32::from(weight.cast_signed());
                    packed[base + group * BLOCK * T::TOGETHER + at] = T::of(weight);
                    totals[row] += weight;
                }
            }
        }
        let fill = |x: &[f32]| {
            let mut x = x.to_vec();
            x.resize(filled, 0.0);
            x
        };
        Dense { rows, columns, packed, totals, scales: fill(scales), bias: fill(bias) }
    }

    /// Rounds rows of inputs and applies the layer to them.
    pub fn run(&self, path: Path, x: &[f32], rounded: &mut Rounded<T>, y: &mut Vec<f32>) {
        rounded.fill(path, x, self.columns);
        self.apply(path, rounded, y);
    }

    /// Normalises rows, rounds them, and applies the layer to them.
    pub fn run_normed(
        &self,
        path: Path,
        norm: &Norm,
        x: &[f32],
        rounded: &mut Rounded<T>,
        y: &mut Vec<f32>,
    ) {
        rounded.fill_normed(path, norm, x);
        self.apply(path, rounded, y);
    }

    /// Applies the layer to rounded rows of inputs; `y` is resized to rows of `self.rows` outputs.
    pub fn apply(&self, path: Path, x: &mut Rounded<T>, y: &mut Vec<f32>) {
        let Rounded { values, steps, laid, .. } = x;
        let count = steps.len();
        y.resize(count * self.rows, 0.0);
        whole::lay(path, values, count, self.columns, laid);
        let all = laid.as_slice();
        for first in (0..self.rows).step_by(BLOCK) {
            let block = Block {
                weights: &self.packed[first * self.columns..(first + BLOCK) * self.columns],
                totals: &self.totals[first..first + BLOCK],
                scales: &self.scales[first..first + BLOCK],
                bias: &self.bias[first..first + BLOCK],
                columns: self.columns,
                outputs: (self.rows - first).min(BLOCK),
                stride: self.rows,
            };
            let mut row = 0;
            while row < count {
                let end = row + rows_at_once(path, count - row);
                let places = row * self.columns..end * self.columns;
                let laid = places.start / T::TOGETHER..places.end / T::TOGETHER;
                let inputs = Inputs {
                    rows: &values[places],
                    laid: all.get(laid).unwrap_or_default(),
                    steps: &steps[row..end],
                };
                block.outputs(path, inputs, &mut y[row * self.rows + first..]);
                row = end;
            }
        }
    }
}
