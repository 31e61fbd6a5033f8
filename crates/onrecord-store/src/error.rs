//! What can go wrong with the file, said so that a person knows what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Something went wrong with the store.
#[derive(Debug)]
pub struct Error {
    /// What kind of thing.
    pub kind: Kind,
    /// The file.
    pub path: PathBuf,
    cause: Option<rusqlite::Error>,
}

/// Kinds of errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no store there.
    Missing,
    /// There is a file already.
    Exists,
    /// The file is something else.
    NotAStore,
    /// A newer program wrote it; its schema version.
    Newer(i64),
    /// An older program wrote it, and it is open for reading only; its schema version.
    Older(i64),
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The disk failed in another way.
    Disk,
    /// Another program is writing.
    Busy,
    /// The file cannot be opened at all.
    CannotOpen,
    /// What is in it does not hold together.
    Damaged,
    /// A question that cannot be understood.
    Question(String),
    /// Anything else the database says.
    Other,
}

impl Error {
    /// An error without a cause below it.
    pub fn new(path: &Path, kind: Kind) -> Error {
        Error { kind, path: path.to_owned(), cause: None }
    }

    /// An error the database reported.
    pub fn of(path: &Path, cause: rusqlite::Error) -> Error {
        let kind = match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Kind::Full,
            Some(ErrorCode::SystemIoFailure) => Kind::Disk,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Kind::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Busy,
            Some(ErrorCode::CannotOpen) => Kind::CannotOpen,
            Some(ErrorCode::NotADatabase) => Kind::NotAStore,
            Some(ErrorCode::DatabaseCorrupt) => Kind::Damaged,
            _ => Kind::Other,
        };
        Error { kind, path: path.to_owned(), cause: Some(cause) }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.path.display();
        match &self.kind {
            Kind::Missing => write!(f, "{path}: no store there (make one with `onrecord add`)"),
            Kind::Exists => write!(f, "{path}: a file is there already (name another)"),
            Kind::NotAStore => write!(f, "{path}: not a store of onrecord (name another file)"),
            Kind::Newer(version) => write!(
                f,
                "{path}: written by a newer onrecord (schema {version}); update this program"
            ),
            Kind::Older(version) => write!(
                f,
                "{path}: written by an older onrecord (schema {version}); `onrecord log` or `add` \
                 brings it up to date"
            ),
            Kind::ReadOnly => write!(f, "{path}: cannot be written (check its permissions)"),
            Kind::Full => write!(
                f,
                "{path}: the disk is full; what was confirmed before is safe (make room and repeat)"
            ),
            Kind::Disk => write!(
                f,
                "{path}: the disk cannot be read or written, or is full (check it; what was \
                 confirmed before is safe)"
            ),
            Kind::Busy => write!(f, "{path}: another program is writing to it (try again later)"),
            Kind::CannotOpen => write!(
                f,
                "{path}: cannot be opened (check that its folder exists and may be written)"
            ),
            Kind::Damaged => write!(f, "{path}: damaged (restore a backup)"),
            Kind::Question(what) => write!(f, "{what}"),
            Kind::Other => match &self.cause {
                Some(cause) => write!(f, "{path}: {cause}"),
                None => write!(f, "{path}: the store failed"),
            },
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
