//! A record with its findings ready to be looked up by id.

use std::collections::BTreeMap;

use onrecord_types::{Actor, ActorId, Record, Span, Statement, StatementId, Text};
use serde::Serialize;

/// A record and ways to look things up in it.
pub struct Page<'r> {
    pub record: &'r Record,
    pub text: Text,
    actors: BTreeMap<ActorId, &'r Actor>,
    statements: BTreeMap<StatementId, &'r Statement>,
}

impl<'r> Page<'r> {
    pub fn new(record: &'r Record) -> Page<'r> {
        Page {
            record,
            text: Text::new(record.dispatch.text.as_str()),
            actors: record.actors.iter().map(|actor| (actor.id, actor)).collect(),
            statements: record.statements.iter().map(|found| (found.id, found)).collect(),
        }
    }

    pub fn actor(&self, id: ActorId) -> Option<&'r Actor> {
        self.actors.get(&id).copied()
    }

    pub fn statement(&self, id: StatementId) -> Option<&'r Statement> {
        self.statements.get(&id).copied()
    }

    /// The words in a span, on one line.
    pub fn words(&self, span: Span) -> String {
        self.text.of(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Several stretches of one finding, with dots between.
    pub fn all_words(&self, spans: &[Span]) -> String {
        spans.iter().map(|&span| self.words(span)).collect::<Vec<_>>().join(" … ")
    }

    pub fn name(&self, id: ActorId) -> String {
        self.actor(id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
    }

    pub fn names(&self, ids: &[ActorId]) -> String {
        ids.iter().map(|&id| self.name(id)).collect::<Vec<_>>().join(", ")
    }

    /// Who told it: the speaker of the statement that a finding is told in.
    pub fn teller(&self, statement: Option<StatementId>) -> Option<String> {
        let statement = self.statement(statement?)?;
        Some(match (statement.speaker, statement.speaker_span) {
            (Some(speaker), _) => self.name(speaker),
            (None, Some(span)) => self.words(span),
            (None, None) => return None,
        })
    }

    /// The year of publication; dates of that year are shown without it.
    pub fn year(&self) -> Option<i16> {
        self.record.dispatch.published.day().map(|day| day.year())
    }
}

/// The published word for a value of an enum, for people: `called_for` is "called for".
pub fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    let told = value.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
    told.replace('_', " ")
}
