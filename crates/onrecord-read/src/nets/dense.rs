//! Dense layers: whole-number weights and inputs, exact sums, the same on every machine.

use super::lanes::{self, Norm, Path};

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
    // Never made smaller, so that no number is written twice; what counts is a row for each step.
    values: Vec<i16>,
    steps: Vec<f32>,
    normed: Vec<f32>,
}

impl Rounded {
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
            self.values.resize((start + width).next_power_of_two(), 0);
        }
        let mut rest = self.values.get_mut(start..start + width).unwrap_or_default();
        for part in parts {
            let (out, after) = rest.split_at_mut(part.len());
            lanes::round(path, part, top, out);
            rest = after;
        }
        self.steps.push(lanes::step(top));
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

    /// Rounds rows of inputs and applies the layer to them.
    pub fn run(&self, path: Path, x: &[f32], rounded: &mut Rounded, y: &mut Vec<f32>) {
        rounded.fill(path, x, self.columns);
        self.apply(path, rounded, y);
    }

    /// Normalises rows, rounds them, and applies the layer to them.
    pub fn run_normed(
        &self,
        path: Path,
        norm: &Norm,
        x: &[f32],
        rounded: &mut Rounded,
        y: &mut Vec<f32>,
    ) {
        rounded.fill_normed(path, norm, x);
        self.apply(path, rounded, y);
    }

    /// Applies the layer to rounded rows of inputs; `y` is resized to rows of `self.rows` outputs.
    pub fn apply(&self, path: Path, x: &Rounded, y: &mut Vec<f32>) {
        let count = x.steps.len();
        y.resize(count * self.rows, 0.0);
        for first in (0..self.rows).step_by(BLOCK) {
            let block = Block {
                weights: &self.packed[first * self.columns..(first + BLOCK) * self.columns],
                scales: &self.scales[first..first + BLOCK],
                bias: &self.bias[first..first + BLOCK],
                columns: self.columns,
                outputs: (self.rows - first).min(BLOCK),
                stride: self.rows,
            };
            let mut row = 0;
            while row < count {
                let end = row + rows_at_once(path, count - row);
                let inputs = &x.values[row * self.columns..end * self.columns];
                block.run(path, inputs, &x.steps[row..end], &mut y[row * self.rows + first..]);
                row = end;
            }
        }
    }
}

/// Most rows of inputs that are worked on at once, as many as there are registers for: 256-bit ones
/// and 512-bit ones.
const ROWS: usize = 6;
#[cfg(target_arch = "x86_64")]
const WIDE_ROWS: usize = 12;

/// How many of the rows left are worked on next: few at once wait for each other's sums.
fn rows_at_once(path: Path, left: usize) -> usize {
    let most = match path {
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => WIDE_ROWS,
        _ => ROWS,
    };
    match left {
        _ if left <= most => left,
        _ if left < 2 * most => left.div_ceil(2),
        _ => most,
    }
}

/// Sixteen outputs of a layer, or as many as there are.
struct Block<'l> {
    weights: &'l [i16],
    scales: &'l [f32],
    bias: &'l [f32],
    columns: usize,
    outputs: usize,
    // From one row of outputs to the next.
    stride: usize,
}

