//! Up the tree from a trigger: what the verbs above it make of the event.

use onrecord_types::{ActorId, EventStatus, Tags, Upos};

use super::book::Book;
use super::codes::{is_cooperation, is_material_conflict};
use super::coding::Coding;
use super::parties::{Parties, extend};
use super::signs::Modal;
use super::turns::Turn;

/// A coding on its way up.
pub struct Climb<'c, 'a> {
    pub(super) book: &'c Book,
    pub(super) tags: &'c Tags,
    pub(super) parties: &'c Parties<'a>,
    pub(super) coding: Coding,
    // The verb or noun that was reached.
    pub(super) at: usize,
    // Whether the speaker was already met.
    told: bool,
}

impl<'c, 'a> Climb<'c, 'a> {
    /// Starts at the word that carries the tense.
    pub fn new(
        book: &'c Book,
        tags: &'c Tags,
        parties: &'c Parties<'a>,
        coding: Coding,
    ) -> Climb<'c, 'a> {
        let at = coding.bearer;
        Climb { book, tags, parties, coding, at, told: false }
    }

    /// Climbs until nothing above changes the event any more; `negative` if the pattern's own words
    /// hold a negation.
    pub fn to_the_top(mut self, negative: bool, passive: bool) -> Coding {
        self.modals(negative);
        self.background(passive);
        for _ in 0..6 {
            if self.coding.dropped.is_some() || !self.step() {
                break;
            }
        }
        self.coding
    }

    // What the auxiliaries and negations beside the verb itself say.
    fn modals(&mut self, negative: bool) {
        let modal = self.modal(self.at);
        if !negative && self.is_void(self.at) {
            self.drop("negated");
            return;
        }
        if self.is_left_open(self.at) {
            self.drop("left open whether it is so");
            return;
        }
        if self.is_called_off() || self.is_counterfactual(self.at) {
            self.drop("did not come about");
            return;
        }
        if !negative && self.negated(self.at) {
            self.negate(modal);
            return;
        }
        match modal {
            Some(Modal::Future) => self.still_to_come(),
            Some(Modal::Possible) => self.coding.status = EventStatus::Possible,
            Some(Modal::Must) => self.coding.status = EventStatus::CalledFor,
            None if self.is_ahead() => self.coding.status = EventStatus::Planned,
            None if self.is_arranged(self.at) => self.still_to_come(),
            None if self.is_ongoing() || self.is_state() => {
                self.coding.status = EventStatus::Ongoing;
            }
            None => {}
        }
        if modal == Some(Modal::Future) && self.has_proviso(self.at) {
            self.on_condition();
        }
        if self.is_hypothetical(self.at) {
            self.coding.status = EventStatus::Possible;
            if self.coding.sides.actors.is_empty() {
                self.drop("only supposed, and nobody does it");
            }
        }
        if self.is_alleged(self.at) && self.coding.status == EventStatus::Happened {
            self.coding.status = EventStatus::Possible;
        }
    }

    // What is only mentioned on the way: whom they had arrested, what the talks are about, to what
    // end something is done.
    fn background(&mut self, passive: bool) {
        let (tags, at) = (self.tags, self.at);
        let words = &self.book.words;
        if self.coding.dropped.is_some() || at != self.coding.trigger {
            return;
        }
        let Some(head) = tags.head(at) else { return };
        let agent = tags
            .children_by(at, "obl")
            .any(|kid| tags.child_by(kid, "case").is_some_and(|case| tags.lemma(case) == "by"));
        // "there were ten soldiers killed"
        let above = tags.head(head);
        let existential =
            [Some(head), above].into_iter().flatten().any(|at| tags.child_by(at, "expl").is_some());
        // "the allegation that it had attacked"
        let finite = tags.child_by(at, "aux").is_some();
        let turned = self.book.turns.at(tags, head).is_some();
        let marks = || tags.children(at).filter(|&kid| matches!(tags.rel(kid), "mark" | "case"));
        // "questions regarding normalizing relations": the word before may hang on the object.
        let before = at.checked_sub(1).filter(|&word| tags.rel(word) == "case");
        let topic = || marks().chain(before).any(|mark| words.is(tags.lemma(mark), "topic"));
        let helped = || tags.children_by(at, "aux").any(|aux| tags.xpos(aux) == "VB");
        let to = |mark: usize| tags.lemma(mark) == "to";
        let aim = tags.xpos(at) == "VB" && marks().any(to);
        // "the number of prisoners to be freed"
        let suffered = passive && helped() && marks().any(to);
        let why = match tags.rel(at) {
            "acl" if tags.xpos(at) == "VBN" && !finite && !agent && !existential => {
                "only describes somebody"
            }
            "acl:relcl" if passive && !agent => "only describes somebody",
            "acl" if aim && !turned => "an aim, not a deed",
            "acl" | "advcl" if tags.xpos(at) == "VBG" && topic() && !turned => {
                "a topic, not a deed"
            }
            "advcl" if suffered && !turned => "an aim, not a deed",
            "acl:relcl" if self.is_habit() => "only describes somebody",
            "advcl" if aim && !turned && !words.is(tags.lemma(head), "outward") => {
                "an aim, not a deed"
            }
            _ => return,
        };
        self.drop(why);
    }

