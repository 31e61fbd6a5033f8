//! A story as a view for people in a terminal: what changed, then where things stand.

mod board;
mod changes;
mod shelf;
mod speakers;

use onrecord_types::story::{Thread, Version};
use onrecord_types::{Record, Story};
use serde_json::Value;

use super::terminal::{Colour, Ink, Piece, Sheet, figures, piece};
use shelf::Shelf;

/// The view of a story and of the records that it was made of.
pub fn write(story: &Story, records: &[Record], width: usize, colour: Colour) -> String {
    let shelf = Shelf::new(records);
    let mut sheet = Sheet::new(width, colour);
    head(story, &shelf, &mut sheet);
    changes::write(story, &shelf, &mut sheet);
    board::write(story, &shelf, &mut sheet);
    contacts(&story.state.contacts, &shelf, &mut sheet);
    ladders(&story.state.figures, &shelf, &mut sheet);
    speakers::write(&story.state.statements, &shelf, &mut sheet);
    sheet.into_text()
}

fn head(story: &Story, shelf: &Shelf<'_>, sheet: &mut Sheet) {
    sheet.paragraph(0, 0, &[piece(Ink::Strong, story.label.as_str())]);
    let end = |word: &str, id: Option<&String>| {
        id.map(|id| shelf.published(id)).filter(|at| !at.is_empty()).map(|at| word.to_owned() + &at)
    };
    let parts = [
        Some(count(story.dispatches.len(), "dispatch", "dispatches")),
        Some(count(story.origins.len(), "origin", "origins")),
        end("first ", story.dispatches.first()),
        end("newest ", story.dispatches.last()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    sheet.paragraph(0, 0, &[piece(Ink::Faint, parts.join(" · "))]);
    sheet.rule();
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Calls, meetings and talks with what they went through.
fn contacts(threads: &[Thread], shelf: &Shelf<'_>, sheet: &mut Sheet) {
    if threads.is_empty() {
        return;
    }
    sheet.heading("CONTACTS", "");
    for thread in threads {
        let steps =
            steps(thread, |version| Some((text(&version.finding, "status")?, String::new())));
        let mut line = vec![piece(Ink::Name, contact(thread)), piece(Ink::Plain, "  ")];
        line.extend(ladder(&steps));
        let newest = thread.history.last().map(|version| shelf.when(&version.dispatch));
        line.push(piece(Ink::Faint, newest.map_or(String::new(), |at| format!("  {at}"))));
        sheet.paragraph(2, 6, &line);
    }
}

/// "call of Ann Roe and Jo Doe", with everybody the fullest telling names.
fn contact(thread: &Thread) -> String {
    let most = thread.history.iter().max_by_key(|version| names(&version.finding).len());
    let (kind, who) = match most {
        Some(version) => (text(&version.finding, "kind"), names(&version.finding)),
        None => (None, Vec::new()),
    };
    let kind = kind.unwrap_or_else(|| thread.label.clone());
    if who.is_empty() { kind } else { format!("{kind} of {}", who.join(", ")) }
}

fn names(finding: &Value) -> Vec<&str> {
    let all = finding.get("participants").and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Figures, each with the claims that were made of it.
fn ladders(threads: &[Thread], shelf: &Shelf<'_>, sheet: &mut Sheet) {
    if threads.is_empty() {
        return;
    }
    sheet.heading("FIGURES", "");
    for thread in threads {
        let steps = steps(thread, |version| {
            let by = text(&version.finding, "claimed_by");
            let beside: Vec<String> =
                std::iter::once(shelf.when(&version.dispatch)).chain(by).collect();
            Some((amount(&version.finding)?, beside.join(", ")))
        });
        let label = if thread.label.trim().is_empty() { "number" } else { thread.label.as_str() };
        let mut line = vec![piece(Ink::Name, label), piece(Ink::Plain, "  ")];
        line.extend(ladder(&steps));
        sheet.paragraph(2, 6, &line);
    }
}

fn amount(finding: &Value) -> Option<String> {
    let bounds: figures::Bounds = serde_json::from_value(finding.clone()).ok()?;
    Some(figures::amount(&bounds))
}

/// "24 (3 May, police) › 19 (5 May)": the newest stands out.
fn ladder(steps: &[(String, String)]) -> Vec<Piece> {
    let mut line = Vec::new();
    for (at, (told, beside)) in steps.iter().enumerate() {
        if at > 0 {
            line.push(piece(Ink::Faint, " › "));
        }
        let newest = at + 1 == steps.len();
        line.push(piece(if newest { Ink::Strong } else { Ink::Plain }, told.as_str()));
        if !beside.is_empty() {
            line.push(piece(Ink::Faint, format!(" ({beside})")));
        }
    }
    line
}

/// What a thread went through, without steps that only repeat the one before.
fn steps(
    thread: &Thread,
    tell: impl Fn(&Version) -> Option<(String, String)>,
) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = thread.history.iter().filter_map(tell).collect();
    steps.dedup_by(|next, before| next.0 == before.0);
    steps
}

fn text(finding: &Value, key: &str) -> Option<String> {
    finding.get(key).and_then(Value::as_str).map(str::to_owned)
}
