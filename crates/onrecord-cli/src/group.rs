//! `onrecord group`: an unsorted stream of dispatches in, stories out.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::grouping::{Belongs, Grouping};
use onrecord::weave;

use crate::inputs::Inputs;
use crate::out;

/// What to sort and how to show it.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// How to show what was found: `tsv` has dispatch, story and origin a line.
    #[arg(long, short, value_enum, default_value_t = Format::Tsv)]
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
    let kit = args.inputs.shelf().map(|shelf| weave::kit(&shelf, &mut faults));
    let kit = match kit {
        Ok(kit) if faults.is_empty() => kit,
        other => {
            out::complain(faults.iter().chain(other.err().iter().flatten()));
            return ExitCode::FAILURE;
        }
    };
    let mut grouping = Grouping::new(&kit);
    let mut paper = BufWriter::new(std::io::stdout().lock());
    let done = args.inputs.each(
        |dispatch| dispatch,
        |dispatch| write(&mut paper, args.format, &grouping.place(&dispatch)),
    );
    let written = done.and_then(|sound| paper.flush().map(|()| sound));
    let sound = *written.as_ref().unwrap_or(&false);
    out::finish(written.map(|_| ()), sound)
}

fn write(out: &mut impl Write, format: Format, belongs: &Belongs) -> std::io::Result<()> {
    match format {
        Format::Tsv => writeln!(out, "{}\t{}\t{}", belongs.id, belongs.story, belongs.origin),
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(belongs)?),
    }
}
