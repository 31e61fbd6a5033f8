//! Reads one number, in digits or in words, wherever it may start.

use super::pieces::{Make, Piece, low, phrase};
use super::words::Words;

/// A number as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// What it comes to: `base` times `scale`.
    pub value: f64,
    /// The part before a scale word: 2.5 of "2.5 million".
    pub base: f64,
    /// What the scale words come to; 1 without any.
    pub scale: f64,
    /// Whether it is a magnitude without a count, and so only a lower bound: "thousands".
    pub open: bool,
    /// Whether it is a share of one: "two-thirds", "one in five".
    pub share: bool,
    /// Whether it is written in words.
    pub spelled: bool,
    /// One past its last piece.
    pub end: usize,
}

impl Number {
    fn plain(base: f64, scale: f64, spelled: bool, end: usize) -> Number {
        Number { value: base * scale, base, scale, open: false, share: false, spelled, end }
    }
}

type Attempt = fn(&Words, &[Piece], usize) -> Option<Number>;

/// Surest first: what starts a longer reading comes before what is a part of it.
const ATTEMPTS: &[Attempt] = &[one_in, part, plural, vague, article, digits, spelled];

/// The number that starts at a piece.
pub fn read(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    ATTEMPTS.iter().find_map(|attempt| attempt(words, pieces, at))
}

/// "2,500", "9.5m", "13 million".
fn digits(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let piece = pieces.get(at).filter(|piece| piece.make == Make::Digits)?;
    if piece.glued && is_name_before(words, pieces, at) {
        return None;
    }
    let base = parse(&piece.low)?;
    let after = pieces.get(at + 1).filter(|next| next.glued && next.make == Make::Letters);
    if let Some(after) = after {
        if let Some(scale) = words.number("suffix", &after.low) {
            // "5m" is five metres as often as five millions; money and people tell, see units.
            return Some(Number::plain(base, scale, false, at + 2));
        }
        let unit = ["measure", "currency", "percent"].iter().any(|c| words.has(c, &after.low));
        if !unit && !words.has("scale", &after.low) {
            return None;
        }
    }
    // "3.12 bn": apart from its number a suffix of one letter may be anything ("5 m").
    let apart =
        words.number("suffix", low(pieces, at + 1)).filter(|_| low(pieces, at + 1).len() > 1);
    let (scale, end) = match apart {
        Some(scale) => (scale, at + 2),
        None => scales(words, pieces, at + 1),
    };
    Some(Number::plain(base, scale, false, end))
}

/// "F-16", "G20", "Covid-19": the digits belong to a name.
fn is_name_before(words: &Words, pieces: &[Piece], at: usize) -> bool {
    let letters = |at: usize| {
        pieces.get(at).is_some_and(|piece| {
            piece.make == Make::Letters
                && !words.has("sign", &piece.low)
                && !words.has("cardinal", &piece.low)
        })
    };
    let Some(before) = at.checked_sub(1) else { return false };
    let dash = pieces.get(before).is_some_and(|piece| piece.is_dash() && piece.glued);
    letters(before) || (dash && before.checked_sub(1).is_some_and(letters))
}

fn parse(digits: &str) -> Option<f64> {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(w, r)| (w, Some(r)));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.iter().enumerate().all(|(i, group)| match i {
        0 => groups.len() == 1 || group.len() <= 3,
        // Indian grouping has pairs before the last three: "1,50,000".
        _ => group.len() == 3 || (group.len() == 2 && i + 1 < groups.len()),
    });
    if !grouped || rest.is_some_and(|rest| rest.contains(['.', ','])) || whole.len() > 18 {
        return None;
    }
    format!("{}.{}", groups.concat(), rest.unwrap_or("0")).parse().ok()
}

/// The scale words from a piece on, and one past the last of them.
fn scales(words: &Words, pieces: &[Piece], mut at: usize) -> (f64, usize) {
    let mut scale = 1.0;
    loop {
        let hyphen = pieces.get(at).is_some_and(|piece| piece.is_dash() && piece.glued);
        let word = if hyphen { at + 1 } else { at };
        match words.number("scale", low(pieces, word)) {
            Some(next) => (scale, at) = (scale * next, word + 1),
            None => return (scale, at),
        }
    }
}

/// "forty-five", "one hundred and twenty thousand", "three dozen", "two and a half million".
fn spelled(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let first = words.number("cardinal", low(pieces, at))?;
    if pieces.get(at)?.glued && is_name_before(words, pieces, at) {
        return None;
    }
    let (mut total, mut current, mut end) = (0.0, first, at + 1);
    let (mut base, mut scale) = (first, 1.0);
    loop {
        let hyphen = pieces.get(end).is_some_and(|piece| piece.is_dash() && piece.glued);
        if let Some((half, past)) = add(words, pieces, end) {
            (current, base, end) = (current + half, base + half, past);
            continue;
        }
        let and = words.has("joint", low(pieces, end));
        let next = if hyphen || and { end + 1 } else { end };
        if let Some(times) = words.number("scale", low(pieces, next)).filter(|_| !and) {
            (current, scale, end) = (current * times, scale * times, next + 1);
            if times >= 1000.0 {
                (total, current) = (total + current, 0.0);
            }
            continue;
        }
        let more = words.number("cardinal", low(pieces, next)).filter(|&more| fits(current, more));
        match more {
            Some(more) if !and || scale >= 100.0 => {
                (current, end) = (current + more, next + 1);
                (base, scale) = (total + current, 1.0);
            }
            _ => break,
        }
    }
    let value = total + current;
    Some(Number {
        value,
        base: if scale > 1.0 { base } else { value },
        scale,
        ..Number::plain(value, 1.0, true, end)
    })
}

