//! What else is told of what is on the table: "a deal that would keep X out", "duties of 20% on
//! steel", "in phase two the army would withdraw", "it would also …".

use onrecord_types::{Span, Upos};

use super::demands::is_amount;
use super::phrases::{clause, phrase, whole};
use super::table::Table;
use super::terms::{clauses, insert, is_ahead, is_price};
use crate::view::View;

/// How many sentences back an instrument is still spoken of.
const FAR: usize = 4;

/// Adds the terms that stand beside an instrument rather than in what it includes.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    for (head, at) in table.heads().to_vec() {
        let mut spans = relative(ctx, head);
        spans.extend(amount(ctx, head));
        spans.extend(told_by(ctx, head));
        if let Some(item) = table.items.get_mut(at) {
            for span in spans {
                insert(ctx, item, span);
            }
        }
    }
    for verb in 0..ctx.doc.tokens.len() {
        if ctx.tags.upos(verb) == Upos::Verb {
            if in_return(ctx, table, verb).is_none() {
                continued(ctx, table, verb);
            }
            follows(ctx, table, verb);
        }
    }
}

/// "a deal that would keep X out", "a pact freeing prisoners".
fn relative(ctx: &View<'_, '_>, head: usize) -> Vec<Span> {
    let kids = ctx.tags.children(head).filter(|&kid| ctx.tags.base_rel(kid) == "acl");
    let kids = kids.filter(|&kid| !ctx.is("include", kid) && ctx.tags.upos(kid) == Upos::Verb);
    let tells = |kid: &usize| {
        let subject = ctx.tags.child_by(*kid, "nsubj");
        let gap = subject.is_some_and(|at| ctx.tags.xpos(at).starts_with('W'));
        let ing = ctx.tags.xpos(*kid) == "VBG" && ctx.is("undertake", *kid);
        gap && is_ahead(ctx, *kid) || ing
    };
    let kids: Vec<usize> = kids.collect();
    let own = kids.iter().copied().filter(tells).flat_map(|kid| ctx.tags.conjuncts(kid));
    let mut spans: Vec<Span> = own.map(|at| clause(ctx, at)).collect();
    for kid in kids {
        // "a deal under which the rebels would keep their guns".
        let which = ctx
            .tags
            .children_by(kid, "obl")
            .find(|&at| ctx.tags.xpos(at).starts_with('W') && ctx.has_case(at, "under"));
        spans.extend(which.map(|which| clauses(ctx, kid, which)).unwrap_or_default());
    }
    spans
}

/// "duties of 20% on steel", "an offer of 4.8% this year": from the amount to the end.
fn amount(ctx: &View<'_, '_>, head: usize) -> Option<Span> {
    let mut kids = ctx.tags.children_by(head, "nmod");
    let kid = kids.find(|&kid| ctx.has_case(kid, "of") && is_amount(ctx, kid))?;
    let told = whole(ctx, kid);
    Some(Span::new(told.start(), phrase(ctx, head).end().max(ctx.span(kid).end())))
}

/// "The rebels will disarm, the plan says".
fn told_by(ctx: &View<'_, '_>, head: usize) -> Vec<Span> {
    let says = ctx.tags.head(head).filter(|&verb| {
        let says = ctx.tags.rel(head) == "nsubj" && ctx.is("says", verb) && head < verb;
        says && ctx.tags.rel(verb) == "parataxis"
    });
    let said = says.and_then(|verb| Some((ctx.tags.head(verb)?, verb)));
    said.map(|(verb, says)| clauses(ctx, verb, says)).unwrap_or_default()
}

/// What follows in the same breath: a phase of it, "it would …", and what sides would do under it.
fn continued(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    let Some((head, at)) = table.recent_head(verb) else { return };
    let kind = table.items.get(at).map_or("", |item| item.kind.as_str());
    if !ctx.words.has("holds.terms", kind) {
        return;
    }
    let sentence = ctx.doc.sentence_of(verb);
    let place = |at: usize| ctx.doc.paragraph_of(ctx.doc.sentence_of(at));
    let phase = phase_of(ctx, verb);
    let far = sentence - ctx.doc.sentence_of(head);
    let spans = match phase {
        Some(phase) if ctx.tags.base_rel(phase) == "obl" => clauses(ctx, verb, phase),
        Some(_) if ctx.is("include", verb) => objects(ctx, verb),
        Some(_) if is_ahead(ctx, verb) => vec![clause(ctx, verb)],
        Some(_) => return,
        None if far == 1 && place(head) == place(verb) && goes_on(ctx, table, verb) => {
            ctx.tags.conjuncts(verb).into_iter().map(|at| clause(ctx, at)).collect()
        }
        None => return,
    };
    let Some(item) = table.items.get_mut(at) else { return };
    for span in spans {
        insert(ctx, item, span);
    }
}