impl Block<'_> {
    fn run(&self, path: Path, inputs: &[i16], steps: &[f32], out: &mut [f32]) {
        match path {
            Path::Portable => self.portable(inputs, steps, out),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx512 => unsafe {
                match steps.len() {
                    1 => avx512::outputs::<1>(self, inputs, steps, out),
                    2 => avx512::outputs::<2>(self, inputs, steps, out),
                    3 => avx512::outputs::<3>(self, inputs, steps, out),
                    4 => avx512::outputs::<4>(self, inputs, steps, out),
                    5 => avx512::outputs::<5>(self, inputs, steps, out),
                    6 => avx512::outputs::<6>(self, inputs, steps, out),
                    7 => avx512::outputs::<7>(self, inputs, steps, out),
                    8 => avx512::outputs::<8>(self, inputs, steps, out),
                    9 => avx512::outputs::<9>(self, inputs, steps, out),
                    10 => avx512::outputs::<10>(self, inputs, steps, out),
                    11 => avx512::outputs::<11>(self, inputs, steps, out),
                    _ => avx512::outputs::<WIDE_ROWS>(self, inputs, steps, out),
                }
            },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: as above.
            Path::Avx2 => unsafe {
                match steps.len() {
                    1 => avx2::outputs::<1>(self, inputs, steps, out),
                    2 => avx2::outputs::<2>(self, inputs, steps, out),
                    3 => avx2::outputs::<3>(self, inputs, steps, out),
                    4 => avx2::outputs::<4>(self, inputs, steps, out),
                    5 => avx2::outputs::<5>(self, inputs, steps, out),
                    _ => avx2::outputs::<ROWS>(self, inputs, steps, out),
                }
            },
        }
    }

    // The sums cannot overflow: 127 · 8191 · 1536 < 2³¹.
    fn portable(&self, inputs: &[i16], steps: &[f32], out: &mut [f32]) {
        let rows = inputs.chunks_exact(self.columns).zip(steps);
        for (outputs, (input, step)) in out.chunks_mut(self.stride).zip(rows) {
            let mut sums = [0i32; BLOCK];
            for (weights, x) in self.weights.chunks_exact(BLOCK * 2).zip(input.as_chunks::<2>().0) {
                let (a, b) = (i32::from(x[0]), i32::from(x[1]));
                for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += i32::from(weights[0]) * a + i32::from(weights[1]) * b;
                }
            }
            let parts = sums.iter().zip(self.scales).zip(self.bias);
            for (output, ((&sum, scale), bias)) in outputs.iter_mut().zip(parts.take(self.outputs))
            {
                *output = sum as f32 * (scale * step) + bias;
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    //! The same sums in 256-bit registers.

    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_loadu_ps,
        _mm256_loadu_si256, _mm256_madd_epi16, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps,
        _mm256_setzero_si256, _mm256_storeu_ps,
    };

    use super::{BLOCK, Block};

    /// What `MANY` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx2")]
    pub fn outputs<const MANY: usize>(
        block: &Block<'_>,
        inputs: &[i16],
        steps: &[f32],
        out: &mut [f32],
    ) {
        let columns = block.columns;
        assert!(block.weights.len() >= BLOCK * columns && inputs.len() >= MANY * columns);
        assert!(block.scales.len() >= BLOCK && block.bias.len() >= BLOCK && steps.len() >= MANY);
        let mut low = [_mm256_setzero_si256(); MANY];
        let mut high = [_mm256_setzero_si256(); MANY];
        let (weights, inputs) = (block.weights.as_ptr(), inputs.as_ptr());
        for pair in 0..columns / 2 {
            // SAFETY: pair < columns / 2, and the first assertion holds.
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
        for (row, out) in out.chunks_mut(block.stride).take(MANY).enumerate() {
            let step = _mm256_set1_ps(steps[row]);
            let mut outputs = [0f32; BLOCK];
            for (half, sums) in [low[row], high[row]].into_iter().enumerate() {
                // SAFETY: half < 2; scales, bias and the outputs hold sixteen f32, two registers, by
                // the second assertion.
                unsafe {
                    let scales = _mm256_loadu_ps(block.scales.as_ptr().add(half * 8));
                    let bias = _mm256_loadu_ps(block.bias.as_ptr().add(half * 8));
                    let factor = _mm256_mul_ps(scales, step);
                    let sums = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), factor);
                    let at = outputs.as_mut_ptr().add(half * 8);
                    _mm256_storeu_ps(at, _mm256_add_ps(sums, bias));
                }
            }
            match out.first_chunk_mut() {
                Some(out) if block.outputs == BLOCK => *out = outputs,
                _ => out[..block.outputs].copy_from_slice(&outputs[..block.outputs]),
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    //! The same sums in 512-bit registers: whole numbers, so that no order of adding changes them.

    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpwssd_epi32, _mm512_loadu_ps,
        _mm512_loadu_si512, _mm512_mask_storeu_ps, _mm512_mul_ps, _mm512_set1_epi32,
        _mm512_set1_ps, _mm512_setzero_si512, _mm512_storeu_ps,
    };

    use super::{BLOCK, Block};

    /// What `MANY` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn outputs<const MANY: usize>(
        block: &Block<'_>,
        inputs: &[i16],
        steps: &[f32],
        out: &mut [f32],
    ) {
        let columns = block.columns;
        assert!(block.weights.len() >= BLOCK * columns && inputs.len() >= MANY * columns);
        assert!(block.scales.len() >= BLOCK && block.bias.len() >= BLOCK && steps.len() >= MANY);
        assert!(block.outputs <= BLOCK && out.len() >= (MANY - 1) * block.stride + block.outputs);
        let mut sums = [_mm512_setzero_si512(); MANY];
        let (weights, inputs) = (block.weights.as_ptr(), inputs.as_ptr());
        for pair in 0..columns / 2 {
            // SAFETY: pair < columns / 2, and the first assertion holds.
            unsafe {
                let pairs = _mm512_loadu_si512(weights.add(pair * BLOCK * 2).cast());
                for (row, sum) in sums.iter_mut().enumerate() {
                    let x = inputs.add(row * columns + pair * 2).cast::<i32>().read_unaligned();
                    *sum = _mm512_dpwssd_epi32(*sum, pairs, _mm512_set1_epi32(x));
                }
            }
        }
        // SAFETY: scales and bias hold sixteen f32, one register, by the second assertion; the
        // outputs of a row lie within `out` by the third.
        unsafe {
            let scales = _mm512_loadu_ps(block.scales.as_ptr());
            let bias = _mm512_loadu_ps(block.bias.as_ptr());
            for (row, (sum, &step)) in sums.into_iter().zip(steps).enumerate() {
                let factor = _mm512_mul_ps(scales, _mm512_set1_ps(step));
                let product = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), factor);
                let outputs = _mm512_add_ps(product, bias);
                let at = out.as_mut_ptr().add(row * block.stride);
                match block.outputs {
                    BLOCK => _mm512_storeu_ps(at, outputs),
                    some => _mm512_mask_storeu_ps(at, (1 << some) - 1, outputs),
                }
            }
        }
    }
}
