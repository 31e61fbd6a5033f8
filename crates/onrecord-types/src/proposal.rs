//! What is on the table, on which terms, and where each party stands.

use serde::{Deserialize, Serialize};

use crate::{ActorId, ProposalId, Span, StatementId, When};

/// One instrument that is proposed, negotiated or in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposal {
    /// Unique in its record.
    pub id: ProposalId,
    /// `ceasefire`, `agreement`, `sanctions`, `aid`, `exchange`, `resolution` …
    pub kind: String,
    /// What to call it: its fullest mention.
    pub label: String,
    /// All its mentions.
    pub mentions: Vec<Span>,
    /// Who made it.
    pub made_by: Vec<ActorId>,
    /// What it says.
    pub terms: Vec<Term>,
    /// Where and when it was settled.
    pub settled_at: Option<Settled>,
    /// Where each party stands.
    pub positions: Vec<Position>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// One thing a proposal says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
    /// What kind of term: `ceasefire`, `aid`, `withdrawal` …
    pub kind: Option<String>,
    /// How long it is to hold, as an ISO 8601 duration.
    pub duration: Option<String>,
}

/// Where and when a proposal was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settled {
    /// As written.
    pub place: Option<String>,
    /// When.
    pub when: Option<When>,
}

/// Where one party stands on a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// Whose position.
    pub party: ActorId,
    /// Which.
    pub stance: Stance,
    /// Since when.
    pub since: Option<When>,
    /// On whose word: the statement it is told in.
    pub statement: Option<StatementId>,
    /// The words that tell.
    pub span: Span,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// Stances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stance {
    Proposes,
    Accepts,
    Rejects,
    Conditional,
    Undecided,
    Awaited,
    Supports,
    Opposes,
}
