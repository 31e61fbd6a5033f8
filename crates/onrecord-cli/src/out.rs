//! How the door speaks: exit codes, complaints, whether colours are wanted, how wide the paper is.
#![expect(clippy::print_stderr, reason = "a door speaks")]

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::ValueEnum;
use onrecord::show::terminal::Colour;

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ColourWish {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl ColourWish {
    /// What that means for standard output.
    pub fn settle(self) -> Colour {
        let refused = || {
            std::env::var_os("NO_COLOR").is_some_and(|told| !told.is_empty())
                || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
        };
        match self {
            ColourWish::Always => Colour::On,
            ColourWish::Never => Colour::Off,
            ColourWish::Auto if std::io::stdout().is_terminal() && !refused() => Colour::On,
            ColourWish::Auto => Colour::Off,
        }
    }
}

/// The width of the terminal; what COLUMNS tells, or eighty columns, where there is none.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(80)
}

/// Says what is wrong, a line each.
pub fn complain<T: std::fmt::Display>(wrongs: impl IntoIterator<Item = T>) {
    for wrong in wrongs {
        eprintln!("{wrong}");
    }
}

/// The exit code after all was written, or not. A reader that has gone away wants no more and is
/// no failure.
pub fn finish(written: std::io::Result<()>, sound: bool) -> ExitCode {
    match written {
        Ok(()) if sound => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write: {error}");
            ExitCode::FAILURE
        }
    }
}
