//! Roles that were found word by word, mended by the tree: gaps filled, strays given back.

use std::ops::Range;

use super::atoms::Atoms;
use super::roles::Role;

/// The roles around one cue, token after token.
type Roles = [(usize, Role)];

/// Mends the roles around a cue.
pub fn settle(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    parted_clause(atoms, cue, roles);
    adjuncts(atoms, cue, roles);
    fill_gaps(atoms, roles);
    own_subject(atoms, cue, roles);
    lost_subject(atoms, cue, roles);
    carried_clause(atoms, cue, roles);
    whole_clause(atoms, cue, roles);
    past_quote(atoms, roles);
    trailing_clause(atoms, cue, roles);
    before_complement(atoms, cue, roles);
    own_mark(atoms, cue, roles);
    beside_source(atoms, roles);
    behind_source(atoms, roles);
    inverted_source(atoms, cue, roles);
    behind_quote(atoms, cue, roles);
}

fn at(roles: &Roles, token: usize) -> Role {
    let first = roles.first().map_or(0, |&(first, _)| first);
    token.checked_sub(first).and_then(|at| roles.get(at)).map_or(Role::Other, |&(_, role)| role)
}

fn set(roles: &mut Roles, range: Range<usize>, role: Role) {
    roles.iter_mut().filter(|(token, _)| range.contains(token)).for_each(|slot| slot.1 = role);
}

/// "The armies, the general said, had met": both halves of the clause the verb is put into.
fn parted_clause(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let (tags, comma) = (atoms.tags, |token: usize| atoms.doc.word(token) == ",");
    let before = (cue.saturating_sub(7)..cue).rev().find(|&token| comma(token));
    let after = (cue + 1..cue + 9).find(|&token| comma(token));
    let (Some(before), Some(after)) = (before, after) else { return };
    let relative = |token: usize| matches!(tags.xpos(token), "WP" | "WDT" | "WRB" | "VBG" | "IN");
    let named = (before + 1..cue).any(|token| tags.upos(token).is_nominal());
    if !named || relative(before + 1) || atoms.at(cue).class == 0 {
        return;
    }
    let first = roles.first().map_or(0, |slot| slot.0);
    let Some((subject, verb)) = (first..before)
        .filter(|&token| tags.base_rel(token) == "nsubj")
        .filter_map(|token| Some((token, tags.head(token).filter(|&verb| verb > after)?)))
        .next_back()
    else {
        return;
    };
    if tags.is_below(verb, cue) && tags.rel(cue) != "acl:relcl" {
        return;
    }
    let own = |kid: usize| kid > verb && tags.base_rel(kid) == "parataxis";
    let end = tags.subtree_without(verb, own).end;
    set(roles, tags.subtree(subject).start.min(subject)..before, Role::Content);
    set(roles, after + 1..end, Role::Content);
    if !roles.iter().any(|slot| slot.1 == Role::Source) {
        set(roles, before + 1..cue, Role::Source);
    }
}

/// "said after a call with B", "wrote on X at ten": where and when belongs to the saying where a clause
/// tells what was said.
fn adjuncts(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let loose: Vec<Range<usize>> = tags
        .children_by(cue, "obl")
        .map(|kid| tags.subtree(kid))
        .filter(|phrase| phrase.start > cue)
        .filter(|phrase| phrase.clone().any(|token| at(roles, token) == Role::Content))
        .collect();
    for phrase in loose {
        let clause = roles.iter().any(|&(token, role)| {
            role == Role::Content
                && !phrase.contains(&token)
                && (atoms.at(token).quote > 0
                    || matches!(tags.rel(token), "ccomp" | "xcomp")
                        && tags.head(token) == Some(cue)
                    || tags.base_rel(cue) == "parataxis" && tags.head(cue) == Some(token))
        });
        let quoted = phrase.clone().any(|token| atoms.at(token).quote > 0);
        if clause && !quoted && !phrase.contains(&cue) {
            set(roles, phrase, Role::Other);
        }
    }
    // The verb lets go of a preposition whose phrase it has lost.
    let dangling = |token: usize| {
        token > cue
            && at(roles, token) == Role::Cue
            && tags.rel(token) == "case"
            && tags.head(token).is_some_and(|noun| at(roles, noun) == Role::Other)
    };
    let lost: Vec<usize> = (cue + 1..cue + 6).filter(|&token| dangling(token)).collect();
    lost.into_iter().for_each(|token| set(roles, token..token + 1, Role::Other));
}

