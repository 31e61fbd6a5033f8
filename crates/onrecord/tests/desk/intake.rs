//! What comes in as files and bytes becomes the dispatch that was meant.

use onrecord::intake::{Refusal, dispatches, files};
use onrecord::types::{Dispatch, PublishedFrom};

use crate::{desk_kit, examples, read};

fn one(name: &str, bytes: &[u8]) -> Dispatch {
    all(name, bytes).remove(0).expect("it is taken in")
}

fn all(name: &str, bytes: &[u8]) -> Vec<Result<Dispatch, Refusal>> {
    dispatches(desk_kit(), name, bytes)
}

fn refused(name: &str, bytes: &[u8]) -> String {
    all(name, bytes).remove(0).expect_err("it is refused").to_string()
}

fn codes(dispatch: &Dispatch) -> Vec<&str> {
    dispatch.notes.iter().map(|note| note.code.as_str()).collect()
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let text = vec![b'a'; (64 << 20) + 1];
    std::io::Write::write_all(&mut packed, &text).unwrap();
    let packed = packed.finish().unwrap();
    let what = "more than 64 MiB in one item (give one dispatch a line)";
    assert_eq!(refused("a.txt.gz", &packed), format!("a.txt.gz: {what}"));
    assert_eq!(refused("a.jsonl.gz", &packed), format!("a.jsonl.gz:1: {what}"));
}

#[test]
fn the_time_a_page_shows_is_no_part_of_its_text() {
    let body = "<p>Talks on the border began on Monday, the ministry said in a long note.</p>";
    let page = format!(
        "<html><body><article><p><time datetime=\"2025-03-18\">18 March</time></p>{}\
         </article></body></html>",
        body.repeat(8)
    );
    let dispatch = one("a.html", page.as_bytes());
    assert!(
        dispatch.text.as_str().starts_with("Talks on the border"),
        "{}",
        dispatch.text.as_str()
    );
    assert_eq!(dispatch.published.value.as_deref(), Some("2025-03-18"));
}

#[test]
fn a_day_in_front_is_taken_off() {
    for text in ["date 2025-03-18\nTalks began.", " date 2025-03-18 Talks began."] {
        let dispatch = one("a.txt", text.as_bytes());
        assert_eq!(dispatch.text.as_str(), "Talks began.");
        assert_eq!(dispatch.published.value.as_deref(), Some("2025-03-18"));
        assert_eq!(dispatch.published.from, PublishedFrom::Header);
    }
    assert_eq!(one("a.txt", b"date palms grow here").text.as_str(), "date palms grow here");
    assert_eq!(codes(&one("a.txt", b"date 2025-13-45 Talks.")), ["published.unreadable"]);
    assert_eq!(codes(&one("a.txt", b"date 0001-01-01 Talks.")), ["published.absurd"]);
}

