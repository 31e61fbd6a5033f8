//! Which words report speech: candidates, and what a model looks at to tell them apart.

use onrecord_types::{CueClass, Upos};

use super::atoms::{Atoms, mix};

/// Whether a token may report speech at all: a verb, a noun that is in the list, a mark that is.
pub fn is_candidate(atoms: &Atoms<'_>, token: usize) -> bool {
    match atoms.tags.upos(token) {
        Upos::Verb => true,
        Upos::Noun => atoms.at(token).class > 0,
        Upos::Aux => atoms.tags.base_rel(token) == "root" && atoms.at(token).class > 0,
        _ => {
            atoms.lexicon.mark(&atoms.doc.word(token).to_lowercase()).is_some()
                || introduces(atoms, token)
        }
    }
}

/// What kind of saying a token reports, if it is in the list: "according to" by both its words.
pub fn class_of(atoms: &Atoms<'_>, token: usize) -> Option<CueClass> {
    if introduces(atoms, token) {
        let two = format!("{} {}", atoms.doc.word(token), atoms.doc.word(token + 1));
        return atoms.lexicon.mark(&two.to_lowercase());
    }
    atoms.lexicon.class_of(atoms.tags, token)
}

/// Whether a token begins "according to" or "per".
pub fn introduces(atoms: &Atoms<'_>, token: usize) -> bool {
    let two = format!("{} {}", atoms.doc.word(token).to_lowercase(), atoms.doc.word(token + 1));
    atoms.tags.upos(token) != Upos::Punct && atoms.lexicon.mark(&two).is_some()
}

/// What the model looks at; the features go into `out`, which is emptied first.
pub fn features(atoms: &Atoms<'_>, token: usize, out: &mut Vec<u32>) {
    out.clear();
    let tags = atoms.tags;
    let at = atoms.at(token);
    let (before, after) = (atoms.at(token.wrapping_sub(1)), atoms.at(token + 1));
    let head = tags.head(token).map(|head| atoms.at(head)).unwrap_or_default();
    let mut add = |template, a, b, c| out.push(mix(template, a, b, c));
    add(1, at.lemma, at.pos, 0);
    add(2, at.word, at.fine, 0);
    add(3, at.lemma, at.rel, 0);
    add(4, at.rel, at.fine, 0);
    add(5, at.rel, head.lemma, 0);
    add(6, at.lemma, head.lemma, 0);
    add(7, at.class, at.pos, at.fine);
    add(8, at.lemma, after.word, 0);
    add(9, at.lemma, before.word, 0);
    add(10, after.word, at.class, 0);
    add(11, before.word, at.class, 0);
    add(12, at.lemma, after.pos, atoms.at(token + 2).pos);
    add(13, after.pos, before.pos, at.fine);
    add(14, at.marker, at.rel, at.class);
    children(atoms, token, &mut add);
    quoting(atoms, token, &mut add);
    let sentence = atoms.doc.sentence_of(token);
    add(40, (sentence as u32).min(2), at.class, 0);
    add(41, at.pos, 0, 0);
}

fn children(atoms: &Atoms<'_>, token: usize, add: &mut impl FnMut(u32, u32, u32, u32)) {
    let (tags, at) = (atoms.tags, atoms.at(token));
    let (mut subject, mut config) = (None, 0u32);
    for kid in tags.children(token) {
        let child = atoms.at(kid);
        let right = u32::from(kid > token);
        add(20, child.rel, right, at.class);
        add(21, child.rel, right, at.lemma);
        match tags.base_rel(kid) {
            "nsubj" => subject = Some(kid),
            "obl" | "nmod" | "advcl" | "acl" => {
                add(22, at.lemma, child.marker, child.rel);
                add(23, at.class, child.marker, child.rel);
                config |= 1;
            }
            "obj" | "iobj" => {
                add(24, at.lemma, child.lemma, 0);
                add(25, child.lemma, at.class, 0);
                add(26, child.pos, child.entity, at.lemma);
                config |= 2;
            }
            "ccomp" => {
                add(27, child.marker, at.lemma, right);
                config |= 4;
            }
            "xcomp" => {
                add(28, child.lemma, at.lemma, child.pos);
                config |= 8;
            }
            "parataxis" => config |= 16,
            "aux" => add(29, child.lemma, at.lemma, 0),
            "advmod" | "compound" => add(30, child.lemma, at.lemma, 0),
            "conj" => add(31, child.class, at.class, 0),
            _ => {}
        }
    }
    let shared = matches!(tags.base_rel(token), "conj" | "xcomp" | "advcl" | "parataxis");
    let subject = subject.or_else(|| {
        let head = tags.head(token).filter(|_| shared)?;
        tags.child_by(head, "nsubj")
    });
    let who = subject.map(|s| atoms.at(s)).unwrap_or_default();
    let place = subject.map_or(0, |s| if s < token { 1 } else { 2 });
    add(32, who.pos, who.entity, at.lemma);
    add(33, who.lemma, at.class, 0);
    add(34, who.pos, who.entity, mix(0, at.class, place, config));
    add(35, config, at.lemma, place);
    add(36, config, at.class, at.rel);
    add(37, who.lemma, at.lemma, 0);
}

fn quoting(atoms: &Atoms<'_>, token: usize, add: &mut impl FnMut(u32, u32, u32, u32)) {
    let at = atoms.at(token);
    let inside = u32::from(at.quote > 0);
    let turns = |near: usize| atoms.at(near).quote != at.quote;
    let before = (token.saturating_sub(12)..token).rev().position(turns);
    let after = (token + 1..(token + 8).min(atoms.atoms.len())).position(turns);
    let (before, after) = (before.map_or(0, |n| n as u32 + 1), after.map_or(0, |n| n as u32 + 1));
    add(50, inside, at.class, 0);
    add(51, inside, at.lemma, 0);
    add(52, before.min(8), after.min(6), inside);
    add(53, before.min(8), at.class, inside);
    add(54, after.min(6), at.class, inside);
    add(55, u32::from(before > 0), u32::from(after > 0), at.lemma);
}
