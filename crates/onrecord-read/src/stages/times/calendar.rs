//! Places on the calendar and the clock: their bounds, neighbours and grain.

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// A place on the calendar, as fine as it is told. Years count as astronomers do: 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A hundred years: 19 is 1900 to 1999.
    Century(i16),
    /// Ten years: 199 is 1990 to 1999.
    Decade(i16),
    Year(i16),
    /// First or second.
    Half(i16, i8),
    Quarter(i16, i8),
    /// `SP`, `SU`, `FA`, `WI`; winter begins in December of its year.
    Season(i16, &'static str),
    Month(i16, i8),
    /// ISO year and week.
    Week(i16, i8),
    /// Saturday and Sunday of an ISO week.
    Weekend(i16, i8),
    Day(Date),
    /// `MO`, `AF`, `EV`, `NI`, `DT` of a day.
    Part(Date, &'static str),
    /// A clock time and how fine it is.
    Clock(DateTime, ClockGrain),
}

/// How fine a clock time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockGrain {
    Hour,
    Minute,
    Second,
}

impl Place {
    /// First moment and the one after the last, on the wall.
    pub fn bounds(self) -> Option<(DateTime, DateTime)> {
        let days =
            |from: Date, span: Span| Some((at(from, 0), at(from.checked_add(span).ok()?, 0)));
        match self {
            Place::Century(c) => days(day(c.checked_mul(100)?, 1, 1)?, 100.years()),
            Place::Decade(d) => days(day(d.checked_mul(10)?, 1, 1)?, 10.years()),
            Place::Year(y) => days(day(y, 1, 1)?, 1.year()),
            Place::Half(y, h) => days(day(y, h * 6 - 5, 1)?, 6.months()),
            Place::Quarter(y, q) => days(day(y, q * 3 - 2, 1)?, 3.months()),
            Place::Season(y, season) => days(day(y, season_month(season), 1)?, 3.months()),
            Place::Month(y, m) => days(day(y, m, 1)?, 1.month()),
            Place::Week(y, w) => days(monday(y, w)?, 1.week()),
            Place::Weekend(y, w) => days(monday(y, w)?.checked_add(5.days()).ok()?, 2.days()),
            Place::Day(date) => days(date, 1.day()),
            Place::Part(date, part) => {
                let (from, to) = part_hours(part);
                Some((at(date, from), after(date, to)?))
            }
            Place::Clock(time, grain) => {
                let span = match grain {
                    ClockGrain::Hour | ClockGrain::Minute => 1.minute(),
                    ClockGrain::Second => 1.second(),
                };
                Some((time, time.checked_add(span).ok()?))
            }
        }
    }

