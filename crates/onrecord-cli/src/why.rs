//! `onrecord why`: for every word that might have told an event, why it was coded or not.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use onrecord::show::reasons;
use onrecord::types::Dispatch;
use onrecord::{Kit, read, why};

use crate::inputs::Inputs;
use crate::out;

/// What to look at.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Only what was coded.
    #[arg(long)]
    coded: bool,
}

const EXAMPLES: &str = "\
Each sentence is followed by the words that a pattern of events/rules/patterns.tsv looked at:
  + the word was coded: type, code, status, who -> on whom, and the rules that fired
  - it was not, and why not

Example:
  onrecord why article.txt";

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let Some(kit) = args.inputs.kit_or_complain() else { return ExitCode::FAILURE };
    let mut paper = BufWriter::new(std::io::stdout().lock());
    let done = args.inputs.each(
        |dispatch| shown(&kit, args, &dispatch),
        |text| paper.write_all(text.as_bytes()).and_then(|()| paper.flush()),
    );
    let sound = *done.as_ref().unwrap_or(&false);
    out::finish(done.map(|_| ()), sound)
}

fn shown(kit: &Kit, args: &Args, dispatch: &Dispatch) -> String {
    let mut considered = why(kit, dispatch);
    if args.coded {
        considered.retain(|one| matches!(one.outcome, onrecord::types::Outcome::Coded(_)));
    }
    reasons::write(&read(kit, dispatch), &considered)
}