/// Whether a cardinal may follow: "forty" + "five", "three hundred" + "twenty".
fn fits(current: f64, more: f64) -> bool {
    let tens = current % 100.0;
    (tens == 0.0 && more > 0.0)
        || (tens >= 20.0 && tens % 10.0 == 0.0 && (1.0..10.0).contains(&more))
}

/// What "and a half" adds, and one past its end.
fn add(words: &Words, pieces: &[Piece], at: usize) -> Option<(f64, usize)> {
    let (half, end) = words.phrase_at("add", pieces, at)?;
    Some((half.parse().ok()?, end))
}

/// "a hundred", "half a million", "a quarter of a million", "a million and a half".
fn article(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let (base, from) = words.phrase_at("front", pieces, at)?;
    let base: f64 = base.parse().ok()?;
    if !words.has("scale", low(pieces, from)) {
        return None;
    }
    let (scale, end) = scales(words, pieces, from);
    let (half, end) = add(words, pieces, end).unwrap_or((0.0, end));
    Some(Number::plain(base + half, scale, true, end))
}

/// "several hundred", "a few thousand": only a lower bound.
fn vague(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    (1..=words.longest_from(low(pieces, at)).min(3)).rev().find_map(|long| {
        let phrase = phrase(pieces, at, at + long)?;
        let base = words.number("vague", &phrase)?;
        let next = low(pieces, at + long);
        let (scale, end) = match words.number("plural", next) {
            Some(scale) => (scale, at + long + 1),
            None => scales(words, pieces, at + long),
        };
        (scale > 1.0).then(|| Number { open: true, ..Number::plain(base, scale, true, end) })
    })
}

/// "thousands", "tens of millions": at least two of it.
fn plural(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let first = words.number("plural", low(pieces, at))?;
    let of = words.has("of", low(pieces, at + 1));
    let second = words.number("plural", low(pieces, at + 2)).filter(|_| of);
    let (scale, end) = match second {
        Some(second) => (first * second, at + 3),
        None if words.has("needs.of", low(pieces, at)) && !of => return None,
        None => (first, at + 1),
    };
    Some(Number { open: true, ..Number::plain(2.0, scale, true, end) })
}

/// "two-thirds", "a quarter of", "half the".
fn part(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let share =
        |value: f64, end: usize| Number { share: true, ..Number::plain(value, 1.0, true, end) };
    let first = low(pieces, at);
    let before = at.checked_sub(1).map_or("", |before| low(pieces, before));
    let limited = words.has("limit", before);
    if let Some(half) = words.number("half", first) {
        let whole = words.has("whole", low(pieces, at + 1));
        let apart = words.has("apart", before);
        let scaled = article(words, pieces, at).is_some();
        return ((whole || limited) && !apart && !scaled).then(|| share(half, at + 1));
    }
    let count = words.number("front", first).filter(|&front| front == 1.0);
    let count = count.or_else(|| words.number("cardinal", first))?;
    let hyphen = pieces.get(at + 1).is_some_and(|piece| piece.is_dash() && piece.glued);
    let name = if hyphen { at + 2 } else { at + 1 };
    let word = low(pieces, name);
    let parts = words.number("fraction", word)?;
    let scaled = article(words, pieces, at).is_some();
    let of = words.has("of", low(pieces, name + 1)) && !scaled;
    // "a third man", "one fifth column": an ordinal unless something tells that it is a share.
    let told = of
        || (count > 1.0 && is_plural(words, word))
        || (limited && !hyphen && !is_letters(pieces, name + 1));
    (count < parts && told).then(|| share(count / parts, name + 1))
}

/// "thirds" stands in the list beside "third".
fn is_plural(words: &Words, word: &str) -> bool {
    let mut singular = word.chars();
    singular.next_back();
    words.has("fraction", singular.as_str())
}

fn is_letters(pieces: &[Piece], at: usize) -> bool {
    pieces.get(at).is_some_and(|piece| piece.make == Make::Letters)
}

/// "one in five", "nine out of ten".
fn one_in(words: &Words, pieces: &[Piece], at: usize) -> Option<Number> {
    let simple = |at: usize| {
        let piece = pieces.get(at)?;
        let digits = if piece.make == Make::Digits { parse(&piece.low) } else { None };
        digits.or_else(|| words.number("cardinal", &piece.low))
    };
    let some = simple(at)?;
    let (sure, from) = words.phrase_at("ratio", pieces, at + 1)?;
    let all = simple(from)?;
    // "killed two in 12 raids" is no share: a bare "in" asks for one of a few, or a round whole.
    let round = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0, 1000.0].contains(&all);
    let told = sure == "sure" || (some == 1.0 && all <= 100.0) || (round && some < 10.0);
    let ends = !words.has("scale", low(pieces, from + 1));
    (told && some < all && ends)
        .then(|| Number { share: true, ..Number::plain(some / all, 1.0, false, from + 1) })
}
