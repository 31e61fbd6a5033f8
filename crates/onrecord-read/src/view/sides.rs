//! Who "the two sides" are, where the text does not say it in one place.

use onrecord_types::{Actor, ActorId, ActorKind, Mention};

use super::{View, is_in_office, is_power};

/// The sector of journalists.
const PRESS: &str = "JRN";

impl View<'_, '_> {
    /// Those named before a token in its paragraph or the one above, the last first.
    pub(super) fn named_near(&self, token: usize) -> impl Iterator<Item = (&Actor, &Mention)> {
        let paragraph = self.doc.paragraph_of(self.doc.sentence_of(token));
        self.cast.before(self.span(token).start()).take_while(move |(_, mention)| {
            let at = self.doc.tokens_in(mention.span).next();
            at.is_some_and(|at| self.doc.paragraph_of(self.doc.sentence_of(at)) + 1 >= paragraph)
        })
    }

    /// "both sides": the two powers named near by where there are just two, else those that the
    /// dispatch names most, go-betweens and whoever urges the two left out.
    pub(super) fn sides(&self, token: usize) -> Vec<ActorId> {
        const FAR: usize = 200;
        let urging = self.tags.head(token).filter(|_| self.tags.base_rel(token) != "nsubj");
        let urging = urging.and_then(|verb| self.subject(verb)).filter(|&at| at != token);
        let urging = urging.and_then(|at| self.cast.at(self.span(at)));
        let fits = |actor: &Actor| {
            let side = is_power(actor) || actor.kind == ActorKind::Military;
            let urges = urging == Some(actor.id) || self.speaks_for(urging, actor);
            let press = actor.sector.as_deref() == Some(PRESS);
            side && !press && actor.members.is_empty() && !urges && !self.mediates(actor)
        };
        let near = || self.named_near(token).map(|(actor, _)| actor).filter(|actor| fits(actor));
        let before = || self.cast.before(self.span(token).start()).take(FAR);
        let far = || before().map(|(actor, _)| actor).filter(|actor| fits(actor));
        // Those with a name come first, "the union" and its like where there are too few.
        let mut all = sides_of(near().filter(|actor| actor.named));
        if all.len() < 2 {
            all = sides_of(far().filter(|actor| actor.named));
        }
        if all.len() < 2 {
            all = sides_of(near());
        }
        if all.len() > 2 {
            // Of those named as often the nearest come first.
            all.sort_by_key(|actor| std::cmp::Reverse(actor.mentions.len()));
            all.truncate(2);
        }
        // "the president and the rebels": one of the two may be a person.
        if let [one] = all.as_slice() {
            let other = before().map(|(actor, _)| actor).find(|actor| {
                is_in_office(actor)
                    && urging != Some(actor.id)
                    && !self.mediates(actor)
                    && !self.speaks_for(Some(actor.id), one)
                    && actor.named
            });
            all.extend(other);
        }
        let first = |actor: &&Actor| actor.mentions.first().map(|mention| mention.span);
        all.sort_by_key(first);
        if all.len() == 2 { all.into_iter().map(|actor| actor.id).collect() } else { Vec::new() }
    }

    /// Whether somebody holds an office of another: "the rebels' leader".
    fn speaks_for(&self, id: Option<ActorId>, whole: &Actor) -> bool {
        let actor = id.and_then(|id| self.cast.actor(id));
        actor.is_some_and(|actor| {
            let of = actor.offices.iter().filter_map(|office| office.of.as_deref());
            let same_country = actor.country.is_some()
                && actor.country == whole.country
                && matches!(whole.kind, ActorKind::Country | ActorKind::Government);
            same_country || of.into_iter().any(|of| whole.name.contains(of))
        })
    }

    /// "Qatar, which brokered the talks", "the mediator, Oman".
    fn mediates(&self, actor: &Actor) -> bool {
        const ENOUGH: usize = 32;
        actor.mentions.iter().take(ENOUGH).any(|mention| {
            let mut tokens = self.doc.tokens_in(mention.span);
            let top = self.tags.top(tokens.clone());
            let titled = tokens.any(|at| self.is("mediator", at));
            let beside = |at: usize| {
                let kids = self.tags.children(at).filter(|&kid| {
                    matches!(self.tags.base_rel(kid), "appos" | "amod" | "compound" | "nmod")
                });
                kids.chain(self.tags.head(at)).any(|at| self.is("mediator", at))
            };
            let acts = |at: usize| {
                let by = matches!(self.tags.rel(at), "nsubj" | "conj" | "obl:agent");
                let verb = self.tags.upward(at).skip(1).take(3).find(|&up| self.is_predicate(up));
                by && verb.is_some_and(|verb| self.is("mediates", verb))
            };
            titled || top.is_some_and(|at| acts(at) || beside(at))
        })
    }
}

/// Each side once, in the order given: a country, its government and its ministries are one.
fn sides_of<'a>(actors: impl Iterator<Item = &'a Actor>) -> Vec<&'a Actor> {
    let state = |actor: &Actor| matches!(actor.kind, ActorKind::Country | ActorKind::Government);
    let mut all: Vec<&Actor> = Vec::new();
    for actor in actors {
        let same = |known: &&mut &Actor| {
            let one = known.country == actor.country
                || known.country.is_none()
                || actor.country.is_none();
            known.id == actor.id || state(known) && state(actor) && one
        };
        match all.iter_mut().find(same) {
            Some(known) if known.mentions.len() < actor.mentions.len() => *known = actor,
            Some(_) => {}
            None => all.push(actor),
        }
    }
    all
}
