//! What one dispatch told, with its parties under names that hold across dispatches.

use std::collections::BTreeSet;

use onrecord_types::story::Version;
use onrecord_types::{Actor, ActorId, ActorKind, Moment, Record, Span, Text};
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
    text: Text,
    parties: Vec<Party>,
    named: Vec<(Span, ActorId)>,
}

impl<'r> Told<'r> {
    /// A record and its place.
    pub fn new(record: &'r Record, order: usize) -> Told<'r> {
        let parties = record.actors.iter().map(|actor| party(record, actor)).collect();
        let mut named: Vec<(Span, ActorId)> = Vec::new();
        for actor in &record.actors {
            named.extend(actor.mentions.iter().map(|mention| (mention.span, actor.id)));
        }
        named.sort_by_key(|(span, actor)| (*span, actor.at()));
        let (at, text) = (record.dispatch.published.latest, Text::new(&*record.dispatch.text));
        Told { record, order, at, text, parties, named }
    }

    /// Who is mentioned within a span, in the order of the text.
    pub fn mentioned(&self, within: Span) -> impl Iterator<Item = ActorId> + '_ {
        let from = self.named.partition_point(|(span, _)| span.start() < within.start());
        let rest = self.named.iter().skip(from);
        let inside = rest.take_while(move |(span, _)| span.start() < within.end());
        inside.map(|(_, actor)| *actor)
    }

    /// The party an actor is.
    pub fn party(&self, actor: ActorId) -> Option<&Party> {
        self.parties.get(actor.at())
    }

    /// The parties some actors are.
    pub fn parties(&self, actors: &[ActorId]) -> BTreeSet<Party> {
        actors.iter().filter_map(|&actor| self.party(actor)).cloned().collect()
    }

    /// The party an actor is, and those for whom he speaks by his office.
    pub fn sides(&self, actor: ActorId) -> BTreeSet<Party> {
        let mut sides: BTreeSet<Party> = self.party(actor).cloned().into_iter().collect();
        let Some(actor) = self.record.actors.get(actor.at()) else { return sides };
        let executive = actor.sector.as_deref() == Some("GOV");
        if let Some(country) = actor.country.as_ref().filter(|_| executive) {
            sides.insert(Party(format!("country {country}")));
        }
        for of in actor.offices.iter().filter_map(|office| office.of.as_deref()) {
            let body = self.record.actors.iter().find(|body| body.name == of);
            let party = body.and_then(|body| self.party(body.id)).cloned();
            sides.insert(party.unwrap_or_else(|| named(of)));
        }
        sides
    }

    /// Whether the text names an actor.
    pub fn is_named(&self, actor: ActorId) -> bool {
        self.record.actors.get(actor.at()).is_some_and(|actor| actor.named)
    }

    /// The name of an actor, for people.
    pub fn name(&self, actor: ActorId) -> &'r str {
        self.record.actors.get(actor.at()).map_or("someone", |actor| actor.name.as_str())
    }

    /// The words in a span.
    pub fn words(&self, span: Span) -> &str {
        self.text.of(span)
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

    /// The sentence after another one.
    pub fn sentence_after(&self, sentence: Span) -> Option<Span> {
        let sentences = &self.record.sentences;
        let at = sentences.partition_point(|other| other.start() < sentence.end());
        sentences.get(at).copied()
    }

    /// The telling words of a text, as stems.
    pub fn stems(&self, kit: &Kit, text: &str) -> BTreeSet<String> {
        let words = terms(text).filter(|term| !kit.stop.contains(&term.word));
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
    let executive = actor.sector.as_deref().is_none_or(|sector| sector == "GOV");
    match (actor.kind, &actor.country) {
        (ActorKind::Country | ActorKind::Government, Some(country)) if executive => {
            Party(format!("country {country}"))
        }
        (ActorKind::Person, _) => {
            let last = terms(&actor.name).last().map(|term| term.stem);
            Party(format!("person {}", last.unwrap_or_default()))
        }
        _ => named(&actor.name),
    }
}

fn named(name: &str) -> Party {
    let words = terms(name).map(|term| term.stem).filter(|word| word != "the");
    Party(format!("name {}", words.collect::<Vec<_>>().join(" ")))
}
