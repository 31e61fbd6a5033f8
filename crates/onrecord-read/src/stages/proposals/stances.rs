//! Reads the stance that a verb tells: the verb itself, what stands over it, negation and conditions.

use onrecord_types::{Stance, Upos};

use super::conditions::{is_conditional, is_supposed};
use crate::view::View;

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
    pub alone: Alone,
    /// The topmost verb read.
    pub top: usize,
    /// The rule that fired.
    pub by: &'static str,
}

/// Whether a verb tells a stance though nothing says what about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// It does not.
    Never,
    /// It does under a condition: "could come back once …".
    Conditional,
    /// It always does: "abstained".
    Always,
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
    ("stance.abstains", Stance::Undecided, "position.abstains"),
    ("stance.makes", Stance::Proposes, "position.proposes"),
];

/// The stances that a verb may tell; several where its preposition decides.
pub fn of_verb(ctx: &View<'_, '_>, verb: usize) -> Vec<Told> {
    let mut all = Vec::new();
    for &(class, stance, by) in CLASSES {
        let Some(prepositions) = entry(ctx, class, verb) else { continue };
        // "considers the sanctions essential" weighs nothing.
        if class == "stance.undecided" && ctx.tags.child_by(verb, "xcomp").is_some() {
            continue;
        }
        let about = about(ctx, verb, prepositions);
        // "gave the plan a cautious welcome" makes no plan.
        if class == "stance.makes" && gives_stance(ctx, verb) {
            continue;
        }
        // "will put the offer to a vote", "would vote against it".
        let to_vote = class == "stance.makes" && goes_to_vote(ctx, verb);
        let votes = class == "stance.awaited" && voted(ctx, verb, "stance.votes", stance).is_some();
        if to_vote || votes && ctx.is("stance.votes", verb) {
            continue;
        }
        if class == "stance.makes" && !about.iter().any(|&at| ctx.is("offerable", at)) {
            continue;
        }
        let Some(Settled { stance, parties, top, urger }) =
            settle(ctx, verb, class, stance, &about)
        else {
            continue;
        };
        let alone = match prepositions.split(',').find(|p| matches!(*p, "0" | "1")) {
            Some("0") => Alone::Conditional,
            Some(_) => Alone::Always,
            None => Alone::Never,
        };
        if let Some((stance, parties)) = urger.filter(|(_, parties)| !parties.is_empty()) {
            let (about, by) = (about.clone(), "position.urges");
            all.push(Told { stance, about, parties, alone: Alone::Never, top, by });
        }
        if !parties.is_empty() {
            all.push(Told { stance, about, parties, alone, top, by });
        }
    }
    all
}

/// "put the offer to a vote of its members".
fn goes_to_vote(ctx: &View<'_, '_>, verb: usize) -> bool {
    let mut to = ctx.tags.children_by(verb, "obl").filter(|&kid| ctx.has_case(kid, "to"));
    to.any(|kid| ctx.is("ballot", kid))
}

fn gives_stance(ctx: &View<'_, '_>, verb: usize) -> bool {
    const NOUNS: &[&str] = &["noun.supports", "noun.opposes", "noun.accepts", "noun.undecided"];
    let mut objects = ctx.tags.children_by(verb, "obj");
    objects.any(|object| NOUNS.iter().any(|class| ctx.is(class, object)))
}

