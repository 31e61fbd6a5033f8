//! Says what an amount counts: the noun it stands with, or what befell those counted.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::{Span, Upos};

use super::amounts::Found;
use super::context::Context;

/// The roles in which a lemma can tell what is counted.
const ROLES: &[&str] = &["thing", "suffer", "harm", "do", "tally"];

/// Names of counts by role and lemma.
#[derive(Default)]
pub struct Counted {
    // By lemma: the role and the name.
    names: BTreeMap<String, Vec<(&'static str, String)>>,
}

impl Counted {
    /// Reads the lexicon: lemma, role, name of the count.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Counted {
        let mut counted = Counted::default();
        for row in Lexicon::read(paper, 3, faults).rows() {
            let Some(role) = ROLES.iter().find(|&&role| role == row.column(1)) else {
                let what = format!("unknown role `{}`", row.column(1));
                let hint = format!("one of: {}", ROLES.join(", "));
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            };
            let names = counted.names.entry(row.column(0).to_owned()).or_default();
            names.retain(|(known, _)| known != role);
            names.push((role, row.column(2).to_owned()));
        }
        counted
    }

    fn name(&self, role: &str, lemma: &str) -> Option<&str> {
        let mut names = self.names.get(lemma)?.iter();
        names.find(|(known, _)| *known == role).map(|(_, name)| name.as_str())
    }
}

/// What an amount counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct What {
    /// A name of the lexicon, or the noun with its modifiers; empty where nothing tells.
    pub name: String,
    /// Whether the lexicon names it: deaths, arrests …
    pub known: bool,
    /// The noun that is counted (token).
    pub noun: Option<usize>,
    /// The rule that told.
    pub by: Option<&'static str>,
    /// Whether the amount is a share, money or another measure.
    pub of: Option<&'static str>,
}

type Attempt = fn(&Context<'_, '_>, &Found, usize) -> Option<String>;

const ATTEMPTS: &[(&str, Attempt)] = &[
    ("what.noun", noun_itself),
    ("what.next", next_word),
    ("what.modifier", modifier),
    ("what.predicate", predicate),
    ("what.tally", tally),
];

/// What an amount counts; `before` is the figure that came before it in the same paragraph.
pub fn what(ctx: &Context<'_, '_>, found: &Found, before: Option<&What>) -> What {
    // "twenty-six of them": they were told before.
    let pointing = |noun: &usize| before.is_some() && is_pointing(ctx, *noun);
    let noun = measured(ctx, ctx.noun(found));
    let taken_up = noun.is_some_and(|noun| pointing(&noun));
    let noun = noun.filter(|_| !taken_up);
    let pivot = noun.unwrap_or_else(|| ctx.top(found));
    let told = ATTEMPTS.iter().find_map(|&(by, attempt)| Some((attempt(ctx, found, pivot)?, by)));
    let of = kind(found);
    if let Some((name, by)) = told {
        return What { name, known: true, noun, by: Some(by), of };
    }
    let named = |name: String| What { name, of, ..What::default() };
    let again =
        |before: &What| What { noun: None, by: Some("what.as-before"), of, ..before.clone() };
    // "38 billion tons": not of tons, but of what has reached them.
    let level =
        noun.filter(|&noun| is_measure(ctx, noun)).and_then(|noun| level_of(ctx, found, noun));
    if let Some(noun) = level.or(noun) {
        return What { noun: Some(noun), ..named(phrase(ctx, found, noun)) };
    }
    match (paid_for(ctx, found), before) {
        (_, Some(before)) if taken_up || is_rise(ctx, found) => again(before),
        (None, Some(before)) if found.measure.is_none() => again(before),
        (Some(name), _) => named(name),
        // "38% of trains are running, up from 31%", "1.4 million pesos ($80,000)"
        (None, Some(before)) if of == before.of && !before.name.is_empty() => again(before),
        (None, _) => named(done_with(ctx, found)),
    }
}

