//! The JSON Schema of records and stories, written from the types.

use std::path::Path;

use onrecord_types::{Record, Story};

/// The published schemas, by file name.
fn schemas() -> [(&'static str, String); 2] {
    let text =
        |schema: schemars::Schema| serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n";
    [
        ("record.schema.json", text(schemars::schema_for!(Record))),
        ("story.schema.json", text(schemars::schema_for!(Story))),
    ]
}

/// Writes them to `schema/`.
///
/// # Errors
///
/// A file that cannot be written.
pub fn write(root: &Path) -> Result<(), String> {
    for (name, text) in schemas() {
        let path = root.join("schema").join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_schemas_are_those_of_the_types() {
        for (name, text) in super::schemas() {
            let path = crate::root().join("schema").join(name);
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == text, "schema/{name} is out of date: run `cargo xtask schema`");
        }
    }
}
