//! How sure a statement is: a few signs weighed against each other, fitted on annotated articles.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::Upos;
use onrecord_types::statement::Certainty;

use super::atoms::Atoms;
use super::contents::Shape;
use super::drafts::Draft;
use super::sources::may_speak;

/// What every sign adds, in logits.
#[derive(Default)]
pub struct Signs {
    weights: BTreeMap<String, f32>,
}

impl Signs {
    /// Reads the list; a weight that is no number is a fault.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Signs {
        let mut signs = Signs::default();
        for row in Words::read(paper, 2, faults).rows() {
            match row.column(1).parse() {
                Ok(weight) => drop(signs.weights.insert(row.column(0).to_owned(), weight)),
                Err(_) => {
                    let what = format!("`{}` is no number", row.column(1));
                    faults.push(Fault::new(&paper.name, row.line, what));
                }
            }
        }
        signs
    }

    fn weight(&self, sign: &str) -> f32 {
        self.weights.get(sign).copied().unwrap_or(0.0)
    }
}

/// How sure a draft is.
pub fn of(signs: &Signs, atoms: &Atoms<'_>, draft: &Draft) -> Certainty {
    let sum: f32 = told(atoms, draft).iter().map(|(sign, n)| signs.weight(sign) * n).sum();
    Certainty::of(1.0 / (1.0 + (-sum).exp()))
}

/// The signs a draft shows, and how strongly.
pub fn told(atoms: &Atoms<'_>, draft: &Draft) -> Vec<(String, f32)> {
    // What is found by its form alone is as sure as its form.
    let formal = |by: &&&str| {
        **by == "tally.counted"
            || by.starts_with("act.")
            || by.starts_with("turn.")
            || by.starts_with("sourceless.")
    };
    if let Some(form) = draft.by.first().filter(formal) {
        return vec![((*form).to_owned(), 1.0)];
    }
    let mut signs = vec![
        ("all".to_owned(), 1.0),
        ("cue".to_owned(), draft.sum.clamp(-4.0, 8.0)),
        ("margin".to_owned(), draft.margin.clamp(0.0, 6.0)),
    ];
    let mut show = |sign: &str| signs.push((sign.to_owned(), 1.0));
    draft.by.iter().for_each(|by| show(by));
    if draft.within.is_some() {
        show("within");
    }
    if reports_quote(atoms, draft) {
        show("cue.beside-quote");
    }
    show(speaker(atoms, draft));
    cue(atoms, draft).into_iter().for_each(&mut show);
    let class = format!("{:?}", draft.class).to_lowercase();
    let clause = matches!(draft.shape, Shape::Clause | Shape::Quoted);
    show(&format!("{}.{class}", if clause { "clause" } else { "phrase" }));
    let words: usize = draft.content.iter().map(|&span| atoms.doc.tokens_in(span).len()).sum();
    match words {
        0 | 1 => show("content.a-word"),
        2 | 3 => show("content.few-words"),
        _ => {}
    }
    if draft.content.first().is_some_and(|first| first.start() < draft.cue_span.start()) {
        show("content.ahead");
    }
    signs
}

/// "Q," joked S; S quipped: "Q": a listed verb right beside the marks of what it reports.
fn reports_quote(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    let quoted = |at: Option<usize>| {
        at.is_some_and(|at| {
            atoms.is_mark(at)
                && atoms.at(at).quote > 0
                && draft.content.iter().any(|span| {
                    atoms
                        .quotes
                        .get(atoms.at(at).quote as usize - 1)
                        .is_some_and(|q| q.marks.meets(*span))
                })
        })
    };
    let verb = atoms.tags.upos(draft.cue) == Upos::Verb && atoms.at(draft.cue).quote == 0;
    let comma = |at: usize| matches!(atoms.doc.word(at), "," | ":");
    let after = if comma(draft.cue + 1) { draft.cue + 2 } else { draft.cue + 1 };
    let before = draft.cue.checked_sub(1);
    let before = before.map(|at| if comma(at) { at.saturating_sub(1) } else { at });
    let named = draft.source_head.is_some() && super::cues::class_of(atoms, draft.cue).is_some();
    verb && named && draft.shape == Shape::Quoted && (quoted(before) || quoted(Some(after)))
}

/// What kind of source a draft has.
fn speaker(atoms: &Atoms<'_>, draft: &Draft) -> &'static str {
    let Some(head) = draft.source_head else { return "speaker.none" };
    match atoms.tags.upos(head) {
        Upos::Pron => "speaker.pronoun",
        _ if atoms.tags.entity_at(head).is_some() => "speaker.name",
        _ if may_speak(atoms, head) => "speaker.noun",
        _ => "speaker.other",
    }
}

/// In what form and place a cue stands.
fn cue(atoms: &Atoms<'_>, draft: &Draft) -> Vec<&'static str> {
    let (tags, cue) = (atoms.tags, draft.cue);
    let mut signs = Vec::new();
    if super::cues::class_of(atoms, cue).is_none() {
        signs.push("cue.unlisted");
    }
    match tags.upos(cue) {
        Upos::Verb => {}
        Upos::Noun | Upos::Propn => {
            signs.push("cue.noun");
            if draft.shape == Shape::Clause && draft.source.is_some() {
                signs.push("cue.noun-clause");
            }
        }
        _ => signs.push("cue.mark"),
    }
    if tags.children(cue).any(|kid| tags.rel(kid) == "aux:pass") {
        signs.push("cue.passive");
    }
    let modal = |kid: usize| tags.xpos(kid) == "MD" && tags.base_rel(kid) == "aux";
    if tags.children(cue).any(modal) {
        signs.push("cue.modal");
    }
    if tags.children(cue).any(|kid| tags.xpos(kid) == "RB" && tags.lemma(kid) == "not") {
        signs.push("cue.negated");
    }
    if atoms.at(cue).quote > 0 {
        signs.push("cue.quoted");
    }
    match tags.rel(cue) {
        "acl:relcl" => signs.push("cue.relative"),
        _ if draft.by.contains(&super::nesting::LIGHT) => signs.push("cue.of-light-verb"),
        "acl" => signs.push("cue.describing"),
        "xcomp" => signs.push("cue.open"),
        "advcl" => signs.push("cue.aside"),
        "conj" => signs.push("cue.joined"),
        "ccomp" if draft.source_head.is_none() => signs.push("cue.told"),
        _ => {}
    }
    if draft.source_head.is_some_and(|head| tags.head(head) == Some(cue)) {
        signs.push("source.own");
    }
    signs
}
