//! Measures the release build on annotated data and writes what came out to `scores/`.

use std::path::Path;
use std::process::Command;

/// Families of findings that the scorers know.
const FAMILIES: &[&str] = &["dispatches", "statements", "times", "events"];

/// Runs the scorers in `bench` and writes one file a family.
///
/// # Errors
///
/// No scorers, no release build, or a scorer that fails.
pub fn write(root: &Path, bench: &Path) -> Result<(), String> {
    let program = root.join("target/release/onrecord");
    let scorer = bench.join("bench.py");
    for (path, hint) in
        [(&scorer, "give the folder of the scorers"), (&program, "run `cargo build --release`")]
    {
        if !path.exists() {
            return Err(format!("{} is not there ({hint})", path.display()));
        }
    }
    for family in FAMILIES {
        let run = Command::new("python3")
            .arg(&scorer)
            .arg(family)
            .arg("--bin")
            .arg(&program)
            .output()
            .map_err(|error| format!("cannot run python3: {error}"))?;
        if !run.status.success() {
            return Err(format!("{family}: {}", String::from_utf8_lossy(&run.stderr)));
        }
        let told = String::from_utf8_lossy(&run.stdout);
        let path = root.join("scores").join(format!("{family}.txt"));
        std::fs::write(&path, timeless(&told)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Without how long it took, which is different every time.
fn timeless(told: &str) -> String {
    let mut out = String::new();
    for line in told.lines() {
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
