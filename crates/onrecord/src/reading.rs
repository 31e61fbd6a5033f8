//! Reads many dispatches on many threads and hands the results on in the order of the input.

use std::panic::{AssertUnwindSafe, catch_unwind};

use onrecord_types::{Dispatch, Record};
use rayon::prelude::*;

use crate::intake::{self, Parcel, Refusal};

/// Parcels are gathered until there are so many of them, or so many bytes.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 8 << 20;

/// Some parcels from the front of a stream: enough for all threads, and never too much at once.
/// Empty once the stream has ended.
pub fn batch(
    parcels: &mut impl Iterator<Item = Result<Parcel, Refusal>>,
) -> Vec<Result<Parcel, Refusal>> {
    let mut out = Vec::new();
    let mut bytes = 0;
    while out.len() < BATCH && bytes < BATCH_BYTES {
        let Some(parcel) = parcels.next() else { break };
        bytes += parcel.as_ref().map_or(0, Parcel::size);
        out.push(parcel);
    }
    out
}

/// Opens parcels and does some work on each dispatch in them, on all threads of the current
/// pool; what comes out is in the order of the input.
pub fn each<T: Send>(
    desk: &intake::Kit,
    parcels: Vec<Result<Parcel, Refusal>>,
    work: impl Fn(Dispatch) -> T + Sync,
) -> Vec<Result<T, Refusal>> {
    let one = |parcel: Result<Parcel, Refusal>| match parcel {
        Err(refusal) => vec![Err(refusal)],
        Ok(parcel) => {
            // A fault of ours in one dispatch must not stop the morning's run: it is named, the
            // others are still read, and the program ends as failed.
            let all = || {
                let dispatches = parcel.dispatches(desk).into_iter();
                dispatches.map(|dispatch| dispatch.map(&work)).collect()
            };
            catch_unwind(AssertUnwindSafe(all)).unwrap_or_else(|_| vec![Err(failed(&parcel))])
        }
    };
    let all: Vec<Vec<Result<T, Refusal>>> = parcels.into_par_iter().map(one).collect();
    all.into_iter().flatten().collect()
}

fn failed(parcel: &Parcel) -> Refusal {
    let what = "reading it failed, which is a fault of this program (please report it)";
    Refusal { file: parcel.file.clone(), line: parcel.line, what: what.to_owned() }
}

/// The record without the statements of which the reader is less sure than `least` (0 to 1), and
/// without what points at them.
pub fn keep_certain(mut record: Record, least: f64) -> Record {
    let sure =
        |certainty: onrecord_types::statement::Certainty| f64::from(certainty.0) >= least * 1000.0;
    let mut kept = std::collections::BTreeSet::new();
    record.statements.retain(|statement| {
        let keep = sure(statement.certainty);
        if keep {
            kept.insert(statement.id);
        }
        keep
    });
    let gone = |id: &onrecord_types::StatementId| !kept.contains(id);
    let positions = record.proposals.iter_mut().flat_map(|proposal| &mut proposal.positions);
    let links = record.statements.iter_mut().map(|found| &mut found.within);
    let links = links.chain(record.events.iter_mut().map(|found| &mut found.statement));
    let links = links.chain(record.figures.iter_mut().map(|found| &mut found.statement));
    for link in links.chain(positions.map(|position| &mut position.statement)) {
        if link.as_ref().is_some_and(gone) {
            *link = None;
        }
    }
    record
}
