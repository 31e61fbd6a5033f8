//! Whether everything in the store still holds: hashes, records, evidence.

use onrecord_types::{Record, Text};

use crate::adding::hash;
use crate::findings;
use crate::{Error, Store};

/// Something in the store that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The id of the dispatch; the file as a whole if empty.
    pub dispatch: String,
    /// What does not hold.
    pub what: String,
}

impl Store {
    /// Looks everything through; tells how many dispatches were looked at and what is damaged.
    ///
    /// # Errors
    ///
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<(u64, Vec<Damage>), Error> {
        let mut damages = Vec::new();
        let verdict: String = self.ask_rows(|connection| {
            connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        })?;
        if verdict != "ok" {
            damages.push(Damage { dispatch: String::new(), what: verdict });
        }
        let mut looked_at = 0;
        self.ask_rows(|connection| {
            let mut rows = connection.prepare(
                "SELECT d.id, d.sha256, d.text, r.sha256, r.record
                 FROM dispatches d LEFT JOIN records r ON r.dispatch = d.key ORDER BY d.key",
            )?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                looked_at += 1;
                let id: String = row.get(0)?;
                let (text_hash, text): (String, String) = (row.get(1)?, row.get(2)?);
                let record: (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
                let found = faults(&text_hash, &text, record);
                damages.extend(found.map(|what| Damage { dispatch: id, what }));
            }
            Ok(())
        })?;
        Ok((looked_at, damages))
    }
}

fn faults(text_hash: &str, text: &str, record: (Option<String>, Option<String>)) -> Option<String> {
    if hash(text) != text_hash {
        return Some("its text is not what was read (hash differs)".to_owned());
    }
    let (Some(record_hash), Some(json)) = record else {
        return Some("it has no record".to_owned());
    };
    if hash(&json) != record_hash {
        return Some("its record is not what was written (hash differs)".to_owned());
    }
    let record: Record = match serde_json::from_str(&json) {
        Ok(record) => record,
        Err(error) => return Some(format!("its record cannot be read: {error}")),
    };
    if record.dispatch.text != text {
        return Some("its record is of another text".to_owned());
    }
    let whole = Text::new(text).span();
    let outside = findings::of(&record).into_iter().find(|f| !whole.holds(f.span));
    outside.map(|finding| format!("the evidence of {} lies outside the text", finding.id))
}
