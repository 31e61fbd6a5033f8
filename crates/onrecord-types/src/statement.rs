//! Who said what, to whom, when, through which channel, on whose word.

use serde::{Deserialize, Serialize};

use crate::{ActorId, Span, StatementId, When};

/// One act of saying and its frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// Unique in its record.
    pub id: StatementId,
    /// Who said it; absent where the text names nobody.
    pub speaker: Option<ActorId>,
    /// The words that tell who.
    pub speaker_span: Option<Span>,
    /// The words that report it.
    pub cue: Option<Cue>,
    /// What was said; several spans where the report is split.
    pub content: Vec<Span>,
    /// In the speaker's words, in the reporter's, or both.
    pub mode: Mode,
    /// The stretches in quotation marks, without the marks.
    pub quotes: Vec<Span>,
    /// To whom.
    pub addressees: Vec<ActorId>,
    /// Who relayed it, nearest the speaker first.
    pub via: Vec<ActorId>,
    /// Through which channel.
    pub channel: Option<Channel>,
    /// When it was said.
    pub said: Option<When>,
    /// How firmly.
    pub firmness: Firmness,
    /// The statement it is part of: A says that B said.
    pub within: Option<StatementId>,
    /// How sure the attribution is, 0 to 1; see the model card for what a value has meant.
    pub certainty: Certainty,
    /// The rules or models that fired, surest first.
    pub by: Vec<String>,
}

/// The words that report a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cue {
    /// Where.
    pub span: Span,
    /// Dictionary form of its head.
    pub lemma: String,
    /// What kind of saying.
    pub class: CueClass,
}

/// A probability in thousandths, so that records compare and print the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Certainty(pub u16);

impl Certainty {
    /// Nothing in doubt.
    pub const FULL: Certainty = Certainty(1000);

    /// From a probability; held to 0 … 1.
    pub fn of(probability: f32) -> Certainty {
        Certainty((probability.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }
}

impl Serialize for Certainty {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Certainty {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Certainty, D::Error> {
        f64::deserialize(from).map(|told| Certainty::of(told as f32))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Certainty {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Certainty".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "minimum": 0, "maximum": 1})
    }
}

/// Kinds of saying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum CueClass {
    #[default]
    Say,
    Claim,
    Deny,
    Confirm,
    Warn,
    Demand,
    Promise,
    Ask,
    Agree,
    Reject,
    Accuse,
    Criticise,
    Praise,
    Announce,
    Suggest,
    Propose,
    Report,
    Write,
    Describe,
    Explain,
    Admit,
    Respond,
    Express,
    Threaten,
    Order,
    Predict,
    Decline,
    Believe,
    Add,
    Urge,
}

/// In whose words a statement is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Mode {
    /// Quoted word for word.
    Direct,
    /// In the reporter's words.
    #[default]
    Indirect,
    /// In the reporter's words with quoted parts.
    Mixed,
}

/// How firmly something is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Firmness {
    /// Plainly.
    #[default]
    Asserted,
    /// With "may", "apparently", "believed to".
    Hedged,
    /// Under a condition.
    Conditional,
    /// As not so.
    Denied,
}

/// Through which channel something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Channel {
    /// What kind of channel.
    pub kind: ChannelKind,
    /// Its name: "Truth Social", "State Department briefing".
    pub name: Option<String>,
    /// The words that tell.
    pub span: Option<Span>,
}

/// Kinds of channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum ChannelKind {
    Post,
    Briefing,
    Interview,
    Speech,
    Call,
    Letter,
    Report,
    Broadcast,
    Statement,
    Testimony,
    Meeting,
    Filing,
    Book,
    Poll,
}
