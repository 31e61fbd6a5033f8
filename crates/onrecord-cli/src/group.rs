//! `onrecord group`: an unsorted stream of dispatches in, stories out.
#![expect(clippy::print_stderr, reason = "a door speaks")]

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::grouping::{Belongs, Grouping};
use onrecord::{Shelf, intake, weave};

/// What to sort and how to show it.
#[derive(clap::Args)]
pub struct Args {
    /// Files with dispatches; `-` for standard input.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to show what was found: `tsv` has dispatch, story and origin a line.
    #[arg(long, value_enum, default_value_t = Format::Tsv)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Tsv,
    Jsonl,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let mut faults = Vec::new();
    let kit = weave::kit(&Shelf::default(), &mut faults);
    if !faults.is_empty() {
        faults.iter().for_each(|fault| eprintln!("{fault}"));
        return ExitCode::FAILURE;
    }
    let mut grouping = Grouping::new(&kit);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut sound = true;
    for file in &args.files {
        let bytes = match bytes_of(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                sound = false;
                continue;
            }
        };
        for dispatch in intake::dispatches(file, &bytes) {
            match dispatch {
                Ok(dispatch) => {
                    if let Err(error) = write(&mut out, args.format, &grouping.place(&dispatch)) {
                        eprintln!("cannot write: {error}");
                        return ExitCode::FAILURE;
                    }
                }
                Err(refusal) => {
                    eprintln!("{refusal}");
                    sound = false;
                }
            }
        }
    }
    if sound && out.flush().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn bytes_of(file: &str) -> std::io::Result<Vec<u8>> {
    if file != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
}

fn write(out: &mut impl Write, format: Format, belongs: &Belongs) -> std::io::Result<()> {
    match format {
        Format::Tsv => writeln!(out, "{}\t{}\t{}", belongs.id, belongs.story, belongs.origin),
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(belongs)?),
    }
}
