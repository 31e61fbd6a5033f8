//! Turns what comes in, files and streams of bytes, into dispatches.

mod json;
mod plain;
mod published;

pub use published::published;

use onrecord_types::Dispatch;

/// Something that could not be taken in, with where and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file, or `<stdin>`.
    pub file: String,
    /// The line, counted from one; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

/// All the dispatches in one file, in its order; what is broken is refused by itself.
pub fn dispatches(file: &str, bytes: &[u8]) -> Vec<Result<Dispatch, Refusal>> {
    let text = String::from_utf8_lossy(bytes);
    let name = file.rsplit('/').next().unwrap_or(file);
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        json::lines(file, &text)
    } else if name.ends_with(".json") {
        json::whole(file, &text)
    } else {
        let id = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        vec![Ok(plain::dispatch(id, &text))]
    }
}
