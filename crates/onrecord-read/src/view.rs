//! How a dispatch is looked at once it is known who, when and what was said: the tree with its
//! actors, times and statements, and the questions that several stages ask of it.

mod sides;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Deref;

use onrecord_rules::{Classes, lower};
use onrecord_types::{
    Actor, ActorId, ActorKind, Cast, Doc, EntityKind, Places, Span, Statement, Tags, TimeKind,
    TimeMention, Upos, When,
};

/// All that the first half of its way has found in a dispatch, indexed by place.
pub struct Known<'d> {
    /// The dispatch, cut up.
    pub doc: &'d Doc<'d>,
    /// Its tree.
    pub tags: &'d Tags,
    /// Who is mentioned where.
    pub cast: Cast<'d>,
    /// The time expressions.
    pub times: &'d [TimeMention],
    /// The statements.
    pub told: &'d [Statement],
    // Every token in lower case with the straight apostrophe, one after the other, and where each ends.
    low: String,
    ends: Vec<u32>,
    // Whether a token belongs to a time expression.
    timed: Vec<bool>,
    clock: Places,
    contents: Places,
    channels: Places,
    cues: Places,
    speakers: Places,
    names: OnceCell<HashMap<&'d str, ActorId>>,
}

impl<'d> Known<'d> {
    /// Indexes what was found.
    pub fn new(
        doc: &'d Doc<'d>,
        tags: &'d Tags,
        actors: &'d [Actor],
        times: &'d [TimeMention],
        told: &'d [Statement],
    ) -> Known<'d> {
        let (mut low, mut ends) = (String::new(), Vec::with_capacity(doc.tokens.len()));
        for token in 0..doc.tokens.len() {
            let word = lower(doc.word(token));
            low.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }));
            ends.push(low.len() as u32);
        }
        let mut timed = vec![false; doc.tokens.len()];
        for token in times.iter().flat_map(|time| doc.tokens_in(time.span)) {
            timed[token] = true;
        }
        Known {
            doc,
            tags,
            cast: Cast::new(actors),
            times,
            told,
            low,
            ends,
            timed,
            clock: Places::of(times, |time| [&time.span]),
            contents: Places::of(told, |told| &told.content),
            channels: Places::of(told, |told| {
                told.channel.as_ref().and_then(|channel| channel.span.as_ref())
            }),
            cues: Places::of(told, |told| told.cue.as_ref().map(|cue| &cue.span)),
            speakers: Places::of(told, |told| told.speaker_span.as_ref()),
            names: OnceCell::new(),
        }
    }

    /// The same with the words of a stage.
    pub fn with<'c>(&'c self, words: &'c Classes) -> View<'c, 'd> {
        View { words, known: self }
    }

    /// A token in lower case, with the straight apostrophe.
    pub fn low(&self, token: usize) -> &str {
        let start = token.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(token).copied().unwrap_or(0);
        self.low.get(start.unwrap_or(0) as usize..end as usize).unwrap_or_default()
    }

    /// The span of one token.
    pub fn span(&self, token: usize) -> Span {
        self.doc.tokens.get(token).map_or(Span::default(), |token| token.span)
    }

    /// The time expressions that share words with a span, in the order of the text.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = &'d TimeMention> {
        let times = self.times;
        self.clock.meeting(span).into_iter().filter_map(|at| times.get(at))
    }

    /// Whether a token belongs to a time expression.
    pub fn is_time(&self, token: usize) -> bool {
        self.timed.get(token).copied().unwrap_or(false)
    }

    /// The innermost statement in whose content a span stands.
    pub fn statement(&self, span: Span) -> Option<&'d Statement> {
        let size = |told: &&Statement| told.content.iter().map(|c| c.len()).sum::<u32>();
        let told = self.told;
        self.contents.meeting(span).into_iter().filter_map(|at| told.get(at)).min_by_key(size)
    }

    /// The statement told through a channel whose words meet a span: "said during a briefing".
    pub fn told_through(&self, span: Span) -> Option<&'d Statement> {
        self.told.get(self.channels.first(span)?)
    }

    /// Whether a span shares words with those that report a statement.
    pub fn reports(&self, span: Span) -> bool {
        self.cues.first(span).is_some()
    }

    /// The words for whoever speaks that meet a span.
    pub fn speakers_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let told = self.told;
        let meeting = self.speakers.meeting(span).into_iter();
        meeting.filter_map(|at| told.get(at)?.speaker_span)
    }

    /// The actors that go by a name, whole or in part of a mention: "UN" in "UN-brokered".
    pub fn named(&self, name: &str) -> Option<ActorId> {
        let text = self.doc.text();
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::new();
            for (actor, mention) in self.cast.mentions_in(text.span()) {
                names.entry(text.of(mention.name)).or_insert(actor.id);
            }
            names
        });
        names.get(name).copied()
    }
}

