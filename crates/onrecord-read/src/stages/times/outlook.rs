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
    let tokens = doc.tokens_in(span);
    let head = tags.top(tokens.clone());
    let before = scene.on(found.first).and(found.first.checked_sub(1));
    match before {
        Some(at) if scene.has(at, Class::Until) => {
            let held = head.is_some_and(|head| never_before(scene, doc, tags, head));
            return if held { Outlook::Back } else { Outlook::Ahead };
        }
        Some(at) if scene.has(at, Class::Since) => return Outlook::Ended,
        _ => {}
    }
    if possessive(scene, found) || before.is_some_and(|at| attribute(scene, found, at)) {
        return Outlook::Open;
    }
    if before.is_some_and(|at| found.slots.weekday.is_some() && scene.has(at, Class::MeantFor)) {
        return Outlook::Ahead;
    }
    let parsed = tags.tags.iter().take(64).any(|tag| tag.head.is_some());
    if !parsed {
        return by_words(scene, found, true);
    }
    if let Some(told) = told_before(tags, tokens.start) {
        // "collapsed in January": a bare month right behind what happened is over.
        let month = found.slots.month.is_some() && found.slots.monthday.is_none();
        return if month && tags.xpos(told) == "VBD" { Outlook::Ended } else { Outlook::Back };
    }
    match head.map(|head| by_tree(scene, doc, tags, head)) {
        Some(Outlook::Open) | None => by_words(scene, found, false),
        Some(outlook) => outlook,
    }
}

/// "Tuesday's declaration" is most often over.
fn possessive(scene: &Scene<'_>, found: &Match) -> bool {
    found.slots.weekday.is_some() && scene.has(found.last, Class::Possessive)
}

/// "a June agreement": a month that names a thing tells nothing of when it is looked at.
fn attribute(scene: &Scene<'_>, found: &Match, before: usize) -> bool {
    let alone = found.slots.month.is_some() && found.last == found.first + 1;
    let noun = scene.on(found.last).is_some_and(|next| next.kind == Kind::Word && !next.capital);
    alone && noun && scene.has(before, Class::Det)
}

/// "until Thursday they had not called": what had not been so before is told from behind.
fn never_before(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, head: usize) -> bool {
    let verb = tags.upward(head).skip(1).find(|&at| tags.upos(at) == Upos::Verb);
    verb.is_some_and(|verb| {
        let past = tags.xpos(verb) == "VBD"
            || tags.children_by(verb, "aux").any(|aux| tags.xpos(aux) == "VBD");
        past && denied(scene, doc, tags, verb)
    })
}

/// "said Friday", "announced on Wednesday": the verb right before, whatever the tree says.
fn told_before(tags: &Tags, first: usize) -> Option<usize> {
    let mut at = first.checked_sub(1)?;
    if tags.upos(at) == Upos::Adp {
        at = at.checked_sub(1)?;
    }
    let done = tags.xpos(at) == "VBD" || (tags.xpos(at) == "VBN" && !ahead_of(tags, at));
    done.then_some(at)
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
    // "the summit is in June"
    if tags.child_by(from, "cop").is_some() {
        return verb(scene, doc, tags, from, (from, 0));
    }
    for (steps, at) in tags.upward(from).skip(1).take(6).enumerate() {
        let outlook = match tags.upos(at) {
            Upos::Verb | Upos::Aux => verb(scene, doc, tags, at, (from, steps)),
            _ if tags.child_by(at, "cop").is_some() => verb(scene, doc, tags, at, (from, steps)),
            _ if intended(scene, doc, tags, at) => Outlook::Ahead,
            _ => Outlook::Open,
        };
        if outlook != Outlook::Open {
            return outlook;
        }
    }
    Outlook::Open
}

/// "the slated visit", "a planned vote": a noun whose adjective looks ahead.
fn intended(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, noun: usize) -> bool {
    tags.children_by(noun, "amod").any(|kid| is(scene, doc, kid, Class::Ahead))
}

