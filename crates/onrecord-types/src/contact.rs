//! Who is talking to whom: calls, meetings, talks.

use serde::{Deserialize, Serialize};

use crate::{ActorId, ContactId, EventId, Moment, Span, When};

/// One contact, however often it is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Unique in its record.
    pub id: ContactId,
    /// What kind.
    pub kind: ContactKind,
    /// Who takes part.
    pub participants: Vec<ActorId>,
    /// About what.
    pub topics: Vec<Topic>,
    /// Where, as written.
    pub place: Option<String>,
    /// When it began or is to begin.
    pub begins: Option<When>,
    /// When it ended.
    pub ends: Option<When>,
    /// How far it has got.
    pub status: ContactStatus,
    /// As of when that is known.
    pub as_of: Option<Moment>,
    /// The coded event for it.
    pub event: Option<EventId>,
    /// Every place where it is mentioned.
    pub spans: Vec<Span>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// Something talked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Topic {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Kinds of contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum ContactKind {
    Call,
    Meeting,
    Talks,
    Visit,
    Summit,
    Briefing,
    Letter,
}

/// How far a contact has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum ContactStatus {
    Planned,
    Ongoing,
    Ended,
    Cancelled,
}