    // "groups that attack the country": whoever does so, now and then.
    fn is_habit(&self) -> bool {
        let tags = self.tags;
        let noun = tags.head(self.at).is_some_and(|noun| tags.xpos(noun) == "NNS");
        noun && tags.xpos(self.at) == "VBP" && is_material_conflict(&self.coding.cameo)
    }

    fn negate(&mut self, modal: Option<Modal>) {
        // Who has not met, or cannot, has not refused to; who will not meet has.
        let meeting = self.coding.cameo.starts_with("04") && modal.is_none();
        let unable = modal == Some(Modal::Possible);
        let refused =
            is_cooperation(&self.coding.cameo) && self.coding.peopled && !meeting && !unable;
        match modal {
            _ if refused => {
                let _ = self.turn(Turn::Refuse, "not");
            }
            _ => self.drop("negated"),
        }
    }

    // "will impose tariffs unless": a threat; "would come back if": no more than possible.
    fn on_condition(&mut self) {
        if is_material_conflict(&self.coding.cameo) && self.turn(Turn::Threaten, "unless") {
            self.coding.status = EventStatus::Happened;
        } else {
            self.coding.status = EventStatus::Possible;
        }
    }

    fn still_to_come(&mut self) {
        self.coding.status = EventStatus::Planned;
        // To sign tomorrow is to agree today.
        if self.coding.cameo == "057" {
            self.shift(Turn::Intend);
        }
    }

    // One step up the tree; whether there may be another.
    fn step(&mut self) -> bool {
        let tags = self.tags;
        let Some(head) = tags.head(self.at) else { return false };
        let rel = tags.base_rel(self.at);
        let nominal =
            self.coding.bearer == self.at && matches!(tags.upos(self.at), Upos::Noun | Upos::Propn);
        let marked = || tags.children(self.at).any(|kid| matches!(tags.rel(kid), "mark" | "case"));
        let infinitive = tags.xpos(self.at) == "VB";
        let gerund = tags.xpos(self.at) == "VBG" && marked();
        let clause = matches!(rel, "xcomp" | "ccomp" | "acl" | "csubj")
            || (rel == "advcl" && (infinitive || gerund));
        let object = nominal && matches!(rel, "obj" | "obl" | "nmod");
        if rel == "conj" && tags.upos(head) == tags.upos(self.at) && !self.own_subject() {
            // "agreed to withdraw and disarm": the second verb hangs where the first does.
            self.at = super::frame::said_beside(tags, self.book, self.at).unwrap_or(head);
            return true;
        }
        if !clause && !object {
            return false;
        }
        let Some(turn) = self.book.turns.at(tags, head) else {
            // "will send a team to help train the army"
            if rel == "advcl" && infinitive {
                self.lean_on(head);
            }
            return false;
        };
        // "in talks he agreed": a noun beside the verb is not what was agreed to.
        let aside = object && rel != "obj";
        let turning = !matches!(turn, Turn::Carry | Turn::Keep | Turn::Plan | Turn::Want);
        if aside && !(turning && self.is_aim()) {
            return false;
        }
        self.meet(turn, head, rel)
    }

    fn is_aim(&self) -> bool {
        let case = self.tags.child_by(self.at, "case");
        case.is_some_and(|case| self.book.words.is(self.tags.lemma(case), "aim"))
    }

    fn own_subject(&self) -> bool {
        self.tags.child_by(self.at, "nsubj").is_some()
    }

