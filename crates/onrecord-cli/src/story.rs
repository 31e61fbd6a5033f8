//! `onrecord story`: the dispatches of one story in, the state of play and what changed out.
#![expect(clippy::print_stderr, reason = "a door speaks")]

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::{Kit, Model, Shelf, intake, weave};

/// What to bring together and how to show it.
#[derive(clap::Args)]
pub struct Args {
    /// The dispatches of one story, in order.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to show what was found.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let kit = match Kit::load(Model::Accurate, &Shelf::default()) {
        Ok(kit) => kit,
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            return ExitCode::FAILURE;
        }
    };
    let mut dispatches = Vec::new();
    for file in &args.files {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        };
        for dispatch in intake::dispatches(file, &bytes) {
            match dispatch {
                Ok(dispatch) => dispatches.push(dispatch),
                Err(refusal) => eprintln!("{refusal}"),
            }
        }
    }
    let records = onrecord::reading::read_all(&kit, &dispatches);
    let story = weave::story::weave(&kit.weave, &records);
    let written = match args.format {
        Format::Json => serde_json::to_string_pretty(&story).map_err(std::io::Error::from),
    };
    let out = written.and_then(|text| writeln!(std::io::stdout().lock(), "{text}"));
    match out {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write: {error}");
            ExitCode::FAILURE
        }
    }
}
