//! Lengths, shifts by a length, and things that repeat.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use onrecord_types::TimeKind;

use super::calendar::{ClockGrain, Place};
use super::meaning::{Anchor, Meaning};
use super::setting::{Setting, Told};
use super::slots::{Count, Slots};
use super::timex3;

/// "30 days", "nearly eight hours", "several years".
pub fn length(slots: &Slots) -> Option<Meaning> {
    let unit = slots.unit?;
    let mut count = slots.count.unwrap_or(Count { vague: true, ..Count::default() });
    if slots.half && !count.vague {
        // "a minute and a half"
        count.thousandths += 500;
    }
    let mut meaning = Meaning::bare(TimeKind::Duration, Some(timex3::length(count, unit)));
    meaning.shade = slots.approx;
    meaning.approximate = slots.approx.is_some() || count.vague;
    meaning.grain = grain(unit);
    meaning.length = seconds(count, unit, slots.approx);
    Some(meaning)
}

/// "the past three months", "the next two weeks": a length that touches a day.
pub fn span(slots: &Slots, setting: &Setting, dir: i64, told: bool) -> Option<Meaning> {
    let mut slots = *slots;
    if slots.count.is_none() && !slots.plural {
        // "the past decade"
        slots.count = Some(Count::whole(1));
    }
    let mut meaning = length(&slots)?;
    let (base, anchor) = if told { setting.last_told() } else { setting.speech() };
    let whole = slots.count.filter(|count| !count.vague).map(|count| count.thousandths);
    meaning.anchor = Some(anchor);
    let unit = slots.unit.filter(|unit| !matches!(*unit, "H" | "MI" | "S"));
    if let (Some(now), Some(thousandths), Some(unit), None) =
        (setting.clock.filter(|_| !told), whole, slots.unit, unit)
    {
        // "the past 24 hours": only where the time of publication is told to the clock.
        let seconds = thousandths.checked_mul(seconds_in(unit)?.0)? / 1000;
        let other = now.checked_add((dir * seconds).seconds()).ok()?;
        meaning.bounds = Some((now.min(other), now.max(other)));
    }
    if let (Some(base), Some(thousandths), Some(unit)) = (base, whole, unit)
        && let Some(other) = moved(base, unit, dir * thousandths)
    {
        let (base, other) = (base.at(0, 0, 0, 0), other.at(0, 0, 0, 0));
        meaning.bounds = Some((base.min(other), base.max(other)));
    }
    Some(meaning)
}

/// "three years ago", "two days later".
pub fn shift(slots: &Slots, setting: &Setting, dir: i64, told: bool) -> Option<Meaning> {
    let unit = slots.unit?;
    // "two days later" counts from a day, not from a year that was told.
    let fine = matches!(unit, "H" | "MI" | "S" | "D" | "W");
    let (base, anchor) = match told {
        true if fine && !setting.told.is_some_and(|told| told.place.holds_days()) => {
            match setting.last_told_day() {
                // What is told is no day, and the day of speech is not meant: it stays open.
                (_, Anchor::Publication) if setting.told.is_some() => (None, Anchor::Unknown),
                day => day,
            }
        }
        true => setting.last_told(),
        false => setting.speech(),
    };
    let Some(count) = slots.count.filter(|count| !count.vague) else {
        let value = if dir < 0 { "PAST_REF" } else { "FUTURE_REF" };
        let mut meaning = Meaning::bare(TimeKind::Date, Some(value.to_owned()));
        (meaning.anchor, meaning.approximate) = (Some(anchor), true);
        return Some(meaning);
    };
    let whole = count.thousandths % 1000 == 0;
    let steps = dir * (count.thousandths / 1000);
    let year_back = unit == "Y" && whole && steps.abs() == 1;
    let place = match (setting.compared.filter(|_| year_back), base) {
        // Business news: against the same quarter of the year before.
        (Some(Told { place: Place::Quarter(year, quarter), .. }), _) => {
            Some(Place::Quarter(year + steps as i16, quarter))
        }
        (_, Some(base)) if matches!(unit, "H" | "MI" | "S") => {
            clock_shift(setting, base, unit, dir * count.thousandths, told)
        }
        (_, Some(base)) if whole && unit == "E" && slots.approx.is_none() => {
            Place::beside(base, "Y", steps * 10)
        }
        (_, Some(base)) if whole => Place::beside(base, unit, steps),
        (_, Some(base)) => moved(base, unit, dir * count.thousandths)
            .and_then(|day| Place::around(day, finer(unit))),
        (_, None) => None,
    };
    let mut meaning = Meaning::bare(TimeKind::Date, place.map(timex3::value));
    if matches!(place, Some(Place::Clock(..) | Place::Part(..))) {
        meaning.kind = TimeKind::Time;
    }
    meaning.place = place;
    meaning.bounds = place.and_then(Place::bounds);
    meaning.anchor = Some(anchor);
    meaning.shade = slots.approx;
    meaning.approximate = slots.approx.is_some();
    meaning.grain = grain(unit);
    Some(meaning)
}

