//! Who said it: the words that tell, by an ordered list of attempts.

use std::ops::Range;

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{after_dateline, runs, trimmed};
use super::roles::Role;

/// The words that tell who spoke.
pub struct Source {
    /// Where.
    pub span: Span,
    /// The token that heads them.
    pub head: Option<usize>,
    /// The attempt that found them.
    pub by: &'static str,
}

/// Whether a noun can be one who speaks: a person, a body of people, a name.
pub fn may_speak(atoms: &Atoms<'_>, head: usize) -> bool {
    let tags = atoms.tags;
    tags.entity_at(head).is_some()
        || matches!(tags.upos(head), onrecord_types::Upos::Propn | onrecord_types::Upos::Pron)
        || atoms.lexicon.speaks(tags.lemma(head))
}

/// One way to find the tokens of a source.
type Attempt = fn(&Atoms<'_>, usize, &[(usize, Role)]) -> Option<Range<usize>>;

const ATTEMPTS: &[(&str, Attempt)] = &[
    ("source.inverted", inverted),
    ("source.learned", learned),
    ("source.subject", subject),
    ("source.shared-subject", shared_subject),
    ("source.described", described),
    ("source.after", after),
    ("source.before", before),
];

/// Tries every way, surest first.
pub fn find(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Source> {
    ATTEMPTS.iter().find_map(|(by, attempt)| {
        let run = trimmed(atoms, attempt(atoms, cue, roles)?)?;
        let run = bare(atoms, after_dateline(atoms, run)?)?;
        let out = |&t: &usize| atoms.tags.head(t).is_none_or(|head| !run.contains(&head));
        let head = run.clone().find(|t| out(t) && !atoms.is_mark(*t));
        Some(Source { span: atoms.doc.span_of(run), head, by })
    })
}

/// A source without a bracket in front of it and a place or time after it.
fn bare(atoms: &Atoms<'_>, mut run: Range<usize>) -> Option<Range<usize>> {
    if atoms.doc.word(run.start) == "("
        && let Some(close) = run.clone().find(|&at| atoms.doc.word(at) == ")")
    {
        run.start = close + 1;
    }
    let tells = |word: &str, what: &str| atoms.lexicon.tells(word, what);
    let tail = |at: usize| {
        atoms.doc.word(at) == ","
            && (tells(atoms.doc.word(at + 1), "placed")
                || atoms.tags.base_rel(at + 1) == "acl"
                    && (tells(atoms.tags.lemma(at + 1), "cites")
                        || tells(atoms.tags.lemma(at + 1), "speaks")))
    };
    if let Some(comma) = (run.start + 1..run.end).find(|&at| tail(at)) {
        run.end = comma;
    }
    trimmed(atoms, run)
}

/// "Whoever sails, said their spokesman, Karl Dorn, …": the phrase between the verb and a mark, where
/// a mark stands before the verb and the tree or the learned roles look elsewhere.
fn inverted(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let before = cue.checked_sub(1).filter(|&at| atoms.is_mark(at))?;
    let misled = runs(atoms, roles, Role::Source).iter().any(|run| {
        run.end <= before && run.clone().any(|at| tags.upos(at) == onrecord_types::Upos::Verb)
    });
    let subject = tags.children(cue).find(|&kid| kid > cue && tags.rel(kid) == "nsubj");
    let subject = subject.filter(|&s| misled && may_speak(atoms, s))?;
    phrase(atoms, subject, cue, &[])
}

/// The run of tokens with that role that holds the verb's subject, or else the nearest.
fn learned(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let away = |run: &Range<usize>| {
        let gap = if run.start > cue { run.start - cue } else { cue.saturating_sub(run.end) };
        let subject =
            run.clone().any(|at| atoms.tags.rel(at) == "nsubj" && atoms.tags.head(at) == Some(cue));
        (!subject, gap)
    };
    runs(atoms, roles, Role::Source).into_iter().min_by_key(away)
}

fn subject(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let subject = atoms.tags.child_by(cue, "nsubj").filter(|&s| atoms.tags.rel(s) == "nsubj")?;
    phrase(atoms, subject, cue, roles)
}

/// "said Q, adding that", "denied it and said": the subject of the verb it hangs on.
fn shared_subject(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let mut at = cue;
    for _ in 0..3 {
        let aside = atoms.tags.base_rel(at) == "ccomp" && atoms.tags.xpos(at) == "VBG";
        if !matches!(atoms.tags.base_rel(at), "conj" | "xcomp" | "advcl" | "parataxis") && !aside {
            return None;
        }
        at = atoms.tags.head(at)?;
        if let Some(subject) = atoms.tags.child_by(at, "nsubj") {
            return phrase(atoms, subject, cue, roles);
        }
    }
    None
}

/// "a letter urging them to stay", "an ad asking why": the noun that the participle describes.
fn described(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let active = tags.rel(cue) == "acl" && tags.xpos(cue) == "VBG";
    let noun = tags.head(cue).filter(|_| active)?;
    let said = |token: usize| roles.iter().any(|&(t, role)| t == token && role == Role::Content);
    let range = tags.subtree_without(noun, |kid| {
        kid > noun && tags.base_rel(kid) != "nmod" && tags.base_rel(kid) != "flat"
    });
    (!said(noun) && !range.contains(&cue)).then_some(range)
}

/// "Q, said her spokesman, Min Lee.": what follows the verb to the end of its stretch.
fn after(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let mark = cue.checked_sub(1).filter(|&at| atoms.is_mark(at))?;
    let said = |token: usize| roles.iter().any(|&(t, role)| t == token && role == Role::Content);
    let ahead = roles.last()?.0;
    let end = (cue + 1..ahead.min(cue + 20))
        .find(|&at| matches!(atoms.doc.word(at), "." | "," | ";") || said(at))?;
    let nominal = (cue + 1..end).any(|at| atoms.tags.upos(at).is_nominal());
    (nominal && matches!(atoms.doc.word(mark), "," | "\"" | "”" | "''")).then_some(cue + 1..end)
}

/// The last subject before an active verb, where the tree tells none.
fn before(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let active = matches!(tags.xpos(cue), "VBD" | "VBZ" | "VBP" | "VBG")
        && tags.child_by(cue, "nsubj").is_none()
        && !tags.children(cue).any(|kid| tags.rel(kid) == "aux:pass");
    let first = roles.first()?.0;
    let subject = (first..cue).rev().find(|&at| {
        tags.base_rel(at) == "nsubj" && !atoms.lexicon.tells(tags.lemma(at), "stand-in")
    });
    phrase(atoms, subject.filter(|_| active)?, cue, roles)
}

/// The phrase of a head, not reaching over the cue nor into what was said.
fn phrase(
    atoms: &Atoms<'_>,
    head: usize,
    cue: usize,
    roles: &[(usize, Role)],
) -> Option<Range<usize>> {
    let said = |token: usize| roles.iter().any(|&(t, role)| t == token && role == Role::Content);
    if said(head) {
        return None;
    }
    let cut = |kid: usize| matches!(atoms.tags.base_rel(kid), "parataxis" | "punct" | "acl");
    let range = atoms.tags.subtree_without(head, cut);
    (!range.contains(&cue)).then_some(range)
}
