//! Conditions: clauses and phrases that make a stance depend on something.

use crate::view::View;

/// Whether a clause with "if", "unless", "once" … hangs on a verb.
pub fn is_conditional(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.children(verb).any(|kid| is_condition(ctx, kid)) || has_phrase(ctx, verb)
}

/// Whether a token heads a clause with "if", "unless", "once" …
pub fn is_condition(ctx: &View<'_, '_>, token: usize) -> bool {
    // "provided that …", where the first word was taken for a verb.
    let own = ctx.words.has("condition", ctx.low(token));
    ctx.tags.base_rel(token) == "advcl"
        && (own
            || ctx.tags.children(token).any(|mark| {
                matches!(ctx.tags.base_rel(mark), "mark" | "advmod" | "case")
                    && ctx.words.has("condition", ctx.low(mark))
            }))
}

/// "if all sides agree to it": only supposed.
pub fn is_supposed(ctx: &View<'_, '_>, verb: usize) -> bool {
    let supposes = |mark: usize| ctx.words.has("suppose", ctx.low(mark));
    is_condition(ctx, verb) && ctx.tags.children_by(verb, "mark").any(supposes)
}

/// The longest phrase that makes a condition, in words.
const LONGEST_CONDITION: usize = 6;

/// Whether a phrase such as "on condition" or "as long as" follows a verb in its sentence.
fn has_phrase(ctx: &View<'_, '_>, verb: usize) -> bool {
    // What hangs on the verb and what hangs on its objects, but no clause beside it.
    let beside = |kid: usize| {
        matches!(ctx.tags.base_rel(kid), "conj" | "parataxis" | "ccomp")
            && ctx.tags.child_by(kid, "nsubj").is_some()
    };
    let end = ctx.tags.subtree_without(verb, beside).end;
    (verb + 1..end).any(|from| {
        let mut phrase = String::new();
        (from..end.min(from + LONGEST_CONDITION)).any(|at| {
            phrase += if at > from { " " } else { "" };
            phrase += ctx.low(at);
            ctx.words.has("condition.phrase", &phrase)
        })
    })
}
