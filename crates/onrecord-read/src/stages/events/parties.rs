//! Which actors the phrases around a trigger stand for.

use onrecord_types::{Actor, ActorId, ActorKind, Cast, Doc, EntityKind, Tags};

use super::frame::{self, Frame};
use super::words::Words;

/// The actors of a dispatch, looked up by token.
pub struct Parties<'a> {
    cast: Cast<'a>,
    doc: &'a Doc<'a>,
    words: &'a Words,
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
    pub fn new(doc: &'a Doc<'a>, words: &'a Words, actors: &'a [Actor]) -> Parties<'a> {
        Parties { cast: Cast::new(actors), doc, words }
    }

    /// An actor by its id.
    pub fn actor(&self, id: ActorId) -> Option<&'a Actor> {
        self.cast.actor(id)
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
        let cut = |kid: usize| {
            matches!(tags.base_rel(kid), "acl" | "advcl" | "ccomp" | "parataxis" | "conj")
        };
        let mut found = Vec::new();
        for token in tags.subtree_without(head, cut) {
            self.add(token, &mut found);
        }
        found
    }

    /// The two sides of an event, from what hangs on its trigger.
    pub fn sides(&self, tags: &Tags, frame: &Frame) -> Sides {
        let mut sides = Sides::default();
        for &subject in &frame.subjects {
            extend(&mut sides.actors, self.of(tags, subject));
        }
        if sides.actors.is_empty() {
            for &subject in &frame.behind {
                extend(&mut sides.actors, self.of(tags, subject));
            }
        }
        let mut recipients = Vec::new();
        for &object in &frame.objects {
            extend(&mut recipients, self.of(tags, object));
        }
        self.from_obliques(tags, frame, TOWARD, &mut recipients);
        for prepositions in [ABOUT, PLACE] {
            recipients.retain(|id| !sides.actors.contains(id));
            if recipients.is_empty() {
                if prepositions == ABOUT {
                    for &object in &frame.objects {
                        extend(&mut recipients, self.below(tags, object));
                    }
                }
                self.from_obliques(tags, frame, prepositions, &mut recipients);
            }
        }
        recipients.retain(|id| !sides.actors.contains(id));
        sides.recipients = recipients;
        sides
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
        self.add(head, found);
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
                }
            }
        }
        if depth == 0 {
            for other in frame::with_conjuncts(tags, head).into_iter().skip(1) {
                self.gather(tags, other, 1, found);
            }
        }
    }

    fn add(&self, token: usize, found: &mut Vec<ActorId>) {
        let Some(span) = self.doc.tokens.get(token).map(|token| token.span) else { return };
        let Some(actor) = self.cast.at(span).and_then(|id| self.cast.actor(id)) else { return };
        if actor.members.is_empty() {
            extend(found, vec![actor.id]);
        } else {
            extend(found, actor.members.clone());
        }
    }

    /// Whether a phrase stands for somebody in public affairs: not for a firm or a private person.
    pub fn is_public(&self, tags: &Tags, head: usize) -> bool {
        let known = self.of(tags, head).into_iter().filter_map(|id| self.actor(id)).any(|actor| {
            let office = !actor.offices.is_empty();
            let sector = actor.sector.as_deref();
            let public = !matches!(sector, None | Some("BUS" | "JRN" | "UNK" | "ELI" | "CVL"));
            let kind = matches!(actor.kind, ActorKind::Government | ActorKind::Military);
            office || public || kind
        });
        let said = || frame::core(tags, head);
        known || said().into_iter().any(|word| self.words.is(tags.lemma(word), "public"))
    }

    /// Whether a phrase names a country, a place or a people.
    pub fn is_national(&self, tags: &Tags, head: usize) -> bool {
        let mut words = frame::core(tags, head).into_iter();
        words.any(|word| {
            let kind = tags.entity_at(word).map(|entity| entity.kind);
            matches!(kind, Some(EntityKind::Loc | EntityKind::Norp))
        })
    }
}

/// Adds what is not there yet.
pub fn extend(found: &mut Vec<ActorId>, more: Vec<ActorId>) {
    for id in more {
        if !found.contains(&id) {
            found.push(id);
        }
    }
}
