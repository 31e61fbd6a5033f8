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

    /// Rounds rows of inputs and applies the layer to them.
    pub fn run(&self, path: Path, x: &[f32], rounded: &mut Rounded, y: &mut Vec<f32>) {
        rounded.fill(path, x, self.columns);
        self.apply(path, rounded, y);
    }

    /// Applies the layer to rounded rows of inputs; `y` is resized to rows of `self.rows` outputs.
    pub fn apply(&self, path: Path, x: &Rounded, y: &mut Vec<f32>) {
        let count = x.steps.len();
        y.resize(count * self.rows, 0.0);
        debug_assert_eq!(x.values.len(), count * self.columns, "inputs of another width");
        let mut outputs = [[0f32; BLOCK]; WIDE_ROWS];
        for block in 0..self.rows.div_ceil(BLOCK) {
            let first = block * BLOCK;
            let last = (first + BLOCK).min(self.rows);
            let block = Block {
                weights: &self.packed[first * self.columns..(first + BLOCK) * self.columns],
                scales: &self.scales[first..first + BLOCK],
                bias: &self.bias[first..first + BLOCK],
                columns: self.columns,
            };
            let mut row = 0;
            while row < count {
                let end = row + rows_at_once(path, count - row);
                let inputs = &x.values[row * self.columns..end * self.columns];
                block.outputs(path, inputs, &x.steps[row..end], &mut outputs);
                for (at, outputs) in (row..end).zip(&outputs) {
                    let y = &mut y[at * self.rows + first..at * self.rows + last];
                    y.copy_from_slice(&outputs[..last - first]);
                }
                row = end;
            }
        }
    }
}

/// Most rows of inputs that are worked on at once, as many as there are registers for: 256-bit ones
/// and 512-bit ones.
const ROWS: usize = 6;
const WIDE_ROWS: usize = 12;

/// How many of the rows left are worked on next.
fn rows_at_once(path: Path, left: usize) -> usize {
    match path {
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 if left >= WIDE_ROWS => WIDE_ROWS,
        _ => left.min(ROWS),
    }
}

/// What some rows of inputs give for one block of outputs.
type Outputs = [[f32; BLOCK]; WIDE_ROWS];

/// Sixteen outputs of a layer.
struct Block<'l> {
    weights: &'l [i16],
    scales: &'l [f32],
    bias: &'l [f32],
    columns: usize,
}

impl Block<'_> {
    fn outputs(&self, path: Path, inputs: &[i16], steps: &[f32], out: &mut Outputs) {
        match path {
            Path::Portable => self.portable(inputs, steps, out),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx512 if steps.len() == WIDE_ROWS => unsafe {
                avx512::outputs(self, inputs, steps, out)
            },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: both paths exist only where AVX2 was detected.
            Path::Avx2 | Path::Avx512 => unsafe {
                match steps.len() {
                    1 => avx2::outputs::<1>(self, inputs, steps, out),
                    2 => avx2::outputs::<2>(self, inputs, steps, out),
                    3 => avx2::outputs::<3>(self, inputs, steps, out),
                    4 => avx2::outputs::<4>(self, inputs, steps, out),
                    5 => avx2::outputs::<5>(self, inputs, steps, out),
                    _ => avx2::outputs::<6>(self, inputs, steps, out),
                }
            },
        }
    }

    // The sums cannot overflow: 127 · 8191 · 1536 < 2³¹.
    fn portable(&self, inputs: &[i16], steps: &[f32], out: &mut Outputs) {
        let rows = inputs.chunks_exact(self.columns).zip(steps);
        for (outputs, (input, step)) in out.iter_mut().zip(rows) {
            let mut sums = [0i32; BLOCK];
            for (weights, x) in self.weights.chunks_exact(BLOCK * 2).zip(input.as_chunks::<2>().0) {
                let (a, b) = (i32::from(x[0]), i32::from(x[1]));
                for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                    *sum += i32::from(weights[0]) * a + i32::from(weights[1]) * b;
                }
            }
            let parts = sums.iter().zip(self.scales).zip(self.bias);
            for (output, ((&sum, scale), bias)) in outputs.iter_mut().zip(parts) {
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

    use super::{BLOCK, Block, Outputs};

    /// What `MANY` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx2")]
    pub fn outputs<const MANY: usize>(
        block: &Block<'_>,
        inputs: &[i16],
        steps: &[f32],
        out: &mut Outputs,
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
        for row in 0..MANY {
            let step = _mm256_set1_ps(steps[row]);
            for (half, sums) in [low[row], high[row]].into_iter().enumerate() {
                // SAFETY: half < 2; scales, bias and a row of the output hold sixteen f32, two
                // registers, by the second assertion.
                unsafe {
                    let scales = _mm256_loadu_ps(block.scales.as_ptr().add(half * 8));
                    let bias = _mm256_loadu_ps(block.bias.as_ptr().add(half * 8));
                    let factor = _mm256_mul_ps(scales, step);
                    let sums = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), factor);
                    let at = out[row].as_mut_ptr().add(half * 8);
                    _mm256_storeu_ps(at, _mm256_add_ps(sums, bias));
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    //! The same sums in 512-bit registers: whole numbers, so that no order of adding changes them.

    use std::arch::x86_64::{
        _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpwssd_epi32, _mm512_loadu_ps,
        _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512,
        _mm512_storeu_ps,
    };

    use super::{BLOCK, Block, Outputs, WIDE_ROWS};

    /// What `WIDE_ROWS` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn outputs(block: &Block<'_>, inputs: &[i16], steps: &[f32], out: &mut Outputs) {
        let columns = block.columns;
        assert!(block.weights.len() >= BLOCK * columns && inputs.len() >= WIDE_ROWS * columns);
        assert!(block.scales.len() >= BLOCK && block.bias.len() >= BLOCK);
        let mut sums = [_mm512_setzero_si512(); WIDE_ROWS];
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
        for ((sum, out), &step) in sums.into_iter().zip(out).zip(steps) {
            // SAFETY: scales, bias and a row of the output hold sixteen f32, one register, by the
            // second assertion.
            unsafe {
                let scales = _mm512_loadu_ps(block.scales.as_ptr());
                let factor = _mm512_mul_ps(scales, _mm512_set1_ps(step));
                let product = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), factor);
                let bias = _mm512_loadu_ps(block.bias.as_ptr());
                _mm512_storeu_ps(out.as_mut_ptr(), _mm512_add_ps(product, bias));
            }
        }
    }
}
