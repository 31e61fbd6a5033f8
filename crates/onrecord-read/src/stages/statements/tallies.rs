//! Reports without a verb: "by the government's count", and claims that another denies at once.

use std::ops::Range;

use onrecord_types::{CueClass, Span};

use super::atoms::Atoms;
use super::contents::trimmed;
use super::drafts::Draft;

/// Adds what is told "by the count of" somebody, and what somebody denies in the same breath.
pub fn add(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for token in 0..atoms.atoms.len() {
        if matches!(
            atoms.tags.lemma(token),
            "count" | "estimate" | "tally" | "reckoning" | "account"
        ) {
            found.extend(by_count(atoms, token, drafts));
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

/// "…, a claim the company rejects": it denies what was just told.
fn disputed(atoms: &Atoms<'_>, cue: usize, drafts: &[Draft]) -> Option<Draft> {
    let tags = atoms.tags;
    let class = atoms.lexicon.class_of(tags, cue)?;
    let noun = tags
        .head(cue)
        .filter(|_| matches!(class, CueClass::Deny | CueClass::Reject | CueClass::Confirm))?;
    let claims = matches!(
        tags.lemma(noun),
        "claim"
            | "account"
            | "charge"
            | "allegation"
            | "assertion"
            | "version"
            | "accusation"
            | "report"
            | "suggestion"
    );
    let comma = tags.subtree(noun).start.checked_sub(1).filter(|&at| atoms.doc.word(at) == ",")?;
    let subject = tags
        .child_by(cue, "nsubj")
        .filter(|&s| claims && !matches!(tags.lemma(s), "which" | "that" | "who"))?;
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
