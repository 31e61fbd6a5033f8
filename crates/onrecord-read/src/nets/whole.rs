//! The whole numbers that inputs are rounded to, and the inner loops of dense layers over them: whole
//! numbers, so that no order of adding changes a sum.

use super::lanes::Path;

/// Outputs that are computed side by side.
pub const BLOCK: usize = 16;

/// Whole numbers that inputs are rounded to.
pub trait Whole: Copy + Default + Into<i32> {
    /// Inputs that are multiplied together.
    const TOGETHER: usize;
    /// The whole number that the greatest number of a row becomes.
    const MOST: f32;

    /// A whole number that is in range.
    fn of(number: i32) -> Self;

    /// Inputs that are multiplied together as one, each without its sign where the loop wants it so.
    fn word(together: &[Self]) -> u32;
}

/// Sixteen bits: no measurable loss in any model.
impl Whole for i16 {
    const TOGETHER: usize = 2;
    const MOST: f32 = 8191.0;

    fn of(number: i32) -> i16 {
        number as i16
    }

    fn word(together: &[i16]) -> u32 {
        let half = |at: usize| together.get(at).map_or(0, |x| u32::from(x.cast_unsigned()));
        half(0) | half(1) << 16
    }
}

/// Eight bits, twice as fast: no measurable loss where rows have no outliers, as in the fast encoder.
impl Whole for i8 {
    const TOGETHER: usize = 4;
    const MOST: f32 = 127.0;

    fn of(number: i32) -> i8 {
        number as i8
    }

    fn word(together: &[i8]) -> u32 {
        let Some(bytes) = together.first_chunk::<4>() else { return RAISED };
        u32::from_le_bytes(bytes.map(i8::cast_unsigned)) ^ RAISED
    }
}

/// Four bytes, each raised by 128.
const RAISED: u32 = 0x8080_8080;

/// Rows of inputs.
#[derive(Clone, Copy)]
pub struct Inputs<'x, T> {
    /// One after the other.
    pub rows: &'x [T],
    /// The same as `lay` puts them, for the path that takes them so.
    pub laid: &'x [u32],
    /// The size of one step of each row.
    pub steps: &'x [f32],
}

/// Lays rows side by side as the 512-bit loops take them: of each few rows that are worked on at once
/// the first inputs that are multiplied together, then the second.
pub fn lay<T: Whole>(path: Path, values: &[T], count: usize, columns: usize, laid: &mut Vec<u32>) {
    let words = columns / T::TOGETHER;
    if !path.takes_laid() {
        return;
    }
    if laid.len() < count * words {
        laid.resize(count * words, 0);
    }
    let mut row = 0;
    while row < count {
        let many = rows_at_once(path, count - row);
        let group = laid.get_mut(row * words..(row + many) * words).unwrap_or_default();
        let rows = values.get(row * columns..(row + many) * columns).unwrap_or_default();
        for (at, values) in rows.chunks_exact(columns).enumerate() {
            for (laid, together) in
                group.chunks_exact_mut(many).zip(values.chunks_exact(T::TOGETHER))
            {
                laid[at] = T::word(together);
            }
        }
        row += many;
    }
}

/// Calls the loop that is made for just so many rows.
#[cfg(target_arch = "x86_64")]
macro_rules! by_rows {
    ($module:ident::$name:ident($block:expr, $inputs:ident, $out:ident); $($many:literal)*) => {
        match $inputs.steps.len() {
            $($many => $module::$name::<T, $many>($block, $inputs, $out),)*
            _ => unreachable!("`rows_at_once` gives no more"),
        }
    };
}

/// Most rows of inputs that are worked on at once, as many as there are registers for: 256-bit ones
/// and 512-bit ones.
const ROWS: usize = 6;
#[cfg(target_arch = "x86_64")]
const WIDE_ROWS: usize = 12;

/// How many of the rows left are worked on next: few at once wait for each other's sums.
pub fn rows_at_once(path: Path, left: usize) -> usize {
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
pub struct Block<'l, T> {
    pub weights: &'l [T],
    pub totals: &'l [i32],
    pub scales: &'l [f32],
    pub bias: &'l [f32],
    pub columns: usize,
    pub outputs: usize,
    // From one row of outputs to the next.
    pub stride: usize,
}