/// A dispatch with all that is known of it, and the words of one stage.
pub struct View<'c, 'd> {
    /// The words of the stage that looks.
    pub words: &'c Classes,
    known: &'c Known<'d>,
}

impl<'d> Deref for View<'_, 'd> {
    type Target = Known<'d>;

    fn deref(&self) -> &Known<'d> {
        self.known
    }
}

impl View<'_, '_> {
    /// Whether a token's lemma is in a class.
    pub fn is(&self, class: &str, token: usize) -> bool {
        let lemma = self.tags.lemma(token);
        self.words.has(class, lemma) || self.words.has(class, &lower(lemma))
    }

    /// Whether a token stands with a preposition of a class.
    pub fn has_case(&self, token: usize, class: &str) -> bool {
        let mut kids = self.tags.children(token);
        kids.any(|kid| matches!(self.tags.base_rel(kid), "case" | "mark") && self.is(class, kid))
    }

    /// The prepositions a token stands with.
    pub fn cases(&self, token: usize) -> impl Iterator<Item = &str> + '_ {
        self.tags.children_by(token, "case").map(|kid| self.tags.lemma(kid))
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

    /// Whether a predicate is denied by a word of the class `never`.
    pub fn is_denied(&self, predicate: usize) -> bool {
        self.tags.children(predicate).any(|kid| {
            matches!(self.tags.base_rel(kid), "advmod" | "det" | "neg" | "cc")
                && self.words.has("never", self.low(kid))
        })
    }

