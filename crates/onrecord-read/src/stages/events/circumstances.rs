//! Where and when an event took place, and in which statement it is told.

use onrecord_types::{
    Doc, EntityKind, Places, Span, Statement, StatementId, Tags, TimeKind, TimeMention, When,
};

use super::coding::Coding;
use super::words::Words;

// To deny, to disapprove and to accuse; a court that charges somebody does more.
const BLAME: &[&str] = &["016", "110", "111", "112"];
// Ten years: what lies further back is history.
const LONG_AGO_SECONDS: i64 = 10 * 365 * 86_400;

/// Looks up what stands around triggers.
pub struct Circumstances<'c> {
    /// The dispatch, cut up.
    pub doc: &'c Doc<'c>,
    /// The tree over it.
    pub tags: &'c Tags,
    /// The time expressions.
    pub times: &'c [TimeMention],
    /// The statements.
    pub told: &'c [Statement],
    clock: Places,
    contents: Places,
}

impl<'c> Circumstances<'c> {
    /// Indexes times and statements by where they stand.
    pub fn new(
        doc: &'c Doc<'c>,
        tags: &'c Tags,
        times: &'c [TimeMention],
        told: &'c [Statement],
    ) -> Circumstances<'c> {
        let clock = Places::of(times, |time| [&time.span]);
        let contents = Places::of(told, |told| &told.content);
        Circumstances { doc, tags, times, told, clock, contents }
    }

    /// The innermost statement whose content holds the trigger.
    pub fn statement(&self, trigger: Span) -> Option<StatementId> {
        let near = self.contents.meeting(trigger).into_iter();
        near.filter_map(|at| self.told.get(at))
            .filter(|statement| statement.content.iter().any(|span| span.holds(trigger)))
            .min_by_key(|statement| {
                let length: u32 = statement.content.iter().map(|span| span.len()).sum();
                (length, statement.id)
            })
            .map(|statement| statement.id)
    }

    /// The time expression of the trigger's own clause, the nearest one.
    pub fn when(&self, words: &Words, coding: &Coding, deed: bool) -> Option<When> {
        let clause = self.clause(coding.bearer);
        let own = self.doc.tokens_in(clause);
        let distance = |time: &TimeMention| {
            let at = self.doc.tokens_in(time.span);
            at.start.abs_diff(coding.bearer).min(at.end.abs_diff(coding.bearer))
        };
        let near = self.clock.meeting(clause).into_iter();
        let time = near
            .filter_map(|at| self.times.get(at))
            .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
            .filter(|time| time.earliest.is_some() && clause.holds(time.span))
            .filter(|time| {
                let tokens = self.doc.tokens_in(time.span);
                tokens.clone().any(|token| self.belongs(token, coding, &own))
                    && !self.is_span(words, tokens.clone())
                    && (deed || self.is_beside(tokens, coding))
            })
            .min_by_key(|time| (distance(time), time.id))?;
        Some(When { earliest: time.earliest, latest: time.latest, time: Some(time.id) })
    }

    // "until Monday", "since May": not when it happened, but how long it lasts.
    fn is_span(&self, words: &Words, time: std::ops::Range<usize>) -> bool {
        time.clone().chain(time.start.checked_sub(1)).any(|at| {
            let mut cases = self.tags.children_by(at, "case");
            let lasts = |case: usize| words.is(self.tags.lemma(case), "span");
            cases.any(lasts) || lasts(at)
        })
    }

    // Of what is said, only a time that hangs on the verb: not "ordered them to answer by Friday",
    // not "welcomed Friday's vote".
    fn is_beside(&self, time: std::ops::Range<usize>, coding: &Coding) -> bool {
        let above = |at: usize| self.tags.head(at).filter(|head| !time.contains(head));
        let mut heads = time.clone().filter_map(above);
        heads.any(|head| head == coding.bearer || head == coding.trigger)
    }

    /// Whether a time lies after the dispatch was published: "his envoys fly back tomorrow".
    pub fn is_to_come(&self, when: &When) -> bool {
        match (when.earliest, self.doc.dispatch.published.latest) {
            (Some(begins), Some(published)) => begins >= published,
            _ => false,
        }
    }

    /// Whether it is only a quarrel about who was to blame for violence of long ago: "denied a role
    /// in the 1994 genocide".
    pub fn is_bygone(&self, words: &Words, coding: &Coding) -> bool {
        let quarrel = BLAME.iter().any(|code| coding.cameo.starts_with(code));
        let Some(published) = self.doc.dispatch.published.earliest.filter(|_| quarrel) else {
            return false;
        };
        let told = self.doc.span_of(self.tags.subtree(coding.bearer));
        let near = self.clock.meeting(told).into_iter().filter_map(|at| self.times.get(at));
        near.filter(|time| time.kind == TimeKind::Date && told.holds(time.span)).any(|time| {
            let long_ago = time.latest.is_some_and(|latest| {
                published.unix_seconds() - latest.unix_seconds() > LONG_AGO_SECONDS
            });
            let mut tokens = self.doc.tokens_in(time.span);
            long_ago
                && tokens.any(|token| {
                    let noun = self.tags.head(token);
                    noun.is_some_and(|noun| words.is(self.tags.lemma(noun), "violence"))
                })
        })
    }

    /// The place name of the trigger's own clause: "in Geneva", "near the border".
    pub fn place(&self, coding: &Coding) -> Option<String> {
        let tags = self.tags;
        let heads = [coding.bearer, coding.trigger];
        let phrases = heads.into_iter().chain(coding.tokens.iter().copied()).flat_map(|head| {
            let deeper =
                tags.children_by(head, "obj").flat_map(|kid| tags.children_by(kid, "nmod"));
            let near =
                tags.children(head).filter(|&kid| matches!(tags.base_rel(kid), "obl" | "nmod"));
            near.chain(deeper).collect::<Vec<_>>()
        });
        for phrase in phrases {
            let preposition = tags.child_by(phrase, "case").map_or("", |case| tags.lemma(case));
            if !matches!(preposition, "in" | "at" | "near" | "outside" | "inside" | "around") {
                continue;
            }
            if let Some(name) = tags.entity_at(phrase)
                && matches!(name.kind, EntityKind::Loc | EntityKind::Fac)
            {
                return Some(self.doc.of(name.span).to_owned());
            }
        }
        None
    }

    fn clause(&self, head: usize) -> Span {
        let cut = |kid: usize| matches!(self.tags.base_rel(kid), "ccomp" | "parataxis" | "advcl");
        self.doc.span_of(self.tags.subtree_without(head, cut))
    }

    // A time in a clause of its own ("who was arrested last week") is not the trigger's.
    fn belongs(&self, token: usize, coding: &Coding, own: &std::ops::Range<usize>) -> bool {
        let mut clauses = self.tags.upward(token).take_while(|&at| at != coding.bearer);
        own.contains(&token)
            && clauses.all(|at| {
                !matches!(self.tags.base_rel(at), "acl" | "advcl" | "ccomp" | "parataxis" | "conj")
            })
    }
}