    fn meet(&mut self, turn: Turn, head: usize, rel: &str) -> bool {
        let finite = rel == "ccomp";
        match turn {
            Turn::Carry | Turn::Keep => {
                self.at = head;
                self.coding.tokens.push(head);
                if self.negated(head) {
                    self.negate(self.modal(head));
                } else {
                    self.lean_on(head);
                    if turn == Turn::Keep && self.coding.status == EventStatus::Happened {
                        self.coding.status = EventStatus::Ongoing;
                    }
                }
                true
            }
            Turn::Plan => self.plan(head),
            Turn::Want => self.want(head, finite),
            Turn::Maybe => {
                self.at = head;
                self.coding.tokens.push(head);
                if matches!(self.coding.status, EventStatus::Happened | EventStatus::Ongoing) {
                    self.coding.status = EventStatus::Possible;
                }
                self.charge_others(head);
                true
            }
            Turn::Tell => self.tell(head, finite),
            Turn::Await => {
                self.coding.status = EventStatus::CalledFor;
                self.coding.tokens.push(head);
                if let Some(owner) = self.tags.child_by(head, "nmod:poss") {
                    self.act(self.parties.of(self.tags, owner));
                }
                false
            }
            Turn::Allege => {
                // "rejected the allegation that", "repeated the allegation that"
                let verb =
                    self.tags.head(head).and_then(|verb| self.book.turns.at(self.tags, verb));
                let denied = matches!(verb, Some(Turn::Deny | Turn::Refuse));
                self.coding.status =
                    if denied { EventStatus::Denied } else { EventStatus::Possible };
                false
            }
            Turn::Deny => {
                self.coding.status = EventStatus::Denied;
                false
            }
            Turn::Swallow => self.swallow(head, rel),
            Turn::Threaten if is_cooperation(&self.coding.cameo) && finite => self.tell(head, true),
            Turn::Demand | Turn::Appeal if finite && !self.is_subjunctive(head) => {
                self.tell(head, true)
            }
            _ => self.turn_at(turn, head),
        }
    }

    fn plan(&mut self, head: usize) -> bool {
        self.at = head;
        if matches!(self.coding.status, EventStatus::Happened | EventStatus::Ongoing) {
            self.coding.status = EventStatus::Planned;
        }
        if self.negated(head) {
            self.negate(None);
        } else if self.tags.rel(head) == "acl" && self.tags.xpos(head) == "VBN" {
            // "a trip aimed at pushing for a truce"
            self.drop("an aim, not a deed");
        }
        true
    }

    fn want(&mut self, head: usize, finite: bool) -> bool {
        let cooperation = is_cooperation(&self.coding.cameo);
        let wanters = self.subjects_of(head);
        let others = self.coding.sides.actors.iter().any(|id| !wanters.contains(id));
        // "hopes that Japan will": what others are hoped to do.
        let hoped = finite && others;
        self.coding.status = if hoped { EventStatus::CalledFor } else { EventStatus::Planned };
        if others && !wanters.is_empty() && self.tags.child_by(head, "obj").is_some() {
            return self.turn_at(Turn::Appeal, head);
        }
        self.at = head;
        if !finite && (cooperation || is_material_conflict(&self.coding.cameo)) {
            return self.turn_at(Turn::Intend, head);
        }
        true
    }

    fn swallow(&mut self, head: usize, rel: &str) -> bool {
        let noun = matches!(self.tags.upos(self.at), Upos::Noun | Upos::Propn);
        if !noun || rel == "obj" {
            self.drop(&format!("told by `{}`", self.tags.lemma(head)));
        } else if self.coding.sides.actors.is_empty() {
            // "blaming them for a raid": those who are blamed did it, it is said.
            let blamed = self.objects_of(head);
            self.coding.sides.recipients.retain(|id| !blamed.contains(id));
            self.coding.sides.actors = blamed;
        }
        false
    }

    // "denounced an attempt to seize power": whoever denounces it does not attempt it.
    fn charge_others(&mut self, noun: usize) {
        let tags = self.tags;
        let Some(verb) = tags.head(noun).filter(|_| tags.base_rel(noun) == "obj") else { return };
        let owned = tags.child_by(noun, "nmod:poss").is_some();
        if !owned && self.book.turns.at(tags, verb) == Some(Turn::Swallow) {
            let chargers = self.subjects_of(verb);
            self.coding.sides.actors.retain(|id| !chargers.contains(id));
        }
    }

    // The verb above carries the tense: "has begun withdrawing", "will continue to".
    fn lean_on(&mut self, head: usize) {
        if self.coding.status == EventStatus::Happened {
            match self.modal(head) {
                Some(Modal::Future) => self.still_to_come(),
                Some(Modal::Possible) => self.coding.status = EventStatus::Possible,
                Some(Modal::Must) => self.coding.status = EventStatus::CalledFor,
                None => {}
            }
        }
    }

