//! Mends what belongs to a verb but was read with the number behind it: "hand over 17 soldiers".

use std::collections::HashSet;

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::{Tag, Upos};

const PARTICLE: &str = "compound:prt";

/// Verbs with the word that belongs to them.
#[derive(Default)]
pub struct Particles {
    pairs: HashSet<(String, String)>,
}

impl Particles {
    /// Reads the list: verb, particle.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Particles {
        let lexicon = Lexicon::read(paper, 2, faults);
        let rows = lexicon.rows();
        let pairs = rows.map(|row| (row.column(0).to_owned(), row.column(1).to_owned()));
        Particles { pairs: pairs.collect() }
    }

    /// Hangs a particle on its verb where it was hung on a number.
    pub fn mend(&self, tags: &mut [Tag]) {
        for at in 1..tags.len() {
            let head = tags[at].head.and_then(|head| tags.get(head as usize));
            let of_number = head.is_some_and(|head| head.upos == Upos::Num);
            let verb = &tags[at - 1];
            if !of_number || verb.upos != Upos::Verb {
                continue;
            }
            if self.pairs.contains(&(verb.lemma.clone(), tags[at].lemma.clone())) {
                (tags[at].head, tags[at].rel) = (Some(at as u32 - 1), PARTICLE);
            }
        }
    }
}
