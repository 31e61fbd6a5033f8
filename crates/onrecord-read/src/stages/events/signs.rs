//! What the small words beside a verb say of it: tense, modality, negation; and who stands beside it.

use onrecord_types::{ActorId, Tags, Upos};

use super::climb::Climb;
use super::frame;
use super::parties::extend;
use super::turns::Turn;

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
        self.own_modal(verb).or_else(|| self.modal(frame::leans_on(self.tags, verb)?))
    }

    fn own_modal(&self, verb: usize) -> Option<Modal> {
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
        // "will not recognise the border or open a crossing"
        let or = || {
            let mut all = self.tags.children_by(verb, "cc");
            all.any(|cc| self.book.words.is(self.tags.lemma(cc), "alternative"))
        };
        let first = frame::leans_on(self.tags, verb).filter(|_| or());
        nominal
            || pending
            || self.tags.children(verb).any(negation)
            || first.is_some_and(|first| self.negated(first))
    }

    // "gave no details", "demanded nothing"
    pub(super) fn is_void(&self, verb: usize) -> bool {
        let is = |at: usize, class: &str| self.book.words.is(self.tags.lemma(at), class);
        self.tags.children_by(verb, "obj").any(|object| {
            let mut all = self.tags.children_by(object, "det");
            all.any(|kid| is(kid, "negation")) || is(object, "nothing")
        })
    }

    // "is talking", "are being killed"
    pub(super) fn is_ongoing(&self) -> bool {
        let tags = self.tags;
        let aux = |test: fn(&str) -> bool| {
            let mut all = tags.children_by(self.at, "aux");
            all.any(|aux| tags.lemma(aux) == "be" && test(tags.xpos(aux)))
        };
        let present = aux(|class| matches!(class, "VBZ" | "VBP"));
        present && (tags.xpos(self.at) == "VBG" || aux(|class| class == "VBG"))
    }

    // "backs the plan": who says so in the present tense tells a state that lasts.
    pub(super) fn is_state(&self) -> bool {
        let tags = self.tags;
        matches!(tags.xpos(self.at), "VBZ" | "VBP")
            && self.book.words.is(tags.lemma(self.at), "state")
    }

    // "scheduled talks": the verb that carries the noun says that they are still to come.
    pub(super) fn is_ahead(&self) -> bool {
        let bearer = self.coding.bearer;
        bearer != self.coding.trigger && self.book.words.is(self.tags.lemma(bearer), "ahead")
    }

    // "is to fly to Kyiv on Thursday"
    pub(super) fn is_arranged(&self, verb: usize) -> bool {
        let tags = self.tags;
        // "was due to meet", where "due to" hangs on the verb.
        let due = |kid: usize| self.book.turns.at(tags, kid) == Some(Turn::Plan);
        tags.xpos(verb) == "VB"
            && tags.child_by(verb, "cop").is_some()
            && (tags.children_by(verb, "mark").any(|mark| tags.lemma(mark) == "to")
                || tags.children_by(verb, "advmod").any(due))
    }

    // "called off the summit": there was none.
    pub(super) fn is_called_off(&self) -> bool {
        let (tags, noun) = (self.tags, self.coding.trigger);
        let words = &self.book.words;
        let Some(verb) = tags.head(noun).filter(|_| tags.upos(noun) == Upos::Noun) else {
            return false;
        };
        let off = || {
            let particle = tags.child_by(verb, "compound:prt");
            particle.is_some_and(|kid| tags.lemma(kid) == "off")
        };
        let undone = words.is(tags.lemma(verb), "undone")
            || words.is(tags.lemma(verb), "undone.off") && off();
        undone && matches!(tags.rel(noun), "obj" | "nsubj:pass")
    }

    // "would have met", "Had they met, …"
    pub(super) fn is_counterfactual(&self, verb: usize) -> bool {
        let tags = self.tags;
        let have = tags.children_by(verb, "aux").find(|&aux| tags.lemma(aux) == "have");
        let Some(have) = have.filter(|_| tags.xpos(verb) == "VBN") else { return false };
        let mut helpers = tags.children_by(verb, "aux");
        let would = helpers.any(|aux| self.book.words.is(tags.lemma(aux), "unreal"));
        let inverted = tags.base_rel(verb) == "advcl"
            && tags.xpos(have) == "VBD"
            && tags.child_by(verb, "mark").is_none()
            && tags.child_by(verb, "nsubj").is_some_and(|subject| have < subject);
        would || inverted
    }

    // "unless it drops its levy", "only if the truce holds"
    pub(super) fn has_proviso(&self, verb: usize) -> bool {
        let tags = self.tags;
        let mut clauses = tags.children_by(verb, "advcl");
        clauses.any(|clause| {
            let is = |at: usize, class: &str| self.book.words.is(tags.lemma(at), class);
            // "only when the rebels withdraw", where "only" may hang on the word before it.
            let before = tags.subtree(clause).start.checked_sub(1);
            let only = before.into_iter().chain(tags.children(clause)).any(|at| is(at, "only"));
            tags.children(clause).any(|kid| is(kid, "proviso") || (only && is(kid, "juncture")))
        })
    }

    // "asked whether they had met", "did not say if": what is left open.
    pub(super) fn is_left_open(&self, verb: usize) -> bool {
        let tags = self.tags;
        let is = |at: usize, class: &str| self.book.words.is(tags.lemma(at), class);
        let told = matches!(tags.base_rel(verb), "ccomp" | "csubj" | "xcomp");
        let open = tags.children_by(verb, "mark").any(|mark| is(mark, "whether"));
        let above = tags.head(verb).filter(|_| told && open);
        above.is_some_and(|above| {
            let turn = self.book.turns.at(tags, above);
            matches!(turn, Some(Turn::Tell | Turn::Appeal)) || is(above, "unsure")
        })
    }

    pub(super) fn is_hypothetical(&self, verb: usize) -> bool {
        let mut marks = self.tags.children_by(verb, "mark");
        if marks.any(|mark| self.book.words.is(self.tags.lemma(mark), "condition")) {
            return true;
        }
        if self.is_awaited(verb) {
            return true;
        }
        // "if it scrapped the ban, opened its ports and paid"
        let bare = self.tags.child_by(verb, "mark").or(self.tags.child_by(verb, "nsubj")).is_none();
        let first = self.tags.head(verb).filter(|_| bare && self.tags.rel(verb) == "conj");
        first.is_some_and(|first| first < verb && self.is_hypothetical(first))
    }

    // "will sign when the rebels withdraw": told in the present tense beside what is still to come.
    fn is_awaited(&self, verb: usize) -> bool {
        let tags = self.tags;
        let mut kids = tags.children(verb);
        let juncture = kids.any(|kid| {
            matches!(tags.rel(kid), "mark" | "advmod")
                && self.book.words.is(tags.lemma(kid), "juncture")
        });
        let now = |at: usize| matches!(tags.xpos(at), "VBZ" | "VBP");
        let present = now(verb) || tags.children(verb).any(|kid| is_helper(tags, kid) && now(kid));
        let mut above = tags.head(verb).filter(|_| tags.rel(verb) == "advcl");
        if !(juncture && present) {
            return false;
        }
        for _ in 0..3 {
            let Some(at) = above else { return false };
            if self.modal(at).is_some() {
                return true;
            }
            above = tags.head(at).filter(|_| tags.rel(at) == "xcomp");
        }
        false
    }

    pub(super) fn is_alleged(&self, verb: usize) -> bool {
        let trigger = self.coding.trigger;
        [verb, trigger].into_iter().any(|at| {
            self.tags.children(at).any(|kid| self.book.words.is(self.tags.lemma(kid), "alleged"))
        })
    }

    // "that Israel end the raids": a bare verb form under a verb of demanding; of several, "that the
    // rebels leave", it looks like any other, and who insists may only tell.
    pub(super) fn is_subjunctive(&self, demand: usize) -> bool {
        let tags = self.tags;
        let tells = self.book.words.is(tags.lemma(demand), "insist");
        tags.xpos(self.at) == "VB"
            || tags.xpos(self.at) == "VBP" && !tells
            || tags.children_by(self.at, "aux").any(|a| tags.lemma(a) == "should")
    }
}

fn is_helper(tags: &Tags, at: usize) -> bool {
    matches!(tags.base_rel(at), "aux" | "cop")
}
