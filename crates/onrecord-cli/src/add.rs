//! `onrecord add`: dispatches read and kept in the store, each brought into its story.

use std::io::{self, Write};
use std::process::ExitCode;

use onrecord::keeping::Keeper;
use onrecord::read;
use onrecord::store::Added;
use onrecord::types::Record;

use crate::at_store::{AtStore, now};
use crate::inputs::Inputs;
use crate::out;

/// What to add, and where.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    at: AtStore,
}

// Confirmed together: enough to make the disk's part small, few enough to lose little time.
const BATCH: usize = 64;

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let Some(kit) = args.inputs.kit_or_complain() else { return ExitCode::FAILURE };
    let mut keeper = match Keeper::open(&args.at.store, &kit.weave) {
        Ok(keeper) => keeper,
        Err(error) => {
            out::complain([error]);
            return ExitCode::FAILURE;
        }
    };
    let mut batch: Vec<Record> = Vec::with_capacity(BATCH);
    let done = args.inputs.each(
        |dispatch| read(&kit, &dispatch),
        |record| {
            batch.push(record);
            if batch.len() < BATCH { Ok(()) } else { keep(&mut keeper, &mut batch) }
        },
    );
    let done = done.and_then(|sound| keep(&mut keeper, &mut batch).map(|()| sound));
    match done {
        Ok(sound) => out::finish(Ok(()), sound),
        Err(error) => {
            out::complain([error]);
            ExitCode::FAILURE
        }
    }
}

// A line a dispatch, printed once it is safe: `added` or `known`, its id.
fn keep(keeper: &mut Keeper<'_>, batch: &mut Vec<Record>) -> io::Result<()> {
    let added = keeper.add(batch, now()).map_err(io::Error::other)?;
    let mut paper = io::stdout().lock();
    for (record, added) in batch.iter().zip(added) {
        let what = match added {
            Added::New(_) => "added",
            Added::Known(_) => "known",
        };
        // Whoever reads the list may have gone; what is kept is kept.
        let _ = writeln!(paper, "{what}\t{}", record.dispatch.id);
    }
    batch.clear();
    Ok(())
}