/// "The call, which began at ten, is going well": the subject of what was said is said too.
fn own_subject(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let verb = roles.iter().map(|slot| slot.0).find(|&token| {
        let told = tags.rel(token) == "ccomp" && tags.head(token) == Some(cue)
            || tags.base_rel(cue) == "parataxis" && tags.head(cue) == Some(token);
        told && at(roles, token) == Role::Content
    });
    let subject = verb.and_then(|verb| {
        let mut kids = tags.children(verb).filter(|&kid| kid < verb);
        kids.find(|&kid| matches!(tags.base_rel(kid), "nsubj" | "expl"))
    });
    let Some(phrase) = subject.map(|subject| tags.subtree(subject)) else { return };
    let Some(verb) = verb else { return };
    let free = |token: usize| at(roles, token) == Role::Other && token != cue;
    let inside = phrase.start >= roles.first().map_or(0, |slot| slot.0);
    if inside && phrase.end <= verb && phrase.clone().all(free) && !phrase.contains(&cue) {
        set(roles, phrase, Role::Content);
    }
}

/// "told the BBC the offer on the table was final": a subject that the tree took for another object, and
/// maybe the hearer for the subject.
fn lost_subject(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let Some(verb) = tags.children_by(cue, "ccomp").find(|&kid| kid > cue) else { return };
    let subject = tags.children_by(cue, "obj").find(|&kid| kid > cue && kid < verb);
    let Some(subject) = subject else { return };
    let before = |kid: &usize| *kid > cue && *kid < subject;
    let own = tags.child_by(verb, "nsubj");
    let told = tags.child_by(cue, "iobj").filter(|_| own.is_none()).or(own).filter(before);
    let marked = tags.child_by(verb, "mark").is_some();
    let phrase = tags.subtree(subject).start..tags.subtree_without(verb, |kid| kid < subject).end;
    let free = |token: usize| matches!(at(roles, token), Role::Other | Role::Content);
    if told.is_some() && !marked && phrase.start > cue && phrase.clone().all(free) {
        let end = phrase.clone().rev().find(|&token| !atoms.is_mark(token)).unwrap_or(verb);
        set(roles, cue + 1..phrase.start, Role::Other);
        set(roles, phrase.start..end + 1, Role::Content);
    }
}

/// "said in a note carried by state media that Q": the clause that was hung on the note.
fn carried_clause(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    if tags.children_by(cue, "ccomp").any(|kid| kid > cue) {
        return;
    }
    // The note itself may be the word that reports.
    let note = Some(cue).filter(|&cue| tags.upos(cue) == onrecord_types::Upos::Noun);
    for kid in tags.children_by(cue, "obl").filter(|&kid| kid > cue).chain(note) {
        let phrase = tags.subtree(kid).start.max(cue + 1)..tags.subtree(kid).end;
        let that = |at: usize| {
            let mark = tags.child_by(at, "mark").filter(|&mark| tags.xpos(mark) == "IN")?;
            let own = matches!(tags.rel(at), "acl" | "ccomp") && mark > kid;
            (own && tags.child_by(at, "nsubj").is_some()).then_some((mark, tags.subtree(at)))
        };
        let Some((mark, clause)) = phrase.clone().find_map(that) else { continue };
        let astray = (phrase.start..mark).any(|token| at(roles, token) == Role::Content);
        let told = clause.clone().any(|token| at(roles, token) == Role::Content);
        if astray && told && mark > cue {
            set(roles, phrase.start..mark + 1, Role::Other);
            set(roles, mark + 1..clause.end, Role::Content);
        }
    }
}

/// "The call, which began at ten, is going well": a stretch that hangs on what was said is said too.
fn fill_gaps(atoms: &Atoms<'_>, roles: &mut Roles) {
    let mut last: Option<usize> = None;
    let mut gaps = Vec::new();
    for &(token, role) in roles.iter() {
        if role != Role::Content {
            continue;
        }
        if let Some(end) = last.filter(|&end| end + 1 < token) {
            gaps.push(end + 1..token);
        }
        last = Some(token);
    }
    for gap in gaps {
        let hangs = |token: usize| {
            atoms.is_mark(token)
                || atoms
                    .tags
                    .head(token)
                    .is_some_and(|head| gap.contains(&head) || at(roles, head) == Role::Content)
        };
        if gap.clone().all(|token| at(roles, token) == Role::Other && hangs(token)) {
            set(roles, gap, Role::Content);
        }
    }
}

