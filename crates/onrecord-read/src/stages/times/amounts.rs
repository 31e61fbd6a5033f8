//! Reads amounts: "3", "2 1/2", "twenty-four", "two and a half", "several", "a couple of".

use super::lexemes::{Gap, Kind};
use super::matching::Scene;
use super::slots::Count;
use super::words::Class;

/// Word classes with which an amount may begin.
pub const FIRST: &[Class] = &[
    Class::Number,
    Class::Half,
    Class::Vague,
    Class::VagueDet,
    Class::Vagues,
    Class::Couple,
    Class::One,
];

/// The same where an article counts as one.
pub const FIRST_WITH_ARTICLE: &[Class] = FIRST;

/// Reads an amount; `article`: whether a bare "a" is one.
pub fn read(scene: &Scene<'_>, at: usize, article: bool) -> Option<(Count, usize)> {
    let (count, next) = single(scene, at, article)?;
    if count.vague {
        return Some((count, next));
    }
    let joined = scene.on(next).is_some_and(|lexeme| {
        matches!(lexeme.kind, Kind::Mark('-' | '\u{2013}')) || is(scene, next, Class::RangeJoin)
    });
    let between = at.checked_sub(1).is_some_and(|at| scene.has(at, Class::Between));
    let joined = joined || between && is(scene, next, Class::Joint);
    if joined {
        // "two to three", "10 or 12", "3-4"
        let upper = single(scene, next + 1, false).filter(|(upper, _)| !upper.vague);
        if let Some((upper, after)) = upper.filter(|(u, _)| u.thousandths > count.thousandths) {
            return Some((Count { upto: Some(upper.thousandths), ..count }, after));
        }
    }
    Some((count, next))
}

fn is(scene: &Scene<'_>, at: usize, class: Class) -> bool {
    scene.on(at).is_some() && scene.has(at, class)
}

fn value(scene: &Scene<'_>, at: usize, class: Class) -> Option<i64> {
    let lexeme = scene.at(at)?;
    scene.words.sense(lexeme.word, class).map(|sense| i64::from(sense.value.number()))
}

fn single(scene: &Scene<'_>, at: usize, article: bool) -> Option<(Count, usize)> {
    let lexeme = scene.at(at)?;
    let vague = Count { vague: true, ..Count::default() };
    match lexeme.kind {
        Kind::Number => return Some(in_digits(scene, at)),
        Kind::Word if lexeme.word != 0 => {}
        _ => return None,
    }
    if scene.has(at, Class::Number) {
        let (count, next) = in_words(scene, at)?;
        return Some(and_a_half(scene, count, next));
    }
    if scene.has(at, Class::One) {
        if is(scene, at + 1, Class::Couple) || is(scene, at + 1, Class::Vague) {
            return single(scene, at + 1, false);
        }
        if is(scene, at + 1, Class::Scale) {
            let (count, next) = scaled(scene, 1, at + 1);
            return Some((Count::whole(count), next));
        }
        if is(scene, at + 1, Class::Half) {
            return Some((Count { thousandths: 500, ..Count::default() }, at + 2));
        }
        return article.then_some((Count::whole(1), at + 1));
    }
    if scene.has(at, Class::Half) {
        let skip = usize::from(is(scene, at + 1, Class::One));
        return Some((Count { thousandths: 500, ..Count::default() }, at + 1 + skip));
    }
    let of = |next: usize| next + usize::from(is(scene, next, Class::Of));
    if scene.has(at, Class::Couple) {
        return Some((Count::whole(2), of(at + 1)));
    }
    if scene.has(at, Class::Vagues) {
        return is(scene, at + 1, Class::Of).then_some((vague, at + 2));
    }
    let vague_word = scene.has(at, Class::Vague) || scene.has(at, Class::VagueDet);
    vague_word.then_some((vague, at + 1))
}

fn in_digits(scene: &Scene<'_>, at: usize) -> (Count, usize) {
    let mut thousandths = scene.at(at).map_or(0, |lexeme| lexeme.thousandths);
    let mut next = at + 1;
    let halves = |kind: Kind| match kind {
        Kind::Mark('½') => Some(500),
        Kind::Mark('¼') => Some(250),
        Kind::Mark('¾') => Some(750),
        _ => None,
    };
    if let Some(part) = scene.on(next).and_then(|lexeme| halves(lexeme.kind)) {
        thousandths += part;
        next += 1;
    } else if let Some(part) = fraction(scene, next) {
        thousandths += part;
        next += 3;
    }
    let (scaled, next) = scaled(scene, thousandths, next);
    and_a_half(scene, Count { thousandths: scaled, ..Count::default() }, next)
}

/// `1/2` after a whole number.
fn fraction(scene: &Scene<'_>, at: usize) -> Option<i64> {
    let (over, stroke, under) = (scene.on(at)?, scene.at(at + 1)?, scene.at(at + 2)?);
    let tight = stroke.is('/') && stroke.gap == Gap::None && under.gap == Gap::None;
    let (over, under) = (over.whole()?, under.whole()?);
    (tight && over > 0 && over < under && under < 100).then(|| over * 1000 / under)
}

fn and_a_half(scene: &Scene<'_>, count: Count, next: usize) -> (Count, usize) {
    if !is(scene, next, Class::Joint) {
        return (count, next);
    }
    let article = usize::from(is(scene, next + 1, Class::One));
    if is(scene, next + 1 + article, Class::Half) {
        let more = Count { thousandths: count.thousandths + 500, ..count };
        return (more, next + 2 + article);
    }
    (count, next)
}

fn in_words(scene: &Scene<'_>, at: usize) -> Option<(Count, usize)> {
    let mut sum = value(scene, at, Class::Number)?;
    let mut next = at + 1;
    loop {
        let skip = usize::from(
            scene.at(next).is_some_and(|l| l.is('-') && l.gap == Gap::None)
                || (sum >= 100 && is(scene, next, Class::Joint)),
        );
        let more = scene.on(next + skip).and_then(|_| value(scene, next + skip, Class::Number));
        match more {
            Some(more) if sum % 100 >= 20 && sum % 10 == 0 && more < 10 => sum += more,
            Some(more) if sum >= 100 && sum % 100 == 0 && more < 100 => sum += more,
            _ => break,
        }
        next += skip + 1;
        (sum, next) = scaled(scene, sum, next);
        if next - at > 8 {
            break;
        }
    }
    let (sum, after) = scaled(scene, sum, next);
    if after != next && sum % 100 == 0 {
        // "two hundred and ten"
        let skip = usize::from(is(scene, after, Class::Joint));
        let rest = scene.on(after + skip).and_then(|_| value(scene, after + skip, Class::Number));
        if let Some(rest) = rest.filter(|rest| *rest < 100) {
            return Some((Count::whole(sum + rest), after + skip + 1));
        }
    }
    Some((Count::whole(sum), after))
}

fn scaled(scene: &Scene<'_>, number: i64, at: usize) -> (i64, usize) {
    let scale = scene.on(at).and_then(|_| value(scene, at, Class::Scale));
    scale.map_or((number, at), |scale| (number.saturating_mul(scale).min(1 << 45), at + 1))
}
