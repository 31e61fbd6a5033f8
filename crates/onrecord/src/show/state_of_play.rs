//! A story as a view for people in a terminal: what changed, then where things stand.

use onrecord_types::story::{Thread, Version};
use onrecord_types::{Change, ChangeKind, Story};
use serde_json::Value;

use super::terminal::{Colour, Ink, Piece, Sheet, clock, piece};

/// The view of a story.
pub fn write(story: &Story, width: usize, colour: Colour) -> String {
    let mut sheet = Sheet::new(width, colour);
    head(story, &mut sheet);
    changes(story, &mut sheet);
    positions(&story.state.positions, &mut sheet);
    figures(&story.state.figures, &mut sheet);
    contacts(&story.state.contacts, &mut sheet);
    speakers(&story.state.statements, &mut sheet);
    sheet.into_text()
}

fn head(story: &Story, sheet: &mut Sheet) {
    sheet.paragraph(0, 0, &[piece(Ink::Strong, story.label.as_str())]);
    let seen = |word: &str, at: Option<onrecord_types::Moment>| {
        at.map(|at| format!("{word} {}", clock::moment(at, None)))
    };
    let parts = [
        Some(count(story.dispatches.len(), "dispatch", "dispatches")),
        Some(count(story.origins.len(), "origin", "origins")),
        seen("first seen", story.first_seen),
        seen("last", story.last_seen),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    sheet.paragraph(0, 0, &[piece(Ink::Faint, parts.join(" · "))]);
    sheet.rule();
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

const MARKS: &[(ChangeKind, &str, Ink)] = &[
    (ChangeKind::Corrected, "! CORRECTED", Ink::Bad),
    (ChangeKind::Withdrawn, "× WITHDRAWN", Ink::Bad),
    (ChangeKind::Conflict, "≠ CONFLICT", Ink::Bad),
    (ChangeKind::New, "+ NEW", Ink::Name),
    (ChangeKind::Updated, "↻ UPDATED", Ink::Open),
    (ChangeKind::Firmer, "▲ FIRMER", Ink::Good),
    (ChangeKind::Softer, "▽ SOFTER", Ink::Open),
    (ChangeKind::Repeated, "= REPEATED", Ink::Faint),
    (ChangeKind::Lagged, "… LAGGED", Ink::Faint),
];

fn changes(story: &Story, sheet: &mut Sheet) {
    sheet.heading("CHANGES", "");
    if story.changes.is_empty() {
        sheet.paragraph(2, 2, &[piece(Ink::Faint, "nothing has changed")]);
    }
    let mut dispatch = "";
    for change in &story.changes {
        if change.dispatch != dispatch {
            dispatch = &change.dispatch;
            let at = change.at.map(|at| clock::moment(at, None)).unwrap_or_default();
            let line = format!("{dispatch}  {at}");
            sheet.paragraph(2, 2, &[piece(Ink::Faint, line.trim_end())]);
        }
        one_change(change, sheet);
    }
    let folded: usize = story.origins.iter().map(|set| set.len().saturating_sub(1)).sum();
    if folded > 0 {
        let line = format!("{} folded", count(folded, "near-copy", "near-copies"));
        sheet.row(2, &[(piece(Ink::Faint, "= REPEATED"), MARK)], &[piece(Ink::Faint, line)]);
    }
}

const MARK: usize = 12;

fn one_change(change: &Change, sheet: &mut Sheet) {
    let known = MARKS.iter().find(|(kind, _, _)| *kind == change.kind);
    let (mark, ink) = known.map_or(("", Ink::Plain), |(_, mark, ink)| (*mark, *ink));
    sheet.row(2, &[(piece(ink, mark), MARK)], &[piece(Ink::Plain, change.line.as_str())]);
}

fn positions(threads: &[Thread], sheet: &mut Sheet) {
    if threads.is_empty() {
        return;
    }
    sheet.heading("POSITIONS", "");
    for thread in threads {
        let steps = steps(thread, |version| text(&version.finding, "stance"));
        let told = steps.join(" › ");
        let label = piece(Ink::Name, format!("{}  ", thread.label));
        sheet.paragraph(2, 6, &[label, piece(Ink::Strong, told)]);
    }
}

fn figures(threads: &[Thread], sheet: &mut Sheet) {
    if threads.is_empty() {
        return;
    }
    sheet.heading("FIGURES", "");
    for thread in threads {
        let steps = steps(thread, |version| {
            let amount = amount(&version.finding)?;
            let by = text(&version.finding, "claimed_by");
            let at = version.at.map(|at| clock::moment(at, None));
            let beside: Vec<String> = at.into_iter().chain(by).collect();
            Some(match beside.is_empty() {
                true => amount,
                false => format!("{amount} ({})", beside.join(", ")),
            })
        });
        let label = piece(Ink::Name, format!("{}  ", thread.label));
        sheet.paragraph(2, 6, &[label, piece(Ink::Plain, steps.join(" › "))]);
    }
}

fn amount(finding: &Value) -> Option<String> {
    let number = |key| finding.get(key).filter(|value| value.is_number()).map(Value::to_string);
    let unit = text(finding, "unit").map(|unit| format!(" {unit}")).unwrap_or_default();
    let told = match (number("low"), number("high")) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => return None,
    };
    Some(told + &unit)
}

fn contacts(threads: &[Thread], sheet: &mut Sheet) {
    if threads.is_empty() {
        return;
    }
    sheet.heading("CONTACTS", "");
    for thread in threads {
        let steps = steps(thread, |version| text(&version.finding, "status"));
        let who = thread.label.rsplit_once(", ").map_or(thread.label.as_str(), |(who, _)| who);
        let label = piece(Ink::Name, format!("{who}  "));
        sheet.paragraph(2, 6, &[label, piece(Ink::Plain, steps.join(" › "))]);
    }
}

fn speakers(threads: &[Thread], sheet: &mut Sheet) {
    let mut speakers: Vec<(String, usize)> = Vec::new();
    for version in threads.iter().flat_map(|thread| &thread.history) {
        let name = text(&version.finding, "speaker").unwrap_or_else(|| "nobody named".to_owned());
        match speakers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, number)) => *number += 1,
            None => speakers.push((name, 1)),
        }
    }
    if speakers.is_empty() {
        return;
    }
    speakers.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    sheet.heading("STATEMENTS", "by speaker");
    let pieces: Vec<Piece> = speakers
        .iter()
        .flat_map(|(name, number)| {
            [piece(Ink::Name, name.as_str()), piece(Ink::Faint, format!(" {number}   "))]
        })
        .collect();
    sheet.paragraph(2, 2, &pieces);
}

// What a thread went through, without steps that only repeat the one before.
fn steps(thread: &Thread, tell: impl Fn(&Version) -> Option<String>) -> Vec<String> {
    let mut steps: Vec<String> = thread.history.iter().filter_map(tell).collect();
    steps.dedup();
    steps
}

fn text(finding: &Value, key: &str) -> Option<String> {
    finding.get(key).and_then(Value::as_str).map(str::to_owned)
}
