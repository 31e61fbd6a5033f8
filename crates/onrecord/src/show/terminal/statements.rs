//! STATEMENTS: what was said, by speaker.

use onrecord_types::{ActorId, Firmness, Mode, Statement};

use super::page::{Page, word};
use super::{Ink, Piece, Sheet, clock, closed, piece, who};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let statements = &page.record.statements;
    if statements.is_empty() {
        return;
    }
    sheet.heading("STATEMENTS", "");
    let mut speakers: Vec<Source> = Vec::new();
    for statement in statements {
        let source = source(page, statement);
        if !speakers.contains(&source) {
            speakers.push(source);
        }
    }
    // Whoever says something without being known comes last.
    speakers.sort();
    for speaker in speakers {
        sheet.paragraph(2, 4, &head(page, &speaker));
        for statement in statements.iter().filter(|s| source(page, s) == speaker) {
            sheet.paragraph(4, 4, &[piece(Ink::Plain, said(page, statement))]);
            sheet.paragraph(6, 6, &frame(page, statement));
        }
    }
}

/// Whose words they are: of somebody known, of somebody only described, or of nobody told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Known(ActorId),
    Described(String),
    Untold,
}

fn source(page: &Page<'_>, statement: &Statement) -> Source {
    match (statement.speaker, statement.speaker_span) {
        (Some(actor), _) => Source::Known(actor),
        (None, Some(span)) => Source::Described(page.words(span)),
        (None, None) => Source::Untold,
    }
}

fn head(page: &Page<'_>, source: &Source) -> Vec<Piece> {
    match source {
        Source::Known(id) => {
            let actor = page.actor(*id).filter(|actor| !actor.offices.is_empty());
            let office = actor.map_or(String::new(), |actor| format!("  {}", who::what(actor)));
            vec![piece(Ink::Name, page.name(*id)), piece(Ink::Faint, office)]
        }
        Source::Described(words) => vec![piece(Ink::Name, words.as_str())],
        Source::Untold => vec![piece(Ink::Faint, "speaker not told")],
    }
}

/// What was said; in quotation marks if it is in the speaker's own words.
pub fn said(page: &Page<'_>, statement: &Statement) -> String {
    let words = page.all_words(&statement.content);
    spoken(&words, statement.mode)
}

/// The same for words that are already at hand.
pub fn spoken(words: &str, mode: Mode) -> String {
    let opens = words.starts_with(['"', '“', '‘', '\'', '«', '„']);
    let words = words.trim_end_matches(',');
    if mode == Mode::Direct && !opens { format!("“{words}”") } else { closed(words) }
}

/// How, when, to whom, through which channel, on whose word.
pub fn frame(page: &Page<'_>, statement: &Statement) -> Vec<Piece> {
    let mut parts: Vec<(Ink, String)> = Vec::new();
    let cue = statement.cue.as_ref().map_or("told".to_owned(), |cue| page.words(cue.span));
    parts.push((Ink::Faint, cue));
    if !statement.addressees.is_empty() {
        parts.push((Ink::Faint, format!("to {}", page.names(&statement.addressees))));
    }
    if let Some(said) = &statement.said {
        parts.push((Ink::Faint, clock::when(said, page.year())));
    }
    if let Some(channel) = &statement.channel {
        let kind = word(&channel.kind);
        let told = match &channel.name {
            Some(name) if name.to_lowercase().contains(&kind) => name.clone(),
            Some(name) => format!("{kind}, {name}"),
            None => kind,
        };
        parts.push((Ink::Faint, told));
    }
    if !statement.via.is_empty() {
        parts.push((Ink::Open, format!("via {}", page.names(&statement.via))));
    }
    if let Some(outer) = statement.within {
        let teller = page.teller(Some(outer)).unwrap_or_else(|| outer.to_string());
        parts.push((Ink::Open, format!("as told by {teller}")));
    }
    match statement.firmness {
        Firmness::Asserted => {}
        Firmness::Denied => parts.push((Ink::Bad, "denied".to_owned())),
        other => parts.push((Ink::Open, word(&other))),
    }
    if statement.certainty.0 < 500 {
        let percent = statement.certainty.0 / 10;
        parts.push((Ink::Open, format!("{percent} % sure")));
    }
    parts.retain(|(_, told)| !told.is_empty());
    let mut line = Vec::new();
    for (at, (ink, told)) in parts.into_iter().enumerate() {
        if at > 0 {
            line.push(piece(Ink::Faint, " · "));
        }
        line.push(piece(ink, told));
    }
    line
}
