//! Many records brought together: the state of play and what changed.

use serde::{Deserialize, Serialize};

use crate::{Moment, Span};

/// A story made of the records of its dispatches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Story {
    /// Stable name.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// Ids of its dispatches, in order.
    pub dispatches: Vec<String>,
    /// Publication time of the first.
    pub first_seen: Option<Moment>,
    /// Publication time of the newest.
    pub last_seen: Option<Moment>,
    /// Sets of near-copies, by dispatch id; each set is one origin.
    pub origins: Vec<Vec<String>>,
    /// What its dispatches say of earlier ones: corrections, withdrawals, updates.
    #[serde(default)]
    pub revisions: Vec<Revision>,
    /// The newest of everything, each with its history.
    pub state: State,
    /// What changed, in order.
    pub changes: Vec<Change>,
}

/// The state of play.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct State {
    /// Contacts, newest state first, each a thread of findings.
    pub contacts: Vec<Thread>,
    /// Proposals with the positions of each party.
    pub proposals: Vec<Thread>,
    /// Positions, one thread a party and proposal.
    pub positions: Vec<Thread>,
    /// Figures, one thread a scope.
    pub figures: Vec<Thread>,
    /// Statements, by speaker.
    pub statements: Vec<Thread>,
    /// Events.
    pub events: Vec<Thread>,
}

/// One thing followed through the dispatches: its findings, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Thread {
    /// Stable name in the story.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// Its states, oldest first; the last is the newest.
    pub history: Vec<Version>,
}

/// A finding as one dispatch told it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Version {
    /// The dispatch that told it.
    pub dispatch: String,
    /// When the record learned it: that dispatch's publication time.
    pub at: Option<Moment>,
    /// Its evidence in that dispatch.
    pub spans: Vec<Span>,
    /// The finding in full, as in the record, names in place of ids.
    pub finding: serde_json::Value,
}

/// One typed change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// Of what.
    pub subject: Subject,
    /// The finding as it was.
    pub before: Option<serde_json::Value>,
    /// The finding as it is.
    pub after: Option<serde_json::Value>,
    /// The dispatch that brought it.
    pub dispatch: String,
    /// The evidence in that dispatch.
    pub spans: Vec<Span>,
    /// When the record learned it.
    pub at: Option<Moment>,
    /// One line for people.
    pub line: String,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// A dispatch that says that it corrects, takes back or carries on an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Revision {
    /// What it does to the earlier one.
    pub kind: RevisionKind,
    /// The dispatch that says so.
    pub dispatch: String,
    /// The earlier dispatch; none if the story does not have it.
    pub of: Option<String>,
    /// The sentence that says so; none if it is the headline.
    pub span: Option<Span>,
    /// Its words.
    pub words: String,
}

/// What a dispatch does to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum RevisionKind {
    Correction,
    Withdrawal,
    Refile,
    Update,
    Addition,
}

/// Kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChangeKind {
    Corrected,
    Withdrawn,
    Conflict,
    New,
    Updated,
    Firmer,
    Softer,
    Repeated,
    Lagged,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum Subject {
    Contact,
    Proposal,
    Position,
    Figure,
    Statement,
    Event,
}
