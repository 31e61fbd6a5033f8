//! The second page: dispatches and their records brought together.
//!
//! Which dispatches tell the same story (`group`), which are copies of one another (`copies`), and
//! what changed from one to the next (`story`).
//! Nothing here reads text anew: what a dispatch says is in its record.

mod contacts;
pub mod copies;
mod corrections;
mod events;
mod figures;
pub mod group;
mod likeness;
mod positions;
mod revisions;
mod scope;
mod statements;
pub mod story;
mod terms;
mod threads;
mod told;

use onrecord_rules::{Fault, Lexicon, Shelf};
use rustc_hash::{FxHashMap, FxHashSet};

/// Words and counts for bringing dispatches together.
pub struct Kit {
    // In how many passages of general news a stem occurs.
    background: FxHashMap<String, f32>,
    passages: f32,
    stop: FxHashSet<String>,
    series: Vec<String>,
    instruments: Vec<String>,
    marks: corrections::Marks,
    notices: revisions::Notices,
    scope: scope::Scope,
}

/// Loads the words and counts.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let mut words = |name: &str, embedded: &str| {
        let paper = shelf.take(name, embedded);
        let lexicon = Lexicon::read(&paper, 1, faults);
        let mut words: Vec<String> = lexicon.rows().map(|row| row.column(0).to_owned()).collect();
        words.sort();
        words
    };
    let stop = words("weave/lexicon/stop.tsv", include_str!("weave/lexicon/stop.tsv"));
    let stop = stop.into_iter().collect();
    let series = words("weave/lexicon/series.tsv", include_str!("weave/lexicon/series.tsv"));
    let embedded = include_str!("weave/lexicon/instruments.tsv");
    let instruments = words("weave/lexicon/instruments.tsv", embedded);
    let instruments = instruments.iter().map(|word| terms::stem(word)).collect();
    let embedded = include_str!("weave/lexicon/background.tsv");
    let paper = shelf.take("weave/lexicon/background.tsv", embedded);
    let (mut background, mut passages) = (FxHashMap::default(), 1.0);
    for row in Lexicon::read(&paper, 2, faults).rows() {
        let Ok(count) = row.column(1).parse::<f32>() else {
            let what = format!("`{}` is not a count", row.column(1));
            faults.push(Fault::new(&paper.name, row.line, what));
            continue;
        };
        match row.column(0) {
            "*" => passages = count,
            word => *background.entry(terms::stem(word)).or_insert(0.0) += count,
        }
    }
    let marks = corrections::marks(shelf, faults);
    let notices = revisions::notices(shelf, faults);
    let scope = scope::scope(shelf, faults);
    Kit { background, passages, stop, series, instruments, marks, notices, scope }
}
