//! `onrecord story`: the dispatches of one story in, the state of play and what changed out.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::{read, weave};

use crate::inputs::Inputs;
use crate::out;

/// What to bring together and how to show it.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// How to show what was found.
    #[arg(long, short, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let kit = match args.inputs.kit() {
        Ok(kit) => kit,
        Err(faults) => {
            out::complain(&faults);
            return ExitCode::FAILURE;
        }
    };
    let mut records = Vec::new();
    let sound = args.inputs.each(
        |dispatch| read(&kit, &dispatch),
        |record| {
            records.push(record);
            Ok(())
        },
    );
    let story = weave::story::weave(&kit.weave, &records);
    let shown = match args.format {
        Format::Json => serde_json::to_string_pretty(&story).map_err(std::io::Error::from),
    };
    let written = shown.and_then(|text| writeln!(std::io::stdout().lock(), "{text}"));
    out::finish(written, sound.unwrap_or(false))
}
