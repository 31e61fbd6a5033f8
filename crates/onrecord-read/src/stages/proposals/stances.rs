//! Reads the stance that a verb tells: the verb itself, what stands over it, negation and conditions.

use onrecord_types::Stance;

use super::context::Context;

/// A stance as a verb tells it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Which.
    pub stance: Stance,
    /// The words (tokens) that the verb is about; none where it stands alone.
    pub about: Vec<usize>,
    /// The words (tokens) that name whose stance it is.
    pub parties: Vec<usize>,
    /// Whether the verb may do without saying what it is about.
    pub alone: bool,
    /// The topmost verb read.
    pub top: usize,
    /// The rule that fired.
    pub by: &'static str,
}

/// Stances by the class of their verbs.
const CLASSES: &[(&str, Stance, &str)] = &[
    ("stance.accepts", Stance::Accepts, "position.accepts"),
    ("stance.joint", Stance::Accepts, "position.comes-to-terms"),
    ("stance.rejects", Stance::Rejects, "position.rejects"),
    ("stance.supports", Stance::Supports, "position.supports"),
    ("stance.opposes", Stance::Opposes, "position.opposes"),
    ("stance.undecided", Stance::Undecided, "position.considers"),
    ("stance.awaited", Stance::Awaited, "position.is-to-decide"),
    ("stance.proposes", Stance::Proposes, "position.proposes"),
    ("stance.votes", Stance::Supports, "position.votes"),
];

/// The stances that a verb may tell; several where its preposition decides.
pub fn of_verb(ctx: &Context<'_, '_>, verb: usize) -> Vec<Told> {
    let mut all = Vec::new();
    for &(class, stance, by) in CLASSES {
        let Some(prepositions) = entry(ctx, class, verb) else { continue };
        // "considers the sanctions essential" weighs nothing.
        if class == "stance.undecided" && ctx.tags.child_by(verb, "xcomp").is_some() {
            continue;
        }
        let about = about(ctx, verb, prepositions);
        let Some((stance, parties, top)) = settle(ctx, verb, class, stance, &about) else {
            continue;
        };
        if !parties.is_empty() {
            let alone = prepositions.split(',').any(|p| p == "0");
            all.push(Told { stance, about, parties, alone, top, by });
        }
    }
    all
}

/// The prepositions of a verb, alone or with its particle, in a class.
fn entry<'c>(ctx: &'c Context<'_, '_>, class: &str, verb: usize) -> Option<&'c str> {
    let lemma = ctx.tags.lemma(verb);
    let particles = ctx
        .tags
        .children(verb)
        .filter(|&kid| matches!(ctx.tags.rel(kid), "compound:prt" | "advmod") && kid > verb);
    let mut with =
        particles.filter_map(|kid| ctx.words.value(class, &format!("{lemma} {}", ctx.low(kid))));
    with.next().or_else(|| ctx.words.value(class, lemma))
}

/// What a verb is about: its object, the subject of its passive, what its relative clause hangs
/// on, or a phrase with one of its prepositions.
fn about(ctx: &Context<'_, '_>, verb: usize, prepositions: &str) -> Vec<usize> {
    let takes_object = prepositions.split(',').any(|p| p.is_empty() || p == "-");
    let takes = |preposition: &str| prepositions.split(',').any(|p| p == preposition);
    let mut found = Vec::new();
    for kid in ctx.tags.children(verb) {
        let fits = match ctx.tags.rel(kid) {
            "obj" | "nsubj:pass" => takes_object && !is_relative(ctx, kid),
            rel if rel.starts_with("obl") => ctx.cases(kid).any(takes),
            _ => false,
        };
        if fits {
            found.extend(ctx.tags.conjuncts(kid));
        }
    }
    // "the deal that Ukraine agreed to", "the accord they signed".
    let noun = ctx.tags.head(verb).filter(|_| ctx.tags.base_rel(verb) == "acl");
    if let Some(noun) = noun.filter(|_| found.is_empty()) {
        let participle = ctx.tags.xpos(verb) == "VBN" && ctx.tags.child_by(verb, "aux").is_none();
        let subject = ctx.tags.child_by(verb, "nsubj");
        let gap =
            ctx.tags.rel(verb) == "acl:relcl" && subject.is_some_and(|s| !is_relative(ctx, s));
        let passive = subject.is_some_and(|s| ctx.tags.rel(s) == "nsubj:pass");
        if participle || gap || passive {
            found.push(noun);
        }
    }
    found
}

fn is_relative(ctx: &Context<'_, '_>, token: usize) -> bool {
    matches!(ctx.tags.xpos(token), "WDT" | "WP")
}

type Settled = (Stance, Vec<usize>, usize);

