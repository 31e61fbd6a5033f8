//! Tables and their versions: an old file is brought up to date when it is opened.

use crate::{Error, Kind, Store, adding};

// "onrc" in ASCII: tells a store from other SQLite files.
const MARK: i64 = 0x6f6e_7263;

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1.sql"),
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
];
// With this version the index of words is made anew, which takes more than SQL.
const WORDS_ANEW: usize = 3;

/// Makes the tables, or adds what newer versions of the program need.
pub fn bring_up_to_date(store: &mut Store, write: bool) -> Result<(), Error> {
    let number = |name: &'static str| {
        move |c: &mut rusqlite::Connection| c.pragma_query_value(None, name, |row| row.get(0))
    };
    let mark: i64 = store.run(number("application_id"))?;
    let version: i64 = store.run(number("user_version"))?;
    let tables: i64 = store.run(|connection| {
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
    })?;
    if mark != MARK && tables > 0 || mark != MARK && !write {
        return Err(Error::new(store.path(), Kind::NotAStore));
    }
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(Error::new(store.path(), Kind::Newer(version)));
    }
    if !write {
        // Questions are asked of the newest tables; who may only read cannot bring them about.
        return match done < MIGRATIONS.len() {
            true => Err(Error::new(store.path(), Kind::Older(version))),
            false => Ok(()),
        };
    }
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(done) {
        store.run(|connection| {
            let all =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            // Somebody else may have been quicker between the look above and the lock.
            let now: i64 = all.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if now as usize > at {
                return Ok(());
            }
            all.execute_batch(migration)?;
            if at + 1 == WORDS_ANEW {
                adding::index_anew(&all)?;
            }
            all.pragma_update(None, "application_id", MARK)?;
            all.pragma_update(None, "user_version", at as i64 + 1)?;
            all.commit()
        })?;
    }
    Ok(())
}
