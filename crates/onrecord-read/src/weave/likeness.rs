//! How much two sets have in common.

use std::collections::BTreeSet;

/// Shared elements over the elements of the smaller set; 0 where one is empty.
pub fn contained<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { a.intersection(b).count() as f32 / least as f32 }
}

/// Shared elements over all elements (Jaccard); 0 where both are empty.
pub fn shared<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let all = a.union(b).count();
    if all == 0 { 0.0 } else { a.intersection(b).count() as f32 / all as f32 }
}
