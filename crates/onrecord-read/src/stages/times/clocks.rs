//! Clock times that need a neighbour: the day they fall on, and the pair that tells their zone.

use jiff::ToSpan;
use jiff::civil::DateTime;
use onrecord_types::Moment;

use super::calendar::Place;
use super::lexemes::Kind;
use super::matching::{Match, Scene};
use super::meaning::{Anchor, Meaning};
use super::places::Tables;
use super::setting::Outlook;
use super::slots::{Slots, ZoneTold};
use super::timex3;
use super::words::Class;
use super::zones::{self, Home};

/// A clock time, and what may be moved or learnt about it.
pub struct Clocked<'c> {
    /// What was read.
    pub found: &'c Match,
    /// What it means so far.
    pub meaning: Meaning,
    /// Where the words around look.
    pub outlook: Outlook,
}

/// Whether some slots name a day.
pub fn names_day(slots: &Slots) -> bool {
    slots.monthday.is_some() || slots.weekday.is_some() || slots.day.is_some()
}

/// The slots of a clock time with the day that is told right behind it: "at 4:30 p.m. (1430 GMT)
/// on March 17".
pub fn with_day_behind(scene: &Scene<'_>, found: &Match, next: &[Match]) -> Slots {
    let mut slots = found.slots;
    if slots.clock.is_none() || names_day(&slots) || slots.rel.is_some() {
        return slots;
    }
    let bracketed = |at: usize| scene.at(at).is_some_and(|lexeme| lexeme.is('('));
    let mut from = found.last;
    for other in next.iter().take(2) {
        let led = (from..other.first).all(|at| {
            scene.on(at).is_some_and(|lexeme| matches!(lexeme.kind, Kind::Mark('(' | ')' | ',')))
                || scene.has(at, Class::DayLead)
        });
        if !led || other.first > from + 3 || scene.on(other.first).is_none() {
            return slots;
        }
        if names_day(&other.slots) && other.slots.clock.is_none() {
            slots.monthday = other.slots.monthday;
            slots.month = other.slots.month;
            slots.year = other.slots.year;
            slots.weekday = other.slots.weekday;
            slots.day = other.slots.day;
            slots.rel = other.slots.rel;
            return slots;
        }
        if other.slots.clock.is_none() || !bracketed(other.first.saturating_sub(1)) {
            return slots;
        }
        from = other.last;
    }
    slots
}

/// Lets pairs tell their zones, and moves clock times that would contradict the tense.
pub fn settle(
    clocks: &mut [Clocked<'_>],
    scene: &Scene<'_>,
    home: Option<&Home>,
    tables: &Tables,
    published: Option<Moment>,
) {
    for at in 0..clocks.len() {
        if let Some((left, right)) = clocks.get_mut(at..).and_then(|rest| rest.split_first_mut())
            && let Some(right) = right.first_mut()
            && is_pair(scene, left.found, right.found)
        {
            pair(left, right, home, tables);
        }
    }
    for clock in clocks.iter_mut() {
        // Only where the zone is told: a guess at it is no ground to move a day.
        let free = clock.meaning.anchor == Some(Anchor::Publication)
            && !names_day(&clock.found.slots)
            && zoned(&clock.meaning);
        if let (true, Some(published)) = (free, published) {
            keep_tense(clock, home, tables, published);
        }
    }
    for at in 1..clocks.len() {
        // The second of a pair follows the first where that has been moved.
        if let Some((left, right)) =
            clocks.get_mut(at - 1..).and_then(|rest| rest.split_first_mut())
            && let Some(right) = right.first_mut()
            && is_pair(scene, left.found, right.found)
        {
            pair(left, right, home, tables);
        }
    }
}

fn is_pair(scene: &Scene<'_>, left: &Match, right: &Match) -> bool {
    let opened = scene.at(left.last).is_some_and(|lexeme| lexeme.is('('));
    let both = left.slots.clock.is_some() && right.slots.clock.is_some();
    both && opened
        && right.first == left.last + 1
        && scene.at(right.last).is_some_and(|lexeme| lexeme.is(')'))
}

fn wall(meaning: &Meaning) -> Option<DateTime> {
    match meaning.place {
        Some(Place::Clock(time, _)) => Some(time),
        _ => None,
    }
}

fn zoned(meaning: &Meaning) -> bool {
    matches!(meaning.zone, Some(ZoneTold::Named(_) | ZoneTold::Offset(_)))
}

fn instant(meaning: &Meaning, home: Option<&Home>, tables: &Tables) -> Option<i64> {
    let found = zones::moments(meaning.bounds, meaning.zone, home, tables);
    found.earliest.filter(|_| !found.wide).map(Moment::unix_seconds)
}

/// Two clocks that show the same moment: the zone of one tells that of the other.
fn pair(left: &mut Clocked<'_>, right: &mut Clocked<'_>, home: Option<&Home>, tables: &Tables) {
    if !zoned(&right.meaning) {
        return;
    }
    // The one that names no day is moved to where the other is.
    let move_left = names_day(&right.found.slots) && !names_day(&left.found.slots);
    let mut best: Option<(i64, i64)> = None;
    for shift in [0, 1, -1] {
        let (mut a, mut b) = (left.meaning.clone(), right.meaning.clone());
        move_days(if move_left { &mut a } else { &mut b }, shift);
        let (Some(wall), Some(other)) = (wall(&a), instant(&b, home, tables)) else { return };
        let ahead = Moment::new(wall, jiff::tz::Offset::UTC).unix_seconds() - other;
        let wanted = match (zoned(&a), instant(&a, home, tables)) {
            (true, Some(told)) => Moment::new(wall, jiff::tz::Offset::UTC).unix_seconds() - told,
            _ => 0,
        };
        let far = (ahead - wanted).abs();
        let possible = (-12 * 3600..=14 * 3600).contains(&ahead) && ahead % 900 == 0;
        if possible && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, shift));
        }
    }
    let Some((_, shift)) = best else { return };
    move_days(if move_left { &mut left.meaning } else { &mut right.meaning }, shift);
    if let (false, Some(wall), Some(other)) =
        (zoned(&left.meaning), wall(&left.meaning), instant(&right.meaning, home, tables))
    {
        let ahead = Moment::new(wall, jiff::tz::Offset::UTC).unix_seconds() - other;
        left.meaning.zone = i32::try_from(ahead).ok().map(ZoneTold::Offset);
    }
}

/// What is to come is not over yet, and what has been is not ahead.
fn keep_tense(clock: &mut Clocked<'_>, home: Option<&Home>, tables: &Tables, published: Moment) {
    let Some(at) = instant(&clock.meaning, home, tables) else { return };
    let now = published.unix_seconds();
    match clock.outlook {
        Outlook::Ahead if at < now - 3600 => move_days(&mut clock.meaning, 1),
        Outlook::Back | Outlook::Ended if at > now + 3600 => move_days(&mut clock.meaning, -1),
        _ => {}
    }
}

fn move_days(meaning: &mut Meaning, days: i64) {
    let Some(Place::Clock(time, grain)) = meaning.place else { return };
    let moved = |time: DateTime| time.checked_add(days.days()).ok();
    let Some(time) = moved(time) else { return };
    let place = Place::Clock(time, grain);
    meaning.place = Some(place);
    meaning.value = Some(timex3::value(place));
    meaning.bounds = meaning.bounds.and_then(|(from, to)| Some((moved(from)?, moved(to)?)));
}
