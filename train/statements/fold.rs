//! Which part of the articles is kept apart: `FOLD=0/4` is the first of four.
#![allow(clippy::all, reason = "a script that trains; no part of the program")]

/// The part and how many there are.
pub fn told() -> Option<(usize, usize)> {
    let told = std::env::var("FOLD").ok()?;
    let (fold, folds) = told.split_once('/')?;
    Some((fold.parse().ok()?, folds.parse().ok()?))
}
