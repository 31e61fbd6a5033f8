//! Statements in the making: a cue, who spoke, what was said.

use std::ops::Range;

use onrecord_types::statement::Certainty;
use onrecord_types::{CueClass, Span};

use super::atoms::Atoms;
use super::contents::Shape;
use super::roles::{self, Reading, Role};
use super::weights::{SCALE, Weights};
use super::{Kit, certainty, clauses, contents, cues, mending, postposed, sources, units};

/// A statement before its frame is known.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The token that reports.
    pub cue: usize,
    /// All words that report.
    pub cue_span: Span,
    /// What kind of saying.
    pub class: CueClass,
    /// How surely the cue reports speech: the logit, in whole weights.
    pub sum: f32,
    /// By how much the roles around it beat any other reading.
    pub margin: f32,
    /// What its content is made of.
    pub shape: Shape,
    /// Who spoke.
    pub source: Option<Span>,
    /// The token that heads the source.
    pub source_head: Option<usize>,
    /// What was said, in the order of the text.
    pub content: Vec<Span>,
    /// The draft (by index) in whose content this one stands.
    pub within: Option<usize>,
    /// The tokens of those who relay it, nearest the speaker first, where their verb says so.
    pub via: Vec<usize>,
    /// What found it, surest first.
    pub by: Vec<&'static str>,
}

impl Draft {
    /// Whether its content holds a place.
    pub fn tells(&self, at: Span) -> bool {
        self.content.iter().any(|span| span.holds(at))
    }

    /// How many characters its content has.
    pub fn length(&self) -> u32 {
        self.content.iter().map(|span| span.len()).sum()
    }
}

/// The logit from which a candidate is looked at.
const LEAST: f32 = -2.5;

/// The same where the tree alone tells what was said.
const LEAST_BY_TREE: f32 = -5.0;

/// A draft less sure than this has no say in what the others are.
const FLOOR: Certainty = Certainty(250);

/// Reads every cue of a doc, in the order of the text.
pub fn read(kit: &Kit, atoms: &Atoms<'_>) -> Vec<Draft> {
    let Some(weights) = &kit.weights else { return Vec::new() };
    let units = units::of(atoms);
    let mut features = Vec::with_capacity(96);
    let mut drafts = Vec::new();
    for (at, sentence) in atoms.doc.sentences.iter().enumerate() {
        let Some(unit) = units.get(at) else { continue };
        for token in sentence.tokens.clone() {
            if !cues::is_candidate(atoms, token) {
                continue;
            }
            cues::features(atoms, token, &mut features);
            let sum = weights.cue(&features) as f32 / SCALE;
            let draft =
                if sum < LEAST { None } else { noun_or(weights, atoms, token, sum, unit.clone()) };
            let draft = draft.or_else(|| by_tree(atoms, token, sum, unit.clone()));
            let draft = draft.or_else(|| act(atoms, token, unit.clone()));
            let draft = sourceless(atoms, token, sum).or(draft);
            drafts.extend(draft.filter(|d| certainty::of(&kit.certainty, atoms, d) >= FLOOR));
        }
    }
    drafts
}

/// A noun is read by the tree where it can be: "calls from the bishops for a truce".
fn noun_or(
    weights: &Weights,
    atoms: &Atoms<'_>,
    cue: usize,
    sum: f32,
    unit: Range<usize>,
) -> Option<Draft> {
    let noun = atoms.tags.upos(cue) == onrecord_types::Upos::Noun
        && atoms.tags.base_rel(cue) != "obl"
        && clauses::is_wish(atoms, cue);
    let by_tree = noun.then(|| by_tree(atoms, cue, sum, unit.clone())).flatten();
    by_tree.or_else(|| draft(weights, atoms, cue, sum, unit))
}

fn draft(
    weights: &Weights,
    atoms: &Atoms<'_>,
    cue: usize,
    sum: f32,
    unit: Range<usize>,
) -> Option<Draft> {
    let mut reading = roles::find(weights, atoms, cue, unit.clone());
    mending::settle(atoms, cue, &mut reading.roles);
    let behind = postposed::find(atoms, cue, unit.clone());
    if let Some(found) = &behind {
        postposed::settle(found, &mut reading.roles);
    }
    let mut content = contents::spans(atoms, cue, &reading.roles);
    if content.is_empty() {
        content = contents::announced(atoms, unit);
    }
    let how = if behind.is_some() { "roles.postposed" } else { "roles.learned" };
    made(atoms, cue, sum, reading, content, how)
}

/// The draft that the tree alone gives, where the words gave none.
fn by_tree(atoms: &Atoms<'_>, cue: usize, sum: f32, unit: Range<usize>) -> Option<Draft> {
    if sum < LEAST_BY_TREE {
        return None;
    }
    let window = roles::window(cue, unit.clone());
    let roles = clauses::find(atoms, cue, window.clone()).or_else(|| {
        let found = postposed::find(atoms, cue, unit)?;
        let mut roles: Vec<(usize, Role)> = window.map(|token| (token, Role::Other)).collect();
        postposed::settle(&found, &mut roles);
        Some(roles)
    })?;
    let content = contents::spans(atoms, cue, &roles);
    made(atoms, cue, sum, Reading { roles, margin: 0.0 }, content, "roles.tree")
}