    /// The actors a phrase stands for, coordination and groups unfolded.
    pub fn actors(&self, token: usize) -> Vec<ActorId> {
        let mut all: Vec<ActorId> = Vec::new();
        for at in self.listed(self.antecedent(token)) {
            // "Friday" is nobody, whatever a name finder makes of it.
            if self.is_time(at) {
                continue;
            }
            let found = self.stands_for(at).or_else(|| self.cast.at(self.span(at)));
            let found = found.or_else(|| self.speaker_of_we(at));
            let pair = self.pair(at, found);
            let members =
                found.and_then(|id| self.cast.actor(id)).map(|actor| actor.members.as_slice());
            let spelled = found.map(|id| self.spelled_out(at, id)).unwrap_or_default();
            let ids = match members {
                _ if !pair.is_empty() => &pair,
                _ if !spelled.is_empty() => &spelled,
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

    /// The members of a list; in "A, B and C" the second is often taken for another name of the first.
    fn listed(&self, token: usize) -> Vec<usize> {
        let mut all = self.tags.conjuncts(token);
        let person = |at: usize| {
            self.tags.entity_at(at).is_some_and(|entity| entity.kind == EntityKind::Per)
        };
        if all.len() > 1 && person(token) {
            let beside = self.tags.children_by(token, "appos").filter(|&kid| {
                person(kid) && self.cast.at(self.span(kid)) != self.cast.at(self.span(token))
            });
            all.extend(beside);
        }
        all
    }

    /// "the presidents of A and B, X and Y": those named inside the description of a group.
    fn spelled_out(&self, token: usize, id: ActorId) -> Vec<ActorId> {
        let Some(actor) = self.cast.actor(id).filter(|actor| !actor.named) else {
            return Vec::new();
        };
        let span = self.span(token);
        let holds = actor.mentions.iter().find(|mention| mention.span.holds(span));
        let named = holds.into_iter().flat_map(|mention| self.cast.mentions_in(mention.span));
        let mut persons: Vec<ActorId> = Vec::new();
        for (person, _) in named.filter(|(person, _)| person.kind == ActorKind::Person) {
            if person.named && !persons.contains(&person.id) {
                persons.push(person.id);
            }
        }
        if persons.len() > 1 { persons } else { Vec::new() }
    }

    /// "with whom she spoke": whoever the relative pronoun takes up.
    fn antecedent(&self, token: usize) -> usize {
        let relative = self.tags.xpos(token).starts_with("WP")
            && self.cast.at(self.span(token)).is_none()
            && self.tags.base_rel(token) != "nsubj";
        let clause = self.tags.head(token).filter(|_| relative);
        let noun = |clause: Option<usize>| {
            clause
                .filter(|&verb| self.tags.rel(verb) == "acl:relcl")
                .and_then(|verb| self.tags.head(verb))
        };
        // "the Socialists, whose votes will decide".
        let owned = |kid: usize| self.tags.xpos(kid) == "WP$";
        let known = self.cast.at(self.span(token)).and_then(|id| self.cast.actor(id));
        let named = known.is_some_and(|actor| actor.named);
        let whose =
            || self.tags.head(token).filter(|_| !named && self.tags.children(token).any(owned));
        noun(clause).or_else(|| noun(whose())).unwrap_or(token)
    }

    /// "both sides", "the two leaders", where nobody is known for them: the last two of weight
    /// that were named before, in the same paragraph or the one above.
    fn pair(&self, token: usize, id: Option<ActorId>) -> Vec<ActorId> {
        let told = |actor: &Actor| actor.named || !actor.members.is_empty();
        let known = id.and_then(|id| self.cast.actor(id)).is_some_and(told);
        let counts = matches!(self.tags.base_rel(token), "nummod" | "det");
        let alone = self.words.has("pair", self.low(token)) && !counts && !self.floats(token);
        let both = self.tags.children(token).any(|kid| self.words.has("pair", self.low(kid)));
        if known || !(alone || both && self.is("pair.of", token)) {
            return Vec::new();
        }
        let persons = alone || self.is("pair.persons", token);
        let found = if persons { self.last_named(token, is_in_office) } else { Vec::new() };
        match found.len() {
            2 => found,
            _ if persons && !alone => Vec::new(),
            _ => self.sides(token),
        }
    }

    /// "Egypt and Turkey both endorsed it": the word only stresses the subject before it.
    fn floats(&self, token: usize) -> bool {
        let verb = self.tags.head(token).filter(|_| self.tags.base_rel(token) == "nsubj");
        let mut before = verb.into_iter().flat_map(|verb| self.tags.children_by(verb, "nsubj"));
        before.any(|kid| kid < token)
    }

    /// The last two named before a token that are of the kind wanted; none if there are not two.
    fn last_named(&self, token: usize, fits: fn(&Actor) -> bool) -> Vec<ActorId> {
        let mut named: Vec<ActorId> = Vec::new();
        for (actor, _) in self.named_near(token) {
            if named.len() == 2 {
                break;
            }
            if actor.named && fits(actor) && !named.contains(&actor.id) {
                named.push(actor.id);
            }
        }
        named.reverse();
        if named.len() == 2 { named } else { Vec::new() }
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
        if !self.words.has("we", self.low(token)) {
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
                let same_side = (kid < verb) == (subject < verb);
                self.tags.rel(kid) == self.tags.rel(subject)
                    && self.tags.base_rel(kid) == "nsubj"
                    && same_side
            })
            .collect();
        if !all.contains(&subject) {
            all.push(subject);
        }
        all.retain(|&at| !(self.words.has("pair", self.low(at)) && self.floats(at)));
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

    /// The subject of a verb, shared subjects, relative clauses and nouns between included.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..8 {
            if let Some(own) = self.tags.child_by(at, "nsubj") {
                // "who met Uribe": what the clause hangs on, unless the pronoun is known.
                let relative =
                    self.tags.rel(at) == "acl:relcl" && self.cast.at(self.span(own)).is_none();
                return if relative && self.tags.xpos(own).starts_with('W') {
                    self.tags.head(at)
                } else {
                    Some(own)
                };
            }
            let up = match self.tags.base_rel(at) {
                "ccomp" => return self.stranded(at),
                "acl" if self.tags.xpos(at) != "VB" => return self.tags.head(at),
                "xcomp" if self.told_to(at).is_some() => return self.told_to(at),
                "xcomp" | "conj" | "advcl" | "acl" | "obj" | "obl" => true,
                _ => false,
            };
            at = self.tags.head(at).filter(|_| up)?;
        }
        None
    }

    /// "urged both sides to return": whoever is to do it.
    fn told_to(&self, deed: usize) -> Option<usize> {
        let verb = self.tags.head(deed).filter(|_| self.tags.xpos(deed) == "VB")?;
        self.tags.children(verb).find(|&kid| {
            matches!(self.tags.rel(kid), "obj" | "iobj") && self.cast.at(self.span(kid)).is_some()
        })
    }

    /// "X is speaking with Y, the ministry said", where X was hung on "said": of two subjects there,
    /// the one in front of what is said.
    fn stranded(&self, clause: usize) -> Option<usize> {
        let report = self.tags.head(clause).filter(|&report| report > clause)?;
        let subjects = || self.tags.children(report).filter(|&kid| self.tags.rel(kid) == "nsubj");
        let told_by = subjects().any(|kid| kid > clause);
        subjects().find(|&kid| kid < clause && told_by)
    }

    /// When: the date or clock time hung on one of the words with no predicate between, the
    /// finest first.
    pub fn when(&self, words: &[usize]) -> Option<When> {
        // Nothing hangs on a word of another sentence.
        let sentences = words.iter().map(|&word| self.doc.sentence_of(word));
        let sentences = sentences.filter_map(|at| self.doc.sentences.get(at));
        let mut near: Vec<usize> =
            sentences.flat_map(|sentence| self.clock.meeting(sentence.span)).collect();
        near.sort_unstable();
        near.dedup();
        let hung = near.into_iter().filter_map(|at| self.times.get(at)).filter(|time| {
            let vague = time.value.as_deref().is_some_and(|value| value.ends_with("_REF"));
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && !vague
                && self.hangs_on(time, words)
        });
        let grain = |time: &&TimeMention| match (time.earliest, time.latest) {
            (Some(from), Some(to)) => to.unix_seconds() - from.unix_seconds(),
            _ => i64::MAX,
        };
        let time = hung.min_by_key(grain)?;
        (time.earliest.is_some() || time.latest.is_some()).then_some(When {
            earliest: time.earliest,
            latest: time.latest,
            time: Some(time.id),
        })
    }

    /// Whether a time stands in the clause of one of the words, with no predicate between.
    fn hangs_on(&self, time: &TimeMention, words: &[usize]) -> bool {
        let tokens = self.doc.tokens_in(time.span);
        let outside = |at: &usize| self.tags.head(*at).is_none_or(|head| !tokens.contains(&head));
        let Some(head) = tokens.clone().find(outside) else { return false };
        if words.iter().any(|word| tokens.contains(word)) {
            return false;
        }
        let mut up = self.tags.upward(head).skip(1);
        let above = up.find(|at| words.contains(at) || self.is_predicate(*at));
        above.is_some_and(|at| words.contains(&at))
    }
}

fn is_in_office(actor: &Actor) -> bool {
    actor.kind == ActorKind::Person && (!actor.offices.is_empty() || actor.sector.is_some())
}

/// Whether somebody is one whose word binds: a state, a government, an organisation, a group.
pub fn is_power(actor: &Actor) -> bool {
    matches!(
        actor.kind,
        ActorKind::Country | ActorKind::Government | ActorKind::Organisation | ActorKind::Group
    )
}
