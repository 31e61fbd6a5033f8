//! Reads a text so many times with the stage of times alone, for `times.py` to measure.
//!
//!     times_speed FILE ROUNDS
//!
//! Words and tags are made once before the rounds, so that a run of no rounds costs the rest.
#![allow(clippy::print_stdout, reason = "a script that reports")]

use onrecord_read::stages::times;
use onrecord_read::{Kit, Model, parse};
use onrecord_rules::Shelf;
use onrecord_types::{Dispatch, Moment, Published, PublishedFrom};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (file, rounds) = (args.next().ok_or("FILE")?, args.next().ok_or("ROUNDS")?);
    let mut dispatch = Dispatch::plain("text", std::fs::read_to_string(file)?);
    let moment: Moment = "2026-11-03T15:00:00Z".parse()?;
    let (value, from) = (Some("2026-11-03".to_owned()), PublishedFrom::Option);
    dispatch.published = Published { value, earliest: Some(moment), latest: Some(moment), from };
    let reader = Kit::embedded(Model::Fast);
    let (doc, tags) = parse(&reader, &dispatch);
    let kit = times::kit(&Shelf::default(), &mut Vec::new());
    let mut found = 0;
    for _ in 0..rounds.parse::<usize>()? {
        found = times::find(&kit, &doc, &tags).len();
    }
    println!("{found}");
    Ok(())
}
