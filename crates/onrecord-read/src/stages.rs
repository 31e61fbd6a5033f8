//! The stages, in the order in which a dispatch passes them. They do not know each other.

pub mod actors;
pub mod contacts;
pub mod events;
pub mod figures;
pub mod mentions;
pub mod proposals;
pub mod record;
pub mod statements;
pub mod tags;
pub mod times;
pub mod tokens;
