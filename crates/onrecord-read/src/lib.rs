//! The reading workshop: one dispatch in, its record out; and, on a second page, many records
//! into one story.

mod kit;
mod nets;
mod read;
pub mod stages;
pub(crate) mod view;
pub mod weave;

pub use kit::{Kit, Model};
pub use read::{parse, read, refusals, why};
