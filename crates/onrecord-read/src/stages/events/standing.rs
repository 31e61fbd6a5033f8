//! Who counts in public affairs, and who only in those of a town, a firm or a club.

use onrecord_types::{Actor, ActorId, ActorKind, Tags};

use super::frame;
use super::parties::Parties;

/// How much somebody counts in public affairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not at all, as far as is known.
    #[default]
    Private,
    /// As it comes: a council, a judge or a captain may be anybody's.
    Local,
    /// Always: governments, armies, rebels.
    Public,
}

// PLOVER sectors of those who act in public affairs.
const PUBLIC: &[&str] =
    &["COP", "GOV", "JUD", "LEG", "MIL", "OPP", "PRM", "PTY", "REB", "SPY", "UAF", "IGO", "NGO"];

// Of those who never are only of a town or a firm.
const ARMED: &[&str] = &["MIL", "REB", "UAF", "SPY", "PRM", "IGO", "PTY"];

// Of those who do not act in them.
const PRIVATE: &[&str] = &["BUS", "EDU"];
const LABOUR: &str = "LAB";
// How a code begins that tells no country.
const NOBODYS: &str = "---";

impl<'a> Parties<'a> {
    /// How much whom a phrase stands for counts: not at all if it is a firm or a private person.
    pub fn standing(&self, tags: &Tags, head: usize) -> Standing {
        let known = self.of(tags, head);
        if !known.is_empty() && known.iter().all(|&id| self.is_private(id)) {
            // "the president of the club"
            return Standing::Private;
        }
        // "United Nations inspectors" are more than inspectors.
        let said = frame::core(tags, head).into_iter().map(|word| {
            let within = self.at(word).map(|id| self.standing_of(id)).unwrap_or_default();
            self.told(tags.lemma(word)).max(within)
        });
        let known = known.iter().map(|&id| self.standing_of(id));
        said.chain(known).max().unwrap_or_default()
    }

    /// How much an actor counts.
    pub fn standing_of(&self, id: ActorId) -> Standing {
        let Some(actor) = self.actor(id).filter(|_| self.is_official(id)) else {
            return Standing::Private;
        };
        // The code of a body or a state that the tables know tells whose it is.
        if actor.code.as_deref().is_some_and(|code| !code.starts_with(NOBODYS)) {
            return Standing::Public;
        }
        let offices = actor.offices.iter().map(|office| office.title.as_str());
        let words = offices.chain([actor.name.as_str()]).flat_map(str::split_whitespace);
        let words = words.map(|word| self.told(&word.to_lowercase()));
        let armed = actor.sector.as_deref().is_some_and(|sector| ARMED.contains(&sector));
        match words.max().unwrap_or_default() {
            Standing::Private if armed => Standing::Public,
            // A body whose words say nothing: a trust, a county.
            Standing::Private => Standing::Local,
            told => told,
        }
    }

    fn told(&self, lemma: &str) -> Standing {
        if self.words.is(lemma, "local") {
            Standing::Local
        } else if self.words.is(lemma, "public") {
            Standing::Public
        } else {
            Standing::Private
        }
    }

    /// Whether an actor holds an office or bears arms.
    pub fn is_official(&self, id: ActorId) -> bool {
        self.actor(id).is_some_and(|actor| {
            let sector = actor.sector.as_deref().unwrap_or_default();
            let kind = matches!(actor.kind, ActorKind::Government | ActorKind::Military);
            kind || PUBLIC.contains(&sector)
        })
    }

    /// Whether nothing is known of an actor but its name: a firm, a club, or a movement; or that it
    /// is a union, which deals with firms.
    pub fn is_obscure(&self, id: ActorId) -> bool {
        self.actor(id).is_some_and(|actor| {
            let body = matches!(actor.kind, ActorKind::Organisation | ActorKind::Unknown);
            let labour = actor.sector.as_deref().is_none_or(|sector| sector == LABOUR);
            body && labour && actor.country.is_none()
        })
    }

    /// Whether an actor is a firm, a school, or somebody who speaks for one.
    pub fn is_private(&self, id: ActorId) -> bool {
        let sector = |actor: &'a Actor| actor.sector.as_deref();
        self.actor(id).and_then(sector).is_some_and(|sector| PRIVATE.contains(&sector))
    }

    /// Whether a phrase stands for those who play, trade or look on, without naming them: "the home
    /// side", "fans".
    pub fn is_bystander(&self, tags: &Tags, head: usize) -> bool {
        self.words.is(tags.lemma(head), "firm") && tags.entity_at(head).is_none()
    }
}
