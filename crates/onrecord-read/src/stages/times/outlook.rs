//! Whether the words around an expression look back or ahead.

use super::lexemes::{Gap, Kind};
use super::matching::{Match, Scene};
use super::setting::Outlook;
use super::words::Class;

/// The outlook at a match, from the nearest cue before it in its sentence, or else after it.
pub fn around(scene: &Scene<'_>, found: &Match) -> Outlook {
    let mut at = found.first;
    for _ in 0..14 {
        let here = scene.at(at);
        if here.is_none_or(|lexeme| lexeme.gap == Gap::Break) || at == 0 {
            break;
        }
        at -= 1;
        if stops(scene, at) {
            break;
        }
        if let Some(outlook) = cue(scene, at) {
            return outlook;
        }
    }
    let mut at = found.last;
    for _ in 0..14 {
        if scene.on(at).is_none() || stops(scene, at) {
            break;
        }
        if let Some(outlook) = cue(scene, at) {
            return outlook;
        }
        at += 1;
    }
    Outlook::Open
}

fn stops(scene: &Scene<'_>, at: usize) -> bool {
    let next_capital = || scene.at(at + 1).is_some_and(|lexeme| lexeme.capital);
    scene.at(at).is_some_and(|lexeme| match lexeme.kind {
        Kind::Mark('.' | '?' | '!') => next_capital(),
        Kind::Mark(';') => true,
        _ => false,
    })
}

fn cue(scene: &Scene<'_>, at: usize) -> Option<Outlook> {
    let lexeme = scene.at(at).filter(|lexeme| lexeme.kind == Kind::Word)?;
    if lexeme.word != 0 {
        if scene.has(at, Class::Ahead) {
            return Some(Outlook::Ahead);
        }
        if scene.has(at, Class::Behind) {
            return Some(Outlook::Back);
        }
    }
    let past =
        !lexeme.capital && lexeme.end - lexeme.start > 4 && scene.written(at).ends_with("ed");
    past.then_some(Outlook::Back)
}
