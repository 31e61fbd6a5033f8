//! Finds the place on the calendar that picked-up words stand for.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{Place, day, weekday};
use super::meaning::Anchor;
use super::places::Tables;
use super::setting::{Outlook, Setting};
use super::slots::Slots;

/// A place, or what is left of it where its day or year is not known.
#[derive(Clone, Debug)]
pub enum Placed {
    /// On the calendar.
    Known(Place, Option<Anchor>),
    /// The TIMEX3 value with what is not known as X, and its grain.
    Open(String, &'static str),
}

/// The place that some slots stand for; `told`: the rule hangs on the last told day.
pub fn place(slots: &Slots, setting: &Setting, tables: &Tables, told: bool) -> Option<Placed> {
    let told = told || slots.rel_told;
    let attempts: [fn(&Look<'_>) -> Option<Placed>; 9] = [
        in_told_year,
        in_decade,
        in_month,
        on_weekday,
        in_season,
        in_quarter,
        on_holiday,
        beside,
        on_day,
    ];
    let look = Look { slots, setting, tables, told };
    attempts.iter().find_map(|attempt| attempt(&look))
}

struct Look<'l> {
    slots: &'l Slots,
    setting: &'l Setting,
    tables: &'l Tables,
    told: bool,
}

impl Look<'_> {
    fn base(&self) -> (Option<Date>, Anchor) {
        let told = self.told || (self.setting.narrative.all && self.slots.day.is_none());
        let day = self.slots.unit == Some("D");
        match told {
            true if day => self.setting.last_told_day(),
            true => self.setting.last_told(),
            false => self.setting.speech(),
        }
    }

    fn frame(&self) -> (Option<Date>, Anchor) {
        // "last spring" is that before the day of speech even in a passage that looks back.
        let back = self.told || self.hangs_back();
        if back { self.setting.last_told() } else { self.setting.speech() }
    }

    /// Whether a date without a year hangs on what was told last.
    fn hangs_back(&self) -> bool {
        if self.setting.narrative.all {
            return true;
        }
        if self.setting.published.is_none() {
            // Of a day or month that was told the year is known; of a bare year, little follows.
            return self.setting.told.is_some_and(|told| told.place.holds_days());
        }
        let passage = self.setting.narrative.passage && self.setting.outlook != Outlook::Ahead;
        passage && self.slots.rel.is_none() && self.goes_on()
    }

    /// A story goes on in its order: a month before the one told last is of another year.
    fn goes_on(&self) -> bool {
        let told = self.setting.told.and_then(|told| told.place.first_day());
        match (told, self.slots.month) {
            (Some(told), Some(month)) => {
                (month, self.slots.monthday.unwrap_or(31)) > (told.month(), told.day())
            }
            _ => true,
        }
    }

    fn rel(&self) -> Option<i64> {
        self.slots.rel.map(i64::from)
    }

    /// The day to count from, or nothing of value where it is not known.
    fn from_base(&self, place: impl Fn(Date) -> Option<Place>) -> Option<Placed> {
        let (base, anchor) = self.base();
        match base {
            Some(base) => Some(Placed::Known(place(base)?, Some(anchor))),
            None => Some(Placed::Open(String::new(), "")),
        }
    }
}

fn known(place: Option<Place>) -> Option<Placed> {
    place.map(|place| Placed::Known(place, None))
}

fn in_told_year(look: &Look<'_>) -> Option<Placed> {
    let slots = look.slots;
    let year = match (slots.year, slots.short_year) {
        // "1915-17"
        (Some(year), Some(short)) => year.div_euclid(100) * 100 + short,
        (Some(year), None) => year,
        (None, Some(short)) => full_year(short, look.frame().0),
        (None, None) => return None,
    };
    known(within_year(look, year))
}

