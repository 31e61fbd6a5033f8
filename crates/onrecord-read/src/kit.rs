//! All rules, words and weights of all stages, loaded once.

use onrecord_rules::{Fault, Shelf};

use crate::stages::{
    actors, contacts, events, figures, mentions, proposals, record, statements, tags, times, tokens,
};
use crate::weave;

/// Which language model reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Model {
    /// The larger one, for a person's few dispatches.
    #[default]
    Accurate,
    /// The smaller one, for archives.
    Fast,
}

/// What every stage needs, ready for use. Loading it is the only part of reading that can fail.
pub struct Kit {
    pub(crate) tokens: tokens::Kit,
    pub(crate) tags: tags::Kit,
    pub(crate) times: times::Kit,
    pub(crate) mentions: mentions::Kit,
    pub(crate) actors: actors::Kit,
    pub(crate) statements: statements::Kit,
    pub(crate) events: events::Kit,
    pub(crate) contacts: contacts::Kit,
    pub(crate) proposals: proposals::Kit,
    pub(crate) figures: figures::Kit,
    pub(crate) record: record::Kit,
    /// For the second page: bringing dispatches together.
    pub weave: weave::Kit,
}

impl Kit {
    /// The kit with the rules that come with the program.
    pub fn embedded(model: Model) -> Kit {
        Kit::load(model, &Shelf::default()).expect("the embedded rules are tested to be sound")
    }

    /// The kit with a user's own rules in place of, or added to, the embedded ones.
    ///
    /// # Errors
    ///
    /// Everything that is wrong in the files, all at once.
    pub fn load(model: Model, shelf: &Shelf) -> Result<Kit, Vec<Fault>> {
        let mut faults = Vec::new();
        let kit = Kit {
            tokens: tokens::kit(shelf, &mut faults),
            tags: tags::kit(model, shelf, &mut faults),
            times: times::kit(shelf, &mut faults),
            mentions: mentions::kit(shelf, &mut faults),
            actors: actors::kit(shelf, &mut faults),
            statements: statements::kit(shelf, &mut faults),
            events: events::kit(shelf, &mut faults),
            contacts: contacts::kit(shelf, &mut faults),
            proposals: proposals::kit(shelf, &mut faults),
            figures: figures::kit(shelf, &mut faults),
            record: record::kit(shelf, &mut faults),
            weave: weave::kit(shelf, &mut faults),
        };
        if faults.is_empty() { Ok(kit) } else { Err(faults) }
    }
}