/// "2,000 complaints, up nearly 30% from last year": a change of what was told before.
fn is_rise(ctx: &Context<'_, '_>, found: &Found) -> bool {
    let before = found.pieces.start.checked_sub(1).and_then(|at| ctx.pieces.get(at));
    let word = before.filter(|piece| matches!(ctx.tags.upos(piece.token), Upos::Adv | Upos::Adp));
    found.measure == Some("percent")
        && word.is_some_and(|piece| ctx.kit.words.has("change", &piece.low))
}

/// "them", "that", "the total".
fn is_pointing(ctx: &Context<'_, '_>, noun: usize) -> bool {
    matches!(ctx.tags.upos(noun), Upos::Pron | Upos::Det)
}

/// Whether two amounts may be of the same: shares, money, other measures, counts.
fn kind(found: &Found) -> Option<&'static str> {
    if found.share { Some("percent") } else { found.measure }
}

/// What money or a measure without a noun is told of: "in aid", "the loss at", "receipts rose to".
fn paid_for(ctx: &Context<'_, '_>, found: &Found) -> Option<String> {
    let top = ctx.top(found);
    if found.measure.is_none() {
        let noun = level_of(ctx, found, top)?;
        return (!is_tally(ctx, noun)).then(|| phrase(ctx, found, noun));
    }
    // "a limit of 3%", "a fine of $2 million"
    let limit = ctx.tags.head(top).filter(|&noun| {
        let of = ctx.cases(top).any(|case| ctx.kit.words.has("of", case));
        of && ctx.tags.rel(top) == "nmod" && ctx.tags.upos(noun) == Upos::Noun
    });
    if let Some(noun) = limit.filter(|&noun| !ctx.is_span(found, noun)) {
        return Some(phrase(ctx, found, noun));
    }
    // "$1,000 a lorry" has no preposition: each lorry costs so much.
    let hung = ctx.tags.children_by(top, "nmod").find(|&noun| {
        let tied = ctx.cases(noun).next().is_some() && !is_measure(ctx, noun);
        tied && ctx.tags.upos(noun) == Upos::Noun && !ctx.is_span(found, noun)
    });
    if let Some(noun) = hung {
        return Some(phrase(ctx, found, noun));
    }
    // "approved $4 billion in loans": hung on the verb, but right after the money.
    let next = ctx.pieces.get(found.pieces.end).map(|piece| piece.token);
    let beside = next.and_then(|case| {
        let noun = ctx.tags.head(case).filter(|_| ctx.tags.rel(case) == "case")?;
        let common = !ctx.is_time(noun) && ctx.tags.entity_at(noun).is_none();
        (ctx.kit.words.has("paid.in", ctx.tags.lemma(case)) && common).then_some(noun)
    });
    if let Some(noun) = beside.filter(|_| found.measure == Some("currency")) {
        return Some(phrase(ctx, found, noun));
    }
    level_of(ctx, found, top).map(|noun| phrase(ctx, found, noun))
}

fn is_tally(ctx: &Context<'_, '_>, noun: usize) -> bool {
    ["tally", "reckoning"].iter().any(|class| ctx.kit.words.has(class, ctx.tags.lemma(noun)))
}

/// "receipts rose to $100 billion", "put the loss at 1.4 billion", "turnout was 40%": what stands
/// at an amount; of "the number of crossings fell to 40", the crossings.
fn level_of(ctx: &Context<'_, '_>, found: &Found, top: usize) -> Option<usize> {
    let noun = stands_at(ctx, top)?;
    let counted = ctx.child_of(noun).filter(|_| is_tally(ctx, noun)).unwrap_or(noun);
    let common = ctx.tags.upos(counted) == Upos::Noun && !ctx.is_span(found, counted);
    common.then_some(counted)
}

