//! Which actors the phrases around a trigger stand for.

use onrecord_types::{
    Actor, ActorId, ActorKind, Cast, Doc, EntityKind, MentionForm, Places, Span, Statement, Tags,
    TimeMention, Upos,
};

use super::frame::{self, Frame};
use super::words::Words;

/// The actors of a dispatch, looked up by token.
pub struct Parties<'a> {
    cast: Cast<'a>,
    doc: &'a Doc<'a>,
    pub(super) words: &'a Words,
    // Where times are told, from left to right.
    times: Vec<Span>,
    told: &'a [Statement],
    quotes: Places,
}

/// Who acts and on whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Who acts.
    pub actors: Vec<ActorId>,
    /// On whom.
    pub recipients: Vec<ActorId>,
}

// How a phrase with one of these prepositions takes part: it is acted on.
const TOWARD: &[&str] = &["to", "with", "against", "at", "toward", "towards", "upon", "on"];
// It is acted on if nobody else is.
const ABOUT: &[&str] = &["for", "from", "over", "of", "between", "among", "about", "into", "near"];
const PLACE: &[&str] = &["in", "inside", "across", "along", "throughout", "outside", "around"];

impl<'a> Parties<'a> {
    /// Indexes the actors.
    pub fn new(
        doc: &'a Doc<'a>,
        words: &'a Words,
        actors: &'a [Actor],
        times: &'a [TimeMention],
        told: &'a [Statement],
    ) -> Parties<'a> {
        let mut times: Vec<Span> = times.iter().map(|time| time.span).collect();
        times.sort_by_key(|span| (span.end(), span.start()));
        let quotes = Places::of(told, |told| &told.quotes);
        Parties { cast: Cast::new(actors), doc, words, times, told, quotes }
    }

    /// An actor by its id.
    pub fn actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.cast.actor(id)
    }

    /// The actor that a single word belongs to.
    pub fn at(&self, token: usize) -> Option<ActorId> {
        self.cast.at(self.doc.tokens.get(token)?.span)
    }

    /// Whether a phrase stands for an actor: one that is known, a name, or a word for people.
    pub fn stands_for(&self, tags: &Tags, head: usize) -> bool {
        !self.of(tags, head).is_empty()
            || frame::core(tags, head).into_iter().any(|word| {
                tags.entity_at(word).is_some() || self.words.is(tags.lemma(word), "agent")
            })
    }

    /// The actors that a phrase stands for.
    pub fn of(&self, tags: &Tags, head: usize) -> Vec<ActorId> {
        let mut found = Vec::new();
        self.gather(tags, head, 0, &mut found);
        found
    }

    /// Every actor mentioned in a phrase, its clauses left out.
    pub fn below(&self, tags: &Tags, head: usize) -> Vec<ActorId> {
        let cut = |kid: usize| match tags.base_rel(kid) {
            "acl" | "advcl" | "ccomp" | "parataxis" => true,
            "conj" => tags.head(kid) == Some(head) || tags.upos(kid) == Upos::Verb,
            _ => false,
        };
        let mut found = Vec::new();
        for token in tags.subtree_without(head, cut) {
            if !is_cut(tags, token, head, cut) {
                self.add(tags, token, &mut found);
            }
        }
        found
    }

    /// The two sides of an event, from what hangs on its trigger.
    pub fn sides(&self, tags: &Tags, frame: &Frame, cameo: &str) -> Sides {
        let mut sides = Sides::default();
        for &subject in &frame.subjects {
            extend(&mut sides.actors, self.of(tags, subject));
        }
        for &subject in &frame.behind {
            if sides.actors.is_empty() {
                sides.actors = self.of(tags, subject);
            }
        }
        let mut recipients = Vec::new();
        let (mut objects, mut means) = (Vec::new(), Vec::new());
        for &object in &frame.objects {
            if is_of_words(cameo) && self.words.is(tags.lemma(object), "neuter") {
                // "opposes it": a plan or an offer, seldom somebody.
                continue;
            }
            let owners = self.of(tags, object);
            if self.is_offered(tags, object, cameo) && sides.actors.is_empty() {
                // "the resumption of American aid": the giver stands before the gift.
                sides.actors = owners;
            } else if self.is_means(tags, object, cameo, &sides.actors) {
                extend(&mut means, owners);
            } else {
                objects.push(object);
                extend(&mut recipients, owners);
            }
        }
        let others = |head: usize| !(is_gift(cameo) && self.is_given(tags, head));
        let mut aside = frame.clone();
        // "deported to Europe" is no harm to Europe.
        let whither = |prep: &str| cameo == "174" && prep == "to";
        // "signed at the palace": only what is thrown or said at somebody is meant for him.
        let where_at = |prep: &str| prep == "at" && cameo < "10";
        aside.obliques.retain(|oblique| {
            let place = whither(&oblique.prep) || where_at(&oblique.prep);
            others(oblique.head) && !place
        });
        self.from_obliques(tags, &aside, TOWARD, &mut recipients);
        let off = [&sides.actors[..], &means[..]].concat();
        self.or_about(tags, (frame, &objects), cameo, &off, &mut recipients);
        recipients.retain(|id| !sides.actors.contains(id));
        if sides.actors.is_empty() && frame.passive && matches!(cameo, "173" | "1822" | "174") {
            // Who is arrested in a country is arrested by its authorities.
            self.from_obliques(tags, frame, PLACE, &mut sides.actors);
            sides.actors.retain(|id| {
                !recipients.contains(id)
                    && self.actor(*id).is_some_and(|actor| actor.country.is_some())
            });
        }
        sides.recipients = recipients;
        sides
    }

    // Whom it is about, where nobody is told to whom it was done: further off step by step.
    fn or_about(
        &self,
        tags: &Tags,
        (frame, objects): (&Frame, &[usize]),
        cameo: &str,
        actors: &[ActorId],
        found: &mut Vec<ActorId>,
    ) {
        // Whom a meeting is about takes no part in it.
        let met = cameo.starts_with("04") && actors.len() > 1;
        let placed = matches!(cameo, "042" | "043")
            || !matches!(cameo.get(..2), Some("03" | "04" | "05" | "01" | "02"));
        for step in 0..5 {
            found.retain(|id| !actors.contains(id));
            if !found.is_empty() || met {
                return;
            }
            match step {
                0 => {
                    for &object in objects {
                        extend(found, self.below(tags, object));
                    }
                }
                1 => self.from_obliques(tags, frame, ABOUT, found),
                2 => {
                    for &clause in &frame.complements {
                        let subjects = tags.children_by(clause, "nsubj");
                        // "vowed that his forces would": one's own are not the other side.
                        for subject in subjects.filter(|&kid| !self.is_own(tags, kid, actors)) {
                            extend(found, self.of(tags, subject));
                        }
                    }
                }
                3 if placed => self.from_obliques(tags, frame, PLACE, found),
                4 if placed && !frame.bare_noun => {
                    self.rest_of_clause(tags, (frame, cameo), actors, found)
                }
                _ => {}
            }
        }
    }

    // The nearest actor behind the trigger in its own clause.
    fn rest_of_clause(
        &self,
        tags: &Tags,
        (frame, cameo): (&Frame, &str),
        off: &[ActorId],
        found: &mut Vec<ActorId>,
    ) {
        // "according to them"; a truce "as a gift to the people" is none with the people.
        let truce = cameo.starts_with("087");
        let apart = |kid: usize| {
            let mut cases = tags.children_by(kid, "case").map(|case| tags.lemma(case));
            let words = self.words;
            cases.any(|case| words.is(case, "apart") || truce && words.is(case, "guise"))
        };
        // "will not end the strike until the council pays", "to help the refugees": on whom it
        // depends and whom it is to serve is concerned; not "agree on how to help them".
        let concerns = |kid: usize| {
            let mut marks = tags.children_by(kid, "mark").map(|mark| tags.lemma(mark));
            let open = tags.children_by(kid, "advmod").any(|at| tags.xpos(at) == "WRB");
            !open && (tags.xpos(kid) == "VBG" || marks.all(|mark| self.words.is(mark, "concerns")))
        };
        let own = |kid: usize| tags.head(kid) == Some(frame.bearer);
        let cut = |kid: usize| match tags.rel(kid) {
            "ccomp" | "parataxis" => true,
            "conj" => own(kid) || tags.upos(kid) == Upos::Verb,
            "nsubj" | "nsubj:pass" => own(kid),
            "advcl" => !concerns(kid),
            // "ships heading for the port"
            "acl" => self.words.is(tags.lemma(kid), "travel"),
            "acl:relcl" => true,
            _ => apart(kid),
        };
        let within = |token: usize, heads: &[usize]| {
            let mut up = tags.upward(token).take_while(|&at| at != frame.bearer);
            up.any(|at| heads.contains(&at))
        };
        for token in tags.subtree_without(frame.bearer, cut) {
            let looked_at = frame.objects.contains(&token)
                || within(token, &frame.subjects)
                || self.words.is(tags.lemma(token), "neuter")
                || is_cut(tags, token, frame.bearer, cut);
            if token > frame.bearer && found.is_empty() && !looked_at {
                self.add(tags, token, found);
                found.retain(|id| !off.contains(id));
            }
        }
    }

    fn is_offered(&self, tags: &Tags, object: usize, cameo: &str) -> bool {
        cameo.starts_with("07") && self.words.is(tags.lemma(object), "aid")
    }

    // With what it is done, not to whom: one's own, troops that move, gifts.
    fn is_means(&self, tags: &Tags, object: usize, cameo: &str, actors: &[ActorId]) -> bool {
        self.is_own(tags, object, actors)
            || (is_movement(cameo) && self.is_troops(tags, object))
            || (is_gift(cameo) && self.is_given(tags, object))
    }

    fn is_troops(&self, tags: &Tags, object: usize) -> bool {
        let class = |lemma| {
            ["troops", "peacekeeper", "policeforce"].iter().any(|class| self.words.is(lemma, class))
        };
        frame::core(tags, object).into_iter().any(|word| class(tags.lemma(word)))
    }

    // "offered a ship": what is given is not to whom.
    fn is_given(&self, tags: &Tags, object: usize) -> bool {
        let class = |name| self.words.is(tags.lemma(object), name);
        ["material", "military", "troops", "aid"].into_iter().any(class)
    }

    // "its troops" are not another party.
    fn is_own(&self, tags: &Tags, object: usize, actors: &[ActorId]) -> bool {
        // "met his counterpart Marta Olsen"
        let named =
            |id: &ActorId| !actors.contains(id) && self.actor(*id).is_some_and(|actor| actor.named);
        let other = || self.of(tags, object).iter().any(named);
        tags.children(object).any(|kid| {
            tags.rel(kid) == "nmod:poss"
                && self.of(tags, kid).iter().any(|owner| actors.contains(owner))
        }) && !other()
    }

    fn from_obliques(
        &self,
        tags: &Tags,
        frame: &Frame,
        prepositions: &[&str],
        found: &mut Vec<ActorId>,
    ) {
        for oblique in &frame.obliques {
            if prepositions.contains(&oblique.prep.as_str())
                && !(frame.mutual && frame.subjects.contains(&oblique.head))
            {
                let near = self.of(tags, oblique.head);
                let near = if near.is_empty() { self.below(tags, oblique.head) } else { near };
                extend(found, near);
            }
        }
    }

    // By the head; if that is nobody, by whose or of what it is: "Israeli warplanes".
    fn gather(&self, tags: &Tags, head: usize, depth: usize, found: &mut Vec<ActorId>) {
        let before = found.len();
        if !self.is_thing(tags, head) {
            self.add(tags, head, found);
        }
        if found.len() == before && depth < 3 {
            for kid in tags.children(head) {
                let owner = match tags.rel(kid) {
                    "nmod:poss" | "compound" | "amod" | "flat" | "appos" => true,
                    "nmod" => tags.child_by(kid, "case").is_some_and(|case| {
                        matches!(tags.lemma(case), "of" | "by" | "from" | "in")
                    }),
                    _ => false,
                };
                if owner && found.len() == before {
                    self.gather(tags, kid, depth + 1, found);
                    // "goods from Mexico and Canada"
                    let others = frame::with_conjuncts(tags, kid).into_iter().skip(1);
                    for other in others.filter(|_| tags.rel(kid) == "nmod") {
                        self.gather(tags, other, depth + 1, found);
                    }
                }
            }
        }
        if depth == 0 {
            for other in frame::with_conjuncts(tags, head).into_iter().skip(1) {
                self.gather(tags, other, 1, found);
            }
        }
    }

    fn add(&self, tags: &Tags, token: usize, found: &mut Vec<ActorId>) {
        let Some(span) = self.doc.tokens.get(token).map(|token| token.span) else { return };
        let dateline = self.doc.dispatch.dateline.as_ref();
        if dateline.is_some_and(|line| line.span.holds(span)) || self.is_time(span) {
            return;
        }
        let actor = match self.cast.at(span) {
            Some(id) => Some(id),
            None if self.words.is(tags.lemma(token), "i") => self.speaker(span),
            None => None,
        };
        let Some(actor) = actor.and_then(|id| self.actor(id)) else { return };
        if actor.members.is_empty() {
            extend(found, vec![actor.id]);
        } else {
            extend(found, actor.members.clone());
        }
        // "his office", "its army": the owner acts through it.
        if self.words.is(tags.lemma(token), "organ") {
            for owner in tags.children(token).filter(|&kid| tags.rel(kid) == "nmod:poss") {
                if tags.upos(owner) == Upos::Pron {
                    self.add(tags, owner, found);
                }
            }
        }
    }

    // Drones, quakes and plans do not act, whatever stands for them: those do whose they are.
    fn is_thing(&self, tags: &Tags, head: usize) -> bool {
        let lemma = tags.lemma(head);
        ["weapon", "hazard", "paper"].iter().any(|class| self.words.is(lemma, class))
            && tags.entity_at(head).is_none()
    }

    fn is_time(&self, span: Span) -> bool {
        let at = self.times.partition_point(|time| time.end() < span.end());
        self.times.get(at).is_some_and(|time| time.holds(span))
    }

    // "I" and "we" are who speaks.
    fn speaker(&self, span: Span) -> Option<ActorId> {
        let near = self.quotes.meeting(span).into_iter();
        near.filter_map(|at| self.told.get(at))
            .filter(|statement| statement.quotes.iter().any(|quote| quote.holds(span)))
            .find_map(|statement| statement.speaker)
    }

    /// Whether a phrase stands for several, or for a body: "workers", "the union".
    pub fn are_many(&self, tags: &Tags, head: usize) -> bool {
        matches!(tags.xpos(head), "NNS" | "NNPS")
            || tags.children_by(head, "conj").next().is_some()
            || self.words.is(tags.lemma(head), "body")
    }

    /// Whether a phrase stands for weather or an accident, which do not act.
    pub fn is_nature(&self, tags: &Tags, head: usize) -> bool {
        let blind = |word: usize| {
            let lemma = tags.lemma(word).to_lowercase();
            self.words.is(&lemma, "hazard") || self.words.is(&lemma, "weather")
        };
        // "Storm Lena", and "Fog" at the head of a sentence, look like names.
        let of = || self.of(tags, head).into_iter();
        let known = |id: ActorId| {
            let country = self.actor(id).is_some_and(|actor| actor.country.is_some());
            country || self.is_official(id)
        };
        let armed = |id: ActorId| {
            self.actor(id).is_some_and(|actor| matches!(actor.kind, ActorKind::Group))
        };
        let called = tags.children_by(head, "compound").any(blind);
        // A front that is named is no cold front.
        let first = self.doc.sentences.get(self.doc.sentence_of(head)).map(|s| s.tokens.start);
        let common = tags.upos(head) == Upos::Noun || first == Some(head);
        (called || common && blind(head)) && !of().any(|id| known(id) || armed(id))
    }

    /// Whether an actor is only ever meant by a pronoun.
    pub fn is_only_meant(&self, id: ActorId) -> bool {
        self.actor(id).is_some_and(|actor| {
            actor.mentions.iter().all(|mention| mention.form == MentionForm::Pronoun)
        })
    }

    /// Whether two actors are of one country: a spokesman and his government.
    pub fn are_compatriots(&self, one: ActorId, other: ActorId) -> bool {
        let country = |id| self.actor(id).and_then(|actor| actor.country.as_deref());
        country(one).is_some() && country(one) == country(other)
    }

    /// Whether a phrase names a country, a place or a people; "its Danish rival" is a firm.
    pub fn is_national(&self, tags: &Tags, head: usize) -> bool {
        if self.words.is(tags.lemma(head), "firm") && tags.entity_at(head).is_none() {
            return false;
        }
        // Of a town nobody knows, "the city of Thornby", the country is not told.
        let town = self.words.is(tags.lemma(head), "town");
        frame::core(tags, head).into_iter().any(|word| {
            let Some(entity) = tags.entity_at(word) else { return false };
            match entity.kind {
                EntityKind::Norp => true,
                EntityKind::Loc => !self.is_spot(tags, word, town),
                _ => false,
            }
        })
    }

    // A street, a lake or whatever a hall is called after: no country, unless it is known as one.
    fn is_spot(&self, tags: &Tags, word: usize, town: bool) -> bool {
        let known =
            self.at(word).and_then(|id| self.actor(id)).is_some_and(|a| a.country.is_some());
        let head = tags.head(word).filter(|_| tags.rel(word) == "compound");
        let beneath = |at: usize| self.words.is(&tags.lemma(at).to_lowercase(), "spot");
        !known && (town || beneath(word) || head.is_some_and(beneath))
    }
}

// The tokens of a subtree span what is cut out of their midst.
fn is_cut(tags: &Tags, token: usize, head: usize, cut: impl Fn(usize) -> bool) -> bool {
    tags.upward(token).take_while(|&at| at != head).any(cut)
}

// Troops that are sent, massed or withdrawn are not those to whom it is done.
fn is_movement(cameo: &str) -> bool {
    cameo.starts_with("15") || matches!(cameo, "031" | "074" | "0874" | "1661")
}

// Promises, support and refusal are said of plans and offers.
fn is_of_words(cameo: &str) -> bool {
    matches!(cameo.get(..2), Some("01" | "03" | "05" | "12"))
}

/// Whether a preposition tells where something is done, or whence.
pub fn is_place(preposition: &str) -> bool {
    matches!(preposition, "at" | "from") || PLACE.contains(&preposition)
}

fn is_gift(cameo: &str) -> bool {
    ["07", "033", "122"].iter().any(|root| cameo.starts_with(root)) && !cameo.starts_with("075")
}

/// Adds what is not there yet.
pub fn extend(found: &mut Vec<ActorId>, more: Vec<ActorId>) {
    for id in more {
        if !found.contains(&id) {
            found.push(id);
        }
    }
}
