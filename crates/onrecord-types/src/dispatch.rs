//! One news item as it came in, after markup and headers are gone.

use serde::{Deserialize, Serialize};

use crate::{Moment, Note, Span, Text};

/// A dispatch: its text and what is known about it from outside the text.
#[derive(Clone, Debug, Default)]
pub struct Dispatch {
    /// Its name: from the input, or made from the file name.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The headline; not part of the text.
    pub title: Option<String>,
    /// The canonical text; every offset refers to it.
    pub text: Text,
    /// When it was published.
    pub published: Published,
    /// The place at the head of the text.
    pub dateline: Option<Dateline>,
    /// Whether it says of itself that the story is developing.
    pub developing: bool,
    /// Who wrote it.
    pub credits: Vec<Credit>,
    /// What was odd about the input.
    pub notes: Vec<Note>,
}

impl Dispatch {
    /// A dispatch that is nothing but text.
    pub fn plain(id: impl Into<String>, text: impl Into<String>) -> Dispatch {
        Dispatch { id: id.into(), text: Text::new(text), ..Dispatch::default() }
    }
}

/// The publication time: as precise as the input told it, and as bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// As told: `2025-03-18` or `2025-03-18T10:54:00-04:00`.
    pub value: Option<String>,
    /// The first moment it may have been.
    pub earliest: Option<Moment>,
    /// The moment by which it had been.
    pub latest: Option<Moment>,
    /// Where the time was found.
    pub from: PublishedFrom,
}

impl Published {
    /// The day of publication on the wall of whoever published it.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.earliest.map(|moment| moment.local.date())
    }
}

/// Where the publication time was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PublishedFrom {
    /// At the head of the text.
    Header,
    /// In the markup or in a field of the input.
    Metadata,
    /// The caller said so.
    Option,
    /// Nowhere.
    #[default]
    Unknown,
}

/// The place (and often the day) at the head of a dispatch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dateline {
    /// The place as written.
    pub place: String,
    /// The whole dateline in the text.
    pub span: Span,
}

/// A name under which a dispatch was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credit {
    /// Who.
    pub name: String,
    /// For whom they work, if told.
    pub outlet: Option<String>,
    /// What they did: `author`, `contributor`, `editor`, `agency`.
    pub role: String,
    /// Where it is told; absent if it came with the markup.
    pub span: Option<Span>,
}
