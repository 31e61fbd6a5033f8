//! Sorts a stream of dispatches into stories and folds their copies.

use onrecord_read::weave;
use onrecord_read::weave::copies::Copies;
use onrecord_read::weave::group::{Grouper, Item};
use onrecord_types::Dispatch;

/// Where one dispatch of a stream belongs.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Belongs {
    /// The dispatch.
    pub id: String,
    /// Its story: the id of the dispatch that opened it.
    pub story: String,
    /// Its origin: the id of the first dispatch of which it is a near-copy, often its own.
    pub origin: String,
    /// How close it is to its story, 0 to about 1; 0 for the one that opened it.
    pub closeness: f32,
}

/// Takes dispatches one by one and says at once where each belongs.
///
/// The answer depends on nothing but the dispatches before it, so a replay gives the same ids.
pub struct Grouping<'k> {
    stories: Grouper<'k>,
    copies: Copies,
    ids: Vec<String>,
}

impl<'k> Grouping<'k> {
    /// An empty stream.
    pub fn new(kit: &'k weave::Kit) -> Grouping<'k> {
        Grouping { stories: Grouper::new(kit), copies: Copies::default(), ids: Vec::new() }
    }

    /// Puts the next dispatch where it belongs.
    pub fn place(&mut self, dispatch: &Dispatch) -> Belongs {
        let text = dispatch.text.as_str();
        let day = dispatch.published.day().map(days);
        let placed = self.stories.place(&Item { title: dispatch.title.as_deref(), text, day });
        let all = format!("{} {text}", dispatch.title.as_deref().unwrap_or_default());
        let origin = self.copies.origin_of(&all);
        self.ids.push(dispatch.id.clone());
        let id = |at: usize| self.ids.get(at).cloned().unwrap_or_default();
        Belongs {
            id: dispatch.id.clone(),
            story: id(placed.story),
            origin: id(origin),
            closeness: placed.closeness,
        }
    }
}

// Days from the start of the common era; only differences matter.
fn days(day: jiff::civil::Date) -> i32 {
    let start = jiff::civil::date(1, 1, 1);
    day.since(start).map_or(0, |span| span.get_days())
}
