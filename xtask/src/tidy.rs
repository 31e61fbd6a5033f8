//! What the rules of the house ask of its files, looked for in all of them.

mod code;
mod floors;
mod papers;

use std::path::{Path, PathBuf};

/// Everything that is against the rules, as `file:line: what (hint)`.
pub fn faults(root: &Path) -> Vec<String> {
    let mut out = Vec::new();
    floors::look(root, &mut out);
    for path in files(root) {
        if path.extension().is_some_and(|kind| kind == "rs") {
            code::look(root, &path, &mut out);
        }
    }
    papers::look(root, &mut out);
    out.sort();
    out
}

/// All files of the house, sorted: what a clone holds, without what was built.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for part in ["crates", "xtask", "examples", "schema", "scores"] {
        walk(&root.join(part), &mut out);
    }
    out
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true if path.file_name().is_some_and(|name| name == "target") => {}
            true => walk(&path, out),
            false => out.push(path),
        }
    }
}

/// A path as people name it: from the root of the workspace.
fn name(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        let faults = super::faults(&crate::root());
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    }
}