impl<T: Whole> Block<'_, T> {
    /// Sixteen outputs, or as many as there are, of each row of inputs.
    pub fn outputs(&self, path: Path, inputs: Inputs<'_, T>, out: &mut [f32]) {
        match path {
            Path::Portable => self.portable(inputs, out),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx2 => unsafe { by_rows!(avx2::outputs(self, inputs, out); 1 2 3 4 5 6) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: dense layers are most of the time")]
            // SAFETY: as above.
            Path::Avx512 => unsafe {
                by_rows!(avx512::outputs(self, inputs, out); 1 2 3 4 5 6 7 8 9 10 11 12)
            },
        }
    }

    // The sums cannot overflow: 127 · 8191 · 1536 < 2³¹.
    fn portable(&self, inputs: Inputs<'_, T>, out: &mut [f32]) {
        let rows = inputs.rows.chunks_exact(self.columns).zip(inputs.steps);
        for (outputs, (input, step)) in out.chunks_mut(self.stride).zip(rows) {
            let mut sums = [0i32; BLOCK];
            let groups = self.weights.chunks_exact(BLOCK * T::TOGETHER);
            for (weights, x) in groups.zip(input.chunks_exact(T::TOGETHER)) {
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(T::TOGETHER)) {
                    let products = weights.iter().zip(x).map(|(&w, &x)| w.into() * x.into());
                    *sum += products.sum::<i32>();
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
        __m256i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi32_ps,
        _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
        _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256,
        _mm256_sign_epi8, _mm256_storeu_ps,
    };

    use super::{BLOCK, Block, Inputs, Whole};

    /// What `MANY` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx2")]
    pub fn outputs<T: Whole, const MANY: usize>(
        block: &Block<'_, T>,
        inputs: Inputs<'_, T>,
        out: &mut [f32],
    ) {
        let columns = block.columns;
        assert!(block.weights.len() >= BLOCK * columns && inputs.rows.len() >= MANY * columns);
        assert!(size_of::<T>() * T::TOGETHER == 4);
        let mut low = [_mm256_setzero_si256(); MANY];
        let mut high = [_mm256_setzero_si256(); MANY];
        let (weights, rows) = (block.weights.as_ptr(), inputs.rows.as_ptr());
        for column in (0..columns / T::TOGETHER).map(|at| at * T::TOGETHER) {
            // SAFETY: column + T::TOGETHER <= columns, and by the assertions so many inputs are four
            // bytes, and their weights for sixteen outputs two registers.
            unsafe {
                let at = weights.add(column * BLOCK).cast::<__m256i>();
                let (first, second) = (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1)));
                for row in 0..MANY {
                    let x = rows.add(row * columns + column).cast::<i32>().read_unaligned();
                    let x = _mm256_set1_epi32(x);
                    low[row] = _mm256_add_epi32(low[row], products::<T>(first, x));
                    high[row] = _mm256_add_epi32(high[row], products::<T>(second, x));
                }
            }
        }
        finish(block, low, high, inputs.steps, out);
    }

    /// Weights times inputs, added up for each output.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn products<T: Whole>(weights: __m256i, x: __m256i) -> __m256i {
        if T::TOGETHER == 2 {
            return _mm256_madd_epi16(weights, x);
        }
        // |w| · (x with the sign of w): two of them are at most 2 · 127 · 127 < 2¹⁵.
        let pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(weights), _mm256_sign_epi8(x, weights));
        _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
    }

    /// The sums to numbers.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx2")]
    fn finish<T, const MANY: usize>(
        block: &Block<'_, T>,
        low: [__m256i; MANY],
        high: [__m256i; MANY],
        steps: &[f32],
        out: &mut [f32],
    ) {
        assert!(block.scales.len() >= BLOCK && block.bias.len() >= BLOCK && steps.len() >= MANY);
        for (row, out) in out.chunks_mut(block.stride).take(MANY).enumerate() {
            let step = _mm256_set1_ps(steps[row]);
            let mut outputs = [0f32; BLOCK];
            for (half, sums) in [low[row], high[row]].into_iter().enumerate() {
                // SAFETY: half < 2; scales, bias and the outputs hold sixteen f32, two registers, by
                // the assertion.
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
        __m512i, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_dpwssd_epi32,
        _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mask_storeu_ps, _mm512_mul_ps,
        _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512, _mm512_slli_epi32,
        _mm512_storeu_ps, _mm512_sub_epi32,
    };

    use super::{BLOCK, Block, Inputs, Whole};

    /// What `MANY` rows of inputs give.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn outputs<T: Whole, const MANY: usize>(
        block: &Block<'_, T>,
        inputs: Inputs<'_, T>,
        out: &mut [f32],
    ) {
        let (columns, words) = (block.columns, block.columns / T::TOGETHER);
        assert!(block.weights.len() >= BLOCK * columns && inputs.laid.len() >= MANY * words);
        assert!(size_of::<T>() * T::TOGETHER == 4);
        let mut sums = [before::<T>(block.totals); MANY];
        let (weights, laid) = (block.weights.as_ptr(), inputs.laid.as_ptr());
        for word in 0..words {
            // SAFETY: word < words, and by the assertions the weights of so many inputs for sixteen
            // outputs are one register.
            unsafe {
                let weights = _mm512_loadu_si512(weights.add(word * BLOCK * T::TOGETHER).cast());
                for (row, sum) in sums.iter_mut().enumerate() {
                    let x = _mm512_set1_epi32((*laid.add(word * MANY + row)).cast_signed());
                    *sum = match T::TOGETHER {
                        2 => _mm512_dpwssd_epi32(*sum, weights, x),
                        _ => _mm512_dpbusd_epi32(*sum, x, weights),
                    };
                }
            }
        }
        finish(block, sums, inputs.steps, out);
    }

    /// What sums start from. The products of bytes take inputs without a sign, so each was raised by
    /// 128, and 128 times all weights is taken off beforehand.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx512f")]
    fn before<T: Whole>(totals: &[i32]) -> __m512i {
        assert!(totals.len() >= BLOCK);
        if T::TOGETHER == 2 {
            return _mm512_setzero_si512();
        }
        // SAFETY: totals hold sixteen i32, one register, by the assertion.
        let totals = unsafe { _mm512_loadu_si512(totals.as_ptr().cast()) };
        _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32::<7>(totals))
    }

    /// The sums to numbers.
    #[allow(unsafe_code, reason = "loads and stores of whole registers")]
    #[target_feature(enable = "avx512f")]
    fn finish<T, const MANY: usize>(
        block: &Block<'_, T>,
        sums: [__m512i; MANY],
        steps: &[f32],
        out: &mut [f32],
    ) {
        assert!(block.scales.len() >= BLOCK && block.bias.len() >= BLOCK && steps.len() >= MANY);
        assert!(block.outputs <= BLOCK && out.len() >= (MANY - 1) * block.stride + block.outputs);
        // SAFETY: scales and bias hold sixteen f32, one register, by the first assertion; the
        // outputs of a row lie within `out` by the second.
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
