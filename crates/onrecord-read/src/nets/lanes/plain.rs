//! The arithmetic itself.

use std::ops::Range;

use super::{Curve, Norm, Whole};

const LANES: usize = 8;
/// Rows that are worked on side by side, so that none waits for its own last sum.
const SIDE: usize = 4;
/// Columns that a pass over words takes along.
const STRIP: usize = 32;

#[inline(always)]
fn total(lanes: [f32; LANES]) -> f32 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The sums of `term` over some rows of one width, each in eight lanes.
#[inline(always)]
fn sums<const MANY: usize>(rows: [&[f32]; MANY], term: impl Fn(usize, f32) -> f32) -> [f32; MANY] {
    let mut lanes = [[0f32; LANES]; MANY];
    let parts = rows.map(|row| row.as_chunks::<LANES>());
    let many = parts.iter().map(|(chunks, _)| chunks.len()).min().unwrap_or(0);
    let chunks = parts.map(|(chunks, _)| &chunks[..many]);
    for at in 0..many {
        for (row, (lanes, chunks)) in lanes.iter_mut().zip(chunks).enumerate() {
            for lane in 0..LANES {
                lanes[lane] += term(row, chunks[at][lane]);
            }
        }
    }
    for (row, (_, rest)) in parts.into_iter().enumerate() {
        for (lane, &x) in lanes[row].iter_mut().zip(rest) {
            *lane += term(row, x);
        }
    }
    lanes.map(total)
}

