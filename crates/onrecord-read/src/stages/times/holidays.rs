//! On which day a holiday falls in a year.

use jiff::civil::{Date, Weekday, date};

/// How a holiday is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, weekday (Monday is 1), which of them (-1 the last), and so many days after it.
    Nth(i8, i8, i8, i32),
    /// Days after Easter Sunday.
    Easter(i32),
}

impl Holiday {
    /// Reads `12-25`, `11-w4-4`, `05-w1-l`, `11-w1-1+1` or `easter-2`.
    pub fn read(told: &str) -> Option<Holiday> {
        if let Some(days) = told.strip_prefix("easter") {
            return days.parse().ok().map(Holiday::Easter);
        }
        let mut parts = told.split('-');
        let month: i8 = parts.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
        let second = parts.next()?;
        let Some(weekday) = second.strip_prefix('w') else {
            return Some(Holiday::Fixed(month, second.parse().ok()?));
        };
        let (which, after) =
            parts.next().map(|told| told.split_once('+').unwrap_or((told, "0")))?;
        let which = if which == "l" { -1 } else { which.parse().ok()? };
        let weekday = weekday.parse().ok().filter(|k| (1..=7).contains(k))?;
        Some(Holiday::Nth(month, weekday, which, after.parse().ok()?))
    }

    /// Its day in a year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
            Holiday::Nth(month, weekday, which, after) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(which, weekday);
                day.ok()?.checked_add(jiff::Span::new().try_days(after).ok()?).ok()
            }
            Holiday::Easter(days) => {
                easter(year)?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
            }
        }
    }
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm).
fn easter(year: i16) -> Option<Date> {
    if !(1583..=4099).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Some(date(year, month as i8, day as i8))
}
