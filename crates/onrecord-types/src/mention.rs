//! A stretch of text that stands for someone or something.

use serde::{Deserialize, Serialize};

use crate::Span;

/// One place where an actor is named, described or meant by a pronoun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mention {
    /// The whole phrase: "Kremlin spokesperson Dmitry Peskov".
    pub span: Span,
    /// The part that names: "Dmitry Peskov"; the whole phrase where nothing names.
    #[serde(default)]
    pub name: Span,
    /// In which form.
    pub form: MentionForm,
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MentionForm {
    /// By name: "Peskov", "the White House".
    Name,
    /// By office: "the president".
    Title,
    /// By a pronoun: "he", "who".
    Pronoun,
    /// By a description: "a senior official".
    #[default]
    Description,
}

/// Pronouns by what they may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// "he", "his": a man.
    He,
    /// "she", "her": a woman.
    She,
    /// "it", "its": a body, a country, a thing.
    It,
    /// "they", "their": several.
    They,
    /// "who", "which": the noun before it.
    Who,
}

/// A phrase that may stand for an actor, before it is known for which: what `mentions` hands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The whole phrase, title and name: "Kremlin spokesperson Dmitry Peskov".
    pub span: Span,
    /// The part that names: "Dmitry Peskov"; the whole phrase where nothing names.
    pub name: Span,
    /// The token (index) that heads it in the tree.
    pub head: usize,
    /// In which form.
    pub form: MentionForm,
    /// What kind of actor its words say it is.
    pub kind: crate::ActorKind,
    /// Office words in it: "spokesperson", "foreign minister".
    pub title: Option<String>,
    /// Whose office: "Kremlin", "State Department", "Russian".
    pub of: Option<String>,
    /// ISO 3166-1 alpha-3, where its own words tell.
    pub country: Option<String>,
    /// PLOVER sector, where its own words tell.
    pub sector: Option<String>,
    /// A code that says more than country and sector: `IGOUNO`.
    pub code: Option<String>,
    /// The name the tables give to what it names: "United Nations" for "the U.N.".
    pub entry: Option<String>,
    /// Wikidata item of that entry.
    pub wikidata: Option<String>,
    /// Whether it stands for more than one.
    pub plural: bool,
    /// Whether it points to someone known: "the official", "that group".
    pub definite: bool,
    /// Which pronoun it is, if it is one.
    pub pronoun: Option<Pronoun>,
    /// The rule that found it.
    pub by: String,
}
