//! The street door: one program, many commands.

mod group;
mod read;
mod story;

use clap::{Parser, Subcommand};

/// Reads news dispatches of a developing story and keeps its record.
#[derive(Parser)]
#[command(name = "onrecord", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read dispatches: who said what, what is under way, what is on the table.
    Read(read::Args),
    /// Sort a stream of dispatches into stories.
    Group(group::Args),
    /// Bring the dispatches of one story together: state of play and what changed.
    Story(story::Args),
}

fn main() -> std::process::ExitCode {
    match Args::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Group(args) => group::run(&args),
        Command::Story(args) => story::run(&args),
    }
}