/// A clause that was said is not cut off between two marks.
fn whole_clause(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let parts = |rel: &str| matches!(rel, "ccomp" | "obj" | "obl");
    for part in tags.children(cue).filter(|&kid| kid > cue && parts(tags.base_rel(kid))) {
        let clause = tags.subtree(part);
        let Some(last) = clause.clone().rev().find(|&token| at(roles, token) == Role::Content)
        else {
            continue;
        };
        // A closing mark does not end the clause: she "might live with" a compromise.
        let joins = |token: usize| {
            let before = token.checked_sub(1).and_then(|before| atoms.doc.tokens.get(before));
            tags.xpos(token) == "HYPH" && before.is_some_and(|before| !before.space_after)
        };
        let stops =
            |token: usize| atoms.is_mark(token) && atoms.at(token).quote == 0 && !joins(token);
        let free = |&token: &usize| at(roles, token) == Role::Other && !stops(token);
        let more = (last + 1..clause.end).take_while(free).count();
        set(roles, last + 1..last + 1 + more, Role::Content);
    }
}

/// she "might live with" a compromise: the noun that the last quoted word needs.
fn past_quote(atoms: &Atoms<'_>, roles: &mut Roles) {
    let tags = atoms.tags;
    let Some(last) = roles.iter().rev().find(|slot| slot.1 == Role::Content).map(|slot| slot.0)
    else {
        return;
    };
    let marks = (last + 1..last + 3).take_while(|&token| atoms.is_mark(token)).count();
    let word = (0..=last).rev().find(|&token| !atoms.is_mark(token)).unwrap_or(last);
    let closed = atoms.at(word).quote > 0 && atoms.at(last + marks + 1).quote == 0;
    let start = last + 1 + marks;
    let needed = matches!(tags.rel(word), "case" | "det" | "amod" | "nmod:poss");
    let Some(noun) = tags.head(word).filter(|&noun| closed && needed && noun >= start) else {
        return;
    };
    if noun < start + 6 && (start..=noun).all(|t| at(roles, t) == Role::Other && !atoms.is_mark(t))
    {
        set(roles, last + 1..noun + 1, Role::Content);
    }
}

/// "said they would go, because the bridge was closed": the reason is part of what was said.
fn trailing_clause(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    for part in tags.children_by(cue, "ccomp").filter(|&kid| kid > cue) {
        for kid in tags.children_by(part, "advcl").filter(|&kid| kid > part) {
            let clause = tags.subtree(kid);
            let goes_on = tags
                .child_by(kid, "mark")
                .is_some_and(|mark| atoms.lexicon.tells(tags.lemma(mark), "goes-on"));
            let mark = clause.clone().find(|&token| !atoms.is_mark(token));
            let Some(first) = mark.filter(|_| goes_on) else { continue };
            let last = (cue..first).rev().find(|&token| !atoms.is_mark(token));
            let follows = last.is_some_and(|last| at(roles, last) == Role::Content);
            if follows && clause.clone().all(|token| at(roles, token) == Role::Other) {
                set(roles, last.unwrap_or(first)..clause.end, Role::Content);
            }
        }
    }
}

/// "He told her that the mayor had warned that Q": the first "that" marks the warning.
fn own_mark(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let marks = atoms.tags.children_by(cue, "mark").filter(|&mark| mark < cue);
    marks.for_each(|mark| set(roles, mark..mark + 1, Role::Other));
}

/// "wrote on Truth Social that Q": what stands before the "that" of the clause is no part of it.
fn before_complement(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let marked = tags.children_by(cue, "ccomp").filter(|&verb| verb > cue);
    let Some(that) = marked.filter_map(|verb| tags.child_by(verb, "mark")).find(|&m| m > cue)
    else {
        return;
    };
    let before = (cue + 1..that).rev().take_while(|&token| at(roles, token) == Role::Content);
    let start = that - before.count();
    let nominal = (start..that)
        .all(|token| tags.upos(token).is_nominal() || matches!(atoms.at(token).shape, 2 | 3));
    if start < that && that - start < 4 && nominal && atoms.at(start).quote == 0 {
        set(roles, start..that, Role::Other);
    }
}

