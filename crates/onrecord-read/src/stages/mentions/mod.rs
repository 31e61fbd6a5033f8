//! Finds the stretches of text that stand for someone or something.

mod described;
mod gazetteer;
mod named;
mod names;
mod phrases;
mod senses;
mod votes;
mod words;

use std::cell::RefCell;
use std::ops::Range;

use onrecord_rules::{Fault, Shelf};
use onrecord_types::mention::Candidate;
use onrecord_types::{Doc, EntityKind, Tags, Upos};

use gazetteer::{Entry, Gazetteer};
use names::{Name, Names, head_of};
use phrases::RoleAt;
use votes::Votes;
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
    let mut finder = Finder {
        kit,
        doc,
        tags,
        names: &names,
        votes: Votes::default(),
        home: names.home(),
        only: None,
        body: names::dateline_end(doc),
        quoted: quoted(doc),
        claimed: RefCell::new(vec![false; doc.tokens.len()]),
    };
    finder.votes = Votes::count(&finder);
    finder.only = names.only(finder.votes.most_of_state());
    for credit in doc.dispatch.credits.iter().filter_map(|credit| credit.span) {
        finder.claim(doc.tokens_in(credit));
    }
    let mut found: Vec<Candidate> = Vec::new();
    for name in &names.all {
        if let Some(candidate) = named::candidate(&finder, name) {
            finder.claim(doc.tokens_in(candidate.name));
            found.push(candidate);
        }
    }
    let attempts = [described::by_pronoun, described::by_role, described::by_verb];
    for at in finder.body..doc.tokens.len() {
        if finder.is_claimed(at) {
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

/// Which tokens stand in quotation marks; a mark left open ends with its paragraph.
fn quoted(doc: &Doc<'_>) -> Vec<bool> {
    let mut quoted = vec![false; doc.tokens.len()];
    for paragraph in &doc.paragraphs {
        let mut open = false;
        for at in doc.tokens_in(paragraph.span) {
            match doc.word(at) {
                "“" | "„" | "«" | "``" => open = true,
                "”" | "»" | "''" => open = false,
                "\"" => open = !open,
                _ => {}
            }
            if let Some(token) = quoted.get_mut(at) {
                *token = open;
            }
        }
    }
    quoted
}

/// What the search for mentions looks at.
pub(crate) struct Finder<'a> {
    kit: &'a Kit,
    doc: &'a Doc<'a>,
    tags: &'a Tags,
    names: &'a Names<'a>,
    // What the names are that the gazetteer does not know.
    votes: Votes,
    // The country most spoken of.
    home: Option<&'a str>,
    // The same, where it is spoken of far more than all others.
    only: Option<&'a str>,
    // The first token behind the dateline.
    body: usize,
    quoted: Vec<bool>,
    // Tokens that cannot head a candidate of their own any more: names and the titles with them.
    claimed: RefCell<Vec<bool>>,
}

impl<'a> Finder<'a> {
    /// A candidate with its place and nothing else known.
    fn candidate(
        &self,
        phrase: Range<usize>,
        name: Range<usize>,
        head: usize,
        by: &str,
    ) -> Candidate {
        // A phrase does not reach back into the dateline.
        let start = phrase.start.max(self.body.min(name.start));
        let phrase = start..phrase.end.max(start);
        let name = self.doc.span_of(name);
        let first = self.doc.word(phrase.start).to_lowercase();
        Candidate {
            definite: self.kit.words.is(&first, Class::Definite),
            span: self.doc.span_of(phrase).join(name),
            name,
            head,
            by: by.to_owned(),
            ..Candidate::default()
        }
    }

    /// Marks tokens that cannot head a candidate of their own any more.
    fn claim(&self, tokens: Range<usize>) {
        if let Some(slots) = self.claimed.borrow_mut().get_mut(tokens) {
            slots.fill(true);
        }
    }

    fn is_claimed(&self, at: usize) -> bool {
        self.claimed.borrow().get(at).copied().unwrap_or(true)
    }

    /// Whether a token stands in quotation marks.
    fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// Whether the dispatch is about other countries than that of an entry.
    fn is_elsewhere(&self, entry: &Entry) -> bool {
        self.home.is_some()
            && !self
                .names
                .known
                .iter()
                .any(|(_, known)| known.country == entry.country && !known.common)
    }

    /// Whether a token is a noun that stands for a person, a body or a group.
    fn is_role(&self, at: usize) -> bool {
        matches!(self.tags.upos(at), Upos::Noun | Upos::Propn)
            && self.names.at(at).is_none()
            && phrases::role_at(self.kit, self.doc, self.tags, at).is_some()
    }

    /// The noun that tells what a name is, right before it and tied to it in the tree: "the union
    /// ZorgUnie", "President Tabek".
    fn noun_beside(&self, name: &Name<'_>) -> Option<RoleAt<'a>> {
        let before = name.tokens.start.checked_sub(1)?;
        let same = self.doc.sentence_of(before) == self.doc.sentence_of(name.tokens.start);
        let noun = matches!(self.tags.upos(before), Upos::Noun | Upos::Propn | Upos::Adj);
        let (head, above) = (head_of(self.tags, name.tokens.clone()), self.tags.head(before));
        let tied = self.tags.head(head) == Some(before)
            || above.is_some_and(|above| name.tokens.contains(&above))
            || (above.is_some() && above == self.tags.head(head));
        if !same || !noun || !tied || self.names.at(before).is_some() {
            return None;
        }
        phrases::role_at(self.kit, self.doc, self.tags, before)
    }

    /// Whether a word ends in one of the endings of a class, and is more than that.
    fn ends_like(&self, word: &str, class: Class) -> bool {
        let tails = word.char_indices().skip(3).filter_map(|(at, _)| word.get(at..));
        tails.into_iter().any(|tail| self.kit.words.is(tail, class))
    }

    /// Whether a name is that of the outlet, or of an agency that signs the dispatch.
    fn is_agency(&self, tokens: &Range<usize>) -> bool {
        let word = self.doc.of(self.doc.span_of(tokens.clone()));
        let dispatch = self.doc.dispatch;
        let signs = |credit: &onrecord_types::Credit| {
            credit.outlet.as_deref() == Some(word)
                || (credit.role == "agency" && credit.name == word)
        };
        dispatch.outlet.as_deref() == Some(word) || dispatch.credits.iter().any(signs)
    }

    /// Whether a name only tells whose: the noun it modifies gives a candidate of its own.
    fn modifies_role(&self, tokens: &Range<usize>) -> bool {
        let head = head_of(self.tags, tokens.clone());
        let modifier = matches!(self.tags.rel(head), "amod" | "compound" | "nmod:desc" | "flat");
        modifier
            && self.tags.head(head).is_some_and(|above| {
                self.gives_role(above)
                    || self.names.at(above).is_some_and(|name| {
                        matches!(name.kind, Some(EntityKind::Per | EntityKind::Org))
                            || name.entry.is_some()
                    })
            })
    }

    /// Whether a noun is a role that gives a candidate: "drones" only where they act.
    fn gives_role(&self, at: usize) -> bool {
        let role = phrases::role_at(self.kit, self.doc, self.tags, at);
        self.is_role(at) && role.is_some_and(|role| !role.role.acting || self.is_agent(at))
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

    /// Whether a name of one word is one that others are told "according to", and part of no longer name.
    fn is_only_cited(&self, name: &Name<'_>, head: usize) -> bool {
        name.tokens.len() == 1
            && matches!(self.tags.rel(head), "obl" | "nmod")
            && self.speaks(head)
            && !self.names.is_part(self.doc.word(name.tokens.start))
    }

    /// Whether a name opens a turn of speech: "SMITH: We will not."
    fn leads_colon(&self, tokens: Range<usize>) -> bool {
        let sentence = self.doc.sentences.get(self.doc.sentence_of(tokens.start));
        let first = sentence.map_or(0, |sentence| sentence.tokens.start);
        let marks = first..tokens.start;
        self.doc.word(tokens.end) == ":"
            && marks.into_iter().all(|at| !self.doc.word(at).chars().any(char::is_alphanumeric))
    }

    /// Whether a token is the subject or an object of a verb.
    fn is_subject_or_object(&self, at: usize) -> bool {
        let first = self.first_of_list(at);
        matches!(self.tags.base_rel(first), "nsubj" | "obj" | "iobj")
            || self.tags.rel(first) == "obl:agent"
    }

    /// Whether a token is the subject of an active verb, the agent of a passive one, or owns.
    fn is_agent(&self, at: usize) -> bool {
        let first = self.first_of_list(at);
        matches!(self.tags.rel(first), "nsubj" | "obl:agent" | "nmod:poss") || self.speaks(at)
    }

    /// Whether a token stands behind a preposition of place.
    fn is_placed(&self, at: usize) -> bool {
        self.tags
            .children_by(self.first_of_list(at), "case")
            .any(|case| self.kit.words.is(&self.doc.word(case).to_lowercase(), Class::Place))
    }

    /// Whether a place at a token does or suffers something rather than being where it happens.
    fn acts(&self, at: usize) -> bool {
        let first = self.first_of_list(at);
        let case = self.tags.child_by(first, "case");
        match self.tags.base_rel(first) {
            "nsubj" | "obj" | "iobj" => true,
            "obl" | "nmod" => case.is_some() && !self.is_placed(at),
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
            || self.tags.children_by(at, "nummod").any(|kid| {
                let word = self.doc.word(kid).to_lowercase();
                let digits = word.starts_with(|c: char| c.is_ascii_digit()) && word != "1";
                digits || self.kit.words.is(&word, Class::Several)
            })
    }
}
