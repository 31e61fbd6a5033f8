//! Times for people: as short as they can be said without losing what is known.

use jiff::civil::{DateTime, Time};
use onrecord_types::{Moment, When};

/// "18 Mar 10:54 (UTC−4)", "10–16 Mar", "since 18 Mar 10:00"; empty where nothing is known.
/// The year is left out if it is `year`.
pub fn when(when: &When, year: Option<i16>) -> String {
    range(when.earliest, when.latest, year)
}

/// The same for two ends.
pub fn range(from: Option<Moment>, to: Option<Moment>, year: Option<i16>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {}", moment(from, year)),
        (None, Some(to)) => format!("until {}", moment(to, year)),
        (Some(from), Some(to)) => between(from, to, year),
    }
}

/// A point in time; midnight stands for a day of which no clock time is known.
pub fn moment(moment: Moment, year: Option<i16>) -> String {
    match moment.local.time() == Time::midnight() {
        true => day(moment.local, year),
        false => minute(moment, year),
    }
}

fn minute(moment: Moment, year: Option<i16>) -> String {
    format!("{} {}{}", day(moment.local, year), clock(moment.local), offset(moment))
}

fn between(from: Moment, to: Moment, year: Option<i16>) -> String {
    let seconds = to.unix_seconds() - from.unix_seconds();
    let (first, end) = (from.local, to.local);
    if seconds <= 60 {
        let is_day = first.time() == Time::midnight() && from.offset == jiff::tz::Offset::UTC;
        return if is_day { day(first, year) } else { minute(from, year) };
    }
    let midnight = |at: DateTime| at.time() == Time::midnight();
    if midnight(first) && midnight(end) {
        let last = end.date().yesterday().unwrap_or(end.date()).at(0, 0, 0, 0);
        let whole = |months: i32| {
            let next = first.date().checked_add(jiff::Span::new().months(months));
            first.day() == 1 && next.is_ok_and(|next| next == end.date())
        };
        if last.date() == first.date() {
            return day(first, year);
        } else if whole(12) && first.month() == 1 {
            return first.year().to_string();
        } else if whole(1) {
            return first.strftime("%B %Y").to_string();
        } else if first.year() == last.year() && first.month() == last.month() {
            return format!("{}–{}", first.day(), day(last, year));
        }
        let year = if first.year() == last.year() { year } else { None };
        return format!("{} – {}", day(first, year), day(last, year));
    }
    if first.date() == end.date() {
        let (from_clock, to_clock) = (clock(first), clock(end));
        return format!("{} {from_clock}–{to_clock}{}", day(first, year), offset(from));
    }
    if midnight(end) && end.date().yesterday().is_ok_and(|last| last == first.date()) {
        return format!("{} {}–24:00{}", day(first, year), clock(first), offset(from));
    }
    let ends = [(first, year), (end, year)].map(|(at, year)| {
        let clock = if midnight(at) { String::new() } else { format!(" {}", clock(at)) };
        format!("{}{clock}", day(at, year))
    });
    format!("{} – {}{}", ends[0], ends[1], offset(from))
}

fn day(at: DateTime, year: Option<i16>) -> String {
    let form = if year == Some(at.year()) { "%-d %b" } else { "%-d %b %Y" };
    at.strftime(form).to_string()
}

fn clock(at: DateTime) -> String {
    at.strftime("%H:%M").to_string()
}

fn offset(moment: Moment) -> String {
    let minutes = moment.offset.seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => String::new(),
        (hours, 0) => format!(" (UTC{sign}{hours})"),
        (hours, minutes) => format!(" (UTC{sign}{hours}:{minutes:02})"),
    }
}
