//! Phrases that are easier to read by hand than by pattern: years, decades, clock times, zones.

use super::amounts;
use super::grammar::Phrase;
use super::lexemes::{Gap, Kind};
use super::matching::Scene;
use super::slots::{Clock, Slots, ZoneTold};
use super::words::Class;

/// The word classes with which a phrase may begin, besides digits.
pub fn first_classes(phrase: Phrase) -> &'static [Class] {
    match phrase {
        Phrase::Num => amounts::FIRST_WITH_ARTICLE,
        Phrase::Amount => amounts::FIRST,
        Phrase::Year => &[Class::Number],
        Phrase::MonthDay | Phrase::SkipDay | Phrase::Nth => &[Class::Ordinal],
        Phrase::Clock | Phrase::SureClock => &[Class::ClockName, Class::Number],
        Phrase::BareHour => &[Class::Number],
        Phrase::ShortQuarter => &[Class::QuarterMark, Class::HalfMark],
        _ => &[],
    }
}

/// The word classes that phrases are made of.
pub const INSIDE: &[Class] = &[
    Class::Number,
    Class::Scale,
    Class::One,
    Class::Half,
    Class::Vague,
    Class::VagueDet,
    Class::Vagues,
    Class::Couple,
    Class::Ordinal,
    Class::ClockName,
    Class::HalfDay,
    Class::Joint,
    Class::RangeJoin,
    Class::Of,
    Class::Bc,
    Class::Local,
    Class::TimeWord,
    Class::ZoneKind,
    Class::Oclock,
    Class::OclockTail,
    Class::Hours,
    Class::QuarterMark,
    Class::HalfMark,
];

/// Reads a phrase at a lexeme into the slots; the index after it.
pub fn read(scene: &Scene<'_>, phrase: Phrase, at: usize, slots: &mut Slots) -> Option<usize> {
    match phrase {
        Phrase::Num | Phrase::Amount => {
            let (count, next) = amounts::read(scene, at, phrase == Phrase::Num)?;
            slots.put_count(count);
            Some(next)
        }
        Phrase::Year => {
            let (year, next) = year(scene, at)?;
            slots.year = Some(year);
            Some(next)
        }
        Phrase::ShortYear => short_year(scene, at, slots),
        Phrase::Decade => decade(scene, at, slots),
        Phrase::MonthDay => month_day(scene, at, slots),
        Phrase::SkipDay => month_day(scene, at, &mut Slots::default()),
        Phrase::DigitNth => {
            let lexeme = scene.at(at).filter(|lexeme| lexeme.kind == Kind::Ordinal)?;
            slots.monthday = Some(day_number(lexeme.whole()?)?);
            Some(at + 1)
        }
        Phrase::Nth => {
            let lexeme = scene.at(at)?;
            let word = scene.words.sense(lexeme.word, Class::Ordinal);
            let digits = (lexeme.kind == Kind::Ordinal).then(|| lexeme.whole()).flatten();
            let number = word.map(|sense| i64::from(sense.value.number())).or(digits)?;
            slots.nth = Some(i16::try_from(number).ok()?);
            Some(at + 1)
        }
        Phrase::BareHour => {
            let lexeme = scene.at(at)?;
            let word = scene.words.sense(lexeme.word, Class::Number);
            let told =
                word.map(|sense| i64::from(sense.value.number())).or(digits(scene, at, 2))?;
            let hour = i8::try_from(told).ok().filter(|hour| (1..=12).contains(hour))?;
            slots.put_clock(Clock { hour, minute: None, second: None, sure: false });
            Some(at + 1)
        }
        Phrase::Clock => clock(scene, at, slots, false),
        Phrase::SureClock => clock(scene, at, slots, true),
        Phrase::Zone => {
            let (zone, next) = zone(scene, at)?;
            slots.zone = Some(zone);
            Some(next)
        }
        Phrase::Holiday => {
            scene.at(at).filter(|lexeme| lexeme.capital)?;
            let (index, len) = scene.tables.holidays.at(scene.lexemes.get(at..)?)?;
            slots.holiday = Some(index);
            Some(at + len)
        }
        Phrase::DigitDate => digit_date(scene, at, slots),
        Phrase::ShortQuarter => short_quarter(scene, at, slots),
    }
}

