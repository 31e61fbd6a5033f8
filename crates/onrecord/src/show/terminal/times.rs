//! TIMES: the time expressions on a line through time, what has no place on it after it.

use onrecord_types::{TimeKind, TimeMention};

use super::page::Page;
use super::{Ink, Sheet, clock, piece, sheet};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let times = &page.record.times;
    if times.is_empty() {
        return;
    }
    sheet.heading("TIMES", "");
    let mut placed: Vec<&TimeMention> = times.iter().filter(|t| t.earliest.is_some()).collect();
    placed.sort_by_key(|time| (time.earliest, time.latest, time.span));
    let told = |time: &TimeMention| clock::range(time.earliest, time.latest, page.year());
    let widest = placed.iter().map(|time| sheet::width_of(&told(time))).max().unwrap_or(0);
    let width = widest.clamp(10, sheet.width / 2);
    // The same words for the same time are one line.
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for time in placed {
        let (told, words) = (told(time), page.words(time.span));
        match lines.last_mut() {
            Some((same, all)) if *same == told => {
                if !all.contains(&words) {
                    all.push(words);
                }
            }
            _ => lines.push((told, vec![words])),
        }
    }
    for (told, words) in lines {
        let cells = [(piece(Ink::Plain, told), width)];
        sheet.row(2, &cells, &[piece(Ink::Faint, words.join(" · "))]);
    }
    let rest: Vec<String> = times
        .iter()
        .filter(|time| time.earliest.is_none())
        .map(|time| adrift(page, time))
        .collect();
    if !rest.is_empty() {
        sheet.paragraph(2, 4, &[piece(Ink::Faint, rest.join(" · "))]);
    }
}

/// A length, something that repeats, or a time that cannot be placed.
pub fn adrift(page: &Page<'_>, time: &TimeMention) -> String {
    let words = page.words(time.span);
    match (&time.value, time.kind) {
        (Some(value), TimeKind::Duration) => format!("{words} (length {value})"),
        (Some(value), TimeKind::Set) => format!("{words} (repeats {value})"),
        (Some(value), _) => format!("{words} ({value})"),
        (None, _) => format!("{words} (day not known)"),
    }
}
