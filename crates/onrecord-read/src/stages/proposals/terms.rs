//! What an instrument says: what it includes, what is done under it, what it is a deal to do.

use onrecord_types::{Span, Term, TimeKind, Upos};

use super::conditions;
use super::phrases::{clause, trim, whole};
use super::table::{Item, Table};
use crate::view::View;

/// Adds the terms of everything on the table.
pub fn add(ctx: &View<'_, '_>, table: &mut Table) {
    let heads: Vec<(usize, usize)> = table.heads().to_vec();
    for (head, at) in heads {
        let mut spans = Vec::new();
        included(ctx, head, &mut spans);
        under(ctx, head, &mut spans);
        told_of(ctx, head, &mut spans);
        to_do(ctx, head, &mut spans);
        that(ctx, head, &mut spans);
        let Some(item) = table.items.get_mut(at) else { continue };
        for span in spans {
            insert(ctx, item, span);
        }
    }
    for token in 0..ctx.doc.tokens.len() {
        under_it(ctx, table, token);
        it_includes(ctx, table, token);
    }
}

/// "It also provides for an exchange and the return of both envoys".
fn it_includes(ctx: &View<'_, '_>, table: &mut Table, token: usize) {
    let subject = ctx.tags.rel(token) == "nsubj" && ctx.words.has("it", ctx.low(token));
    // "Talks start at nine, it said" tells what somebody said.
    let ahead = |verb| ctx.tags.children_by(verb, "ccomp").any(|told| told < token);
    let includes = |verb| ctx.is("include", verb) && !ahead(verb);
    if !subject || !ctx.tags.head(token).is_some_and(includes) {
        return;
    }
    // Who is meant by "it" includes nothing, unless an instrument was named just before.
    let thing = ctx.cast.at(ctx.span(token)).is_none() || table.means_instrument(ctx, token);
    let item = table.recent_of(ctx, token, "holds.terms").filter(|_| thing);
    let Some(item) = item.and_then(|at| table.items.get_mut(at)) else { return };
    let mut spans = Vec::new();
    included(ctx, token, &mut spans);
    for span in spans {
        insert(ctx, item, span);
    }
}

/// "Under it, the rebels would hand in their weapons".
fn under_it(ctx: &View<'_, '_>, table: &mut Table, token: usize) {
    if !ctx.words.has("it", ctx.low(token)) || !ctx.has_case(token, "under") {
        return;
    }
    let mut spans = Vec::new();
    under(ctx, token, &mut spans);
    let item = table.recent(ctx, token).and_then(|at| table.items.get_mut(at));
    let Some(item) = item else { return };
    for span in spans {
        insert(ctx, item, span);
    }
}

/// Adds a term unless it is known or only names the instrument again.
pub fn insert(ctx: &View<'_, '_>, item: &mut Item, span: Span) {
    let known = item.terms.iter().any(|term| says_the_same(ctx, term.span, span));
    if !known && !span.is_empty() && !item.mentions.contains(&span) {
        item.terms.push(term(ctx, span));
    }
}

/// A term over a span, with its kind and how long it is to hold.
pub fn term(ctx: &View<'_, '_>, span: Span) -> Term {
    const KINDS: &[&str] =
        &["ceasefire", "aid", "withdrawal", "release", "disarmament", "inspection"];
    let tokens = ctx.doc.tokens_in(span);
    let kind = KINDS.iter().find(|kind| {
        let class = format!("term.{kind}");
        tokens.clone().any(|at| ctx.is(&class, at))
    });
    let lasts =
        ctx.times_in(span).find(|time| time.kind == TimeKind::Duration && span.holds(time.span));
    Term {
        text: ctx.doc.of(span).to_owned(),
        span,
        kind: kind.map(|kind| (*kind).to_owned()),
        duration: lasts.and_then(|time| time.value.clone()),
    }
}