/// The prepositions of a verb, alone or with its particle, in a class.
fn entry<'c>(ctx: &'c View<'_, '_>, class: &str, verb: usize) -> Option<&'c str> {
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
fn about(ctx: &View<'_, '_>, verb: usize, prepositions: &str) -> Vec<usize> {
    let takes_object = prepositions.split(',').any(|p| p.is_empty() || p == "-");
    let takes = |preposition: &str| prepositions.split(',').any(|p| p == preposition);
    let mut found = Vec::new();
    for kid in ctx.tags.children(verb) {
        let fits = match ctx.tags.rel(kid) {
            "obj" | "nsubj:pass" => takes_object && !is_relative(ctx, kid),
            rel if rel.starts_with("obl") => ctx.cases(kid).any(takes) && !ctx.is_time(kid),
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

fn is_relative(ctx: &View<'_, '_>, token: usize) -> bool {
    matches!(ctx.tags.xpos(token), "WDT" | "WP")
}

/// A stance with all that stands over its verb.
struct Settled {
    stance: Stance,
    parties: Vec<usize>,
    top: usize,
    // Where somebody urges others: what that tells of whoever does.
    urger: Option<(Stance, Vec<usize>)>,
}

/// What stands over a verb: refusing it, being ready for it, doubting it, urging others to it.
struct Above {
    stance: Stance,
    denied: bool,
    // An infinitive with nothing known over it.
    bare: bool,
    doubt: bool,
    // Who is urged, and the topmost verb read.
    urged: Option<usize>,
    top: usize,
    // Whether others are urged to reject.
    against: bool,
}

/// The stance with all that stands over the verb, and whose it is.
fn settle(
    ctx: &View<'_, '_>,
    verb: usize,
    class: &str,
    base: Stance,
    about: &[usize],
) -> Option<Settled> {
    let Above { mut stance, denied, bare, doubt, urged, top, against } =
        above(ctx, verb, class, voted(ctx, verb, class, base)?)?;
    if against {
        let urger = Some((Stance::Opposes, ctx.subjects(top)));
        return Some(Settled { stance, parties: Vec::new(), top, urger });
    }
    // "to accept" with nothing known over it is a purpose, not a stance; "if they accept" tells none.
    if bare || is_supposed(ctx, verb) || is_supposed(ctx, top) {
        return None;
    }
    let open = ctx.tags.children_by(verb, "mark").any(|mark| ctx.is("whether", mark));
    if open {
        stance = if is_ahead(ctx, top) { Stance::Awaited } else { Stance::Undecided };
    } else {
        stance = if denied { reversed(class, stance)? } else { stance };
        stance = moderated(ctx, verb, top, class, stance, denied)?;
        if doubt && is_conditional(ctx, top) {
            stance = Stance::Conditional;
        }
    }
    // Who expects others to accept may be for it or not.
    let for_it = matches!(class, "stance.accepts" | "stance.supports")
        && !denied
        && !ctx.is("over.expect", top);
    let active = urged.filter(|&urged| for_it && ctx.tags.rel(urged) != "nsubj:pass");
    let urger = active.map(|_| (Stance::Supports, ctx.subjects(top)));
    let parties = parties(ctx, verb, top, urged, about);
    Some(Settled { stance, parties, top, urger })
}

/// Climbs over a verb; nothing where what stands over it leaves no stance.
fn above(ctx: &View<'_, '_>, verb: usize, class: &str, stance: Stance) -> Option<Above> {
    let (denied, bare) = (ctx.is_denied(verb), is_bare(ctx, verb));
    let mut told =
        Above { stance, denied, bare, doubt: false, urged: None, top: verb, against: false };
    for _ in 0..4 {
        let Some(over) = over(ctx, told.top) else { break };
        if ctx.is("over.refuse", over) && has_child(ctx, over, "short") {
            // "stopped short of endorsing the plan".
            (told.stance, told.doubt) = (Stance::Undecided, true);
        } else if ctx.is("over.refuse", over) {
            told.denied = !told.denied;
        } else if ctx.is("over.urge", over) {
            urging(ctx, &mut told, over, class)?;
            break;
        } else if ctx.is("over.doubt", over) {
            (told.stance, told.doubt) = (Stance::Undecided, true);
        } else if !(ctx.is("over.ready", over) || is_said(ctx, over)) {
            break;
        }
        (told.top, told.bare) = (over, false);
        told.denied ^= ctx.is_denied(over) && !ctx.is("over.refuse", over);
    }
    Some(told)
}

/// What urging, asking or hoping makes of a stance.
fn urging(ctx: &View<'_, '_>, told: &mut Above, over: usize, class: &str) -> Option<()> {
    // "told reporters that Moscow would return" urges nobody.
    let clause = ctx.tags.rel(told.top) == "ccomp" && ctx.tags.xpos(told.top) != "VB";
    let finite = clause || ctx.tags.child_by(told.top, "aux").is_some();
    told.bare = false;
    if finite && ctx.is("over.report", over) {
        return Some(());
    }
    let urged = ctx.tags.children(over).find(|&kid| {
        matches!(ctx.tags.rel(kid), "obj" | "iobj" | "nsubj:pass")
            || ctx.tags.base_rel(kid) == "obl" && ctx.has_case(kid, "urge.prep")
    });
    // "recommended that members reject it": whoever is to do it stands in the clause.
    let urged = urged.or_else(|| {
        let clause = ctx.tags.rel(told.top) == "ccomp" && ctx.is("recommend", over);
        ctx.tags.child_by(told.top, "nsubj").filter(|_| clause)
    });
    told.top = over;
    if urged.is_some() && class == "stance.rejects" && !told.denied {
        told.against = true;
        return Some(());
    }
    if class == "stance.joint" || (urged.is_none() && class != "stance.accepts") {
        return None;
    }
    (told.stance, told.urged) = (Stance::Awaited, urged);
    Some(())
}

/// "will decide whether to accept", "is to decide".
fn is_ahead(ctx: &View<'_, '_>, verb: usize) -> bool {
    let ahead = ctx.tags.children(verb).any(|kid| {
        let low = ctx.low(kid);
        matches!(ctx.tags.base_rel(kid), "aux" | "advmod")
            && ["will", "would", "must", "over.yet"].iter().any(|c| ctx.words.has(c, low))
    });
    ahead || is_to(ctx, verb)
}

/// "votes against" rejects, "votes for" supports; other verbs tell their stance themselves.
fn voted(ctx: &View<'_, '_>, verb: usize, class: &str, base: Stance) -> Option<Stance> {
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

fn is_bare(ctx: &View<'_, '_>, verb: usize) -> bool {
    let infinitive = ctx.tags.xpos(verb) == "VB" && ctx.tags.child_by(verb, "aux").is_none();
    let gerund = ctx.tags.xpos(verb) == "VBG" && ctx.tags.child_by(verb, "aux").is_none();
    // "is to debate" is finite though its verb is bare.
    let finite = ctx.tags.children_by(verb, "cop").next().is_some();
    let conjunct = ctx.tags.rel(verb) == "conj"
        && ctx.tags.head(verb).is_some_and(|head| !is_bare_head(ctx, head));
    (infinitive || gerund) && !finite && !conjunct && ctx.tags.rel(verb) != "root"
}

fn is_bare_head(ctx: &View<'_, '_>, head: usize) -> bool {
    ctx.tags.xpos(head) == "VB" && ctx.tags.child_by(head, "aux").is_none()
}

/// What takes the verb as its complement: "refused" over "to accept", "readiness" over "to accept".
fn over(ctx: &View<'_, '_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    if ctx.tags.rel(at) == "conj" && is_bare_head(ctx, at) {
        at = ctx.tags.head(at)?;
    }
    let taken = match ctx.tags.rel(at) {
        "xcomp" | "ccomp" | "csubj" => true,
        "acl" | "advcl" | "obl" => {
            let short = ctx.tags.head(at).is_some_and(|over| has_child(ctx, over, "short"));
            ctx.tags.xpos(at) == "VB" || short
        }
        _ => false,
    };
    let known = |over: &usize| {
        is_said(ctx, *over)
            || ["over.refuse", "over.ready", "over.doubt", "over.urge"]
                .iter()
                .any(|class| ctx.is(class, *over))
    };
    // "stopped short of endorsing": past "short".
    let head = ctx.tags.head(at)?;
    let short = ctx.words.has("short", ctx.low(head));
    let head = if short { ctx.tags.head(head)? } else { head };
    (taken || short).then_some(head).filter(known)
}

/// "The ministry is understood to oppose it".
fn is_said(ctx: &View<'_, '_>, over: usize) -> bool {
    ctx.is("over.said", over)
        && ctx.tags.children(over).any(|kid| ctx.tags.rel(kid) == "nsubj:pass")
        && ctx.tags.child_by(over, "xcomp").is_some()
}

fn has_child(ctx: &View<'_, '_>, token: usize, class: &str) -> bool {
    ctx.tags.children(token).any(|kid| ctx.words.has(class, ctx.low(kid)))
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
    ctx: &View<'_, '_>,
    verb: usize,
    top: usize,
    class: &str,
    stance: Stance,
    denied: bool,
) -> Option<Stance> {
    let has = |class: &str| {
        [verb, top].iter().any(|&at| {
            let mut kids = ctx.tags.children(at);
            kids.any(|kid| {
                matches!(ctx.tags.base_rel(kid), "aux" | "advmod")
                    && ctx.words.has(class, ctx.low(kid))
            })
        })
    };
    // "could impose a settlement" puts none forward.
    if class == "stance.proposes" && has("may") {
        return None;
    }
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
            return (ahead || has("over.yet") || ctx.is_denied(verb)).then_some(Stance::Awaited);
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
    if denied && stance == Stance::Rejects && (has("at.once") || has("able")) {
        // "did not immediately accept" leaves it open; "could not accept" accepts not.
        return Some(if has("at.once") { Stance::Awaited } else { stance });
    }
    if (has("may") || has("perhaps"))
        && matches!(stance, Stance::Accepts | Stance::Rejects | Stance::Supports)
    {
        return Some(Stance::Undecided);
    }
    Some(stance)
}

/// "is to debate": planned, and told without an auxiliary of its own.
fn is_to(ctx: &View<'_, '_>, verb: usize) -> bool {
    let to = ctx.tags.children_by(verb, "mark").any(|mark| ctx.is("to", mark));
    let be = ctx
        .tags
        .children(verb)
        .any(|kid| matches!(ctx.tags.base_rel(kid), "aux" | "cop") && ctx.tags.lemma(kid) == "be");
    let under_be = ctx.tags.head(verb).is_some_and(|head| ctx.tags.lemma(head) == "be");
    to && (be || under_be)
}

/// "has told Kyiv it must sign": whoever is told.
fn obliged(ctx: &View<'_, '_>, verb: usize) -> Option<usize> {
    let must = ctx.tags.children_by(verb, "aux").any(|aux| ctx.words.has("must", ctx.low(aux)));
    let pronoun = ctx.tags.child_by(verb, "nsubj").filter(|&s| ctx.tags.upos(s) == Upos::Pron);
    let told = ctx.tags.rel(verb) == "ccomp" && must && pronoun.is_some();
    let over = ctx.tags.head(verb).filter(|&over| told && ctx.is("over.report", over))?;
    ctx.tags.children(over).find(|&kid| matches!(ctx.tags.rel(kid), "obj" | "iobj"))
}

/// Whose stance it is.
fn parties(
    ctx: &View<'_, '_>,
    verb: usize,
    top: usize,
    urged: Option<usize>,
    about: &[usize],
) -> Vec<usize> {
    if let Some(urged) = urged.or_else(|| obliged(ctx, verb)) {
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