fn within_year(look: &Look<'_>, year: i16) -> Option<Place> {
    let slots = look.slots;
    if let Some(month) = slots.month {
        return match slots.monthday {
            Some(date) => {
                day(year, month, date).map(Place::Day).or(Some(Place::Month(year, month)))
            }
            None => Some(Place::Month(year, month)),
        };
    }
    if let Some(season) = slots.season {
        return Some(Place::Season(year, season));
    }
    if let Some(holiday) = slots.holiday {
        let holiday = look.tables.holiday_days.get(holiday as usize)?;
        return holiday.in_year(year).map(Place::Day);
    }
    match (slots.nth, slots.unit) {
        (Some(nth @ 1..=4), Some("Q")) => Some(Place::Quarter(year, nth as i8)),
        (Some(nth @ 1..=2), _) if slots.half => Some(Place::Half(year, nth as i8)),
        (Some(-1), Some("Q")) => Some(Place::Quarter(year, 4)),
        (None, Some("Q")) => match look.setting.compared.map(|told| told.place) {
            // "the 1988 period" beside the third quarter
            Some(Place::Quarter(_, quarter)) => Some(Place::Quarter(year, quarter)),
            _ => Some(Place::Year(year)),
        },
        (None, _) if slots.half && slots.rel == Some(-1) => Some(Place::Half(year, 2)),
        _ => Some(Place::Year(year)),
    }
}

/// The year that two digits stand for: the latest that is not long after the frame.
fn full_year(short: i16, frame: Option<Date>) -> i16 {
    let around = frame.map_or(2000, |day| day.year());
    let year = around.div_euclid(100) * 100 + short;
    if year > around + 10 { year - 100 } else { year }
}

fn in_decade(look: &Look<'_>) -> Option<Placed> {
    let slots = look.slots;
    if let Some(decade) = slots.decade {
        // "the 1800s" are a century, "the 2000s" as often as not a decade.
        if slots.bc {
            return known(Some(Place::Decade(-1 - decade)));
        }
        let century = decade % 10 == 0 && decade < 190;
        return known(Some(if century {
            Place::Century(decade / 10)
        } else {
            Place::Decade(decade)
        }));
    }
    if let Some(short) = slots.short_decade {
        let around = look.frame().0.map_or(2000, |day| day.year()).div_euclid(10);
        let decade = around.div_euclid(10) * 10 + short;
        return known(Some(Place::Decade(if decade > around { decade - 10 } else { decade })));
    }
    match (slots.nth, slots.unit) {
        (Some(nth @ 1..=30), Some("C")) if slots.bc => known(Some(Place::Century(-nth))),
        (Some(nth @ 1..=30), Some("C")) => known(Some(Place::Century(nth - 1))),
        _ => None,
    }
}

fn in_month(look: &Look<'_>) -> Option<Placed> {
    let slots = look.slots;
    let (frame, anchor) = look.frame();
    let Some(month) = slots.month else {
        // "the 20th": of the month that was told.
        let date = slots.monthday?;
        return match frame {
            Some(frame) => {
                let place = day(frame.year(), frame.month(), date).map(Place::Day)?;
                Some(Placed::Known(place, Some(anchor)))
            }
            None => Some(Placed::Open(format!("XXXX-XX-{date:02}"), "day")),
        };
    };
    let Some(frame) = frame else {
        return Some(match slots.monthday {
            Some(date) => Placed::Open(format!("XXXX-{month:02}-{date:02}"), "day"),
            None => Placed::Open(format!("XXXX-{month:02}"), "month"),
        });
    };
    let year = year_of_month(look, frame, month, slots.monthday);
    let place = match slots.monthday {
        Some(date) => day(year, month, date).map_or(Place::Month(year, month), Place::Day),
        None => Place::Month(year, month),
    };
    Some(Placed::Known(place, Some(anchor)))
}

