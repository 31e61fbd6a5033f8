//! Which of several codings stand: one act is coded once, the exacter coding before the vaguer.

use std::collections::{BTreeMap, HashMap};

use onrecord_types::{ActorId, Doc, EventStatus, Tags};

use super::book::Book;
use super::codes::is_cooperation;
use super::coding::Coding;
use super::parties::extend;

/// Drops what is said again, merging what it adds into what stays.
pub fn settle(book: &Book, doc: &Doc<'_>, tags: &Tags, codings: &mut [Coding]) {
    let kinds: Vec<String> = codings.iter().map(|coding| kind(book, coding)).collect();
    let mut sentences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, coding) in codings.iter().enumerate() {
        sentences.entry(doc.sentence_of(coding.trigger)).or_default().push(at);
    }
    taken_up(tags, codings, &kinds);
    for sentence in sentences.values() {
        same_words(codings, &kinds, sentence);
        same_sentence(codings, &kinds, sentence);
    }
    same_dispatch(codings, &kinds);
}

fn kind(book: &Book, coding: &Coding) -> String {
    let own = coding.plover.as_ref().map(|(kind, _)| kind.clone());
    let kind = own.or_else(|| book.codes.of(&coding.cameo).kind);
    kind.unwrap_or_else(|| coding.cameo.clone())
}

/// All pairs of a list, the earlier first.
fn pairs(list: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let before = |at: usize| list.get(..at).unwrap_or_default().iter().copied();
    list.iter().enumerate().flat_map(move |(at, &later)| before(at).map(move |one| (one, later)))
}

// "broke off the talks": what the verb takes up did not happen beside it. Force did: whoever
// condemns a raid says that there was one.
fn taken_up(tags: &Tags, codings: &mut [Coding], kinds: &[String]) {
    let mut on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, coding) in codings.iter().enumerate() {
        on.entry(coding.trigger).or_default().push(at);
    }
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
            let mut others = on.get(&verb).into_iter().flatten();
            others.any(|&other| codings[other].dropped.is_none() && kinds[other] != kinds[at])
        };
        let contact = noun.cameo.starts_with("04") && tags.base_rel(noun.trigger) == "obl";
        if by(verb) && !contact {
            codings[at].dropped = Some("taken up by the verb above it".to_owned());
        }
    }
}

// Codings that rest on the same word: the turned one, else the one that asked for more, stays.
fn same_words(codings: &mut [Coding], kinds: &[String], sentence: &[usize]) {
    for (earlier, later) in pairs(sentence) {
        let (a, b) = (&codings[earlier], &codings[later]);
        let standing = a.dropped.is_none() && b.dropped.is_none();
        let shared = || a.tokens.iter().any(|token| b.tokens.contains(token));
        if !standing || !shared() {
            continue;
        }
        let rank = |c: &Coding| (c.by.len(), c.weight);
        let (stays, goes) = if rank(b) > rank(a) { (later, earlier) } else { (earlier, later) };
        // "agreed to withdraw and to free the prisoners" are two promises on one word.
        let parted = rank(a).0 > 1 && rank(b).0 > 1 && a.cameo != b.cameo;
        if parted && kinds[earlier] != kinds[later] {
            continue;
        }
        merge(codings, stays, goes, "said more exactly by the same words");
    }
}

fn same_sentence(codings: &mut [Coding], kinds: &[String], sentence: &[usize]) {
    for (earlier, later) in pairs(sentence) {
        let (a, b) = (&codings[earlier], &codings[later]);
        let standing = a.dropped.is_none() && b.dropped.is_none();
        if !standing
            || kinds[earlier] != kinds[later]
            || !(agree(&a.sides.actors, &b.sides.actors))
            || !(agree(&a.sides.recipients, &b.sides.recipients)
                || a.sides.actors == b.sides.actors)
            || far_apart(a.status, b.status)
        {
            continue;
        }
        let exact =
            |c: &Coding| (!c.sides.actors.is_empty(), c.cameo.len(), !c.bare_noun, c.weight);
        let (stays, goes) = if exact(b) > exact(a) { (later, earlier) } else { (earlier, later) };
        merge(codings, stays, goes, "the same act in the same sentence");
    }
}

fn same_dispatch(codings: &mut [Coding], kinds: &[String]) {
    let everyone: Vec<Vec<ActorId>> = codings.iter().map(everyone).collect();
    // What stands so far, by its kind and each of those who take part.
    let mut standing: HashMap<(&str, ActorId), Vec<usize>> = HashMap::new();
    for later in 0..codings.len() {
        let (b, all_b) = (&codings[later], &everyone[later]);
        let (None, Some(first)) = (&b.dropped, all_b.first()) else { continue };
        let kind = kinds[later].as_str();
        let mut before = standing.get(&(kind, *first)).into_iter().flatten().copied();
        let known = before.find(|&earlier| {
            let (a, all_a) = (&codings[earlier], &everyone[earlier]);
            told_again(a, b, all_a, all_b) || mentioned_again(b, all_a, all_b)
        });
        match known {
            Some(earlier) => merge(codings, earlier, later, "told again"),
            None => {
                all_b.iter().for_each(|id| standing.entry((kind, *id)).or_default().push(later));
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
