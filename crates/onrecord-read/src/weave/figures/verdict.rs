//! What another number for the same figure means: the world moved, or the earlier one was wrong.

use onrecord_types::ChangeKind;

use super::alike::by_others;
use super::seen::Seen;
use crate::weave::corrections::Mark;
use crate::weave::likeness::contained;
use crate::weave::scope::Moves;

/// What changed; the slice holds the earlier states, oldest first.
pub fn change(earlier: &[&Seen], now: &Seen) -> Option<(ChangeKind, &'static str)> {
    let before = earlier.last()?;
    let same = |old: &Seen| old.low == now.low && old.high == now.high;
    if same(before) {
        return Some((ChangeKind::Repeated, "figure.same"));
    }
    if let Some(rule) = wrong(before, now) {
        return Some((ChangeKind::Corrected, rule));
    }
    if earlier.iter().any(|old| same(old)) {
        return Some((ChangeKind::Lagged, "figure.lagged"));
    }
    let counters = before.counter.as_ref().zip(now.counter.as_ref());
    if counters.is_some_and(|(old, new)| old.is_against(new)) {
        return Some((ChangeKind::Conflict, "figure.other-side"));
    }
    if fell(before, now) && before.moves == Moves::Rises && !now.kind.remain {
        return Some(match counters.is_some_and(|(old, new)| !old.is(new)) {
            true => (ChangeKind::Conflict, "figure.other-counter"),
            false => (ChangeKind::Corrected, "figure.fell"),
        });
    }
    Some((ChangeKind::Updated, "figure.moved"))
}

/// Whether the later dispatch says that its number takes the place of the earlier one.
pub fn replaces(earlier: &Seen, now: &Seen) -> bool {
    earlier.low.or(earlier.high).is_some_and(|number| now.former.contains(&number))
}

/// What it means that one dispatch tells two numbers for the same figure.
pub fn beside(one: &Seen, now: &Seen) -> Option<(ChangeKind, &'static str)> {
    let below = |a: &Seen, b: &Seen| a.high.zip(b.low).is_some_and(|(high, low)| high < low);
    let differ = below(one, now) || below(now, one);
    (by_others(one, now) && differ).then_some(match now.kind.remain {
        // "The website still lists five."
        true => (ChangeKind::Lagged, "figure.still"),
        false => (ChangeKind::Conflict, "figure.two-accounts"),
    })
}

// Whether the dispatch says that the earlier number was wrong, and by which rule.
fn wrong(before: &Seen, now: &Seen) -> Option<&'static str> {
    let number = before.low.or(before.high)?;
    if now.revoked.contains(&number) {
        return Some("figure.revoked");
    }
    let fell = fell(before, now);
    let goes_down_by_itself = before.moves == Moves::Falls || now.kind.remain;
    // Where it says which number was wrong, it says so of no other.
    let set_aside = now.former.contains(&number);
    let of_another = !now.former.is_empty() && !set_aside && !fell;
    match now.mark.filter(|_| !of_another) {
        Some(Mark::Correction | Mark::Revision) => return Some("figure.marked"),
        Some(Mark::Lowering) if fell && !goes_down_by_itself => return Some("figure.lowered"),
        _ => {}
    }
    if set_aside && now.instead {
        return Some("figure.instead");
    }
    // Prices and shares fall from one number to the next; tolls do not.
    if set_aside && fell && !goes_down_by_itself && before.unit.is_none() {
        return Some("figure.former");
    }
    // A headline that corrects something does not say that a count which rose was wrong, unless
    // the sentence is otherwise the same.
    let rewritten = contained(&before.around, &now.around) > 0.8;
    now.whole.filter(|_| fell || rewritten).map(|_| "figure.headline")
}

// An upper bound that turns out lower, or a lower one that turns out higher, has not fallen.
fn fell(before: &Seen, now: &Seen) -> bool {
    let told = |seen: &Seen| seen.low.or(seen.high);
    before.low.is_some() && told(now) < told(before)
}