/// `Q3`, `3Q`, `H1`, `1H`.
fn short_quarter(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let first = digits(scene, at, 1);
    let (mark, number) = if first.is_some() { (at + 1, at) } else { (at, at + 1) };
    let nth = i16::try_from(digits(scene, number, 1)?).ok()?;
    let shouted = scene.at(mark).is_some_and(|lexeme| lexeme.shouted);
    let tight = scene.at(at + 1).is_some_and(|lexeme| lexeme.gap == Gap::None);
    let ends = scene.at(at + 2).is_none_or(|l| l.gap != Gap::None || l.kind != Kind::Number);
    if !shouted || !tight || !ends {
        return None;
    }
    if is(scene, mark, Class::HalfMark) && (1..=2).contains(&nth) {
        slots.half = true;
    } else if is(scene, mark, Class::QuarterMark) && (1..=4).contains(&nth) {
        slots.unit = Some("Q");
    } else {
        return None;
    }
    slots.nth = Some(nth);
    Some(at + 2)
}

fn tight(scene: &Scene<'_>, at: usize, mark: char) -> bool {
    scene.at(at).is_some_and(|lexeme| lexeme.is(mark) && lexeme.gap == Gap::None)
        && scene.at(at + 1).is_some_and(|lexeme| lexeme.gap == Gap::None)
}

fn digits(scene: &Scene<'_>, at: usize, most: u8) -> Option<i64> {
    let lexeme = scene.at(at)?;
    let fits = lexeme.kind == Kind::Number && (1..=most).contains(&lexeme.digits);
    fits.then(|| lexeme.whole()).flatten()
}

fn day_number(number: i64) -> Option<i8> {
    i8::try_from(number).ok().filter(|day| (1..=31).contains(day))
}

fn is(scene: &Scene<'_>, at: usize, class: Class) -> bool {
    scene.on(at).is_some() && scene.has(at, class)
}

/// A year in four digits, before the common era (490 BC is -489, as astronomers count), or in words.
fn year(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    if let Some(number) = digits(scene, at, 4) {
        if is(scene, at + 1, Class::Bc)
            && scene.at(at + 1).is_some_and(|l| l.shouted || l.end - l.start > 2)
        {
            return Some((i16::try_from(1 - number).ok()?, at + 2));
        }
        if begins_old_range(scene, at + 1) {
            return Some((i16::try_from(1 - number).ok()?, at + 1));
        }
        let four = scene.at(at).is_some_and(|lexeme| lexeme.digits == 4);
        let year = i16::try_from(number).ok()?;
        return (four && (1000..=2199).contains(&year)).then_some((year, at + 1));
    }
    let word = |at: usize| {
        let lexeme = scene.at(at)?;
        scene.words.sense(lexeme.word, Class::Number).map(|sense| sense.value.number())
    };
    let century = word(at)?;
    let scale = |at: usize| is(scene, at, Class::Scale);
    if century == 2 && scale(at + 1) {
        let thousand = scene.at(at + 1).and_then(|l| scene.words.sense(l.word, Class::Scale))?;
        let (count, next) = amounts::read(scene, at, false)?;
        let year = count.thousandths / 1000;
        let fits = thousand.value.number() == 1000 && (2000..2100).contains(&year);
        return fits.then_some((year as i16, next));
    }
    let tens = word(at + 1)?;
    if !(16..=20).contains(&century) || !(10..100).contains(&tens) {
        return None;
    }
    let hyphen = usize::from(scene.at(at + 2).is_some_and(|lexeme| lexeme.is('-')));
    let ones = word(at + 2 + hyphen).filter(|ones| tens >= 20 && *ones < 10);
    let year = century * 100 + tens + ones.unwrap_or(0);
    let next = if ones.is_some() { at + 3 + hyphen } else { at + 2 };
    Some((year as i16, next))
}

/// "-490 BC", "to 479 BC": the years run down to one before the common era.
fn begins_old_range(scene: &Scene<'_>, at: usize) -> bool {
    let joined = scene.on(at).is_some_and(|lexeme| {
        matches!(lexeme.kind, Kind::Mark('-' | '\u{2013}')) || scene.has(at, Class::RangeJoin)
    });
    joined && digits(scene, at + 1, 4).is_some() && is(scene, at + 2, Class::Bc)
}

fn short_year(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let mark = usize::from(scene.at(at)?.is('\''));
    let number = digits(scene, at + mark, 2)?;
    let two =
        scene.at(at + mark).is_some_and(|l| l.digits == 2 && (mark == 0 || l.gap == Gap::None));
    slots.short_year = Some(two.then_some(number as i16)?);
    Some(at + mark + 1)
}

fn decade(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let mark = usize::from(scene.at(at)?.is('\''));
    let lexeme = scene.at(at + mark)?;
    let number = lexeme.whole().filter(|n| lexeme.kind == Kind::Plural && n % 10 == 0)?;
    match lexeme.digits {
        3 if mark == 0 && is(scene, at + 1, Class::Bc) => slots.decade = Some(number as i16 / 10),
        4 if mark == 0 && (1000..=2100).contains(&number) => {
            slots.decade = Some(number as i16 / 10)
        }
        2 => slots.short_decade = Some(number as i16 / 10),
        _ => return None,
    }
    Some(at + mark + 1)
}

