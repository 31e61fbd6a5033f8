//! Which passages narrate the past, so that their relative words hang on what was told last.
//!
//! A dispatch in which years long gone outnumber the words that point at the day of publication
//! is a narrative as a whole. Single paragraphs of other dispatches are not told apart yet.

use jiff::civil::Date;

use super::grammar::{Base, Grammar, Make};
use super::matching::{Match, Scene};

/// For every match, whether it stands in a narrative passage.
pub fn passages(
    _scene: &Scene<'_>,
    matches: &[Match],
    grammar: &Grammar,
    published: Option<Date>,
) -> Vec<bool> {
    let Some(published) = published else { return vec![true; matches.len()] };
    let mut gone = 0;
    let mut deictic = 0;
    for found in matches {
        let rule = &grammar.rules[found.rule];
        match found.slots.year {
            Some(year) if (published.year() - year).abs() >= 2 => gone += 1,
            Some(_) => {}
            None => {
                let speech = rule.make == Make::Point && rule.base == Base::Speech;
                let points = found.slots.day.is_some()
                    || found.slots.weekday.is_some()
                    || (found.slots.rel.is_some() && found.slots.unit.is_some());
                deictic += usize::from(speech && points && !found.slots.rel_told);
            }
        }
    }
    vec![gone >= 4 && gone > 2 * deictic; matches.len()]
}
