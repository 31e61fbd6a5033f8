//! Codes who did what to whom, in PLOVER and CAMEO.

mod book;
mod circumstances;
mod climb;
mod codes;
mod coding;
mod frame;
mod matching;
mod parties;
mod patterns;
mod precedence;
mod quiet;
mod scenes;
mod signs;
mod standing;
mod turns;
mod words;

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{
    Actor, Considered, Doc, Event, EventId, EventStatus, Outcome, Plover, Span, Statement, Tags,
    TimeMention,
};

use book::Book;
use circumstances::Circumstances;
use coding::Coding;
use parties::Parties;
use quiet::Scenery;

/// Rules and words of this stage.
pub struct Kit {
    book: Book,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    Kit { book: Book::load(shelf, faults) }
}

/// Codes who did what to whom, in PLOVER and CAMEO.
pub fn code(
    kit: &Kit,
    doc: &Doc<'_>,
    tags: &Tags,
    actors: &[Actor],
    times: &[TimeMention],
    told: &[Statement],
) -> Vec<Event> {
    consider(kit, doc, tags, actors, times, told)
        .into_iter()
        .filter_map(|considered| match considered.outcome {
            Outcome::Coded(event) => Some(*event),
            Outcome::Dropped(_) => None,
        })
        .collect()
}

/// Every word that might have told an event, with what became of it, in the order of the text.
pub fn consider(
    kit: &Kit,
    doc: &Doc<'_>,
    tags: &Tags,
    actors: &[Actor],
    times: &[TimeMention],
    told: &[Statement],
) -> Vec<Considered> {
    let book = &kit.book;
    let parties = Parties::new(doc, &book.words, actors, times, told);
    let scenery = Scenery::of(book, doc, tags);
    let mut considered = Vec::new();
    let mut codings: Vec<Coding> = Vec::new();
    for token in 0..doc.tokens.len() {
        match matching::at(book, tags, &parties, token) {
            None => {}
            Some(Ok(found)) => {
                let mut coding = coding::code(book, tags, &parties, &found);
                scenery.silence(&parties, &mut coding);
                codings.push(coding);
            }
            Some(Err(families)) => considered.push(Considered {
                trigger: doc.span_of(token..token + 1),
                by: families.into_iter().map(str::to_owned).collect(),
                outcome: Outcome::Dropped("nothing that a pattern asks for hangs on it".to_owned()),
            }),
        }
    }
    precedence::settle(book, doc, tags, &mut codings);
    let around = Circumstances::new(doc, tags, times, told);
    for coding in codings.iter_mut().filter(|coding| coding.dropped.is_none()) {
        let nobody = coding.sides.actors.is_empty() && coding.sides.recipients.is_empty();
        // Of talks, protest and force it is enough to know where.
        let event = coding.cameo.starts_with("04") || coding.cameo.as_str() >= "14";
        let placed = event && around.place(coding).is_some();
        if nobody && !placed {
            coding.dropped = Some("neither who nor to whom nor where".to_owned());
        } else if around.is_bygone(&book.words, coding) {
            coding.dropped = Some("a quarrel about what was long ago".to_owned());
        }
    }
    codings.sort_by_key(|coding| coding.trigger);
    let mut number = 0;
    for coding in &codings {
        let trigger = doc.span_of(coding.trigger..coding.trigger + 1);
        let outcome = match &coding.dropped {
            Some(why) => Outcome::Dropped(why.clone()),
            None => {
                number += 1;
                Outcome::Coded(Box::new(event(book, &around, coding, EventId(number - 1))))
            }
        };
        considered.push(Considered { trigger, by: coding.by.clone(), outcome });
    }
    considered.sort_by_key(|considered| considered.trigger.start());
    considered
}

fn event(book: &Book, around: &Circumstances<'_>, coding: &Coding, id: EventId) -> Event {
    let doc = around.doc;
    let code = book.codes.of(&coding.cameo);
    let (kind, mode) = match &coding.plover {
        Some((kind, mode)) => (Some(kind.clone()), mode.clone()),
        None => (code.kind, code.mode),
    };
    let trigger = doc.span_of(coding.trigger..coding.trigger + 1);
    let spans = coding.tokens.iter().map(|&token| doc.span_of(token..token + 1));
    let sentence = doc.sentences.get(doc.sentence_of(coding.trigger));
    let words = sentence.map_or(0..0, |sentence| sentence.tokens.clone());
    let mut context = book.scenes.contexts(words.map(|token| around.tags.lemma(token)));
    for told in code.contexts {
        if !context.contains(&told) {
            context.push(told);
        }
    }
    context.sort_unstable();
    let deed = is_deed(coding);
    let when = around.when(&book.words, coding, deed);
    let planned = coding.status == EventStatus::Happened
        && deed
        && when.as_ref().is_some_and(|when| around.is_to_come(when));
    Event {
        id,
        trigger,
        span: spans.fold(trigger, Span::join),
        plover: kind.map(|kind| Plover { kind, mode, context }),
        cameo: Some(coding.cameo.clone()),
        status: if planned { EventStatus::Planned } else { coding.status },
        actors: coding.sides.actors.clone(),
        recipients: coding.sides.recipients.clone(),
        place: around.place(coding),
        when,
        statement: around.statement(trigger),
        by: coding.by.clone(),
    }
}

// Of a deed its time is told; of words, often that of what they are about: "agreed to meet on
// Friday", "welcomed Friday's vote".
fn is_deed(coding: &Coding) -> bool {
    let words = ["01", "02", "03", "05", "09", "10", "11", "12", "13"];
    let turned = coding.by.iter().any(|by| by.starts_with("turn."));
    !turned && !words.iter().any(|root| coding.cameo.starts_with(root))
}
