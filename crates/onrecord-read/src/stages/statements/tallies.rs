//! Numbers told without "say": "by the government's count", "the union gives 45,000", "puts the dead at
//! nine"; and claims that another denies at once.

use std::ops::Range;

use onrecord_types::{CueClass, Span, Upos};

use super::atoms::Atoms;
use super::contents::trimmed;
use super::drafts::Draft;

/// Adds what is told "by the count of" somebody, and what somebody denies in the same breath.
pub fn add(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for token in 0..atoms.atoms.len() {
        if atoms.lexicon.tells(atoms.tags.lemma(token), "tally") {
            found.extend(by_count(atoms, token, drafts));
        }
        if atoms.tags.upos(token) == Upos::Verb && atoms.at(token).quote == 0 {
            found.extend(counted(atoms, token));
        }
        if atoms.tags.rel(token) == "acl:relcl" {
            found.extend(disputed(atoms, token, drafts));
        }
    }
    drafts.retain(|draft| !found.iter().any(|new: &Draft| new.cue == draft.cue));
    drafts.extend(found);
}

/// "By the government's latest count, Q", "Q, by the count of its owner".
fn by_count(atoms: &Atoms<'_>, cue: usize, drafts: &[Draft]) -> Option<Draft> {
    let tags = atoms.tags;
    let by = tags.children_by(cue, "case").find(|&kid| tags.lemma(kid) == "by")?;
    let owner = tags
        .children(cue)
        .find(|&kid| tags.rel(kid) == "nmod:poss" || tags.base_rel(kid) == "nmod" && kid > cue)?;
    let sentence = atoms.doc.sentences.get(atoms.doc.sentence_of(cue))?.tokens.clone();
    let phrase = tags.subtree(cue);
    let before = trimmed(atoms, sentence.start..by.min(phrase.start).max(sentence.start));
    let after = trimmed(atoms, phrase.end..sentence.end.max(phrase.end));
    let length = |run: &Option<Range<usize>>| run.as_ref().map_or(0, |run| run.len());
    let run = if length(&before) >= length(&after) { before } else { after }?;
    let content = atoms.doc.span_of(run);
    let told = drafts.iter().any(|draft| draft.content.iter().any(|span| span.meets(content)));
    let source = trimmed(
        atoms,
        tags.subtree_without(owner, |kid| tags.rel(kid) == "case" || tags.base_rel(kid) == "punct"),
    )?;
    (!told)
        .then(|| rule(atoms, cue, owner, source, vec![content], CueClass::Report, "tally.by-count"))
}

/// "The clinic counts 38", "she puts the injured at 30", "it cut the number of dead to ten from 30".
fn counted(atoms: &Atoms<'_>, cue: usize) -> Option<Draft> {
    let tags = atoms.tags;
    let is = |what: &str| atoms.lexicon.tells(tags.lemma(cue), what);
    let subject = tags.children(cue).find(|&kid| tags.rel(kid) == "nsubj")?;
    let speaks = super::sources::may_speak(atoms, subject);
    let marked = |kid: usize| {
        tags.child_by(kid, "case")
            .is_some_and(|case| atoms.lexicon.tells(tags.lemma(case), "amounts"))
    };
    let object = tags
        .children(cue)
        .find(|&kid| tags.rel(kid) == "obj" || is("speaks-of") && tags.rel(kid) == "obl")
        .filter(|_| speaks)?;
    // The tree hangs "to 90" on whatever stands before it.
    let after = object + 1..tags.subtree(cue).end;
    let amounts: Vec<usize> = after.filter(|&kid| is_number(atoms, kid) && marked(kid)).collect();
    let bare = tags.upos(object) == Upos::Num;
    let figure = bare || atoms.lexicon.tells(&tags.lemma(object).to_lowercase(), "figure");
    let told = match () {
        () if is("puts") || is("revises") => figure && !amounts.is_empty(),
        () if is("gives") => bare,
        () if is("counts") || is("speaks-of") => is_number(atoms, object),
        () => false,
    };
    let phrase = tags.subtree(object);
    let start = phrase.clone().find(|&at| tags.rel(at) != "case").filter(|_| told)?;
    // To the end of the clause: "1,600 there alone", "17 of them, 12 of which were shot down".
    let last = atoms.doc.sentences.get(atoms.doc.sentence_of(cue))?.tokens.end;
    let own = |from: usize| {
        let amount = |&at: &usize| tags.subtree(at).find(|&t| !atoms.is_mark(t)) == Some(from);
        amounts.iter().any(amount)
            || phrase.contains(&from)
            || tags.upward(from).take(3).any(|at| tags.head(at) == Some(object))
    };
    let ends = |&at: &usize| match atoms.doc.word(at) {
        ";" | ":" => true,
        "," => !own(at + 1),
        _ => {
            tags.rel(at) == "cc" && tags.head(at).is_some_and(|head| tags.upos(head) == Upos::Verb)
        }
    };
    let end = (start..last).find(ends).unwrap_or(last);
    let run = trimmed(atoms, start..end)?;
    let cut = |kid: usize| matches!(tags.base_rel(kid), "punct" | "acl" | "appos");
    let source = trimmed(atoms, tags.subtree_without(subject, cut))?;
    let content = vec![atoms.doc.span_of(run)];
    Some(rule(atoms, cue, subject, source, content, CueClass::Report, "tally.counted"))
}

/// Whether a phrase tells a number.
fn is_number(atoms: &Atoms<'_>, head: usize) -> bool {
    let tags = atoms.tags;
    tags.upos(head) == Upos::Num || tags.child_by(head, "nummod").is_some()
}

/// "…, a claim the company rejects": it denies what was just told.
fn disputed(atoms: &Atoms<'_>, cue: usize, drafts: &[Draft]) -> Option<Draft> {
    let tags = atoms.tags;
    let class = atoms.lexicon.class_of(tags, cue)?;
    let noun = tags
        .head(cue)
        .filter(|_| matches!(class, CueClass::Deny | CueClass::Reject | CueClass::Confirm))?;
    let claims = atoms.lexicon.tells(tags.lemma(noun), "claim");
    let first = tags.subtree(noun).find(|&at| !atoms.is_mark(at))?;
    let comma = first.checked_sub(1).filter(|&at| atoms.doc.word(at) == ",")?;
    let subject =
        tags.child_by(cue, "nsubj").filter(|&s| claims && !matches!(tags.xpos(s), "WDT" | "WP"))?;
    let place = atoms.doc.tokens.get(comma)?.span;
    let last = drafts.iter().filter(|d| d.cue != cue).rev().find(|draft| {
        draft
            .content
            .last()
            .is_some_and(|span| span.end() <= place.end() && span.end() + 40 > place.start())
            || draft.tells(place)
    })?;
    let cut =
        |span: &Span| Span::new(span.start(), span.end().min(place.start()).max(span.start()));
    let content: Vec<Span> = last.content.iter().map(cut).filter(|span| !span.is_empty()).collect();
    let source = trimmed(atoms, tags.subtree(subject))?;
    Some(rule(atoms, cue, subject, source, content, class, "claim.disputed"))
}

fn rule(
    atoms: &Atoms<'_>,
    cue: usize,
    head: usize,
    source: Range<usize>,
    content: Vec<Span>,
    class: CueClass,
    by: &'static str,
) -> Draft {
    Draft {
        cue,
        cue_span: atoms.doc.span_of(cue..cue + 1),
        class,
        sum: 1.0,
        margin: 1.0,
        source: Some(atoms.doc.span_of(source)),
        source_head: Some(head),
        content,
        by: vec![by],
        ..Draft::default()
    }
}
