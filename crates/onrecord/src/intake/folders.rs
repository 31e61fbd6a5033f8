//! Finds the files meant by a path: itself, or everything readable in a folder.

use std::path::{Path, PathBuf};

use super::Refusal;

/// Kinds of files that are taken out of a folder.
const KINDS: &[&str] = &[
    "txt",
    "text",
    "html",
    "htm",
    "xhtml",
    "json",
    "jsonl",
    "ndjson",
    "warc",
    "txt.gz",
    "html.gz",
    "json.gz",
    "jsonl.gz",
    "ndjson.gz",
    "warc.gz",
];

/// The file itself, or all files of known kinds in a folder and the folders in it, sorted.
/// `-` is standard input and stays as it is.
///
/// # Errors
///
/// A path that is not there, a folder that cannot be read, or one with nothing readable in it.
pub fn files(path: &str) -> Result<Vec<PathBuf>, Refusal> {
    if path == "-" {
        return Ok(vec![PathBuf::from(path)]);
    }
    let meta = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !meta.is_dir() {
        return Ok(vec![PathBuf::from(path)]);
    }
    let mut out = Vec::new();
    walk(Path::new(path), &mut out)?;
    if out.is_empty() {
        let what = "a folder without readable files (txt, html, json, jsonl, warc)";
        return Err(Refusal::new(path, what));
    }
    Ok(out)
}

/// What stands in the way of reading a file, in a word.
pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Refusal {
    let what = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    Refusal::new(path, what)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), Refusal> {
    let name = folder.to_string_lossy();
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(&name, &error))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        // Links to folders are not followed: they may lead back up.
        let is_folder = path.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        if hidden {
            continue;
        }
        if is_folder {
            walk(&path, out)?;
        } else if path.is_file() && is_known(&path) {
            out.push(path);
        }
    }
    Ok(())
}

fn is_known(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    KINDS.iter().any(|kind| name.strip_suffix(kind).is_some_and(|stem| stem.ends_with('.')))
}
