//! Runs every case of every stage: texts beside the stage with the findings they must give.
//!
//! `STAGE=times cargo test -p onrecord-read --test cases` runs one stage only;
//! `CASES=update` rewrites the expectations to what comes out.
#![allow(clippy::print_stdout, reason = "a test runner speaks")]

mod check;
mod lines;

use std::path::{Path, PathBuf};

use onrecord_read::{Kit, Model};

#[test]
fn every_case_gives_its_findings() {
    let stages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/stages");
    let only = std::env::var("STAGE").ok();
    let update = std::env::var("CASES").is_ok_and(|told| told == "update");
    let kit = Kit::embedded(Model::Accurate);
    let mut faults = Vec::new();
    for stage in children(&stages) {
        let name = stage.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if only.as_deref().is_some_and(|only| only != name) {
            continue;
        }
        let mut fired = Vec::new();
        for file in children(&stage.join("cases")) {
            if file.extension().is_some_and(|kind| kind == "md") {
                check::file(&kit, name, &file, update, &mut fired, &mut faults);
            }
        }
        report_unfired(name, &stage, &fired);
    }
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// What is in a folder, sorted; nothing if there is no such folder.
fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Says which rules that a stage's files name were fired by none of its cases.
fn report_unfired(stage: &str, folder: &Path, fired: &[String]) {
    for file in children(&folder.join("rules")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let names = text.split("name = \"").skip(1).filter_map(|rest| rest.split('"').next());
        let unfired: Vec<&str> =
            names.filter(|name| !fired.iter().any(|by| by == name || ends_in(by, name))).collect();
        if !unfired.is_empty() {
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            println!("{stage}/rules/{file}: no case fires {}", unfired.join(", "));
        }
    }
}

fn ends_in(by: &str, name: &str) -> bool {
    by.strip_suffix(name).is_some_and(|stage| stage.ends_with('.') || stage.ends_with('/'))
}
