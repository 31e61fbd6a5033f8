//! What the small words beside a verb say of it: tense, modality, negation; and who stands beside it.

use onrecord_types::ActorId;

use super::climb::Climb;
use super::frame;
use super::parties::extend;

/// What an auxiliary says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modal {
    /// It will be.
    Future,
    /// It may be.
    Possible,
    /// It must be.
    Must,
}

impl Climb<'_, '_> {
    pub(super) fn agents_of(&self, verb: usize) -> Vec<ActorId> {
        let frame = frame::of_verb(self.tags, verb);
        let mut found = Vec::new();
        for &head in &frame.subjects {
            extend(&mut found, self.parties.of(self.tags, head));
        }
        found
    }

    pub(super) fn subjects_of(&self, verb: usize) -> Vec<ActorId> {
        let mut found = self.agents_of(verb);
        if found.is_empty() && frame::is_passive(self.tags, verb) {
            for head in frame::of_verb(self.tags, verb).objects {
                extend(&mut found, self.parties.of(self.tags, head));
            }
        }
        found
    }

    pub(super) fn objects_of(&self, verb: usize) -> Vec<ActorId> {
        let frame = frame::of_verb(self.tags, verb);
        let mut found = Vec::new();
        for &head in &frame.objects {
            extend(&mut found, self.parties.of(self.tags, head));
        }
        let toward = ["on", "upon", "to", "with", "from"];
        for oblique in &frame.obliques {
            if toward.contains(&oblique.prep.as_str()) {
                extend(&mut found, self.parties.of(self.tags, oblique.head));
            }
        }
        found
    }

    pub(super) fn modal(&self, verb: usize) -> Option<Modal> {
        self.tags.children_by(verb, "aux").find_map(|aux| {
            let words = &self.book.words;
            let lemma = self.tags.lemma(aux);
            if words.is(lemma, "future") {
                Some(Modal::Future)
            } else if words.is(lemma, "possible") {
                Some(Modal::Possible)
            } else if words.is(lemma, "must") {
                Some(Modal::Must)
            } else {
                None
            }
        })
    }

    pub(super) fn negated(&self, verb: usize) -> bool {
        let negation = |kid: usize| {
            matches!(self.tags.base_rel(kid), "advmod" | "det" | "cc" | "aux" | "obj" | "nsubj")
                && self.book.words.is(self.tags.lemma(kid), "negation")
        };
        let nominal = self.coding.trigger != verb
            && verb == self.coding.bearer
            && self.tags.children(self.coding.trigger).any(negation);
        // "has yet to answer"
        let yet = |at: usize| self.tags.children(at).any(|kid| self.tags.lemma(kid) == "yet");
        let pending =
            self.tags.xpos(verb) == "VB" && (yet(verb) || self.tags.head(verb).is_some_and(yet));
        nominal || pending || self.tags.children(verb).any(negation)
    }

    pub(super) fn is_ongoing(&self) -> bool {
        let tags = self.tags;
        tags.xpos(self.at) == "VBG"
            && tags
                .children_by(self.at, "aux")
                .any(|aux| tags.lemma(aux) == "be" && matches!(tags.xpos(aux), "VBZ" | "VBP"))
    }

    pub(super) fn is_hypothetical(&self, verb: usize) -> bool {
        let mut marks = self.tags.children_by(verb, "mark");
        marks.any(|mark| self.book.words.is(self.tags.lemma(mark), "condition"))
    }

    pub(super) fn is_alleged(&self, verb: usize) -> bool {
        let trigger = self.coding.trigger;
        [verb, trigger].into_iter().any(|at| {
            self.tags.children(at).any(|kid| self.book.words.is(self.tags.lemma(kid), "alleged"))
        })
    }

    // "that Israel end the raids": a bare verb form under a verb of demanding.
    pub(super) fn is_subjunctive(&self) -> bool {
        let tags = self.tags;
        tags.xpos(self.at) == "VB"
            || tags.children_by(self.at, "aux").any(|a| tags.lemma(a) == "should")
    }
}
