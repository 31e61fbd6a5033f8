//! `onrecord read`: dispatches in, records out.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::show::{conllu, terminal};
use onrecord::tables::{Form, Tables};
use onrecord::types::{Dispatch, Record};
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
    /// words with classes and tree in CoNLL-U; as tables with `--out`.
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A folder for the tables of `--format csv` and `--format parquet`, a file each: dispatches,
    /// statements, events, figures, positions, contacts, times.
    #[arg(long, value_name = "DIR", required_if_eq_any([("format", "csv"), ("format", "parquet")]))]
    out: Option<PathBuf>,
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
    Csv,
    Parquet,
}

fn probability(told: &str) -> Result<f64, String> {
    let number = told.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let Some(kit) = args.inputs.kit_or_complain() else { return ExitCode::FAILURE };
    match (args.format, args.out.as_deref()) {
        (Format::Csv, Some(folder)) => return tables(&kit, args, folder, Form::Csv),
        (Format::Parquet, Some(folder)) => return tables(&kit, args, folder, Form::Parquet),
        (_, Some(_)) => {
            out::complain(["`--out` is for tables: give `--format csv` or `--format parquet` too"]);
            return ExitCode::from(2);
        }
        (_, None) => {}
    }
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
    let record = certain(kit, args, dispatch);
    Ok(match args.format {
        Format::Text => terminal::write(&record, look),
        Format::Json => serde_json::to_string_pretty(&record)? + "\n",
        Format::Jsonl | Format::Conllu | Format::Csv | Format::Parquet => {
            serde_json::to_string(&record)? + "\n"
        }
    })
}

fn certain(kit: &Kit, args: &Args, dispatch: &Dispatch) -> Record {
    let record = read(kit, dispatch);
    match args.min_certainty > 0.0 {
        true => reading::keep_certain(record, args.min_certainty),
        false => record,
    }
}

fn tables(kit: &Kit, args: &Args, folder: &Path, form: Form) -> ExitCode {
    let written = Tables::create(folder, form).and_then(|mut tables| {
        let work = |dispatch: Dispatch| certain(kit, args, &dispatch);
        let sound = args.inputs.each(work, |record| tables.take(&record))?;
        tables.finish()?;
        Ok(sound)
    });
    let sound = *written.as_ref().unwrap_or(&false);
    out::finish(written.map(|_| ()), sound)
}
