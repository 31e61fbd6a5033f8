//! Quotations after a colon that no verb claims: "He was blunt: “Nobody will pay.”"

use std::collections::BTreeSet;

use onrecord_types::{CueClass, Places, Upos};

use super::atoms::Atoms;
use super::contents::{Shape, trimmed};
use super::drafts::Draft;
use super::quotes::Quote;
use super::sources::may_speak;

/// Adds a draft for every such quotation whose clause before the colon has someone who can speak.
pub fn add(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let contents = Places::of(drafts, |draft| &draft.content);
    let claimed = |quote: &Quote| {
        let mut near = contents.meeting(quote.words).into_iter().filter_map(|at| drafts.get(at));
        near.any(|draft| draft.tells(quote.words) && !quote.words.holds(draft.cue_span))
    };
    let free = atoms.quotes.iter().filter(|quote| !claimed(quote));
    let found: Vec<Draft> = free.filter_map(|quote| introduced(atoms, quote)).collect();
    let cues: BTreeSet<usize> = found.iter().map(|draft| draft.cue).collect();
    drafts.retain(|draft| !cues.contains(&draft.cue));
    drafts.extend(found);
}

fn introduced(atoms: &Atoms<'_>, quote: &Quote) -> Option<Draft> {
    let tags = atoms.tags;
    let colon = atoms.doc.tokens_in(quote.marks).start.checked_sub(1)?;
    atoms.lexicon.mark(atoms.doc.word(colon))?;
    let sentence = atoms.doc.sentences.get(atoms.doc.sentence_of(colon))?.tokens.clone();
    let verb = (sentence.start..colon).rev().find(|&at| {
        let active = !tags.children(at).any(|kid| tags.rel(kid) == "aux:pass");
        let subject = || tags.children(at).any(|kid| tags.rel(kid) == "nsubj" && kid < at);
        active && !matches!(tags.rel(at), "acl:relcl" | "ccomp") && subject()
    })?;
    let subject = tags.children(verb).find(|&kid| tags.rel(kid) == "nsubj")?;
    let speaks = may_speak(atoms, subject)
        && (tags.upos(subject) != Upos::Pron || tags.xpos(subject) == "PRP")
        && tags.lemma(subject) != "it";
    let run = trimmed(atoms, tags.subtree_without(subject, |kid| tags.base_rel(kid) == "acl"))?;
    speaks.then(|| Draft {
        cue: colon,
        cue_span: atoms.doc.span_of(colon..colon + 1),
        class: CueClass::Say,
        sum: 0.0,
        margin: 0.0,
        shape: Shape::Quoted,
        source: Some(atoms.doc.span_of(run)),
        source_head: Some(subject),
        content: vec![quote.words],
        by: vec!["colon.introduced", Shape::Quoted.name()],
        ..Draft::default()
    })
}
