//! Arithmetic on rows of numbers, in an order that is the same on every machine.
//!
//! Each sum runs in eight lanes that are put together in one fixed way, no multiplication is
//! fused with an addition, and the curves are polynomials of our own. The vectorised build of a
//! function is the same Rust code compiled for wider registers, so it gives the same bits.

mod plain;

use std::ops::Range;

use super::whole::Whole;

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
    /// Whether its dense layers take their inputs laid side by side.
    pub fn takes_laid(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => true,
            _ => false,
        }
    }

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
        match path {
            Path::Portable => plain::norm(self, x, y),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the normalisations run twice as fast")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx2 => unsafe { avx2::norm(self, x, y) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the normalisations run faster again")]
            // SAFETY: as above.
            Path::Avx512 => unsafe { avx512::norm(self, x, y) },
        }
    }

    /// Normalises rows in their place.
    pub fn apply_here(&self, path: Path, x: &mut [f32]) {
        match path {
            Path::Portable => plain::norm_here(self, x),
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the normalisations run twice as fast")]
            // SAFETY: a path exists only where its registers were detected.
            Path::Avx2 => unsafe { avx2::norm_here(self, x) },
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "measured: the normalisations run faster again")]
            // SAFETY: as above.
            Path::Avx512 => unsafe { avx512::norm_here(self, x) },
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

/// The greatest number of a row without its sign, and never nought.
pub fn top(path: Path, x: &[f32]) -> f32 {
    match path {
        Path::Portable => plain::top(x),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs twice as fast")]
        // SAFETY: a path exists only where its registers were detected.
        Path::Avx2 => unsafe { avx2::top(x) },
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs faster again")]
        // SAFETY: as above.
        Path::Avx512 => unsafe { avx512::top(x) },
    }
}

/// Rounds a row to whole numbers of which `top` would be the greatest.
pub fn round<T: Whole>(path: Path, x: &[f32], top: f32, out: &mut [T]) {
    match path {
        Path::Portable => plain::round(x, top, out),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs twice as fast")]
        // SAFETY: a path exists only where its registers were detected.
        Path::Avx2 => unsafe { avx2::round(x, top, out) },
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: rounding runs faster again")]
        // SAFETY: as above.
        Path::Avx512 => unsafe { avx512::round(x, top, out) },
    }
}

/// `a += b`.
pub fn add(path: Path, a: &mut [f32], b: &[f32]) {
    match path {
        Path::Portable => plain::add(a, b),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: sums of rows run twice as fast")]
        // SAFETY: both paths exist only where AVX2 was detected.
        Path::Avx2 | Path::Avx512 => unsafe { avx2::add(a, b) },
    }
}

/// `h += gate · (candidate - h)` along some words: forwards in the left half of the columns, backwards
/// in the right half. Rows of `inputs` are the candidates, then the gates, each `width` wide.
pub fn scan(path: Path, inputs: &[f32], out: &mut [f32], width: usize, words: Range<usize>) {
    match path {
        Path::Portable => plain::scan(inputs, out, width, words),
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: recurrent layers run several times as fast")]
        // SAFETY: a path exists only where its registers were detected.
        Path::Avx2 => unsafe { avx2::scan(inputs, out, width, words) },
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "measured: recurrent layers run faster again")]
        // SAFETY: as above.
        Path::Avx512 => unsafe { avx512::scan(inputs, out, width, words) },
    }
}

/// `e` to the power of `x`, for `x` in about -87..=88.
pub fn exp(x: f32) -> f32 {
    plain::exp(x)
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    //! The plain functions, compiled for wider registers.

    use super::{Curve, Norm, Range, Whole, plain};

    #[target_feature(enable = "avx2")]
    pub fn norm(norm: &Norm, x: &[f32], y: &mut [f32]) {
        plain::norm(norm, x, y);
    }

    #[target_feature(enable = "avx2")]
    pub fn norm_here(norm: &Norm, x: &mut [f32]) {
        plain::norm_here(norm, x);
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
    pub fn top(x: &[f32]) -> f32 {
        plain::top(x)
    }

    #[target_feature(enable = "avx2")]
    pub fn round<T: Whole>(x: &[f32], top: f32, out: &mut [T]) {
        plain::round(x, top, out);
    }

    #[target_feature(enable = "avx2")]
    pub fn add(a: &mut [f32], b: &[f32]) {
        plain::add(a, b);
    }

    #[target_feature(enable = "avx2")]
    pub fn scan(inputs: &[f32], out: &mut [f32], width: usize, words: Range<usize>) {
        plain::scan(inputs, out, width, words);
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    //! Those of them that gain by still wider registers.

    use super::{Curve, Norm, Range, Whole, plain};

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn norm(norm: &Norm, x: &[f32], y: &mut [f32]) {
        plain::norm(norm, x, y);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn norm_here(norm: &Norm, x: &mut [f32]) {
        plain::norm_here(norm, x);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn curve(curve: Curve, x: &mut [f32]) {
        plain::curve(curve, x);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn top(x: &[f32]) -> f32 {
        plain::top(x)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn round<T: Whole>(x: &[f32], top: f32, out: &mut [T]) {
        plain::round(x, top, out);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub fn scan(inputs: &[f32], out: &mut [f32], width: usize, words: Range<usize>) {
        plain::scan(inputs, out, width, words);
    }
}
