//! The records of a story, ready to be looked up by the dispatch.

use std::collections::BTreeMap;

use onrecord_types::{Moment, Record, Span, Text};

use crate::show::terminal::clock;

/// The records and what a story wants to know of them.
pub struct Shelf<'r> {
    records: BTreeMap<&'r str, &'r Record>,
    // The year that all dispatches share; dates of that year are shown without it.
    year: Option<i16>,
}

impl<'r> Shelf<'r> {
    pub fn new(records: &'r [Record]) -> Shelf<'r> {
        let mut years = records.iter().filter_map(|record| record.dispatch.published.day());
        let first = years.next().map(|day| day.year());
        let year = first.filter(|year| years.all(|day| day.year() == *year));
        Shelf { records: records.iter().map(|r| (r.dispatch.id.as_str(), r)).collect(), year }
    }

    /// When a dispatch was published; empty if that is not known.
    pub fn published(&self, dispatch: &str) -> String {
        let published = self.records.get(dispatch).map(|record| &record.dispatch.published);
        published.map_or(String::new(), |at| clock::range(at.earliest, at.latest, None))
    }

    /// The same as short as it can be, on the publisher's clock; the name of a dispatch whose day
    /// is not known.
    pub fn when(&self, dispatch: &str) -> String {
        let published = self.records.get(dispatch).map(|record| &record.dispatch.published);
        let on_the_wall = |at: Moment| Moment::new(at.local, jiff::tz::Offset::UTC);
        let told = published.map_or(String::new(), |at| {
            clock::range(at.earliest.map(on_the_wall), at.latest.map(on_the_wall), self.year)
        });
        if told.is_empty() { dispatch.to_owned() } else { told }
    }

    /// The outlet and the title of a dispatch, as far as they are known.
    pub fn source(&self, dispatch: &str) -> String {
        let of = self.records.get(dispatch).map(|record| &record.dispatch);
        let parts = of.map(|of| [of.outlet.clone(), of.title.clone()]);
        let parts: Vec<String> = parts.into_iter().flatten().flatten().collect();
        if parts.is_empty() { dispatch.to_owned() } else { parts.join(": ") }
    }

    /// The words in some spans of a dispatch, on one line.
    pub fn words(&self, dispatch: &str, spans: &[Span]) -> String {
        let Some(record) = self.records.get(dispatch) else { return String::new() };
        let text = Text::new(record.dispatch.text.as_str());
        let one = |span: &Span| text.of(*span).split_whitespace().collect::<Vec<_>>().join(" ");
        spans.iter().map(one).collect::<Vec<_>>().join(" … ")
    }
}
