//! How far a contact has got, and when it began or ended.

use onrecord_types::{ContactKind, ContactStatus, When};

use super::outlook::{self, Outlook};
use super::parties;
use crate::view::View;

/// Status, begin and end of a contact told by a noun; nothing where it is denied.
pub fn of_noun(
    ctx: &View<'_, '_>,
    word: usize,
) -> Option<(ContactStatus, Option<When>, Option<When>)> {
    let carrier = parties::carrier(ctx, word);
    let mut begins = ctx.when(&[word]);
    let mut ends = None;
    for kid in clauses(ctx, word) {
        if ctx.is("begin", kid) || ctx.is("plan", kid) {
            begins = ctx.when(&[kid]).or(begins);
        } else if ctx.is("end", kid) {
            ends = ctx.when(&[kid]);
        }
    }
    let told = told_off(ctx, word).or_else(|| told_above(ctx, word));
    let told = told.or_else(|| told_by_modifier(ctx, word)).or_else(|| told_by_clause(ctx, word));
    let status = told.or_else(|| told_by_verb(ctx, word))??;
    let subject = ctx.tags.base_rel(outermost(ctx, word)) == "nsubj";
    let verb = ctx
        .predicate_above(word)
        .filter(|&verb| subject || carrier == Some(verb) && ctx.is("light", verb));
    if let Some(verb) = verb {
        let when = ctx.when(&[verb]);
        if ctx.is("end", verb) && subject {
            ends = ends.or(when);
        } else if !ctx.is("plan", verb) {
            begins = begins.or(when);
        }
    } else if carrier.is_some() && status != ContactStatus::Planned {
        begins = begins.or_else(|| ctx.when(&[carrier?]));
    }
    Some((status, begins, ends))
}

/// The clauses on a noun, and those the tree hangs on who takes part: "the call between A and B, which
/// began at ten".
fn clauses<'c>(ctx: &'c View<'_, '_>, word: usize) -> impl Iterator<Item = usize> + 'c {
    let own = move |noun: usize| {
        ctx.tags.children(noun).filter(move |&kid| ctx.tags.base_rel(kid) == "acl")
    };
    let sides = ctx.tags.children_by(word, "nmod").flat_map(move |side| ctx.tags.conjuncts(side));
    let late = sides.flat_map(own).filter(move |&kid| ctx.is("begin", kid) || ctx.is("end", kid));
    own(word).chain(late)
}

/// "A planned meeting was cancelled".
fn told_off(ctx: &View<'_, '_>, word: usize) -> Option<Option<ContactStatus>> {
    let carried = matches!(ctx.tags.rel(word), "obj" | "nsubj:pass");
    let verb = ctx.tags.head(word).filter(|&verb| carried && is_cancelled(ctx, verb))?;
    let past = outlook::of(ctx, verb) == Outlook::Past;
    past.then_some(Some(ContactStatus::Cancelled))
}

/// "preparations for a visit" plan it; "reports of a call" and "any such call" leave open whether
/// there was one.
fn told_above(ctx: &View<'_, '_>, word: usize) -> Option<Option<ContactStatus>> {
    let doubted = |kid: usize| {
        let low = ctx.low(kid);
        ctx.words.has("any", low) || ctx.words.has("never", low)
    };
    if ctx.tags.children_by(word, "det").any(doubted) {
        return Some(None);
    }
    // "ahead of a meeting".
    let adverb = ctx.tags.head(word).filter(|&at| ctx.tags.base_rel(at) == "advmod");
    if adverb.is_some_and(|at| ctx.is("before", at)) {
        return Some(Some(ContactStatus::Planned));
    }
    let above = ctx.tags.head(word).filter(|_| ctx.tags.base_rel(word) == "nmod")?;
    if ctx.is("rumour", above) && ctx.has_case(word, "of") {
        return Some(None);
    }
    let ahead =
        ctx.is("ahead.of", above) && (ctx.has_case(word, "of") || ctx.has_case(word, "purpose"));
    ahead.then_some(Some(ContactStatus::Planned))
}

/// "talks that lasted until dawn".
fn told_by_clause(ctx: &View<'_, '_>, word: usize) -> Option<Option<ContactStatus>> {
    let mut clauses = ctx.tags.children(word).filter(|&kid| ctx.tags.rel(kid) == "acl:relcl");
    let over = clauses.any(|kid| ctx.is("last", kid) && outlook::of(ctx, kid) == Outlook::Past);
    over.then_some(Some(ContactStatus::Ended))
}

/// "planned talks", "ongoing talks". The outer absence: no modifier tells.
fn told_by_modifier(ctx: &View<'_, '_>, word: usize) -> Option<Option<ContactStatus>> {
    ctx.tags.children(word).filter(|&kid| ctx.tags.base_rel(kid) == "amod").find_map(|kid| {
        let low = ctx.low(kid);
        if ctx.words.has("ahead", low) {
            Some(Some(ContactStatus::Planned))
        } else if ctx.words.has("under.way", low) {
            Some(Some(ContactStatus::Ongoing))
        } else if ctx.words.has("former", low) {
            Some(Some(ContactStatus::Ended))
        } else {
            None
        }
    })
}