/// Whether two spans meet or share most of their weighty words.
fn says_the_same(ctx: &View<'_, '_>, known: Span, told: Span) -> bool {
    let weighty = |span: Span| -> Vec<&str> {
        let tokens = ctx.doc.tokens_in(span);
        tokens
            .filter(|&at| {
                matches!(ctx.tags.upos(at), Upos::Noun | Upos::Verb | Upos::Num | Upos::Propn)
            })
            .map(|at| ctx.tags.lemma(at))
            .collect()
    };
    let (known_words, told_words) = (weighty(known), weighty(told));
    let shared = told_words.iter().filter(|word| known_words.contains(word)).count();
    let least = known_words.len().min(told_words.len());
    known.meets(told) || (shared * 2 > least && (shared > 1 || told_words == known_words))
}

/// "which includes a ceasefire and guaranteed aid".
fn included(ctx: &View<'_, '_>, head: usize, spans: &mut Vec<Span>) {
    let own = ctx.tags.children(head).filter(|&kid| ctx.tags.base_rel(kid) == "acl");
    let verb = ctx.tags.head(head).filter(|_| ctx.tags.rel(head) == "nsubj");
    let verbs = own.chain(verb).flat_map(|verb| ctx.tags.conjuncts(verb));
    for verb in verbs.filter(|&verb| ctx.is("include", verb)) {
        let relative = ctx
            .tags
            .child_by(verb, "nsubj")
            .is_none_or(|subject| subject == head || ctx.tags.xpos(subject).starts_with('W'));
        if !relative {
            continue;
        }
        let through = ctx.words.value("include", ctx.tags.lemma(verb)).unwrap_or_default();
        for kid in ctx.tags.children(verb) {
            // "requires Karsia to open four sites": Karsia is no term.
            let bound = ctx.tags.child_by(verb, "xcomp").is_some() && !ctx.actors(kid).is_empty();
            let told = match ctx.tags.base_rel(kid) {
                "obj" => through.is_empty() && !bound,
                "obl" => ctx.cases(kid).any(|case| case == through),
                _ => true,
            };
            match ctx.tags.base_rel(kid) {
                "obj" | "obl" if told && !ctx.is_time(kid) => {
                    spans.extend(ctx.tags.conjuncts(kid).into_iter().map(|at| whole(ctx, at)));
                }
                "advcl" if through.is_empty() || !stands_with(ctx, kid, through) => {}
                "ccomp" | "advcl" if ctx.tags.child_by(kid, "nsubj").is_some() => {
                    spans.extend(clauses(ctx, kid, usize::MAX));
                }
                "ccomp" | "xcomp" | "advcl" => {
                    spans.extend(ctx.tags.conjuncts(kid).into_iter().map(|at| clause(ctx, at)));
                }
                _ => {}
            }
        }
    }
}

fn stands_with(ctx: &View<'_, '_>, clause: usize, preposition: &str) -> bool {
    let mut marks = ctx.tags.children(clause);
    marks
        .any(|kid| matches!(ctx.tags.base_rel(kid), "mark" | "case") && ctx.low(kid) == preposition)
}

/// "Under the accord some 7,000 fighters are to gather in 23 zones".
fn under(ctx: &View<'_, '_>, head: usize, spans: &mut Vec<Span>) {
    let mut at = head;
    if let Some(above) =
        ctx.tags.head(head).filter(|&above| ctx.is("terms", above) && ctx.has_case(head, "of"))
    {
        at = above;
    }
    if !ctx.has_case(at, "under") {
        return;
    }
    let verb = match ctx.tags.base_rel(at) {
        "obl" => ctx.tags.head(at),
        // "would provide guarantees under the plan" may be read as guarantees under the plan.
        "nmod" => ctx.predicate_above(at).filter(|&verb| is_ahead(ctx, verb)),
        _ => None,
    };
    let Some(verb) = verb else { return };
    // "signed under the deal" in the past is no term but an event.
    let open = ctx.tags.children(verb).any(|kid| {
        ctx.tags.base_rel(kid) == "aux" && ctx.tags.lemma(kid) != "have" || ctx.is("to", kid)
    });
    if open || ctx.tags.xpos(verb) != "VBD" {
        spans.extend(clauses(ctx, verb, at));
    }
}

