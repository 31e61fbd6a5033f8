//! `onrecord completions`: what a shell needs to complete commands and options.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

/// For which shell.
#[derive(clap::Args)]
#[command(
    after_help = "Example: onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord"
)]
pub struct Args {
    /// The shell.
    shell: Shell,
}

/// Runs the command.
pub fn run(args: &Args) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Args::command(), "onrecord", &mut script);
    crate::out::finish(std::io::Write::write_all(&mut std::io::stdout().lock(), &script), true)
}
