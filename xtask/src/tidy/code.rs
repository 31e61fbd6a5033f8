//! Code: files that say what they are for, of a size to be read, that do not stop at odd text.

use std::path::Path;

use super::name;

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;

/// What must not stand outside tests.
const STOPPERS: &[&str] = &[".unwrap()", "panic!(", "todo!(", "unimplemented!(", "dbg!("];

/// Rooms without a name.
const NAMELESS: &[&str] = &["util", "utils", "common", "helpers", "misc"];

pub fn look(root: &Path, path: &Path, out: &mut Vec<String>) {
    let file = name(root, path);
    let Ok(text) = std::fs::read_to_string(path) else {
        out.push(format!("{file}: not UTF-8"));
        return;
    };
    if !text.starts_with("//! ") {
        out.push(format!("{file}:1: no `//!` sentence on what this room is for"));
    }
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() > FILE_LINES {
        out.push(format!("{file}: {} lines, {FILE_LINES} at most (find the seam)", lines.len()));
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if NAMELESS.contains(&stem) {
        out.push(format!("{file}: a room called `{stem}` (name the thing)"));
    }
    functions(&file, &lines, out);
    let is_test = file.contains("/tests/") || stem == "tests" || file.contains("tidy/code.rs");
    let end = lines.iter().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(lines.len());
    for (at, line) in lines.iter().take(end).enumerate().filter(|_| !is_test) {
        let code = line.split("//").next().unwrap_or_default();
        for stopper in STOPPERS.iter().filter(|stopper| code.contains(**stopper)) {
            out.push(format!("{file}:{}: `{stopper}` outside tests", at + 1));
        }
        if let Some(stage) = foreign_stage(&file, code) {
            out.push(format!("{file}:{}: a stage leans on the stage `{stage}`", at + 1));
        }
    }
}

/// The other stage that a line of a stage names.
fn foreign_stage(file: &str, code: &str) -> Option<String> {
    let own = file.strip_prefix("crates/onrecord-read/src/stages/")?.split('/').next()?;
    let rest = code.split("stages::").nth(1)?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    rest.get(..end).filter(|stage| *stage != own).map(str::to_owned)
}

/// From `fn` to the brace that closes it at the same depth.
fn functions(file: &str, lines: &[&str], out: &mut Vec<String>) {
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let bare = line.trim_start();
        let is_fn = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn "]
            .iter()
            .any(|start| bare.starts_with(start));
        if !is_fn || bare.ends_with(';') {
            continue;
        }
        let close = format!("{}}}", " ".repeat(indent));
        let ends = lines.iter().skip(at).position(|line| *line == close);
        if let Some(length) = ends.filter(|length| *length + 1 > FUNCTION_LINES) {
            let length = length + 1;
            let what = format!("a function of {length} lines, {FUNCTION_LINES} at most");
            out.push(format!("{file}:{}: {what}", at + 1));
        }
    }
}
