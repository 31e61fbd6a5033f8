//! The record: what reading one dispatch gives, in its published form.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Contact, Credit, Dateline, Event, Figure, Note, Proposal, Published, Span, Statement,
    TimeMention,
};

/// Everything found in one dispatch. The contract is `onrecord/1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record {
    /// `onrecord/1`.
    pub schema: String,
    /// What was read.
    pub dispatch: RecordDispatch,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Who appears in it.
    pub actors: Vec<Actor>,
    /// Its time expressions.
    pub times: Vec<TimeMention>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What happened or is planned.
    pub events: Vec<Event>,
    /// Who talks to whom.
    pub contacts: Vec<Contact>,
    /// What is on the table.
    pub proposals: Vec<Proposal>,
    /// Which numbers are claimed.
    pub figures: Vec<Figure>,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// The name of the contract a record follows.
pub const SCHEMA: &str = "onrecord/1";

/// The dispatch as a record publishes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordDispatch {
    /// Its name.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The canonical text; every offset refers to it.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// BCP 47 tag of its language; `und` where not known.
    pub language: String,
    /// When it was published.
    pub published: Published,
    /// The place at the head of the text.
    pub dateline: Option<Dateline>,
    /// Whether it says of itself that the story is developing.
    pub developing: bool,
    /// Who wrote it.
    pub credits: Vec<Credit>,
}
