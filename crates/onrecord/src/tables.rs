//! Records as tables, a file each, for spreadsheets and data frames: CSV or Parquet.

mod csv;
mod parquet;
mod rows;

use std::fs::File;
use std::io;
use std::path::Path;

use onrecord_types::{Moment, Record};

pub use csv::quoted;
pub use rows::TABLES;

/// A table: its name, its columns, and its rows out of a record.
pub struct Table {
    /// What its file is called.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [(&'static str, Kind)],
    rows: fn(&Record) -> Vec<Vec<Cell>>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A point in time.
    Moment,
    /// Yes or no.
    Flag,
}

/// One cell of a row; absent is absent, not empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(Option<String>),
    /// A whole number.
    Whole(Option<i64>),
    /// A number.
    Number(Option<f64>),
    /// A point in time.
    Moment(Option<Moment>),
    /// Yes or no.
    Flag(bool),
}

/// In what form tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 4180, times in RFC 3339.
    Csv,
    /// Parquet, times in milliseconds of UTC.
    Parquet,
}

enum Sheet {
    Csv(csv::Sheet<File>),
    Parquet(parquet::Sheet<File>),
}

/// Tables being written into a folder.
pub struct Tables {
    sheets: Vec<(&'static Table, Sheet)>,
}

impl Tables {
    /// Makes the folder and, in it, a file for each table; files of the same name are written anew.
    ///
    /// # Errors
    ///
    /// If they cannot be made.
    pub fn create(folder: &Path, form: Form) -> io::Result<Tables> {
        std::fs::create_dir_all(folder)?;
        let sheet = |table: &'static Table| {
            let ending = match form {
                Form::Csv => "csv",
                Form::Parquet => "parquet",
            };
            let file = File::create(folder.join(format!("{}.{ending}", table.name)))?;
            let sheet = match form {
                Form::Csv => Sheet::Csv(csv::Sheet::new(table, file)?),
                Form::Parquet => Sheet::Parquet(parquet::Sheet::new(table, file)?),
            };
            Ok((table, sheet))
        };
        let sheets = TABLES.iter().map(sheet).collect::<io::Result<_>>()?;
        Ok(Tables { sheets })
    }

    /// Adds the rows of a record to every table.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn take(&mut self, record: &Record) -> io::Result<()> {
        for (table, sheet) in &mut self.sheets {
            for row in (table.rows)(record) {
                debug_assert_eq!(row.len(), table.columns.len(), "{}", table.name);
                match sheet {
                    Sheet::Csv(sheet) => sheet.row(&row)?,
                    Sheet::Parquet(sheet) => sheet.row(row)?,
                }
            }
        }
        Ok(())
    }

    /// Writes out what is left. Parquet files are of no use before that.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for (_, sheet) in self.sheets {
            match sheet {
                Sheet::Csv(sheet) => sheet.finish()?,
                Sheet::Parquet(sheet) => sheet.finish()?,
            }
        }
        Ok(())
    }
}
