//! The same figure in other dispatches: same thing counted, same scope, same number or another.

mod alike;
mod seen;
mod verdict;

use onrecord_types::Subject;

use super::threads::Comparer;

pub use seen::{Seen, sightings};

/// How figures compare.
pub fn comparer() -> Comparer<Seen> {
    Comparer {
        subject: Subject::Figure,
        keys: Seen::keys,
        likeness: alike::likeness,
        apart: alike::apart,
        change: verdict::change,
        replaces: verdict::replaces,
        beside: verdict::beside,
        is_news: Seen::is_news,
        line: |seen| seen.text.clone(),
    }
}
