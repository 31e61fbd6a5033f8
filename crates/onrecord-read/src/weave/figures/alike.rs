//! Whether two figures are the same figure: the same thing counted, in the same scope.

use std::collections::BTreeSet;

use super::seen::{Period, Seen};
use crate::weave::likeness::contained;
use crate::weave::scope::Moves;
use crate::weave::terms::stem;
use crate::weave::told::Party;

/// How likely it is that the later figure is the earlier one told anew.
pub fn likeness(earlier: &Seen, now: &Seen) -> f32 {
    if takes_place_of(now, earlier) {
        return 1.5;
    }
    if apart(earlier, now) {
        return 0.0;
    }
    let around = contained(&earlier.around, &now.around).min(0.6) / 0.6;
    let base = match (earlier.moves, now.moves) {
        (Moves::Freely, _) | (_, Moves::Freely) => 0.42,
        _ => 0.52,
    };
    let same_number = earlier.low == now.low && earlier.high == now.high && earlier.low.is_some();
    what(earlier, now) * (base + (0.87 - base) * around)
        + if same_number { 0.2 } else { 0.0 }
        + if now.running && now.order > earlier.order { 0.12 } else { 0.0 }
        - 0.12 * limited(earlier, now) as f32
}

// The later dispatch itself says which number no longer holds.
fn takes_place_of(now: &Seen, earlier: &Seen) -> bool {
    let number = earlier.low.or(earlier.high);
    unit(now) == unit(earlier) && number.is_some_and(|number| now.former.contains(&number))
}

fn unit(seen: &Seen) -> Option<String> {
    seen.unit.as_deref().map(stem)
}

/// Whether two mentions of one number in one dispatch are one figure.
pub fn mergeable(one: &Seen, other: &Seen) -> bool {
    !apart(one, other) && what(one, other) > 0.5
}

// One of them may tell no more than the unit: "5,000 tonnes of oil" and "3,200 tonnes".
fn what(a: &Seen, b: &Seen) -> f32 {
    let bare = |seen: &Seen| seen.anybody || unit(seen) == Some(stem(&seen.what));
    let head = |seen: &Seen| seen.what.rsplit(' ').next().map(stem).unwrap_or_default();
    match (bare(a), bare(b)) {
        _ if a.what == b.what && !a.what.is_empty() => 1.0,
        (true, true) if a.unit.is_some() => 0.8,
        (true, true) => 0.6,
        (true, false) | (false, true) if a.unit.is_some() => 0.8,
        (true, false) | (false, true) => 0.6,
        _ if a.who.contains(&head(b)) || b.who.contains(&head(a)) => 0.8,
        _ if head(a) == head(b) => 0.8,
        _ if a.unit.is_some() => 0.6,
        _ => 0.0,
    }
}

// A figure for one week, town or side is not quite the figure without that limit.
fn limited(a: &Seen, b: &Seen) -> usize {
    let place = a.place.is_empty() != b.place.is_empty()
        && !a.place.iter().all(|word| b.document.words.contains(word))
        && !b.place.iter().all(|word| a.document.words.contains(word));
    let who = a.who.is_empty() != b.who.is_empty();
    [place, who].into_iter().filter(|limited| *limited).count()
}

/// Another place, period, side or part is another figure, never a change.
pub fn apart(a: &Seen, b: &Seen) -> bool {
    if takes_place_of(a, b) || takes_place_of(b, a) {
        return false;
    }
    let kinds = |seen: &Seen| {
        let kind = seen.kind;
        (kind.wide, kind.more, kind.part, kind.other, kind.against)
    };
    unit(a) != unit(b)
        || kinds(a) != kinds(b)
        || places_apart(a, b)
        || periods_apart(&a.period, &b.period)
        || disjoint(&a.who, &b.who)
        || surveys_apart(a, b)
        || names_apart(a, b)
        || sizes_apart(a, b)
        || told_apart(a, b)
}

// Two numbers in one dispatch are two figures, unless two who counted the same stand beside each
// other.
fn told_apart(a: &Seen, b: &Seen) -> bool {
    let same = a.low == b.low && a.high == b.high;
    a.order == b.order && !same && !by_others(a, b)
}

/// Whether two different parties are named as those who counted.
pub fn by_others(a: &Seen, b: &Seen) -> bool {
    a.counter.as_ref().zip(b.counter.as_ref()).is_some_and(|(x, y)| !x.is(y))
}

// Where nothing is said of a mistake, a toll does not fall to a fraction, nor to that of another
// place; and what was counted over years is not what was counted today, if it is far more.
fn sizes_apart(earlier: &Seen, now: &Seen) -> bool {
    let number = |seen: &Seen| seen.low.or(seen.high).unwrap_or_default().number();
    let (old, new) = (number(earlier), number(now));
    let counters = earlier.counter.as_ref().zip(now.counter.as_ref());
    let falls = new < old
        && now.mark.is_none()
        && earlier.moves == Moves::Rises
        && !counters.is_some_and(|(x, y)| x.is_against(y));
    let elsewhere = disjoint(&earlier.place, &now.place);
    let stretch = |seen: &Seen| matches!(seen.period, Period::Stretch(_));
    let many_times = old.max(new) > 3.0 * old.min(new);
    (falls && (elsewhere || new < 0.4 * old)) || (stretch(earlier) != stretch(now) && many_times)
}

fn disjoint(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && contained(a, b) == 0.0
}

// "In Sumy" and "in the region" may be one place, if either dispatch knows the other's.
fn places_apart(a: &Seen, b: &Seen) -> bool {
    let known = |place: &BTreeSet<String>, by: &Seen| {
        place.iter().any(|word| by.document.words.contains(word))
    };
    disjoint(&a.place, &b.place) && !known(&a.place, b) && !known(&b.place, a)
}

fn periods_apart(a: &Period, b: &Period) -> bool {
    match (a, b) {
        (Period::Day(x), Period::Day(y)) => (x - y).abs() > 0,
        (Period::Day(_), Period::Stretch(_)) | (Period::Stretch(_), Period::Day(_)) => true,
        (Period::Stretch(x), Period::Stretch(y)) => disjoint(x, y),
        _ => false,
    }
}

// Shares that two pollsters found are two figures.
fn surveys_apart(a: &Seen, b: &Seen) -> bool {
    a.unit.as_deref() == Some("%") && by_others(a, b)
}

// What one party has done is not what another one has done, unless either dispatch tells of both.
fn names_apart(a: &Seen, b: &Seen) -> bool {
    if a.moves == Moves::Rises || b.moves == Moves::Rises {
        return false;
    }
    let strange = |names: &BTreeSet<Party>, others: &BTreeSet<Party>, document: &Seen| {
        let own: Vec<&Party> = names.difference(others).collect();
        !own.is_empty() && own.iter().all(|party| !document.document.parties.contains(party))
    };
    strange(&a.names, &b.names, b) && strange(&b.names, &a.names, a)
}

impl super::seen::Counter {
    /// Whether it is the same one, under the same name or a shorter one.
    pub fn is(&self, other: &super::seen::Counter) -> bool {
        self.party == other.party || contained(&self.name, &other.name) == 1.0
    }

    /// Whether the two are on different sides.
    pub fn is_against(&self, other: &super::seen::Counter) -> bool {
        !self.is(other) && self.side.is_some() && other.side.is_some() && self.side != other.side
    }
}
