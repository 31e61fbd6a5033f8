//! What is kept: stories, records in order, and what has come in since somebody last looked.

use onrecord_types::Record;
use rusqlite::{OptionalExtension, params};

use crate::{Error, Kind, Store};

/// A story in the store.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StoryRow {
    /// The key of the dispatch that opened it; its name in the store.
    pub key: i64,
    /// Title, or the first words, of that dispatch.
    pub label: String,
    /// How many dispatches it has.
    pub dispatches: i64,
    /// How many of them are no copies.
    pub origins: i64,
    /// Publication (its beginning, where only the day is known) of its first dispatch, Unix seconds.
    pub first: Option<i64>,
    /// The same of its newest.
    pub last: Option<i64>,
}

/// A dispatch in the store, without its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its key.
    pub key: i64,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its text.
    pub text: String,
    /// Its publication, Unix seconds.
    pub earliest: Option<i64>,
    /// The story it is in.
    pub story: i64,
    /// The first of its near-copies.
    pub origin: i64,
}

impl Store {
    /// How many dispatches there are.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn size(&self) -> Result<u64, Error> {
        self.ask_rows(|connection| {
            let count: i64 =
                connection.query_row("SELECT count(*) FROM dispatches", [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
    }

    /// All stories, the one that moved last first.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn stories(&self) -> Result<Vec<StoryRow>, Error> {
        self.ask_rows(|connection| {
            let mut rows = connection.prepare(
                "SELECT l.story,
                        CASE WHEN o.title <> '' THEN o.title WHEN length(o.text) <= 80 THEN o.text
                             ELSE rtrim(substr(o.text, 1, 79)) || '…' END,
                        count(*), count(DISTINCT l.origin), min(d.earliest), max(d.earliest)
                 FROM links l JOIN dispatches d ON d.key = l.dispatch
                              JOIN dispatches o ON o.key = l.story
                 GROUP BY l.story ORDER BY max(d.key) DESC",
            )?;
            let stories = rows.query_map([], |row| {
                Ok(StoryRow {
                    key: row.get(0)?,
                    label: row.get(1)?,
                    dispatches: row.get(2)?,
                    origins: row.get(3)?,
                    first: row.get(4)?,
                    last: row.get(5)?,
                })
            })?;
            stories.collect()
        })
    }

    /// The records of a story, oldest publication first; with `until`, only what had been learned
    /// before that moment (Unix seconds).
    ///
    /// # Errors
    ///
    /// If the file cannot be read or a record in it cannot be understood.
    pub fn records(&self, story: i64, until: Option<i64>) -> Result<Vec<Record>, Error> {
        let until = until.unwrap_or(i64::MAX);
        let texts: Vec<String> = self.ask_rows(|connection| {
            let mut rows = connection.prepare(
                "SELECT r.record FROM links l JOIN records r ON r.dispatch = l.dispatch
                                              JOIN dispatches d ON d.key = l.dispatch
                 WHERE l.story = ?1 AND coalesce(d.earliest, d.learned) < ?2
                 ORDER BY coalesce(d.earliest, d.learned), d.key",
            )?;
            let texts = rows.query_map(params![story, until], |row| row.get(0))?;
            texts.collect()
        })?;
        texts.iter().map(|text| self.record(text)).collect()
    }

    /// Every record, in the order in which they came, handed on one by one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, a record cannot be understood, or `take` fails.
    pub fn each_record<E: From<Error>>(
        &self,
        mut take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut after = 0;
        loop {
            let next: Option<(i64, String)> = self.ask_rows(|connection| {
                connection
                    .prepare_cached(
                        "SELECT dispatch, record FROM records WHERE dispatch > ?1
                         ORDER BY dispatch LIMIT 1",
                    )?
                    .query_row([after], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })?;
            let Some((key, text)) = next else { return Ok(()) };
            take(self.record(&text)?)?;
            after = key;
        }
    }

    /// The last so many dispatches, oldest first: what a grouper must know to go on.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn newest(&self, most: usize) -> Result<Vec<Kept>, Error> {
        self.ask_rows(|connection| {
            let mut rows = connection.prepare(
                "SELECT d.key, d.id, d.title, d.text, d.earliest, l.story, l.origin
                 FROM dispatches d JOIN links l ON l.dispatch = d.key
                 ORDER BY d.key DESC LIMIT ?1",
            )?;
            let kept = rows.query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| {
                Ok(Kept {
                    key: row.get(0)?,
                    id: row.get(1)?,
                    title: row.get(2)?,
                    text: row.get(3)?,
                    earliest: row.get(4)?,
                    story: row.get(5)?,
                    origin: row.get(6)?,
                })
            })?;
            let mut kept = kept.collect::<rusqlite::Result<Vec<Kept>>>()?;
            kept.reverse();
            Ok(kept)
        })
    }

    /// Notes that somebody looked, at this moment (Unix seconds), at all there is.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn look(&mut self, at: i64) -> Result<(), Error> {
        self.run(|connection| {
            connection.execute(
                "INSERT INTO looks (at, seen) SELECT ?1, coalesce(max(key), 0) FROM dispatches",
                [at],
            )?;
            Ok(())
        })
    }

    /// When somebody last looked (Unix seconds), and the stories that have moved since, each with
    /// the ids of its new dispatches.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn since_last_look(&self) -> Result<(Option<i64>, Vec<(i64, Vec<String>)>), Error> {
        let look: Option<(i64, i64)> = self.ask_rows(|connection| {
            let sql = "SELECT at, seen FROM looks ORDER BY key DESC LIMIT 1";
            connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })?;
        let seen = look.map_or(0, |(_, seen)| seen);
        let rows: Vec<(i64, String)> = self.ask_rows(|connection| {
            let mut rows = connection.prepare(
                "SELECT l.story, d.id FROM dispatches d JOIN links l ON l.dispatch = d.key
                 WHERE d.key > ?1 ORDER BY l.story, d.key",
            )?;
            let rows = rows.query_map([seen], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })?;
        let mut moved: Vec<(i64, Vec<String>)> = Vec::new();
        for (story, id) in rows {
            match moved.last_mut() {
                Some((last, ids)) if *last == story => ids.push(id),
                _ => moved.push((story, vec![id])),
            }
        }
        Ok((look.map(|(at, _)| at), moved))
    }

    fn record(&self, text: &str) -> Result<Record, Error> {
        serde_json::from_str(text).map_err(|_| Error::new(self.path(), Kind::Damaged))
    }
}
