//! Dispatches as plain text.

use onrecord_types::{Dispatch, PublishedFrom};

use super::{Kit, look_through, published};

/// A text with nothing around it; a first line or prefix `date YYYY-MM-DD` gives its day and is
/// taken off.
pub fn dispatch(kit: &Kit, id: &str, text: &str) -> Dispatch {
    let Some((told, body)) = header(text) else {
        let mut dispatch = Dispatch::plain(id, text);
        look_through(kit, &mut dispatch);
        return dispatch;
    };
    let mut dispatch = Dispatch::plain(id, body);
    dispatch.published = published(told, PublishedFrom::Header, &mut dispatch.notes);
    look_through(kit, &mut dispatch);
    dispatch
}

/// The day or moment told in front of a text, and the text after it.
pub fn header(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix("date ")?.trim_start_matches(' ');
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (told, body) = (rest.get(..end)?, rest.get(end..)?);
    // "date palms" is no header; `date 2025-99-99` is a bad one, and is told so.
    let is_day = told.len() >= 8 && told.starts_with(|c: char| c.is_ascii_digit());
    (is_day && told.contains('-')).then_some((told, body.trim_start()))
}