fn clock_shift(
    setting: &Setting,
    base: Date,
    unit: &str,
    thousandths: i64,
    told: bool,
) -> Option<Place> {
    let told_clock = setting.told.filter(|_| told).and_then(|told| match told.place {
        Place::Clock(time, _) => Some(time),
        _ => None,
    });
    let from: DateTime = match (told_clock, setting.clock, told) {
        (Some(time), _, _) => time,
        (None, Some(clock), false) => clock,
        _ => return Some(Place::Day(base)),
    };
    let seconds = thousandths.checked_mul(seconds_in(unit)?.0)? / 1000;
    let time = from.checked_add(seconds.seconds()).ok()?;
    Some(Place::Clock(time, if unit == "H" { ClockGrain::Hour } else { ClockGrain::Minute }))
}

fn finer(unit: &str) -> &'static str {
    match unit {
        "Y" => "M",
        "E" | "C" => "Y",
        _ => "D",
    }
}

/// A day moved by thousandths of a unit.
fn moved(base: Date, unit: &str, thousandths: i64) -> Option<Date> {
    if thousandths.abs() > 5_000_000 {
        return None;
    }
    let (months, days) = match unit {
        "Y" => (thousandths * 12 / 1000, 0),
        "E" => (thousandths * 120 / 1000, 0),
        "C" => (thousandths * 1200 / 1000, 0),
        "Q" => (thousandths * 3 / 1000, 0),
        "HY" => (thousandths * 6 / 1000, 0),
        "M" => (thousandths / 1000, thousandths % 1000 * 30 / 1000),
        "W" => (0, thousandths * 7 / 1000),
        "F" => (0, thousandths * 14 / 1000),
        "D" => (0, thousandths / 1000),
        _ => (0, 0),
    };
    base.checked_add(months.months()).ok()?.checked_add(days.days()).ok()
}

