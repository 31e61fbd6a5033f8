//! Where a number ends: grouped digits, clock times, dates, telephone numbers, ordinals, decades.

use super::lexicon::Lexicon;
use super::marks::{Class, Scan};

/// The end of the token that starts with a digit at `at`.
pub fn end(lexicon: &Lexicon, scan: Scan<'_>, at: usize, to: usize) -> usize {
    let digits = figures(scan, at, to);
    if let Some(end) = hyphened(scan, at, to) {
        return end;
    }
    let tail_end = scan.word(digits, to);
    let tail = scan.of(digits, tail_end);
    if tail.is_empty() {
        return decade(scan, digits, to).unwrap_or(digits);
    }
    if matches!(tail, "s" | "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH") {
        return tail_end;
    }
    let dotted = scan.of(digits, tail_end + 2);
    if lexicon.is_unit(tail) || lexicon.is_unit(dotted) { digits } else { tail_end }
}

/// Digits with the marks inside them: `2,500`, `10:54`, `9/11`, `3.8`.
fn figures(scan: Scan<'_>, at: usize, to: usize) -> usize {
    let mut end = scan.run(at, to, |class| class == Class::Digit);
    while end + 1 < to
        && matches!(scan.byte(end), b'.' | b',' | b':' | b'/')
        && scan.byte(end + 1).is_ascii_digit()
    {
        end = scan.run(end + 1, to, |class| class == Class::Digit);
    }
    end
}

/// `1960's`.
fn decade(scan: Scan<'_>, digits: usize, to: usize) -> Option<usize> {
    let (class, len) = scan.class(digits);
    let tail = scan.word(digits + len, to);
    (class == Class::Apostrophe
        && digits < to
        && scan.byte(digits.saturating_sub(1)) == b'0'
        && scan.of(digits + len, tail) == "s")
        .then_some(tail)
}

/// Groups of digits with hyphens between them that make one thing: a date or a telephone number.
fn hyphened(scan: Scan<'_>, at: usize, to: usize) -> Option<usize> {
    let mut groups = [0usize; 5];
    let (mut count, mut end) = (0, at);
    loop {
        let group = scan.run(end, to, |class| class == Class::Digit);
        if group == end || count == groups.len() {
            return None;
        }
        groups[count] = group - end;
        count += 1;
        end = group;
        let joins = match scan.byte(end) {
            b'-' => true,
            // `555/555-0134`
            b'/' => count == 1 && groups[0] == 3,
            _ => false,
        };
        if end + 1 < to && joins && scan.byte(end + 1).is_ascii_digit() {
            end += 1;
        } else {
            break;
        }
    }
    if count < 2 || scan.class(end).0.is_word() && end < to {
        return None;
    }
    const SHAPES: &[&[usize]] = &[
        &[1, 4],
        &[3, 4],
        &[3, 3, 4],
        &[1, 3, 3, 4],
        &[4, 2, 2],
        &[2, 2, 4],
        &[2, 2, 2],
        &[5, 4],
        &[3, 2, 4],
    ];
    SHAPES.contains(&groups.get(..count)?).then_some(end)
}
