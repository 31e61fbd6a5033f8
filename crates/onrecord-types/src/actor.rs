//! Someone who speaks or acts.

use serde::{Deserialize, Serialize};

use crate::{ActorId, Mention};

/// A person, government, organisation, group or people, with all its mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Actor {
    /// Unique in its record.
    pub id: ActorId,
    /// The fullest name the text (or the tables) give; for the unnamed, their description.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector: GOV, MIL, LEG …
    pub sector: Option<String>,
    /// Country and sector in one, as event data write it: `USAGOV`.
    pub code: Option<String>,
    /// Wikidata item, where the tables know it.
    pub wikidata: Option<String>,
    /// Offices held as of the dispatch's date.
    pub offices: Vec<Office>,
    /// Where it is mentioned, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Whether the text names it; a "senior official" is not named.
    pub named: bool,
    /// Those it consists of, where the text tells: "the two leaders", "both sides".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ActorId>,
    /// The rules that put it together.
    pub by: Vec<String>,
}

/// Kinds of actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActorKind {
    Person,
    Government,
    Organisation,
    Country,
    Group,
    Military,
    Media,
    People,
    #[default]
    Unknown,
}

/// An office someone holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Office {
    /// "President", "spokesperson".
    pub title: String,
    /// Of what: "Russia", "Kremlin".
    pub of: Option<String>,
    /// Since when, if the tables know: `YYYY-MM-DD` or shorter.
    pub from: Option<String>,
    /// Until when.
    pub until: Option<String>,
}
