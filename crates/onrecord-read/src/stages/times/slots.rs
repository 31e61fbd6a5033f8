//! What a pattern has picked up on its way through the words.

use super::words::{Class, Sense};

/// An amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In thousandths; the lower end of a range.
    pub thousandths: i64,
    /// The upper end of a range.
    pub upto: Option<i64>,
    /// Told only as "several" or "some".
    pub vague: bool,
}

impl Count {
    /// A whole number.
    pub fn whole(number: i64) -> Count {
        Count { thousandths: number * 1000, ..Count::default() }
    }
}

/// A time on the clock, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: i8,
    /// Absent if only the hour is told.
    pub minute: Option<i8>,
    /// Absent if not told.
    pub second: Option<i8>,
    /// Whether morning or afternoon is certain.
    pub sure: bool,
}

/// A zone, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneTold {
    /// An entry of the zone tables.
    Named(u16),
    /// Seconds ahead of UTC.
    Offset(i32),
    /// "local time".
    Local,
}

/// Everything picked up; what was not met is absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slots {
    pub year: Option<i16>,
    pub short_year: Option<i16>,
    pub decade: Option<i16>,
    pub short_decade: Option<i16>,
    pub month: Option<i8>,
    pub monthday: Option<i8>,
    pub weekday: Option<i8>,
    pub season: Option<&'static str>,
    pub holiday: Option<u16>,
    pub rel: Option<i8>,
    pub rel_past: bool,
    pub rel_told: bool,
    pub unit: Option<&'static str>,
    pub plural: bool,
    pub count: Option<Count>,
    pub nth: Option<i16>,
    pub dir: Option<i8>,
    pub told_dir: Option<i8>,
    pub part: Option<&'static str>,
    pub parts: bool,
    pub clock: Option<Clock>,
    pub clock_end: Option<Clock>,
    pub zone: Option<ZoneTold>,
    pub shade: Option<&'static str>,
    pub inside: Option<&'static str>,
    pub approx: Option<&'static str>,
    pub day: Option<i8>,
    pub half: bool,
    pub every: bool,
    pub bc: bool,
    /// Day and month in digits may be the other way round.
    pub either: bool,
}

impl Slots {
    /// Keeps a word of a class.
    pub fn keep(&mut self, class: Class, sense: &Sense) {
        let (number, code) = (sense.value.number(), sense.value.code());
        match class {
            Class::Month => self.month = Some(number as i8),
            Class::Weekday | Class::WeekdayShort => self.weekday = Some(number as i8),
            Class::Weekdays => (self.weekday, self.every) = (Some(number as i8), true),
            Class::Season => self.season = Some(code),
            Class::Seasons => (self.season, self.plural) = (Some(code), true),
            Class::Part => self.part = Some(code),
            Class::Parts => (self.part, self.parts) = (Some(code), true),
            Class::Unit | Class::LongWord => self.unit = Some(code),
            Class::Units | Class::UnitsShort => (self.unit, self.plural) = (Some(code), true),
            Class::Often => (self.unit, self.every) = (Some(code), true),
            Class::Rel => self.rel = Some(number as i8),
            Class::RelPast => (self.rel, self.rel_past) = (Some(-1), true),
            Class::RelTold => (self.rel, self.rel_told) = (Some(number as i8), true),
            Class::Dir => self.dir = Some(number as i8),
            Class::ToldDir => self.told_dir = Some(number as i8),
            Class::Shade | Class::Edge => self.shade = Some(code),
            Class::Inside => self.inside = Some(code),
            Class::Approx | Class::Bound | Class::Cap => self.approx = Some(code),
            Class::Day => self.day = Some(number as i8),
            Class::Half => self.half = true,
            Class::Every => self.every = true,
            Class::Bc => self.bc = true,
            Class::DecadeWord => self.short_decade = Some(number as i16),
            Class::Ordinal | Class::OrdinalLast => self.nth = Some(number as i16),
            Class::One => self.count = Some(Count::whole(1)),
            Class::ClockName => {
                let hour = (number / 100) as i8;
                let clock = Clock { hour, minute: Some(0), second: None, sure: true };
                self.put_clock(clock);
            }
            _ => {}
        }
    }

    /// Keeps an amount: a second, larger one is the upper end ("a month or two").
    pub fn put_count(&mut self, count: Count) {
        let low = self.count.filter(|low| !low.vague && !count.vague && low.upto.is_none());
        self.count = Some(match low {
            Some(low) if low.thousandths < count.thousandths => {
                Count { upto: Some(count.thousandths), ..low }
            }
            _ => count,
        });
    }

    /// Keeps a clock time: the second one is the end of a range.
    pub fn put_clock(&mut self, clock: Clock) {
        if self.clock.is_some() {
            self.clock_end = Some(clock);
        } else {
            self.clock = Some(clock);
        }
    }
}
