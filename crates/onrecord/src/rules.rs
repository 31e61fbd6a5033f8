//! A user's own rules: the folder given with `--rules`, read and checked.

use std::path::Path;

use onrecord_read::{Kit, Model};
use onrecord_rules::{Fault, Shelf};

use crate::intake;

/// The files of a folder of rules on a shelf, by their names in that folder.
///
/// # Errors
///
/// What could not be read.
pub fn shelf(folder: &Path) -> Result<Shelf, Vec<Fault>> {
    let mut papers = Vec::new();
    let mut faults = Vec::new();
    if !folder.is_dir() {
        let name = folder.to_string_lossy();
        let fault = Fault::new(name, 0, "no such folder");
        return Err(vec![fault.hint("--rules wants a folder such as rules/times/lexicon/en.tsv")]);
    }
    walk(folder, folder, &mut papers, &mut faults);
    if faults.is_empty() { Ok(Shelf::new(papers)) } else { Err(faults) }
}

/// Loads everything with these rules; the number of files that were taken up.
///
/// # Errors
///
/// Everything that is wrong in them, and files that no stage takes up.
pub fn check(shelf: &Shelf, model: Model) -> Result<usize, Vec<Fault>> {
    let mut faults = Vec::new();
    intake::Kit::load(shelf, &mut faults);
    if let Err(more) = Kit::load(model, shelf) {
        faults.extend(more);
    }
    for name in shelf.untaken() {
        let fault = Fault::new(&name, 0, "no stage takes up a file of this name");
        faults.push(match nearest(&name, &shelf.asked()) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None => fault,
        });
    }
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(shelf.names().count()) } else { Err(faults) }
}

fn walk(root: &Path, folder: &Path, papers: &mut Vec<(String, String)>, faults: &mut Vec<Fault>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let parts: Vec<String> = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let name = parts.join("/");
        if parts.last().is_none_or(|last| last.starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, papers, faults);
            continue;
        }
        match std::fs::read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => papers.push((name, text)),
            Ok(Err(_)) => faults.push(Fault::new(name, 0, "not UTF-8")),
            Err(error) => faults.push(Fault::new(name, 0, format!("cannot be read: {error}"))),
        }
    }
}

/// The name that differs least, if it differs little.
fn nearest(name: &str, known: &[String]) -> Option<String> {
    let distance = |other: &String| edits(name, other);
    let best = known.iter().min_by_key(|other| (distance(other), other.len()))?;
    (distance(best) <= 1 + name.len() / 3).then(|| best.clone())
}

fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let swap = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
