//! Stretches of time as words of the index, so that dates are found the way words are.
//!
//! Days are numbered from 1970 on and lie in blocks of 8, those in blocks of 64, and so on. A
//! finding has a word for each block it touches, from the smallest of which few cover it upwards; a
//! question names the few blocks that make up its stretch, and those around them for what lasts longer.

use std::collections::BTreeSet;

const DAY: i64 = 86_400;
const BITS: u32 = 3;
const LEVELS: u32 = 5;
// More blocks than this and the next larger ones are taken.
const FEW: i64 = 4;
// What lies further from 1970, in days, counts as this far: some 180 years.
const END: i64 = 65_535;

/// The words of a finding that is from `since` till `till`, Unix seconds; empty if neither is known.
pub fn words(since: Option<i64>, till: Option<i64>) -> String {
    let (Some(first), Some(last)) = (since.or(till), till.or(since)) else {
        return String::new();
    };
    let (first, last) = (day(first), day(last).max(day(first)));
    let own = (0..LEVELS).find(|level| block(last, *level) - block(first, *level) < FEW);
    let own = own.unwrap_or(LEVELS);
    let mut words = BTreeSet::new();
    for level in own..=LEVELS {
        for at in block(first, level)..=block(last, level) {
            words.insert(name('b', level, at));
            if level == own && level > 0 {
                words.insert(name('o', level, at));
            }
        }
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Of the words above, those of which a finding has one if it overlaps a stretch of time; it may
/// have one and just miss it, by less than a day.
pub fn overlapping(from: Option<i64>, until: Option<i64>) -> Vec<String> {
    let ends = (from.map_or(-END, day), until.map_or(END, day));
    let mut terms = BTreeSet::new();
    for level in 1..=LEVELS {
        // What lasts longer is found by the blocks around both ends.
        terms.insert(name('o', level, block(ends.0, level)));
        terms.insert(name('o', level, block(ends.1, level)));
    }
    let (mut first, mut last) = ends;
    for level in 0..=LEVELS {
        // What does not fill a larger block is named block by block.
        while first <= last && (level == LEVELS || first & MASK != 0) {
            terms.insert(name('b', level, first));
            first += 1;
        }
        while first <= last && last & MASK != MASK {
            terms.insert(name('b', level, last));
            last -= 1;
        }
        if first > last {
            break;
        }
        (first, last) = (first >> BITS, last >> BITS);
    }
    terms.into_iter().collect()
}

const MASK: i64 = (1 << BITS) - 1;

fn day(seconds: i64) -> i64 {
    seconds.div_euclid(DAY).clamp(-END, END)
}

fn block(day: i64, level: u32) -> i64 {
    day >> (BITS * level)
}

fn name(what: char, level: u32, at: i64) -> String {
    format!("{what}{level}x{}", at + END + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    // A fixed walk over numbers, so that a failure can be seen again.
    fn walk(state: &mut u64, below: i64) -> i64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((*state >> 33) as i64) % below
    }

    #[test]
    fn what_overlaps_shares_a_word_and_what_does_not_shares_none() {
        let mut state = 7;
        for round in 0..4_000 {
            let reach = [40, 400, 4_000, 40_000][round % 4];
            let mut stretch = |longest: i64| {
                let first = walk(&mut state, 2 * reach) - reach;
                (first, first + walk(&mut state, longest))
            };
            let (finding, question) = (stretch(1 + reach / 3), stretch(1 + reach / 2));
            let seconds = |day: i64| Some(day * DAY + 3_600);
            let words = words(seconds(finding.0), seconds(finding.1));
            let words: Vec<&str> = words.split(' ').collect();
            let terms = overlapping(seconds(question.0), seconds(question.1));
            let shared = terms.iter().any(|term| words.contains(&term.as_str()));
            let overlap = finding.0 <= question.1 && question.0 <= finding.1;
            assert!(shared || !overlap, "{finding:?} {question:?}");
            // A finding that lasts is known by whole blocks only.
            assert!(overlap || !shared || finding.1 - finding.0 >= FEW, "{finding:?} {question:?}");
        }
    }

    #[test]
    fn open_ends_reach_everything() {
        for day in [-70_000, -3, 0, 20_000, 90_000] {
            let words = words(Some(day * DAY), None);
            let terms = overlapping(None, Some(100_000 * DAY));
            assert!(words.split(' ').any(|word| terms.iter().any(|term| term == word)), "{day}");
        }
        assert_eq!(words(None, None), "");
    }
}
