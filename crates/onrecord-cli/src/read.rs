//! `onrecord read`: dispatches in, records out.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::show::{conllu, terminal};
use onrecord::types::Dispatch;
use onrecord::{Kit, parse, read, reading};

use crate::inputs::Inputs;
use crate::out::{self, ColourWish};

/// What to read and how to show it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// How to show what was found: for people, as one JSON record, as one record a line, or the
    /// words with classes and tree in CoNLL-U.
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show the text sentence by sentence, each with the findings that rest on it.
    #[arg(long)]
    evidence: bool,
    /// Leave out statements of which the reader is less sure than this, 0 to 1.
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    min_certainty: f64,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t = ColourWish::Auto, value_name = "WHEN")]
    color: ColourWish,
    /// How many columns to write in [default: the terminal's].
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

const EXAMPLES: &str = "\
A text may start with its day (`date 2025-03-18`) or with a dateline (GENEVA, 3 March —); JSON is
{\"text\": …, \"title\": …, \"published\": …, \"outlet\": …, \"url\": …, \"id\": …}, one object a line in .jsonl.

Examples:
  onrecord read article.txt
  onrecord read --published 2025-03-18 --evidence article.txt
  curl -s https://news.example/story | onrecord read -
  onrecord read --format jsonl archive/ | jq -c '.statements[]'";

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
    Conllu,
}

fn probability(told: &str) -> Result<f64, String> {
    let number = told.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let Some(kit) = args.inputs.kit_or_complain() else { return ExitCode::FAILURE };
    let look = terminal::Look {
        width: args.width.unwrap_or_else(out::width),
        colour: args.color.settle(),
        view: if args.evidence { terminal::View::Evidence } else { terminal::View::Sections },
    };
    let mut paper = BufWriter::new(std::io::stdout().lock());
    let mut first = true;
    let done = args.inputs.each(
        |dispatch| shown(&kit, args, look, &dispatch),
        |text| {
            if args.format == Format::Text && !std::mem::take(&mut first) {
                paper.write_all(b"\n\n")?;
            }
            paper.write_all(text?.as_bytes())?;
            // Nobody should wait in front of a terminal for a buffer to fill.
            if args.format == Format::Text { paper.flush() } else { Ok(()) }
        },
    );
    let written = done.and_then(|sound| paper.flush().map(|()| sound));
    let sound = *written.as_ref().unwrap_or(&false);
    out::finish(written.map(|_| ()), sound)
}

fn shown(
    kit: &Kit,
    args: &Args,
    look: terminal::Look,
    dispatch: &Dispatch,
) -> std::io::Result<String> {
    if args.format == Format::Conllu {
        let (doc, tags) = parse(kit, dispatch);
        return Ok(conllu::write(&doc, &tags));
    }
    let mut record = read(kit, dispatch);
    if args.min_certainty > 0.0 {
        record = reading::keep_certain(record, args.min_certainty);
    }
    Ok(match args.format {
        Format::Text => terminal::write(&record, look),
        Format::Json => serde_json::to_string_pretty(&record)? + "\n",
        Format::Jsonl | Format::Conllu => serde_json::to_string(&record)? + "\n",
    })
}