/// The noun that stands for the contact in its clause: "round" in "a last round of talks".
fn outermost(ctx: &View<'_, '_>, word: usize) -> usize {
    let mut at = word;
    for _ in 0..4 {
        let hung = matches!(ctx.tags.base_rel(at), "nmod" | "conj" | "compound");
        match ctx.tags.head(at).filter(|_| hung && !ctx.is_predicate(at)) {
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// What the verb over the noun tells; `Some(None)` where it denies the contact.
fn told_by_verb(ctx: &View<'_, '_>, word: usize) -> Option<Option<ContactStatus>> {
    let at = outermost(ctx, word);
    if ctx.is_predicate(at) && at == word {
        return Some(from_outlook(outlook::of(ctx, at)));
    }
    let Some(verb) = ctx.predicate_above(word) else { return Some(Some(ContactStatus::Ended)) };
    let reality = outlook::of(ctx, verb);
    if is_cancelled(ctx, verb) {
        return Some(match reality {
            Outlook::Denied => Some(ContactStatus::Planned),
            Outlook::Ahead => Some(ContactStatus::Planned),
            _ => Some(ContactStatus::Cancelled),
        });
    }
    // "agreed after ten days of talks": over by then, unless the verb itself is still to come.
    if ctx.has_case(at, "done") && !matches!(reality, Outlook::Ahead | Outlook::Present) {
        return Some(Some(ContactStatus::Ended));
    }
    if ctx.has_case(at, "before") {
        return Some(Some(ContactStatus::Planned));
    }
    let subject = ctx.tags.base_rel(at).starts_with("nsubj");
    if subject && is_under_way(ctx, verb) {
        return Some(Some(ContactStatus::Ongoing));
    }
    if subject && ctx.is("begin", verb) {
        return Some(match reality {
            Outlook::Past | Outlook::Now => Some(ContactStatus::Ongoing),
            other => from_outlook(other),
        });
    }
    if subject && ctx.is("end", verb) && reality == Outlook::Past {
        return Some(Some(ContactStatus::Ended));
    }
    if ctx.is("plan", verb) && reality != Outlook::Denied && !subject {
        return Some(Some(ContactStatus::Planned));
    }
    if ctx.is("plan", verb) && subject && ctx.tags.rel(at) == "nsubj:pass" {
        return Some(Some(ContactStatus::Planned));
    }
    if ctx.is("refuse", verb) && reality != Outlook::Denied && ctx.tags.base_rel(at) == "obj" {
        return Some(None);
    }
    // A negated verb denies the contact only where it carries it: "held no talks".
    let carried = ctx.is("light", verb) || subject;
    match reality {
        Outlook::Denied if !carried => Some(Some(ContactStatus::Ended)),
        // The plain present plans only where the verb carries the contact ("hold talks on Friday").
        Outlook::Present if !carried => Some(Some(ContactStatus::Ended)),
        other => Some(from_outlook(other)),
    }
}

/// "cancelled", "called off".
pub fn is_cancelled(ctx: &View<'_, '_>, verb: usize) -> bool {
    let particle = ctx.tags.child_by(verb, "compound:prt");
    let off = particle.is_some_and(|kid| ctx.words.has("off", ctx.low(kid)));
    ctx.is("cancel", verb) || (off && ctx.is("cancel.off", verb))
}

/// "is under way", "still in progress".
pub fn is_under_way(ctx: &View<'_, '_>, predicate: usize) -> bool {
    ctx.tags.conjuncts(predicate).into_iter().any(|at| ctx.words.has("under.way.said", ctx.low(at)))
}

fn from_outlook(outlook: Outlook) -> Option<ContactStatus> {
    match outlook {
        Outlook::Past => Some(ContactStatus::Ended),
        Outlook::Now => Some(ContactStatus::Ongoing),
        Outlook::Present | Outlook::Ahead => Some(ContactStatus::Planned),
        Outlook::Denied => None,
    }
}

/// Status and begin of a contact told by a verb; nothing where it is denied.
pub fn of_verb(
    ctx: &View<'_, '_>,
    verb: usize,
    kind: ContactKind,
) -> Option<(ContactStatus, Option<When>)> {
    let when = ctx.when(&[verb]).or_else(|| last_time(ctx, verb).flatten());
    let reality = outlook::of(ctx, verb);
    let ahead = when.as_ref().is_some_and(|when| is_ahead(ctx, when));
    let going = ctx.is("go", verb) && is_today(ctx, when.as_ref());
    let status = match reality {
        Outlook::Past if ahead => ContactStatus::Planned,
        Outlook::Past if kind == ContactKind::Visit && going => ContactStatus::Ongoing,
        Outlook::Now if ahead => ContactStatus::Planned,
        // A live report tells what has just been done in the present.
        Outlook::Present if !ahead => ContactStatus::Ended,
        other => from_outlook(other)?,
    };
    Some((status, when))
}

fn is_ahead(ctx: &View<'_, '_>, when: &When) -> bool {
    let now = ctx.doc.dispatch.published.latest;
    when.earliest.zip(now).is_some_and(|(from, now)| from >= now)
}

fn is_today(ctx: &View<'_, '_>, when: Option<&When>) -> bool {
    let day = ctx.doc.dispatch.published.day();
    when.and_then(|when| when.earliest).is_some_and(|from| Some(from.local.date()) == day)
}

/// "The last time they spoke was in May": the outer absence says that it is not told so, the
/// inner one that no time is known.
pub fn last_time(ctx: &View<'_, '_>, verb: usize) -> Option<Option<When>> {
    let noun = ctx.tags.head(verb).filter(|_| ctx.tags.base_rel(verb) == "acl")?;
    let last = ctx.tags.children(noun).any(|kid| ctx.words.has("former", ctx.low(kid)));
    if !ctx.is("time", noun) || !last {
        return None;
    }
    let predicate = ctx.tags.head(noun);
    let time = predicate.and_then(|at| {
        let span = ctx.span(at);
        let time = ctx.times_in(span).find(|time| time.span.holds(span))?;
        Some(When { earliest: time.earliest, latest: time.latest, time: Some(time.id) })
    });
    Some(time.or_else(|| ctx.when(&[predicate?])))
}
