//! Which passages narrate the past, so that their words hang on what was told last.
//!
//! A dispatch in which years long gone outnumber the words that point at the day of publication, and
//! which does not begin with such a word, is a chronicle: everything in it hangs on what was told
//! last. In any other dispatch a passage is background from a month of a year gone by ("In May 2019,
//! …") to the end of its paragraph or to the next word that points at the day of publication; in it,
//! later months, seasons and holidays without a year belong to the year told last, unless the words
//! around look ahead. Weekdays, "last year" and "three years ago" hang on the day of publication there too.
//! Where no day of publication is known, every year counts as gone.
//!
//! Reading annotated histories as chronicles is worth 13.5 points of value F1 there (84.8 against 71.3).
//! A bare year ("since 1980") begins no such passage: that was tried, and in annotated news ten months
//! after one were of the year of publication and none of the year told.

use jiff::civil::Date;

use super::grammar::{Base, Grammar, Make};
use super::lexemes::{Gap, Kind};
use super::matching::{Match, Scene};
use super::setting::Narrative;
use super::words::Class;

/// For every match, whether it stands in a narrative.
pub fn passages(
    scene: &Scene<'_>,
    matches: &[Match],
    grammar: &Grammar,
    published: Option<Date>,
) -> Vec<Narrative> {
    let all = is_chronicle(scene, matches, grammar, published);
    let mut passage = false;
    let mut from = 0;
    let narratives = matches.iter().map(|found| {
        let between = scene.lexemes.get(from..=found.first).unwrap_or_default();
        let paragraph = between.iter().any(|lexeme| lexeme.gap == Gap::Break);
        from = found.last;
        passage &= !paragraph && !points_at_day(scene, found, grammar);
        let here = Narrative { all, passage };
        if let Some(year) = found.slots.year {
            let told = found.slots.month.is_some() && !attribute(scene, found);
            passage = told && published.is_none_or(|day| year < day.year());
        }
        here
    });
    narratives.collect()
}

/// "the August 1988 cease-fire" names a thing and begins no tale.
fn attribute(scene: &Scene<'_>, found: &Match) -> bool {
    let determined = found.first.checked_sub(1).is_some_and(|at| scene.has(at, Class::Det));
    let noun = scene.on(found.last).is_some_and(|next| next.kind == Kind::Word && !next.capital);
    determined && noun && scene.at(found.last).is_some_and(|next| next.word == 0)
}

fn is_chronicle(
    scene: &Scene<'_>,
    matches: &[Match],
    grammar: &Grammar,
    published: Option<Date>,
) -> bool {
    let long = |year: i16| published.is_none_or(|day| (day.year() - year).abs() >= 2);
    let gone = |found: &&Match| found.slots.year.is_some_and(long);
    let gone = matches.iter().filter(gone).count();
    let deictic = |found: &&Match| points_at_day(scene, found, grammar);
    let deictics = matches.iter().filter(deictic).count();
    let at_once = matches.iter().take(LEAD).any(|found| points_at_day(scene, found, grammar));
    gone >= 4 && gone > 2 * deictics && !at_once
}

/// How many expressions belong to the lead of a dispatch.
const LEAD: usize = 3;

/// Whether words point at the day on which they were written: "today", "Monday", "last week".
fn points_at_day(scene: &Scene<'_>, found: &Match, grammar: &Grammar) -> bool {
    let rule = &grammar.rules[found.rule];
    let slots = &found.slots;
    let speech = rule.make == Make::Point && rule.base == Base::Speech;
    let points = slots.day.is_some()
        || slots.weekday.is_some()
        || (slots.rel.is_some() && slots.unit.is_some());
    // "the next year" is that after the one told of.
    let next = slots.rel == Some(1) && scene.has(found.first, Class::Det);
    speech && slots.year.is_none() && points && !slots.rel_told && !next
}
