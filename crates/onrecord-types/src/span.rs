//! A stretch of text, counted in Unicode scalar values.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open stretch `[start, end)` of a text, in Unicode scalar values.
///
/// ```
/// use onrecord_types::Span;
/// let span = Span::new(3, 7);
/// assert!(span.holds(Span::new(4, 5)) && span.meets(Span::new(6, 9)));
/// assert!(!span.meets(Span::new(7, 9)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    // Invariant: start <= end.
    start: u32,
    end: u32,
}

impl Span {
    /// The span from `start` to `end`; the two are swapped if they come in the wrong order.
    pub fn new(start: u32, end: u32) -> Span {
        debug_assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Span { start: start.min(end), end: start.max(end) }
    }

    /// Where it starts, in Unicode scalar values.
    pub fn start(self) -> u32 {
        self.start
    }

    /// Where it ends: the first scalar value that is not in it.
    pub fn end(self) -> u32 {
        self.end
    }

    /// How many scalar values are in it.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` is in it.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the scalar value at `at` is in it.
    pub fn holds_at(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least one scalar value.
    pub fn meets(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(from)?;
        if start > end {
            return Err(serde::de::Error::custom("a span ends before it starts"));
        }
        Ok(Span { start, end })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "[start, end) in Unicode scalar values of dispatch.text",
            "type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2
        })
    }
}