/// "each week", "every Tuesday", "daily", "twice a year".
pub fn repeat(slots: &Slots) -> Option<Meaning> {
    let every = slots.count.filter(|count| !count.vague && count.thousandths % 1000 == 0);
    let interval = every.map_or(1, |count| count.thousandths / 1000).max(1);
    let by = |value: String, freq: &str, rest: &str| {
        let interval = if interval > 1 { format!(";INTERVAL={interval}") } else { String::new() };
        let mut meaning = Meaning::bare(TimeKind::Set, Some(value));
        meaning.repeats = Some(format!("FREQ={freq}{interval}{rest}"));
        Some(meaning)
    };
    let part = slots.part.map(|part| format!("T{part}")).unwrap_or_default();
    if let Some(weekday) = slots.weekday {
        let name = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].get(weekday as usize - 1)?;
        return by(format!("XXXX-WXX-{weekday}{part}"), "WEEKLY", &format!(";BYDAY={name}"));
    }
    if let Some(month) = slots.month {
        return by(format!("XXXX-{month:02}"), "YEARLY", &format!(";BYMONTH={month}"));
    }
    if let Some(season) = slots.season {
        return by(format!("XXXX-{season}"), "YEARLY", "");
    }
    if slots.part.is_some() {
        return by(format!("XXXX-XX-XX{part}"), "DAILY", "");
    }
    let unit = slots.unit?;
    let (freq, times) = match unit {
        "S" => ("SECONDLY", 1),
        "MI" => ("MINUTELY", 1),
        "H" => ("HOURLY", 1),
        "D" => ("DAILY", 1),
        "N" => return by("XXXX-XX-XXTNI".to_owned(), "DAILY", ""),
        "WE" => return by("XXXX-WXX-WE".to_owned(), "WEEKLY", ";BYDAY=SA,SU"),
        "W" => ("WEEKLY", 1),
        "F" => ("WEEKLY", 2),
        "M" => ("MONTHLY", 1),
        "Q" => ("MONTHLY", 3),
        "HY" => ("MONTHLY", 6),
        "Y" => ("YEARLY", 1),
        "E" => ("YEARLY", 10),
        "C" => ("YEARLY", 100),
        _ => return None,
    };
    let mut meaning = by(timex3::length(Count::whole(interval), unit), freq, "")?;
    if times * interval > 1 {
        meaning.repeats = Some(format!("FREQ={freq};INTERVAL={}", times * interval));
    }
    meaning.grain = grain(unit);
    Some(meaning)
}

/// The name of a unit's grain.
pub fn grain(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "S" => "second",
        "MI" => "minute",
        "H" => "hour",
        "D" | "N" => "day",
        "W" | "F" => "week",
        "WE" => "weekend",
        "M" => "month",
        "Q" => "quarter",
        "HY" => "half",
        "Y" | "K" => "year",
        "E" => "decade",
        "C" => "century",
        _ => return None,
    })
}

/// Shortest and longest length of one unit, in seconds.
fn seconds_in(unit: &str) -> Option<(i64, i64)> {
    let days = |least: i64, most: i64| Some((least * 86_400, most * 86_400));
    match unit {
        "S" => Some((1, 1)),
        "MI" => Some((60, 60)),
        "H" => Some((3_600, 3_600)),
        "D" | "N" => days(1, 1),
        "W" => days(7, 7),
        "WE" => days(2, 2),
        "F" => days(14, 14),
        "M" => days(28, 31),
        "Q" => days(90, 92),
        "HY" => days(181, 184),
        "Y" => days(365, 366),
        "E" => days(3_652, 3_653),
        "C" => days(36_524, 36_525),
        "K" => days(365_242, 365_243),
        _ => None,
    }
}

/// "nearly eight hours" is seven to eight; "more than 90 minutes" has no upper end.
pub fn seconds(count: Count, unit: &str, approx: Option<&str>) -> Option<(i64, Option<i64>)> {
    let (least, most) = seconds_in(unit)?;
    if count.vague {
        return Some((least.checked_mul(2)?, None));
    }
    let upper = count.upto.unwrap_or(count.thousandths);
    let low = count.thousandths.checked_mul(least)? / 1000;
    let high = upper.checked_mul(most)? / 1000;
    Some(match approx {
        Some("MORE_THAN" | "EQUAL_OR_MORE") => (low, None),
        Some("EQUAL_OR_LESS") => (0, Some(high)),
        Some("LESS_THAN") => ((low - least).max(0), Some(high)),
        Some(_) => (low - low / 10, Some(high + high / 10)),
        None => (low, Some(high)),
    })
}

/// Where a span with told ends lies, for vague words with bounds of policy: `-4w..0d`.
pub fn policy(bounds: &str, base: Date) -> Option<(DateTime, DateTime)> {
    let (from, to) = bounds.split_once("..")?;
    let end = |told: &str| {
        let unit = told.chars().last()?.to_ascii_uppercase().to_string();
        let number: i64 = told.get(..told.len() - 1)?.parse().ok()?;
        moved(base, &unit, number * 1000).map(|day| day.at(0, 0, 0, 0))
    };
    Some((end(from)?, end(to)?))
}