/// Which year's month: told by "last" or "next", else by the outlook of the words around.
fn year_of_month(look: &Look<'_>, frame: Date, month: i8, date: Option<i8>) -> i16 {
    let (year, now) = (frame.year(), frame.month());
    if look.told && look.slots.rel.is_none() {
        return year;
    }
    if let (Some(date), Some(wanted)) = (date, look.slots.weekday) {
        // "Monday, Oct. 26": the nearest year in which that day is a Monday.
        let fits = |year: &i16| day(*year, month, date).is_some_and(|day| weekday(day) == wanted);
        let nearest = [year, year - 1, year + 1, year - 2, year - 3].into_iter().find(fits);
        if let Some(nearest) = nearest {
            return nearest;
        }
    }
    let narrative = look.hangs_back();
    if let (Some("Y"), Some(rel)) = (look.slots.unit, look.slots.rel) {
        // "April next year"
        return year + i16::from(rel);
    }
    match look.slots.rel {
        // "last February" on the first of March is not the month that just ended.
        Some(-1) if look.told || month + 1 >= now => return year - 1,
        Some(1) if look.told || month <= now => return year + 1,
        Some(_) => return year,
        None if narrative => return if now - month >= 9 { year + 1 } else { year },
        None => {}
    }
    // The last one not after the publication day, and the next one, in days from there.
    let day_in = |year: i16| day(year, month, date.unwrap_or(1).min(28));
    let over = |year: i16| {
        day_in(year).is_some_and(|other| if date.is_some() { other > frame } else { month > now })
    };
    let past = if over(year) { year - 1 } else { year };
    let gap = |year: i16| {
        let days = day_in(year).and_then(|other| other.since(frame).ok());
        days.map_or(999, |span| span.get_days().abs())
    };
    // A year is left out where readers cannot go wrong, so what is near needs no cue, and what
    // is far is not meant even where one stands by.
    let (back, on) = (gap(past), gap(past + 1));
    match look.setting.outlook {
        Outlook::Ahead if back == 0 || (date.is_none() && month == now) => past,
        Outlook::Ahead if on * 10 <= back * 16 => past + 1,
        Outlook::Ended => past,
        _ if on <= 100 && back >= 260 && date.is_some() => past + 1,
        Outlook::Back if on > 31 && date.is_none() => past,
        _ if on <= 62 && back >= 300 => past + 1,
        Outlook::Ahead | Outlook::Back => past,
        Outlook::Open if on < back && date.is_some() => past + 1,
        Outlook::Open => past,
    }
}

fn on_weekday(look: &Look<'_>) -> Option<Placed> {
    let wanted = look.slots.weekday?;
    let narrative = look.setting.narrative.all && look.slots.rel.is_none();
    let (base, anchor) = if narrative { look.frame() } else { look.base() };
    let Some(base) = base else {
        return Some(Placed::Open(format!("XXXX-WXX-{wanted}"), "day"));
    };
    let back = i64::from((weekday(base) - wanted).rem_euclid(7));
    let days = match look.slots.rel {
        Some(-1) => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Some(1) => 7 - back,
        Some(_) => i64::from(wanted - weekday(base)),
        None if look.setting.outlook == Outlook::Ahead && back != 0 => 7 - back,
        None => -back,
    };
    let place = Place::Day(base.checked_add(days.days()).ok()?);
    Some(Placed::Known(place, Some(anchor)))
}

fn in_season(look: &Look<'_>) -> Option<Placed> {
    let season = look.slots.season?;
    let (frame, anchor) = look.frame();
    let Some(frame) = frame else {
        return Some(Placed::Open(format!("XXXX-{season}"), "season"));
    };
    let year = frame.year();
    let begins = Place::Season(year, season).first_day()?;
    let narrative = look.hangs_back();
    let year = match look.slots.rel {
        Some(-1) if look.slots.rel_past => {
            if begins > frame {
                year - 1
            } else {
                year
            }
        }
        Some(-1) => {
            let over = Place::Season(year, season).bounds()?.1.date() <= frame;
            if over { year } else { year - 1 }
        }
        Some(1) => {
            if begins > frame {
                year
            } else {
                year + 1
            }
        }
        Some(_) => year,
        None if narrative => year,
        None if look.setting.outlook == Outlook::Ahead => {
            if begins >= frame {
                year
            } else {
                year + 1
            }
        }
        None => {
            if begins > frame {
                year - 1
            } else {
                year
            }
        }
    };
    Some(Placed::Known(Place::Season(year, season), Some(anchor)))
}

fn in_quarter(look: &Look<'_>) -> Option<Placed> {
    let slots = look.slots;
    let nth = slots.nth.filter(|nth| (1..=4).contains(nth))? as i8;
    let half = slots.half && nth <= 2;
    if !half && slots.unit != Some("Q") {
        return None;
    }
    let (frame, anchor) = if look.setting.narrative.all { look.frame() } else { look.base() };
    let Some(frame) = frame else {
        let value = if half { format!("XXXX-H{nth}") } else { format!("XXXX-Q{nth}") };
        return Some(Placed::Open(value, if half { "half" } else { "quarter" }));
    };
    let make = |year| if half { Place::Half(year, nth) } else { Place::Quarter(year, nth) };
    let year = match slots.rel {
        Some(rel) => frame.year() + i16::from(rel),
        None => {
            let begun = make(frame.year()).first_day()? <= frame;
            let ahead = look.setting.outlook == Outlook::Ahead;
            if begun || ahead { frame.year() } else { frame.year() - 1 }
        }
    };
    Some(Placed::Known(make(year), Some(anchor)))
}