/// The clauses of coordinated verbs, each without what it shares with the others and without
/// the phrase `left` that brings them up.
pub fn clauses(ctx: &View<'_, '_>, verb: usize, left: usize) -> Vec<Span> {
    let mut all = ctx.tags.conjuncts(verb);
    // A long list of clauses is often read as loose clauses beside the last.
    let loose = ctx.tags.children_by(verb, "parataxis").filter(|&kid| {
        kid > left && (is_ahead(ctx, kid) || !ctx.is("says", kid)) && ctx.subject(kid).is_some()
    });
    all.extend(loose);
    all.sort_unstable();
    all.into_iter()
        .map(|at| {
            let cut = |kid: usize| {
                let below = ctx.tags.head(kid) == Some(at);
                kid == left
                    || (below
                        && matches!(
                            ctx.tags.base_rel(kid),
                            "conj" | "cc" | "punct" | "mark" | "parataxis" | "discourse"
                        ))
                    || (below && ctx.tags.base_rel(kid) == "obl" && is_source(ctx, kid))
                    || (below && kid < at && is_price(ctx, kid))
            };
            trim(ctx, ctx.doc.span_of(ctx.tags.subtree_without(at, cut)))
        })
        .collect()
}

/// "In return, Karsia would withdraw": what for is told before.
pub fn is_price(ctx: &View<'_, '_>, token: usize) -> bool {
    ctx.tags.base_rel(token) == "obl"
        && ctx.is("price", token)
        && ctx.tags.child_by(token, "nmod").is_none()
}

/// "according to two diplomats": who says so is no part of the term.
fn is_source(ctx: &View<'_, '_>, token: usize) -> bool {
    ctx.speakers_in(ctx.span(token)).next().is_some()
}

/// "The pact would last 120 days and renew itself".
fn told_of(ctx: &View<'_, '_>, head: usize, spans: &mut Vec<Span>) {
    let subject = ctx.tags.rel(head) == "nsubj";
    let Some(verb) = ctx.tags.head(head).filter(|_| subject) else { return };
    let runs = ctx.is("runs", verb) && matches!(ctx.tags.xpos(verb), "VBZ" | "VBP");
    let told = runs || is_ahead(ctx, verb) && !ctx.is("include", verb);
    // "would cost a billion": what comes of it is no term.
    if !told || ctx.tags.upos(verb) != Upos::Verb || ctx.is("effect", verb) {
        return;
    }
    // "The embargo would stay" alone tells no term.
    // "… would last a year and the envoys fly home": the second is no term of it.
    // "… would last a year and was the last": nor what is said of it now.
    let open = |at: usize| ctx.tags.xpos(at) == ctx.tags.xpos(verb) || is_ahead(ctx, at);
    let own = |&at: &usize| at == verb || ctx.tags.child_by(at, "nsubj").is_none() && open(at);
    let all = ctx.tags.conjuncts(verb).into_iter().filter(own).map(|at| clause(ctx, at));
    spans.extend(all.filter(|span| ctx.doc.tokens_in(*span).len() > 1));
}

/// Whether a verb stands with "will" or "would".
pub fn is_ahead(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.children_by(verb, "aux").any(|aux| {
        let low = ctx.low(aux);
        ctx.words.has("would", low) || ctx.words.has("will", low)
    })
}

