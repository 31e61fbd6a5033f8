//! What contacts are read against: the doc, its tree, who, when and what was said.

use onrecord_rules::Classes;
use onrecord_types::{ActorId, Cast, Doc, Event, Span, Statement, Tags, TimeMention, Upos};

/// Everything known when contacts are read.
pub struct Context<'c, 'd> {
    /// Words of contacts.
    pub words: &'c Classes,
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
    /// The coded events.
    pub events: &'c [Event],
}

impl Context<'_, '_> {
    /// A token in lower case.
    pub fn low(&self, token: usize) -> String {
        self.doc.word(token).to_lowercase()
    }

    /// Whether a token's lemma is in a class.
    pub fn is(&self, class: &str, token: usize) -> bool {
        let lemma = self.tags.lemma(token);
        self.words.has(class, lemma) || self.words.has(class, &lemma.to_lowercase())
    }

    /// Whether a token stands with a preposition of a class.
    pub fn has_case(&self, token: usize, class: &str) -> bool {
        let mut cases = self.tags.children(token);
        cases.any(|kid| matches!(self.tags.base_rel(kid), "case" | "mark") && self.is(class, kid))
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

    /// The nearest predicate above a token.
    pub fn predicate_above(&self, token: usize) -> Option<usize> {
        self.tags.upward(token).skip(1).find(|&at| self.is_predicate(at))
    }

    /// The actors a phrase stands for, coordination and groups unfolded.
    pub fn actors(&self, token: usize) -> Vec<ActorId> {
        let mut all = Vec::new();
        for at in self.tags.conjuncts(token) {
            let span = self.span(at);
            // "Friday" is nobody, whatever a name finder makes of it.
            if self.times.iter().any(|time| time.span.meets(span)) {
                continue;
            }
            let Some(id) = self.cast.at(span) else { continue };
            let members =
                self.cast.actor(id).map(|actor| actor.members.as_slice()).unwrap_or_default();
            match members {
                [] => all.push(id),
                members => all.extend_from_slice(members),
            }
        }
        let mut seen = Vec::new();
        all.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        all
    }

    /// The innermost statement in whose content, cue or channel a span stands.
    pub fn statement(&self, span: Span) -> Option<&Statement> {
        let holds = |told: &&Statement| {
            let channel = told.channel.as_ref().and_then(|channel| channel.span);
            told.content.iter().any(|content| content.holds(span))
                || channel.is_some_and(|channel| channel.meets(span))
        };
        let size =
            |told: &&Statement| told.content.iter().map(|content| content.len()).sum::<u32>();
        self.told.iter().filter(holds).min_by_key(size)
    }

    /// The statement told through a channel whose words meet a span: "said during a briefing".
    pub fn told_through(&self, span: Span) -> Option<&Statement> {
        self.told.iter().find(|told| {
            told.channel.as_ref().and_then(|channel| channel.span).is_some_and(|at| at.meets(span))
        })
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
