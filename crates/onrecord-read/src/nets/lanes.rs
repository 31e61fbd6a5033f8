//! Arithmetic on rows of numbers, in an order that is the same on every machine.
//!
//! Each sum runs in eight lanes that are put together in one fixed way, no multiplication is
//! fused with an addition, and the curves are polynomials of our own. The vectorised build of a
//! function is the same Rust code compiled for wider registers, so it gives the same bits.

/// Which build of the inner loops runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// What every machine can do.
    Portable,
    /// 256-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit registers, and products of whole numbers that are added up in one step.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Path {
    /// The widest that this machine has.
    pub fn here() -> Path {
        Path::all().last().copied().unwrap_or(Path::Portable)
    }

    /// All that this machine has, the widest last.
    pub fn all() -> &'static [Path] {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            let wider = std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512bw")
                && std::arch::is_x86_feature_detected!("avx512vl")
                && std::arch::is_x86_feature_detected!("avx512vnni");
            return match wider {
                true => &[Path::Portable, Path::Avx2, Path::Avx512],
                false => &[Path::Portable, Path::Avx2],
            };
        }
        &[Path::Portable]
    }
}

/// A layer normalisation.
pub struct Norm {
    /// One a column.
    pub gain: Vec<f32>,
    /// One a column.
    pub bias: Vec<f32>,
    /// What is added to the variance.
    pub epsilon: f32,
}

impl Norm {
    /// Normalises rows of the norm's width from `x` into `y`.
    pub fn apply(&self, path: Path, x: &[f32], y: &mut [f32]) {
        let width = self.gain.len();
        for (x, y) in x.chunks_exact(width).zip(y.chunks_exact_mut(width)) {
            y.copy_from_slice(x);
            self.apply_row(path, y);
        }
    }

    /// Normalises rows in their place.
    pub fn apply_here(&self, path: Path, x: &mut [f32]) {
        x.chunks_exact_mut(self.gain.len()).for_each(|row| self.apply_row(path, row));
    }

    fn apply_row(&self, path: Path, row: &mut [f32]) {
        match path {
            Path::Portable => plain::norm(row, &self.gain, &self.bias, self.epsilon),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the normalisations run twice as fast")]
            // SAFETY: both paths exist only where AVX2 was detected.
            Path::Avx2 | Path::Avx512 => unsafe {
                avx2::norm(row, &self.gain, &self.bias, self.epsilon)
            },
        }
    }
}

/// A curve that is laid over numbers one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Zero below zero.
    Relu,
    /// A tenth below zero.
    Leaky,
    /// `x/2 (1 + erf(x/√2))`.
    Gelu,
    /// Hyperbolic tangent.
    Tanh,
    /// Logistic function.
    Sigmoid,
}

impl Curve {
    /// Lays the curve over the numbers.
    pub fn apply(self, path: Path, x: &mut [f32]) {
        match path {
            Path::Portable => plain::curve(self, x),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the curves run twice as fast")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx2 => unsafe { avx2::curve(self, x) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the curves run faster again")]
            // SAFETY: as above.
            Path::Avx512 => unsafe { avx512::curve(self, x) },
        }
    }
}

/// `softmax(scale · x)` in its place.
pub fn softmax(path: Path, x: &mut [f32], scale: f32) {
    match path {
        Path::Portable => plain::softmax(x, scale),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: attention runs twice as fast")]
        // SAFETY: both paths exist only where AVX2 was detected.
        Path::Avx2 | Path::Avx512 => unsafe { avx2::softmax(x, scale) },
    }
}

/// The scalar products of `x` with every row of `rows`, which stand `stride` apart.
pub fn dots(path: Path, x: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
    match path {
        Path::Portable => plain::dots(x, rows, stride, out),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: attention and arcs run twice as fast")]
        // SAFETY: both paths exist only where AVX2 was detected.
        Path::Avx2 | Path::Avx512 => unsafe { avx2::dots(x, rows, stride, out) },
    }
}

/// `out = Σ weights[i] · rows[i]`, where the rows stand `stride` apart.
pub fn blend(path: Path, weights: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
    match path {
        Path::Portable => plain::blend(weights, rows, stride, out),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: attention runs twice as fast")]
        // SAFETY: both paths exist only where AVX2 was detected.
        Path::Avx2 | Path::Avx512 => unsafe { avx2::blend(weights, rows, stride, out) },
    }
}

