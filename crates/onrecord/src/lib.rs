//! The front desk: takes dispatches in, has them read, shows what was found.

pub mod grouping;
pub mod intake;
pub mod keeping;
pub mod reading;
pub mod rules;
pub mod show;
pub mod tables;

pub use onrecord_read::{Kit, Model, parse, read, weave, why};
pub use onrecord_rules::{Fault, Shelf};
pub use onrecord_store as store;
pub use onrecord_types as types;
