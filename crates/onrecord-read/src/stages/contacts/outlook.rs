//! How real a predicate is: past, under way, ahead, or not so.

use super::echoes;
use crate::view::View;

/// How real what a predicate tells is, as of the dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It happened.
    Past,
    /// It is going on.
    Now,
    /// The plain present: a habit, a schedule, a headline or a live report.
    Present,
    /// It is planned, wished for or possible.
    Ahead,
    /// It is denied or refused.
    Denied,
}

/// The outlook of a predicate.
pub fn of(ctx: &View<'_, '_>, predicate: usize) -> Outlook {
    if ctx.is_denied(predicate) {
        return Outlook::Denied;
    }
    let own = tense(ctx, predicate);
    match over(ctx, predicate) {
        Some(verb) if ctx.is("refuse", verb) || ctx.is("urge", verb) => Outlook::Denied,
        Some(verb) if ctx.is("plan", verb) && !ctx.is_denied(verb) => Outlook::Ahead,
        // "began meeting", "was to meet": the word above tells the time.
        Some(verb) if own == Outlook::Ahead || own == Outlook::Present => of(ctx, verb),
        _ => own,
    }
}

/// The verb that takes this one as its complement: "plans" over "to meet".
fn over(ctx: &View<'_, '_>, predicate: usize) -> Option<usize> {
    let mut at = predicate;
    while ctx.tags.rel(at) == "conj" && ctx.tags.xpos(at) == "VB" {
        at = ctx.tags.head(at)?;
    }
    let taken = matches!(ctx.tags.rel(at), "xcomp" | "ccomp" | "acl") && bare(ctx, at);
    ctx.tags.head(at).filter(|_| taken)
}

fn bare(ctx: &View<'_, '_>, predicate: usize) -> bool {
    matches!(ctx.tags.xpos(predicate), "VB" | "VBG") && auxiliaries(ctx, predicate).next().is_none()
}

fn auxiliaries<'c>(ctx: &'c View<'_, '_>, predicate: usize) -> impl Iterator<Item = usize> + 'c {
    ctx.tags.children(predicate).filter(|&kid| matches!(ctx.tags.base_rel(kid), "aux" | "cop"))
}

fn tense(ctx: &View<'_, '_>, predicate: usize) -> Outlook {
    let mut ahead = false;
    let mut first = None;
    for aux in auxiliaries(ctx, predicate) {
        let low = ctx.low(aux);
        ahead |= ctx.words.has("will", low) || ctx.words.has("may", low);
        first = first.or(Some(aux));
    }
    // "whether they had met", "if they meet".
    let open = ctx.tags.children_by(predicate, "mark").any(|mark| ctx.is("open", mark));
    if open || is_counterfactual(ctx, predicate) {
        return Outlook::Denied;
    }
    // "was due to meet", where "due to" hangs on the verb.
    let due = |kid: usize| ctx.tags.xpos(predicate) == "VB" && ctx.is("plan", kid);
    if ctx.tags.children(predicate).filter(|&kid| kid < predicate).any(due) {
        return Outlook::Ahead;
    }
    let to = ctx.tags.children_by(predicate, "mark").any(|mark| ctx.is("to", mark));
    if ahead || (to && ctx.tags.xpos(predicate) == "VB") {
        return Outlook::Ahead;
    }
    let finite = first.unwrap_or(predicate);
    match (ctx.tags.xpos(predicate), ctx.tags.xpos(finite)) {
        ("VBG", "VBZ" | "VBP") => Outlook::Now,
        ("VBG", "VBD") if echoes::is_still(ctx, predicate) => Outlook::Now,
        ("VBN", "VBZ" | "VBP") if ctx.tags.lemma(finite) == "have" => Outlook::Past,
        (_, "VBD" | "VBN") => Outlook::Past,
        (_, "VBZ" | "VBP") => Outlook::Present,
        (_, "VB") => Outlook::Ahead,
        ("VBG", _) => Outlook::Now,
        _ => Outlook::Past,
    }
}

/// "would have met", "Had they met, …": what did not come to be.
fn is_counterfactual(ctx: &View<'_, '_>, predicate: usize) -> bool {
    let had = |aux: &usize| ctx.tags.lemma(*aux) == "have";
    let Some(have) = auxiliaries(ctx, predicate).find(had) else { return false };
    let would = auxiliaries(ctx, predicate).any(|aux| ctx.is("would", aux));
    let before = |subject: usize| have < subject;
    let inverted = ctx.tags.base_rel(predicate) == "advcl"
        && ctx.tags.xpos(have) == "VBD"
        && ctx.tags.child_by(predicate, "mark").is_none()
        && ctx.tags.child_by(predicate, "nsubj").is_some_and(before);
    ctx.tags.xpos(predicate) == "VBN" && (would || inverted)
}
