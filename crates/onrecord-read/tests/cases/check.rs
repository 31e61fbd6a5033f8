//! Holds one file of cases against what comes out, or rewrites it.

use std::path::Path;

use onrecord_read::{Kit, parse, read, refusals};
use onrecord_rules::{Case, Fault, Paper};
use onrecord_types::{Dateline, Dispatch, Moment, Published, PublishedFrom, Span};

use crate::lines;

/// What the cases of a stage did with its rules.
#[derive(Default)]
pub struct Met {
    /// The names of the rules that fired.
    pub fired: Vec<String>,
    /// The names of those that some case looks like without firing them (`not:`).
    pub kept_off: Vec<String>,
}

/// Whether a name in `by` is that of a rule, with or without the stage in front.
pub fn is_rule(by: &str, rule: &str) -> bool {
    let stage = by.strip_suffix(rule);
    stage.is_some_and(|stage| stage.is_empty() || stage.ends_with(['.', '/']))
}

/// Checks (or with `update` rewrites) one file; what it did with rules is added to `met`.
pub fn file(
    kit: &Kit,
    stage: &str,
    path: &Path,
    update: bool,
    met: &mut Met,
    faults: &mut Vec<Fault>,
) {
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path);
    let name = format!("crates/onrecord-read/{}", name.display());
    let paper = Paper { name, text: std::fs::read_to_string(path).expect("a case file is UTF-8") };
    let before = faults.len();
    let cases = Case::read(&paper, faults);
    let mut whole: Vec<String> = paper.text.lines().map(str::to_owned).collect();
    for case in cases.iter().rev() {
        let mut fired = Vec::new();
        let found = findings(kit, stage, case, &mut fired);
        for rule in case.not.iter().filter(|rule| fired.iter().any(|by| is_rule(by, rule))) {
            let what = format!("case `{}`: `{rule}` fires and must not", case.name);
            faults.push(Fault::new(&paper.name, case.lines.0 + 1, what));
        }
        met.fired.append(&mut fired);
        met.kept_off.extend(case.not.iter().cloned());
        if update && case.lines.1 > 0 {
            let new = expectations(&found, &whole, case);
            whole.splice(case.lines.0..case.lines.1, new);
        } else {
            compare(&paper.name, case, found, faults);
        }
    }
    if update && faults.len() == before {
        let text = whole.join("\n") + "\n";
        if text != paper.text {
            std::fs::write(path, text).expect("a case file can be written");
        }
    }
}

/// The lines that a case's text gives, of the kinds that the case speaks of.
fn findings(kit: &Kit, stage: &str, case: &Case, fired: &mut Vec<String>) -> Vec<String> {
    let mut dispatch = Dispatch::plain(case.name.as_str(), case.text.as_str());
    dispatch.published = case.published.as_deref().map(published).unwrap_or_default();
    dispatch.dateline = case
        .dateline
        .as_ref()
        .map(|place| Dateline { place: place.clone(), span: Span::new(0, 0) });
    let kind = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
    let told = case.expected.iter().chain(&case.wrong).chain(&case.missing);
    let mut kinds: Vec<String> = told.map(|line| kind(line)).collect();
    if kinds.is_empty() {
        kinds = lines::kinds_of(stage).iter().map(|&kind| kind.to_owned()).collect();
    }
    let record = read(kit, &dispatch);
    let mut found = lines::of_record(&record);
    let (doc, tags) = parse(kit, &dispatch);
    found.extend(lines::of_language(&doc, &tags));
    fired.extend(lines::rules(&record));
    fired.extend(refusals(kit, &dispatch));
    found.retain(|line| kinds.contains(&kind(line)));
    found
}

fn published(told: &str) -> Published {
    let from = PublishedFrom::Metadata;
    let value = Some(told.to_owned());
    if let Ok(day) = told.parse::<jiff::civil::Date>()
        && told.len() == 10
    {
        let at =
            |day: jiff::civil::Date| Some(Moment::new(day.at(0, 0, 0, 0), jiff::tz::Offset::UTC));
        let latest = at(day.tomorrow().unwrap_or(day));
        return Published { value, earliest: at(day), latest, from };
    }
    let moment = told.parse::<Moment>().expect("`published:` is a day or an RFC 3339 time");
    Published { value, earliest: Some(moment), latest: Some(moment), from }
}

fn compare(file: &str, case: &Case, found: Vec<String>, faults: &mut Vec<Fault>) {
    let mut left = found;
    for (wanted, wrong) in case
        .expected
        .iter()
        .map(|line| (line, false))
        .chain(case.wrong.iter().map(|line| (line, true)))
    {
        if let Some(at) = left.iter().position(|line| line == wanted) {
            left.remove(at);
            continue;
        }
        let what = match wrong {
            true => format!("mended: no longer comes out: {wanted}"),
            false => format!("missing: {wanted}"),
        };
        faults.push(Fault::new(file, case.lines.0 + 1, format!("case `{}`: {what}", case.name)));
    }
    for line in left {
        let what = match case.missing.contains(&line) {
            true => format!("case `{}`: mended: comes out now: {line}", case.name),
            false => format!("case `{}`: found besides: {line}", case.name),
        };
        faults.push(Fault::new(file, case.lines.0 + 1, what));
    }
}

/// The lines to write; what was marked as wrong stays so while it comes out, and what was marked as
/// missing while it does not.
fn expectations(found: &[String], whole: &[String], case: &Case) -> Vec<String> {
    let old = whole.get(case.lines.0..case.lines.1).unwrap_or_default();
    let marked: Vec<&String> = old.iter().filter(|line| line.starts_with("- wrong")).collect();
    let mut used = vec![false; marked.len()];
    let mut new = Vec::new();
    for line in found {
        let mark = marked.iter().zip(&used).position(|(old, &used)| {
            !used && old.split_once("): ").is_some_and(|(_, finding)| finding.trim() == line)
        });
        match mark {
            Some(at) => {
                used[at] = true;
                new.push(marked[at].clone());
            }
            None => new.push(format!("- {line}")),
        }
    }
    let lacks = |line: &&String| {
        let finding = line.strip_prefix("- missing").and_then(|line| line.split_once("): "));
        finding.is_some_and(|(_, finding)| !found.iter().any(|line| line == finding.trim()))
    };
    new.extend(old.iter().filter(lacks).cloned());
    if new.is_empty() {
        new.push("- nothing".to_owned());
    }
    new
}