    // A speaker tells it: promises and threats of one's own, demands on others.
    fn tell(&mut self, head: usize, finite: bool) -> bool {
        if self.told || !finite {
            return false;
        }
        self.told = true;
        let speakers = self.subjects_of(head);
        let actors = &self.coding.sides.actors;
        let meant = !actors.is_empty() && actors.iter().all(|&id| self.parties.is_only_meant(id));
        // Whom somebody else will meet, a spokesman only tells.
        let contact = self.coding.cameo.starts_with("04");
        let own = !speakers.is_empty()
            && (meant
                || actors.iter().any(|&actor| {
                    let one_side = |&who| {
                        who == actor || (!contact && self.parties.are_compatriots(who, actor))
                    };
                    speakers.iter().any(one_side)
                }));
        if own && meant {
            self.act(speakers.clone());
        }
        match self.coding.status {
            EventStatus::CalledFor if !own && !speakers.is_empty() => {
                let addressed = self.coding.sides.actors.clone();
                if self.shift(Turn::Demand) {
                    self.noted(head, Turn::Demand);
                    extend(&mut self.coding.sides.recipients, addressed);
                    self.act(speakers);
                    self.coding.status = EventStatus::Happened;
                }
            }
            EventStatus::Planned if own => {
                let conflict = is_material_conflict(&self.coding.cameo);
                let turn = if conflict { Turn::Threaten } else { Turn::Intend };
                // What is promised is still to come, though nobody says "promise".
                if (conflict || is_cooperation(&self.coding.cameo)) && self.shift(turn) {
                    self.noted(head, turn);
                }
            }
            _ => {}
        }
        false
    }

    fn turn_at(&mut self, turn: Turn, head: usize) -> bool {
        let mut turn = turn;
        let force =
            is_material_conflict(&self.coding.cameo) && !self.coding.cameo.starts_with("15");
        if turn == Turn::Intend && force {
            turn = Turn::Threaten;
        }
        if turn == Turn::Refuse && !is_cooperation(&self.coding.cameo) {
            self.drop("refused to do it");
            return false;
        }
        self.at = head;
        if !self.shift(turn) {
            return false;
        }
        self.coding.status = EventStatus::Happened;
        let asking = matches!(turn, Turn::Demand | Turn::Appeal);
        let passive = super::frame::is_passive(self.tags, head);
        let turners = if asking && passive { self.agents_of(head) } else { self.subjects_of(head) };
        match turn {
            Turn::Demand | Turn::Appeal => self.address(head, turners),
            _ => {
                if !turners.is_empty() {
                    let inner = std::mem::take(&mut self.coding.sides.actors);
                    if self.coding.bare_noun {
                        extend(&mut self.coding.sides.recipients, inner);
                    }
                    self.act(turners);
                }
                if self.coding.sides.recipients.is_empty() {
                    self.coding.sides.recipients = self.objects_of(head);
                }
            }
        }
        self.took(head, turn);
        if self.negated(head) {
            if is_cooperation(&self.coding.cameo) && self.shift(Turn::Refuse) {
                self.coding.by.push("turn.not".to_owned());
            } else {
                self.drop("negated");
            }
            return false;
        }
        match self.modal(head) {
            Some(Modal::Future) => self.coding.status = EventStatus::Planned,
            Some(Modal::Possible) => self.coding.status = EventStatus::Possible,
            _ if self.is_hypothetical(head) => self.coding.status = EventStatus::Possible,
            _ => {}
        }
        true
    }

    // Whoever was to act is asked to.
    fn address(&mut self, head: usize, askers: Vec<ActorId>) {
        let addressed = std::mem::take(&mut self.coding.sides.actors);
        let mut recipients = self.objects_of(head);
        extend(&mut recipients, addressed);
        let more = std::mem::take(&mut self.coding.sides.recipients);
        if recipients.is_empty() {
            recipients = more;
        }
        self.coding.sides.recipients = recipients;
        self.act(askers);
    }

    fn turn(&mut self, turn: Turn, word: &str) -> bool {
        let done = self.shift(turn);
        if done {
            self.coding.by.push(format!("turn.{word}"));
        }
        done
    }

    fn noted(&mut self, head: usize, turn: Turn) {
        self.coding.by.push(format!("turn.{}", turn.name()));
        self.coding.tokens.push(head);
    }

    fn took(&mut self, head: usize, turn: Turn) {
        self.noted(head, turn);
        self.coding.trigger = head;
        self.coding.bearer = head;
        self.coding.bare_noun = false;
    }

    fn act(&mut self, actors: Vec<ActorId>) {
        self.coding.sides.recipients.retain(|id| !actors.contains(id));
        self.coding.sides.actors = actors;
    }

    fn shift(&mut self, turn: Turn) -> bool {
        match self.book.turns.shift(turn, &self.coding.cameo) {
            Some("") => true,
            Some(code) => {
                self.coding.cameo = code.to_owned();
                self.coding.plover = None;
                true
            }
            None => false,
        }
    }

    fn drop(&mut self, why: &str) {
        self.coding.dropped = Some(why.to_owned());
    }
}
