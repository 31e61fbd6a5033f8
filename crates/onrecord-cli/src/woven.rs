//! How a story is shown, whether its dispatches come from files or from the store.

use std::io::{self, Write};

use clap::ValueEnum;
use onrecord::types::{Moment, PublishedFrom, Record};
use onrecord::{intake, show, weave};

use crate::out;

/// How to show a story.
#[derive(clap::Args)]
pub struct Shown {
    /// How to show it: `text` for people, `html` for a page that needs nothing else.
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only what had been published by then: 2025-03-18 (its end), or a time with offset.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    as_of: Option<Moment>,
    /// Only changes published after that time: when you last looked.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Moment>,
    /// When to use colours in text.
    #[arg(long, value_enum, default_value_t = out::ColourWish::Auto)]
    color: out::ColourWish,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

/// A point in time as a person gives it; a day stands for its end.
///
/// # Errors
///
/// If it cannot be understood.
pub fn moment(told: &str) -> Result<Moment, String> {
    time(told).and_then(|(_, latest)| latest.ok_or_else(unclear))
}

/// A point in time as a person gives it; a day stands for its beginning.
///
/// # Errors
///
/// If it cannot be understood.
pub fn beginning(told: &str) -> Result<Moment, String> {
    time(told).and_then(|(earliest, _)| earliest.ok_or_else(unclear))
}

fn time(told: &str) -> Result<(Option<Moment>, Option<Moment>), String> {
    let published = intake::published(told, PublishedFrom::Option, &mut Vec::new());
    match (published.earliest, published.latest) {
        (None, None) => Err(unclear()),
        bounds => Ok(bounds),
    }
}

fn unclear() -> String {
    "not a time (give a day, 2025-03-18, or a time with offset, 2025-03-18T10:54:00-04:00)"
        .to_owned()
}

/// Brings records together and shows the story.
///
/// # Errors
///
/// If it cannot be written.
pub fn show(shown: &Shown, kit: &weave::Kit, records: &[Record]) -> io::Result<()> {
    let published = |record: &Record| record.dispatch.published.latest;
    // What has no publication time is never cut off: nobody can say that it came later.
    let in_time =
        |record: &&Record| shown.as_of.zip(published(record)).is_none_or(|(as_of, at)| at <= as_of);
    let records: Vec<Record> = records.iter().filter(in_time).cloned().collect();
    let mut story = weave::story::weave(kit, &records);
    let mut looked = None;
    if let Some(since) = shown.since {
        looked = records.iter().rposition(|record| published(record).is_some_and(|at| at <= since));
        story.changes.retain(|change| change.at.is_none_or(|at| at > since));
        let seen: Vec<&str> = records
            .iter()
            .filter(|record| published(record).is_some_and(|at| at <= since))
            .map(|record| record.dispatch.id.as_str())
            .collect();
        story.revisions.retain(|revision| !seen.contains(&revision.dispatch.as_str()));
    }
    let text = match shown.format {
        Format::Json => serde_json::to_string_pretty(&story)? + "\n",
        Format::Html => show::page::write(&story, &records, looked)?,
        Format::Text if records.is_empty() => "nothing had been published by then\n".to_owned(),
        Format::Text => {
            show::state_of_play::write(&story, &records, out::width(), shown.color.settle())
        }
    };
    let mut paper = io::stdout().lock();
    paper.write_all(text.as_bytes())?;
    paper.flush()
}
