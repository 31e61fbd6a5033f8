//! The page of a story: nothing of the dispatches becomes markup, and a browser can walk through it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use onrecord::intake::dispatches;
use onrecord::show::page;
use onrecord::types::Record;
use onrecord::weave;

use crate::{desk_kit, examples, read};

fn page_of(records: &[Record]) -> String {
    let story = weave::story::weave(&crate::kit().weave, records);
    page::write(&story, records, None).unwrap()
}

/// Two dispatches that would take the page over if they could.
fn hostile() -> Vec<Record> {
    let attack = "</script><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";
    let lines = [
        ("3", format!("{attack} \"quotes\" 'single' &amp; {{{{script}}}} <!-- <script>"), "12"),
        (
            "4",
            format!("مرحبا \u{202e}evil\u{202c} עברית <svg onload=window.hacked=1> {attack}"),
            "14",
        ),
    ];
    let lines = lines.map(|(day, title, dead)| {
        let word = "Averyveryverylongwordwithoutanybreak".repeat(20);
        serde_json::json!({
            "id": format!("h\"{day}'<i>"), "title": title, "outlet": attack, "url": "javascript:window.hacked=1",
            "published": format!("2025-05-0{day}"),
            "text": format!("“{attack},” said Minister Ann Roe. At least {dead} people were killed, police said. Ukraine accepted the ceasefire. Russia rejected the ceasefire. {{{{data}}}} \u{2028} {word}"),
        })
        .to_string()
    });
    let found = dispatches(desk_kit(), "hostile.jsonl", lines.join("\n").as_bytes());
    found.into_iter().map(|dispatch| read(&dispatch.unwrap())).collect()
}

#[test]
fn no_text_becomes_markup() {
    let page = page_of(&hostile());
    let count = |what: &str| page.matches(what).count();
    assert_eq!((count("<script"), count("</script")), (2, 2), "only the page's own");
    assert_eq!((count("<img"), count("<svg"), count("<!--")), (0, 0, 0));
    assert!(page.contains("default-src 'none'"), "nothing may be fetched");
    assert!(!page.contains('\u{2028}'), "no line end that only a script sees");
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let records: Vec<Record> = examples().iter().map(read).collect();
    let page = page_of(&records);
    let own = page.split("<script id=\"data\"").next().unwrap();
    for asking in ["http:", "https:", "src=", "@import", "url(", "<link"] {
        assert!(!own.contains(asking), "{asking}");
    }
}

#[test]
fn the_page_of_no_dispatches_is_a_page() {
    assert!(page_of(&[]).contains("Since you looked"));
}

#[test]
fn a_browser_walks_through_the_page() {
    let Some(browser) = browser() else {
        // Not `eprintln`, which a passing test would swallow.
        let told = "skipped: no Chromium here to walk through the page (set CHROMIUM to one)\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return;
    };
    let stories: [(&str, Vec<Record>, &[u32]); 3] = [
        ("call", examples().iter().map(read).collect(), &[360, 800, 1400]),
        ("port", crate::examples_in("port").iter().map(read).collect(), &[800]),
        ("hostile", hostile(), &[360]),
    ];
    for (name, records, widths) in stories {
        let page = page_of(&records);
        for width in widths {
            let told = walk(&browser, name, *width, &page);
            assert_eq!(told, format!("walked at {width}: all is well."), "{name}");
        }
    }
}

/// The page with somebody who walks through it and tells what they met.
fn walk(browser: &Path, name: &str, width: u32, page: &str) -> String {
    let watch = "<script>window.faults = []; addEventListener('error', (e) => faults.push(e.message));</script></head>";
    let walker = format!("<script>{}</script></body>", include_str!("page/walk.js"));
    let walked = page.replacen("</head>", watch, 1).replacen("</body>", &walker, 1);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}-{width}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("page.html"), walked).unwrap();
    // A window cannot be as narrow as a phone; a frame can.
    let frame = format!(
        "<!DOCTYPE html><script>addEventListener('message', (e) => {{ const told = document.createElement('pre'); told.textContent = e.data; document.body.append(told); }});</script><body><iframe width={width} height=900 style=border:0 src=page.html></iframe>"
    );
    let file = folder.join("frame.html");
    std::fs::write(&file, frame).unwrap();
    let profile = folder.join("profile");
    let out = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"])
        .args(["--window-size=1600,1000", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", file.canonicalize().unwrap().display()))
        .stderr(Stdio::null())
        .output()
        .expect("the browser starts");
    let _ = std::fs::remove_dir_all(profile);
    let dom = String::from_utf8_lossy(&out.stdout).into_owned();
    let told = dom.split("<pre>").nth(1).and_then(|rest| rest.split("</pre>").next());
    told.map_or_else(|| format!("nothing told, {} bytes of page", dom.len()), str::to_owned)
}

/// A Chromium: the one named, else one that is installed.
fn browser() -> Option<PathBuf> {
    if let Some(told) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(told));
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}