fn stands_at(ctx: &Context<'_, '_>, top: usize) -> Option<usize> {
    let words = &ctx.kit.words;
    if ctx.tags.child_by(top, "cop").is_some() {
        return ctx.tags.child_by(top, "nsubj");
    }
    // "rose 1% to 38 tons", where the tons hang on the share.
    let (top, verb) = match ctx.predicate(top)? {
        (sum, "nmod") if ctx.tags.upos(sum) == Upos::Sym => (sum, ctx.predicate(sum)?.0),
        (verb, _) => (top, verb),
    };
    let lemma = ctx.tags.lemma(verb);
    let oblique = ctx.tags.base_rel(top) == "obl";
    if oblique && words.has("claim", lemma) {
        return ctx.tags.child_by(verb, "obj");
    }
    let moves = words.has("change", lemma) || words.has("level", lemma);
    if !moves || !(oblique || ctx.tags.base_rel(top) == "obj") {
        return None;
    }
    // "raise taxes by 7%", "receipts rose to $100 billion"
    let thing = |at: usize| at != top && ctx.tags.upos(at) == Upos::Noun && !is_measure(ctx, at);
    let moved = ctx.tags.child_by(verb, "obj").filter(|&object| thing(object));
    moved.or_else(|| ctx.tags.child_by(verb, "nsubj"))
}

/// Of money, the verb: "cost".
fn done_with(ctx: &Context<'_, '_>, found: &Found) -> String {
    let verb = ctx.predicate(ctx.top(found)).filter(|_| found.measure == Some("currency"));
    verb.map_or(String::new(), |(verb, _)| ctx.tags.lemma(verb).to_owned())
}

/// Past a measure to what is measured: "grain" in "tonnes of grain".
fn measured(ctx: &Context<'_, '_>, noun: Option<usize>) -> Option<usize> {
    let noun = noun?;
    if !is_measure(ctx, noun) {
        return Some(noun);
    }
    // "5,000-ton destroyers"
    let sized = ctx.tags.head(noun).filter(|_| ctx.tags.rel(noun) == "compound");
    ctx.child_of(noun).or(sized).or(Some(noun))
}

fn is_measure(ctx: &Context<'_, '_>, noun: usize) -> bool {
    let low = ctx.doc.word(noun).to_lowercase();
    let classes = ["measure", "currency", "percent", "scale", "plural"];
    classes.iter().any(|class| ctx.kit.words.has(class, &low))
}

fn noun_itself(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    told(ctx, "thing", pivot).map(str::to_owned)
}

/// What a word tells in a role, by its lemma or, for "missing" and the like, as it stands.
fn told<'c>(ctx: &'c Context<'_, '_>, role: &str, token: usize) -> Option<&'c str> {
    let counted = &ctx.kit.counted;
    counted
        .name(role, ctx.tags.lemma(token))
        .or_else(|| counted.name(role, &ctx.doc.word(token).to_lowercase()))
}

/// What befalls those counted when a verb is done to them; what also befalls things ("burned",
/// "carried") counts only people.
fn done_to<'c>(ctx: &'c Context<'_, '_>, verb: usize, counted: usize) -> Option<&'c str> {
    told(ctx, "suffer", verb).or_else(|| {
        let noun = ctx.tags.upos(counted) == Upos::Noun;
        let people = !noun || ctx.kit.words.has("person", ctx.tags.lemma(counted));
        told(ctx, "harm", verb).filter(|_| people)
    })
}

/// "49 wounded", "11 missing": the word right after the number, whatever the tree makes of it.
fn next_word(ctx: &Context<'_, '_>, found: &Found, _: usize) -> Option<String> {
    let next = ctx.pieces.get(found.pieces.end)?.token;
    let done = || done_to(ctx, next, next).filter(|_| ctx.tags.xpos(next) == "VBN");
    told(ctx, "thing", next).or_else(done).map(str::to_owned)
}

/// "40 missing people", "people killed", "passengers who died".
fn modifier(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    ctx.tags.children(pivot).find_map(|kid| {
        let name = match ctx.tags.rel(kid) {
            "amod" | "advmod" => told(ctx, "thing", kid),
            "acl" => done_to(ctx, kid, pivot).or_else(|| told(ctx, "do", kid)),
            "acl:relcl" if is_of_all(ctx, kid) => befallen(ctx, kid, pivot),
            _ => None,
        };
        name.map(str::to_owned)
    })
}

