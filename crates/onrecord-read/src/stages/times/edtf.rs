//! The EDTF (ISO 8601-2) form of places and stretches of days.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::calendar::{ClockGrain, Place};

/// The EDTF form of a place; what is finer than a day and no clock time is given as its day.
pub fn value(place: Place, offset: Option<Offset>) -> Option<String> {
    Some(match place {
        Place::Century(c) if c < 0 => return days(place.bounds()?, false),
        Place::Century(c) => format!("{c:02}XX"),
        Place::Decade(d) if d < 0 => return days(place.bounds()?, false),
        Place::Decade(d) => format!("{d:03}X"),
        Place::Year(y) => year(y),
        Place::Half(y, h) => format!("{}-{}", year(y), 39 + h),
        Place::Quarter(y, q) => format!("{}-{}", year(y), 32 + q),
        Place::Season(y, season) => {
            let number = match season {
                "SP" => 21,
                "SU" => 22,
                "FA" => 23,
                _ => 24,
            };
            format!("{}-{number}", year(y))
        }
        Place::Month(y, m) => format!("{}-{m:02}", year(y)),
        Place::Week(..) | Place::Weekend(..) => return days(place.bounds()?, false),
        Place::Day(date) | Place::Part(date, _) => date_value(date),
        Place::Clock(time, grain) => {
            let clock = time.time();
            let second = if grain == ClockGrain::Second { clock.second() } else { 0 };
            let zone = offset.map(zone_value).unwrap_or_default();
            let (hour, minute) = (clock.hour(), clock.minute());
            format!("{}T{hour:02}:{minute:02}:{second:02}{zone}", date_value(time.date()))
        }
    })
}

/// An interval of whole days; `about` marks both ends as approximate.
pub fn days(bounds: (DateTime, DateTime), about: bool) -> Option<String> {
    let (from, to) = bounds;
    let last = to.checked_sub(1.second()).ok()?.date();
    let mark = if about { "~" } else { "" };
    if from.date() == last {
        return Some(format!("{}{mark}", date_value(last)));
    }
    Some(format!("{}{mark}/{}{mark}", date_value(from.date()), date_value(last)))
}

fn year(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

fn date_value(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day())
}

fn zone_value(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return "Z".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