fn month_day(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let lexeme = scene.at(at)?;
    let number = match lexeme.kind {
        Kind::Number => digits(scene, at, 2)?,
        Kind::Ordinal => lexeme.whole()?,
        _ => {
            let sense = scene.words.sense(lexeme.word, Class::Ordinal)?;
            i64::from(sense.value.number())
        }
    };
    slots.monthday = Some(day_number(number)?);
    Some(at + 1)
}

/// `10`, `10:54`, `4.30`, `1430` with what makes it a time; `noon`.
fn clock(scene: &Scene<'_>, at: usize, slots: &mut Slots, only_sure: bool) -> Option<usize> {
    let lexeme = scene.at(at)?;
    if let Some(sense) = scene.words.sense(lexeme.word, Class::ClockName) {
        slots.keep(Class::ClockName, sense);
        return Some(at + 1);
    }
    let mut next = at + 1;
    let mut clock = Clock { hour: 0, minute: None, second: None, sure: false };
    match lexeme.kind {
        Kind::Number if lexeme.digits == 4 => {
            let told = lexeme.whole()?;
            let zoned = is(scene, next, Class::Hours) || zone(scene, next).is_some();
            let fits = zoned && told / 100 < 24 && told % 100 < 60;
            clock.hour = (told / 100) as i8;
            clock.minute = fits.then_some((told % 100) as i8).map(Some)?;
            clock.sure = true;
            next += usize::from(is(scene, next, Class::Hours));
        }
        Kind::Number if lexeme.digits == 0 => {
            // 4.30 p.m.: the stop parts hours and minutes.
            let (hour, minute) = scene.written(at).split_once('.')?;
            let fits = minute.len() == 2 && is(scene, next, Class::HalfDay);
            clock.hour = hour.parse().ok().filter(|hour| fits && *hour <= 12)?;
            clock.minute = Some(minute.parse().ok().filter(|minute| *minute < 60)?);
        }
        Kind::Number => {
            clock.hour = digits(scene, at, 2).filter(|hour| *hour <= 24)? as i8;
            for place in [&mut clock.minute, &mut clock.second] {
                let told =
                    digits(scene, next + 1, 2).filter(|n| *n < 60 && tight(scene, next, ':'));
                let two = scene.at(next + 1).is_some_and(|lexeme| lexeme.digits == 2);
                let Some(told) = told.filter(|_| two) else { break };
                *place = Some(told as i8);
                next += 2;
            }
        }
        Kind::Word => {
            let sense = scene.words.sense(lexeme.word, Class::Number)?;
            clock.hour = Some(sense.value.number() as i8).filter(|hour| *hour <= 12)?;
        }
        _ => return None,
    }
    finish_clock(scene, at, next, clock, slots, only_sure)
}

/// What follows the digits decides: `a.m.`, `o'clock`, `noon`, a zone.
fn finish_clock(
    scene: &Scene<'_>,
    at: usize,
    mut next: usize,
    mut clock: Clock,
    slots: &mut Slots,
    only_sure: bool,
) -> Option<usize> {
    if let Some(half) = scene.on(next).and_then(|l| scene.words.sense(l.word, Class::HalfDay)) {
        let spaced =
            scene.at(next).is_some_and(|lexeme| lexeme.shouted || lexeme.end - lexeme.start > 2);
        let close = scene.at(next).is_some_and(|lexeme| lexeme.gap == Gap::None);
        // "am" is also a verb: it counts right after digits, in capitals or with its points.
        let counts = spaced || close || half.value.number() == 12 || clock.minute.is_some();
        if !counts || clock.hour > 12 || clock.hour == 0 {
            return None;
        }
        clock.hour = clock.hour % 12 + half.value.number() as i8;
        clock.sure = true;
        next += 1;
    } else if is(scene, next, Class::Oclock) && is(scene, next + 1, Class::OclockTail) {
        next += 2;
        clock.sure = false;
        clock.minute = clock.minute.or(Some(0));
    } else if is(scene, next, Class::ClockName) && clock.hour == 12 {
        let noon = scene.at(next).and_then(|l| scene.words.sense(l.word, Class::ClockName));
        clock.hour = noon.map_or(12, |sense| (sense.value.number() / 100) as i8);
        clock.sure = true;
        next += 1;
    } else if clock.minute.is_none() {
        return None;
    } else {
        let leading_zero = scene.written(at).starts_with('0');
        clock.sure |= clock.hour > 12 || leading_zero || zone(scene, next).is_some();
    }
    if clock.hour == 24 && clock.minute.unwrap_or(0) != 0 || (only_sure && !clock.sure) {
        return None;
    }
    slots.put_clock(clock);
    Some(next)
}

