//! Reports that come after what they report: "Q, an envoy said in an interview", "Q, it added, and Q".

use std::ops::Range;

use onrecord_types::Upos;

use super::atoms::Atoms;
use super::roles::Role;

/// What a verb behind a comma reports: the clause before it, and who speaks in between.
pub struct Postposed {
    /// What was said, up to the comma.
    pub content: Range<usize>,
    /// The phrase between the comma and the verb.
    pub source: Range<usize>,
    /// What goes on behind the verb; empty where nothing does.
    pub rest: Range<usize>,
    /// A clause behind the verb that tells when; empty where there is none.
    pub when: Range<usize>,
}

/// Looks before a verb that says nothing after it for the clause it reports.
pub fn find(atoms: &Atoms<'_>, cue: usize, unit: Range<usize>) -> Option<Postposed> {
    let tags = atoms.tags;
    let finite = matches!(tags.xpos(cue), "VBD" | "VBZ" | "VBP" | "VBN");
    if !finite || atoms.at(cue).class == 0 || atoms.at(cue).quote > 0 {
        return None;
    }
    let source = subject(atoms, cue).or_else(|| stretch(atoms, cue, unit.start))?;
    let comma = source.start.checked_sub(1)?;
    let next_to = source.end <= cue && (source.end..cue).all(|at| is_light(atoms, at));
    if !next_to || !is_comma(atoms, comma) || comma <= unit.start {
        return None;
    }
    let start = (unit.start..comma).rev().find(|&at| parts(atoms, at));
    let content = start.map_or(unit.start, |at| at + 1)..comma;
    let more = told_after(atoms, cue);
    if let Some(clause) = more.clone().filter(|_| is_condition(atoms, cue, content.clone())) {
        let rest = clause.start.max(cue + 1)..clause.end.max(cue + 1);
        return Some(Postposed { content, source, rest, when: cue..cue });
    }
    let quoted = |at: usize| atoms.at(at).quote > 0;
    let split = |clause: Range<usize>| quoted(comma.saturating_sub(1)) && quoted(clause.end - 1);
    let announces = !quoted(comma.saturating_sub(1)) && (cue + 1..cue + 3).any(quoted);
    let told = more.is_none_or(split) && !announces && is_told(atoms, cue, content.clone());
    let rest = goes_on(atoms, cue, unit.end);
    let time = tags.children(cue).find(|&kid| kid > cue && is_time_of_it(atoms, cue, kid));
    let when = time.map_or(cue..cue, |kid| tags.subtree(kid));
    told.then_some(Postposed { content, source, rest, when })
}

/// "If Q1, she said, Q2": a condition before the verb and its clause behind it.
fn is_condition(atoms: &Atoms<'_>, cue: usize, stretch: Range<usize>) -> bool {
    let tags = atoms.tags;
    let marks = |at: usize| {
        tags.children_by(at, "mark").any(|mark| {
            stretch.contains(&mark)
                && atoms.lexicon.tells(&tags.lemma(mark).to_lowercase(), "goes-on")
        })
    };
    stretch.clone().any(|at| {
        tags.base_rel(at) == "advcl"
            && tags.head(at).is_some_and(|head| head == cue || tags.head(head) == Some(cue))
            && marks(at)
    })
}

/// "Q1, she said, and Q2", "Q1, he stressed; Q2": a clause of its own behind the verb.
fn goes_on(atoms: &Atoms<'_>, cue: usize, end: usize) -> Range<usize> {
    let (doc, tags) = (atoms.doc, atoms.tags);
    let none = cue..cue;
    let near = cue + 1..end.min(cue + LONGEST);
    let joins = |at: usize| atoms.lexicon.tells(&doc.word(at).to_lowercase(), "joins");
    let Some(mark) = near.clone().find(|&at| matches!(doc.word(at), "," | ";")) else {
        return none;
    };
    let start = match doc.word(mark) {
        ";" if mark < cue + 3 => mark + 1,
        "," if joins(mark + 1) => mark + 2,
        _ => return none,
    };
    let stops = |at: &usize| matches!(doc.word(*at), ";" | ":") || atoms.at(*at).quote > 0;
    let stop = (start..end).find(stops).unwrap_or(end);
    let clause = (start..stop).find(|&at| {
        let subject = tags.child_by(at, "nsubj").is_some_and(|s| s >= start && s < at);
        let above = tags.head(at).is_none_or(|head| head < start);
        subject && above && atoms.at(at).class == 0 && is_finite_now(atoms, at)
    });
    if clause.is_some() { start..stop } else { none }
}

/// Whether a verb, or what helps it, is in the present or the future.
fn is_finite_now(atoms: &Atoms<'_>, at: usize) -> bool {
    let now = |at: usize| matches!(atoms.tags.xpos(at), "VBZ" | "VBP" | "MD");
    let helps = |kid: &usize| matches!(atoms.tags.base_rel(*kid), "aux" | "cop");
    now(at) || atoms.tags.children(at).filter(helps).any(now)
}

/// The phrase of the verb's subject.
fn subject(atoms: &Atoms<'_>, cue: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let subject = tags.children(cue).find(|&kid| kid < cue && tags.rel(kid) == "nsubj")?;
    (!is_relative(atoms, subject)).then(|| tags.subtree(subject))
}

