//! How firmly something is said.

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::{CueClass, Firmness, Upos};

use super::atoms::Atoms;
use super::drafts::Draft;

/// Words that take something back from a plain assertion.
#[derive(Default)]
pub struct Hedges {
    entries: Vec<(Vec<String>, Firmness)>,
}

impl Hedges {
    /// Reads the list; an unknown firmness is a fault.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Hedges {
        let mut hedges = Hedges::default();
        for row in Words::read(paper, 2, faults).rows() {
            let firmness = match row.column(1) {
                "hedged" => Firmness::Hedged,
                "conditional" => Firmness::Conditional,
                other => {
                    let what = format!("unknown firmness `{other}`");
                    faults.push(Fault::new(&paper.name, row.line, what));
                    continue;
                }
            };
            let words = row.column(0).split(' ').map(str::to_owned).collect();
            hedges.entries.push((words, firmness));
        }
        hedges
    }

    /// How firmly a draft is said: denial first, then conditions, then doubts.
    pub fn find(&self, atoms: &Atoms<'_>, draft: &Draft) -> Firmness {
        if matches!(draft.class, CueClass::Deny) || self.denies(atoms, draft) {
            return Firmness::Denied;
        }
        let found = |wanted: Firmness| {
            self.entries
                .iter()
                .any(|(words, firmness)| *firmness == wanted && holds(atoms, draft, words))
        };
        if found(Firmness::Conditional) || inverted(atoms, draft) {
            Firmness::Conditional
        } else if found(Firmness::Hedged) {
            Firmness::Hedged
        } else {
            Firmness::Asserted
        }
    }

    /// "rejects the claim", "assured them they had not done it".
    fn denies(&self, atoms: &Atoms<'_>, draft: &Draft) -> bool {
        let negated = |verb: usize| {
            atoms
                .tags
                .children(verb)
                .any(|kid| matches!(atoms.tags.lemma(kid), "not" | "never" | "n't"))
        };
        match draft.class {
            CueClass::Promise => {
                matches!(atoms.tags.lemma(draft.cue), "assure" | "reassure")
                    && atoms.tags.child_by(draft.cue, "ccomp").is_some_and(negated)
            }
            CueClass::Reject => {
                matches!(atoms.tags.lemma(draft.cue), "reject" | "repudiate" | "rebuff")
            }
            CueClass::Confirm | CueClass::Admit => negated(draft.cue),
            _ => false,
        }
    }
}

/// Whether the words stand in the main clause of what was said, in its first sentence.
fn holds(atoms: &Atoms<'_>, draft: &Draft, words: &[String]) -> bool {
    draft.content.iter().any(|&span| {
        let tokens = atoms.doc.tokens_in(span);
        tokens.clone().take(120).any(|at| {
            let here = words.iter().enumerate().all(|(n, word)| {
                // "In May" is no doubt.
                let named = atoms.tags.upos(at + n) == Upos::Propn;
                at + n < tokens.end && !named && atoms.doc.word(at + n).to_lowercase() == *word
            });
            // "They could not let it dry" tells what happened.
            let past = words.len() == 1
                && matches!(words.first().map(String::as_str), Some("could"))
                && matches!(atoms.tags.lemma(at + 1), "not" | "n't");
            here && !past && on_top(atoms, draft, at)
        })
    })
}

/// Not inside a relative clause or a further clause of saying.
fn on_top(atoms: &Atoms<'_>, draft: &Draft, token: usize) -> bool {
    let tags = atoms.tags;
    for at in tags.upward(token).take(12) {
        let inside = atoms.doc.tokens.get(at).is_some_and(|t| draft.tells(t.span));
        if !inside || at == draft.cue {
            return true;
        }
        if matches!(tags.rel(at), "acl:relcl" | "acl" | "csubj") {
            return false;
        }
        if tags.base_rel(at) == "ccomp"
            && tags.head(at).is_some_and(|h| {
                h != draft.cue && atoms.doc.tokens.get(h).is_some_and(|t| draft.tells(t.span))
            })
        {
            return false;
        }
    }
    true
}

/// "Should a ship come near", "Had they known": a condition without a word for it.
fn inverted(atoms: &Atoms<'_>, draft: &Draft) -> bool {
    draft.content.iter().any(|&span| {
        let first = atoms.doc.tokens_in(span).start;
        let tags = atoms.tags;
        matches!(atoms.doc.word(first).to_lowercase().as_str(), "should" | "had" | "were")
            && tags.base_rel(first) == "aux"
            && tags.head(first).is_some_and(|verb| tags.base_rel(verb) == "advcl")
    })
}
