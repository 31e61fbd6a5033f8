//! Looks around a match: whether a number is a year, a name a month, a ratio a clock time.

use super::grammar::Check;
use super::lexemes::{Gap, Kind};
use super::matching::{Match, Scene};
use super::words::Class;

/// Whether a check holds for a match.
pub fn holds(scene: &Scene<'_>, check: Check, found: &Match) -> bool {
    match check {
        Check::BareYear => bare_year(scene, found),
        Check::BareMonth => bare_month(scene, found),
        Check::BareSeason => bare_season(scene, found),
        Check::BareClock => bare_clock(scene, found),
        Check::Lower => lower(scene, found),
        Check::Rate => rate(scene, found),
        Check::Loose => loose(scene, found),
        Check::LooksAhead => looks_ahead(scene, found),
        Check::NoName => !named(scene, found),
        Check::Whole => whole(found),
        Check::Opens => scene.at(found.first).is_some_and(|lexeme| lexeme.capital),
    }
}

fn before(scene: &Scene<'_>, found: &Match) -> Option<usize> {
    let first = scene.at(found.first)?;
    found.first.checked_sub(1).filter(|_| first.gap != Gap::Break)
}

/// The index after a match, if the block goes on.
fn after(scene: &Scene<'_>, found: &Match) -> Option<usize> {
    scene.on(found.last).map(|_| found.last)
}

fn tight_mark(scene: &Scene<'_>, at: usize, marks: &[char]) -> bool {
    scene
        .at(at)
        .is_some_and(|lexeme| matches!(lexeme.kind, Kind::Mark(mark) if marks.contains(&mark)))
}

/// A number from 1900 to 2099 is a year unless what stands around says otherwise; an older one
/// needs a word that leads to it.
fn bare_year(scene: &Scene<'_>, found: &Match) -> bool {
    let Some(year) = found.slots.year else { return true };
    let spelled = scene.at(found.first).is_some_and(|lexeme| lexeme.kind == Kind::Word);
    if year <= 0 || spelled {
        return true;
    }
    let led = before(scene, found).is_some_and(|at| scene.has(at, Class::YearLead));
    if let Some(at) = before(scene, found) {
        let close = scene.at(found.first).is_some_and(|lexeme| lexeme.gap == Gap::None);
        let joined = close
            && !tight_mark(
                scene,
                at,
                &['-', '\u{2013}', '\u{2014}', '(', '"', '\'', '/', '[', '\u{201c}'],
            );
        if joined || scene.has(at, Class::Currency) || tight_mark(scene, at, &['$', '€', '£', '#'])
        {
            return false;
        }
        // "No. 1998", "Flight 1990", "Resolution 2003"
        if scene.has(at, Class::NameLead) {
            return false;
        }
    }
    if let Some(at) = after(scene, found) {
        let close = scene.at(at).is_some_and(|lexeme| lexeme.gap == Gap::None);
        let more = scene.at(at + 1).is_some_and(|l| l.gap == Gap::None && l.kind == Kind::Number);
        // "2020/21" is a year and the next one.
        let next = scene.at(at).is_some_and(|lexeme| lexeme.is('/'))
            && scene.at(at + 1).is_some_and(|lexeme| lexeme.digits == 2);
        if close && tight_mark(scene, at, &[':', '.', '%', '/']) && more && !next
            || tight_mark(scene, at, &['%'])
        {
            return false;
        }
        if scene.has(at, Class::Counted) || scene.has(at, Class::Units) {
            return false;
        }
        let unit = close
            && scene.at(at).is_some_and(|lexeme| lexeme.kind == Kind::Word)
            && scene.written(at) != "'s"
            && scene.written(at) != "\u{2019}s";
        if unit {
            return false;
        }
    }
    led || (1900..2100).contains(&year) || framed(scene, found)
}

/// "(1789)", "1861-1865": brackets and ranges make a year of an old number too.
fn framed(scene: &Scene<'_>, found: &Match) -> bool {
    let four = |at: usize| {
        scene
            .at(at)
            .is_some_and(|l| l.kind == Kind::Number && l.digits == 4 && l.thousandths < 2_200_000)
    };
    let dash = |at: usize| tight_mark(scene, at, &['-', '\u{2013}']);
    let front = before(scene, found).is_some_and(|at| {
        tight_mark(scene, at, &['(']) || (dash(at) && at.checked_sub(1).is_some_and(four))
    });
    let back = tight_mark(scene, found.last, &[')']) || (dash(found.last) && four(found.last + 1));
    front || back
}

