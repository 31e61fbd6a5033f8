//! The arithmetic of learned weights, for every stage that has some: the same bits on every machine.

pub mod dense;
pub mod fast;
pub mod features;
pub mod lanes;
pub mod normal;
pub mod weights;
pub mod whole;
