//! Holds a JSON value against a JSON Schema: the words of the standard that our schemas use.

use serde_json::Value;

/// What is wrong with a value; nothing if it is as the schema says.
pub fn wrongs(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    hold(schema, schema, value, "$", &mut out);
    out
}

fn hold(root: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    let Value::Object(words) = schema else {
        if schema == &Value::Bool(false) {
            out.push(format!("{at}: nothing is allowed here"));
        }
        return;
    };
    for (word, wanted) in words {
        match (word.as_str(), value) {
            ("$ref", _) => {
                let path = wanted.as_str().and_then(|told| told.strip_prefix('#'));
                let target = path.and_then(|path| root.pointer(path));
                hold(root, target.expect("a $ref leads somewhere"), value, at, out);
            }
            ("anyOf" | "oneOf", _) => {
                let mut all = wanted.as_array().expect("a list of schemas").iter();
                let fits = |one: &Value| {
                    let mut wrongs = Vec::new();
                    hold(root, one, value, at, &mut wrongs);
                    wrongs.is_empty()
                };
                if !all.any(fits) {
                    out.push(format!("{at}: fits none of the ways it may be: {value}"));
                }
            }
            ("properties", Value::Object(fields)) => properties(root, wanted, fields, at, out),
            ("items", Value::Array(all)) => {
                let skip = words.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                for (nth, one) in all.iter().enumerate().skip(skip) {
                    hold(root, wanted, one, &format!("{at}[{nth}]"), out);
                }
            }
            ("prefixItems", Value::Array(all)) => {
                let schemas = wanted.as_array().into_iter().flatten();
                for (nth, (schema, one)) in schemas.zip(all).enumerate() {
                    hold(root, schema, one, &format!("{at}[{nth}]"), out);
                }
            }
            (word, _) => {
                if let Some(what) = wrong(word, wanted, value) {
                    out.push(format!("{at}: {what}"));
                }
            }
        }
    }
}

/// What is wrong with a value by one word of a schema that speaks of the value alone.
fn wrong(word: &str, wanted: &Value, value: &Value) -> Option<String> {
    let number = || wanted.as_u64().unwrap_or(0) as usize;
    let is_wrong = match (word, value) {
        ("type", _) => {
            let kinds = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
            !kinds.iter().filter_map(Value::as_str).any(|kind| is(kind, value))
        }
        ("const", _) => value != wanted,
        ("enum", _) => !wanted.as_array().is_some_and(|all| all.contains(value)),
        ("pattern", Value::String(text)) => !matches(wanted.as_str().unwrap_or_default(), text),
        ("minimum", Value::Number(told)) => told.as_f64() < wanted.as_f64(),
        ("maximum", Value::Number(told)) => told.as_f64() > wanted.as_f64(),
        ("minItems", Value::Array(all)) => all.len() < number(),
        ("maxItems", Value::Array(all)) => all.len() > number(),
        ("required", Value::Object(fields)) => {
            let names = wanted.as_array().into_iter().flatten().filter_map(Value::as_str);
            names.clone().any(|name| !fields.contains_key(name))
        }
        _ => {
            assert!(KNOWN.contains(&word), "the validator does not know `{word}`");
            false
        }
    };
    is_wrong.then(|| format!("not as `{word}` wants it, {wanted}: {value}"))
}

fn matches(pattern: &str, text: &str) -> bool {
    use std::collections::HashMap;
    use std::sync::{LazyLock, Mutex};
    static BUILT: LazyLock<Mutex<HashMap<String, regex::Regex>>> = LazyLock::new(Mutex::default);
    let mut built = BUILT.lock().expect("no test fails while it holds this");
    if let Some(known) = built.get(pattern) {
        return known.is_match(text);
    }
    let new = regex::Regex::new(pattern).expect("a sound pattern");
    built.entry(pattern.to_owned()).or_insert(new).is_match(text)
}

/// Words that say nothing about a value of another type, or nothing at all.
const KNOWN: &[&str] = &[
    "$schema",
    "$defs",
    "title",
    "description",
    "format",
    "default",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "required",
    "properties",
    "items",
    "prefixItems",
];

/// Fields that the schema does not name are wrong too: it is written from the types.
fn properties(
    root: &Value,
    wanted: &Value,
    fields: &serde_json::Map<String, Value>,
    at: &str,
    out: &mut Vec<String>,
) {
    for (name, value) in fields {
        match wanted.get(name) {
            Some(schema) => hold(root, schema, value, &format!("{at}.{name}"), out),
            None => out.push(format!("{at}: a field `{name}` that the schema does not have")),
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no such type: {other}"),
    }
}

#[test]
fn what_is_wrong_is_found() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"],
        "properties": {"a": {"anyOf": [{"type": "string", "pattern": "^a[1-9]$"}, {"type": "null"}]}}
    });
    assert!(wrongs(&schema, &serde_json::json!({"a": "a1"})).is_empty());
    assert!(wrongs(&schema, &serde_json::json!({"a": null})).is_empty());
    for odd in [
        serde_json::json!({}),
        serde_json::json!({"a": "b"}),
        serde_json::json!({"a": null, "b": 1}),
    ] {
        assert!(!wrongs(&schema, &odd).is_empty(), "{odd}");
    }
}
