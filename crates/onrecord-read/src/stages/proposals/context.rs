//! What proposals are read against: the doc, its tree, who, when and what was said.

use onrecord_rules::Classes;
use onrecord_types::{
    ActorId, Cast, Doc, Span, Statement, Tags, TimeKind, TimeMention, Upos, When,
};

use super::idioms::Idioms;

/// Everything known when proposals are read.
pub struct Context<'c, 'd> {
    /// Words of proposals.
    pub words: &'c Classes,
    /// Idioms of stance.
    pub idioms: &'c Idioms,
    /// The dispatch, cut up.
    pub doc: &'c Doc<'d>,
    /// Its tree.
    pub tags: &'c Tags,
    /// Who is mentioned where.
    pub cast: &'c Cast<'c>,
    /// The time expressions.
    pub times: &'c [TimeMention],
    /// The statements.
    pub told: &'c [Statement],
}

impl Context<'_, '_> {
    /// A token in lower case, with the straight apostrophe.
    pub fn low(&self, token: usize) -> String {
        self.doc.word(token).to_lowercase().replace('’', "'")
    }

    /// Whether a token's lemma is in a class.
    pub fn is(&self, class: &str, token: usize) -> bool {
        let lemma = self.tags.lemma(token);
        self.words.has(class, lemma) || self.words.has(class, &lemma.to_lowercase())
    }

    /// Whether a token stands with a preposition of a class.
    pub fn has_case(&self, token: usize, class: &str) -> bool {
        self.tags.children_by(token, "case").any(|kid| self.is(class, kid))
    }

