//! Measures the release build on annotated data and writes what came out to `scores/`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Families of findings that `bench.py` knows.
const FAMILIES: &[&str] = &["dispatches", "statements", "times", "events"];

/// Texts with their language layer, beside the scorers.
const TREEBANKS: &[&str] = &["ewt_dev.jsonl.gz", "gum_dev.jsonl.gz"];

/// Streams of dispatches with the stories they belong to.
const STREAMS: &[&str] = &["ecbplus", "allsides", "basil", "uci_headlines"];

/// Runs the scorers in `bench` and writes one file a family.
///
/// # Errors
///
/// No scorers, no release build, or a scorer that fails.
pub fn write(root: &Path, bench: &Path) -> Result<(), String> {
    let program = root.join("target/release/onrecord");
    for (path, hint) in [
        (&bench.join("bench.py"), "give the folder of the scorers"),
        (&program, "run `cargo build --release`"),
    ] {
        if !path.exists() {
            return Err(format!("{} is not there ({hint})", path.display()));
        }
    }
    let desk = Desk { root, bench, program: &program };
    for family in FAMILIES {
        let told = desk.score("bench.py", &[*family])?;
        desk.keep(family, &told)?;
    }
    let data = |parts: &[&str]| parts.iter().fold(bench.join(".."), |path, part| path.join(part));
    let banks: Vec<PathBuf> = TREEBANKS.iter().map(|bank| data(&["lang", "data", bank])).collect();
    let accurate = desk.score("score_language.py", &banks)?;
    let banks: Vec<PathBuf> = std::iter::once("--fast".into()).chain(banks).collect();
    let fast = desk.score("score_language.py", &banks)?;
    desk.keep("language", &format!("accurate\n{accurate}fast\n{fast}"))?;
    let gold: Vec<PathBuf> = ["B1", "B2", "B3"]
        .iter()
        .map(|name| data(&["gold", "dispatches", &format!("{name}.json")]))
        .collect();
    let mut changes = desk.score("score_changes.py", &gold)?;
    let counts = root.join("crates/onrecord-read/tests/changes/figures.jsonl");
    changes.push_str(&desk.score("score_changes.py", &["--counts".into(), counts])?);
    desk.keep("changes", &changes)?;
    let mut stories = String::new();
    for stream in STREAMS {
        let gold = data(&["gold", "stories", &format!("clustering_{stream}.jsonl")]);
        stories.push_str(&format!("{stream} {}", desk.group(&gold)?));
    }
    desk.keep("stories", &stories)
}

/// Where everything is.
struct Desk<'p> {
    root: &'p Path,
    bench: &'p Path,
    program: &'p Path,
}

impl Desk<'_> {
    /// What a scorer says of the program.
    fn score<A: AsRef<OsStr>>(&self, scorer: &str, args: &[A]) -> Result<String, String> {
        let mut run = Command::new("python3");
        run.arg(self.bench.join(scorer)).args(args).arg("--bin").arg(self.program);
        said(scorer, &mut run)
    }

    /// How well a stream is sorted into its stories.
    fn group(&self, gold: &Path) -> Result<String, String> {
        let sorted = said("group", Command::new(self.program).arg("group").arg(gold))?;
        let file = self.root.join("target/group.tsv");
        std::fs::write(&file, sorted).map_err(|error| format!("{}: {error}", file.display()))?;
        let scorer = self.bench.join("score_stories.py");
        said("score_stories.py", Command::new("python3").arg(scorer).arg(gold).arg(file))
    }

    fn keep(&self, family: &str, told: &str) -> Result<(), String> {
        let folder = self.root.join("scores");
        let written = std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(folder.join(format!("{family}.txt")), timeless(told)));
        written.map_err(|error| format!("scores/{family}.txt: {error}"))
    }
}

fn said(name: &str, run: &mut Command) -> Result<String, String> {
    let run = run.output().map_err(|error| format!("{name}: cannot be run: {error}"))?;
    if !run.status.success() {
        return Err(format!("{name}: {}", String::from_utf8_lossy(&run.stderr)));
    }
    Ok(String::from_utf8_lossy(&run.stdout).into_owned())
}

/// Without how long it took, which is different every time.
fn timeless(told: &str) -> String {
    let mut out = String::new();
    for line in told.lines() {
        let line = line.split(" tokens/s ").next().unwrap_or(line);
        let kept = match line.rfind(" MB in ") {
            Some(at) => {
                let before = line.get(..at).unwrap_or_default();
                let number = |c: char| c.is_ascii_digit() || c == '.';
                before.trim_end_matches(number).trim_end().trim_end_matches('|').trim_end()
            }
            None => line.trim_end(),
        };
        if !kept.is_empty() {
            out.push_str(kept);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn seconds_are_left_out() {
        let told = "times a F1 80.0 | 0.52 MB in 1.3 s\n           0.10 MB in 0.2 s\nRECORD 61.0\n";
        assert_eq!(super::timeless(told), "times a F1 80.0\nRECORD 61.0\n");
    }
}
