//! Says what an amount counts: the noun it stands with, or what befell those counted.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::Upos;

use super::amounts::Found;
use super::context::Context;

/// The roles in which a lemma can tell what is counted.
const ROLES: &[&str] = &["thing", "suffer", "do", "tally"];

/// Names of counts by role and lemma.
#[derive(Default)]
pub struct Counted {
    names: BTreeMap<(String, String), String>,
}

impl Counted {
    /// Reads the lexicon: lemma, role, name of the count.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Counted {
        let mut counted = Counted::default();
        for row in Lexicon::read(paper, 3, faults).rows() {
            let role = row.column(1);
            if !ROLES.contains(&role) {
                let what = format!("unknown role `{role}`");
                let hint = format!("one of: {}", ROLES.join(", "));
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            }
            let key = (role.to_owned(), row.column(0).to_owned());
            counted.names.insert(key, row.column(2).to_owned());
        }
        counted
    }

    fn name(&self, role: &str, lemma: &str) -> Option<&str> {
        self.names.get(&(role.to_owned(), lemma.to_owned())).map(String::as_str)
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
    let noun = measured(ctx, ctx.noun(found));
    let pivot = noun.unwrap_or_else(|| ctx.top(found));
    let told = ATTEMPTS.iter().find_map(|&(by, attempt)| Some((attempt(ctx, found, pivot)?, by)));
    if let Some((name, by)) = told {
        return What { name, known: true, noun, by: Some(by) };
    }
    let bare = found.measure.is_none();
    match (noun, before.filter(|_| bare)) {
        (Some(noun), _) => {
            What { name: phrase(ctx, noun), known: false, noun: Some(noun), by: None }
        }
        (None, Some(before)) => What { noun: None, by: Some("what.as-before"), ..before.clone() },
        (None, None) => What { name: paid_for(ctx, found), ..What::default() },
    }
}

/// What money or a measure without a noun is told of: "in aid", else the verb ("cost").
fn paid_for(ctx: &Context<'_, '_>, found: &Found) -> String {
    let top = ctx.top(found);
    if let Some(noun) = ctx.tags.child_by(top, "nmod").filter(|_| found.measure.is_some()) {
        return phrase(ctx, noun);
    }
    let verb = ctx.predicate(top).filter(|_| found.measure == Some("currency"));
    verb.map_or(String::new(), |(verb, _)| ctx.tags.lemma(verb).to_owned())
}

/// Past a measure to what is measured: "grain" in "tonnes of grain".
fn measured(ctx: &Context<'_, '_>, noun: Option<usize>) -> Option<usize> {
    let noun = noun?;
    let low = ctx.doc.word(noun).to_lowercase();
    let measure = ["measure", "currency", "percent", "scale", "plural"]
        .iter()
        .any(|class| ctx.kit.words.has(class, &low));
    if measure { ctx.child_of(noun).or(Some(noun)) } else { Some(noun) }
}

fn noun_itself(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    ctx.kit.counted.name("thing", ctx.tags.lemma(pivot)).map(str::to_owned)
}

/// "49 wounded", "11 missing": the word right after the number, whatever the tree makes of it.
fn next_word(ctx: &Context<'_, '_>, found: &Found, _: usize) -> Option<String> {
    let next = ctx.pieces.get(found.pieces.end)?.token;
    let lemma = ctx.tags.lemma(next);
    let thing = || ctx.kit.counted.name("thing", lemma);
    let done = || ctx.kit.counted.name("suffer", lemma).filter(|_| ctx.tags.xpos(next) == "VBN");
    thing().or_else(done).map(str::to_owned)
}

/// "40 missing people", "people killed", "passengers who died".
fn modifier(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    ctx.tags.children(pivot).find_map(|kid| {
        let lemma = ctx.tags.lemma(kid);
        let name = match ctx.tags.rel(kid) {
            "amod" | "advmod" => ctx.kit.counted.name("thing", lemma),
            "acl" => ctx.kit.counted.name("suffer", lemma).or(ctx.kit.counted.name("do", lemma)),
            "acl:relcl" => befallen(ctx, kid),
            _ => None,
        };
        name.map(str::to_owned)
    })
}

