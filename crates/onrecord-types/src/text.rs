//! A text that can be cut by scalar value without ever panicking.

use std::ops::Range;

use crate::Span;

/// A text with an index between bytes and Unicode scalar values.
///
/// ```
/// use onrecord_types::{Span, Text};
/// let text = Text::new("“No,” she said.");
/// assert_eq!(text.of(Span::new(1, 3)), "No");
/// assert_eq!(text.span_of_bytes(3..5), Some(Span::new(1, 3)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    raw: String,
    // Byte offset of every scalar value and of the end; empty for ASCII, where the two agree.
    starts: Vec<u32>,
}

impl Text {
    /// Takes a string over and indexes it. At most 4 GiB; what comes after is cut off.
    pub fn new(raw: impl Into<String>) -> Text {
        let mut raw: String = raw.into();
        if raw.len() > u32::MAX as usize {
            let mut end = u32::MAX as usize;
            while !raw.is_char_boundary(end) {
                end -= 1;
            }
            raw.truncate(end);
        }
        let starts = if raw.is_ascii() {
            Vec::new()
        } else {
            let ends = std::iter::once(raw.len());
            raw.char_indices().map(|(at, _)| at).chain(ends).map(|at| at as u32).collect()
        };
        Text { raw, starts }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// Its length in Unicode scalar values.
    pub fn len(&self) -> u32 {
        if self.starts.is_empty() { self.raw.len() as u32 } else { self.starts.len() as u32 - 1 }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.len())
    }

    /// The words in a span; what lies beyond the end of the text is left out.
    pub fn of(&self, span: Span) -> &str {
        self.raw.get(self.bytes_of(span)).unwrap_or_default()
    }

    /// The byte at which a scalar value starts (the end of the text, for any place beyond it).
    pub fn byte_at(&self, at: u32) -> usize {
        if self.starts.is_empty() {
            (at as usize).min(self.raw.len())
        } else {
            self.starts.get(at as usize).map_or(self.raw.len(), |&byte| byte as usize)
        }
    }

    /// The bytes of a span.
    pub fn bytes_of(&self, span: Span) -> Range<usize> {
        self.byte_at(span.start())..self.byte_at(span.end())
    }

    /// The scalar value that starts at a byte; `None` inside one or beyond the end.
    pub fn char_at(&self, byte: usize) -> Option<u32> {
        if self.starts.is_empty() {
            return (byte <= self.raw.len()).then_some(byte as u32);
        }
        self.starts.binary_search(&(byte as u32)).ok().map(|at| at as u32)
    }

    /// The span of a byte range; `None` if an end of it falls inside a scalar value.
    pub fn span_of_bytes(&self, bytes: Range<usize>) -> Option<Span> {
        let (start, end) = (self.char_at(bytes.start)?, self.char_at(bytes.end)?);
        (start <= end).then(|| Span::new(start, end))
    }

    /// A span without the white space at both its ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.of(span);
        let front = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
        if front == words.chars().count() as u32 {
            return Span::new(span.start(), span.start());
        }
        let back = words.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        let end = span.end().min(self.len());
        Span::new(span.start() + front, end - back)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Text {
        Text::new(raw)
    }
}
