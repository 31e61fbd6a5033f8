//! Text of every kind keeps the contract, and bytes of every kind do no harm.

use onrecord::types::Dispatch;
use proptest::prelude::*;

use crate::{contract, desk_kit, examples, read};

/// Bits of news and bits that break readers.
const BITS: &[&str] = &[
    "“We will not sign,” ",
    "said the minister",
    ". ",
    "\n",
    "\n\n",
    " ",
    "\"",
    "'",
    "’",
    "‘",
    "”",
    "«",
    "»",
    "President Donald Trump",
    "the Kremlin",
    " said on Tuesday that ",
    "at 10 a.m. ET",
    "last week",
    "more than 2,500",
    "at least 40 people were killed",
    "a 30-day ceasefire",
    "Ukraine accepted",
    "Russia rejected",
    "he",
    "they",
    "e\u{301}",
    "\u{200d}",
    "👩‍👩‍👧‍👦",
    "🇺🇦",
    "\u{202e}",
    "مرحبا",
    "שלום",
    "停戦",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\r\n",
    "\t",
    "…",
    "...",
    "—",
    "--",
    "(",
    ")",
    "[",
    "]",
    "٣٤",
    "Ⅳ",
    "½",
    "1,000,000,000,000,000,000,000",
    "2025-02-30",
    "99:99",
    "0",
    "-1",
    "%",
    "$5bn",
    "İ",
    "ß",
    "ﬁ",
    "A",
    "a",
    "U.S.",
    "Mr.",
    "@user",
    "#tag",
    "https://example.org/a?b=c",
    ";",
    ":",
    ",",
    "!",
    "?!",
];

fn news_and_noise() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        4 => prop::sample::select(BITS).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bit, 0..60).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_keeps_the_contract(text in news_and_noise(), day in prop::option::of("20[0-9]{2}-0[1-9]-1[0-9]")) {
        let mut dispatch = Dispatch::plain("odd", text.as_str());
        if let Some(day) = day {
            let from = onrecord::types::PublishedFrom::Option;
            dispatch.published = onrecord::intake::published(&day, from, &mut Vec::new());
        }
        contract::check(&text, &read(&dispatch));
    }

    #[test]
    fn every_text_keeps_the_contract_through_json(text in news_and_noise(), told in ".{0,12}") {
        let given = serde_json::json!({"text": text, "published": told}).to_string();
        let found = onrecord::intake::dispatches(desk_kit(), "odd.json", given.as_bytes());
        let dispatch = found.into_iter().next().unwrap().unwrap();
        contract::check(&text, &read(&dispatch));
    }
}

#[test]
fn a_lone_mark_quotes_nothing() {
    let text = " said on Tuesday that “We will not sign,” “We will not sign,” »";
    contract::check(text, &read(&Dispatch::plain("odd", text)));
}

const SENTENCE: &str =
    "The minister said on Monday that talks with “both sides” would go on for 30 days. ";

#[test]
fn one_line_of_five_megabytes_is_read() {
    // Long words keep it short in tokens: what is tested is the length of the line.
    let line = (SENTENCE.to_owned() + &"x".repeat(9_000) + " ").repeat(560);
    assert!(line.len() > 5_000_000);
    contract::check(&line, &read(&Dispatch::plain("long", line.as_str())));
}

/// Prose that goes on about ever more people, bodies and figures.
fn prose(bytes: usize) -> String {
    let mut out = String::new();
    for number in 0.. {
        if out.len() >= bytes {
            break;
        }
        let (name, town) = (number % 700, number % 90);
        out += &format!(
            "Minister Kar{name}a of Tor{town} said on Monday that {number} tonnes of grain would \
             leave. “We accept the truce,” Envoy Bel{town}o told the Union of Tor{town}, and both \
             sides met him on 3 March. "
        );
    }
    out
}

#[test]
fn a_long_line_of_prose_is_read() {
    let line = prose(500_000);
    contract::check(&line, &read(&Dispatch::plain("long", line.as_str())));
}

#[test]
fn one_long_word_is_read() {
    let word = "é".repeat(50_000);
    contract::check(&word, &read(&Dispatch::plain("word", word.as_str())));
}

/// Not random but never the same twice: enough to shake bytes with.
struct Shaker(u64);

impl Shaker {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

#[test]
fn ten_thousand_shaken_files_do_no_harm() {
    let names = ["a", "a.txt", "a.html", "a.json", "a.jsonl", "a.warc", "a.gz"];
    let good: Vec<Vec<u8>> =
        examples().iter().map(|d| d.text.as_str().as_bytes().to_vec()).collect();
    let threads = 2;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let good = &good;
            scope.spawn(move || {
                let mut shaker = Shaker(0x9e37_79b9_7f4a_7c15 ^ (thread as u64 + 1));
                for turn in 0..10_000 / threads {
                    let bytes = shaken(&mut shaker, good, turn);
                    let name = names[shaker.next(names.len())];
                    for dispatch in
                        onrecord::intake::dispatches(desk_kit(), name, &bytes).into_iter().flatten()
                    {
                        read(&dispatch);
                    }
                }
            });
        }
    });
}

/// Bytes of any kind; or a piece of a good text with some bytes changed, or with a start that
/// promises something else.
fn shaken(shaker: &mut Shaker, good: &[Vec<u8>], turn: usize) -> Vec<u8> {
    let starts: [&[u8]; 8] = [
        b"",
        b"{\"text\": \"",
        b"[{\"text\": \"",
        b"<html><body><p>",
        b"WARC/1.0\r\n",
        b"\x1f\x8b\x08",
        b"\xff\xfe",
        b"date 2025-03-18 ",
    ];
    let mut bytes = starts[shaker.next(starts.len())].to_vec();
    if turn.is_multiple_of(2) {
        let length = shaker.next(200);
        bytes.extend((0..length).map(|_| shaker.next(256) as u8));
    } else {
        let text = &good[shaker.next(good.len())];
        let from = shaker.next(text.len());
        bytes.extend(text.iter().skip(from).take(300));
        for _ in 0..shaker.next(12) {
            let at = shaker.next(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = shaker.next(256) as u8;
            }
        }
    }
    bytes
}
