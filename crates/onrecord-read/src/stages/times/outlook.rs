//! Whether the words around an expression look back or ahead.
//!
//! With a tree, the verb above the expression decides; without one, the nearest cue word.

use onrecord_types::{Doc, Span, Tags, Upos};

use super::lexemes::{Gap, Kind};
use super::matching::{Match, Scene};
use super::setting::Outlook;
use super::words::Class;

/// The outlook at a match.
pub fn around(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, found: &Match, span: Span) -> Outlook {
    match scene.on(found.first).and(found.first.checked_sub(1)) {
        Some(at) if scene.has(at, Class::Until) => return Outlook::Ahead,
        Some(at) if scene.has(at, Class::Since) => return Outlook::Ended,
        _ => {}
    }
    if possessive(scene, found) {
        return Outlook::Open;
    }
    let parsed = tags.tags.iter().take(64).any(|tag| tag.head.is_some());
    if !parsed {
        return by_words(scene, found, true);
    }
    let tokens = doc.tokens_in(span);
    if let Some(outlook) = adjacent(tags, tokens.start) {
        return outlook;
    }
    // The head of the expression: the token whose head is outside it.
    let head = tokens.clone().find(|&at| tags.head(at).is_none_or(|head| !tokens.contains(&head)));
    match head.map(|head| by_tree(scene, doc, tags, head)) {
        Some(Outlook::Open) | None => by_words(scene, found, false),
        Some(outlook) => outlook,
    }
}

/// "Tuesday's declaration" is most often over.
fn possessive(scene: &Scene<'_>, found: &Match) -> bool {
    found.slots.weekday.is_some() && scene.has(found.last, Class::Possessive)
}

/// "said Friday", "announced on Wednesday": a verb right before, whatever the tree says.
fn adjacent(tags: &Tags, first: usize) -> Option<Outlook> {
    let mut at = first.checked_sub(1)?;
    if tags.upos(at) == Upos::Adp {
        at = at.checked_sub(1)?;
    }
    let done = tags.xpos(at) == "VBD" || (tags.xpos(at) == "VBN" && !ahead_of(tags, at));
    done.then_some(Outlook::Back)
}

/// "will be announced", "to be held": a participle that has not come true.
fn ahead_of(tags: &Tags, at: usize) -> bool {
    let from = at.saturating_sub(4);
    (from..at).any(|near| tags.xpos(near) == "MD" || tags.xpos(near) == "TO")
        || (from..at)
            .any(|near| matches!(tags.xpos(near), "VBZ" | "VBP") && tags.lemma(near) == "be")
}

/// Climbs from a token to the verbs above it; the first one that tells decides.
fn by_tree(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, from: usize) -> Outlook {
    for at in tags.upward(from).skip(1).take(6) {
        let outlook = match tags.upos(at) {
            Upos::Verb | Upos::Aux => verb(scene, doc, tags, at),
            _ if tags.child_by(at, "cop").is_some() => verb(scene, doc, tags, at),
            _ => Outlook::Open,
        };
        if outlook != Outlook::Open {
            return outlook;
        }
    }
    Outlook::Open
}

fn verb(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, at: usize) -> Outlook {
    let helpers = || tags.children_by(at, "aux").chain(tags.children_by(at, "cop"));
    if let Some(modal) = helpers().find(|&helper| tags.xpos(helper) == "MD") {
        // "could not be reached Monday" tells what happened.
        let failed = tags.lemma(modal) == "could" || tags.lemma(modal) == "can";
        let denied = tags.children(at).any(|kid| is(scene, doc, kid, Class::Not));
        return if failed && denied { Outlook::Back } else { Outlook::Ahead };
    }
    if is(scene, doc, at, Class::Ahead) && tags.xpos(at) != "VBD" {
        return Outlook::Ahead;
    }
    if helpers().any(|helper| {
        matches!(tags.xpos(helper), "VBD" | "VBZ" | "VBP") && past_helper(tags, helper)
    }) {
        return Outlook::Back;
    }
    let to = tags.children_by(at, "mark").any(|mark| tags.xpos(mark) == "TO");
    match tags.xpos(at) {
        "VBD" => Outlook::Back,
        "VB" if to => governed(scene, doc, tags, at),
        "VBN" if to => Outlook::Ahead,
        "VBN" if tags.base_rel(at) == "amod" => Outlook::Open,
        "VBN" => Outlook::Back,
        "VBZ" | "VBP" if is(scene, doc, at, Class::Behind) => Outlook::Back,
        "VBZ" | "VBP" => Outlook::Ahead,
        "VBG" if helpers().next().is_some() => Outlook::Ahead,
        "VB" => Outlook::Ahead,
        _ => Outlook::Open,
    }
}

/// "had", "was", "has": "is" alone tells nothing.
fn past_helper(tags: &Tags, helper: usize) -> bool {
    tags.xpos(helper) == "VBD" || tags.lemma(helper) == "have"
}

/// An infinitive looks ahead unless what it hangs on is told as done ("began to leave Friday").
fn governed(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, at: usize) -> Outlook {
    let above = tags.head(at).filter(|&above| tags.upos(above) == Upos::Verb);
    let done = above.is_some_and(|above| {
        tags.xpos(above) == "VBD"
            && tags.base_rel(at) == "advcl"
            && !is(scene, doc, above, Class::Ahead)
    });
    if done { Outlook::Back } else { Outlook::Ahead }
}

fn is(scene: &Scene<'_>, doc: &Doc<'_>, token: usize, class: Class) -> bool {
    let id = scene.words.find(doc.word(token));
    id != 0 && scene.words.sense(id, class).is_some()
}

/// The nearest cue before a match in its sentence, or else after it.
fn by_words(scene: &Scene<'_>, found: &Match, endings: bool) -> Outlook {
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
        if let Some(outlook) = cue(scene, at, endings) {
            return outlook;
        }
    }
    let mut at = found.last;
    for _ in 0..14 {
        if scene.on(at).is_none() || stops(scene, at) {
            break;
        }
        if let Some(outlook) = cue(scene, at, endings) {
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

fn cue(scene: &Scene<'_>, at: usize, endings: bool) -> Option<Outlook> {
    let lexeme = scene.at(at).filter(|lexeme| lexeme.kind == Kind::Word)?;
    if lexeme.word != 0 {
        if scene.has(at, Class::Ahead) || scene.has(at, Class::Modal) {
            return Some(Outlook::Ahead);
        }
        if scene.has(at, Class::Behind) {
            return Some(Outlook::Back);
        }
    }
    // Without word classes, the ending of the past tense is a cue of its own.
    let past = endings
        && lexeme.gap != Gap::None
        && !lexeme.capital
        && lexeme.end - lexeme.start > 4
        && scene.written(at).ends_with("ed");
    past.then_some(Outlook::Back)
}
