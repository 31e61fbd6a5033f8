//! Turns what comes in, files and streams of bytes, into dispatches.

mod credits;
mod dateline;
mod decode;
mod folders;
mod html;
mod json;
mod kit;
mod parcels;
mod plain;
mod published;
mod told;
mod warc;

pub use folders::files;
pub use kit::Kit;
pub use parcels::{Parcel, Parcels, open, stream};
pub use published::published;
pub use told::Told;

use onrecord_types::{Dispatch, Note};

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

impl Refusal {
    /// A refusal of a file as a whole.
    pub fn new(file: &str, what: impl Into<String>) -> Refusal {
        Refusal { file: file.to_owned(), line: 0, what: what.into() }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for Refusal {}

/// All the dispatches in the bytes of one file; what is broken is refused by itself.
///
/// ```
/// use onrecord::intake::{self, Kit};
/// let found = intake::dispatches(&Kit::embedded(), "a.txt", b"date 2025-03-18 GENEVA - Talks.");
/// let dispatch = found[0].as_ref().unwrap();
/// assert_eq!(dispatch.dateline.as_ref().unwrap().place, "GENEVA");
/// assert_eq!(dispatch.published.value.as_deref(), Some("2025-03-18"));
/// ```
pub fn dispatches(kit: &Kit, file: &str, bytes: &[u8]) -> Vec<Result<Dispatch, Refusal>> {
    let mut out = Vec::new();
    for parcel in stream(file, Box::new(std::io::Cursor::new(bytes.to_vec()))) {
        match parcel {
            Ok(parcel) => out.extend(parcel.dispatches(kit)),
            Err(refusal) => out.push(Err(refusal)),
        }
    }
    out
}

/// Looks through a text for what it says about itself: dateline, credits, whether it goes on.
fn look_through(kit: &Kit, dispatch: &mut Dispatch) {
    if dispatch.text.as_str().trim().is_empty() {
        let note = Note::new("text.empty", "there is no text to read");
        dispatch.notes.push(note);
        return;
    }
    dateline::find(kit, dispatch);
    credits::find(kit, dispatch);
    dispatch.developing = kit.says_developing(dispatch.text.as_str());
}