/// "soldiers, of whom 2,000 have died": the clause tells only of some of them.
fn is_of_all(ctx: &Context<'_, '_>, clause: usize) -> bool {
    let subject = ctx.tags.child_by(clause, "nsubj");
    subject.is_none_or(|subject| {
        ctx.tags.upos(subject) != Upos::Num
            && !ctx.tags.children(subject).any(|kid| ctx.tags.rel(kid) == "nummod")
    })
}

/// What a predicate says of its subject: "died", "were killed", "are missing".
fn befallen<'c>(ctx: &'c Context<'_, '_>, predicate: usize, counted: usize) -> Option<&'c str> {
    let passive = ctx.tags.children(predicate).any(|kid| ctx.tags.rel(kid) == "aux:pass");
    if passive && let Some(name) = done_to(ctx, predicate, counted) {
        return Some(name);
    }
    told(ctx, "do", predicate).or_else(|| told(ctx, "thing", predicate)).or_else(|| {
        let mut kids = ctx.tags.children(predicate);
        kids.find_map(|kid| match ctx.tags.rel(kid) {
            "advmod" | "obl" => told(ctx, "thing", kid),
            "xcomp" | "ccomp" => befallen(ctx, kid, counted),
            _ => None,
        })
    })
}

/// "40 people died", "killed 40 people", "left 40 dead".
fn predicate(ctx: &Context<'_, '_>, found: &Found, pivot: usize) -> Option<String> {
    if matches!(found.measure, Some("times" | "currency" | "measure")) {
        return None;
    }
    // "thousands of soldiers were killed": the noun hangs below the number.
    let top = ctx.top(found);
    let outer = if ctx.tags.is_below(pivot, top) { top } else { pivot };
    // "ten people, among them three guests"
    let part = words_before(ctx, found) && ctx.tags.rel(outer) == "appos";
    let outer = ctx.tags.head(outer).filter(|_| part).unwrap_or(outer);
    let (head, rel) = ctx.predicate(outer)?;
    let head = if rel == "obj" { nearer(ctx, head, outer) } else { head };
    let name = match rel {
        "nsubj" => befallen(ctx, head, pivot),
        "nsubj:pass" => done_to(ctx, head, pivot).or_else(|| befallen(ctx, head, pivot)),
        "obj" => done_to(ctx, head, pivot).or_else(|| result(ctx, head)),
        "nummod" | "compound" | "obl" | "dep" | "nmod" => told(ctx, "thing", head),
        _ => None,
    };
    name.map(str::to_owned)
}

/// "killing three people and wounding dozens", where "dozens" was hung on the first verb: the verb
/// beside it that stands nearer and has no object.
fn nearer(ctx: &Context<'_, '_>, verb: usize, object: usize) -> usize {
    let beside = ctx.tags.children_by(verb, "conj").filter(|&other| {
        other < object
            && ctx.tags.upos(other) == Upos::Verb
            && ctx.tags.child_by(other, "obj").is_none()
            && ctx.tags.child_by(other, "nsubj").is_none()
    });
    beside.max().unwrap_or(verb)
}

fn words_before(ctx: &Context<'_, '_>, found: &Found) -> bool {
    ctx.kit.words.phrase_before("part", ctx.pieces, found.pieces.start).is_some()
}

/// "left 40 people dead": the state they are brought into.
fn result<'c>(ctx: &'c Context<'_, '_>, verb: usize) -> Option<&'c str> {
    ctx.tags.children_by(verb, "xcomp").find_map(|state| told(ctx, "thing", state))
}

