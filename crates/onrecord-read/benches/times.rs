//! How fast the stage of times reads on one core: `cargo bench -p onrecord-read --bench times`.
//!
//! Words and tags are made before; only the stage itself is measured, in bytes of text. `news` is
//! dense in times, `quiet` has next to none.

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord_read::stages::times;
use onrecord_read::{Kit, Model, parse};
use onrecord_rules::Shelf;
use onrecord_types::{Dispatch, Moment, Published, PublishedFrom};

fn main() {
    divan::main();
}

const NEWS: &str = include_str!("news.txt");
const QUIET: &str = "The committee heard from growers, a miller and two bakers, who said that the \
    price of flour had little to do with the harvest. \"What we pay for is the road,\" one of them \
    told the members, and most of those present agreed with her.\n\n";

fn dispatch(text: &str) -> Dispatch {
    let mut dispatch = Dispatch::plain("news", text.repeat(64 * 1024 / text.len() + 1));
    let moment: Moment = "2026-11-03T15:00:00Z".parse().expect("a time in RFC 3339");
    let (value, from) = (Some("2026-11-03".to_owned()), PublishedFrom::Option);
    dispatch.published = Published { value, earliest: Some(moment), latest: Some(moment), from };
    dispatch
}

#[divan::bench(args = ["news", "quiet"], sample_count = 50, sample_size = 1)]
fn stage(bencher: Bencher<'_, '_>, text: &str) {
    let dispatch = dispatch(if text == "news" { NEWS } else { QUIET });
    let reader = Kit::embedded(Model::Fast);
    let (doc, tags) = parse(&reader, &dispatch);
    let kit = times::kit(&Shelf::default(), &mut Vec::new());
    bencher
        .counter(BytesCount::new(dispatch.text.as_str().len()))
        .bench_local(|| times::find(&kit, &doc, &tags).len());
}
