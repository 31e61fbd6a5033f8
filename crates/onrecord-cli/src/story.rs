//! `onrecord story`: the dispatches of one story in, the state of play and what changed out.

use std::process::ExitCode;

use onrecord::read;
use onrecord::types::Record;

use crate::inputs::Inputs;
use crate::out;
use crate::woven::{Shown, show};

/// What to bring together and how to show it.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    shown: Shown,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let Some(kit) = args.inputs.kit_or_complain() else { return ExitCode::FAILURE };
    let mut records: Vec<Record> = Vec::new();
    let sound = args.inputs.each(
        |dispatch| read(&kit, &dispatch),
        |record| {
            records.push(record);
            Ok(())
        },
    );
    let sound = sound.unwrap_or(false);
    if records.is_empty() && !sound {
        return ExitCode::FAILURE;
    }
    out::finish(show(&args.shown, &kit.weave, &records), sound)
}
