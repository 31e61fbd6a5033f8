//! Puts dispatches, their records and their places into the store.

use onrecord_types::Record;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::findings::{self, Finding};
use crate::{Error, Store, calendar};

/// A dispatch to be added: its record and when it was learned.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// What was read.
    pub record: &'e Record,
    /// Now, in Unix seconds; the store has no clock of its own.
    pub learned: i64,
}

/// Where a dispatch belongs, by keys of dispatches in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The dispatch that opened the story.
    pub story: i64,
    /// The first of its near-copies.
    pub origin: i64,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is in the store now, under this key.
    New(i64),
    /// The same dispatch with the same text was there already, under this key.
    Known(i64),
}

impl Added {
    /// The key of the dispatch in the store.
    pub fn key(self) -> i64 {
        match self {
            Added::New(key) | Added::Known(key) => key,
        }
    }
}

impl Store {
    /// Whether the same dispatch with the same text is there already.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn knows(&self, record: &Record) -> Result<bool, Error> {
        self.ask_rows(|connection| {
            connection
                .prepare_cached("SELECT 1 FROM dispatches WHERE id = ?1 AND sha256 = ?2")?
                .exists(params![record.dispatch.id, record.dispatch.sha256])
        })
    }

    /// Adds some dispatches at once: all of them or, if anything goes wrong, none.
    ///
    /// `place` is asked, in order, where each new dispatch belongs; it is given the key the
    /// dispatch has in the store. When this returns, what was added survives a crash.
    ///
    /// # Errors
    ///
    /// If the disk is full, the file may not be written, or another program keeps writing.
    pub fn add(
        &mut self,
        entries: &[Entry<'_>],
        mut place: impl FnMut(&Record, i64) -> Link,
    ) -> Result<Vec<Added>, Error> {
        self.run(|connection| {
            let all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut added = Vec::with_capacity(entries.len());
            for entry in entries {
                added.push(add_one(&all, entry, &mut place)?);
            }
            all.commit()?;
            Ok(added)
        })
    }
}

fn add_one(
    all: &Transaction<'_>,
    entry: &Entry<'_>,
    place: &mut impl FnMut(&Record, i64) -> Link,
) -> rusqlite::Result<Added> {
    let dispatch = &entry.record.dispatch;
    let known = all
        .prepare_cached("SELECT key FROM dispatches WHERE id = ?1 AND sha256 = ?2")?
        .query_row(params![dispatch.id, dispatch.sha256], |row| row.get(0))
        .optional()?;
    if let Some(key) = known {
        return Ok(Added::Known(key));
    }
    all.prepare_cached(
        "INSERT INTO dispatches (id, sha256, outlet, url, title, text, earliest, latest, learned)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        dispatch.id,
        dispatch.sha256,
        dispatch.outlet,
        dispatch.url,
        dispatch.title,
        dispatch.text,
        dispatch.published.earliest.map(|moment| moment.unix_seconds()),
        dispatch.published.latest.map(|moment| moment.unix_seconds()),
        entry.learned,
    ])?;
    let key = all.last_insert_rowid();
    let json = serde_json::to_string(entry.record)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    all.prepare_cached("INSERT INTO records (dispatch, sha256, record) VALUES (?1, ?2, ?3)")?
        .execute(params![key, hash(&json), json])?;
    let link = place(entry.record, key);
    all.prepare_cached("INSERT INTO links (dispatch, story, origin) VALUES (?1, ?2, ?3)")?
        .execute(params![key, link.story, link.origin])?;
    let published = &dispatch.published;
    let bounds = (published.earliest, published.latest);
    let bounds = (bounds.0.map(|at| at.unix_seconds()), bounds.1.map(|at| at.unix_seconds()));
    for finding in findings::of(entry.record) {
        add_finding(all, key, &finding, bounds)?;
    }
    Ok(Added::New(key))
}

fn add_finding(
    all: &Transaction<'_>,
    key: i64,
    finding: &Finding,
    published: (Option<i64>, Option<i64>),
) -> rusqlite::Result<()> {
    let who = finding.who.join("|");
    let (since, till) = (finding.earliest.or(published.0), finding.latest.or(published.1));
    all.prepare_cached(
        "INSERT INTO findings (dispatch, kind, id, who, about, channel, code, stance, earliest,
                               latest, start, stop, words, since, till)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        key,
        finding.kind,
        finding.id,
        who,
        finding.about,
        finding.channel,
        finding.code,
        finding.stance,
        finding.earliest,
        finding.latest,
        finding.span.start(),
        finding.span.end(),
        finding.words,
        since,
        till,
    ])?;
    all.prepare_cached(INDEX)?.execute(params![
        all.last_insert_rowid(),
        finding.words,
        who,
        finding.about,
        finding.channel,
        finding.code,
        finding.stance,
        finding.kind,
        calendar::words(since, till),
    ])?;
    Ok(())
}

const INDEX: &str = "INSERT INTO finding_words
                     (rowid, words, who, about, channel, code, stance, kind, days)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// Fills the empty index of words from all findings there are.
pub fn index_anew(all: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut index = all.prepare(INDEX)?;
    let mut rows = all.prepare(
        "SELECT key, words, who, about, channel, code, stance, kind, since, till FROM findings
         ORDER BY key",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..8 {
            index.raw_bind_parameter(column + 1, row.get::<_, Value>(column)?)?;
        }
        index.raw_bind_parameter(9, calendar::words(row.get(8)?, row.get(9)?))?;
        index.raw_execute()?;
    }
    Ok(())
}

/// SHA-256 of a text, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
