//! Makes a meaning out of a rule and what it picked up.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use onrecord_rules::{Fault, Paper};
use onrecord_types::TimeKind;

use super::calendar::{ClockGrain, Place, shaded, weekday};
use super::grammar::{Base, Grammar, Make, RuleText};
use super::lengths;
use super::meaning::{Anchor, Meaning};
use super::places::Tables;
use super::points::{self, Placed};
use super::setting::Setting;
use super::slots::{Clock, Count, Slots};
use super::timex3;
use super::words::code;

/// The meaning of a match; `None` where the rule says that it is none, or no such day exists.
pub fn meaning(
    rule: &Rule<'_>,
    slots: &Slots,
    setting: &Setting,
    tables: &Tables,
) -> Option<Meaning> {
    let text = rule.text;
    let mut slots = *slots;
    slots.unit = rule.unit.or(slots.unit);
    slots.part = rule.part.or(slots.part);
    slots.shade = slots.shade.or(rule.shade);
    slots.rel = text.rel.map(|rel| rel as i8).or(slots.rel);
    slots.count = text.count.map(|count| Count::whole(count.into())).or(slots.count);
    let told = text.base == Base::Told;
    let dir =
        text.dir.map(i64::from).or(slots.dir.map(i64::from)).or(slots.told_dir.map(i64::from));
    let dir = dir.or(slots.rel.map(i64::from)).unwrap_or(-1);
    let mut meaning = match text.make {
        Make::Nothing => return None,
        Make::Point => point(&slots, setting, tables, text)?,
        Make::Shift => lengths::shift(&slots, setting, dir, told || slots.told_dir.is_some())?,
        Make::Length => length(&slots, setting, text)?,
        Make::Span => lengths::span(&slots, setting, dir, told)?,
        Make::Repeat => lengths::repeat(&slots)?,
        Make::Reference => reference(setting, text),
    };
    if let (Some(value), false) = (&text.value, text.make == Make::Reference) {
        meaning.value = Some(value.clone());
    }
    if let (Some(bounds), (Some(base), anchor)) = (&text.bounds, setting.speech()) {
        meaning.bounds = lengths::policy(bounds, base);
        meaning.anchor = Some(anchor);
        meaning.approximate = true;
    }
    Some(meaning)
}

/// A rule with its codes looked up.
pub struct Rule<'r> {
    /// As written.
    pub text: &'r RuleText,
    /// Its unit.
    pub unit: Option<&'static str>,
    /// Its part of the day.
    pub part: Option<&'static str>,
    /// Its modifier.
    pub shade: Option<&'static str>,
}

/// The codes of a rule, looked up once.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    unit: Option<&'static str>,
    part: Option<&'static str>,
    shade: Option<&'static str>,
}

impl Codes {
    /// The rule with its codes.
    pub fn with(self, text: &RuleText) -> Rule<'_> {
        Rule { text, unit: self.unit, part: self.part, shade: self.shade }
    }
}

/// Looks up the codes of all rules.
pub fn codes(grammar: &Grammar, paper: &Paper, faults: &mut Vec<Fault>) -> Vec<Codes> {
    let mut look = |told: &Option<String>, rule: &str| {
        let told = told.as_deref()?;
        let code = code(told);
        if code.is_none() {
            faults.push(Fault::new(&paper.name, 0, format!("unknown code `{told}` in `{rule}`")));
        }
        code
    };
    let codes = grammar.rules.iter().map(|rule| Codes {
        unit: look(&rule.unit, &rule.name),
        part: look(&rule.part, &rule.name),
        shade: look(&rule.shade, &rule.name),
    });
    codes.collect()
}

