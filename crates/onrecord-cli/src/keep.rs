//! `onrecord export`, `check` and `backup`: taking records out, looking the store over, copying it.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::store::{Error, Question, Store};
use onrecord::tables::{Form, Tables, quoted};

use crate::at_store::AtStore;
use crate::out;

/// What to take out, and how.
#[derive(clap::Args)]
pub struct ExportArgs {
    /// `jsonl` has a record a line, `csv` a finding a line; with `--out`, `csv` and `parquet` make
    /// tables of dispatches, statements, events, figures, positions, contacts and times.
    #[arg(long, short, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// A folder for the tables, a file each.
    #[arg(long, value_name = "DIR", required_if_eq("format", "parquet"))]
    out: Option<PathBuf>,
    #[command(flatten)]
    at: AtStore,
}

/// Which store to look over.
#[derive(clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    at: AtStore,
}

/// Which store to copy, and where to.
#[derive(clap::Args)]
pub struct BackupArgs {
    /// The copy; there must be no file of that name yet.
    to: PathBuf,
    #[command(flatten)]
    at: AtStore,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
    Parquet,
}

/// Writes every record, or every finding, to standard output.
pub fn export(args: &ExportArgs) -> ExitCode {
    let store = match args.at.read() {
        Ok(store) => store,
        Err(error) => return failed(&error),
    };
    let form = match args.format {
        Format::Parquet => Form::Parquet,
        Format::Csv | Format::Jsonl => Form::Csv,
    };
    if let Some(folder) = args.out.as_ref() {
        if let Format::Jsonl = args.format {
            out::complain(["`--out` is for tables: give `--format csv` or `--format parquet` too"]);
            return ExitCode::from(2);
        }
        return finish(tables(&store, folder, form));
    }
    let mut paper = BufWriter::new(io::stdout().lock());
    let written = match args.format {
        Format::Jsonl => store.each_record(|record| -> Result<(), Trouble> {
            let line = serde_json::to_string(&record).map_err(io::Error::from)?;
            Ok(writeln!(paper, "{line}")?)
        }),
        Format::Csv | Format::Parquet => csv(&store, &mut paper),
    };
    finish(written.and_then(|()| Ok(paper.flush()?)))
}

fn tables(store: &Store, folder: &Path, form: Form) -> Result<(), Trouble> {
    let mut tables = Tables::create(folder, form)?;
    store.each_record(|record| -> Result<(), Trouble> { Ok(tables.take(&record)?) })?;
    Ok(tables.finish()?)
}

fn finish(written: Result<(), Trouble>) -> ExitCode {
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Store(error)) => failed(&error),
        Err(Trouble::Paper(error)) => out::finish(Err(error), true),
    }
}

enum Trouble {
    Store(Error),
    Paper(io::Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Store(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Paper(error)
    }
}

fn csv(store: &Store, paper: &mut impl Write) -> Result<(), Trouble> {
    writeln!(
        paper,
        "dispatch,outlet,published,kind,id,who,about,channel,code,stance,start,stop,words"
    )?;
    for a in store.ask(&Question { most: usize::MAX, ..Question::default() })? {
        let published = crate::at_store::told(a.published);
        let (start, stop) = (a.start.to_string(), a.stop.to_string());
        let fields: [&str; 13] = [
            &a.dispatch,
            a.outlet.as_deref().unwrap_or_default(),
            &published,
            &a.kind,
            &a.id,
            &a.who,
            &a.about,
            a.channel.as_deref().unwrap_or_default(),
            a.code.as_deref().unwrap_or_default(),
            a.stance.as_deref().unwrap_or_default(),
            &start,
            &stop,
            &a.words,
        ];
        writeln!(paper, "{}", fields.map(quoted).join(","))?;
    }
    Ok(())
}

/// Looks whether every hash and every evidence span holds.
pub fn check(args: &CheckArgs) -> ExitCode {
    match args.at.read().and_then(|store| store.check()) {
        Ok((looked_at, damages)) => {
            let wrong = damages.iter().map(|d| format!("{}: {}", d.dispatch, d.what));
            out::complain(wrong);
            let line = format!("{looked_at} dispatches looked at, {} damaged", damages.len());
            let written = writeln!(io::stdout().lock(), "{line}");
            out::finish(written, damages.is_empty())
        }
        Err(error) => failed(&error),
    }
}

/// Copies the store while others go on using it.
pub fn backup(args: &BackupArgs) -> ExitCode {
    match args.at.read().and_then(|store| store.back_up(&args.to)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> ExitCode {
    out::complain([error]);
    ExitCode::FAILURE
}
