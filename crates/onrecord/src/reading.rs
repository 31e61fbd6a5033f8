//! Reads many dispatches on many threads and hands the records on in the order of the input.

use onrecord_read::{Kit, read};
use onrecord_types::{Dispatch, Record};
use rayon::prelude::*;

/// The records of some dispatches, in their order, read on all threads of the current pool.
pub fn read_all(kit: &Kit, dispatches: &[Dispatch]) -> Vec<Record> {
    dispatches.par_iter().map(|dispatch| read(kit, dispatch)).collect()
}
