//! Ways to show what was found: data formats and views for people.

pub mod conllu;
pub mod page;
pub mod reasons;
pub mod state_of_play;
pub mod terminal;
