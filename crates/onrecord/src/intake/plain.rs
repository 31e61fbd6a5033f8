//! Dispatches as plain text.

use onrecord_types::{Dispatch, PublishedFrom};

use super::published;

/// A text with nothing around it; a first line or prefix `date YYYY-MM-DD` gives its day.
pub fn dispatch(id: &str, text: &str) -> Dispatch {
    let text = text.trim_start_matches('\u{feff}');
    let rest = text.trim_start().strip_prefix("date ");
    let day = rest.and_then(|rest| Some((rest.get(..10)?, rest.get(10..)?)));
    let day = day.filter(|(day, _)| day.parse::<jiff::civil::Date>().is_ok());
    let Some((day, body)) = day else { return dispatch_as_is(id, text) };
    let mut dispatch = dispatch_as_is(id, body.trim_start());
    dispatch.published = published(day, PublishedFrom::Header, &mut dispatch.notes);
    dispatch
}

/// A text of which nothing is taken off.
pub fn dispatch_as_is(id: &str, text: &str) -> Dispatch {
    let mut dispatch = Dispatch::plain(id, text);
    dispatch.developing = text.to_lowercase().contains("developing story");
    dispatch
}