#[test]
fn json_may_call_the_publication_time_a_date() {
    let day = |json: &str| one("a.json", json.as_bytes()).published.value;
    let both = r#"{"text": "Talks.", "date": "2025-03-18", "published": "2025-03-19"}"#;
    assert_eq!(day(both).as_deref(), Some("2025-03-19"));
    assert_eq!(day(r#"{"text": "Talks.", "date": "2025-03-18"}"#).as_deref(), Some("2025-03-18"));
    assert_eq!(day(r#"{"text": "Talks.", "date": 18}"#), None);
}

#[test]
fn datelines_are_found_and_stay_in_the_text() {
    let cases = [
        ("GENEVA, 3 March — Talks began.", "GENEVA", "GENEVA, 3 March —"),
        ("HAVANA, Aug 24 (Meridian) - Talks began.", "HAVANA", "HAVANA, Aug 24 (Meridian) -"),
        ("KYIV, Ukraine (AP) — Talks began.", "KYIV, Ukraine", "KYIV, Ukraine (AP) —"),
        ("MOSCOW, March 18. /TASS/. Talks began.", "MOSCOW", "MOSCOW, March 18. /TASS/."),
        (
            "A title\nBy Ann Roe\n\nNEW YORK (Reuters) - Talks began.",
            "NEW YORK",
            "NEW YORK (Reuters) -",
        ),
        ("Tel Aviv, Israel – Talks began.", "Tel Aviv, Israel", "Tel Aviv, Israel –"),
    ];
    for (text, place, whole) in cases {
        let dispatch = one("a.txt", text.as_bytes());
        let dateline = dispatch.dateline.as_ref().expect(text);
        assert_eq!((dateline.place.as_str(), dispatch.text.of(dateline.span)), (place, whole));
        assert_eq!(dispatch.text.as_str(), text);
        // No part of the first sentence, which is read without it.
        let sentences = read(&dispatch).sentences;
        assert!(sentences.contains(&dateline.span), "{text}");
        assert_eq!(sentences.last().map(|&last| dispatch.text.of(last)), Some("Talks began."));
    }
    for text in ["BREAKING — Talks began.", "Talks began — at last.", "UPDATE - Talks began."] {
        assert_eq!(one("a.txt", text.as_bytes()).dateline, None, "{text}");
    }
}

#[test]
fn the_day_of_a_dateline_counts_if_it_is_whole() {
    let whole = one("a.txt", b"GENEVA, 3 March 2025 - Talks began.");
    assert_eq!(whole.published.value.as_deref(), Some("2025-03-03"));
    let no_year = one("a.txt", b"GENEVA, 3 March - Talks began.");
    assert_eq!(
        (no_year.published.value.as_deref(), codes(&no_year)),
        (None, vec!["dateline.year"])
    );
}

#[test]
fn credits_are_found_with_their_names() {
    let text = "By Ann Roe and Jo Doe, Meridian News\n\nGENEVA (AP) - Talks.\n\nFox News' Alec Poe contributed to this report.\nEditing by Kim Loe";
    let dispatch = one("a.txt", text.as_bytes());
    let found: Vec<_> = dispatch
        .credits
        .iter()
        .map(|c| (c.name.as_str(), c.role.as_str(), c.outlet.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("Associated Press", "agency", None),
            ("Ann Roe", "author", Some("Meridian News")),
            ("Jo Doe", "author", Some("Meridian News")),
            ("Alec Poe", "contributor", Some("Fox News")),
            ("Kim Loe", "editor", None),
        ]
    );
    let names = dispatch.credits.iter().map(|c| dispatch.text.of(c.span.unwrap()));
    assert_eq!(names.collect::<Vec<_>>(), ["AP", "Ann Roe", "Jo Doe", "Alec Poe", "Kim Loe"]);
}

#[test]
fn other_encodings_are_read() {
    let latin = one("a.txt", b"Le pr\xe9sident a d\xe9clar\xe9 que l'\xe9lection \xe9tait valide.");
    assert!(latin.text.as_str().contains("président a déclaré"));
    assert_eq!(codes(&latin), ["encoding.guessed"]);
    let wide: Vec<u8> = "\u{feff}Talks began.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.txt", &wide).text.as_str(), "Talks began.");
    let unmarked: Vec<u8> =
        "Talks began on Monday.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(one("a.txt", &unmarked).text.as_str(), "Talks began on Monday.");
    let cyrillic = "<html><head><meta charset=windows-1251></head><body><p>\u{0}</p></body></html>";
    let (head, tail) = cyrillic.split_once('\u{0}').unwrap();
    let page =
        [head.as_bytes(), b"\xcf\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb", tail.as_bytes()].concat();
    assert!(one("a.html", &page).text.as_str().contains("Переговоры"));
}

#[test]
fn a_page_gives_its_text_and_what_it_says_of_itself() {
    let page = examples().into_iter().find(|d| d.id == "2-under-way").unwrap();
    assert_eq!(page.title.as_deref(), Some("Trump and Putin are talking about Ukraine"));
    assert_eq!(page.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(page.published.value.as_deref(), Some("2025-03-18T11:20:00-04:00"));
    assert!(page.url.as_deref().is_some_and(|url| url.ends_with("call-under-way")));
    assert!(page.credits.iter().any(|credit| credit.name == "Ines Carvalho"), "{:?}", page.credits);
    assert!(page.developing);
    let text = page.text.as_str();
    assert!(
        text.contains("going well, and still in progress") && !text.contains("Terms"),
        "{text}"
    );
}

#[test]
fn a_page_of_endless_depth_is_read_by_its_words() {
    let (opened, closed) = ("<div>".repeat(60_000), "</div>".repeat(60_000));
    let page = format!("<html><body>{opened}<p>Talks began.</p>{closed}</body></html>");
    let dispatch = one("a.html", page.as_bytes());
    assert_eq!((dispatch.text.as_str(), codes(&dispatch)), ("Talks began.", vec!["html.too_deep"]));
}

#[test]
fn the_outlet_is_no_part_of_the_title() {
    let page = "<html><head><title>Talks begin | The Post</title><meta property='og:site_name' content='The Post'></head><body><article><p>Talks began on Monday, the ministry said in a long statement.</p></article></body></html>";
    assert_eq!(one("a.html", page.as_bytes()).title.as_deref(), Some("Talks begin"));
}

#[test]
fn json_is_kept_as_it_is() {
    let given =
        r#"{"id": 7, "text": " A\r\nB ", "published": "2025-03-18T10:54:00-04:00", "more": [1]}"#;
    let dispatch = one("a.json", given.as_bytes());
    assert_eq!((dispatch.id.as_str(), dispatch.text.as_str()), ("7", " A\r\nB "));
    assert_eq!(dispatch.published.value.as_deref(), Some("2025-03-18T10:54:00-04:00"));
    assert_eq!(one("b.json", br#"{"text": "A"}"#).id, "b");
    let list = all("c.json", br#"[{"text": "A"}, {"text": 5}]"#);
    assert_eq!(list[0].as_ref().unwrap().id, "c:1");
    let wrong = list[1].as_ref().unwrap_err().to_string();
    assert_eq!(
        wrong,
        "c.json: dispatch 2 of the list: \"text\" is a number where a string is wanted"
    );
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let lines = b"{\"text\": \"A\"}\n{\"text\": \n\n{\"text\": \"B\", \"published\": true}\n{\"text\": \"C\"}\n";
    for name in ["a.jsonl", "stdin"] {
        let found = all(name, lines);
        let texts: Vec<&str> = found.iter().flatten().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["A", "C"]);
        let wrong: Vec<usize> =
            found.iter().filter_map(|f| f.as_ref().err()).map(|r| r.line).collect();
        assert_eq!(wrong, [2, 4]);
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_remedy() {
    assert!(refused("a", b"%PDF-1.7 ...").contains("a PDF, not text"));
    assert!(refused("a", b"\x00\x01\x02\x03\x04\x05").contains("other data"));
    assert!(files("/no/such/file").unwrap_err().what.contains("no such file"));
    assert_eq!(codes(&one("a.txt", b"  \n")), ["text.empty"]);
}

#[test]
fn a_web_archive_gives_its_pages() {
    let page = "<html><body><article><p>Talks began on Monday, the ministry said.</p></article></body></html>";
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let length = http.len();
    let archive = format!(
        "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n"
    );
    let dispatch = one("a.warc", archive.as_bytes());
    assert_eq!(dispatch.url.as_deref(), Some("https://news.example/a"));
    assert!(dispatch.text.as_str().contains("Talks began on Monday"));
    let cut = archive.as_bytes().get(..archive.len() - 40).unwrap();
    assert!(all("a.warc", cut).pop().unwrap().unwrap_err().what.contains("ends too early"));
    let endless = b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nabc";
    assert!(refused("a.warc", endless).contains("ends too early"));
}
