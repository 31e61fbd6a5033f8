//! Keeps records in the store and brings each into its story as it comes.

use std::path::Path;

use onrecord_read::weave;
use onrecord_store::{Added, Entry, Error, Link, Store};
use onrecord_types::Record;

use crate::grouping::{Grouping, Place, day_of};

// So many of the newest dispatches are remembered for grouping when a store is opened; stories
// in the news seldom rest for longer.
const REMEMBERED: usize = 5_000;

const DAY: i64 = 86_400;

/// A store that is being added to.
pub struct Keeper<'k> {
    store: Store,
    kit: &'k weave::Kit,
    // Made when the first new dispatch comes in: what is known already needs no place.
    grouping: Option<Grouping<'k>>,
}

impl<'k> Keeper<'k> {
    /// Opens (or makes) a store.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    pub fn open(path: &Path, kit: &'k weave::Kit) -> Result<Keeper<'k>, Error> {
        Ok(Keeper { store: Store::open(path)?, kit, grouping: None })
    }

    /// Adds records, learned at this moment (Unix seconds). When it returns they are safe.
    ///
    /// # Errors
    ///
    /// If they cannot be written; then none of them is in the store.
    pub fn add(&mut self, records: &[Record], learned: i64) -> Result<Vec<Added>, Error> {
        let entries: Vec<Entry<'_>> =
            records.iter().map(|record| Entry { record, learned }).collect();
        if self.grouping.is_none() {
            let known = records.iter().map(|record| self.store.knows(record));
            if known.collect::<Result<Vec<bool>, Error>>()?.into_iter().all(|known| known) {
                // Nothing is new; should another program have added it just now, so much the better.
                return self.store.add(&entries, |_, key| Link { story: key, origin: key });
            }
            self.grouping = Some(remembered(&self.store, self.kit)?);
        }
        let Some(grouping) = &mut self.grouping else { return Ok(Vec::new()) };
        self.store.add(&entries, |record, key| {
            let of = &record.dispatch;
            let place = grouping.place(key, of.title.as_deref(), &of.text, day_of(&of.published));
            Link { story: place.story, origin: place.origin }
        })
    }

    /// The store itself.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }
}

// The newest dispatches, in the places they were given.
fn remembered<'k>(store: &Store, kit: &'k weave::Kit) -> Result<Grouping<'k>, Error> {
    let mut grouping = Grouping::new(kit);
    for kept in store.newest(REMEMBERED)? {
        let day = kept.earliest.and_then(|at| i32::try_from(at.div_euclid(DAY)).ok());
        let place = Place { story: kept.story, origin: kept.origin, closeness: 0.0 };
        grouping.recall(kept.title.as_deref(), &kept.text, day, place);
    }
    Ok(grouping)
}
