//! Tools for rules, lexicons and cases: finding them, reading them, saying what is wrong in them.
//!
//! No news in here: what the words mean is the business of the stage beside which they stand.

pub mod case;
pub mod classes;
pub mod fault;
pub mod file;
pub mod lexicon;
pub mod lower;
pub mod shelf;

pub use case::Case;
pub use classes::Classes;
pub use fault::Fault;
pub use lexicon::Lexicon;
pub use lower::lower;
pub use shelf::{Paper, Shelf};
