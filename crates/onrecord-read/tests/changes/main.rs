//! What changed between dispatches: pairs of states of one article whose figure differs, and short
//! stories of our own with the changes they must give.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
#![allow(clippy::print_stdout, reason = "`--nocapture` shows the score")]

use std::collections::BTreeMap;

use onrecord_read::weave::story::weave;
use onrecord_read::{Kit, Model, read};
use onrecord_types::{
    Change, ChangeKind, Dispatch, Moment, Published, PublishedFrom, Record, Subject,
};
use serde_json::Value;

const LEAST: f64 = 85.0;

/// What a label of a pair asks for; nothing where the two numbers do not compare.
fn wanted(label: &str) -> Option<ChangeKind> {
    match label {
        "increase" | "decrease_expected" => Some(ChangeKind::Updated),
        "corrected_down" | "corrected_up" => Some(ChangeKind::Corrected),
        "different_scope" | "extraction_error" | "other_fact_corrected" => None,
        other => panic!("unknown label {other}"),
    }
}

fn rows(text: &str) -> impl Iterator<Item = Value> + '_ {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is an object"))
}

fn told<'v>(row: &'v Value, key: &str) -> &'v str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn record(kit: &Kit, id: &str, text: &str, published: &str) -> Record {
    let moment = published.parse::<Moment>().expect("a time with an offset");
    let mut dispatch = Dispatch::plain(id, text);
    dispatch.published = Published {
        value: Some(published.to_owned()),
        earliest: Some(moment),
        latest: Some(moment),
        from: PublishedFrom::Metadata,
    };
    read(kit, &dispatch)
}

/// What the change of the figure in question is said to be.
fn found(changes: &[Change], number: &str) -> Option<ChangeKind> {
    let of_number = |change: &&Change| {
        let low = change.after.as_ref().and_then(|after| after.get("low")).map(Value::to_string);
        change.subject == Subject::Figure && low.is_some_and(|low| low.contains(number))
    };
    let kinds: Vec<ChangeKind> = changes.iter().filter(of_number).map(|c| c.kind).collect();
    let known = [ChangeKind::Corrected, ChangeKind::Updated];
    known.into_iter().find(|kind| kinds.contains(kind))
}

#[test]
fn figures_are_told_apart_by_their_scope_and_typed_by_what_is_said() {
    let kit = Kit::embedded(Model::Accurate);
    let mut seen: BTreeMap<(Option<ChangeKind>, Option<ChangeKind>), usize> = BTreeMap::new();
    for row in rows(include_str!("figures.jsonl")) {
        let state = |name: &str| {
            let (title, text) = (format!("{name}_title"), format!("{name}_text"));
            let text = format!("{}.\n\n{}", told(&row, &title), told(&row, &text));
            record(&kit, name, &text, told(&row, &format!("{name}_dt")))
        };
        let story = weave(&kit.weave, &[state("before"), state("after")]);
        let number = told(&row, "after").replace(',', "");
        let pair = (wanted(told(&row, "label")), found(&story.changes, &number));
        *seen.entry(pair).or_default() += 1;
    }
    let kinds = [Some(ChangeKind::Updated), Some(ChangeKind::Corrected), None];
    let mean = kinds.iter().map(|kind| f1(&seen, *kind)).sum::<f64>() / kinds.len() as f64;
    println!("figure changes: macro-F1 {mean:.1} on {} pairs", seen.values().sum::<usize>());
    assert!(mean >= LEAST, "{mean:.1}: {seen:?}");
}

fn f1(
    seen: &BTreeMap<(Option<ChangeKind>, Option<ChangeKind>), usize>,
    kind: Option<ChangeKind>,
) -> f64 {
    let sum = |of: &dyn Fn(&(Option<ChangeKind>, Option<ChangeKind>)) -> bool| {
        seen.iter().filter(|(pair, _)| of(pair)).map(|(_, number)| *number as f64).sum::<f64>()
    };
    let (gold, pred) = (sum(&|pair| pair.0 == kind), sum(&|pair| pair.1 == kind));
    let hits = sum(&|pair| *pair == (kind, kind));
    let f1 = 200.0 * hits / (gold + pred).max(1.0);
    println!("  {kind:?}: {hits} right of {gold}, {pred} found, F1 {f1:.1}");
    f1
}

#[test]
fn short_stories_change_as_they_are_meant_to() {
    let kit = Kit::embedded(Model::Accurate);
    let mut wrong = Vec::new();
    for row in rows(include_str!("stories.jsonl")) {
        let texts = row.get("dispatches").and_then(Value::as_array).unwrap();
        let texts = texts.iter().map(|text| text.as_str().unwrap()).enumerate();
        let read = |(at, text): (usize, &str)| {
            record(&kit, &format!("d{at}"), text, &format!("2026-03-0{}T12:00:00Z", at + 2))
        };
        let records: Vec<Record> = texts.map(read).collect();
        let changes = weave(&kit.weave, &records).changes;
        let found: Vec<String> = changes
            .iter()
            .map(|change| {
                let kind = format!("{:?}", change.kind).to_uppercase();
                let subject = format!("{:?}", change.subject).to_lowercase();
                format!("{} {kind} {subject}: {}", change.dispatch, change.line)
            })
            .collect();
        let wanted: Vec<&str> =
            row["changes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        if found != wanted {
            wrong.push(format!("{}\n  found {found:#?}\n  wanted {wanted:#?}", row["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