/// A length; "a week after the talks" hangs on what the words after it tell, which in a chronicle
/// is most often the day told last.
fn length(slots: &Slots, setting: &Setting, text: &RuleText) -> Option<Meaning> {
    if let (None, Some(value)) = (slots.unit, &text.value) {
        // "a while"
        let mut meaning = Meaning::bare(TimeKind::Duration, Some(value.clone()));
        meaning.approximate = true;
        return Some(meaning);
    }
    let far = matches!(slots.unit, Some("D" | "W" | "M" | "Y"));
    let whole = slots.count.is_some_and(|count| !count.vague && count.upto.is_none());
    match setting.from_event {
        Some(dir) if setting.narrative.all && setting.told_day.is_some() && far && whole => {
            lengths::shift(slots, setting, dir, true)
        }
        Some(_) => {
            let mut meaning = lengths::length(slots)?;
            meaning.anchor = Some(Anchor::Unknown);
            Some(meaning)
        }
        None => lengths::length(slots),
    }
}

fn reference(setting: &Setting, text: &RuleText) -> Meaning {
    let value = text.value.clone();
    let present = value.as_deref() == Some("PRESENT_REF");
    let mut meaning = Meaning::bare(TimeKind::Date, value);
    if let (true, (Some(day), anchor)) = (present, setting.speech()) {
        meaning.bounds = Place::Day(day).bounds();
        meaning.anchor = Some(anchor);
        meaning.grain = Some("day");
    }
    meaning
}

fn point(slots: &Slots, setting: &Setting, tables: &Tables, text: &RuleText) -> Option<Meaning> {
    match points::place(slots, setting, tables, text.base == Base::Told)? {
        Placed::Known(place, anchor) => {
            let place = match (place, text.dir) {
                // "the day before Christmas"
                (Place::Day(_), Some(dir)) => Place::beside(place.first_day()?, "D", dir.into())?,
                _ => of_week(slots, place),
            };
            known(slots, setting, place, anchor)
        }
        Placed::Open(value, grain) => Some(open(slots, value, grain)),
    }
}

/// "the week of May 5", "Easter weekend": the week or weekend of a day; the weekend of a Monday is
/// the one it ends.
fn of_week(slots: &Slots, place: Place) -> Place {
    let named = slots.monthday.is_some() || slots.holiday.is_some();
    let around = match (place, slots.unit) {
        (Place::Day(date), Some("W")) if named => Place::around(date, "W"),
        (Place::Day(date), Some("WE")) if named && weekday(date) == 1 => {
            Place::beside(date, "WE", -1)
        }
        (Place::Day(date), Some("WE")) if named => Place::around(date, "WE"),
        _ => None,
    };
    around.unwrap_or(place)
}