/// The stance with all that stands over the verb, and whose it is.
fn settle(
    ctx: &Context<'_, '_>,
    verb: usize,
    class: &str,
    base: Stance,
    about: &[usize],
) -> Option<Settled> {
    let mut stance = voted(ctx, verb, class, base)?;
    let mut denied = is_denied(ctx, verb);
    let mut at = verb;
    let mut urged: Option<usize> = None;
    let mut bare = is_bare(ctx, verb);
    for _ in 0..4 {
        let Some(over) = over(ctx, at) else { break };
        if ctx.is("over.refuse", over) {
            denied = !denied;
            bare = false;
        } else if ctx.is("over.urge", over) {
            urged = ctx.tags.children(over).find(|&kid| {
                matches!(ctx.tags.rel(kid), "obj" | "iobj" | "nsubj:pass")
                    || ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "urge.prep")
            });
            let wish = urged.is_none();
            if class == "stance.joint" || (wish && class != "stance.accepts") {
                return None;
            }
            stance = Stance::Awaited;
            (at, bare) = (over, false);
            break;
        } else if ctx.is("over.doubt", over) {
            (stance, bare) = (Stance::Undecided, false);
        } else if ctx.is("over.ready", over) {
            bare = false;
        } else {
            break;
        }
        at = over;
        denied ^= is_denied(ctx, over) && !ctx.is("over.refuse", over);
    }
    // "to accept" with nothing known over it is a purpose, not a stance.
    if bare {
        return None;
    }
    stance = if denied { reversed(class, stance)? } else { stance };
    stance = moderated(ctx, verb, at, class, stance)?;
    let parties = parties(ctx, verb, at, urged, about);
    Some((stance, parties, at))
}

/// "votes against" rejects, "votes for" supports; other verbs tell their stance themselves.
fn voted(ctx: &Context<'_, '_>, verb: usize, class: &str, base: Stance) -> Option<Stance> {
    if class != "stance.votes" {
        return Some(base);
    }
    let case = |class: &str| {
        ctx.tags
            .children(verb)
            .any(|kid| ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, class))
    };
    match (case("vote.against"), case("vote.for")) {
        (true, _) => Some(Stance::Rejects),
        (_, true) => Some(Stance::Supports),
        _ => None,
    }
}

/// Whether a verb is denied by "not" or its like.
pub fn is_denied(ctx: &Context<'_, '_>, verb: usize) -> bool {
    ctx.tags.children(verb).any(|kid| {
        matches!(ctx.tags.base_rel(kid), "advmod" | "det" | "cc")
            && ctx.words.has("never", &ctx.low(kid))
    })
}

fn is_bare(ctx: &Context<'_, '_>, verb: usize) -> bool {
    let infinitive = ctx.tags.xpos(verb) == "VB" && ctx.tags.child_by(verb, "aux").is_none();
    let gerund = ctx.tags.xpos(verb) == "VBG" && ctx.tags.child_by(verb, "aux").is_none();
    // "is to debate" is finite though its verb is bare.
    let finite = ctx.tags.children_by(verb, "cop").next().is_some();
    let conjunct = ctx.tags.rel(verb) == "conj"
        && ctx.tags.head(verb).is_some_and(|head| !is_bare_head(ctx, head));
    (infinitive || gerund) && !finite && !conjunct && ctx.tags.rel(verb) != "root"
}

fn is_bare_head(ctx: &Context<'_, '_>, head: usize) -> bool {
    ctx.tags.xpos(head) == "VB" && ctx.tags.child_by(head, "aux").is_none()
}

/// What takes the verb as its complement: "refused" over "to accept", "readiness" over "to accept".
fn over(ctx: &Context<'_, '_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    if ctx.tags.rel(at) == "conj" && is_bare_head(ctx, at) {
        at = ctx.tags.head(at)?;
    }
    let taken = match ctx.tags.rel(at) {
        "xcomp" | "ccomp" | "csubj" => true,
        "acl" | "advcl" => ctx.tags.xpos(at) == "VB",
        _ => false,
    };
    let known = |over: &usize| {
        ["over.refuse", "over.ready", "over.doubt", "over.urge"]
            .iter()
            .any(|class| ctx.is(class, *over))
    };
    ctx.tags.head(at).filter(|_| taken).filter(known)
}

/// The other side of a stance that is denied; nothing where denying it says nothing.
fn reversed(class: &str, stance: Stance) -> Option<Stance> {
    Some(match stance {
        Stance::Accepts if class == "stance.joint" => return None,
        Stance::Accepts => Stance::Rejects,
        Stance::Supports => Stance::Opposes,
        Stance::Rejects => Stance::Undecided,
        Stance::Awaited | Stance::Undecided if class == "stance.undecided" => Stance::Rejects,
        Stance::Awaited => Stance::Awaited,
        Stance::Undecided => Stance::Undecided,
        Stance::Opposes | Stance::Proposes | Stance::Conditional => return None,
    })
}

