//! What was said where the words alone do not tell: clauses that the tree hangs on a cue.

use std::ops::Range;

use onrecord_types::{CueClass, Upos};

use super::atoms::Atoms;
use super::roles::Role;

/// The roles that the tree gives the words around a cue, if it gives it something said.
pub fn find(atoms: &Atoms<'_>, cue: usize, window: Range<usize>) -> Option<Vec<(usize, Role)>> {
    let class = super::cues::class_of(atoms, cue)?;
    let (content, source) = match atoms.tags.upos(cue) {
        Upos::Noun => (told_of_noun(atoms, cue, class)?, owner(atoms, cue)),
        Upos::Verb => (told_of_verb(atoms, cue)?, None),
        _ => return None,
    };
    let role = |token: usize| match token {
        _ if token == cue => Role::Cue,
        _ if source.as_ref().is_some_and(|source| source.contains(&token)) => Role::Source,
        _ if content.iter().any(|part| part.contains(&token)) => Role::Content,
        _ => Role::Other,
    };
    let roles: Vec<(usize, Role)> = window.map(|token| (token, role(token))).collect();
    roles.iter().any(|slot| slot.1 == Role::Content).then_some(roles)
}

/// "His claim that Q", "a threat to do so", "calls for Q".
fn told_of_noun(atoms: &Atoms<'_>, cue: usize, class: CueClass) -> Option<Vec<Range<usize>>> {
    let tags = atoms.tags;
    let clause = tags.children(cue).filter(|&kid| kid > cue).find(|&kid| {
        matches!(tags.rel(kid), "acl" | "ccomp" | "xcomp") && tags.child_by(kid, "mark").is_some()
    });
    if let Some(clause) = clause {
        return Some(vec![tags.subtree(clause)]);
    }
    let wishes =
        matches!(class, CueClass::Urge | CueClass::Demand | CueClass::Ask | CueClass::Propose);
    let wished = tags
        .children_by(cue, "nmod")
        .filter(|&kid| kid > cue && wishes)
        .find(|&kid| tags.child_by(kid, "case").is_some_and(|case| tags.lemma(case) == "for"))?;
    let phrase = tags.subtree(wished);
    Some(std::iter::once(phrase.start + 1..phrase.end).collect())
}

/// Whose claim it is: its owner, whom "by" and "from" mark, or the subject of the verb that makes it.
fn owner(atoms: &Atoms<'_>, cue: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let bare = |head: usize| {
        tags.subtree_without(head, |kid| {
            tags.rel(kid) == "case" || matches!(tags.base_rel(kid), "punct" | "acl")
        })
    };
    let marked = |kid: usize| {
        tags.child_by(kid, "case").is_some_and(|case| matches!(tags.lemma(case), "by" | "from"))
    };
    let owner = tags
        .children(cue)
        .find(|&kid| tags.rel(kid) == "nmod:poss")
        .or_else(|| tags.children_by(cue, "nmod").find(|&kid| kid > cue && marked(kid)));
    let verb = tags.head(cue).filter(|_| matches!(tags.base_rel(cue), "obj" | "obl"));
    let maker = || verb.and_then(|verb| tags.children(verb).find(|&kid| tags.rel(kid) == "nsubj"));
    match owner {
        // "repeated its demand": whoever repeats it.
        Some(owner) if tags.upos(owner) == Upos::Pron => maker().or(Some(owner)).map(bare),
        Some(owner) => Some(bare(owner)),
        None => maker().map(bare),
    }
}

/// "It is understood that Q", "S is believed to do so": what nobody in particular says.
pub fn sourceless(atoms: &Atoms<'_>, cue: usize) -> Option<Vec<Range<usize>>> {
    use CueClass::{Believe, Claim, Report, Say};
    let tags = atoms.tags;
    let class = super::cues::class_of(atoms, cue)?;
    let passive = tags.children(cue).any(|kid| tags.rel(kid) == "aux:pass");
    let agent = tags
        .children_by(cue, "obl")
        .any(|kid| tags.child_by(kid, "case").is_some_and(|case| tags.lemma(case) == "by"));
    if !passive || agent || !matches!(class, Believe | Claim | Report | Say) {
        return None;
    }
    let clause = tags.children(cue).find(|&kid| {
        kid > cue
            && matches!(tags.base_rel(kid), "ccomp" | "csubj")
            && tags.child_by(kid, "nsubj").is_some()
    });
    if let Some(clause) = clause {
        return Some(vec![tags.subtree(clause)]);
    }
    let open = tags
        .child_by(cue, "xcomp")
        .filter(|&kid| tags.child_by(kid, "mark").is_some_and(|mark| tags.xpos(mark) == "TO"))?;
    let subject = tags.child_by(cue, "nsubj").filter(|&kid| kid < cue)?;
    Some(vec![tags.subtree(subject), tags.subtree(open)])
}

/// "S said Q", "as S told O, Q".
fn told_of_verb(atoms: &Atoms<'_>, cue: usize) -> Option<Vec<Range<usize>>> {
    let tags = atoms.tags;
    if let Some(clause) = tags.children_by(cue, "ccomp").find(|&kid| kid > cue) {
        return Some(vec![tags.subtree(clause)]);
    }
    let aside = tags.child_by(cue, "mark").is_some_and(|mark| tags.lemma(mark) == "as");
    let told = tags.head(cue).filter(|_| aside && tags.base_rel(cue) == "advcl")?;
    let (whole, own) = (tags.subtree(told), tags.subtree(cue));
    let parts = [whole.start..own.start.max(whole.start), own.end.min(whole.end)..whole.end];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect())
}