/// "the death toll rose to 40", "put the number of people saved at 164".
fn tally(ctx: &Context<'_, '_>, found: &Found, pivot: usize) -> Option<String> {
    if ctx.noun(found).is_some() {
        return None;
    }
    let is_tally = |at: &usize| ctx.kit.words.has("tally", ctx.tags.lemma(*at));
    let around = |at: usize| {
        let sides = ctx.tags.children(at).filter(|&kid| {
            matches!(ctx.tags.base_rel(kid), "nsubj" | "obj") && !ctx.tags.is_below(pivot, kid)
        });
        std::iter::once(at).chain(sides).collect::<Vec<_>>()
    };
    let noun = ctx.tags.upward(pivot).skip(1).take(5).flat_map(around).find(is_tally)?;
    let verb =
        ctx.tags.head(noun).into_iter().flat_map(|verb| ctx.tags.children_by(verb, "advmod"));
    ctx.tags
        .subtree(noun)
        .filter(|at| !found.tokens.contains(at))
        .chain(verb)
        .find_map(|at| {
            let role = |role| told(ctx, role, at);
            role("thing")
                .or_else(|| role("suffer"))
                .or_else(|| role("harm"))
                .or_else(|| role("do"))
                .or_else(|| role("tally"))
        })
        .map(str::to_owned)
}

/// The noun with what stands before it, without numbers, articles and bounds.
fn phrase(ctx: &Context<'_, '_>, found: &Found, noun: usize) -> String {
    let kin = |at: usize| {
        let low = ctx.doc.word(at).to_lowercase();
        let class = |class| ctx.kit.words.has(class, &low);
        matches!(ctx.tags.base_rel(at), "compound" | "amod" | "flat" | "punct")
            && ctx.tags.upos(at) != Upos::Num
            && ctx.tags.upos(at) != Upos::Sym
            && !(class("besides") || class("percent") || class("sign"))
    };
    // "U.S.-made": what a hyphen joins stands or falls together.
    let joined = |at: usize| {
        ctx.doc.word(at + 1) == "-" && ctx.tags.upos(at) != Upos::Num && is_glued(ctx, at + 1)
    };
    let amount = ctx.pieces.get(found.pieces.end - 1).map_or(0, |piece| piece.token + 1);
    let floor = if amount <= noun { amount } else { 0 };
    let mut from = noun;
    // Backwards over an unbroken run, so that "oil-skimming ships" stays whole.
    while let Some(before) = from
        .checked_sub(1)
        .filter(|&at| at >= floor && (kin(at) || joined(at)) && ctx.tags.is_below(at, noun))
    {
        from = before;
    }
    // "two 5,000-ton destroyers": the size is another number's.
    let sized = |at: usize| {
        let number = at.checked_sub(1).is_some_and(|at| ctx.tags.upos(at) == Upos::Num);
        number && ctx.doc.word(at) == "-"
    };
    if from + 2 <= noun && sized(from) {
        from += 2;
    }
    while from < noun && ctx.tags.upos(from) == Upos::Punct {
        from += 1;
    }
    cased(ctx, from..noun + 1)
}

fn is_glued(ctx: &Context<'_, '_>, at: usize) -> bool {
    ctx.span(at).start() == ctx.span(at.saturating_sub(1)).end()
}

/// The words of a phrase in small letters, names and peoples as they are written.
fn cased(ctx: &Context<'_, '_>, tokens: Range<usize>) -> String {
    let text = ctx.doc.text();
    let mut told = String::new();
    let mut end = ctx.span(tokens.start).start();
    for at in tokens {
        let span = ctx.span(at);
        told.push_str(text.of(Span::new(end, span.start())));
        let word = ctx.doc.word(at);
        if is_name(ctx, at) {
            told.push_str(word)
        } else {
            told.push_str(&word.to_lowercase())
        }
        end = span.end();
    }
    told
}

/// Names, and what else is not written large only because a sentence starts with it: "MPs".
fn is_name(ctx: &Context<'_, '_>, at: usize) -> bool {
    let capitals = ctx.doc.word(at).chars().filter(|c| c.is_uppercase()).count();
    let letters = ctx.doc.word(at).chars().count();
    let short = capitals > 1 && capitals == letters && letters < 6;
    short
        || capitals > 0 && (ctx.tags.entity_at(at).is_some() || ctx.tags.upos(at) == Upos::Propn)
        || (capitals > 1 && ctx.doc.word(at).chars().any(|c| c.is_lowercase() || c == '.'))
}