/// "In return it must hand in its weapons": of what was last named or offered, in the sentence before.
fn in_return(ctx: &View<'_, '_>, table: &mut Table, verb: usize) -> Option<()> {
    let sentence = ctx.doc.sentence_of(verb);
    let leads = |kid: usize| kid < verb && is_price(ctx, kid);
    let bound = ctx.tags.children_by(verb, "aux").any(|aux| {
        let low = ctx.low(aux);
        ["would", "will", "must"].iter().any(|class| ctx.words.has(class, low))
    });
    let told = ctx.tags.children(verb).any(leads) && bound;
    let (head, at) = table.recent_head(verb).filter(|_| told)?;
    // "The plan envisions a truce. In return, …": the truce is a term of the plan.
    let at = table.held_by(ctx.span(head)).unwrap_or(at);
    let before = ctx.doc.sentence_of(head) < sentence && ctx.doc.sentence_of(head) + 2 >= sentence;
    let item = table.items.get_mut(at).filter(|_| before)?;
    for span in clauses(ctx, verb, usize::MAX) {
        insert(ctx, item, span);
    }
    Some(())
}

/// What comes right after another term of what was last named that has any.
fn follows(ctx: &View<'_, '_>, table: &mut Table, verb: usize) {
    let place = |at: usize| ctx.doc.paragraph_of(ctx.doc.sentence_of(at));
    let named = table.heads().partition_point(|(head, _)| *head < verb);
    let before = table.heads().get(..named).unwrap_or_default().iter().rev();
    let close = |at: usize| ctx.doc.sentence_of(at) + FAR >= ctx.doc.sentence_of(verb);
    let mut near = before.take_while(|(head, _)| close(*head) && place(*head) == place(verb));
    let holds = |at: usize| {
        table.items.get(at).is_some_and(|item| ctx.words.has("holds.terms", &item.kind))
    };
    // "The embargo would stay" is told of another instrument.
    let other = ctx.subject(verb).is_some_and(|subject| table.is_mention(subject));
    if other || !is_ahead(ctx, verb) || phase_of(ctx, verb).is_some() {
        return;
    }
    let Some(&(_, at)) = near.find(|(_, at)| holds(*at) && is_next(ctx, table, *at, verb)) else {
        return;
    };
    let Some(item) = table.items.get_mut(at) else { return };
    for span in clauses(ctx, verb, usize::MAX) {
        insert(ctx, item, span);
    }
}

/// "Federal forces will take control of airports": told by nobody, right after another term.
fn is_next(ctx: &View<'_, '_>, table: &Table, at: usize, verb: usize) -> bool {
    let sentence = ctx.doc.sentence_of(verb);
    let after_term = table.items.get(at).is_some_and(|item| {
        item.terms.iter().any(|term| {
            let tokens = ctx.doc.tokens_in(term.span);
            ctx.doc.sentence_of(tokens.start) + 1 == sentence
        })
    });
    let to = ctx.tags.children_by(verb, "mark").any(|mark| ctx.is("to", mark));
    let main = ctx.tags.base_rel(verb) == "root";
    main && after_term
        && (is_ahead(ctx, verb) || to)
        && ctx.statement(ctx.span(verb)).is_none()
        && !ctx
            .told
            .iter()
            .any(|told| told.cue.as_ref().is_some_and(|cue| cue.span.meets(ctx.span(verb))))
}

/// The phase of a plan that a verb tells of: "Phase one provides for …", "in the second stage …".
fn phase_of(ctx: &View<'_, '_>, verb: usize) -> Option<usize> {
    ctx.tags.children(verb).find(|&kid| {
        let numbered = ctx.tags.children(kid).next().is_some();
        numbered
            && ctx.is("phase", kid)
            && match ctx.tags.base_rel(kid) {
                "nsubj" => true,
                "obl" => ctx.has_case(kid, "within"),
                _ => false,
            }
    })
}

/// The objects of a verb, and its phrases with the preposition by which it includes things.
fn objects(ctx: &View<'_, '_>, verb: usize) -> Vec<Span> {
    let through = ctx.words.value("include", ctx.tags.lemma(verb)).unwrap_or_default();
    let kids = ctx.tags.children(verb).filter(|&kid| match ctx.tags.base_rel(kid) {
        "obj" => true,
        "obl" => !through.is_empty() && ctx.cases(kid).any(|case| case == through),
        _ => false,
    });
    kids.flat_map(|kid| ctx.tags.conjuncts(kid)).map(|at| whole(ctx, at)).collect()
}

/// "It would also reopen the crossing", "Israel would pull out": what is still to be done, told
/// by nobody else.
fn goes_on(ctx: &View<'_, '_>, table: &Table, verb: usize) -> bool {
    let means = ctx.tags.child_by(verb, "nsubj").is_some_and(|at| table.means_instrument(ctx, at));
    let would = ctx.tags.children_by(verb, "aux").any(|aux| ctx.words.has("would", ctx.low(aux)));
    let main = matches!(ctx.tags.base_rel(verb), "root" | "parataxis");
    let thing = ctx.tags.child_by(verb, "nsubj").is_some_and(|subject| {
        let pronoun = ctx.words.has("pronoun", ctx.low(subject));
        pronoun && (ctx.cast.at(ctx.span(subject)).is_none() || means)
    });
    main && would && (thing || ctx.is("undertake", verb)) && ctx.statement(ctx.span(verb)).is_none()
}
