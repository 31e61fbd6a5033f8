//! Who said it: the words that tell, by an ordered list of attempts.

use std::ops::Range;

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{runs, trimmed};
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

/// One way to find the tokens of a source.
type Attempt = fn(&Atoms<'_>, usize, &[(usize, Role)]) -> Option<Range<usize>>;

const ATTEMPTS: &[(&str, Attempt)] = &[
    ("source.learned", learned),
    ("source.subject", subject),
    ("source.shared-subject", shared_subject),
    ("source.described", described),
    ("source.before", before),
];

/// Tries every way, surest first.
pub fn find(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Source> {
    ATTEMPTS.iter().find_map(|(by, attempt)| {
        let run = trimmed(atoms, attempt(atoms, cue, roles)?)?;
        let out = |&t: &usize| atoms.tags.head(t).is_none_or(|head| !run.contains(&head));
        let head = run.clone().find(|t| out(t) && !atoms.is_mark(*t));
        Some(Source { span: atoms.doc.span_of(run), head, by })
    })
}

/// The run of tokens with that role nearest to the cue.
fn learned(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let away = |run: &Range<usize>| {
        if run.start > cue { run.start - cue } else { cue.saturating_sub(run.end) }
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
        if !matches!(atoms.tags.base_rel(at), "conj" | "xcomp" | "advcl" | "parataxis") {
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

/// The last subject before an active verb, where the tree tells none.
fn before(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let active = matches!(tags.xpos(cue), "VBD" | "VBZ" | "VBP" | "VBG")
        && tags.child_by(cue, "nsubj").is_none()
        && !tags.children(cue).any(|kid| tags.rel(kid) == "aux:pass");
    let first = roles.first()?.0;
    let subject = (first..cue).rev().find(|&at| {
        tags.base_rel(at) == "nsubj"
            && !matches!(tags.lemma(at), "it" | "that" | "which" | "there" | "this")
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
