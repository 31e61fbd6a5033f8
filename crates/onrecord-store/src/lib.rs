//! The store: dispatches, their records, where they belong and who looked when, in one file.
//!
//! The file is an SQLite database in WAL mode. Rows are only ever added. What `Store::add` has
//! confirmed survives a crash at any moment; what it has not confirmed is there whole or not at all.

mod adding;
mod asking;
mod calendar;
mod checking;
mod error;
mod findings;
mod looking;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use adding::{Added, Entry, Link};
pub use asking::{Answer, Question};
pub use checking::Damage;
pub use error::{Error, Kind};
pub use looking::{Kept, StoryRow};

/// An open store.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

// A writer touches many indexes: room for their pages, and a log that is folded back seldom, make it
// much faster. Neither changes what is safe.
const CACHE_KIB: i64 = 65_536;
const LOG_PAGES: i64 = 8_192;

// How long a writer waits for another one before it says so.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens a store, making it if there is none.
    ///
    /// # Errors
    ///
    /// If the file is no store, is newer than this program, or cannot be opened or written.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let connection = Connection::open(path).map_err(|cause| Error::of(path, cause))?;
        Store::ready(connection, path, true)
    }

    /// Opens a store for reading only.
    ///
    /// # Errors
    ///
    /// If there is none, or it is no store.
    pub fn open_to_read(path: &Path) -> Result<Store, Error> {
        if !path.exists() {
            return Err(Error::new(path, Kind::Missing));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|cause| Error::of(path, cause))?;
        Store::ready(connection, path, false)
    }

    fn ready(connection: Connection, path: &Path, write: bool) -> Result<Store, Error> {
        let mut store = Store { connection, path: path.to_owned() };
        store.run(|connection| {
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "foreign_keys", true)
        })?;
        if write {
            // WAL lets readers go on while one writes; FULL makes a confirmed commit last.
            store.run(|connection| {
                connection.pragma_update(None, "journal_mode", "wal")?;
                connection.pragma_update(None, "synchronous", "full")?;
                connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
                connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)
            })?;
        }
        schema::bring_up_to_date(&mut store, write)?;
        Ok(store)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file grow to so many bytes and no further; what would make it larger fails as on a
    /// full disk.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn cap(&mut self, bytes: u64) -> Result<(), Error> {
        self.run(|connection| {
            let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
            let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1);
            connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        })
    }

    /// Copies the whole store to another file while others go on reading and writing.
    ///
    /// # Errors
    ///
    /// If the target exists already or cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<(), Error> {
        if to.exists() {
            return Err(Error::new(to, Kind::Exists));
        }
        let mut target = Connection::open(to).map_err(|cause| Error::of(to, cause))?;
        let copy = rusqlite::backup::Backup::new(&self.connection, &mut target)
            .map_err(|cause| Error::of(to, cause))?;
        copy.run_to_completion(1_000, Duration::ZERO, None).map_err(|cause| Error::of(to, cause))
    }

    fn run<T>(
        &mut self,
        act: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        act(&mut self.connection).map_err(|cause| Error::of(&self.path, cause))
    }

    fn ask_rows<T>(
        &self,
        act: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        act(&self.connection).map_err(|cause| Error::of(&self.path, cause))
    }
}