fn on_holiday(look: &Look<'_>) -> Option<Placed> {
    let holiday = look.tables.holiday_days.get(look.slots.holiday? as usize)?;
    let (frame, anchor) = look.frame();
    let frame = match frame {
        Some(frame) => frame,
        None => return Some(Placed::Open("XXXX-XX-XX".to_owned(), "day")),
    };
    let in_year = |year: i16| holiday.in_year(year);
    let this = in_year(frame.year())?;
    let narrative = look.hangs_back();
    let found = match look.slots.rel {
        Some(-1) => {
            if this < frame {
                Some(this)
            } else {
                in_year(frame.year() - 1)
            }
        }
        Some(1) => {
            if this > frame {
                Some(this)
            } else {
                in_year(frame.year() + 1)
            }
        }
        Some(_) => Some(this),
        None if narrative => Some(this),
        None => {
            let past = if this <= frame { Some(this) } else { in_year(frame.year() - 1) };
            let next = if this >= frame { Some(this) } else { in_year(frame.year() + 1) };
            let gap = |other: Date| other.since(frame).map_or(999, |span| span.get_days().abs());
            match look.setting.outlook {
                Outlook::Back if next.is_some_and(|day| gap(day) <= 14) => next,
                Outlook::Back | Outlook::Ended => past,
                Outlook::Ahead => next,
                // Nothing tells: the nearer one.
                Outlook::Open => past.into_iter().chain(next).min_by_key(|day| gap(*day)),
            }
        }
    };
    Some(Placed::Known(Place::Day(found?), Some(anchor)))
}

/// "last week", "this year", "the next month", "the previous weekend".
fn beside(look: &Look<'_>) -> Option<Placed> {
    let (unit, rel) = (look.slots.unit?, look.rel()?);
    if unit == "WE" && !look.told {
        return look.from_base(|base| {
            // On a Saturday or Sunday "this weekend" and "the weekend" are the one that runs.
            let running = weekday(base) >= 6;
            let ahead = look.setting.outlook == Outlook::Ahead;
            let steps = match rel {
                0 => 0,
                -1 => -1,
                2 => {
                    if running || ahead {
                        0
                    } else {
                        -1
                    }
                }
                _ => {
                    if weekday(base) <= 4 {
                        0
                    } else {
                        1
                    }
                }
            };
            Place::beside(base, "WE", steps)
        });
    }
    if let ("Q", Some(told)) = (unit, look.setting.quarter.filter(|_| look.told)) {
        let place = Place::beside(told.place.first_day()?, "Q", rel)?;
        return Some(Placed::Known(place, Some(Anchor::Told(told.index))));
    }
    if unit == "Q" && look.told && !look.slots.rel_told && !look.setting.narrative.all {
        // "the quarter", where none was told, is the last one that is over.
        let (base, anchor) = look.setting.speech();
        let place = base.and_then(|base| Place::beside(base, "Q", rel - 1));
        return place.map(|place| Placed::Known(place, Some(anchor)));
    }
    look.from_base(|base| Place::beside(base, unit, rel))
}

/// "yesterday"; a part of the day or a clock time that names no day.
fn on_day(look: &Look<'_>) -> Option<Placed> {
    let slots = look.slots;
    if let Some(shift) = slots.day {
        return look
            .from_base(|base| base.checked_add(i64::from(shift).days()).ok().map(Place::Day));
    }
    if slots.part.is_none() && slots.clock.is_none() {
        return None;
    }
    let shift = look.rel().unwrap_or(0);
    let (base, anchor) = match (look.told || look.setting.narrative.all, look.setting.told_day) {
        (true, Some(told)) => (told.place.first_day(), Anchor::Told(told.index)),
        _ => match look.setting.sentence_day.filter(|_| look.slots.rel.is_none()) {
            Some(told) => (told.place.first_day(), Anchor::Told(told.index)),
            None => look.base(),
        },
    };
    match base {
        Some(base) => {
            let place = Place::Day(base.checked_add(shift.days()).ok()?);
            Some(Placed::Known(place, Some(anchor)))
        }
        None => Some(Placed::Open("XXXX-XX-XX".to_owned(), "day")),
    }
}
