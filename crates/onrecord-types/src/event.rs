//! Who did what to whom, in the codes of PLOVER and CAMEO.

use serde::{Deserialize, Serialize};

use crate::{ActorId, EventId, Span, StatementId, When};

/// One coded event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Unique in its record.
    pub id: EventId,
    /// The word it hangs on.
    pub trigger: Span,
    /// All the words it rests on.
    pub span: Span,
    /// PLOVER coding.
    pub plover: Option<Plover>,
    /// CAMEO code, as deep as the text supports: "04", "041".
    pub cameo: Option<String>,
    /// Whether it happened, is planned, and so on.
    pub status: EventStatus,
    /// Who acts; for a reciprocal event, all sides.
    pub actors: Vec<ActorId>,
    /// On whom.
    pub recipients: Vec<ActorId>,
    /// Where, as written.
    pub place: Option<String>,
    /// When.
    pub when: Option<When>,
    /// The statement it is told in; absent where the outlet tells it itself.
    pub statement: Option<StatementId>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// PLOVER type, mode and contexts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plover {
    /// One of the sixteen types, such as `CONSULT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The mode, where the type has modes and the text tells: `phone`.
    pub mode: Option<String>,
    /// Contexts: `military`, `diplomatic` …
    pub context: Vec<String>,
}

/// How real an event is, as of the dispatch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum EventStatus {
    #[default]
    Happened,
    Ongoing,
    Planned,
    CalledFor,
    Possible,
    Denied,
}

/// A word that might have told an event, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The word.
    pub trigger: Span,
    /// The rules that looked at it.
    pub by: Vec<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a word that might have told an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was coded.
    Coded(Box<Event>),
    /// It was not, and why.
    Dropped(String),
}
