//! The publication time, from however it was told.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use onrecord_types::{Moment, Note, Published, PublishedFrom};

/// Reads a publication time: a day, or a day and a clock time with or without an offset.
/// What cannot be read is unknown, with a note.
pub fn published(told: &str, from: PublishedFrom, notes: &mut Vec<Note>) -> Published {
    let told = told.trim();
    if let Ok(day) = told.parse::<Date>().filter_len(told, 10) {
        let earliest = Moment::new(day.at(0, 0, 0, 0), Offset::UTC);
        let next = day.tomorrow().unwrap_or(day);
        let latest = Moment::new(next.at(0, 0, 0, 0), Offset::UTC);
        return Published {
            value: Some(told.to_owned()),
            earliest: Some(earliest),
            latest: Some(latest),
            from,
        };
    }
    let moment = told.parse::<Moment>().ok().or_else(|| {
        let local = told.parse::<DateTime>().ok()?;
        Some(Moment::new(local, Offset::UTC))
    });
    match moment {
        Some(moment) => Published {
            value: Some(moment.to_string()),
            earliest: Some(moment),
            latest: Some(moment),
            from,
        },
        None => {
            let message = format!("cannot read the publication time {told:?} (use YYYY-MM-DD)");
            notes.push(Note::new("published.unreadable", message));
            Published::default()
        }
    }
}

trait FilterLen: Sized {
    fn filter_len(self, told: &str, len: usize) -> Self;
}

impl FilterLen for Result<Date, jiff::Error> {
    // A day is ten characters; the parser would also take the day out of a longer text.
    fn filter_len(self, told: &str, len: usize) -> Self {
        if told.len() == len { self } else { "".parse::<Date>() }
    }
}
