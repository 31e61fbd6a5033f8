//! Dispatches as JSON objects: `{"id", "text", "title", "published", "outlet", "url"}`.

use onrecord_types::{Dispatch, PublishedFrom};
use serde::Deserialize;

use super::{Refusal, plain, published};

#[derive(Deserialize)]
struct Given {
    id: Option<String>,
    text: String,
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
}

/// One object a line; blank lines are passed over.
pub fn lines(file: &str, text: &str) -> Vec<Result<Dispatch, Refusal>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| one(file, at + 1, line))
        .collect()
}

/// One object, or a list of them.
pub fn whole(file: &str, text: &str) -> Vec<Result<Dispatch, Refusal>> {
    if !text.trim_start().starts_with('[') {
        return vec![one(file, 0, text)];
    }
    match serde_json::from_str::<Vec<Given>>(text) {
        Ok(all) => {
            all.into_iter().enumerate().map(|(at, g)| Ok(dispatch(file, at + 1, g))).collect()
        }
        Err(error) => vec![Err(refusal(file, 0, &error))],
    }
}

fn one(file: &str, line: usize, text: &str) -> Result<Dispatch, Refusal> {
    match serde_json::from_str(text) {
        Ok(given) => Ok(dispatch(file, line, given)),
        Err(error) => Err(refusal(file, line, &error)),
    }
}

fn refusal(file: &str, line: usize, error: &serde_json::Error) -> Refusal {
    let line = if line == 0 { error.line() } else { line };
    let what = format!("not a dispatch: {error} (each is an object with at least \"text\")");
    Refusal { file: file.to_owned(), line, what }
}

fn dispatch(file: &str, line: usize, given: Given) -> Dispatch {
    let id = given.id.unwrap_or_else(|| format!("{file}:{line}"));
    let mut dispatch = plain::dispatch_as_is(&id, &given.text);
    if let Some(told) = given.published {
        dispatch.published = published(&told, PublishedFrom::Metadata, &mut dispatch.notes);
    }
    Dispatch { title: given.title, outlet: given.outlet, url: given.url, ..dispatch }
}
