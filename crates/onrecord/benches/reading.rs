//! How fast an archive is read on one core with the fast model: `cargo bench -p onrecord --bench reading`.
//!
//! The archive is the annotated stories of `bench/gold`, each dispatch with the first half of the one
//! after it, which makes some four hundred words: the length of news. `all_in` goes from a line of JSON
//! to a line of JSON, as `onrecord read --model fast --format jsonl --jobs 1` does; the others are parts
//! of it. Items are dispatches.

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord::types::Dispatch;
use onrecord::{Kit, Model, intake, read};

fn main() {
    divan::main();
}

/// The lines of the archive.
fn lines() -> Vec<String> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/gold");
    let stories = ["corridor", "exchange", "resolution", "strikes", "tariffs"];
    let texts: Vec<String> = stories
        .iter()
        .flat_map(|story| {
            let file = std::fs::read_to_string(gold.join(format!("{story}.json")));
            let story: serde_json::Value =
                serde_json::from_str(&file.expect("the story is there")).expect("it is JSON");
            let dispatches = story.get("dispatches").unwrap_or(&story).as_array().cloned();
            dispatches.expect("a story has dispatches")
        })
        .map(|dispatch| dispatch["text"].as_str().expect("a dispatch has a text").to_owned())
        .collect();
    let after = texts.iter().cycle().skip(1);
    let joined = texts.iter().zip(after).map(|(text, next)| {
        let half = next.match_indices('\n').map(|(at, _)| at).find(|&at| at > next.len() / 2);
        format!("{text}\n\n{}", next.get(..half.unwrap_or(next.len())).unwrap_or(next))
    });
    joined
        .map(|text| serde_json::json!({"text": text, "published": "2025-03-18"}).to_string())
        .collect()
}

fn dispatches(desk: &intake::Kit, line: &str) -> Vec<Dispatch> {
    let found = intake::dispatches(desk, "archive.jsonl", line.as_bytes());
    found.into_iter().map(|dispatch| dispatch.expect("the line is sound")).collect()
}

fn archive(desk: &intake::Kit) -> Vec<Dispatch> {
    lines().iter().flat_map(|line| dispatches(desk, line)).collect()
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn all_in(bencher: Bencher<'_, '_>) {
    let (kit, desk, lines) = (Kit::embedded(Model::Fast), intake::Kit::embedded(), lines());
    bencher.counter(ItemsCount::new(lines.len())).bench_local(|| {
        let read = lines.iter().flat_map(|line| dispatches(&desk, line)).map(|d| read(&kit, &d));
        read.map(|record| serde_json::to_string(&record).map_or(0, |line| line.len()))
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn intake_alone(bencher: Bencher<'_, '_>) {
    let (desk, lines) = (intake::Kit::embedded(), lines());
    bencher
        .counter(ItemsCount::new(lines.len()))
        .bench_local(|| lines.iter().map(|line| dispatches(&desk, line).len()).sum::<usize>());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn language_alone(bencher: Bencher<'_, '_>) {
    let (kit, archive) = (Kit::embedded(Model::Fast), archive(&intake::Kit::embedded()));
    bencher.counter(ItemsCount::new(archive.len())).bench_local(|| {
        archive.iter().map(|d| onrecord::parse(&kit, d).1.tags.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn read_alone(bencher: Bencher<'_, '_>) {
    let (kit, archive) = (Kit::embedded(Model::Fast), archive(&intake::Kit::embedded()));
    bencher
        .counter(ItemsCount::new(archive.len()))
        .bench_local(|| archive.iter().map(|d| read(&kit, d).statements.len()).sum::<usize>());
}
