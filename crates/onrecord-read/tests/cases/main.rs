//! Runs every case of every stage: texts beside the stage with the findings they must give.
//!
//! `STAGE=times cargo test -p onrecord-read --test cases` runs one stage only;
//! `CASES=update` rewrites the expectations to what comes out.
#![allow(clippy::print_stdout, reason = "a test runner speaks")]

mod check;
mod lines;

use std::path::{Path, PathBuf};

use onrecord_read::{Kit, Model};
use onrecord_rules::Fault;

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
        let mut met = check::Met::default();
        for file in children(&stage.join("cases")) {
            if file.extension().is_some_and(|kind| kind == "md") {
                check::file(&kit, name, &file, update, &mut met, &mut faults);
            }
        }
        unmet(name, &stage, &met, &mut faults);
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

/// The stages whose every rule is fired by a case and kept off by another. A stage that has got
/// there is added here, and stays.
const WHOLE: [&str; 2] = ["events", "times"];

/// The rules that a stage's files name and that none of its cases fires, or none looks like without
/// firing: faults where the stage is whole, else said.
fn unmet(stage: &str, folder: &Path, met: &check::Met, faults: &mut Vec<Fault>) {
    for file in children(&folder.join("rules")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let names = || rules(&file, &text).into_iter();
        let unfired = |name: &&str| !met.fired.iter().any(|by| check::is_rule(by, name));
        let untried = |name: &&str| !met.kept_off.iter().any(|rule| rule == name);
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        let lists: [(&str, Vec<&str>); 2] = [
            ("no case fires", names().filter(unfired).collect()),
            ("no case looks like, without firing it,", names().filter(untried).collect()),
        ];
        for (what, rules) in lists.into_iter().filter(|(_, rules)| !rules.is_empty()) {
            let told = format!("{what} {}", rules.join(", "));
            if WHOLE.contains(&stage) {
                faults.push(Fault::new(format!("{stage}/rules/{file}"), 0, told));
            } else {
                println!("{stage}/rules/{file}: {told}");
            }
        }
    }
}

/// The names of the rules in a file; in a table of patterns, those of its first column.
fn rules<'t>(file: &Path, text: &'t str) -> Vec<&'t str> {
    if file.file_name().is_some_and(|name| name == "patterns.tsv") {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut names: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
        names.sort_unstable();
        names.dedup();
        return names;
    }
    text.split("name = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
