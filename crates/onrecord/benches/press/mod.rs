//! What the benchmarks of store and stories share: many dispatches, and what the system tells.

use std::path::{Path, PathBuf};
use std::time::Duration;

use onrecord::types::Record;
use onrecord::{Kit, intake, read};
use sha2::{Digest, Sha256};

const FILLER: usize = 160;

/// Makes records: real ones of our examples, each with words and names of its own.
pub struct Press {
    records: Vec<Record>,
    words: Vec<String>,
}

impl Press {
    /// Reads the examples.
    pub fn new(kit: &Kit) -> Press {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let desk = intake::Kit::embedded();
        let files: Vec<PathBuf> = intake::files(&root.join("examples/call").to_string_lossy())
            .expect("an example can be read");
        let parcels =
            files.iter().flat_map(|file| intake::open(file).expect("an example can be read"));
        let dispatches =
            parcels.flat_map(|parcel| parcel.expect("an example can be read").dispatches(&desk));
        let records = dispatches
            .map(|dispatch| read(kit, &dispatch.expect("an example can be read")))
            .collect();
        let lexicon = root.join("crates/onrecord-read/src/weave/lexicon/background.tsv");
        let lexicon = std::fs::read_to_string(lexicon).expect("the lexicon is there");
        let words = lexicon.lines().filter(|line| !line.starts_with(['#', '*']));
        let words = words.filter_map(|line| line.split('\t').next()).map(str::to_owned).collect();
        Press { records, words }
    }

    /// The record of that number; another number, other words.
    pub fn record(&self, number: usize) -> Record {
        let mut record = self.records[number % self.records.len()].clone();
        let mut state = number as u64 + 1;
        let mut word = || {
            state =
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            self.words[(state >> 33) as usize % self.words.len()].as_str()
        };
        let filler: Vec<&str> = (0..FILLER).map(|_| word()).collect();
        record.dispatch.id = format!("d{number}");
        record.dispatch.title = Some(filler[..8].join(" "));
        record.dispatch.text += &format!(" {}.", filler.join(" "));
        let digest = Sha256::digest(record.dispatch.text.as_bytes());
        record.dispatch.sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        for actor in record.actors.iter_mut().filter(|actor| actor.named) {
            actor.name = format!("{} {}", actor.name, word());
        }
        record
    }
}

/// How long this thread has been ready to run and was not let, where the system tells (Linux).
pub fn queued() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().nth(1).and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// The most memory this program has held, in MB, where the system tells.
pub fn memory() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}
