//! Turns bytes of any common encoding into text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use onrecord_types::Note;

/// First bytes of files that hold no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1", "a Parquet file"),
];

/// The text in some bytes, or what they are instead. `told` is the encoding that a header or the
/// markup names.
pub fn decode(bytes: &[u8], told: Option<&str>, notes: &mut Vec<Note>) -> Result<String, String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("holds {what}, not text (give plain text, HTML or JSON)"));
    }
    if let Some((encoding, width)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes.get(width..).unwrap_or_default(), notes));
    }
    if let Some(encoding) = utf_16(bytes) {
        notes.push(guessed(encoding));
        return Ok(with(encoding, bytes, notes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if is_binary(bytes) { Err(BINARY.to_owned()) } else { Ok(text.to_owned()) };
    }
    if bytes.contains(&0) || is_binary(bytes) {
        return Err(BINARY.to_owned());
    }
    if let Some(encoding) = told.and_then(|told| Encoding::for_label(told.as_bytes()))
        && encoding != UTF_8
    {
        return Ok(with(encoding, bytes, notes));
    }
    if is_nearly_utf_8(bytes) {
        return Ok(with(UTF_8, bytes, notes));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    notes.push(guessed(encoding));
    Ok(with(encoding, bytes, notes))
}

const BINARY: &str = "holds no text but other data (give plain text, HTML or JSON)";

fn with(encoding: &'static Encoding, bytes: &[u8], notes: &mut Vec<Note>) -> String {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let message = format!("some bytes are not {} and were replaced", encoding.name());
        notes.push(Note::new("encoding.replaced", message));
    }
    text.into_owned()
}

fn guessed(encoding: &'static Encoding) -> Note {
    let message = format!("taken to be in {}; nothing says so", encoding.name());
    Note::new("encoding.guessed", message)
}

/// A few control characters happen in text; one in twenty does not.
fn is_binary(bytes: &[u8]) -> bool {
    let odd = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    bytes.iter().filter(odd).count() * 20 > bytes.len()
}

/// UTF-16 without its mark: every other byte of Latin text is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 8 || bytes.len() % 2 == 1 {
        return None;
    }
    match (even * 10 > half * 7, odd * 10 > half * 7) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 with a few bytes gone wrong, rather than another encoding.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let mut good = 0;
    let mut bad = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}
