//! Gives every token its word class, lemma and head, and finds entity names.

mod accurate;
mod groups;
mod heads;
mod lemmas;
mod names;
mod net;
mod particles;
mod pieces;
mod same;
mod trees;
mod windows;

#[cfg(test)]
mod tests;

use std::ops::Range;

use onrecord_rules::{Fault, Shelf, paper};
use onrecord_types::{Doc, Entity, EntityKind, Tag, Tags, Upos};

use crate::Model;
use groups::Groups;
use lemmas::Lemmas;
use net::{Net, Word};
use particles::Particles;

/// Weights and words of this stage.
pub struct Kit {
    net: Option<Net>,
    lemmas: Lemmas,
    groups: Groups,
    particles: Particles,
}

const ACCURATE: &[u8] = include_bytes!("models/accurate.orm");
const FAST: &[u8] = include_bytes!("models/fast.orm");

/// Loads the stage's weights and words.
pub fn kit(model: Model, shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let (name, file) = match model {
        Model::Accurate => ("tags/models/accurate.orm", ACCURATE),
        Model::Fast => ("tags/models/fast.orm", FAST),
    };
    let net = Net::open(file).map_err(|broken| faults.push(Fault::new(name, 0, broken))).ok();
    let paper = paper!(shelf, "tags", "lexicon/lemma.tsv");
    let irregular = paper!(shelf, "tags", "lexicon/irregular.tsv");
    let lemmas = Lemmas::read(&paper, &irregular, faults);
    let paper = paper!(shelf, "tags", "lexicon/names.tsv");
    let places = paper!(shelf, "tags", "lexicon/places.tsv");
    let groups = Groups::read(&paper, &places, faults);
    let paper = paper!(shelf, "tags", "lexicon/particles.tsv");
    Kit { net, lemmas, groups, particles: Particles::read(&paper, faults) }
}

/// Gives every token its word class, lemma and head, and finds entity names.
pub fn tag(kit: &Kit, doc: &Doc<'_>) -> Tags {
    let Some(net) = &kit.net else { return Tags::default() };
    let words: Vec<&str> = (0..doc.tokens.len()).map(|at| doc.word(at)).collect();
    let sentences: Vec<_> = doc.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
    let found = net.read(&words, &sentences);
    let tag = |(word, text): (&Word, &&str)| Tag {
        upos: word.upos.unwrap_or(Upos::X),
        xpos: word.xpos,
        lemma: kit.lemmas.lemma(text, word.xpos),
        head: word.head,
        rel: word.relation,
    };
    let mut tags: Vec<Tag> = found.words.iter().zip(&words).map(tag).collect();
    kit.particles.mend(&mut tags);
    let classes: Vec<&str> = found.words.iter().map(|word| word.xpos).collect();
    let names = kit.groups.part(&words, found.names);
    let names = same::agree(&words, &classes, names);
    let names = kit.groups.refine(&words, &classes, names).into_iter();
    let entity = |(tokens, kind): (Range<usize>, EntityKind)| Entity {
        kind,
        span: doc.span_of(tokens.clone()),
        tokens,
    };
    Tags::new(tags, names.map(entity).collect())
}
