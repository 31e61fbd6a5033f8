//! `onrecord group`: an unsorted stream of dispatches in, stories out.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::grouping::{Grouping, day_of};
use onrecord::types::Dispatch;
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
    let mut ids: Vec<String> = Vec::new();
    let mut paper = BufWriter::new(std::io::stdout().lock());
    let done = args.inputs.each(
        |dispatch| dispatch,
        |dispatch| writeln!(paper, "{}", line(args.format, &mut grouping, &mut ids, &dispatch)),
    );
    let written = done.and_then(|sound| paper.flush().map(|()| sound));
    let sound = *written.as_ref().unwrap_or(&false);
    out::finish(written.map(|_| ()), sound)
}

// Dispatches go by their place in the stream; `ids` turns that into the ids they came with.
fn line(
    format: Format,
    grouping: &mut Grouping<'_>,
    ids: &mut Vec<String>,
    dispatch: &Dispatch,
) -> String {
    let (title, text) = (dispatch.title.as_deref(), dispatch.text.as_str());
    let place = grouping.place(ids.len() as i64, title, text, day_of(&dispatch.published));
    ids.push(dispatch.id.clone());
    let id = |name: i64| ids.get(name as usize).map_or("", String::as_str);
    let (story, origin) = (id(place.story), id(place.origin));
    match format {
        Format::Tsv => format!("{}\t{story}\t{origin}", dispatch.id),
        Format::Jsonl => serde_json::json!({
            "dispatch": dispatch.id, "story": story, "origin": origin, "closeness": place.closeness
        })
        .to_string(),
    }
}