    /// The prepositions a token stands with.
    pub fn cases(&self, token: usize) -> impl Iterator<Item = &str> + '_ {
        self.tags.children_by(token, "case").map(|kid| self.tags.lemma(kid))
    }

    /// The span of one token.
    pub fn span(&self, token: usize) -> Span {
        self.doc.tokens.get(token).map_or(Span::default(), |token| token.span)
    }

    /// Whether a token can head a clause: a verb, or anything with a copula or a subject.
    pub fn is_predicate(&self, token: usize) -> bool {
        self.tags.upos(token) == Upos::Verb
            || self
                .tags
                .children(token)
                .any(|kid| matches!(self.tags.base_rel(kid), "cop" | "nsubj"))
    }

    /// The actors a phrase stands for, coordination and groups unfolded.
    pub fn actors(&self, token: usize) -> Vec<ActorId> {
        let mut all: Vec<ActorId> = Vec::new();
        for at in self.tags.conjuncts(token) {
            let span = self.span(at);
            // "Friday" is nobody, whatever a name finder makes of it.
            if self.times.iter().any(|time| time.span.meets(span)) {
                continue;
            }
            let found = self.stands_for(at).or_else(|| self.cast.at(span));
            let found = found.or_else(|| self.speaker_of_we(at));
            let members =
                found.and_then(|id| self.cast.actor(id)).map(|actor| actor.members.as_slice());
            let ids = match members {
                Some([]) | None => found.as_slice(),
                Some(members) => members,
            };
            for id in ids {
                if !all.contains(id) {
                    all.push(*id);
                }
            }
        }
        all
    }

    /// "his party", "Moscow's negotiators": nameless, and speaking for whom they belong to.
    fn stands_for(&self, token: usize) -> Option<ActorId> {
        let owner = self.tags.children(token).find(|&kid| self.tags.rel(kid) == "nmod:poss")?;
        let nameless = self
            .cast
            .holding(self.span(token))
            .is_none_or(|(actor, mention)| !actor.named || !mention.span.holds(self.span(owner)));
        let pronoun = self.tags.upos(owner) == Upos::Pron;
        let own = (pronoun && self.is("stands.for", token)) || self.is("envoy", token);
        if nameless && own { self.cast.at(self.span(owner)) } else { None }
    }

    /// "we" in what somebody says is the speaker, where nobody else is known for it.
    fn speaker_of_we(&self, token: usize) -> Option<ActorId> {
        if !self.words.has("we", &self.low(token)) {
            return None;
        }
        self.statement(self.span(token))?.speaker
    }

    /// The subject of a verb and, where a list of subjects was not read as one, all of them.
    pub fn subjects(&self, verb: usize) -> Vec<usize> {
        let Some(subject) = self.subject(verb) else { return Vec::new() };
        let subject = self.within_report(verb, subject);
        let beside = self.tags.head(subject).into_iter().flat_map(|head| self.tags.children(head));
        let mut all: Vec<usize> = beside
            .filter(|&kid| {
                self.tags.rel(kid) == self.tags.rel(subject) && self.tags.base_rel(kid) == "nsubj"
            })
            .collect();
        if !all.contains(&subject) {
            all.push(subject);
        }
        all
    }

    /// A verb in what somebody is reported to say takes no subject from outside of it: "Congress is
    /// to debate the text, he said, and 'will approve it'".
    fn within_report(&self, verb: usize, subject: usize) -> usize {
        let Some(told) = self.statement(self.span(verb)) else { return subject };
        let inside = |at: usize| told.content.iter().any(|content| content.holds(self.span(at)));
        let own = self.tags.child_by(verb, "nsubj").is_some();
        if own || inside(subject) || !inside(verb) {
            return subject;
        }
        let first = told.content.iter().flat_map(|content| self.doc.tokens_in(*content));
        let mut subjects = first.filter(|&at| at < verb && self.tags.base_rel(at) == "nsubj");
        subjects.next().unwrap_or(subject)
    }

    /// The actors that go by a name, whole or in part of a mention: "UN" in "UN-brokered".
    pub fn named(&self, name: &str) -> Option<ActorId> {
        let text = self.doc.text();
        self.cast
            .mentions_in(text.span())
            .find(|(_, mention)| text.of(mention.name) == name)
            .map(|(actor, _)| actor.id)
    }

    /// The subject of a verb, shared subjects, relative clauses and nouns between included.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..8 {
            if let Some(own) = self.tags.child_by(at, "nsubj") {
                let relative =
                    self.tags.rel(at) == "acl:relcl" && self.cast.at(self.span(own)).is_none();
                return if relative && self.tags.xpos(own).starts_with('W') {
                    self.tags.head(at)
                } else {
                    Some(self.past_dateline(own))
                };
            }
            let up = match self.tags.base_rel(at) {
                "acl" if self.tags.xpos(at) != "VB" => return self.tags.head(at),
                "xcomp" | "conj" | "advcl" | "acl" | "obj" | "obl" => true,
                _ => false,
            };
            at = self.tags.head(at).filter(|_| up)?;
        }
        None
    }

    /// The innermost statement in whose content a span stands.
    pub fn statement(&self, span: Span) -> Option<&Statement> {
        let holds = |told: &&Statement| told.content.iter().any(|content| content.meets(span));
        let size =
            |told: &&Statement| told.content.iter().map(|content| content.len()).sum::<u32>();
        self.told.iter().filter(holds).min_by_key(size)
    }

    /// When: the date or clock time that hangs on a word with no predicate between.
    pub fn when(&self, word: usize) -> Option<When> {
        let time = self.times.iter().find(|time| {
            let tokens = self.doc.tokens_in(time.span);
            let head = tokens
                .clone()
                .find(|&at| self.tags.head(at).is_none_or(|head| !tokens.contains(&head)));
            let above = head.and_then(|head| {
                self.tags.upward(head).skip(1).find(|&at| at == word || self.is_predicate(at))
            });
            matches!(time.kind, TimeKind::Date | TimeKind::Time) && above == Some(word)
        })?;
        Some(When { earliest: time.earliest, latest: time.latest, time: Some(time.id) })
    }

    /// A phrase below a head without its preposition and what is only added to it.
    pub fn phrase(&self, head: usize) -> Span {
        let cut = |kid: usize| {
            matches!(
                self.tags.base_rel(kid),
                "case"
                    | "mark"
                    | "appos"
                    | "parataxis"
                    | "advcl"
                    | "cc"
                    | "conj"
                    | "cop"
                    | "nsubj"
                    | "aux"
            ) || self.tags.rel(kid) == "acl:relcl"
                || self.tags.rel(kid) == "punct" && !self.inside(kid, head)
        };
        self.trim(self.doc.span_of(self.tags.subtree_without(head, cut)))
    }

    /// Whether a mark stands before its head, as the hyphen in "30-day truce" does.
    fn inside(&self, mark: usize, head: usize) -> bool {
        mark < head && self.doc.word(mark) == "-"
    }

    /// A span without marks and spaces at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let mut tokens = self.doc.tokens_in(span);
        while !tokens.is_empty() && self.tags.upos(tokens.end - 1) == Upos::Punct {
            tokens.end -= 1;
        }
        while !tokens.is_empty() && self.tags.upos(tokens.start) == Upos::Punct {
            tokens.start += 1;
        }
        self.doc.span_of(tokens)
    }

    /// Past the dateline: where the place before the dash was read as part of the sentence, the
    /// phrase after the dash that was hung on it.
    pub fn past_dateline(&self, token: usize) -> usize {
        let Some(dateline) = &self.doc.dispatch.dateline else { return token };
        if !dateline.span.meets(self.span(token)) {
            return token;
        }
        let after = |kid: &usize| {
            matches!(
                self.tags.base_rel(*kid),
                "appos" | "conj" | "parataxis" | "dep" | "list" | "nmod"
            ) && !dateline.span.meets(self.span(*kid))
        };
        self.tags.children(token).find(after).unwrap_or(token)
    }
}