/// Rounds a row to whole numbers in -8191..=8191; gives the size of one step.
pub fn round(path: Path, x: &[f32], out: &mut [i16]) -> f32 {
    match path {
        Path::Portable => plain::round(x, out),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs twice as fast")]
        // SAFETY: a path exists only where its registers were detected.
        Path::Avx2 => unsafe { avx2::round(x, out) },
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs faster again")]
        // SAFETY: as above.
        Path::Avx512 => unsafe { avx512::round(x, out) },
    }
}

/// `a += b`.
pub fn add(a: &mut [f32], b: &[f32]) {
    a.iter_mut().zip(b).for_each(|(a, &b)| *a += b);
}

/// `e` to the power of `x`, for `x` in about -87..=88.
pub fn exp(x: f32) -> f32 {
    plain::exp(x)
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    //! The plain functions, compiled for wider registers.

    use super::{Curve, plain};

    #[target_feature(enable = "avx2")]
    pub fn norm(row: &mut [f32], gain: &[f32], bias: &[f32], epsilon: f32) {
        plain::norm(row, gain, bias, epsilon);
    }

    #[target_feature(enable = "avx2")]
    pub fn curve(curve: Curve, x: &mut [f32]) {
        plain::curve(curve, x);
    }

    #[target_feature(enable = "avx2")]
    pub fn softmax(x: &mut [f32], scale: f32) {
        plain::softmax(x, scale);
    }

    #[target_feature(enable = "avx2")]
    pub fn dots(x: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
        plain::dots(x, rows, stride, out);
    }

    #[target_feature(enable = "avx2")]
    pub fn blend(weights: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
        plain::blend(weights, rows, stride, out);
    }

    #[target_feature(enable = "avx2")]
    pub fn round(x: &[f32], out: &mut [i16]) -> f32 {
        plain::round(x, out)
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    //! Those of them that gain by still wider registers.

    use super::{Curve, plain};

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn curve(curve: Curve, x: &mut [f32]) {
        plain::curve(curve, x);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn round(x: &[f32], out: &mut [i16]) -> f32 {
        plain::round(x, out)
    }
}

mod plain {
    //! The arithmetic itself.

    use super::Curve;

    const LANES: usize = 8;

    #[inline(always)]
    fn total(lanes: [f32; LANES]) -> f32 {
        let [a, b, c, d, e, f, g, h] = lanes;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }

    #[inline(always)]
    fn larger(a: f32, b: f32) -> f32 {
        if a > b { a } else { b }
    }

    /// The sum of `term` over a row, in eight lanes.
    #[inline(always)]
    fn sum(x: &[f32], term: impl Fn(f32) -> f32) -> f32 {
        let mut lanes = [0f32; LANES];
        let (chunks, rest) = x.as_chunks::<LANES>();
        for chunk in chunks {
            for lane in 0..LANES {
                lanes[lane] += term(chunk[lane]);
            }
        }
        for (lane, &x) in lanes.iter_mut().zip(rest) {
            *lane += term(x);
        }
        total(lanes)
    }

    #[inline(always)]
    fn greatest(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
        let mut lanes = [f32::NEG_INFINITY; LANES];
        let (chunks, rest) = x.as_chunks::<LANES>();
        for chunk in chunks {
            for lane in 0..LANES {
                lanes[lane] = larger(of(chunk[lane]), lanes[lane]);
            }
        }
        for (lane, &x) in lanes.iter_mut().zip(rest) {
            *lane = larger(of(x), *lane);
        }
        lanes.into_iter().fold(f32::NEG_INFINITY, larger)
    }

    #[inline(always)]
    pub fn norm(row: &mut [f32], gain: &[f32], bias: &[f32], epsilon: f32) {
        let count = row.len() as f32;
        let mean = sum(row, |x| x) / count;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
        let factor = 1.0 / (variance + epsilon).sqrt();
        for ((x, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
            *x = (*x - mean) * factor * gain + bias;
        }
    }

    #[inline(always)]
    pub fn curve(curve: Curve, x: &mut [f32]) {
        match curve {
            Curve::Relu => x.iter_mut().for_each(|x| *x = larger(*x, 0.0)),
            Curve::Leaky => x.iter_mut().for_each(|x| *x = larger(*x, 0.1 * *x)),
            Curve::Gelu => x.iter_mut().for_each(|x| *x = gelu(*x)),
            Curve::Tanh => x.iter_mut().for_each(|x| *x = 1.0 - 2.0 / (exp(2.0 * *x) + 1.0)),
            Curve::Sigmoid => x.iter_mut().for_each(|x| *x = 1.0 / (exp(-*x) + 1.0)),
        }
    }

    #[inline(always)]
    pub fn softmax(x: &mut [f32], scale: f32) {
        let top = greatest(x, |x| x);
        x.iter_mut().for_each(|x| *x = exp((*x - top) * scale));
        let factor = 1.0 / sum(x, |x| x);
        x.iter_mut().for_each(|x| *x *= factor);
    }

    #[inline(always)]
    pub fn dots(x: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
        for (row, out) in rows.chunks(stride).zip(out) {
            let mut lanes = [0f32; LANES];
            let (a, rest_a) = x.as_chunks::<LANES>();
            let (b, rest_b) = row.get(..x.len()).unwrap_or(row).as_chunks::<LANES>();
            for (a, b) in a.iter().zip(b) {
                for lane in 0..LANES {
                    lanes[lane] += a[lane] * b[lane];
                }
            }
            for ((lane, a), b) in lanes.iter_mut().zip(rest_a).zip(rest_b) {
                *lane += a * b;
            }
            *out = total(lanes);
        }
    }

    #[inline(always)]
    pub fn blend(weights: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
        const WIDE: usize = 2 * LANES;
        let (chunks, rest) = out.as_chunks_mut::<WIDE>();
        let done = chunks.len() * WIDE;
        for (at, out) in chunks.iter_mut().enumerate() {
            let mut lanes = [0f32; WIDE];
            for (&weight, row) in weights.iter().zip(rows.chunks(stride)) {
                let row = row.as_chunks::<WIDE>().0.get(at).unwrap_or(&[0.0; WIDE]);
                for lane in 0..WIDE {
                    lanes[lane] += weight * row[lane];
                }
            }
            *out = lanes;
        }
        for (at, out) in rest.iter_mut().enumerate() {
            let column = rows.chunks(stride).map(|row| row.get(done + at).copied().unwrap_or(0.0));
            *out = weights.iter().zip(column).fold(0.0, |sum, (weight, x)| sum + weight * x);
        }
    }

    #[inline(always)]
    pub fn round(x: &[f32], out: &mut [i16]) -> f32 {
        let top = larger(greatest(x, f32::abs), 1e-20);
        let factor = 8191.0 / top;
        for (&x, out) in x.iter().zip(out) {
            *out = whole(x * factor) as i16;
        }
        top / 8191.0
    }

    /// The nearest whole number, for numbers well below 2²².
    #[inline(always)]
    fn whole(x: f32) -> i32 {
        // Adding 1.5 · 2²³ leaves no room for a fraction; the sum is rounded to even.
        const ROOM: f32 = 12_582_912.0;
        (x + ROOM).to_bits().cast_signed() - ROOM.to_bits().cast_signed()
    }

    #[inline(always)]
    pub fn exp(x: f32) -> f32 {
        let x = if x > 88.0 { 88.0 } else { larger(x, -87.0) };
        let twos = whole(x * std::f32::consts::LOG2_E);
        let count = twos as f32;
        // ln 2 in two parts, so that the first product is exact.
        let rest = (x - count * 0.693_359_4) - count * -2.121_944_4e-4;
        let mut sum = 1.987_569_2e-4;
        sum = sum * rest + 1.398_2e-3;
        sum = sum * rest + 8.333_452e-3;
        sum = sum * rest + 4.166_579_6e-2;
        sum = sum * rest + 1.666_666_5e-1;
        sum = sum * rest + 0.5;
        let power = (sum * rest * rest + rest) + 1.0;
        power * f32::from_bits(((twos + 127) << 23).cast_unsigned())
    }

    /// With the error function of Abramowitz and Stegun, 7.1.26: within 1.5e-7.
    #[inline(always)]
    fn gelu(x: f32) -> f32 {
        let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / (1.0 + 0.327_591_1 * z);
        let mut sum = 1.061_405_4;
        sum = sum * t - 1.453_152;
        sum = sum * t + 1.421_413_8;
        sum = sum * t - 0.284_496_74;
        sum = sum * t + 0.254_829_6;
        let erf = 1.0 - sum * t * exp(-(z * z));
        0.5 * x + 0.5 * x.abs() * erf
    }
}
