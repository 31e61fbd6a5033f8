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
        let mut wrong = |what: String| out.push(format!("{at}: {what}"));
        match (word.as_str(), value) {
            ("$ref", _) => {
                let path = wanted.as_str().and_then(|told| told.strip_prefix('#'));
                let target =
                    path.and_then(|path| root.pointer(path)).expect("a $ref leads somewhere");
                hold(root, target, value, at, out);
            }
            ("type", _) => {
                let kinds = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
                if !kinds.iter().filter_map(Value::as_str).any(|kind| is(kind, value)) {
                    wrong(format!("not of type {wanted}: {value}"));
                }
            }
            ("const", _) if value != wanted => wrong(format!("not {wanted}: {value}")),
            ("enum", _) if !wanted.as_array().is_some_and(|all| all.contains(value)) => {
                wrong(format!("none of {wanted}: {value}"));
            }
            ("anyOf" | "oneOf", _) => {
                let all = wanted.as_array().expect("a list of schemas");
                let fits = all.iter().filter(|one| {
                    let mut wrongs = Vec::new();
                    hold(root, one, value, at, &mut wrongs);
                    wrongs.is_empty()
                });
                if fits.count() == 0 {
                    wrong(format!("fits none of the ways it may be: {value}"));
                }
            }
            ("pattern", Value::String(text)) => {
                let pattern = regex::Regex::new(wanted.as_str().unwrap_or_default());
                if !pattern.expect("a sound pattern").is_match(text) {
                    wrong(format!("not like {wanted}: {text}"));
                }
            }
            ("minimum", Value::Number(number)) if number.as_f64() < wanted.as_f64() => {
                wrong(format!("under {wanted}: {number}"));
            }
            ("maximum", Value::Number(number)) if number.as_f64() > wanted.as_f64() => {
                wrong(format!("over {wanted}: {number}"));
            }
            ("minItems", Value::Array(all))
                if (all.len() as u64) < wanted.as_u64().unwrap_or(0) =>
            {
                wrong(format!("fewer than {wanted}"));
            }
            ("maxItems", Value::Array(all)) if Some(all.len() as u64) > wanted.as_u64() => {
                wrong(format!("more than {wanted}"));
            }
            ("required", Value::Object(fields)) => {
                for name in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if !fields.contains_key(name) {
                        wrong(format!("no `{name}`"));
                    }
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
                for (nth, (schema, one)) in
                    wanted.as_array().into_iter().flatten().zip(all).enumerate()
                {
                    hold(root, schema, one, &format!("{at}[{nth}]"), out);
                }
            }
            _ => assert!(KNOWN.contains(&word.as_str()), "the validator does not know `{word}`"),
        }
    }
}

const KNOWN: &[&str] = &[
    "$schema",
    "$defs",
    "title",
    "description",
    "format",
    "default",
    "const",
    "enum",
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
