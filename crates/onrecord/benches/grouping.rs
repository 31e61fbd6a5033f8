//! A stream sorted into stories and its copies folded: dispatches a second, reading not counted, as
//! the stream grows. `cargo bench -p onrecord --bench grouping -- 20000`
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

mod press;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use onrecord::grouping::{Grouping, day_of};
use onrecord::types::Record;
use onrecord::{Kit, Model};

use press::{Press, memory, queued};

const PART: usize = 1_000;

fn main() {
    let told = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok());
    let number = told.unwrap_or(5_000);
    let kit = Kit::embedded(Model::Fast);
    let press = Press::new(&kit);
    let mut grouping = Grouping::new(&kit.weave);
    let (mut stories, mut words) = (BTreeSet::new(), 0);
    let (mut all, mut newest) = (Duration::ZERO, Duration::ZERO);
    for from in (0..number).step_by(PART) {
        let names = from..(from + PART).min(number);
        let records: Vec<Record> = names.clone().map(|at| press.record(at)).collect();
        words += records.iter().map(|r| r.dispatch.text.split(' ').count()).sum::<usize>();
        let (start, before) = (Instant::now(), queued());
        for (name, record) in names.zip(&records) {
            let of = &record.dispatch;
            let (title, day) = (of.title.as_deref(), day_of(&of.published));
            stories.insert(grouping.place(name as i64, title, &of.text, day).story);
        }
        newest = start.elapsed().saturating_sub(queued().saturating_sub(before));
        all += newest;
    }
    println!(
        "{number} dispatches of {} words: {:.0}/s, the last {PART} {:.0}/s, without the time in which \
         other programs held the processors; {} stories, {} MB of memory",
        words / number.max(1),
        number as f64 / all.as_secs_f64(),
        PART.min(number) as f64 / newest.as_secs_f64(),
        stories.len(),
        memory(),
    );
}
