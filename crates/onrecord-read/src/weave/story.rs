//! Many records, one story: every thread followed, every change told once.

use onrecord_types::{Change, ChangeKind, Moment, Record, Span, State, Story, Subject, Text};

use super::Kit;
use super::copies::Copies;
use super::threads::{Found, follow};
use super::told::Told;
use super::{contacts, events, figures, positions, statements};

/// Brings the records of one story together, in the order given.
pub fn weave(kit: &Kit, records: &[Record]) -> Story {
    let told: Vec<Told<'_>> =
        records.iter().enumerate().map(|(order, record)| Told::new(record, order)).collect();
    let all = &told;
    let (contacts, mut found) = follow(
        &contacts::comparer(),
        'c',
        all.iter().flat_map(|t| contacts::sightings(kit, t)).collect(),
    );
    let (proposals, more) = follow(
        &positions::proposal_comparer(),
        'p',
        all.iter().flat_map(|t| positions::proposals(kit, t)).collect(),
    );
    found.extend(more);
    let (positions, more) = follow(
        &positions::position_comparer(),
        'o',
        all.iter().flat_map(|t| positions::positions(kit, t)).collect(),
    );
    found.extend(more);
    let (figures, more) = follow(
        &figures::comparer(),
        'f',
        all.iter().flat_map(|t| figures::sightings(kit, t)).collect(),
    );
    found.extend(more);
    let (statements, more) = follow(
        &statements::comparer(),
        's',
        all.iter().flat_map(|t| statements::sightings(kit, t)).collect(),
    );
    found.extend(more);
    let (events, more) = follow(
        &events::comparer(),
        'e',
        all.iter().flat_map(|t| events::sightings(kit, t)).collect(),
    );
    found.extend(more);
    Story {
        id: records.first().map(|record| record.dispatch.id.clone()).unwrap_or_default(),
        label: label(records),
        dispatches: records.iter().map(|record| record.dispatch.id.clone()).collect(),
        first_seen: times(records).min(),
        last_seen: times(records).max(),
        origins: origins(records),
        state: State { contacts, proposals, positions, figures, statements, events },
        changes: changes(&told, found),
    }
}

fn times(records: &[Record]) -> impl Iterator<Item = Moment> + '_ {
    records.iter().filter_map(|record| record.dispatch.published.latest)
}

fn label(records: &[Record]) -> String {
    let titled = records.iter().find_map(|record| record.dispatch.title.clone());
    let title = titled.filter(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| records.first().map(opening).unwrap_or_default())
}

// How a dispatch without a title begins: some words of its first sentence, after the dateline.
fn opening(record: &Record) -> String {
    let text = Text::new(record.dispatch.text.as_str());
    let start = record.dispatch.dateline.as_ref().map_or(0, |dateline| dateline.span.end());
    let sentence = record.sentences.iter().find(|sentence| sentence.end() > start);
    let sentence = sentence.map(|found| Span::new(found.start().max(start), found.end()));
    let words: Vec<&str> = sentence.map_or("", |span| text.of(span)).split_whitespace().collect();
    match words.get(..OPENING) {
        Some(first) if words.len() > OPENING => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

const OPENING: usize = 14;

fn origins(records: &[Record]) -> Vec<Vec<String>> {
    let mut copies = Copies::default();
    let mut origins: Vec<(i64, Vec<String>)> = Vec::new();
    for (name, record) in (0..).zip(records) {
        let origin = copies.origin_of(&record.dispatch.text, name);
        let id = record.dispatch.id.clone();
        match origins.iter_mut().find(|(first, _)| *first == origin) {
            Some((_, ids)) => ids.push(id),
            None => origins.push((origin, vec![id])),
        }
    }
    origins.into_iter().map(|(_, ids)| ids).collect()
}

// One sentence often moves several things at once: a call that also settles a position and names
// a figure. The strongest change is told; what only repeats is told only where nothing else is.
fn changes(told: &[Told<'_>], found: Vec<Found>) -> Vec<Change> {
    let mut ranked: Vec<(usize, Span, Change)> = found
        .into_iter()
        .map(|found| {
            let evidence = found.change.spans.first().copied().unwrap_or_default();
            let sentence = told.get(found.order).map_or(evidence, |told| told.sentence(evidence));
            (found.order, sentence, found.change)
        })
        .collect();
    ranked.sort_by_key(|(order, sentence, change)| {
        let place = change.spans.first().copied().unwrap_or_default();
        (*order, *sentence, weight(change.kind), subject_weight(change.subject), place)
    });
    let mut kept: Vec<(usize, Span, Change)> = Vec::new();
    for (order, sentence, change) in ranked {
        let crowded = kept.iter().any(|(other, taken, first)| {
            (*other, *taken) == (order, sentence)
                && (change.kind >= ChangeKind::New || first.subject == change.subject)
                && !(change.subject == Subject::Figure && change.kind != ChangeKind::Repeated)
        });
        if !crowded {
            kept.push((order, sentence, change));
        }
    }
    kept.into_iter()
        .map(|(_, _, change)| change)
        .filter(|c| c.kind != ChangeKind::Repeated)
        .collect()
}

fn weight(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Corrected | ChangeKind::Withdrawn => 0,
        ChangeKind::Conflict | ChangeKind::Lagged => 1,
        ChangeKind::Firmer | ChangeKind::Softer | ChangeKind::Updated => 2,
        ChangeKind::New => 3,
        ChangeKind::Repeated => 4,
    }
}

fn subject_weight(subject: Subject) -> u8 {
    match subject {
        Subject::Figure => 0,
        Subject::Position => 1,
        Subject::Contact => 2,
        Subject::Proposal => 3,
        Subject::Event => 4,
        Subject::Statement => 5,
    }
}