/// "Malaysia's Prime Minister | Najib Razak said": a title cut off from the name behind it.
fn beside_source(atoms: &Atoms<'_>, roles: &mut Roles) {
    let tags = atoms.tags;
    let Some(first) = roles.iter().find(|slot| slot.1 == Role::Source).map(|slot| slot.0) else {
        return;
    };
    let before = (0..first).rev().take_while(|&token| {
        at(roles, token) == Role::Content && !atoms.is_mark(token) && atoms.at(token).quote == 0
    });
    let start = first - before.count();
    let verbal = |token: usize| {
        matches!(tags.upos(token), onrecord_types::Upos::Verb | onrecord_types::Upos::Aux)
    };
    let whole = start == 0 || at(roles, start - 1) != Role::Content;
    let tied = (start..first).any(|token| {
        tags.head(token).is_some_and(|head| at(roles, head) == Role::Source)
            || tags.head(first) == Some(token)
    });
    if start < first && first - start < 12 && whole && tied && !(start..first).any(verbal) {
        set(roles, start..first, Role::Source);
    }
}

/// "joked their leader, | Eva Lund": a name cut off from the title before it.
fn behind_source(atoms: &Atoms<'_>, roles: &mut Roles) {
    let tags = atoms.tags;
    let Some(last) = roles.iter().rev().find(|slot| slot.1 == Role::Source).map(|slot| slot.0)
    else {
        return;
    };
    let start = if atoms.doc.word(last + 1) == "," { last + 2 } else { last + 1 };
    let named = |token: usize| {
        at(roles, token) == Role::Content
            && atoms.at(token).quote == 0
            && tags.upos(token) == onrecord_types::Upos::Propn
    };
    let end = (start..start + 5).take_while(|&token| named(token)).last().map_or(start, |e| e + 1);
    let tied =
        tags.rel(start) == "appos" || tags.head(last) == Some(start) || tags.rel(start) == "flat";
    if start < end && tied && at(roles, end) != Role::Content {
        set(roles, last..end, Role::Source);
    }
}

/// "Q, said the Kremlin, Q": the phrase between the verb and the comma speaks.
fn inverted_source(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    if roles.iter().any(|slot| slot.1 == Role::Source) || at(roles, cue + 1) != Role::Content {
        return;
    }
    let parts = |token: usize| atoms.doc.word(token) == ",";
    let ahead = cue.checked_sub(1).filter(|&before| atoms.is_mark(before));
    let said = roles.iter().any(|slot| slot.0 < cue && slot.1 == Role::Content);
    let Some(comma) = (cue + 2..cue + 12).find(|&token| parts(token)).filter(|_| ahead.is_some())
    else {
        return;
    };
    let head = tags.top(cue + 1..comma);
    let nominal = head.is_some_and(|head| tags.upos(head).is_nominal());
    let verb = (cue + 1..comma).any(|token| tags.upos(token) == onrecord_types::Upos::Verb);
    if said && nominal && !verb && atoms.at(cue + 1).quote == 0 {
        set(roles, cue + 1..comma, Role::Source);
        set(roles, comma..comma + 1, Role::Other);
    }
}

/// "Q?" joked the Greens' leader, Eva Lund: whoever the verb has right behind it speaks.
fn behind_quote(atoms: &Atoms<'_>, cue: usize, roles: &mut Roles) {
    let tags = atoms.tags;
    let quote = |token: usize| atoms.is_mark(token) && atoms.at(token).quote > 0;
    if atoms.at(cue).class == 0 || !cue.checked_sub(1).is_some_and(quote) {
        return;
    }
    let head = tags
        .children(cue)
        .find(|&kid| kid > cue && matches!(tags.base_rel(kid), "nsubj" | "obj" | "iobj" | "obl"));
    let Some(head) = head.filter(|&head| super::sources::may_speak(atoms, head)) else { return };
    let cut = |kid: usize| tags.base_rel(kid) == "acl" || tags.base_rel(kid) == "parataxis";
    let phrase = tags.subtree_without(head, cut);
    let plain = |token: usize| {
        atoms.at(token).quote == 0
            && !matches!(tags.upos(token), onrecord_types::Upos::Verb | onrecord_types::Upos::Aux)
    };
    let own = tags.children(cue).any(|kid| kid < cue && tags.rel(kid) == "nsubj" && plain(kid));
    let end =
        phrase.clone().rev().find(|&token| !atoms.is_mark(token)).map_or(cue, |last| last + 1);
    if phrase.start == cue + 1 && !own && (phrase.start..end).all(plain) {
        set(roles, phrase.start..end, Role::Source);
    }
}