/// Where a verb looks; `from`: the expression, and how many words are between the two in the tree.
fn verb(
    scene: &Scene<'_>,
    doc: &Doc<'_>,
    tags: &Tags,
    at: usize,
    (from, steps): (usize, usize),
) -> Outlook {
    let helpers = || tags.children_by(at, "aux").chain(tags.children_by(at, "cop"));
    if let Some(modal) = helpers().find(|&helper| tags.xpos(helper) == "MD") {
        // "could not be reached Monday" tells what happened.
        let able = tags.lemma(modal) == "could" || tags.lemma(modal) == "can";
        let failed = able && denied(scene, doc, tags, at);
        return if failed { Outlook::Back } else { Outlook::Ahead };
    }
    // "was scheduled for Friday", "planned a march on Saturday": what is planned comes later,
    // unless the plan itself is told as gone ("had been due to expire Friday").
    let gone = helpers().any(|helper| tags.lemma(helper) == "have" && tags.xpos(helper) == "VBD");
    if is(scene, doc, at, Class::Planned) && (at < from || tags.xpos(at) != "VBD") {
        return if gone { Outlook::Back } else { Outlook::Ahead };
    }
    if is(scene, doc, at, Class::Ahead) && tags.xpos(at) != "VBD" && !gone {
        return Outlook::Ahead;
    }
    // "was due to meet Friday", where "due to" hangs on the verb.
    let due = |kid: usize| is(scene, doc, kid, Class::Planned);
    if tags.xpos(at) == "VB" && tags.children(at).filter(|&kid| kid < at).any(due) {
        return if gone { Outlook::Back } else { Outlook::Ahead };
    }
    if helpers().any(|helper| {
        matches!(tags.xpos(helper), "VBD" | "VBZ" | "VBP") && past_helper(tags, helper)
    }) {
        return Outlook::Back;
    }
    let to = tags.children_by(at, "mark").any(|mark| tags.xpos(mark) == "TO");
    let present = helpers().any(|helper| matches!(tags.xpos(helper), "VBZ" | "VBP"));
    if at == from && present {
        return Outlook::Ahead;
    }
    match tags.xpos(at) {
        "VBD" => Outlook::Back,
        "VB" if to => governed(scene, doc, tags, at),
        "VBN" if to => Outlook::Ahead,
        "VBN" if tags.base_rel(at) == "amod" => Outlook::Open,
        // "when the case is heard in May"
        "VBN" if present && steps == 0 => Outlook::Ahead,
        "VBN" => Outlook::Back,
        "VBZ" | "VBP" if is(scene, doc, at, Class::Behind) => Outlook::Back,
        "VBZ" | "VBP" => Outlook::Ahead,
        "VBG" if helpers().next().is_some() => Outlook::Ahead,
        "VB" => Outlook::Ahead,
        _ => Outlook::Open,
    }
}

/// "did not", "never", "neither the minister nor …": whether a verb or its subject is denied.
fn denied(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, verb: usize) -> bool {
    let not = |at: usize| is(scene, doc, at, Class::Not);
    tags.children(verb).any(|kid| {
        let subject = tags.base_rel(kid) == "nsubj";
        not(kid) || subject && (tags.children(kid).any(not))
    })
}

/// "had", "was", "has": "is" alone tells nothing.
fn past_helper(tags: &Tags, helper: usize) -> bool {
    tags.xpos(helper) == "VBD" || tags.lemma(helper) == "have"
}

/// An infinitive looks ahead unless what it hangs on is told as done ("began to leave Friday").
fn governed(scene: &Scene<'_>, doc: &Doc<'_>, tags: &Tags, at: usize) -> Outlook {
    let Some(above) = tags.head(at) else { return Outlook::Ahead };
    if tags.base_rel(at) == "acl" {
        // "the first to leave on Friday": it hangs on what is told of the noun.
        let ranked = |kid: usize| {
            is(scene, doc, kid, Class::Ordinal) || is(scene, doc, kid, Class::OrdinalLast)
        };
        let ranked = ranked(above) || tags.children(above).any(ranked);
        return if ranked { Outlook::Open } else { Outlook::Ahead };
    }
    if tags.upos(above) != Upos::Verb && tags.child_by(above, "cop").is_none() {
        return Outlook::Ahead;
    }
    let had = |aux: usize| tags.xpos(aux) == "VBD" && tags.lemma(aux) == "have";
    let gone = tags.children_by(above, "aux").any(had);
    let happens = tags.base_rel(at) == "advcl" || is(scene, doc, above, Class::Implies);
    let done = tags.xpos(above) == "VBD" && happens && !is(scene, doc, above, Class::Ahead);
    if done || gone { Outlook::Back } else { Outlook::Ahead }
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
