//! `onrecord check-rules`: what is wrong in a folder of a user's own rules.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use onrecord::{Model, Shelf, rules};

use crate::out;

/// Which folder to check.
#[derive(clap::Args)]
pub struct Args {
    /// A folder laid out like the program's own: times/lexicon/en.tsv takes the place of the file
    /// of that name, times/lexicon/en.more.tsv is added to it.
    /// Without one, the program's own are checked.
    folder: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let shelf = args.folder.as_ref().map_or_else(|| Ok(Shelf::default()), |f| rules::shelf(f));
    let checked = shelf.and_then(|shelf| {
        let own = rules::check(&shelf, Model::Accurate)?;
        Ok((own, shelf.asked().len()))
    });
    match checked {
        Ok((own, known)) => {
            let told = writeln!(std::io::stdout(), "{own} of {known} files yours, nothing wrong");
            out::finish(told, true)
        }
        Err(faults) => {
            out::complain(&faults);
            ExitCode::FAILURE
        }
    }
}