/// "S has offered to quit", "S invited both": what is offered is what was said.
fn act(atoms: &Atoms<'_>, cue: usize, unit: Range<usize>) -> Option<Draft> {
    let deed = clauses::act(atoms, cue)?;
    let content = atoms.doc.span_of(contents::trimmed(atoms, deed)?);
    let roles: Vec<(usize, Role)> = roles::window(cue, unit).map(|t| (t, Role::Other)).collect();
    let source = sources::find(atoms, cue, &roles)?;
    let head = source.head.filter(|&head| sources::may_speak(atoms, head))?;
    Some(Draft {
        cue,
        cue_span: atoms.doc.span_of(cue..cue + 1),
        class: cues::class_of(atoms, cue)?,
        source: Some(source.span),
        source_head: Some(head),
        content: vec![content],
        by: vec!["act.tree", source.by],
        ..Draft::default()
    })
}

/// "It is understood that Q": a report that names nobody.
fn sourceless(atoms: &Atoms<'_>, cue: usize, sum: f32) -> Option<Draft> {
    let parts = clauses::sourceless(atoms, cue)?;
    let parts = parts.into_iter().filter_map(|part| contents::trimmed(atoms, part));
    let content: Vec<Span> = parts.map(|run| atoms.doc.span_of(run)).collect();
    (!content.is_empty()).then(|| Draft {
        cue,
        cue_span: atoms.doc.span_of(cue..cue + 1),
        class: cues::class_of(atoms, cue).unwrap_or_default(),
        sum,
        content: contents::joined(content),
        by: vec!["sourceless.passive"],
        ..Draft::default()
    })
}

fn made(
    atoms: &Atoms<'_>,
    cue: usize,
    sum: f32,
    Reading { roles, margin }: Reading,
    content: Vec<Span>,
    how: &'static str,
) -> Option<Draft> {
    if content.is_empty() {
        return None;
    }
    let class = class_of(atoms, cue);
    let source = sources::find(atoms, cue, &roles);
    let shape = Shape::of(atoms, &content);
    if is_question_put(atoms, cue, class)
        || is_asked_person(atoms, class, shape, &content)
        || is_left_open(atoms, cue, class, &content)
    {
        return None;
    }
    let mut by = vec!["cue.learned", how, shape.name()];
    by.extend(source.as_ref().map(|source| source.by));
    Some(Draft {
        cue,
        cue_span: cue_span(atoms, cue, &roles),
        class,
        sum,
        margin,
        shape,
        source_head: source.as_ref().and_then(|source| source.head),
        source: source.map(|source| source.span),
        content,
        within: None,
        via: Vec::new(),
        by,
    })
}

/// What kind of saying; "refused to say" says nothing.
fn class_of(atoms: &Atoms<'_>, cue: usize) -> CueClass {
    let class = cues::class_of(atoms, cue).unwrap_or_default();
    let above = atoms.tags.head(cue).filter(|_| atoms.tags.rel(cue) == "xcomp");
    match above.and_then(|above| cues::class_of(atoms, above)) {
        Some(CueClass::Decline | CueClass::Reject) => CueClass::Decline,
        _ => class,
    }
}

/// "Asked whether Q, S said": nobody is told to have asked.
fn is_question_put(atoms: &Atoms<'_>, cue: usize, class: CueClass) -> bool {
    let tags = atoms.tags;
    class == CueClass::Ask
        && tags.base_rel(cue) == "advcl"
        && matches!(tags.xpos(cue), "VBN" | "VBD")
        && tags.child_by(cue, "nsubj").is_none()
}

/// "He did not reject it": who does not say no says nothing.
fn is_left_open(atoms: &Atoms<'_>, cue: usize, class: CueClass, content: &[Span]) -> bool {
    let denied = atoms
        .tags
        .children_by(cue, "advmod")
        .any(|kid| atoms.lexicon.tells(&atoms.doc.word(kid).to_lowercase(), "not"));
    let [content] = content else { return false };
    let mut words = atoms.doc.tokens_in(*content);
    let pronoun =
        words.len() == 1 && words.all(|at| atoms.tags.upos(at) == onrecord_types::Upos::Pron);
    denied && pronoun && matches!(class, CueClass::Reject | CueClass::Deny)
}

/// "Police questioned the student": the student is asked, and nobody tells what.
fn is_asked_person(atoms: &Atoms<'_>, class: CueClass, shape: Shape, content: &[Span]) -> bool {
    let [content] = content else { return false };
    let tokens = atoms.doc.tokens_in(*content);
    let head = atoms.tags.top(tokens.clone());
    class == CueClass::Ask
        && shape == Shape::Phrase
        && head.is_some_and(|head| atoms.lexicon.speaks(atoms.tags.lemma(head)))
}

/// The words around the cue that have its role.
fn cue_span(atoms: &Atoms<'_>, cue: usize, roles: &[(usize, Role)]) -> Span {
    let Some(at) = roles.iter().position(|&(token, _)| token == cue) else {
        return atoms.doc.span_of(cue..cue + 1);
    };
    let is_cue = |&&(token, role): &&(usize, Role)| {
        role == Role::Cue && (token == cue || !atoms.is_mark(token))
    };
    let back = roles.get(..at).unwrap_or_default().iter().rev().take_while(is_cue).count();
    let ahead = roles.get(at..).unwrap_or_default().iter().take_while(is_cue).count();
    atoms.doc.span_of(cue - back..cue + ahead.max(1))
}
