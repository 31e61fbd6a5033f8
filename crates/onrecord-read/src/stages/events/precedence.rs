//! Which of several codings stand: one act is coded once, the exacter coding before the vaguer.

use onrecord_types::{ActorId, Doc, EventStatus, Tags};

use super::book::Book;
use super::codes::is_cooperation;
use super::coding::Coding;
use super::parties::extend;

/// Drops what is said again, merging what it adds into what stays.
pub fn settle(book: &Book, doc: &Doc<'_>, tags: &Tags, codings: &mut [Coding]) {
    taken_up(book, tags, codings);
    same_words(book, doc, codings);
    same_sentence(book, doc, codings);
    same_dispatch(book, codings);
}

fn kind(book: &Book, coding: &Coding) -> String {
    let own = coding.plover.as_ref().map(|(kind, _)| kind.clone());
    let kind = own.or_else(|| book.codes.of(&coding.cameo).kind);
    kind.unwrap_or_else(|| coding.cameo.clone())
}

// "broke off the talks": what the verb takes up did not happen beside it. Force did: whoever
// condemns a raid says that there was one.
fn taken_up(book: &Book, tags: &Tags, codings: &mut [Coding]) {
    for at in 0..codings.len() {
        let noun = &codings[at];
        let object = matches!(tags.base_rel(noun.trigger), "obj" | "obl");
        let Some(verb) = tags.head(noun.trigger).filter(|_| object && noun.bare_noun) else {
            continue;
        };
        if !is_cooperation(&noun.cameo) {
            continue;
        }
        let by = |verb: usize| {
            let mut others = codings.iter().filter(|other| other.dropped.is_none());
            others.any(|other| other.trigger == verb && kind(book, other) != kind(book, noun))
        };
        let contact = noun.cameo.starts_with("04") && tags.base_rel(noun.trigger) == "obl";
        if by(verb) && !contact {
            codings[at].dropped = Some("taken up by the verb above it".to_owned());
        }
    }
}

// Codings that rest on the same word: the turned one, else the one that asked for more, stays.
fn same_words(book: &Book, doc: &Doc<'_>, codings: &mut [Coding]) {
    for later in 1..codings.len() {
        for earlier in 0..later {
            let (a, b) = (&codings[earlier], &codings[later]);
            let standing = a.dropped.is_none() && b.dropped.is_none();
            let near = doc.sentence_of(a.trigger) == doc.sentence_of(b.trigger);
            let shared = near && a.tokens.iter().any(|token| b.tokens.contains(token));
            if !standing || !shared {
                continue;
            }
            let rank = |c: &Coding| (c.by.len(), c.weight);
            let (stays, goes) = if rank(b) > rank(a) { (later, earlier) } else { (earlier, later) };
            // "agreed to withdraw and to free the prisoners" are two promises on one word.
            let parted = rank(a).0 > 1 && rank(b).0 > 1 && a.cameo != b.cameo;
            if parted && kind(book, a) != kind(book, b) {
                continue;
            }
            merge(codings, stays, goes, "said more exactly by the same words");
        }
    }
}

fn same_sentence(book: &Book, doc: &Doc<'_>, codings: &mut [Coding]) {
    for later in 1..codings.len() {
        for earlier in 0..later {
            let (a, b) = (&codings[earlier], &codings[later]);
            let standing = a.dropped.is_none() && b.dropped.is_none();
            if !standing
                || doc.sentence_of(a.trigger) != doc.sentence_of(b.trigger)
                || kind(book, a) != kind(book, b)
                || !(agree(&a.sides.actors, &b.sides.actors))
                || !(agree(&a.sides.recipients, &b.sides.recipients)
                    || a.sides.actors == b.sides.actors)
                || far_apart(a.status, b.status)
            {
                continue;
            }
            let exact =
                |c: &Coding| (!c.sides.actors.is_empty(), c.cameo.len(), !c.bare_noun, c.weight);
            let (stays, goes) =
                if exact(b) > exact(a) { (later, earlier) } else { (earlier, later) };
            merge(codings, stays, goes, "the same act in the same sentence");
        }
    }
}

fn same_dispatch(book: &Book, codings: &mut [Coding]) {
    let kinds: Vec<String> = codings.iter().map(|coding| kind(book, coding)).collect();
    let everyone: Vec<Vec<ActorId>> = codings.iter().map(everyone).collect();
    for later in 1..codings.len() {
        for earlier in 0..later {
            let (a, b) = (&codings[earlier], &codings[later]);
            let (all_a, all_b) = (&everyone[earlier], &everyone[later]);
            let again = a.dropped.is_none()
                && b.dropped.is_none()
                && !all_b.is_empty()
                && kinds[earlier] == kinds[later]
                && (told_again(a, b, all_a, all_b) || mentioned_again(b, all_a, all_b));
            if again {
                merge(codings, earlier, later, "told again");
            }
        }
    }
}

fn everyone(coding: &Coding) -> Vec<ActorId> {
    let mut ids = coding.sides.actors.clone();
    extend(&mut ids, coding.sides.recipients.clone());
    ids.sort_unstable();
    ids
}

fn told_again(a: &Coding, b: &Coding, all_a: &[ActorId], all_b: &[ActorId]) -> bool {
    a.status == b.status
        && all_a == all_b
        && (a.cameo.starts_with(&b.cameo) || b.cameo.starts_with(&a.cameo))
}

// "the call with Putin", after the call was told: a noun that adds nobody new.
fn mentioned_again(b: &Coding, all_a: &[ActorId], all_b: &[ActorId]) -> bool {
    b.bare_noun && b.sides.actors.is_empty() && all_b.iter().all(|id| all_a.contains(id))
}

fn agree(a: &[ActorId], b: &[ActorId]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|id| b.contains(id))
}

fn far_apart(a: EventStatus, b: EventStatus) -> bool {
    use EventStatus::{Happened, Ongoing};
    let done = |status| matches!(status, Happened | Ongoing);
    a != b && !(done(a) && done(b))
}

fn merge(codings: &mut [Coding], stays: usize, goes: usize, why: &str) {
    let gone = codings[goes].clone();
    codings[goes].dropped = Some(why.to_owned());
    let kept = &mut codings[stays];
    if kept.sides.actors.is_empty() {
        let fresh = gone.sides.actors.iter().filter(|id| !kept.sides.recipients.contains(id));
        kept.sides.actors = fresh.copied().collect();
    }
    if kept.sides.recipients.is_empty() {
        let fresh = gone.sides.recipients.iter().filter(|id| !kept.sides.actors.contains(id));
        kept.sides.recipients = fresh.copied().collect();
    }
    for family in gone.by {
        if !kept.by.contains(&family) {
            kept.by.push(family);
        }
    }
}