/// Where the tree gives the verb no subject: the words between the last comma and the verb, with the
/// words between two commas before them ("the mayor's lawyer, Ann Hill, told").
fn stretch(atoms: &Atoms<'_>, cue: usize, from: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let alone = matches!(tags.base_rel(cue), "root" | "parataxis")
        || tags.rel(cue) == "acl:relcl"
        || tags.base_rel(cue) == "appos";
    let own = tags.children(cue).any(|kid| tags.base_rel(kid) == "nsubj");
    let end = (from..cue).rev().find(|&at| !matches!(tags.upos(at), Upos::Aux | Upos::Adv))? + 1;
    let comma = |end: usize| {
        let from = end.saturating_sub(LONGEST).max(from);
        (from..end).rev().find(|&at| is_comma(atoms, at))
    };
    let start =
        if atoms.doc.word(end - 1) == "," { comma(comma(end - 1)?)? } else { comma(end)? } + 1;
    let run = start..end;
    let named = run.clone().any(|at| tags.upos(at).is_nominal() || tags.upos(at) == Upos::Pron);
    let plain = run.clone().all(|at| {
        !matches!(tags.upos(at), Upos::Verb | Upos::Cconj | Upos::Sconj) && !is_relative(atoms, at)
    });
    let leads = !matches!(tags.upos(start), Upos::Adp | Upos::Adv | Upos::Aux);
    (alone && !own && named && plain && leads).then_some(run)
}

/// No phrase of a speaker is longer than this.
const LONGEST: usize = 20;

/// "who", "which", "that".
fn is_relative(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(atoms.tags.xpos(at), "WP" | "WDT" | "WRB")
}

/// Gives the clause and the speaker their roles.
pub fn settle(found: &Postposed, roles: &mut [(usize, Role)]) {
    for (token, role) in roles.iter_mut() {
        if found.content.contains(token) || found.rest.contains(token) {
            *role = Role::Content;
        } else if found.source.contains(token) {
            *role = Role::Source;
        } else if found.when.contains(token) && *role == Role::Content {
            *role = Role::Other;
        }
    }
}

/// The clause that hangs on the verb behind it.
fn told_after(atoms: &Atoms<'_>, cue: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let clause = tags.children(cue).find(|&kid| {
        let told = matches!(tags.base_rel(kid), "ccomp" | "xcomp") && tags.xpos(kid) != "VBG";
        kid > cue && told && !is_time_of_it(atoms, cue, kid)
    })?;
    Some(tags.subtree(clause))
}

/// "Q, an aide said, hours after the cabinet met": when it was, behind a comma.
fn is_time_of_it(atoms: &Atoms<'_>, cue: usize, clause: usize) -> bool {
    let mark = atoms.tags.child_by(clause, "mark");
    let temporal = |mark: usize| atoms.lexicon.tells(&atoms.doc.word(mark).to_lowercase(), "when");
    atoms.doc.word(cue + 1) == "," && mark.is_some_and(temporal)
}

/// Helping verbs and adverbs: what may stand between a subject and its verb.
fn is_light(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(atoms.tags.upos(at), Upos::Aux | Upos::Adv | Upos::Part) || atoms.is_mark(at)
}

/// A comma, or the closing mark behind one.
fn is_comma(atoms: &Atoms<'_>, at: usize) -> bool {
    let word = |at: usize| atoms.doc.word(at);
    word(at) == ","
        || atoms.is_mark(at)
            && atoms.at(at).quote > 0
            && at.checked_sub(1).is_some_and(|before| matches!(word(before), "," | "?" | "!"))
}

/// Marks that end what went before in the same sentence.
fn parts(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(atoms.doc.word(at), ";" | ":") && atoms.at(at).quote == 0
}

/// Whether a stretch is a clause of its own that the verb may report: it has a finite verb, and
/// its head hangs on the verb as what was said, or the verb on it as an aside.
fn is_told(atoms: &Atoms<'_>, cue: usize, stretch: Range<usize>) -> bool {
    let tags = atoms.tags;
    let top = |at: &usize| {
        !atoms.is_mark(*at) && tags.head(*at).is_none_or(|head| !stretch.contains(&head))
    };
    let finite = |at: usize| {
        matches!(tags.xpos(at), "VBD" | "VBZ" | "VBP" | "MD")
            && matches!(tags.upos(at), Upos::Verb | Upos::Aux)
    };
    let hangs = |at: usize| {
        let below = tags.head(at) == Some(cue) && tags.base_rel(at) == "ccomp";
        let above = tags.head(cue) == Some(at)
            && matches!(tags.base_rel(cue), "parataxis" | "acl" | "appos" | "conj");
        // A verb without a subject hangs anywhere in the clause it reports.
        let lost = tags.head(at).is_none() && tags.is_below(cue, at);
        let beside = matches!(tags.base_rel(at), "parataxis" | "root" | "ccomp" | "conj")
            && tags.children(at).any(|kid| tags.base_rel(kid) == "nsubj" && stretch.contains(&kid));
        let subordinate = tags.children_by(at, "mark").any(|mark| {
            stretch.contains(&mark) && atoms.at(mark).quote == 0 && tags.xpos(mark) != "TO"
        });
        // "DuVernay said she was shocked, she said": that one reports already.
        let reports = atoms.at(at).class > 0
            && atoms.at(at).quote == 0
            && tags.child_by(at, "ccomp").is_some_and(|kid| kid > at);
        (below || above || lost || beside) && !subordinate && !reports
    };
    let tops: Vec<usize> = stretch.clone().filter(top).collect();
    tops.iter().any(|&at| hangs(at)) && stretch.clone().any(finite)
}
