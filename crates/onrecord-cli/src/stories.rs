//! `onrecord stories`, `show` and `log`: what is in the store, and what came since the last look.

use std::io::{self, Write};
use std::process::ExitCode;

use onrecord::store::{Error, Store};
use onrecord::{Shelf, weave};

use crate::at_store::{AtStore, now, told};
use crate::out;
use crate::woven::{self, Shown};

/// Which store to list.
#[derive(clap::Args)]
pub struct StoriesArgs {
    #[command(flatten)]
    at: AtStore,
}

/// Which story to show, and how.
#[derive(clap::Args)]
pub struct ShowArgs {
    /// The number of the story, as `onrecord stories` lists it.
    #[arg(value_parser = number)]
    story: i64,
    #[command(flatten)]
    at: AtStore,
    #[command(flatten)]
    shown: Shown,
}

/// Which store to look into.
#[derive(clap::Args)]
pub struct LogArgs {
    /// Look without noting that you looked.
    #[arg(long)]
    peek: bool,
    #[command(flatten)]
    at: AtStore,
}

/// Lists the stories, the one that moved last first.
pub fn stories(args: &StoriesArgs) -> ExitCode {
    let rows = match args.at.read().and_then(|store| store.stories()) {
        Ok(rows) => rows,
        Err(error) => return failed(&error),
    };
    let mut paper = io::stdout().lock();
    let written = rows.iter().try_for_each(|row| {
        let label: String = row.label.split_whitespace().collect::<Vec<_>>().join(" ");
        let last = told(row.last);
        let (key, all, origins) = (row.key, row.dispatches, row.origins);
        let (all, origins) = (count(all, "dispatch", "es"), count(origins, "origin", "s"));
        writeln!(paper, "{key}\t{all}\t{origins}\t{last}\t{label}")
    });
    out::finish(written, true)
}

fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { many })
}

fn number(told: &str) -> Result<i64, String> {
    told.parse().map_err(|_| "not the number of a story (see `onrecord stories`)".to_owned())
}

/// Shows one story.
pub fn show(args: &ShowArgs) -> ExitCode {
    let records = match args.at.read().and_then(|store| store.records(args.story, None)) {
        Ok(records) => records,
        Err(error) => return failed(&error),
    };
    if records.is_empty() {
        out::complain([format!(
            "{}: no story {} (see `onrecord stories`)",
            args.at.store.display(),
            args.story
        )]);
        return ExitCode::FAILURE;
    }
    let kit = weave::kit(&Shelf::default(), &mut Vec::new());
    out::finish(woven::show(&args.shown, &kit, &records), true)
}

/// Tells what changed since the last look, story by story, and notes the look.
pub fn log(args: &LogArgs) -> ExitCode {
    let store = if args.peek { args.at.read() } else { Store::open(&args.at.store) };
    let told = store.and_then(|mut store| {
        let text = news(&store)?;
        if !args.peek {
            store.look(now())?;
        }
        Ok(text)
    });
    match told {
        Ok(text) => out::finish(io::stdout().lock().write_all(text.as_bytes()), true),
        Err(error) => failed(&error),
    }
}

fn news(store: &Store) -> Result<String, Error> {
    let kit = weave::kit(&Shelf::default(), &mut Vec::new());
    let (looked, moved) = store.since_last_look()?;
    let mut text = match looked {
        Some(at) => format!("since you looked ({} UTC)\n", told(Some(at))),
        None => "since the beginning\n".to_owned(),
    };
    if moved.is_empty() {
        text.push_str("nothing has come in\n");
    }
    for (key, ids) in moved {
        let story = weave::story::weave(&kit, &store.records(key, None)?);
        let label: String = story.label.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("\n{key}  {label}  (+{} dispatches)\n", ids.len()));
        for change in story.changes.iter().filter(|change| ids.contains(&change.dispatch)) {
            let kind = format!("{:?}", change.kind).to_uppercase();
            text.push_str(&format!("  {kind:<10} {}\n", change.line));
        }
    }
    Ok(text)
}

fn failed(error: &Error) -> ExitCode {
    out::complain([error]);
    ExitCode::FAILURE
}
