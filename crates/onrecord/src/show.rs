//! Ways to show what was found: data formats and views for people.

pub mod conllu;
pub mod reasons;
pub mod page;
pub mod state_of_play;
pub mod terminal;
