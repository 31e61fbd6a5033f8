//! A writer is killed again and again: what it confirmed is there, and the file opens.

mod made;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use made::record;
use onrecord_store::{Entry, Link, Store};

const ROUNDS: usize = 200;
const WRITER: &str = "ONRECORD_TEST_WRITER";

/// The writer: this same program, started by the test below. It adds without end and says what
/// it was told is safe.
#[test]
fn writer() {
    let Ok(path) = std::env::var(WRITER) else { return };
    let mut store = Store::open(Path::new(&path)).unwrap();
    let mut next = store.size().unwrap() as usize;
    loop {
        let records = [record(next), record(next + 1), record(next + 2)];
        let entries: Vec<_> = records.iter().map(|record| Entry { record, learned: 1 }).collect();
        let place = |_: &_, key| Link { story: key, origin: key };
        for added in store.add(&entries, place).unwrap() {
            println!("safe {}", added.key());
        }
        std::io::stdout().flush().unwrap();
        next += 3;
    }
}

#[test]
fn nothing_confirmed_is_lost_when_the_writer_is_killed() {
    if std::env::var(WRITER).is_ok() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.onrecord");
    let mut safe = 0;
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["writer", "--exact", "--nocapture"])
            .env(WRITER, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // A little longer in each round, so that the blow falls everywhere in the work.
        std::thread::sleep(Duration::from_micros(3_000 + 170 * round as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            if let Some(key) = line.strip_prefix("safe ").and_then(|key| key.parse::<i64>().ok()) {
                safe = safe.max(key);
            }
        }
        if path.exists() {
            let store = Store::open(&path).unwrap();
            assert!(store.size().unwrap() as i64 >= safe, "round {round}: {safe} were confirmed");
        }
    }
    let (looked_at, damages) = Store::open_to_read(&path).unwrap().check().unwrap();
    assert!(safe > 0 && looked_at as i64 >= safe && damages.is_empty(), "{safe} {damages:?}");
}
