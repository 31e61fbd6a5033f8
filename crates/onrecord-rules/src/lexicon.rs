//! Word lists: one entry a line, columns parted by tabs, `#` for remarks.

use crate::{Fault, Paper};

/// The rows of a word list, with their lines.
///
/// ```
/// use onrecord_rules::{Lexicon, Paper};
/// let paper = Paper { name: "cues.tsv".into(), text: "# cue\tclass\nsay\tsay\nwarn\twarn\n".into() };
/// let lexicon = Lexicon::read(&paper, 2, &mut Vec::new());
/// assert_eq!(lexicon.rows().map(|row| row.column(0)).collect::<Vec<_>>(), ["say", "warn"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    rows: Vec<Row>,
}

/// One entry of a word list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, counted from one.
    pub line: usize,
    columns: Vec<String>,
}

impl Row {
    /// A column; empty where the row is shorter.
    pub fn column(&self, at: usize) -> &str {
        self.columns.get(at).map_or("", String::as_str)
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.columns.len()
    }
}

impl Lexicon {
    /// Reads a word list; a row with fewer than `least` columns is a fault and left out.
    pub fn read(paper: &Paper, least: usize, faults: &mut Vec<Fault>) -> Lexicon {
        let mut rows = Vec::new();
        for (at, line) in paper.text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<String> = line.split('\t').map(|c| c.trim().to_owned()).collect();
            if columns.len() < least {
                let what = format!("{} columns where {least} are needed", columns.len());
                faults
                    .push(Fault::new(&paper.name, at + 1, what).hint("columns are parted by tabs"));
                continue;
            }
            rows.push(Row { line: at + 1, columns });
        }
        Lexicon { rows }
    }

    /// Its rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }
}
