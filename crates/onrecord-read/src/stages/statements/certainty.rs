//! How sure a statement is: a few signs weighed against each other, fitted on annotated articles.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::statement::Certainty;

use super::drafts::Draft;

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
pub fn of(signs: &Signs, draft: &Draft) -> Certainty {
    let mut sum = signs.weight("all")
        + signs.weight("cue") * draft.sum.clamp(-2.0, 8.0)
        + signs.weight("margin") * draft.margin.clamp(0.0, 4.0);
    sum += draft.by.iter().map(|by| signs.weight(by)).sum::<f32>();
    if draft.within.is_some() {
        sum += signs.weight("within");
    }
    if draft.source.is_none() {
        sum += signs.weight("source.none");
    }
    Certainty::of(1.0 / (1.0 + (-sum).exp()))
}