/// "May", "March" and "August" alone need a word that leads to a month.
fn bare_month(scene: &Scene<'_>, found: &Match) -> bool {
    let Some(lexeme) = scene.at(found.first) else { return false };
    let weak = (found.first..found.last)
        .filter_map(|at| scene.at(at))
        .filter_map(|lexeme| scene.words.sense(lexeme.word, Class::Month))
        .any(|sense| sense.weak);
    if !weak {
        let title = before(scene, found).is_some_and(|at| scene.has(at, Class::Title));
        let led = before(scene, found).is_some_and(|at| scene.has(at, Class::MonthLead));
        return !title && (led || !named(scene, found));
    }
    let attribute = before(scene, found).is_some_and(|at| scene.has(at, Class::Det))
        && after(scene, found).and_then(|at| scene.at(at)).is_some_and(|next| {
            next.kind == Kind::Word && !next.capital && next.word == 0 && next.gap == Gap::Space
        });
    let led = before(scene, found).is_some_and(|at| scene.has(at, Class::MonthLead)) || attribute;
    let named = after(scene, found).and_then(|at| scene.at(at)).is_some_and(|next| {
        next.kind == Kind::Word && next.capital && next.word == 0 && next.gap == Gap::Space
    });
    led && !named && lexeme.capital
}

/// A bare season needs a word that leads to it, or a determiner in the pattern.
fn bare_season(scene: &Scene<'_>, found: &Match) -> bool {
    before(scene, found).is_some_and(|at| scene.has(at, Class::YearLead))
}

/// `4:30` alone is a clock time if its hour is sure or a word leads to it, and is no score.
fn bare_clock(scene: &Scene<'_>, found: &Match) -> bool {
    let Some(clock) = found.slots.clock else { return true };
    let led = before(scene, found).is_some_and(|at| scene.has(at, Class::YearLead));
    let line = scene.at(found.first).is_some_and(|lexeme| lexeme.gap == Gap::Break);
    let scored = after(scene, found).is_some_and(|at| {
        tight_mark(scene, at, &['-', '\u{2013}', ':', '.'])
            && scene.at(at + 1).is_some_and(|l| l.kind == Kind::Number && l.gap == Gap::None)
    });
    let named = scene.has(found.first, Class::ClockName);
    let at_it = before(scene, found).is_some_and(|at| scene.has(at, Class::ClockLead));
    !scored && if named { at_it } else { clock.sure || led || at_it || line }
}

/// A modal or a word that looks ahead within five words before, or right behind.
fn looks_ahead(scene: &Scene<'_>, found: &Match) -> bool {
    let cue = |at: usize| scene.has(at, Class::Modal) || scene.has(at, Class::Ahead);
    let front = (1..=5).filter_map(|back| found.first.checked_sub(back));
    let mut front = front.take_while(|at| !tight_mark(scene, *at, &['.', '?', '!', ';']));
    front.any(cue) || after(scene, found).is_some_and(cue)
}

/// Whether a capitalized word follows that no time expression begins with.
fn named(scene: &Scene<'_>, found: &Match) -> bool {
    let next = after(scene, found).and_then(|at| scene.at(at));
    next.is_some_and(|next| next.kind == Kind::Word && next.capital && next.word == 0)
}

/// "24 hours a day", "seven days a week", "12 months a year"
fn whole(found: &Match) -> bool {
    let count = found.slots.count.map(|count| count.thousandths / 1000);
    match found.slots.unit {
        Some("D") => count == Some(24),
        Some("W") => count == Some(7),
        Some("Y") => matches!(count, Some(12 | 52 | 365)),
        _ => false,
    }
}

/// Not joined by a hyphen to what stands around.
fn loose(scene: &Scene<'_>, found: &Match) -> bool {
    let close = |at: usize| scene.at(at).is_some_and(|lexeme| lexeme.gap == Gap::None);
    let front =
        close(found.first) && before(scene, found).is_some_and(|at| tight_mark(scene, at, &['-']));
    let back = close(found.last) && tight_mark(scene, found.last, &['-']);
    !front && !back
}

/// Written small at its end, or in capitals throughout.
fn lower(scene: &Scene<'_>, found: &Match) -> bool {
    let last = found.last.checked_sub(1).and_then(|at| scene.at(at));
    last.is_some_and(|lexeme| !lexeme.capital || lexeme.shouted)
}

/// After an amount, "a year" is a rate: a number, a unit of measure or a counted noun stands before.
fn rate(scene: &Scene<'_>, found: &Match) -> bool {
    let Some(at) = before(scene, found) else { return false };
    let amount = |at: usize| {
        scene.at(at).is_some_and(|lexeme| lexeme.kind == Kind::Number)
            || scene.has(at, Class::Number)
            || scene.has(at, Class::Scale)
            || scene.has(at, Class::Counted)
            || scene.has(at, Class::TimesWord)
    };
    amount(at) || (1..3).any(|back| at.checked_sub(back).is_some_and(amount))
}
