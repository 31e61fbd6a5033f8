//! What every command that uses the store is asked, and the clock on the wall.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use onrecord::store::{Error, Store};

/// Which store.
#[derive(clap::Args)]
pub struct AtStore {
    /// The store: one file.
    #[arg(long, value_name = "FILE", default_value = "onrecord.db", env = "ONRECORD_STORE")]
    pub store: PathBuf,
}

impl AtStore {
    /// Opens it to read.
    ///
    /// # Errors
    ///
    /// If there is none, or it cannot be read.
    pub fn read(&self) -> Result<Store, Error> {
        Store::open_to_read(&self.store)
    }
}

/// Now, in Unix seconds. Only doors ask the time.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Unix seconds as people read them, in UTC; the day alone where no clock was told, empty for none.
pub fn told(seconds: Option<i64>) -> String {
    let at = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let form = if seconds.is_some_and(|seconds| seconds % DAY == 0) { "%Y-%m-%d" } else { CLOCK };
    at.map_or(String::new(), |at| at.strftime(form).to_string())
}

const CLOCK: &str = "%Y-%m-%d %H:%M";
const DAY: i64 = 86_400;
