//! Puts all findings of one dispatch together into its record.

mod language;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::record::SCHEMA;
use onrecord_types::{
    Actor, Contact, Doc, Event, Figure, Note, Proposal, Record, RecordDispatch, Statement,
    TimeMention,
};
use sha2::{Digest, Sha256};

/// Rules and words of this stage.
pub struct Kit {
    languages: Vec<language::Language>,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let paper = paper!(shelf, "record", "lexicon/languages.tsv");
    Kit { languages: language::languages(&paper, faults) }
}

/// What the other stages found.
pub struct Parts<'p, 'd> {
    /// The dispatch, cut up.
    pub doc: &'p Doc<'d>,
    /// Who appears.
    pub actors: Vec<Actor>,
    /// The time expressions.
    pub times: Vec<TimeMention>,
    /// The statements.
    pub told: Vec<Statement>,
    /// The events.
    pub events: Vec<Event>,
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// The proposals.
    pub proposals: Vec<Proposal>,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// Puts all findings together into the record.
pub fn write(kit: &Kit, parts: Parts<'_, '_>) -> Record {
    let from = parts.doc.dispatch;
    let mut notes = from.notes.clone();
    let language = language(kit, from.text.as_str(), &mut notes);
    notes.extend(unanchored(&parts));
    notes.extend(either_order(&parts));
    let text = from.text.as_str().to_owned();
    let sha256 = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    Record {
        schema: SCHEMA.to_owned(),
        dispatch: RecordDispatch {
            id: from.id.clone(),
            outlet: from.outlet.clone(),
            url: from.url.clone(),
            title: from.title.clone(),
            text,
            sha256,
            language,
            published: from.published.clone(),
            dateline: from.dateline.clone(),
            developing: from.developing,
            credits: from.credits.clone(),
        },
        sentences: parts.doc.sentences.iter().map(|sentence| sentence.span).collect(),
        actors: parts.actors,
        times: parts.times,
        statements: parts.told,
        events: parts.events,
        contacts: parts.contacts,
        proposals: parts.proposals,
        figures: parts.figures,
        notes,
    }
}

/// Words such as "yesterday" in a dispatch whose day of publication nothing tells.
fn unanchored(parts: &Parts<'_, '_>) -> Option<Note> {
    let open = |time: &&TimeMention| time.anchor.as_deref() == Some("unknown");
    let unknown = parts.doc.dispatch.published.earliest.is_none();
    let first = parts.times.iter().find(open).filter(|_| unknown)?;
    let count = parts.times.iter().filter(open).count();
    let message = format!(
        "the day of publication is not known; what hangs on it stays open: {count} of {} times",
        parts.times.len()
    );
    Some(Note::at("time.unanchored", first.span, message))
}

/// Dates in digits such as 03/04/2021 in a dispatch that tells no place.
fn either_order(parts: &Parts<'_, '_>) -> Option<Note> {
    let open = |time: &&TimeMention| time.by.iter().any(|by| by == "date.either-order");
    let first = parts.times.iter().find(open)?;
    let message =
        "nothing tells whether the day or the month comes first; read with the month first";
    Some(Note::at("time.either-order", first.span, message.to_owned()))
}

/// The tag of the language of a text; a note if it is not the one the rules are for.
fn language(kit: &Kit, text: &str, notes: &mut Vec<Note>) -> String {
    let Some(language) = language::of(&kit.languages, text) else {
        return "und".to_owned();
    };
    if language.tag != "en" {
        let name = &language.name;
        let message = format!("the text seems to be in {name}; the rules are for English");
        notes.push(Note::new("language.other", message));
    }
    language.tag.clone()
}
