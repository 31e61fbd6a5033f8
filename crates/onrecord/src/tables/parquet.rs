//! A table as a Parquet file.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::{Cell, Kind, Table};

// So many rows make a row group: enough to compress well, few enough to hold.
const GROUP: usize = 20_000;

/// A Parquet file being written.
pub struct Sheet<W: Write + Send> {
    table: &'static Table,
    file: SerializedFileWriter<W>,
    rows: Vec<Vec<Cell>>,
}

impl<W: Write + Send> Sheet<W> {
    /// An empty file.
    pub fn new(table: &'static Table, paper: W) -> io::Result<Sheet<W>> {
        let schema = parse_message_type(&schema(table)).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("onrecord ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file = SerializedFileWriter::new(paper, Arc::new(schema), Arc::new(properties));
        Ok(Sheet { table, file: file.map_err(failed)?, rows: Vec::new() })
    }

    /// Takes a row in.
    pub fn row(&mut self, row: Vec<Cell>) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() < GROUP { Ok(()) } else { self.write_group() }
    }

    /// Writes out what is left, and the end of the file.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        self.file.close().map(drop).map_err(failed)
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(failed)?;
        for (at, (_, kind)) in self.table.columns.iter().enumerate() {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            write_column(&mut group, *kind, cells).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.rows.clear();
        Ok(())
    }
}

fn schema(table: &Table) -> String {
    let column = |(name, kind): &(&str, Kind)| {
        let (kind, note) = match kind {
            Kind::Text => ("binary", " (UTF8)"),
            Kind::Whole => ("int64", ""),
            Kind::Number => ("double", ""),
            Kind::Moment => ("int64", " (TIMESTAMP(MILLIS,true))"),
            Kind::Flag => ("boolean", ""),
        };
        format!("optional {kind} {name}{note};")
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    format!("message {} {{ {} }}", table.name, columns.join(" "))
}

fn write_column<'c, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    kind: Kind,
    cells: impl Iterator<Item = &'c Cell>,
) -> Result<(), ParquetError> {
    match kind {
        Kind::Text => values::<ByteArrayType, W>(group, cells, |cell| match cell {
            Cell::Text(text) => text.as_deref().map(ByteArray::from),
            _ => None,
        }),
        Kind::Whole => values::<Int64Type, W>(group, cells, |cell| match cell {
            Cell::Whole(number) => *number,
            _ => None,
        }),
        Kind::Number => values::<DoubleType, W>(group, cells, |cell| match cell {
            Cell::Number(number) => *number,
            _ => None,
        }),
        Kind::Moment => values::<Int64Type, W>(group, cells, |cell| match cell {
            Cell::Moment(moment) => moment.map(|moment| moment.unix_seconds() * 1000),
            _ => None,
        }),
        Kind::Flag => values::<BoolType, W>(group, cells, |cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }),
    }
}

// Values that are there, and for each row whether one is.
fn values<'c, T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'c Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let (mut there, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = value(cell);
        there.push(i16::from(value.is_some()));
        values.extend(value);
    }
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&values, Some(&there), None)?;
    column.close()
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}
