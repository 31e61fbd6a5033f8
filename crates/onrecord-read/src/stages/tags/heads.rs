//! Reads word classes, arcs, relations and entity labels off the vectors of words.

use std::ops::Range;

use super::trees;
use crate::nets::dense::{Dense, Rounded};
use crate::nets::lanes::{self, Curve, Path};
use crate::nets::weights::{Broken, Weights};
use crate::nets::whole::Whole;

/// The layers over the word vectors.
pub struct Heads<T> {
    project: Dense<T>,
    tag: Dense<T>,
    entity: Dense<T>,
    arc: Dense<T>,
    relation: Dense<T>,
    // Where each projection begins in a row of `project`.
    starts: [usize; 6],
    // The root of the sentence as a head: for arcs, for relations.
    root_head: Vec<f32>,
    root_relation: Vec<f32>,
    classes: usize,
    root_label: usize,
}

/// What the model says about one word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// Number of the universal word class.
    pub upos: usize,
    /// Number of the fine word class.
    pub xpos: usize,
    /// Its head in its sentence, counted from one; 0 is the root.
    pub head: usize,
    /// Number of the relation.
    pub relation: usize,
}

/// What the heads need while they work, kept between dispatches.
#[derive(Default)]
pub struct Scratch<T> {
    rounded: Rounded<T>,
    projected: Vec<f32>,
    part: Vec<f32>,
    arcs: Vec<f32>,
    out: Vec<f32>,
    scores: Vec<f32>,
}

impl<T: Whole> Heads<T> {
    /// Takes the heads from a model file.
    pub fn read(weights: &Weights) -> Result<Heads<T>, Broken> {
        let meta = &weights.meta;
        let mut starts = [0; 6];
        for at in 0..5 {
            starts[at + 1] = starts[at] + meta.head_sizes.get(at).copied().unwrap_or(0);
        }
        let root_label = meta.rel.iter().position(|&name| name == "root");
        let mut heads = Heads {
            project: weights.dense("heads.mlp")?,
            tag: weights.dense("heads.tag")?,
            entity: weights.dense("heads.ner")?,
            arc: weights.dense("heads.arc")?,
            relation: weights.dense("heads.rel")?,
            starts,
            root_head: Vec::new(),
            root_relation: Vec::new(),
            classes: meta.upos.len(),
            root_label: root_label.ok_or("it has no relation `root`")?,
        };
        if heads.project.rows != starts[5] || heads.tag.rows != meta.upos.len() + meta.xpos.len() {
            return Err("its heads have the wrong size".to_owned());
        }
        let mut scratch = Scratch::default();
        heads.project(Path::Portable, &weights.floats("root")?, &mut scratch);
        heads.root_head = scratch.projected[starts[1]..starts[2]].to_vec();
        heads.root_relation = scratch.projected[starts[3]..starts[4]].to_vec();
        Ok(heads)
    }

    fn project(&self, path: Path, x: &[f32], scratch: &mut Scratch<T>) {
        self.project.run(path, x, &mut scratch.rounded, &mut scratch.projected);
        Curve::Leaky.apply(path, &mut scratch.projected);
    }

    /// Reads sentences (`ranges` of the rows of `x`): a guess a word, and into `entities` the
    /// scores of its entity labels.
    pub fn read_off(
        &self,
        path: Path,
        x: &[f32],
        ranges: &[Range<usize>],
        scratch: &mut Scratch<T>,
        entities: &mut Vec<f32>,
    ) -> Vec<Guess> {
        self.project(path, x, scratch);
        let mut guesses = self.classes(path, scratch);
        self.round(path, 4, scratch);
        self.entity.apply(path, &mut scratch.rounded, entities);
        self.round(path, 0, scratch);
        self.arc.apply(path, &mut scratch.rounded, &mut scratch.arcs);
        for range in ranges {
            let heads = self.heads(path, range.clone(), scratch);
            for (guess, head) in guesses.iter_mut().skip(range.start).zip(heads) {
                guess.head = head;
            }
        }
        self.relations(path, ranges, scratch, &mut guesses);
        guesses
    }

    /// Word classes; the rounded word vectors are still in the scratch.
    fn classes(&self, path: Path, scratch: &mut Scratch<T>) -> Vec<Guess> {
        self.tag.apply(path, &mut scratch.rounded, &mut scratch.out);
        let guess = |row: &[f32]| {
            let (upos, xpos) = row.split_at(self.classes);
            Guess { upos: greatest(upos), xpos: greatest(xpos), ..Guess::default() }
        };
        scratch.out.chunks_exact(self.tag.rows).map(guess).collect()
    }

    /// Rounds one of the projections.
    fn round(&self, path: Path, which: usize, scratch: &mut Scratch<T>) {
        let columns = self.starts[which]..self.starts[which + 1];
        scratch.rounded.clear();
        for row in scratch.projected.chunks_exact(self.project.rows) {
            scratch.rounded.push(path, &row[columns.clone()]);
        }
    }

    /// The heads of one sentence.
    fn heads(&self, path: Path, range: Range<usize>, scratch: &mut Scratch<T>) -> Vec<usize> {
        let count = range.len();
        let (size, stride) = (self.arc.rows, self.project.rows);
        scratch.scores.clear();
        scratch.scores.resize(count * (count + 1), 0.0);
        let first = range.start * stride + self.starts[1];
        let heads = scratch.projected.get(first..range.end * stride).unwrap_or_default();
        let rows = scratch.scores.chunks_exact_mut(count + 1);
        for (word, scores) in range.zip(rows) {
            let arc = scratch.arcs.get(word * size..(word + 1) * size).unwrap_or_default();
            let (root, words) = scores.split_at_mut(1);
            lanes::dots(path, arc, &self.root_head, size, root);
            lanes::dots(path, arc, heads, stride, words);
        }
        trees::tree(&scratch.scores, count)
    }

    /// The relation of every word to its head.
    fn relations(
        &self,
        path: Path,
        ranges: &[Range<usize>],
        scratch: &mut Scratch<T>,
        guesses: &mut [Guess],
    ) {
        let Scratch { rounded, projected, part, out, .. } = scratch;
        let stride = self.project.rows;
        let columns = |row: usize, which: usize| {
            let at = row * stride;
            projected.get(at + self.starts[which]..at + self.starts[which + 1]).unwrap_or_default()
        };
        rounded.clear();
        for range in ranges {
            for word in range.clone() {
                let head = guesses.get(word).map_or(0, |guess| guess.head);
                let word = columns(word, 2);
                let head = match head.checked_sub(1) {
                    Some(head) => columns(range.start + head, 3),
                    None => &self.root_relation,
                };
                part.clear();
                part.extend(word.iter().zip(head).map(|(a, b)| a * b));
                part.extend_from_slice(word);
                part.extend_from_slice(head);
                rounded.push(path, part);
            }
        }
        self.relation.apply(path, rounded, out);
        for (guess, scores) in guesses.iter_mut().zip(out.chunks_exact_mut(self.relation.rows)) {
            guess.relation = self.root_label;
            if guess.head > 0 {
                scores[self.root_label] = f32::NEG_INFINITY;
                guess.relation = greatest(scores);
            }
        }
    }
}

/// The place of the greatest number; the first of equals.
pub fn greatest(x: &[f32]) -> usize {
    let mut best = 0;
    for (at, &value) in x.iter().enumerate() {
        if value > x[best] {
            best = at;
        }
    }
    best
}
