//! Questions over everything in the store: full text and fields.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use crate::{Error, Kind, Store};

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
    /// When the dispatch was published, Unix seconds.
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
        let (sql, values) = query(question);
        self.ask_rows(|connection| {
            let mut rows = connection.prepare_cached(&sql)?;
            let answers = rows.query_map(params_from_iter(values), answer)?;
            answers.collect()
        })
        .map_err(|error| match error.kind {
            // The only text of the caller's that the database interprets is the match term.
            Kind::Other if question.words.is_some() => {
                let what = format!("cannot understand these words: {error}");
                Error::new(self.path(), Kind::Question(what))
            }
            _ => error,
        })
    }
}

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

fn query(question: &Question) -> (String, Vec<Value>) {
    let mut sql = String::from(
        "SELECT d.id, d.outlet, d.latest, f.kind, f.id, f.who, f.about, f.channel, f.code, f.stance,
                f.start, f.stop, f.words
         FROM findings f JOIN dispatches d ON d.key = f.dispatch WHERE 1",
    );
    let mut values: Vec<Value> = Vec::new();
    let mut and = |part: &str, value: Option<Value>| {
        if let Some(value) = value {
            sql.push_str(part);
            values.push(value);
        }
    };
    let within = |text: &Option<String>| {
        text.as_ref().map(|text| Value::Text(format!("%{}%", escape(text))))
    };
    let words = question.words.as_deref().map(match_term);
    and(
        " AND f.key IN (SELECT rowid FROM finding_words WHERE finding_words MATCH ?)",
        words.map(Value::Text),
    );
    // Names and subjects go through the index first; LIKE then sees to parts of words.
    let named = |column: &str, text: &Option<String>| {
        text.as_deref().map(|text| Value::Text(format!("{column}: ({})", prefix_term(text))))
    };
    let by_index = " AND f.key IN (SELECT rowid FROM finding_words WHERE finding_words MATCH ?)";
    and(by_index, named("who", &question.who));
    and(by_index, named("about", &question.about));
    and(" AND f.kind = ?", question.kind.clone().map(Value::Text));
    and(" AND f.channel LIKE ? ESCAPE '\\'", within(&question.channel));
    let code = question.code.as_ref().map(|code| Value::Text(format!("% {}%", escape(code))));
    and(" AND ' ' || f.code LIKE ? ESCAPE '\\'", code);
    and(" AND f.stance = ?", question.stance.clone().map(Value::Text));
    and(" AND coalesce(f.latest, d.latest) > ?", question.from.map(Value::Integer));
    and(" AND coalesce(f.earliest, d.earliest) < ?", question.until.map(Value::Integer));
    sql.push_str(" ORDER BY f.key DESC LIMIT ?");
    values.push(Value::Integer(i64::try_from(question.most).unwrap_or(i64::MAX)));
    (sql, values)
}

// Every word as a quoted string, so that no mark in it means anything to the index.
fn match_term(words: &str) -> String {
    let quoted = words.split_whitespace().map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" ")
}

fn prefix_term(words: &str) -> String {
    let quoted = words.split_whitespace().map(|word| format!("\"{}\"*", word.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
