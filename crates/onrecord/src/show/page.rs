//! The story as one self-contained page: no network, works from disk, escapes everything.

use onrecord_types::{Record, Story};
use serde::Serialize;

// What the page needs of a dispatch: its words and where they came from.
#[derive(Serialize)]
struct Leaf<'r> {
    id: &'r str,
    outlet: Option<&'r str>,
    url: Option<&'r str>,
    title: Option<&'r str>,
    published: &'r onrecord_types::Published,
    text: &'r str,
    sentences: &'r [onrecord_types::Span],
}

// One script, in the order in which one should read it.
const SCRIPT: &[&str] = &[
    include_str!("page/base.js"),
    include_str!("page/evidence.js"),
    include_str!("page/changes.js"),
    include_str!("page/board.js"),
    include_str!("page/figures.js"),
    include_str!("page/timeline.js"),
    include_str!("page/speakers.js"),
    include_str!("page/page.js"),
];

/// The page of a story; `looked` is the place of the last dispatch the reader has seen.
///
/// # Errors
///
/// If a finding cannot be written as JSON, which no finding of this program is.
pub fn write(
    story: &Story,
    records: &[Record],
    looked: Option<usize>,
) -> Result<String, serde_json::Error> {
    let leaf = |record: &'_ Record| {
        let of = &record.dispatch;
        serde_json::to_value(Leaf {
            id: &of.id,
            outlet: of.outlet.as_deref(),
            url: of.url.as_deref(),
            title: of.title.as_deref(),
            published: &of.published,
            text: &of.text,
            sentences: &record.sentences,
        })
    };
    let dispatches = records.iter().map(leaf).collect::<Result<Vec<_>, _>>()?;
    let data = serde_json::json!({ "story": story, "dispatches": dispatches, "looked": looked });
    Ok(fill(
        include_str!("page/page.html"),
        &[
            ("{{title}}", &escape(&story.label)),
            ("{{style}}", include_str!("page/page.css")),
            ("{{data}}", &script_safe(&data.to_string())),
            ("{{script}}", &SCRIPT.concat()),
        ],
    ))
}

// Puts each value in its place, once, from front to back: what a value holds is never looked at.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(template.len() * 4);
    let mut rest = template;
    for (name, value) in values {
        let Some((before, after)) = rest.split_once(name) else { continue };
        page.push_str(before);
        page.push_str(value);
        rest = after;
    }
    page.push_str(rest);
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

// Inside a script element only `</script` and `<!--` could end or change it; no JSON needs `<`.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