/// "The rebels must declare their assets": what a side that has come to terms undertakes.
pub fn undertaken(ctx: &View<'_, '_>, table: &mut Table) {
    for verb in 0..ctx.doc.tokens.len() {
        if ctx.tags.upos(verb) != Upos::Verb || !ctx.is("undertake", verb) {
            continue;
        }
        let bound = ctx.tags.children_by(verb, "aux").any(|aux| {
            let low = ctx.low(aux);
            ["would", "must", "may"].iter().any(|class| ctx.words.has(class, low))
        });
        // "would let them in only if the shelling stops" is no promise made.
        let bound = bound && !conditions::is_conditional(ctx, verb);
        let subject = ctx.subject(verb).filter(|_| bound && ctx.tags.rel(verb) != "advcl");
        let Some(at) = subject.and_then(|subject| agreed_by(ctx, table, subject, verb)) else {
            continue;
        };
        let parts = ctx.tags.conjuncts(verb).into_iter();
        let spans = parts
            .filter(|&part| ctx.tags.upos(part) == Upos::Verb)
            .map(|part| clause(ctx, part))
            // "would return to the truce" is no term of the truce.
            .filter(|span| table.first_in(ctx.doc.tokens_in(*span)) != Some(at));
        let spans: Vec<Span> = spans.collect();
        let Some(item) = table.items.get_mut(at) else { continue };
        for span in spans {
            if !item.terms.iter().any(|term| says_the_same(ctx, term.span, span)) {
                item.terms.push(term(ctx, span));
            }
        }
    }
}

/// The agreement just spoken of to which a subject, or whom it belongs to, has come.
fn agreed_by(ctx: &View<'_, '_>, table: &Table, subject: usize, verb: usize) -> Option<usize> {
    let at = table.recent(ctx, verb)?;
    let item =
        table.items.get(at).filter(|item| item.kind == "agreement" || item.kind == "ceasefire")?;
    let owner = ctx.tags.child_by(subject, "nmod:poss");
    let sides: Vec<_> =
        std::iter::once(subject).chain(owner).flat_map(|at| ctx.actors(at)).collect();
    let agreed = item.positions.iter().any(|position| {
        position.stance == onrecord_types::Stance::Accepts && sides.contains(&position.party)
    });
    // "the rebels" are one of those who agreed, though nothing ties them to the name.
    let described = || {
        let names = sides.iter().filter_map(|id| ctx.cast.actor(*id));
        let mut sides = names.filter(|actor| {
            let last = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            !actor.named && ctx.words.has("side", &last)
        });
        let agreed = item
            .positions
            .iter()
            .any(|position| position.stance == onrecord_types::Stance::Accepts);
        agreed && sides.next().is_some()
    };
    (agreed || described()).then_some(at)
}

/// "a deal to let grain ships leave": what it is a deal to do.
fn to_do(ctx: &View<'_, '_>, head: usize, spans: &mut Vec<Span>) {
    let own = ctx.tags.children(head).filter(|&kid| ctx.tags.rel(kid) == "acl");
    // "will sign a deal on Friday to let ships leave": the purpose hangs on the verb.
    let verb = ctx.tags.head(head).filter(|&verb| {
        ctx.tags.base_rel(head) == "obj"
            && ["stance.accepts", "stance.joint", "settle"].iter().any(|class| ctx.is(class, verb))
    });
    let purpose = verb.into_iter().flat_map(|verb| {
        ctx.tags.children(verb).filter(|&kid| ctx.tags.rel(kid) == "advcl" && kid > head)
    });
    for verb in own.chain(purpose).filter(|&kid| is_infinitive(ctx, kid)) {
        for at in ctx.tags.conjuncts(verb) {
            spans.push(clause(ctx, at));
        }
    }
}

/// "its demand that the army pull back", "an offer under which …": what it is a demand that be done.
fn that(ctx: &View<'_, '_>, head: usize, spans: &mut Vec<Span>) {
    if !ctx.is("that.clause", head) {
        return;
    }
    let clause = ctx.tags.children_by(head, "acl").chain(ctx.tags.children_by(head, "ccomp"));
    let mut clause = clause.filter(|&kid| {
        ctx.tags.child_by(kid, "mark").is_some_and(|mark| ctx.tags.xpos(mark) == "IN")
            && ctx.tags.child_by(kid, "nsubj").is_some()
    });
    if let Some(verb) = clause.next() {
        spans.extend(clauses(ctx, verb, usize::MAX));
    }
}

fn is_infinitive(ctx: &View<'_, '_>, verb: usize) -> bool {
    ctx.tags.xpos(verb) == "VB" && ctx.tags.children_by(verb, "mark").any(|mark| ctx.is("to", mark))
}
