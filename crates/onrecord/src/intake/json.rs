//! Dispatches as JSON objects: `{"id", "text", "title", "published", "outlet", "url"}`; `date` does
//! for `published`.

use onrecord_types::{Dispatch, Note, PublishedFrom};
use serde_json::{Map, Value};

use super::{Kit, Refusal, look_through, plain, published};

/// One object, a list of them, or one a line.
pub fn whole(kit: &Kit, file: &str, id: &str, text: &str) -> Vec<Result<Dispatch, Refusal>> {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(all)) => {
            let each = all.into_iter().enumerate();
            each.map(|(at, value)| {
                let number = at + 1;
                let given = Given { file, line: 0, id: format!("{id}:{number}") };
                let named = |refusal: Refusal| {
                    let what = format!("dispatch {number} of the list: {}", refusal.what);
                    Refusal { what, ..refusal }
                };
                given.dispatch(kit, value).map_err(named)
            })
            .collect()
        }
        Ok(value) => vec![Given { file, line: 0, id: id.to_owned() }.dispatch(kit, value)],
        // Lines of JSON under the name of one JSON file are common.
        Err(error) => match text.lines().find(|line| !line.trim().is_empty()) {
            Some(first) if serde_json::from_str::<Map<String, Value>>(first).is_ok() => text
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim().is_empty())
                .map(|(at, line)| one(kit, file, at + 1, &format!("{id}:{}", at + 1), line))
                .collect(),
            _ => vec![Err(broken(file, error.line(), &error))],
        },
    }
}

/// One object on one line of a file.
pub fn one(kit: &Kit, file: &str, line: usize, id: &str, text: &str) -> Result<Dispatch, Refusal> {
    let value = serde_json::from_str(text).map_err(|error| broken(file, line, &error))?;
    Given { file, line, id: id.to_owned() }.dispatch(kit, value)
}

fn broken(file: &str, line: usize, error: &serde_json::Error) -> Refusal {
    let told = error.to_string();
    let why = told.split(" at line ").next().unwrap_or_default();
    let what = format!("not JSON: {why}, column {} (mend or leave out the line)", error.column());
    Refusal { file: file.to_owned(), line, what }
}

/// Where an object was given, and the id it gets if it has none.
struct Given<'g> {
    file: &'g str,
    line: usize,
    id: String,
}

impl Given<'_> {
    fn dispatch(self, kit: &Kit, value: Value) -> Result<Dispatch, Refusal> {
        let Value::Object(mut fields) = value else {
            let found = kind(&value);
            return Err(self.refuse(format!("{found} where an object with \"text\" is wanted")));
        };
        let id = match fields.remove("id") {
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(other) => self.text("id", other)?,
            None => None,
        };
        // Many collections call it so; where it is no text, it is something else.
        let date = match fields.remove("date") {
            Some(Value::String(date)) => Some(date),
            _ => None,
        };
        let mut field = |name: &str| match fields.remove(name) {
            Some(value) => self.text(name, value),
            None => Ok(None),
        };
        let text = field("text")?;
        let (title, told) = (field("title")?, field("published")?);
        let told = told.or(date);
        let (outlet, url) = (field("outlet")?, field("url")?);
        let Some(text) = text else {
            return Err(self.refuse("no \"text\" (each dispatch is an object with \"text\")"));
        };
        let id = id.filter(|id| !id.is_empty()).unwrap_or(self.id);
        let mut dispatch = Dispatch::plain(id, text);
        if let Some(told) = told {
            dispatch.published = published(&told, PublishedFrom::Metadata, &mut dispatch.notes);
        } else if let Some((told, _)) = plain::header(dispatch.text.as_str()) {
            // The header is part of the text given and stays in it: offsets refer to that text.
            let mut notes = Vec::new();
            dispatch.published = published(told, PublishedFrom::Header, &mut notes);
            dispatch.notes.extend(notes);
        }
        if dispatch.text.as_str().contains('\0') {
            let message = "the text holds zero characters";
            dispatch.notes.push(Note::new("text.control", message));
        }
        let title = title.filter(|title| !title.trim().is_empty());
        dispatch = Dispatch { title, outlet: outlet.filter(|o| !o.is_empty()), url, ..dispatch };
        look_through(kit, &mut dispatch);
        Ok(dispatch)
    }

    fn text(&self, name: &str, value: Value) -> Result<Option<String>, Refusal> {
        match value {
            Value::String(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            other => {
                let found = kind(&other);
                Err(self.refuse(format!("\"{name}\" is {found} where a string is wanted")))
            }
        }
    }

    fn refuse(&self, what: impl Into<String>) -> Refusal {
        Refusal { file: self.file.to_owned(), line: self.line, what: what.into() }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
