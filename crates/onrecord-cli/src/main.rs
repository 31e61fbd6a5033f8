//! The street door: one program, many commands.

mod add;
mod ask;
mod at_store;
mod check_rules;
mod completions;
mod group;
mod inputs;
mod keep;
mod out;
mod progress;
mod read;
mod stories;
mod story;
mod why;
mod woven;

use clap::{Parser, Subcommand};

/// Reads news dispatches of a developing story and keeps its record: who said what, to whom,
/// when and on whose word; which calls and talks are under way; what is proposed and where each
/// party stands; which figures are claimed. Every finding points at its words in the text.
#[derive(Parser)]
#[command(name = "onrecord", version, after_help = EXAMPLES)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  onrecord read article.txt                     what one dispatch tells, for people
  onrecord read --evidence article.html         the same under each sentence of the text
  onrecord read --format jsonl archive/ > records.jsonl
  onrecord story 1.txt 2.txt 3.txt              the state of play, and what changed
Exit status: 0 all was read, 1 something was not (said on standard error), 2 wrong usage";

#[derive(Subcommand)]
enum Command {
    /// Read dispatches: who said what, what is under way, what is on the table.
    Read(read::Args),
    /// Sort a stream of dispatches into stories.
    Group(group::Args),
    /// Bring the dispatches of one story together: state of play and what changed.
    Story(story::Args),
    /// For every word that might have told an event: why it was coded or not.
    Why(why::Args),
    /// Read dispatches and keep them in the store, each in its story.
    Add(add::Args),
    /// List the stories in the store.
    Stories(stories::StoriesArgs),
    /// Show a story from the store.
    Show(stories::ShowArgs),
    /// Ask over everything in the store: words, speakers, parties, channels, dates, codes.
    Ask(ask::Args),
    /// Tell what changed since you last looked.
    Log(stories::LogArgs),
    /// Write out all records or findings in the store.
    Export(keep::ExportArgs),
    /// Look whether everything in the store still holds.
    Check(keep::CheckArgs),
    /// Copy the store while it is in use.
    Backup(keep::BackupArgs),
    /// Check a folder of your own rules and words before you use it with --rules.
    CheckRules(check_rules::Args),
    /// Print completions for a shell.
    Completions(completions::Args),
}

fn main() -> std::process::ExitCode {
    match Args::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Group(args) => group::run(&args),
        Command::Story(args) => story::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Stories(args) => stories::stories(&args),
        Command::Show(args) => stories::show(&args),
        Command::Ask(args) => ask::run(&args),
        Command::Log(args) => stories::log(&args),
        Command::Export(args) => keep::export(&args),
        Command::Check(args) => keep::check(&args),
        Command::Backup(args) => keep::backup(&args),
        Command::CheckRules(args) => check_rules::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}