/// `ET`, `Eastern Daylight Time`, `GMT+8`, `(GMT +8)`, `Kyiv time`, `local time`.
pub fn zone(scene: &Scene<'_>, at: usize) -> Option<(ZoneTold, usize)> {
    let lexeme = scene.on(at)?;
    if lexeme.is('(') {
        let (zone, next) = zone(scene, at + 1)?;
        return scene.at(next).is_some_and(|l| l.is(')')).then_some((zone, next + 1));
    }
    if lexeme.word == 0 || lexeme.kind != Kind::Word {
        return None;
    }
    if is(scene, at, Class::Local) {
        return is(scene, at + 1, Class::TimeWord).then_some((ZoneTold::Local, at + 2));
    }
    if !lexeme.capital {
        return None;
    }
    let rest = scene.lexemes.get(at..)?;
    let time_after = |next: usize| {
        let next = next + usize::from(is(scene, next, Class::ZoneKind));
        is(scene, next, Class::TimeWord).then_some(next + 1)
    };
    if let Some((index, len)) = scene.tables.zone_names.at(rest) {
        let entry = scene.tables.zones.get(index as usize)?;
        let next = at + len;
        if !entry.short {
            return Some((ZoneTold::Named(index), time_after(next).unwrap_or(next)));
        }
        if lexeme.shouted {
            let next = time_after(next).unwrap_or(next);
            return Some(shifted(scene, index, next).unwrap_or((ZoneTold::Named(index), next)));
        }
    }
    let (index, len) = scene.tables.places.at(rest)?;
    Some((ZoneTold::Named(index), time_after(at + len)?))
}

/// `GMT+8`, `UTC +5:30`, where the name alone is at UTC.
fn shifted(scene: &Scene<'_>, index: u16, at: usize) -> Option<(ZoneTold, usize)> {
    let entry = scene.tables.zones.get(index as usize)?;
    let fixed = entry.choices.first().is_some_and(|(name, _)| name == "+00:00");
    let sign = match scene.on(at)?.kind {
        Kind::Mark('+') => 1,
        Kind::Mark('-' | '\u{2212}' | '\u{2013}') => -1,
        _ => return None,
    };
    let told = digits(scene, at + 1, 4).filter(|_| fixed)?;
    let long = scene.at(at + 1).is_some_and(|lexeme| lexeme.digits > 2);
    let (hours, mut minutes) = if long { (told / 100, told % 100) } else { (told, 0) };
    let mut next = at + 2;
    if tight(scene, next, ':') {
        minutes = digits(scene, next + 1, 2)?;
        next += 2;
    }
    let seconds = sign * (hours * 3600 + minutes * 60);
    (hours <= 14 && minutes < 60).then_some((ZoneTold::Offset(seconds as i32), next))
}

/// `18.3.2025`: the day comes first.
fn pointed_date(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    let (day, month) = scene.written(at).split_once('.')?;
    let year = digits(scene, at + 2, 4).filter(|_| tight(scene, at + 1, '.'))?;
    let short = |told: &str| told.parse::<i8>().ok().filter(|_| told.len() <= 2);
    slots.monthday = Some(day_number(short(day)?.into())?);
    slots.month = Some(short(month).filter(|month| (1..=12).contains(month))?);
    slots.year = Some(i16::try_from(year).ok().filter(|year| (1000..=2199).contains(year))?);
    Some(at + 3)
}

/// `2025-03-18`, `3/18/25`, `18/3/2025`, `18.3.2025`.
fn digit_date(scene: &Scene<'_>, at: usize, slots: &mut Slots) -> Option<usize> {
    if scene.at(at)?.digits == 0 {
        return pointed_date(scene, at, slots);
    }
    let mark = ['-', '/'].into_iter().find(|mark| tight(scene, at + 1, *mark))?;
    if !tight(scene, at + 3, mark) {
        return None;
    }
    let (a, b, c) = (digits(scene, at, 4)?, digits(scene, at + 2, 2)?, digits(scene, at + 4, 4)?);
    let four = |at: usize| scene.at(at).is_some_and(|lexeme| lexeme.digits == 4);
    let (year, month, day) = if four(at) {
        (a, b, c)
    } else if mark == '/' {
        let pivot = if c < 50 { 2000 } else { 1900 };
        let year = if four(at + 4) { c } else { c + pivot };
        slots.either = a <= 12 && b <= 12 && a != b;
        if a > 12 { (year, b, a) } else { (year, a, b) }
    } else {
        return None;
    };
    if !(1..=12).contains(&month) || !(1000..=2199).contains(&year) {
        return None;
    }
    (slots.year, slots.month) = (Some(year as i16), Some(month as i8));
    slots.monthday = Some(day_number(day)?);
    Some(at + 5)
}