    /// The day on which it begins.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Place::Part(date, _) | Place::Day(date) => Some(date),
            _ => self.bounds().map(|(from, _)| from.date()),
        }
    }

    /// How fine it is, in a word.
    pub fn grain(self) -> &'static str {
        match self {
            Place::Century(_) => "century",
            Place::Decade(_) => "decade",
            Place::Year(_) => "year",
            Place::Half(..) => "half",
            Place::Quarter(..) => "quarter",
            Place::Season(..) => "season",
            Place::Month(..) => "month",
            Place::Week(..) => "week",
            Place::Weekend(..) => "weekend",
            Place::Day(_) => "day",
            Place::Part(..) => "part",
            Place::Clock(_, ClockGrain::Hour) => "hour",
            Place::Clock(_, ClockGrain::Minute) => "minute",
            Place::Clock(_, ClockGrain::Second) => "second",
        }
    }

    /// Whether it is a day or less.
    pub fn is_fine(self) -> bool {
        matches!(self, Place::Day(_) | Place::Part(..) | Place::Clock(..))
    }

    /// Whether days may be counted from it: a month or less.
    pub fn holds_days(self) -> bool {
        self.is_fine() || matches!(self, Place::Month(..) | Place::Week(..) | Place::Weekend(..))
    }

    /// The stretch of a unit that holds a day.
    pub fn around(date: Date, unit: &str) -> Option<Place> {
        let week = date.iso_week_date();
        Some(match unit {
            "D" => Place::Day(date),
            "W" => Place::Week(week.year(), week.week()),
            "WE" => Place::Weekend(week.year(), week.week()),
            "M" => Place::Month(date.year(), date.month()),
            "Q" => Place::Quarter(date.year(), (date.month() + 2) / 3),
            "HY" => Place::Half(date.year(), (date.month() + 5) / 6),
            "Y" => Place::Year(date.year()),
            "E" => Place::Decade(date.year().div_euclid(10)),
            "C" => Place::Century(date.year().div_euclid(100)),
            _ => return None,
        })
    }

    /// The stretch of a unit some steps away from the one that holds a day.
    pub fn beside(date: Date, unit: &str, steps: i64) -> Option<Place> {
        if !(-9000..=9000).contains(&steps) {
            return None;
        }
        let moved = match unit {
            "D" => date.checked_add(steps.days()),
            "W" | "WE" => date.checked_add(steps.weeks()),
            "F" => date.checked_add((steps * 2).weeks()),
            // From the first of the month, so that no month is skipped for being short.
            "M" => date.first_of_month().checked_add(steps.months()),
            "Q" => date.first_of_month().checked_add((steps * 3).months()),
            "HY" => date.first_of_month().checked_add((steps * 6).months()),
            "Y" => date.first_of_year().checked_add(steps.years()),
            "E" => date.first_of_year().checked_add((steps * 10).years()),
            "C" => date.first_of_year().checked_add((steps * 100).years()),
            _ => return None,
        };
        Place::around(moved.ok()?, if unit == "F" { "W" } else { unit })
    }
}

/// A day, if there is one of that name.
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Monday of an ISO week.
pub fn monday(year: i16, week: i8) -> Option<Date> {
    ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date)
}

/// The weekday of a date, Monday being 1.
pub fn weekday(date: Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

fn at(date: Date, hour: i8) -> DateTime {
    date.at(hour, 0, 0, 0)
}

/// So many hours after the start of a day; 30 is 6 in the morning of the next.
fn after(date: Date, hours: i8) -> Option<DateTime> {
    at(date, 0).checked_add(i64::from(hours).hours()).ok()
}

/// From which hour to which a part of the day lasts.
fn part_hours(part: &str) -> (i8, i8) {
    match part {
        "MO" => (6, 12),
        "AF" => (12, 18),
        "EV" => (18, 24),
        "NI" => (21, 30),
        "DT" => (6, 18),
        _ => (0, 24),
    }
}

fn season_month(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

/// The part of a place that "early", "mid" or "late" leaves: our policy, not the text's.
pub fn shaded(place: Place, shade: &str) -> Option<(DateTime, DateTime)> {
    let (from, to) = place.bounds()?;
    let (start, end) = match place {
        Place::Month(..) => {
            (from.date().checked_add(10.days()), from.date().checked_add(20.days()))
        }
        Place::Year(_) => {
            (from.date().checked_add(4.months()), from.date().checked_add(8.months()))
        }
        Place::Decade(_) => {
            (from.date().checked_add(3.years()), from.date().checked_add(7.years()))
        }
        Place::Century(_) => {
            (from.date().checked_add(33.years()), from.date().checked_add(67.years()))
        }
        Place::Week(..) => (from.date().checked_add(2.days()), from.date().checked_add(4.days())),
        Place::Quarter(..) | Place::Season(..) => {
            (from.date().checked_add(1.month()), from.date().checked_add(2.months()))
        }
        Place::Half(..) => {
            (from.date().checked_add(2.months()), from.date().checked_add(4.months()))
        }
        Place::Day(date) => {
            return Some(match shade {
                "START" => (from, after(date, 8)?),
                "END" => (after(date, 18)?, to),
                _ => (after(date, 10)?, after(date, 14)?),
            });
        }
        _ => return Some((from, to)),
    };
    let (start, end) = (at(start.ok()?, 0), at(end.ok()?, 0));
    Some(match shade {
        "START" => (from, start),
        "MID" => (start, end),
        _ => (end, to),
    })
}
