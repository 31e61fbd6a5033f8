//! Dense layers: whole-number weights and inputs, exact sums, the same on every machine.

use super::lanes::{self, Path};

/// Outputs that are computed side by side.
const BLOCK: usize = 16;

/// A dense layer, `y = W x + b`.
pub struct Dense {
    /// Outputs.
    pub rows: usize,
    /// Inputs.
    pub columns: usize,
    // By block of 16 outputs, then by pair of inputs, then by output: the two weights.
    packed: Vec<i16>,
    // One an output; filled up with zeros to whole blocks.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of inputs as whole numbers.
#[derive(Default)]
pub struct Rounded {
    values: Vec<i16>,
    steps: Vec<f32>,
}

impl Rounded {
    /// Rounds rows of `width` numbers.
    pub fn fill(&mut self, path: Path, x: &[f32], width: usize) {
        self.values.resize(x.len(), 0);
        self.steps.clear();
        for (x, out) in x.chunks_exact(width).zip(self.values.chunks_exact_mut(width)) {
            self.steps.push(lanes::round(path, x, out));
        }
    }
}

impl Dense {
    /// Packs the weights, `rows` × `columns` of i8, for the inner loops.
    pub fn new(weights: &[u8], rows: usize, columns: usize, scales: &[f32], bias: &[f32]) -> Dense {
        let blocks = rows.div_ceil(BLOCK);
        let mut packed = vec![0i16; blocks * BLOCK * columns];
        for (row, weights) in weights.chunks_exact(columns).enumerate() {
            let base = row / BLOCK * BLOCK * columns + row % BLOCK * 2;
            for (pair, weights) in weights.chunks_exact(2).enumerate() {
                for (at, &weight) in weights.iter().enumerate() {
                    packed[base + pair * BLOCK * 2 + at] = i16::from(weight.cast_signed());
                }
            }
        }
        let fill = |x: &[f32]| {
            let mut x = x.to_vec();
            x.resize(blocks * BLOCK, 0.0);
            x
        };
        Dense { rows, columns, packed, scales: fill(scales), bias: fill(bias) }
    }

    /// Applies the layer to rows of inputs; `y` is resized to rows of `self.rows` outputs.
    pub fn apply(&self, path: Path, x: &Rounded, y: &mut Vec<f32>) {
        let count = x.steps.len();
        y.resize(count * self.rows, 0.0);
        debug_assert_eq!(x.values.len(), count * self.columns, "inputs of another width");
        let blocks = self.packed.chunks_exact(BLOCK * self.columns);
        for (block, weights) in blocks.enumerate() {
            let mut row = 0;
            while row < count {
                let many = (count - row).min(ROWS);
                let inputs = x.values.get(row * self.columns..(row + many) * self.columns);
                let sums = self.sums(path, weights, inputs.unwrap_or_default(), many);
                for (at, sums) in sums.iter().take(many).enumerate() {
                    let step = x.steps.get(row + at).copied().unwrap_or(0.0);
                    self.settle(block, sums, step, row + at, y);
                }
                row += many;
            }
        }
    }

    /// Whole-number sums back to numbers.
    #[inline(always)]
    fn settle(&self, block: usize, sums: &[i32; BLOCK], step: f32, row: usize, y: &mut [f32]) {
        let first = block * BLOCK;
        let last = (first + BLOCK).min(self.rows);
        let scales = &self.scales[first..last];
        let bias = &self.bias[first..last];
        let out = &mut y[row * self.rows + first..row * self.rows + last];
        for (((out, &sum), &scale), &bias) in out.iter_mut().zip(sums).zip(scales).zip(bias) {
            *out = sum as f32 * (scale * step) + bias;
        }
    }

    #[inline(always)]
    fn sums(
        &self,
        path: Path,
        weights: &[i16],
        inputs: &[i16],
        many: usize,
    ) -> [[i32; BLOCK]; ROWS] {
        match path {
            Path::Portable => portable(weights, inputs, self.columns, many),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are nearly all of the time")]
            // SAFETY: `Path::Avx2` exists only where AVX2 was detected; the sizes are checked
            // inside.
            Path::Avx2 => unsafe {
                match many {
                    1 => avx2::sums::<1>(weights, inputs, self.columns),
                    2 => avx2::sums::<2>(weights, inputs, self.columns),
                    3 => avx2::sums::<3>(weights, inputs, self.columns),
                    4 => avx2::sums::<4>(weights, inputs, self.columns),
                    5 => avx2::sums::<5>(weights, inputs, self.columns),
                    _ => avx2::sums::<6>(weights, inputs, self.columns),
                }
            },
        }
    }
}

/// Rows of inputs that are worked on at once: as many as there are registers for.
const ROWS: usize = 6;

// The sums cannot overflow: 127 · 8191 · 1536 < 2³¹.
fn portable(weights: &[i16], inputs: &[i16], columns: usize, many: usize) -> [[i32; BLOCK]; ROWS] {
    let mut sums = [[0i32; BLOCK]; ROWS];
    for (sums, input) in sums.iter_mut().take(many).zip(inputs.chunks_exact(columns)) {
        for (weights, x) in weights.chunks_exact(BLOCK * 2).zip(input.chunks_exact(2)) {
            let (a, b) = (i32::from(x[0]), i32::from(x[1]));
            for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                *sum += i32::from(weights[0]) * a + i32::from(weights[1]) * b;
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    //! The same sums in 256-bit registers.

    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };

    use super::{BLOCK, ROWS};

    /// The sums of `MANY` rows of inputs with one block of weights.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx2")]
    pub fn sums<const MANY: usize>(
        weights: &[i16],
        inputs: &[i16],
        columns: usize,
    ) -> [[i32; BLOCK]; ROWS] {
        assert!(weights.len() >= BLOCK * columns && inputs.len() >= MANY * columns);
        let mut low = [_mm256_setzero_si256(); MANY];
        let mut high = [_mm256_setzero_si256(); MANY];
        let (weights, inputs) = (weights.as_ptr(), inputs.as_ptr());
        for pair in 0..columns / 2 {
            // SAFETY: pair < columns / 2, and the assertion holds BLOCK · columns weights and
            // MANY · columns inputs.
            unsafe {
                let at = weights.add(pair * BLOCK * 2);
                let first = _mm256_loadu_si256(at.cast::<__m256i>());
                let second = _mm256_loadu_si256(at.add(BLOCK).cast::<__m256i>());
                for row in 0..MANY {
                    let x = inputs.add(row * columns + pair * 2).cast::<i32>().read_unaligned();
                    let x = _mm256_set1_epi32(x);
                    low[row] = _mm256_add_epi32(low[row], _mm256_madd_epi16(first, x));
                    high[row] = _mm256_add_epi32(high[row], _mm256_madd_epi16(second, x));
                }
            }
        }
        let mut out = [[0i32; BLOCK]; ROWS];
        for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(&high)) {
            // SAFETY: a row of the output holds sixteen i32, two registers.
            unsafe {
                let at = out.as_mut_ptr().cast::<__m256i>();
                _mm256_storeu_si256(at, *low);
                _mm256_storeu_si256(at.add(1), *high);
            }
        }
        out
    }
}
