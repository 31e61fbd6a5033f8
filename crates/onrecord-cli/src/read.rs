//! `onrecord read`: dispatches in, records out.
#![expect(clippy::print_stderr, reason = "a door speaks")]

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::intake;
use onrecord::{Kit, Model, Shelf};

/// What to read and how to show it.
#[derive(clap::Args)]
pub struct Args {
    /// Files with dispatches; `-` for standard input.
    #[arg(required = true)]
    files: Vec<String>,
    /// How to show what was found.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Which language model reads: `accurate`, or `fast` for archives.
    #[arg(long, value_enum, default_value_t = ModelName::Accurate, env = "ONRECORD_MODEL")]
    model: ModelName,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Jsonl,
    Conllu,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModelName {
    Accurate,
    Fast,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let model = match args.model {
        ModelName::Accurate => Model::Accurate,
        ModelName::Fast => Model::Fast,
    };
    let kit = match Kit::load(model, &Shelf::default()) {
        Ok(kit) => kit,
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            return ExitCode::FAILURE;
        }
    };
    let mut sound = true;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for file in &args.files {
        let mut bytes = Vec::new();
        let got = match file.as_str() {
            "-" => std::io::stdin().read_to_end(&mut bytes).map(|_| ()),
            file => std::fs::read(file).map(|read| bytes = read),
        };
        if let Err(error) = got {
            eprintln!("{file}: {error}");
            sound = false;
            continue;
        }
        let mut dispatches = Vec::new();
        for dispatch in intake::dispatches(file, &bytes) {
            match dispatch {
                Ok(dispatch) => dispatches.push(dispatch),
                Err(refusal) => {
                    eprintln!("{refusal}");
                    sound = false;
                }
            }
        }
        let written = match args.format {
            Format::Conllu => dispatches.iter().try_for_each(|dispatch| {
                let (doc, tags) = onrecord::parse(&kit, dispatch);
                out.write_all(onrecord::show::conllu::write(&doc, &tags).as_bytes())
            }),
            Format::Json | Format::Jsonl => {
                onrecord::reading::read_all(&kit, &dispatches).iter().try_for_each(|record| {
                    let line = match args.format {
                        Format::Json => serde_json::to_string_pretty(record)?,
                        _ => serde_json::to_string(record)?,
                    };
                    writeln!(out, "{line}")
                })
            }
        };
        if let Err(error) = written {
            eprintln!("cannot write: {error}");
            return ExitCode::FAILURE;
        }
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
