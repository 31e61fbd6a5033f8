//! Web addresses, mail addresses, file names, handles and hashtags.

use super::lexicon::Lexicon;
use super::marks::{Class, Scan};

/// The end of the address that starts at `at` in the chunk `from..to`; `None` if there is none.
pub fn end(lexicon: &Lexicon, scan: Scan<'_>, at: usize, from: usize, to: usize) -> Option<usize> {
    match scan.byte(at) {
        b'#' | b'@' => return tag(scan, at, from, to),
        // Few chunks are long enough or hold the marks of an address.
        _ if to - at < 5 => return None,
        _ => {}
    }
    let chunk = scan.of(at, to);
    if ["http://", "https://", "ftp://", "www.", "mailto:"]
        .iter()
        .any(|start| chunk.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start)))
    {
        return Some(rest(scan, at, to));
    }
    mail(scan, at, to).or_else(|| file(lexicon, scan, at, to))
}

/// The end of what is left of an address, without the marks that close the sentence.
pub fn rest(scan: Scan<'_>, at: usize, to: usize) -> usize {
    let address = scan.of(at, to);
    let cut = address.find(['<', '>', '"', '“', '”']).unwrap_or(address.len());
    let address = address.get(..cut).unwrap_or(address);
    let closed = address.contains('(');
    let kept = address.trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '*')
            || c == ')' && !closed
    });
    at + kept.len().max(1)
}

fn mail(scan: Scan<'_>, at: usize, to: usize) -> Option<usize> {
    let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let mut sign = at;
    while sign < to && inside(scan.byte(sign)) {
        sign += 1;
    }
    if sign == at || sign >= to || scan.byte(sign) != b'@' {
        return None;
    }
    let mut end = sign + 1;
    while end < to && inside(scan.byte(end)) {
        end += 1;
    }
    while end > sign && matches!(scan.byte(end - 1), b'.' | b'-' | b'_') {
        end -= 1;
    }
    (end > sign + 1).then_some(end)
}

/// The name of a file: `minutes-2.doc`.
fn file(lexicon: &Lexicon, scan: Scan<'_>, at: usize, to: usize) -> Option<usize> {
    let closes = |c: char| c.is_ascii_punctuation() && !matches!(c, '.' | '_' | '-' | '~' | '#');
    let name = scan.of(at, to);
    let name = name.get(..name.find(closes).unwrap_or(name.len()))?.trim_end_matches('.');
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && lexicon.is_extension(extension)).then_some(at + name.len())
}

/// `@name` or `#topic`, at the start of a chunk or after an opening mark.
fn tag(scan: Scan<'_>, at: usize, from: usize, to: usize) -> Option<usize> {
    if scan.class_before(at, from).is_word() {
        return None;
    }
    let (first, _) = scan.class(at + 1);
    let mut end = scan.word(at + 1, to);
    while end < to && scan.byte(end) == b'_' {
        end = scan.word(end + 1, to);
    }
    let has_letter = scan.of(at + 1, end).contains(char::is_alphabetic);
    let named = first.is_letter() || (scan.byte(at) == b'@' && first == Class::Digit && has_letter);
    (at + 1 < to && named).then_some(end)
}
