//! Questions over everything in the store: full text and fields.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use crate::{Error, Kind, Store, calendar};

/// What is asked for; every part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Words that must stand in the evidence, the names or the subject; all of them.
    pub words: Option<String>,
    /// `statement`, `position`, `figure`, `contact` or `event`.
    pub kind: Option<String>,
    /// A name (or part of one) of a speaker, party or actor.
    pub who: Option<String>,
    /// A proposal, a thing counted, a topic (or part of it).
    pub about: Option<String>,
    /// A channel: `post`, `briefing`, `Truth Social`.
    pub channel: Option<String>,
    /// A PLOVER type or a CAMEO code; a shorter code finds the longer ones.
    pub code: Option<String>,
    /// A stance: `accepts`.
    pub stance: Option<String>,
    /// Said, happened or published not before this, Unix seconds.
    pub from: Option<i64>,
    /// … and before this.
    pub until: Option<i64>,
    /// At most so many answers.
    pub most: usize,
}

/// A finding that answers a question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Answer {
    /// The id of its dispatch.
    pub dispatch: String,
    /// The outlet.
    pub outlet: Option<String>,
    /// When the dispatch was published (its beginning, where only the day is known), Unix seconds.
    pub published: Option<i64>,
    /// What kind of finding.
    pub kind: String,
    /// Its id in the record.
    pub id: String,
    /// Names.
    pub who: String,
    /// Subject.
    pub about: String,
    /// Channel.
    pub channel: Option<String>,
    /// Codes.
    pub code: Option<String>,
    /// Stance.
    pub stance: Option<String>,
    /// Where the evidence starts, in Unicode scalar values.
    pub start: u32,
    /// Where it stops.
    pub stop: u32,
    /// The evidence.
    pub words: String,
}

impl Store {
    /// The newest findings that answer a question.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn ask(&self, question: &Question) -> Result<Vec<Answer>, Error> {
        let asked = self.ask_rows(|connection| {
            let newest: i64 = connection
                .prepare_cached("SELECT coalesce(max(key), 0) FROM findings")?
                .query_row([], |row| row.get(0))?;
            // Most questions are answered by what came last. Only where that is not enough, more
            // is looked through.
            let mut answers = Vec::new();
            for step in STEPS {
                let (sql, values) = query(question, newest.saturating_sub(*step));
                let mut rows = connection.prepare_cached(&sql)?;
                let found = rows.query_map(params_from_iter(values), answer)?;
                answers = found.collect::<rusqlite::Result<Vec<Answer>>>()?;
                if answers.len() >= question.most || newest <= *step {
                    break;
                }
            }
            Ok(answers)
        });
        asked.map_err(|error| match error.kind {
            // The only text of the caller's that the database interprets is the match term.
            Kind::Other if question.words.is_some() => {
                let what = format!("cannot understand these words: {error}");
                Error::new(self.path(), Kind::Question(what))
            }
            _ => error,
        })
    }
}

const STEPS: &[i64] = &[2_000, i64::MAX];

fn answer(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        dispatch: row.get(0)?,
        outlet: row.get(1)?,
        published: row.get(2)?,
        kind: row.get(3)?,
        id: row.get(4)?,
        who: row.get(5)?,
        about: row.get(6)?,
        channel: row.get(7)?,
        code: row.get(8)?,
        stance: row.get(9)?,
        start: row.get(10)?,
        stop: row.get(11)?,
        words: row.get(12)?,
    })
}

// Everything goes through the index, which hands out the newest first; it knows dates to the day, so
// they are looked at once more.
fn query(question: &Question, after: i64) -> (String, Vec<Value>) {
    let mut sql = String::from(
        "SELECT d.id, d.outlet, d.earliest, f.kind, f.id, f.who, f.about, f.channel, f.code, f.stance,
                f.start, f.stop, f.words",
    );
    let mut values: Vec<Value> = Vec::new();
    let terms = terms(question);
    let order = match terms.is_empty() {
        true => {
            sql.push_str(
                " FROM findings f JOIN dispatches d ON d.key = f.dispatch WHERE f.key > ?",
            );
            "f.key"
        }
        false => {
            sql.push_str(
                " FROM finding_words w JOIN findings f ON f.key = w.rowid
                  JOIN dispatches d ON d.key = f.dispatch
                  WHERE finding_words MATCH ? AND w.rowid > ?",
            );
            values.push(Value::Text(terms.join(" AND ")));
            "w.rowid"
        }
    };
    values.push(Value::Integer(after));
    if let Some(from) = question.from {
        sql.push_str(" AND f.till > ?");
        values.push(Value::Integer(from));
    }
    if let Some(until) = question.until {
        sql.push_str(" AND f.since < ?");
        values.push(Value::Integer(until));
    }
    sql.push_str(&format!(" ORDER BY {order} DESC LIMIT ?"));
    values.push(Value::Integer(i64::try_from(question.most).unwrap_or(i64::MAX)));
    (sql, values)
}

// What must match, column by column. Every word is a quoted string, so that no mark in it means
// anything to the index; in all but the free words its beginning will do.
fn terms(question: &Question) -> Vec<String> {
    let quoted = |word: &str| format!("\"{}\"", word.replace('"', "\"\""));
    let whole = |text: &str| text.split_whitespace().map(quoted).collect::<Vec<_>>().join(" AND ");
    let start = |text: &str| {
        let words = text.split_whitespace().map(|word| quoted(word) + "*");
        words.collect::<Vec<_>>().join(" AND ")
    };
    let free = question.words.as_deref().map(|text| ("{words who about}", whole(text)));
    let kind = question.kind.as_deref().map(|text| ("kind", whole(text)));
    let stance = question.stance.as_deref().map(|text| ("stance", whole(text)));
    let parts = [
        ("who", &question.who),
        ("about", &question.about),
        ("channel", &question.channel),
        ("code", &question.code),
    ];
    let parts = parts.into_iter().filter_map(|(column, text)| Some((column, text.as_deref()?)));
    let parts = parts.map(|(column, text)| (column, start(text)));
    let dated = question.from.is_some() || question.until.is_some();
    let days = dated.then(|| calendar::overlapping(question.from, question.until).join(" OR "));
    let days = days.map(|term| ("days", term));
    let all = free.into_iter().chain(kind).chain(stance).chain(parts).chain(days);
    all.filter(|(_, term)| !term.is_empty())
        .map(|(column, term)| format!("{column} : ({term})"))
        .collect()
}
