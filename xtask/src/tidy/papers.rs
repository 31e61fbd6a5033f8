//! Papers: paths named in ARCHITECTURE.md exist, and nothing is a copy of what is not ours.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{files, name, walk};

pub fn look(root: &Path, out: &mut Vec<String>) {
    paths(root, out);
    copies(root, out);
}

/// Words in backticks with a slash are paths, except where they hold a placeholder.
fn paths(root: &Path, out: &mut Vec<String>) {
    let file = "ARCHITECTURE.md";
    let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
    if text.is_empty() {
        out.push(format!("{file}: not there"));
    }
    for (at, line) in text.lines().enumerate() {
        for word in line.split('`').skip(1).step_by(2) {
            let is_path = word.contains('/') && !word.contains([' ', '*', '<', '{']);
            if is_path && !word.starts_with("..") && !root.join(word).exists() {
                out.push(format!("{file}:{}: `{word}` does not exist", at + 1));
            }
        }
    }
}

/// Files that are, byte for byte, in the folder of borrowed data beside the workspace.
fn copies(root: &Path, out: &mut Vec<String>) {
    let mut borrowed = Vec::new();
    walk(&root.join("../shared"), &mut borrowed);
    let mut sizes: BTreeMap<u64, Vec<PathBuf>> = BTreeMap::new();
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |meta| meta.len());
    for path in borrowed {
        sizes.entry(size(&path)).or_default().push(path);
    }
    for path in files(root) {
        let own = size(&path);
        let same = sizes.get(&own).into_iter().flatten().filter(|_| own > 0);
        for other in same {
            if std::fs::read(&path).ok() == std::fs::read(other).ok() {
                out.push(format!("{}: a copy of {}", name(root, &path), other.display()));
            }
        }
    }
}
