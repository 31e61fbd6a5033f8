//! Tables hold what the records hold, in either form.

use onrecord::tables::{Form, TABLES, Tables};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

use crate::{examples, read};

#[test]
fn parquet_and_csv_hold_the_same_rows_and_the_evidence_is_in_the_text() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("tables");
    let records: Vec<_> = examples().iter().map(read).collect();
    for form in [Form::Csv, Form::Parquet] {
        let mut tables = Tables::create(&folder, form).unwrap();
        records.iter().for_each(|record| tables.take(record).unwrap());
        tables.finish().unwrap();
    }
    for table in TABLES {
        let file = std::fs::File::open(folder.join(format!("{}.parquet", table.name))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let csv = std::fs::read_to_string(folder.join(format!("{}.csv", table.name))).unwrap();
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(csv.lines().next().unwrap(), names.join(","));
        assert!(!rows.is_empty() && csv.lines().count() > rows.len(), "{}", table.name);
        let Some(start) = names.iter().position(|name| *name == "start") else { continue };
        for row in rows {
            let of = |record: &&onrecord::types::Record| {
                record.dispatch.id == *row.get_string(0).unwrap()
            };
            let text = &records.iter().find(of).unwrap().dispatch.text;
            // Before a finding's first stretch and after its last stands what is not in its words.
            let from = row.get_long(start).unwrap() as usize;
            let words = row.get_string(start + 3).unwrap();
            let first = words.split(" … ").next().unwrap();
            let there: String = text.chars().skip(from).take(first.chars().count()).collect();
            assert_eq!(there, first, "{}", table.name);
        }
    }
}