/// What auxiliaries, "yet" and conditions make of a stance.
fn moderated(
    ctx: &Context<'_, '_>,
    verb: usize,
    top: usize,
    class: &str,
    stance: Stance,
) -> Option<Stance> {
    let has = |class: &str| {
        [verb, top].iter().any(|&at| {
            let mut kids = ctx.tags.children(at);
            kids.any(|kid| {
                matches!(ctx.tags.base_rel(kid), "aux" | "advmod")
                    && ctx.words.has(class, &ctx.low(kid))
            })
        })
    };
    if is_conditional(ctx, verb) || is_conditional(ctx, top) {
        let open = matches!(stance, Stance::Accepts | Stance::Supports | Stance::Rejects);
        return if open { Some(Stance::Conditional) } else { Some(stance) };
    }
    let ahead =
        has("will") || has("would") || has("must") || is_to(ctx, verb) || stance == Stance::Awaited;
    match class {
        "stance.undecided" if ahead => return Some(Stance::Awaited),
        // What was discussed and decided tells no stance any more.
        "stance.undecided"
            if ctx.tags.xpos(verb) == "VBD" && ctx.tags.lemma(top) == ctx.tags.lemma(verb) =>
        {
            return (stance == Stance::Rejects).then_some(stance);
        }
        "stance.awaited" => {
            return (ahead || has("over.yet") || is_denied(ctx, verb)).then_some(Stance::Awaited);
        }
        "stance.joint" if has("may") || has("must") || has("would") => return None,
        _ => {}
    }
    if has("over.yet") && matches!(stance, Stance::Accepts | Stance::Rejects | Stance::Supports) {
        return Some(Stance::Awaited);
    }
    if has("must") && matches!(stance, Stance::Accepts) {
        return Some(Stance::Awaited);
    }
    if (has("may") || has("perhaps"))
        && matches!(stance, Stance::Accepts | Stance::Rejects | Stance::Supports)
    {
        return Some(Stance::Undecided);
    }
    Some(stance)
}

/// "is to debate": planned, and told without an auxiliary of its own.
fn is_to(ctx: &Context<'_, '_>, verb: usize) -> bool {
    let to = ctx.tags.children_by(verb, "mark").any(|mark| ctx.is("to", mark));
    let be = ctx
        .tags
        .children(verb)
        .any(|kid| matches!(ctx.tags.base_rel(kid), "aux" | "cop") && ctx.tags.lemma(kid) == "be");
    let under_be = ctx.tags.head(verb).is_some_and(|head| ctx.tags.lemma(head) == "be");
    to && (be || under_be)
}

/// Whether a clause with "if", "unless", "once" … hangs on a verb.
pub fn is_conditional(ctx: &Context<'_, '_>, verb: usize) -> bool {
    let clause = ctx.tags.children(verb).any(|kid| {
        ctx.tags.base_rel(kid) == "advcl"
            && ctx.tags.children(kid).any(|mark| {
                matches!(ctx.tags.base_rel(mark), "mark" | "advmod" | "case")
                    && ctx.words.has("condition", &ctx.low(mark))
            })
    });
    clause || has_phrase(ctx, verb)
}

/// Whether a phrase such as "on condition" or "as long as" follows a verb in its sentence.
fn has_phrase(ctx: &Context<'_, '_>, verb: usize) -> bool {
    let Some(sentence) = ctx.doc.sentences.get(ctx.doc.sentence_of(verb)) else { return false };
    let words: Vec<String> = (verb + 1..sentence.tokens.end).map(|at| ctx.low(at)).collect();
    let text = format!(" {} ", words.join(" "));
    ctx.words.entries("condition.phrase").any(|(phrase, _)| text.contains(&format!(" {phrase} ")))
}

/// Whose stance it is.
fn parties(
    ctx: &Context<'_, '_>,
    verb: usize,
    top: usize,
    urged: Option<usize>,
    about: &[usize],
) -> Vec<usize> {
    if let Some(urged) = urged {
        return vec![urged];
    }
    let passive = ctx.tags.children(verb).any(|kid| ctx.tags.rel(kid) == "nsubj:pass")
        || ctx.tags.xpos(verb) == "VBN" && ctx.tags.rel(verb) == "acl";
    if passive {
        let agent = ctx
            .tags
            .children(verb)
            .filter(|&kid| ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "by"));
        return agent.collect();
    }
    ctx.subjects(top).into_iter().filter(|subject| !about.contains(subject)).collect()
}
