//! Many records, one story: every thread followed, every change told once.

use std::collections::HashMap;

use onrecord_types::{Change, ChangeKind, Moment, Record, Span, State, Story, Subject, Text};

use super::Kit;
use super::copies::Copies;
use super::positions::OnTable;
use super::threads::{Followed, Found, Sighting, follow};
use super::told::Told;
use super::{contacts, events, figures, positions, revisions, statements};

/// Brings the records of one story together, in the order given.
pub fn weave(kit: &Kit, records: &[Record]) -> Story {
    let told: Vec<Told<'_>> =
        records.iter().enumerate().map(|(order, record)| Told::new(record, order)).collect();
    let mut found = Vec::new();
    let proposals =
        follow(&positions::proposal_comparer(), 'p', seen(kit, &told, positions::proposals));
    let positions = positions(kit, &told, &proposals);
    let contacts = follow(&contacts::comparer(), 'c', seen(kit, &told, contacts::sightings));
    let figures = follow(&figures::comparer(), 'f', seen(kit, &told, figures::sightings));
    let statements = follow(&statements::comparer(), 's', seen(kit, &told, statements::sightings));
    let events = follow(&events::comparer(), 'e', seen(kit, &told, events::sightings));
    let mut threads = |followed: Followed| {
        found.extend(followed.found);
        followed.threads
    };
    let state = State {
        contacts: threads(contacts),
        proposals: threads(proposals),
        positions: threads(positions),
        figures: threads(figures),
        statements: threads(statements),
        events: threads(events),
    };
    Story {
        id: records.first().map(|record| record.dispatch.id.clone()).unwrap_or_default(),
        label: label(records),
        dispatches: records.iter().map(|record| record.dispatch.id.clone()).collect(),
        first_seen: times(records).min(),
        last_seen: times(records).max(),
        origins: origins(records),
        revisions: revisions::revisions(kit, &told),
        state,
        changes: changes(&told, found),
    }
}

fn seen<F>(
    kit: &Kit,
    told: &[Told<'_>],
    sightings: fn(&Kit, &Told<'_>) -> Vec<Sighting<F>>,
) -> Vec<Sighting<F>> {
    told.iter().flat_map(|told| sightings(kit, told)).collect()
}

// Positions are on proposals, which are threads of the story by now.
fn positions(kit: &Kit, told: &[Told<'_>], proposals: &Followed) -> Followed {
    let mut thread_of = proposals.thread_of.iter();
    let mut brought: HashMap<usize, usize> = HashMap::new();
    let mut all = Vec::new();
    for one in told {
        let threads = thread_of.by_ref().take(one.record.proposals.len());
        let table: Vec<OnTable> = threads
            .map(|&thread| {
                let order = *brought.entry(thread).or_insert(one.order);
                OnTable { thread, new: order == one.order }
            })
            .collect();
        all.extend(positions::positions(kit, one, &table));
    }
    follow(&positions::position_comparer(), 'o', all)
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
// A figure that moved is told in any case.
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
        (*order, *sentence, weight(change.kind), subject_weight(change.kind, change.subject), place)
    });
    let moved = |change: &Change| {
        change.subject == Subject::Figure
            && change.kind < ChangeKind::Repeated
            && change.kind != ChangeKind::New
    };
    let mut kept: Vec<(usize, Span, Change)> = Vec::new();
    for (order, sentence, change) in ranked {
        let crowded = kept.iter().any(|(other, taken, first)| {
            (*other, *taken) == (order, sentence)
                && (change.kind >= ChangeKind::New || first.subject == change.subject)
        });
        if moved(&change) || !crowded {
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

// A new number is told with the event it counts, and a new position with the proposal it is on.
fn subject_weight(kind: ChangeKind, subject: Subject) -> u8 {
    match (kind, subject) {
        (ChangeKind::New, Subject::Figure) => 5,
        (_, Subject::Figure) => 0,
        (ChangeKind::New, Subject::Proposal) => 1,
        (_, Subject::Position) => 2,
        (_, Subject::Contact) => 3,
        (_, Subject::Proposal) => 3,
        (_, Subject::Event) => 4,
        (_, Subject::Statement) => 6,
    }
}