/// What a predicate says of its subject: "died", "were killed", "are missing".
fn befallen<'c>(ctx: &'c Context<'_, '_>, predicate: usize) -> Option<&'c str> {
    let lemma = ctx.tags.lemma(predicate);
    let passive = ctx.tags.children(predicate).any(|kid| ctx.tags.rel(kid) == "aux:pass");
    let counted = &ctx.kit.counted;
    if passive && let Some(name) = counted.name("suffer", lemma) {
        return Some(name);
    }
    counted.name("do", lemma).or_else(|| counted.name("thing", lemma)).or_else(|| {
        let below = ["xcomp", "ccomp", "advmod", "obl"];
        let mut kids = ctx.tags.children(predicate);
        kids.find_map(|kid| match below.contains(&ctx.tags.rel(kid)) {
            true if matches!(ctx.tags.rel(kid), "advmod" | "obl") => {
                counted.name("thing", ctx.tags.lemma(kid))
            }
            true => befallen(ctx, kid),
            false => None,
        })
    })
}

/// "40 people died", "killed 40 people", "left 40 dead".
fn predicate(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    let (head, rel) = ctx.predicate(pivot)?;
    let lemma = ctx.tags.lemma(head);
    let counted = &ctx.kit.counted;
    let name = match rel {
        "nsubj" => befallen(ctx, head),
        "nsubj:pass" => counted.name("suffer", lemma).or_else(|| befallen(ctx, head)),
        "obj" => counted.name("suffer", lemma).or_else(|| result(ctx, head)),
        "nummod" | "compound" | "obl" | "dep" | "nmod" => counted.name("thing", lemma),
        _ => None,
    };
    name.map(str::to_owned)
}

/// "left 40 people dead": the state they are brought into.
fn result<'c>(ctx: &'c Context<'_, '_>, verb: usize) -> Option<&'c str> {
    let mut states = ctx.tags.children_by(verb, "xcomp");
    states.find_map(|state| ctx.kit.counted.name("thing", ctx.tags.lemma(state)))
}

/// "the death toll rose to 40", "put the number of people saved at 164".
fn tally(ctx: &Context<'_, '_>, _: &Found, pivot: usize) -> Option<String> {
    let verb = ctx.tags.upward(pivot).skip(1).find(|&at| {
        let said_of = ["nsubj", "nsubj:pass", "obj"];
        ctx.tags.children(at).any(|kid| said_of.contains(&ctx.tags.rel(kid)))
    })?;
    let sides = ctx.tags.children(verb).filter(|&kid| {
        matches!(ctx.tags.rel(kid), "nsubj" | "nsubj:pass" | "obj")
            && !ctx.tags.is_below(pivot, kid)
    });
    sides.filter(|&side| ctx.kit.words.has("tally", ctx.tags.lemma(side))).find_map(|side| {
        ctx.tags.subtree(side).find_map(|at| {
            let lemma = ctx.tags.lemma(at);
            let name = |role| ctx.kit.counted.name(role, lemma);
            name("thing").or(name("suffer")).or(name("do")).or(name("tally")).map(str::to_owned)
        })
    })
}

/// The noun with what stands before it, without numbers, articles and bounds.
fn phrase(ctx: &Context<'_, '_>, noun: usize) -> String {
    let kin = |at: usize| {
        let low = ctx.doc.word(at).to_lowercase();
        let class = |class| ctx.kit.words.has(class, &low);
        matches!(ctx.tags.base_rel(at), "compound" | "amod" | "flat" | "punct")
            && ctx.tags.upos(at) != Upos::Num
            && ctx.tags.upos(at) != Upos::Sym
            && !(class("besides") || class("percent") || class("sign"))
    };
    let mut from = noun;
    // Backwards over an unbroken run, so that "oil-skimming ships" stays whole.
    while let Some(before) =
        from.checked_sub(1).filter(|&at| kin(at) && ctx.tags.is_below(at, noun))
    {
        from = before;
    }
    while from < noun && ctx.tags.upos(from) == Upos::Punct {
        from += 1;
    }
    ctx.doc.of(ctx.doc.span_of(from..noun + 1)).to_lowercase()
}
