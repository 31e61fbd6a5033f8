//! Sport, business, weather, culture, science and petty crime: sentences full of fights and deals in which no event may be coded.

use onrecord_read::{Kit, Model, read};
use onrecord_types::Dispatch;

const SENTENCES: &str = include_str!("../src/stages/events/cases/quiet.txt");

#[test]
fn hardly_anything_is_coded_where_nothing_happened() {
    let kit = Kit::embedded(Model::Accurate);
    let mut coded = Vec::new();
    let mut number = 0;
    for line in SENTENCES.lines().filter(|line| !line.is_empty()) {
        number += 1;
        let record = read(&kit, &Dispatch::plain(number.to_string(), line));
        if let Some(event) = record.events.first() {
            coded.push(format!("{line}\n    {:?} {}", event.cameo, event.by.join(" ")));
        }
    }
    let share = coded.len() * 100 / number.max(1);
    assert!(share <= 5, "{share} % of {number} sentences:\n{}", coded.join("\n"));
}
