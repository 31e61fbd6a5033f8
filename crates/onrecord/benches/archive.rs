//! The store at the size of an archive: records a second with questions meanwhile, and how long a
//! question takes then. `cargo bench -p onrecord --bench archive -- 100000`
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

mod press;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use onrecord::keeping::Keeper;
use onrecord::store::{Question, Store};
use onrecord::types::Record;
use onrecord::{Kit, Model};

use press::{Press, memory, queued};

const BATCH: usize = 64;
const ROUNDS: usize = 20;

fn main() {
    let told = std::env::args().skip(1).find_map(|word| word.parse::<usize>().ok());
    let number = told.unwrap_or(5_000);
    let folder = std::env::temp_dir().join(format!("onrecord-archive-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the store can be used");
    let path = folder.join("archive.onrecord");
    let kit = Kit::embedded(Model::Fast);
    let press = Press::new(&kit);
    add(&kit, &press, &path, number);
    ask(&path);
    resume(&kit, &press, &path, number);
    std::fs::remove_dir_all(&folder).expect("the store can be used");
}

fn questions() -> Vec<(&'static str, Question)> {
    let some = |text: &str| Some(text.to_owned());
    let of = |question: Question| Question { most: 50, ..question };
    vec![
        ("words", of(Question { words: some("ceasefire"), ..Question::default() })),
        ("two words", of(Question { words: some("30-day ceasefire"), ..Question::default() })),
        ("who", of(Question { who: some("Putin"), ..Question::default() })),
        ("who, rare", of(Question { who: some("Peskov harvest"), ..Question::default() })),
        ("about", of(Question { about: some("drones"), ..Question::default() })),
        ("channel", of(Question { channel: some("post"), ..Question::default() })),
        ("code", of(Question { code: some("04"), ..Question::default() })),
        (
            "stance and kind",
            of(Question { stance: some("accepts"), kind: some("position"), ..Question::default() }),
        ),
        ("kind", of(Question { kind: some("contact"), ..Question::default() })),
        ("dates", of(Question { from: Some(1_742_200_000), ..Question::default() })),
        (
            "who and a day",
            of(Question {
                who: some("Peskov"),
                from: Some(1_742_200_000),
                until: Some(1_742_286_400),
                ..Question::default()
            }),
        ),
        ("dates, none", of(Question { until: Some(1_000_000_000), ..Question::default() })),
        ("nothing", of(Question { words: some("zzzyx"), ..Question::default() })),
    ]
}

fn add(kit: &Kit, press: &Press, path: &Path, number: usize) {
    let mut keeper = Keeper::open(path, &kit.weave).expect("the store can be used");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut asked, mut longest) = (0, Duration::ZERO);
            while !done.load(Ordering::Relaxed) {
                let store = Store::open_to_read(path).expect("the store can be used");
                for (_, question) in questions() {
                    let start = Instant::now();
                    store.ask(&question).expect("the store can be used");
                    longest = longest.max(start.elapsed());
                    asked += 1;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            (asked, longest)
        });
        let (mut busy, mut waited) = (Duration::ZERO, Duration::ZERO);
        for from in (0..number).step_by(BATCH) {
            let records: Vec<Record> =
                (from..(from + BATCH).min(number)).map(|at| press.record(at)).collect();
            let (start, before) = (Instant::now(), queued());
            keeper.add(&records, 1).expect("the store can be used");
            busy += start.elapsed();
            waited += queued().saturating_sub(before);
        }
        done.store(true, Ordering::Relaxed);
        let (asked, longest) = reader.join().expect("the store can be used");
        let size = std::fs::metadata(path).expect("the store can be used").len() / 1_000_000;
        println!(
            "{number} records added, {:.0}/s by the clock, {:.0}/s without the time in which other \
             programs held the processors; {asked} questions meanwhile, the longest {longest:.0?}; \
             {size} MB on disk, {} MB of memory",
            number as f64 / busy.as_secs_f64(),
            number as f64 / (busy - waited).as_secs_f64(),
            memory(),
        );
    });
}

fn ask(path: &Path) {
    let store = Store::open_to_read(path).expect("the store can be used");
    for (name, question) in questions() {
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                store.ask(&question).expect("the store can be used");
                start.elapsed()
            })
            .collect();
        let first = times[0];
        times.sort();
        println!("ask {name:16} first {first:.1?}, median {:.1?}", times[ROUNDS / 2]);
    }
}

// What one more `onrecord add` costs.
fn resume(kit: &Kit, press: &Press, path: &Path, number: usize) {
    for (what, at) in [("known", 0), ("new", number)] {
        let start = Instant::now();
        let mut keeper = Keeper::open(path, &kit.weave).expect("the store can be used");
        keeper.add(&[press.record(at)], 1).expect("the store can be used");
        println!("open and add one that is {what}: {:.0?}", start.elapsed());
    }
}
