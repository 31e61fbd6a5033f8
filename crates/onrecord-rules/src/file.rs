//! Rule files in TOML, read into a stage's own types.

use serde::de::DeserializeOwned;

use crate::{Fault, Paper};

/// Reads a rule file. What is wrong in it is a fault with its line, and nothing is handed back.
///
/// Give the target types `#[serde(deny_unknown_fields)]`, so that a misspelt key is found.
pub fn rules<T: DeserializeOwned>(paper: &Paper, faults: &mut Vec<Fault>) -> Option<T> {
    match toml::from_str(&paper.text) {
        Ok(rules) => Some(rules),
        Err(error) => {
            let line = error.span().map_or(0, |span| line_of(&paper.text, span.start));
            faults.push(Fault::new(&paper.name, line, error.message().replace('\n', "; ")));
            None
        }
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|&b| b == b'\n').count() + 1
}
