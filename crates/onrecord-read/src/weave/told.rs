//! What one dispatch told, with its parties under names that hold across dispatches.

use std::collections::BTreeSet;

use onrecord_types::story::Version;
use onrecord_types::{Actor, ActorId, ActorKind, Moment, Record, Span};
use serde_json::Value;

use super::Kit;
use super::terms::terms;

/// A party under a name that is the same in every dispatch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party(String);

/// A record in its place in the story.
pub struct Told<'r> {
    /// The record.
    pub record: &'r Record,
    /// Its place in the story, from zero.
    pub order: usize,
    /// The day it was published, in seconds of UTC; for "how long ago".
    pub at: Option<Moment>,
    parties: Vec<Party>,
}

impl<'r> Told<'r> {
    /// A record and its place.
    pub fn new(record: &'r Record, order: usize) -> Told<'r> {
        let parties = record.actors.iter().map(|actor| party(record, actor)).collect();
        Told { record, order, at: record.dispatch.published.latest, parties }
    }

    /// The party an actor is.
    pub fn party(&self, actor: ActorId) -> Option<&Party> {
        self.parties.get(actor.at())
    }

    /// The parties some actors are.
    pub fn parties(&self, actors: &[ActorId]) -> BTreeSet<Party> {
        actors.iter().filter_map(|&actor| self.party(actor)).cloned().collect()
    }

    /// The name of an actor, for people.
    pub fn name(&self, actor: ActorId) -> &'r str {
        self.record.actors.get(actor.at()).map_or("someone", |actor| actor.name.as_str())
    }

    /// The words in a span.
    pub fn words(&self, span: Span) -> String {
        let chars = self.record.dispatch.text.chars();
        chars.skip(span.start() as usize).take(span.len() as usize).collect()
    }

    /// The sentence that holds a span.
    pub fn sentence(&self, span: Span) -> Span {
        let sentences = &self.record.sentences;
        let at = sentences.partition_point(|sentence| sentence.end() <= span.start());
        sentences.get(at).copied().filter(|sentence| sentence.meets(span)).unwrap_or(span)
    }

    /// The sentence before another one.
    pub fn sentence_before(&self, sentence: Span) -> Option<Span> {
        let sentences = &self.record.sentences;
        let at = sentences.partition_point(|other| other.end() <= sentence.start());
        sentences.get(at.checked_sub(1)?).copied()
    }

    /// The telling words of a text, as stems.
    pub fn stems(&self, kit: &Kit, text: &str) -> BTreeSet<String> {
        let words = terms(text).filter(|term| kit.stop.binary_search(&term.word).is_err());
        words.map(|term| term.stem).collect()
    }

    /// A finding as a version of its thread, with names in place of actor ids.
    pub fn version(&self, finding: &impl serde::Serialize, spans: Vec<Span>) -> Version {
        let mut finding = serde_json::to_value(finding).unwrap_or(Value::Null);
        self.name_actors(&mut finding);
        Version { dispatch: self.record.dispatch.id.clone(), at: self.at, spans, finding }
    }

    fn name_actors(&self, value: &mut Value) {
        let Value::Object(fields) = value else { return };
        for (key, value) in fields.iter_mut() {
            let of_actors = ACTOR_FIELDS.contains(&key.as_str());
            match value {
                Value::String(id) if of_actors => self.name_actor(id),
                Value::Array(all) if of_actors => {
                    for id in all {
                        if let Value::String(id) = id {
                            self.name_actor(id);
                        }
                    }
                }
                Value::Array(all) => all.iter_mut().for_each(|value| self.name_actors(value)),
                _ => self.name_actors(value),
            }
        }
    }

    fn name_actor(&self, id: &mut String) {
        let actor = self.record.actors.iter().find(|actor| actor.id.to_string() == *id);
        if let Some(actor) = actor {
            id.clone_from(&actor.name);
        }
    }
}

const ACTOR_FIELDS: &[&str] = &[
    "speaker",
    "addressees",
    "via",
    "participants",
    "actors",
    "recipients",
    "made_by",
    "party",
    "claimed_by",
];

// A government, its capital and its country are one party at the table. The unnamed are never
// taken for one another across dispatches.
fn party(record: &Record, actor: &Actor) -> Party {
    if !actor.named && actor.kind == ActorKind::Person {
        return Party(format!("unnamed {} {}", record.dispatch.id, actor.id));
    }
    let name: Vec<String> = terms(&actor.name).map(|term| term.stem).collect();
    let plain = name.iter().filter(|word| *word != "the").cloned().collect::<Vec<_>>().join(" ");
    Party(match (actor.kind, &actor.country) {
        (ActorKind::Country | ActorKind::Government, Some(country)) => format!("country {country}"),
        (ActorKind::Person, _) => format!("person {}", name.last().map_or("", String::as_str)),
        _ => format!("name {plain}"),
    })
}
