//! The program as its users meet it: commands, exit codes, what is said where.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn onrecord(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(args)
        .env("ONRECORD_MODEL", "fast")
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let _ = child.stdin.take().expect("it has a standard input").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_dispatch_is_shown_for_people() {
    let out = onrecord(&["read", "examples/call/2-under-way.html"], b"");
    let text = said(&out.stdout);
    assert!(out.status.success(), "{}", said(&out.stderr));
    assert!(
        text.contains("Trump and Putin are talking about Ukraine") && text.contains("developing")
    );
    assert!(!text.contains('\x1b'), "no colours into a pipe");
    let coloured = onrecord(&["read", "--color", "always", "examples/call/2-under-way.html"], b"");
    assert!(said(&coloured.stdout).contains("\x1b[1m"));
}

#[test]
fn many_files_come_out_in_the_order_of_the_input_whatever_the_threads() {
    let run = |jobs: &str| {
        let out = onrecord(&["read", "--format", "jsonl", "--jobs", jobs, "examples/call"], b"");
        assert!(out.status.success(), "{}", said(&out.stderr));
        said(&out.stdout)
    };
    let one = run("1");
    assert_eq!(one, run("4"));
    let id =
        |line: &str| line.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let ids: Vec<String> = one.lines().map(id).collect();
    let wanted =
        ["1-announced", "2-under-way", "meridian-20250318-readouts", "4-live", "5-correction"];
    assert_eq!(ids, wanted);
}

#[test]
fn the_zone_of_the_machine_changes_nothing() {
    let run = |zone: &str| {
        let args = ["read", "--format", "jsonl", "examples/call"];
        let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        let out =
            program.args(args).env("TZ", zone).env("ONRECORD_MODEL", "fast").current_dir(root());
        out.output().unwrap().stdout
    };
    assert!(run("UTC") == run("Pacific/Auckland"));
}

#[test]
fn standard_input_is_read_and_options_go_first() {
    let args =
        ["read", "-", "--format", "jsonl", "--published", "2025-03-18", "--outlet", "Meridian"];
    let line = said(&onrecord(&args, b"date 2020-01-01\nTalks began on Monday.").stdout);
    assert!(
        line.contains("\"value\":\"2025-03-18\"") && line.contains("\"from\":\"option\""),
        "{line}"
    );
    assert!(line.contains("\"outlet\":\"Meridian\"") && line.contains("Talks began on Monday."));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let lines = b"{\"text\": \"Talks began.\"}\n{\"text\": 5}\n{\"text\": \"Talks ended.\"}\n";
    let out = onrecord(&["read", "-", "no-such-file.txt", "--format", "jsonl"], lines);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(said(&out.stdout).lines().count(), 2);
    let wrong = said(&out.stderr);
    assert!(wrong.contains("<stdin>:2: \"text\" is a number where a string is wanted"), "{wrong}");
    assert!(wrong.contains("no-such-file.txt: no such file or folder"), "{wrong}");
    let empty = folder("empty");
    let out = onrecord(&["read", &empty.to_string_lossy()], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out.stderr).contains("a folder without readable files"));
}

#[test]
fn wrong_usage_is_told_with_what_to_do() {
    for args in
        [&["read"][..], &["read", "a", "--published", "soon"], &["read", "a", "--jobs", "0"]]
    {
        let out = onrecord(args, b"");
        assert_eq!(out.status.code(), Some(2), "{args:?}");
    }
    let out = onrecord(&["read", "a", "--published", "soon"], b"");
    assert!(said(&out.stderr).contains("YYYY-MM-DD"), "{}", said(&out.stderr));
}

#[test]
fn rules_of_ones_own_are_used_and_checked() {
    let rules = folder("rules");
    std::fs::create_dir_all(rules.join("intake/lexicon")).unwrap();
    std::fs::write(rules.join("intake/lexicon/developing.more.tsv"), "watch this space\n").unwrap();
    let dir = rules.to_string_lossy();
    let args = ["read", "-", "--format", "jsonl", "--rules", &dir];
    let line = said(&onrecord(&args, b"Talks began. Watch this space.").stdout);
    assert!(line.contains("\"developing\":true"), "{line}");
    let sound = onrecord(&["check-rules", &dir], b"");
    assert!(sound.status.success(), "{}", said(&sound.stderr));

    std::fs::write(rules.join("intake/lexicon/develping.tsv"), "soon\n").unwrap();
    std::fs::create_dir_all(rules.join("intake/rules")).unwrap();
    std::fs::write(rules.join("intake/rules/en.toml"), "[parts]\nx = 1\n").unwrap();
    let broken = onrecord(&["check-rules", &dir], b"");
    assert_eq!(broken.status.code(), Some(1));
    let wrong = said(&broken.stderr);
    assert!(wrong.contains("intake/rules/en.toml:2: "), "{wrong}");
    assert!(wrong.contains("did you mean `intake/lexicon/developing.tsv`?"), "{wrong}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(said(&out.stderr), "");
}

#[test]
fn help_shows_examples() {
    let help = said(&onrecord(&["read", "--help"], b"").stdout);
    assert!(help.contains("Examples:") && help.contains("--published"));
    assert!(said(&onrecord(&["completions", "zsh"], b"").stdout).contains("#compdef onrecord"));
}
