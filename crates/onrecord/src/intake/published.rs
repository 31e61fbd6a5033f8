//! The publication time, from however it was told.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use onrecord_types::{Moment, Note, Published, PublishedFrom};

/// Days outside these years are taken for mistakes.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// Reads a publication time: a day, or a day and a clock time with or without an offset; also in
/// the words of mail and web headers. What cannot be read is unknown, with a note.
///
/// ```
/// use onrecord::intake::published;
/// use onrecord::types::PublishedFrom;
/// let mut notes = Vec::new();
/// let when = published("2025-03-18T10:54:00-04:00", PublishedFrom::Option, &mut notes);
/// assert_eq!(when.value.as_deref(), Some("2025-03-18T10:54:00-04:00"));
/// assert_eq!(published("soon", PublishedFrom::Option, &mut notes).value, None);
/// assert_eq!(notes[0].code, "published.unreadable");
/// ```
pub fn published(told: &str, from: PublishedFrom, notes: &mut Vec<Note>) -> Published {
    let told = told.trim();
    if told.is_empty() {
        return Published::default();
    }
    let Some(time) = read(told) else {
        let message = format!("cannot read the publication time {} (use YYYY-MM-DD)", quoted(told));
        notes.push(Note::new("published.unreadable", message));
        return Published::default();
    };
    let day = match time {
        Time::Day(day) => day,
        Time::Local(local) | Time::Exact(Moment { local, .. }) => local.date(),
    };
    if !YEARS.contains(&day.year()) {
        let message = format!("{} is no likely day of publication and is left out", quoted(told));
        notes.push(Note::new("published.absurd", message));
        return Published::default();
    }
    let moment = match time {
        Time::Day(day) => {
            let at = |day: Date| Some(Moment::new(day.at(0, 0, 0, 0), Offset::UTC));
            let latest = at(day.tomorrow().unwrap_or(day));
            return Published { value: Some(day.to_string()), earliest: at(day), latest, from };
        }
        Time::Local(local) => {
            let message = "the publication time has no offset and is taken as UTC";
            notes.push(Note::new("published.no_offset", message));
            Moment::new(local, Offset::UTC)
        }
        Time::Exact(moment) => moment,
    };
    let value = Some(moment.to_string());
    Published { value, earliest: Some(moment), latest: Some(moment), from }
}

enum Time {
    Day(Date),
    Local(DateTime),
    Exact(Moment),
}

fn read(told: &str) -> Option<Time> {
    let head: String = told.chars().take(10).collect();
    let compact = told.len() == 8 && told.bytes().all(|b| b.is_ascii_digit());
    if told.chars().count() == 10 || compact {
        return told.parse::<Date>().ok().map(Time::Day);
    }
    if head.parse::<Date>().is_ok() {
        // "2025-03-18 10:54:00 +0000", as some pages write it.
        let tight = told.replacen(" +", "+", 1).replacen(" -", "-", 1).replace(" UTC", "Z");
        let pieces = jiff::fmt::temporal::Pieces::parse(&tight).ok()?;
        pieces.time()?;
        return match pieces.to_numeric_offset() {
            Some(_) => tight.parse::<Moment>().ok().map(Time::Exact),
            None => Some(Time::Local(DateTime::from_parts(pieces.date(), pieces.time()?))),
        };
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(told) {
        return Some(Time::Exact(Moment::new(zoned.datetime(), zoned.offset())));
    }
    in_words(told).map(Time::Day)
}

/// "March 18, 2025", "18 Mar 2025".
fn in_words(told: &str) -> Option<Date> {
    let plain = told.replace([',', '.'], " ");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    ["%B %d %Y", "%d %B %Y", "%b %d %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| Date::strptime(form, &words).ok())
}

fn quoted(told: &str) -> String {
    let short: String = told.chars().filter(|c| !c.is_control()).take(40).collect();
    format!("`{short}`")
}
