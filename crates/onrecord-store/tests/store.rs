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

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../migrations/1.sql")).unwrap();
    old.pragma_update(None, "application_id", 0x6f6e_7263).unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.execute_batch(
        "INSERT INTO dispatches (key, id, sha256, text, earliest, latest, learned)
         VALUES (1, 'd', 'none', 'Talks began.', 50, 60, 70);
         INSERT INTO findings (dispatch, kind, id, who, about, channel, start, stop, words)
         VALUES (1, 'contact', 'c1', 'Ann Roe', 'talks', 'briefing', 0, 12, 'Talks began.');",
    )
    .unwrap();
    drop(old);
    assert_eq!(Store::open_to_read(&path).err().unwrap().kind, Kind::Older(1));
    drop(Store::open(&path).unwrap());
    let store = Store::open_to_read(&path).unwrap();
    let asked = |question: Question| store.ask(&Question { most: 5, ..question }).unwrap().len();
    assert_eq!(asked(Question { channel: Some("brief".into()), ..Question::default() }), 1);
    assert_eq!(asked(Question { kind: Some("contact".into()), ..Question::default() }), 1);
    assert_eq!(asked(Question { from: Some(55), until: Some(80), ..Question::default() }), 1);
    assert_eq!(asked(Question { from: Some(65), ..Question::default() }), 0);
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    drop(Store::open(&path).unwrap());
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    assert_eq!(Store::open(&path).err().unwrap().kind, Kind::Newer(99));
}

#[test]
fn a_full_disk_loses_nothing_that_was_confirmed() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    let mut store = Store::open(&path).unwrap();
    store.cap(400_000).unwrap();
    let mut confirmed = 0;
    let error = loop {
        let record = record(confirmed);
        match store.add(&[Entry { record: &record, learned: 5 }], alone) {
            Ok(_) => confirmed += 1,
            Err(error) => break error,
        }
        assert!(confirmed < 100_000, "the cap holds");
    };
    assert_eq!(error.kind, Kind::Full);
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(store.check().unwrap(), (confirmed as u64, vec![]));
    store.cap(40_000_000).unwrap();
    let record = record(confirmed);
    store.add(&[Entry { record: &record, learned: 5 }], alone).unwrap();
}

#[test]
fn a_writer_that_holds_on_is_named() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    let mut store = Store::open(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let record = record(1);
    let error = store.add(&[Entry { record: &record, learned: 5 }], alone).err().unwrap();
    assert_eq!(error.kind, Kind::Busy);
    assert!(error.to_string().contains("another program is writing"), "{error}");
    assert_eq!(Store::open_to_read(&path).unwrap().size().unwrap(), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        // Whoever runs this may write everywhere; there is nothing to see.
        return;
    }
    let error = Store::open(&locked.join("s.onrecord")).err().unwrap();
    assert_eq!(error.kind, Kind::CannotOpen);
    assert!(error.to_string().contains("may be written"), "{error}");
}

#[test]
fn what_was_changed_behind_its_back_is_found() {
    let folder = folder();
    let path = folder.path().join("s.onrecord");
    let mut store = Store::open(&path).unwrap();
    let records: Vec<_> = (0..3).map(record).collect();
    let entries: Vec<_> = records.iter().map(|record| Entry { record, learned: 5 }).collect();
    store.add(&entries, alone).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    assert!(other.execute("DELETE FROM dispatches WHERE key = 2", []).is_err(), "append-only");
    other
        .execute_batch(
            "DROP TRIGGER keep_dispatches; UPDATE dispatches SET text = 'Else.' WHERE key = 2;
             DROP TRIGGER keep_records;
             UPDATE records SET record = replace(record, '\"stop', '\"st0p') || ' ' WHERE dispatch = 3;",
        )
        .unwrap();
    let (looked_at, damages) = store.check().unwrap();
    let damaged: Vec<&str> = damages.iter().map(|damage| damage.dispatch.as_str()).collect();
    assert_eq!((looked_at, damaged), (3, vec!["d1", "d2"]));
}
