//! Something odd that was met while reading; never an error.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A remark of the reader about the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Short and stable: `text.empty`, `quote.unbalanced`.
    pub code: String,
    /// Where, if at one place.
    pub span: Option<Span>,
    /// For people.
    pub message: String,
}

impl Note {
    /// A note about the whole dispatch.
    pub fn new(code: &str, message: impl Into<String>) -> Note {
        Note { code: code.to_owned(), span: None, message: message.into() }
    }

    /// A note about one place.
    pub fn at(code: &str, span: Span, message: impl Into<String>) -> Note {
        Note { code: code.to_owned(), span: Some(span), message: message.into() }
    }
}
