//! What is added stays, what is asked is found, what is wrong is said.

mod made;

use made::record;
use onrecord_store::{Added, Entry, Kind, Link, Question, Store};

fn alone(_: &onrecord_types::Record, key: i64) -> Link {
    Link { story: key, origin: key }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

#[test]
fn the_same_dispatch_twice_changes_nothing() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("s.onrecord")).unwrap();
    let one = record(1);
    let entry = [Entry { record: &one, learned: 100 }];
    assert_eq!(store.add(&entry, alone).unwrap(), [Added::New(1)]);
    assert_eq!(store.add(&entry, alone).unwrap(), [Added::Known(1)]);
    assert_eq!(store.size().unwrap(), 1);
}

#[test]
fn fields_and_words_find_a_statement() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("s.onrecord")).unwrap();
    let records: Vec<_> = (0..20).map(record).collect();
    let entries: Vec<_> = records.iter().map(|record| Entry { record, learned: 5 }).collect();
    store.add(&entries, alone).unwrap();
    let asked = |question: Question| store.ask(&Question { most: 50, ..question }).unwrap().len();
    assert_eq!(asked(Question { words: Some("truce".into()), ..Question::default() }), 20);
    assert_eq!(asked(Question { who: Some("Minister 7".into()), ..Question::default() }), 1);
    assert_eq!(asked(Question { channel: Some("briefing".into()), ..Question::default() }), 20);
    assert_eq!(asked(Question { kind: Some("event".into()), ..Question::default() }), 0);
    // Marks that mean something to the index are only marks here.
    assert_eq!(asked(Question { words: Some("truce OR \"* (".into()), ..Question::default() }), 0);
}

#[test]
fn a_look_separates_old_from_new() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("s.onrecord")).unwrap();
    let (one, two) = (record(1), record(2));
    store.add(&[Entry { record: &one, learned: 1 }], alone).unwrap();
    store.look(10).unwrap();
    assert_eq!(store.since_last_look().unwrap(), (Some(10), vec![]));
    store.add(&[Entry { record: &two, learned: 20 }], alone).unwrap();
    assert_eq!(store.since_last_look().unwrap(), (Some(10), vec![(2, vec!["d2".to_owned()])]));
}

#[test]
fn every_hash_and_span_holds_and_a_backup_is_whole() {
    let folder = folder();
    let mut store = Store::open(&folder.path().join("s.onrecord")).unwrap();
    let records: Vec<_> = (0..5).map(record).collect();
    let entries: Vec<_> = records.iter().map(|record| Entry { record, learned: 5 }).collect();
    store.add(&entries, alone).unwrap();
    let copy = folder.path().join("copy.onrecord");
    store.back_up(&copy).unwrap();
    let copy = Store::open_to_read(&copy).unwrap();
    assert_eq!(copy.check().unwrap(), (5, vec![]));
    assert_eq!(copy.records(3, None).unwrap(), [records[2].clone()]);
}

#[test]
fn errors_name_the_file_and_the_remedy() {
    let folder = folder();
    let missing = Store::open_to_read(&folder.path().join("none")).err().unwrap();
    assert_eq!(missing.kind, Kind::Missing);
    assert!(missing.to_string().contains("onrecord add"), "{missing}");
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "This is not a store but a long enough text to be taken for a file.\n".repeat(40),
    )
    .unwrap();
    assert_eq!(Store::open(&text).err().unwrap().kind, Kind::NotAStore);
    let nowhere = Store::open(&folder.path().join("no/such/folder/s.onrecord")).err().unwrap();
    assert_eq!(nowhere.kind, Kind::CannotOpen);
}

#[test]
fn two_writers_take_turns() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    drop(Store::open(&path).unwrap());
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).unwrap();
                for at in 0..50 {
                    let record = record(writer * 1000 + at);
                    store.add(&[Entry { record: &record, learned: 5 }], alone).unwrap();
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    assert_eq!(Store::open_to_read(&path).unwrap().check().unwrap(), (100, vec![]));
}
