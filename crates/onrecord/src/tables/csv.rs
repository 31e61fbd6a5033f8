//! A table as comma-separated values.

use std::io::{self, BufWriter, Write};

use super::{Cell, Table};

/// A CSV file being written.
pub struct Sheet<W: Write> {
    paper: BufWriter<W>,
}

impl<W: Write> Sheet<W> {
    /// A file with its line of names.
    pub fn new(table: &Table, paper: W) -> io::Result<Sheet<W>> {
        let mut paper = BufWriter::new(paper);
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        writeln!(paper, "{}", names.join(","))?;
        Ok(Sheet { paper })
    }

    /// Writes a row.
    pub fn row(&mut self, row: &[Cell]) -> io::Result<()> {
        let fields: Vec<String> = row.iter().map(field).collect();
        writeln!(self.paper, "{}", fields.join(","))
    }

    /// Writes out what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.paper.flush()
    }
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text.as_deref().unwrap_or_default()),
        Cell::Whole(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Cell::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Cell::Moment(moment) => moment.map(|moment| moment.to_string()).unwrap_or_default(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// A field of text as RFC 4180 wants it; one that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub fn quoted(field: &str) -> String {
    let risky = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let field = if risky { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}