/// The greatest of some numbers; which of them come first makes no difference.
#[inline(always)]
fn greatest(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    const WIDE: usize = 4 * LANES;
    let mut lanes = [f32::NEG_INFINITY; WIDE];
    let (chunks, rest) = x.as_chunks::<WIDE>();
    for chunk in chunks {
        for lane in 0..WIDE {
            lanes[lane] = larger(of(chunk[lane]), lanes[lane]);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane = larger(of(x), *lane);
    }
    lanes.into_iter().fold(f32::NEG_INFINITY, larger)
}

#[inline(always)]
pub fn norm(norm: &Norm, x: &[f32], y: &mut [f32]) {
    let width = norm.gain.len();
    for (x, y) in x.chunks(width * SIDE).zip(y.chunks_mut(width * SIDE)) {
        if x.len() == width * SIDE {
            norm_rows::<SIDE>(norm, x, y);
        } else {
            let rows = x.chunks_exact(width).zip(y.chunks_exact_mut(width));
            rows.for_each(|(x, y)| norm_rows::<1>(norm, x, y));
        }
    }
}

#[inline(always)]
fn norm_rows<const MANY: usize>(norm: &Norm, x: &[f32], y: &mut [f32]) {
    let width = norm.gain.len();
    let moments = moments::<MANY>(norm, x);
    let rows = x.chunks_exact(width).zip(y.chunks_exact_mut(width));
    for ((x, y), (mean, factor)) in rows.zip(moments) {
        let columns = y.iter_mut().zip(x).zip(&norm.gain).zip(&norm.bias);
        for (((y, x), gain), bias) in columns {
            *y = (x - mean) * factor * gain + bias;
        }
    }
}

#[inline(always)]
pub fn norm_here(norm: &Norm, x: &mut [f32]) {
    let width = norm.gain.len();
    for x in x.chunks_mut(width * SIDE) {
        if x.len() == width * SIDE {
            norm_rows_here::<SIDE>(norm, x);
        } else {
            x.chunks_exact_mut(width).for_each(|x| norm_rows_here::<1>(norm, x));
        }
    }
}

#[inline(always)]
fn norm_rows_here<const MANY: usize>(norm: &Norm, x: &mut [f32]) {
    let moments = moments::<MANY>(norm, x);
    for (x, (mean, factor)) in x.chunks_exact_mut(norm.gain.len()).zip(moments) {
        for ((x, gain), bias) in x.iter_mut().zip(&norm.gain).zip(&norm.bias) {
            *x = (*x - mean) * factor * gain + bias;
        }
    }
}

/// The mean of each row, and what its distances from it are multiplied by.
#[inline(always)]
fn moments<const MANY: usize>(norm: &Norm, x: &[f32]) -> [(f32, f32); MANY] {
    let width = norm.gain.len();
    let rows: [&[f32]; MANY] =
        std::array::from_fn(|row| x.get(row * width..(row + 1) * width).unwrap_or_default());
    let count = width as f32;
    let means = sums(rows, |_, x| x).map(|sum| sum / count);
    let squares = sums(rows, |row, x| (x - means[row]) * (x - means[row]));
    std::array::from_fn(|row| (means[row], 1.0 / (squares[row] / count + norm.epsilon).sqrt()))
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
    let [sum] = sums([&*x], |_, x| x);
    let factor = 1.0 / sum;
    x.iter_mut().for_each(|x| *x *= factor);
}

#[inline(always)]
pub fn dots(x: &[f32], rows: &[f32], stride: usize, out: &mut [f32]) {
    for (rows, out) in rows.chunks(stride * SIDE).zip(out.chunks_mut(SIDE)) {
        if let Some(out) = out.first_chunk_mut::<SIDE>() {
            *out = products(x, rows, stride);
        } else {
            for (row, out) in rows.chunks(stride).zip(out) {
                [*out] = products(x, row, stride);
            }
        }
    }
}

/// The scalar products with some rows, each in eight lanes.
#[inline(always)]
fn products<const MANY: usize>(x: &[f32], rows: &[f32], stride: usize) -> [f32; MANY] {
    let rows: [&[f32]; MANY] = std::array::from_fn(|row| {
        let row = rows.get(row * stride..).unwrap_or_default();
        row.get(..x.len()).unwrap_or(row)
    });
    let mut lanes = [[0f32; LANES]; MANY];
    let (a, rest_a) = x.as_chunks::<LANES>();
    let parts = rows.map(|row| row.as_chunks::<LANES>());
    let many = parts.iter().map(|(chunks, _)| chunks.len()).min().unwrap_or(0).min(a.len());
    let (a, b) = (&a[..many], parts.map(|(chunks, _)| &chunks[..many]));
    for at in 0..many {
        for row in 0..MANY {
            for lane in 0..LANES {
                lanes[row][lane] += a[at][lane] * b[row][at][lane];
            }
        }
    }
    for (lanes, (_, rest_b)) in lanes.iter_mut().zip(parts) {
        for ((lane, a), b) in lanes.iter_mut().zip(rest_a).zip(rest_b) {
            *lane += a * b;
        }
    }
    lanes.map(total)
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
pub fn top(x: &[f32]) -> f32 {
    larger(greatest(x, f32::abs), 1e-20)
}

#[inline(always)]
pub fn round<T: Whole>(x: &[f32], top: f32, out: &mut [T]) {
    let factor = T::MOST / top;
    for (&x, out) in x.iter().zip(out) {
        *out = T::of(whole(x * factor));
    }
}

#[inline(always)]
pub fn add(a: &mut [f32], b: &[f32]) {
    a.iter_mut().zip(b).for_each(|(a, &b)| *a += b);
}

#[inline(always)]
pub fn scan(inputs: &[f32], out: &mut [f32], width: usize, words: Range<usize>) {
    let half = width / 2;
    scan_columns(inputs, out, width, 0..half, words.clone());
    scan_columns(inputs, out, width, half..width, words.rev());
}

#[inline(always)]
fn scan_columns(
    inputs: &[f32],
    out: &mut [f32],
    width: usize,
    columns: Range<usize>,
    words: impl Iterator<Item = usize> + Clone,
) {
    let wide = columns.len() / STRIP * STRIP;
    for column in columns.clone().take(wide).step_by(STRIP) {
        scan_strip::<STRIP>(inputs, out, width, column, words.clone());
    }
    const NARROW: usize = STRIP / 2;
    let narrow = wide + (columns.len() - wide) / NARROW * NARROW;
    for column in columns.clone().take(narrow).skip(wide).step_by(NARROW) {
        scan_strip::<NARROW>(inputs, out, width, column, words.clone());
    }
    for column in columns.skip(narrow) {
        scan_strip::<1>(inputs, out, width, column, words.clone());
    }
}

#[inline(always)]
fn scan_strip<const WIDE: usize>(
    inputs: &[f32],
    out: &mut [f32],
    width: usize,
    column: usize,
    words: impl Iterator<Item = usize>,
) {
    let mut state = [0f32; WIDE];
    for word in words {
        let row = word * 2 * width + column;
        let candidates = inputs.get(row..).and_then(<[f32]>::first_chunk::<WIDE>);
        let gates = inputs.get(row + width..).and_then(<[f32]>::first_chunk::<WIDE>);
        let out = out.get_mut(word * width + column..).and_then(<[f32]>::first_chunk_mut::<WIDE>);
        let (Some(candidates), Some(gates), Some(out)) = (candidates, gates, out) else { return };
        for lane in 0..WIDE {
            state[lane] += gates[lane] * (candidates[lane] - state[lane]);
        }
        *out = state;
    }
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
