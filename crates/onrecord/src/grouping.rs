//! Sorts a stream of dispatches into stories and folds their copies.

use onrecord_read::weave;
use onrecord_read::weave::copies::Copies;
use onrecord_read::weave::group::{Grouper, Item};
use onrecord_types::Published;

/// Where one dispatch of a stream belongs; dispatches go by names the caller gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its story: the dispatch that opened it, often itself.
    pub story: i64,
    /// Its origin: the first dispatch of which it is a near-copy, often itself.
    pub origin: i64,
    /// How close it is to its story, 0 to about 1; 0 for the one that opened it.
    pub closeness: f32,
}

/// Takes dispatches one by one and says at once where each belongs.
///
/// The answer depends on nothing but the dispatches before it, so a replay gives the same places.
pub struct Grouping<'k> {
    stories: Grouper<'k>,
    copies: Copies,
}

impl<'k> Grouping<'k> {
    /// An empty stream.
    pub fn new(kit: &'k weave::Kit) -> Grouping<'k> {
        Grouping { stories: Grouper::new(kit), copies: Copies::default() }
    }

    /// Puts the next dispatch where it belongs.
    pub fn place(&mut self, name: i64, title: Option<&str>, text: &str, day: Option<i32>) -> Place {
        let placed = self.stories.place(&Item { title, text, day }, name);
        let origin = self.copies.origin_of(&whole(title, text), name);
        Place { story: placed.story, origin, closeness: placed.closeness }
    }

    /// Takes in a dispatch whose place is known from before.
    pub fn recall(&mut self, title: Option<&str>, text: &str, day: Option<i32>, place: Place) {
        self.stories.recall(&Item { title, text, day }, place.story);
        self.copies.recall(&whole(title, text), place.origin);
    }
}

fn whole(title: Option<&str>, text: &str) -> String {
    format!("{} {text}", title.unwrap_or_default())
}

/// The day of a publication, counted from 1970-01-01 on the publisher's wall.
pub fn day_of(published: &Published) -> Option<i32> {
    let start = jiff::civil::date(1970, 1, 1);
    published.day().and_then(|day| Some(day.since(start).ok()?.get_days()))
}