fn open(slots: &Slots, mut value: String, grain: &'static str) -> Meaning {
    let mut kind = TimeKind::Date;
    if let Some(part) = slots.part {
        kind = TimeKind::Time;
        value.push('T');
        value.push_str(part);
    } else if let Some(clock) = slots.clock {
        kind = TimeKind::Time;
        value.push_str(&format!("T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0)));
    }
    // A day that nothing tells gives no value at all, not half of one.
    let value = Some(value).filter(|value| !value.is_empty() && !value.starts_with('T'));
    let mut meaning = Meaning::bare(kind, value);
    meaning.anchor = Some(Anchor::Unknown);
    meaning.shade = slots.shade;
    meaning.zone = slots.zone;
    meaning.grain = Some(grain).filter(|grain| !grain.is_empty());
    meaning
}

fn known(
    slots: &Slots,
    setting: &Setting,
    place: Place,
    anchor: Option<Anchor>,
) -> Option<Meaning> {
    let place = match (place, slots.part, slots.clock) {
        (Place::Day(date), Some(part), Some(clock)) => clock_place(date, in_part(clock, part))?,
        (Place::Day(date), None, Some(clock)) => clock_place(date, clock)?,
        (Place::Day(date), Some(part), None) => Place::Part(date, part),
        (place, ..) => place,
    };
    let time = matches!(place, Place::Part(..) | Place::Clock(..));
    let kind = if time { TimeKind::Time } else { TimeKind::Date };
    let mut meaning = Meaning::bare(kind, Some(timex3::value(place)));
    meaning.bounds = place.bounds();
    meaning.place = Some(place);
    meaning.anchor = anchor;
    meaning.zone = slots.zone;
    if let Some(shade) = slots.shade {
        shade_in(&mut meaning, place, shade);
    } else if let Some(inside) = slots.inside {
        meaning.shade = Some(inside);
        meaning.approximate = true;
        meaning.bounds = part_gone(place, inside, setting);
    } else if slots.approx.is_some() {
        meaning.shade = Some("APPROX");
        meaning.approximate = true;
    }
    if let (Some(nth), Some(unit), Place::Day(_)) = (slots.nth, slots.unit, place) {
        // "for a third day": the first of them was two days before.
        meaning.length = lengths::seconds(Count::whole(nth.into()), unit, None);
    }
    if let (Place::Clock(time, _), Some(end)) = (place, slots.clock_end)
        && let Some(Place::Clock(end, _)) = clock_place(time.date(), end)
    {
        let end = if end < time { end.checked_add(1.day()).ok()? } else { end };
        meaning.bounds = Some((time, end));
    }
    Some(meaning)
}

/// "4 in the afternoon" is 16, "11 at night" is 23.
fn in_part(clock: Clock, part: &str) -> Clock {
    let late = match part {
        "AF" | "EV" => clock.hour < 12,
        "NI" => (6..12).contains(&clock.hour),
        _ => false,
    };
    let midnight = part == "NI" && clock.hour == 12;
    match (clock.sure, late) {
        (false, true) => Clock { hour: clock.hour + 12, ..clock },
        (false, false) if midnight => Clock { hour: 24, ..clock },
        _ => clock,
    }
}

fn shade_in(meaning: &mut Meaning, place: Place, shade: &'static str) {
    meaning.approximate = true;
    match (shade, place) {
        ("INTO", Place::Part(date, _)) => {
            // The night that ends on that day.
            let from = date.yesterday().map(|eve| eve.at(21, 0, 0, 0));
            meaning.bounds = from.ok().map(|from| (from, date.at(6, 0, 0, 0)));
        }
        ("TONIGHT", Place::Part(date, _)) => {
            meaning.bounds = Place::Part(date, "EV").bounds();
        }
        ("AFTER", Place::Clock(time, _)) => {
            meaning.bounds = time.checked_add(1.hour()).ok().map(|end| (time, end));
        }
        ("BEFORE", Place::Clock(time, _)) => {
            meaning.bounds = time.checked_sub(1.hour()).ok().map(|start| (start, time));
        }
        ("AFTER" | "BEFORE" | "INTO" | "TONIGHT", _) => {}
        _ => {
            meaning.shade = Some(shade);
            meaning.bounds = shaded(place, shade).or(meaning.bounds);
        }
    }
}

/// "earlier this month" ends with the publication day, "later this month" starts there.
fn part_gone(place: Place, inside: &str, setting: &Setting) -> Option<(DateTime, DateTime)> {
    let (from, to) = place.bounds()?;
    let now = setting.published.map(|day| day.at(0, 0, 0, 0));
    match (now.filter(|now| from < *now && *now < to), inside) {
        (Some(now), "START") => Some((from, now)),
        (Some(now), _) => Some((now, to)),
        (None, _) => Some((from, to)),
    }
}

/// A clock time on a day; 24 is midnight at its end.
pub fn clock_place(date: Date, clock: Clock) -> Option<Place> {
    let (date, hour) =
        if clock.hour == 24 { (date.tomorrow().ok()?, 0) } else { (date, clock.hour) };
    let (minute, second) = (clock.minute.unwrap_or(0), clock.second.unwrap_or(0));
    let time =
        DateTime::new(date.year(), date.month(), date.day(), hour, minute, second, 0).ok()?;
    let grain = match (clock.minute, clock.second) {
        (_, Some(_)) => ClockGrain::Second,
        (Some(_), None) => ClockGrain::Minute,
        (None, None) => ClockGrain::Hour,
    };
    Some(Place::Clock(time, grain))
}
