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
    let wishes = wishes(class);
    let wished = tags
        .children_by(cue, "nmod")
        .flat_map(|kid| std::iter::once(kid).chain(tags.children_by(kid, "nmod")))
        .filter(|&kid| kid > cue && wishes)
        .find(|&kid| {
            tags.child_by(kid, "case")
                .is_some_and(|case| atoms.lexicon.tells(tags.lemma(case), "wish"))
        })?;
    let phrase = tags.subtree(wished);
    Some(std::iter::once(phrase.start + 1..phrase.end).collect())
}

fn wishes(class: CueClass) -> bool {
    matches!(class, CueClass::Urge | CueClass::Demand | CueClass::Ask | CueClass::Propose)
}

/// Whether a noun tells what somebody wants: "calls for", "demand that".
pub fn is_wish(atoms: &Atoms<'_>, cue: usize) -> bool {
    super::cues::class_of(atoms, cue).is_some_and(wishes)
}

/// Whose claim it is: its owner, whom "by" and "from" mark, or the subject of the verb that makes it.
fn owner(atoms: &Atoms<'_>, cue: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let wish = |kid: usize| {
        kid > cue
            && tags
                .child_by(kid, "case")
                .is_some_and(|case| atoms.lexicon.tells(tags.lemma(case), "wish"))
    };
    let bare = |head: usize| {
        tags.subtree_without(head, |kid| {
            tags.rel(kid) == "case" || matches!(tags.base_rel(kid), "punct" | "acl") || wish(kid)
        })
    };
    let marked = |kid: usize| {
        tags.child_by(kid, "case")
            .is_some_and(|case| atoms.lexicon.tells(tags.lemma(case), "maker"))
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
    // "is expected to announce it" is a forecast and nobody's word.
    if atoms.lexicon.tells(tags.lemma(cue), "forecasts") {
        return None;
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

/// "S has offered to quit", "S invited both": what was said is what is offered.
pub fn act(atoms: &Atoms<'_>, cue: usize) -> Option<Range<usize>> {
    let tags = atoms.tags;
    let passive = tags.children(cue).any(|kid| tags.rel(kid) == "aux:pass");
    let finite = matches!(tags.xpos(cue), "VBD" | "VBZ" | "VBP" | "VBN");
    if passive || !finite || !atoms.lexicon.tells(tags.lemma(cue), "acts") {
        return None;
    }
    let first = tags.children(cue).find(|&kid| {
        kid > cue && matches!(tags.base_rel(kid), "obj" | "xcomp") && tags.xpos(kid) != "PRP"
    })?;
    let kids = tags.children(cue).filter(|&kid| {
        kid > cue && matches!(tags.base_rel(kid), "obj" | "xcomp" | "obl") && !is_time(atoms, kid)
    });
    let end = kids.map(|kid| tags.subtree(kid).end).fold(tags.subtree(first).end, usize::max);
    let start = tags.subtree(first).start;
    // "offered no proof", "offered advice": nothing is offered there.
    let none =
        tags.child_by(first, "det").is_some_and(|det| atoms.lexicon.tells(tags.lemma(det), "none"));
    let word = atoms.at(first).class > 0 && tags.upos(first) == Upos::Noun;
    (start > cue && !none && !word).then_some(start..end)
}

/// "on Monday", "last week": a phrase around a noun without a name's or a thing's part in the deed.
fn is_time(atoms: &Atoms<'_>, phrase: usize) -> bool {
    atoms.tags.rel(phrase) == "obl:unmarked"
}
