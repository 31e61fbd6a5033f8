//! Chores of the house: `cargo xtask tidy | schema | score | check-rules`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a door speaks")]

mod schema;
mod score;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
cargo xtask tidy            look for what is against the rules of the house
cargo xtask schema          write schema/*.json from the types
cargo xtask score [DIR]     measure with the scorers in DIR (../shared/bench) and write scores/
cargo xtask check-rules     load all embedded rules and words";

fn main() -> ExitCode {
    let root = root();
    let mut args = std::env::args().skip(1);
    let done = match args.next().as_deref() {
        Some("tidy") => {
            let faults = tidy::faults(&root);
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            if faults.is_empty() { Ok(()) } else { Err(format!("{} faults", faults.len())) }
        }
        Some("schema") => schema::write(&root),
        Some("score") => {
            let bench = args.next().map_or_else(|| root.join("../shared/bench"), PathBuf::from);
            score::write(&root, &bench)
        }
        Some("check-rules") => check_rules(&root),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            println!("{what}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

fn check_rules(root: &Path) -> Result<(), String> {
    let cargo = ["run", "--quiet", "--release", "--package", "onrecord-cli", "--", "check-rules"];
    let status = Command::new("cargo").args(cargo).current_dir(root).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("the embedded rules are not sound".to_owned()),
        Err(error) => Err(format!("cannot run cargo: {error}")),
    }
}
