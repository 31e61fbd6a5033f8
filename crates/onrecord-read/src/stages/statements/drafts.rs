//! Statements in the making: a cue, who spoke, what was said.

use onrecord_types::{CueClass, Span};

use super::atoms::Atoms;
use super::contents::Shape;
use super::roles::{self, Role};
use super::weights::{SCALE, Weights};
use super::{Kit, contents, cues, sources, units};

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
const LEAST: f32 = -0.4;

/// The logit from which a cue is believed: a clause or a quotation makes it likelier of itself.
fn least(shape: Shape) -> f32 {
    match shape {
        Shape::Quoted | Shape::Clause => -0.2,
        Shape::Bare | Shape::Phrase => 1.8,
    }
}

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
            if sum < LEAST {
                continue;
            }
            drafts.extend(draft(weights, atoms, token, sum, unit.clone()));
        }
    }
    drafts
}

fn draft(
    weights: &Weights,
    atoms: &Atoms<'_>,
    cue: usize,
    sum: f32,
    unit: std::ops::Range<usize>,
) -> Option<Draft> {
    let reading = roles::find(weights, atoms, cue, unit.clone());
    let roles = reading.roles;
    let mut content = contents::spans(atoms, cue, &roles);
    if content.is_empty() {
        content = contents::announced(atoms, unit);
    }
    if content.is_empty() {
        return None;
    }
    let class = atoms.lexicon.class_of(atoms.tags, cue).unwrap_or_default();
    let source = sources::find(atoms, cue, &roles);
    let shape = Shape::of(atoms, &content);
    if sum < least(shape) {
        return None;
    }
    let mut by = vec!["cue.learned", "roles.learned", shape.name()];
    by.extend(source.as_ref().map(|source| source.by));
    Some(Draft {
        cue,
        cue_span: cue_span(atoms, cue, &roles),
        class,
        sum,
        margin: reading.margin,
        shape,
        source_head: source.as_ref().and_then(|source| source.head),
        source: source.map(|source| source.span),
        content,
        within: None,
        via: Vec::new(),
        by,
    })
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
