//! Finds the dateline: the place, and often the day and the agency, at the head of a text.

use jiff::civil::Date;
use onrecord_types::{Credit, Dateline, Dispatch, Note, PublishedFrom};
use regex::Captures;

use super::{Kit, published};

// Lines before the dateline are titles and by-lines; past a long one the story has begun.
const LINES: usize = 8;
const LONG_LINE: usize = 160;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Finds the dateline and notes it, its agency, and (where nothing else told) its day.
pub fn find(kit: &Kit, dispatch: &mut Dispatch) {
    let text = dispatch.text.clone();
    let mut start = 0;
    let mut seen = 0;
    for line in text.as_str().split_inclusive('\n') {
        let words = line.trim_start();
        let at = start + (line.len() - words.len());
        start += line.len();
        if words.is_empty() {
            continue;
        }
        let skip = header_len(words);
        let words = words.get(skip..).unwrap_or_default();
        if let Some(found) = match_at(kit, words) {
            note(kit, dispatch, at + skip, &found);
            return;
        }
        seen += 1;
        if seen == LINES || words.len() > LONG_LINE {
            return;
        }
    }
}

/// The length of a `date YYYY-MM-DD ` in front, which JSON keeps in its text.
fn header_len(words: &str) -> usize {
    let Some(rest) = words.strip_prefix("date ") else { return 0 };
    let told = rest.split_whitespace().next().unwrap_or_default();
    if told.parse::<Date>().is_err() {
        return 0;
    }
    let rest = rest.strip_prefix(told).unwrap_or(rest);
    words.len() - rest.trim_start().len()
}

fn match_at<'t>(kit: &Kit, words: &'t str) -> Option<Captures<'t>> {
    let found = kit.datelines.iter().find_map(|pattern| pattern.captures(words))?;
    let place = found.name("place").map_or("", |place| place.as_str()).to_uppercase();
    // "BREAKING:" and the like; also "LIVE/BREAKING".
    let is_place = !place.split('/').any(|part| kit.not_places.iter().any(|word| word == part));
    is_place.then_some(found)
}

fn note(kit: &Kit, dispatch: &mut Dispatch, start: usize, found: &Captures<'_>) {
    let span = |range: std::ops::Range<usize>| {
        dispatch.text.span_of_bytes(start + range.start..start + range.end)
    };
    let agency = found.name("agency").and_then(|agency| {
        let name = kit.agencies.get(agency.as_str()).cloned();
        let name = name.unwrap_or_else(|| agency.as_str().to_owned());
        let span = span(agency.range());
        Some(Credit { name, outlet: None, role: "agency".to_owned(), span: Some(span?) })
    });
    let place = found.name("place").and_then(|place| {
        let whole = found.get(0).and_then(|whole| span(whole.range()))?;
        let span = dispatch.text.trim(whole);
        Some(Dateline { place: place.as_str().to_owned(), span })
    });
    dispatch.credits.extend(agency);
    if place.is_none() {
        return;
    }
    let told = found.name("day").and_then(|day| {
        let at = span(day.range());
        Some((day_of(day.as_str(), dispatch)?, at?))
    });
    dispatch.dateline = place;
    if dispatch.published.value.is_some() {
        return;
    }
    match told {
        Some((Told::Day(day), _)) => {
            let told = day.to_string();
            dispatch.published = published(&told, PublishedFrom::Header, &mut dispatch.notes);
        }
        Some((Told::NoYear, span)) => {
            let message = "the day at the head has no year (give one with --published YYYY-MM-DD)";
            dispatch.notes.push(Note::at("dateline.year", span, message));
        }
        None => {}
    }
}

enum Told {
    Day(Date),
    NoYear,
}

/// "3 March", "Aug. 24, 2025"; the year of publication stands in for one that is not told.
fn day_of(words: &str, dispatch: &Dispatch) -> Option<Told> {
    let mut month = None;
    let mut numbers: Vec<i16> = Vec::new();
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if let Ok(number) = word.parse() {
            numbers.push(number);
        } else {
            let short: String = word.to_lowercase().chars().take(3).collect();
            month = MONTHS.iter().position(|name| *name == short);
        }
    }
    let year = numbers.get(1).copied().or_else(|| dispatch.published.day().map(|day| day.year()));
    let (month, day) = (month? as i8 + 1, i8::try_from(*numbers.first()?).ok()?);
    let Some(year) = year else { return Some(Told::NoYear) };
    Date::new(year, month, day).ok().map(Told::Day)
}
