//! The contract of a record: its schema, its spans, its ids; the same for the same input.

use onrecord::types::{Dispatch, Record, Span};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{examples, kit, read, root, schema};

/// Everything that must hold for a record of a text.
pub fn check(text: &str, record: &Record) {
    let value = serde_json::to_value(record).expect("a record can be written");
    let wrongs = schema::wrongs(record_schema(), &value);
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n"));
    let back: Record = serde_json::from_value(value.clone()).expect("a record can be read back");
    assert_eq!(serde_json::to_value(&back).unwrap(), value, "reading back changes nothing");

    assert_eq!(record.dispatch.text, text, "the text is kept as it came");
    let told: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(record.dispatch.sha256, told);
    let length = text.chars().count() as u32;
    let mut spans = Vec::new();
    gather_spans(&value, "$", &mut spans);
    for (at, span) in spans {
        assert!(span.end() <= length, "{at}: {span:?} leads beyond the text ({length})");
        assert!(!span.is_empty(), "{at}: an empty span at {}", span.start());
    }
    check_ids(&value);
}

fn record_schema() -> &'static Value {
    static SCHEMA: std::sync::OnceLock<Value> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text = std::fs::read_to_string(root().join("schema/record.schema.json"));
        serde_json::from_str(&text.expect("the schema is there")).expect("the schema is JSON")
    })
}

/// Every pair of whole numbers under a name that means spans.
fn gather_spans(value: &Value, at: &str, out: &mut Vec<(String, Span)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| *name != "length") {
                gather_spans(value, &format!("{at}.{name}"), out);
            }
        }
        Value::Array(all) => match all.as_slice() {
            [Value::Number(start), Value::Number(end)] => {
                let number = |n: &serde_json::Number| n.as_u64().expect("a span is whole") as u32;
                out.push((at.to_owned(), Span::new(number(start), number(end))));
            }
            all => {
                for (nth, value) in all.iter().enumerate() {
                    gather_spans(value, &format!("{at}[{nth}]"), out);
                }
            }
        },
        _ => {}
    }
}

/// Ids are in order and every id that is pointed at is there.
fn check_ids(value: &Value) {
    let count = |list: &str| value[list].as_array().map_or(0, Vec::len);
    let lists = [
        ("actors", 'a'),
        ("times", 't'),
        ("statements", 's'),
        ("events", 'e'),
        ("contacts", 'c'),
        ("proposals", 'p'),
        ("figures", 'f'),
    ];
    for (list, letter) in lists {
        for (at, found) in value[list].as_array().into_iter().flatten().enumerate() {
            assert_eq!(found["id"], format!("{letter}{}", at + 1), "{list}[{at}]");
        }
    }
    let points_to = |name: &str| match name {
        "speaker" | "addressees" | "via" | "participants" | "made_by" | "party" | "claimed_by"
        | "recipients" | "members" => Some(("actors", 'a')),
        "statement" | "within" => Some(("statements", 's')),
        "event" => Some(("events", 'e')),
        "time" => Some(("times", 't')),
        _ => None,
    };
    let mut open: Vec<(&str, &Value)> = vec![("", value)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Object(fields) => open.extend(fields.iter().map(|(n, v)| (n.as_str(), v))),
            Value::Array(all) => open.extend(all.iter().map(|v| (name, v))),
            Value::String(told) => {
                let Some((list, letter)) = points_to(name) else { continue };
                let number = told.strip_prefix(letter).and_then(|n| n.parse::<usize>().ok());
                let known = number.is_some_and(|n| 1 <= n && n <= count(list));
                assert!(known, "`{name}` points at {told}, which is not there");
            }
            _ => {}
        }
    }
}

#[test]
fn the_examples_keep_the_contract() {
    for dispatch in examples() {
        check(dispatch.text.as_str(), &read(&dispatch));
    }
}

#[test]
fn an_empty_text_has_a_record() {
    let record = read(&Dispatch::plain("nothing", ""));
    check("", &record);
    assert!(record.sentences.is_empty());
}

#[test]
fn many_threads_read_the_same() {
    let dispatches = examples();
    let one_by_one: Vec<String> = dispatches.iter().map(|d| json(&read(d))).collect();
    let at_once: Vec<String> = std::thread::scope(|scope| {
        let handles: Vec<_> = dispatches.iter().map(|d| scope.spawn(|| json(&read(d)))).collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    assert_eq!(one_by_one, at_once);
    // A second reading with the same rules, and one with rules loaded anew.
    let anew = onrecord::Kit::embedded(onrecord::Model::Fast);
    for (dispatch, before) in dispatches.iter().zip(one_by_one) {
        assert_eq!(json(&onrecord::read(kit(), dispatch)), before);
        assert_eq!(json(&onrecord::read(&anew, dispatch)), before);
    }
}

fn json(record: &Record) -> String {
    serde_json::to_string(record).unwrap()
}
