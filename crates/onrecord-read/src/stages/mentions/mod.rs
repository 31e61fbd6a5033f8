//! Finds the stretches of text that stand for someone or something.

mod described;
mod gazetteer;
mod named;
mod names;
mod phrases;
mod senses;
mod words;

use std::ops::Range;

use onrecord_rules::{Fault, Shelf};
use onrecord_types::mention::Candidate;
use onrecord_types::{Doc, EntityKind, Tags, Upos};

use gazetteer::Gazetteer;
use names::{Name, Names, head_of};
use words::{Class, Words};

/// Rules and words of this stage.
pub struct Kit {
    gazetteer: Gazetteer,
    words: Words,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    Kit { gazetteer: Gazetteer::read(shelf, faults), words: Words::read(shelf, faults) }
}

/// Finds the stretches of text that stand for someone or something.
pub fn find(kit: &Kit, doc: &Doc<'_>, tags: &Tags) -> Vec<Candidate> {
    let names = Names::find(kit, doc, tags);
    let finder = Finder { kit, doc, tags, names: &names };
    let mut found: Vec<Candidate> = Vec::new();
    let mut heads = vec![false; doc.tokens.len()];
    for name in &names.all {
        if let Some(candidate) = named::candidate(&finder, name) {
            finder.claim(&candidate, &mut heads);
            found.push(candidate);
        }
    }
    let attempts = [described::by_pronoun, described::by_role, described::by_verb];
    for at in 0..doc.tokens.len() {
        if heads[at] {
            continue;
        }
        if let Some(candidate) = attempts.iter().find_map(|attempt| attempt(&finder, at)) {
            found.push(candidate);
        }
    }
    found.sort_by_key(|c| (c.span.start(), std::cmp::Reverse(c.span.end()), c.head));
    found.dedup_by(|b, a| a.span == b.span && a.name == b.name);
    found
}

/// What the search for mentions looks at.
pub(crate) struct Finder<'a> {
    kit: &'a Kit,
    doc: &'a Doc<'a>,
    tags: &'a Tags,
    names: &'a Names<'a>,
}

impl Finder<'_> {
    /// A candidate with its place and nothing else known.
    fn candidate(
        &self,
        phrase: Range<usize>,
        name: Range<usize>,
        head: usize,
        by: &str,
    ) -> Candidate {
        let name = self.doc.span_of(name);
        Candidate {
            span: self.doc.span_of(phrase).join(name),
            name,
            head,
            by: by.to_owned(),
            ..Candidate::default()
        }
    }

    /// Marks the tokens that cannot head a candidate of their own any more: the head of a name,
    /// its title, and what stands in apposition to it.
    fn claim(&self, candidate: &Candidate, heads: &mut [bool]) {
        let name = self.doc.tokens_in(candidate.name);
        let mut mark = |at: usize| {
            if let Some(head) = heads.get_mut(at) {
                *head = true;
            }
        };
        name.for_each(&mut mark);
        if candidate.title.is_none() {
            return;
        }
        let head = candidate.head;
        self.tags.children_by(head, "nmod:desc").for_each(&mut mark);
        self.tags.children_by(head, "appos").filter(|&at| self.is_role(at)).for_each(&mut mark);
        if self.tags.base_rel(head) == "appos" {
            self.tags.head(head).into_iter().for_each(&mut mark);
        }
        if let Some(before) = self.doc.tokens_in(candidate.name).start.checked_sub(1) {
            mark(before);
        }
    }

    /// Whether a token is a noun that stands for a person, a body or a group.
    fn is_role(&self, at: usize) -> bool {
        matches!(self.tags.upos(at), Upos::Noun | Upos::Propn)
            && self.names.at(at).is_none()
            && phrases::role_at(self.kit, self.doc, self.tags, at).is_some()
    }

    /// Whether a name only tells whose: the noun it modifies gives a candidate of its own.
    fn modifies_role(&self, tokens: &Range<usize>) -> bool {
        let head = head_of(self.tags, tokens.clone());
        let modifier = matches!(self.tags.rel(head), "amod" | "compound" | "nmod:desc" | "flat");
        modifier
            && self.tags.head(head).is_some_and(|above| {
                self.is_role(above)
                    || self.names.at(above).is_some_and(|name| {
                        matches!(name.kind, Some(EntityKind::Per | EntityKind::Org))
                            || name.entry.is_some()
                    })
            })
    }

    /// Whether the role noun at a token is part of a name that gives a candidate of its own.
    fn is_taken(&self, name: &Name<'_>) -> bool {
        name.entry.is_some()
            || matches!(name.kind, Some(EntityKind::Per | EntityKind::Org | EntityKind::Fac))
    }

    /// Whether a token is the subject of a verb of speaking, or the one it is according to.
    fn speaks(&self, at: usize) -> bool {
        let first = self.first_of_list(at);
        let Some(verb) = self.tags.head(first) else { return false };
        match self.tags.rel(first) {
            "nsubj" | "obl:agent" => self.kit.words.is(self.tags.lemma(verb), Class::Speech),
            "obl" | "nmod" => self
                .tags
                .children_by(first, "case")
                .any(|case| self.doc.word(case).eq_ignore_ascii_case("according")),
            _ => false,
        }
    }

    /// Whether a place at a token does or suffers something rather than being where it happens.
    fn acts(&self, at: usize) -> bool {
        let first = self.first_of_list(at);
        let case = self.tags.children_by(first, "case").next();
        let place = case
            .is_some_and(|at| self.kit.words.is(&self.doc.word(at).to_lowercase(), Class::Place));
        match self.tags.base_rel(first) {
            "nsubj" | "obj" | "iobj" => true,
            "obl" | "nmod" => case.is_some() && !place,
            _ => false,
        }
    }

    fn first_of_list(&self, at: usize) -> usize {
        match self.tags.head(at) {
            Some(first) if self.tags.base_rel(at) == "conj" => first,
            _ => at,
        }
    }

    fn is_plural(&self, at: usize) -> bool {
        matches!(self.tags.xpos(at), "NNS" | "NNPS")
            || self
                .tags
                .children_by(at, "nummod")
                .any(|kid| self.kit.words.is(&self.doc.word(kid).to_lowercase(), Class::Several))
    }
}
