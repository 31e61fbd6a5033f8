//! How fast the language layer reads on one core: `cargo bench -p onrecord-read --bench language`.
//!
//! `cold` starts each time with a kit that has read nothing yet, so that no word vector is kept;
//! `warm` has read the text before. Throughput is in tokens.

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord_read::{Kit, Model, parse};
use onrecord_types::Dispatch;

fn main() {
    divan::main();
}

const MODELS: [&str; 2] = ["fast", "accurate"];

fn kit(model: &str) -> Kit {
    Kit::embedded(if model == "fast" { Model::Fast } else { Model::Accurate })
}

fn news() -> Dispatch {
    Dispatch::plain("news", include_str!("news.txt"))
}

fn count(kit: &Kit) -> ItemsCount {
    ItemsCount::new(parse(kit, &news()).0.tokens.len())
}

#[divan::bench(args = MODELS, sample_count = 20, sample_size = 1)]
fn cold(bencher: Bencher<'_, '_>, model: &str) {
    let (tokens, news) = (count(&kit(model)), news());
    bencher
        .with_inputs(|| kit(model))
        .counter(tokens)
        .bench_local_refs(|kit| parse(kit, &news).1.tags.len());
}

#[divan::bench(args = MODELS, sample_count = 50, sample_size = 1)]
fn warm(bencher: Bencher<'_, '_>, model: &str) {
    let (kit, news) = (kit(model), news());
    bencher.counter(count(&kit)).bench_local(|| parse(&kit, &news).1.tags.len());
}

#[divan::bench(args = MODELS, sample_count = 10, sample_size = 1)]
fn load(bencher: Bencher<'_, '_>, model: &str) {
    bencher.bench_local(|| kit(model));
}
