//! The same event in other dispatches, and whether it has come about since.

use std::collections::BTreeSet;

use onrecord_types::{ActorId, ChangeKind, Event, EventStatus, Subject};

use super::Kit;
use super::likeness::{contained, shared};
use super::threads::{Comparer, Sighting};
use super::told::{Party, Told};

/// An event, ready to be compared.
pub struct Seen {
    kind: String,
    actors: BTreeSet<Party>,
    recipients: BTreeSet<Party>,
    // Those of both that the text names.
    named: BTreeSet<Party>,
    words: BTreeSet<String>,
    status: EventStatus,
    line: String,
}

/// All events of a dispatch.
pub fn sightings(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<Seen>> {
    let one = |event: &Event| {
        let kind = event.plover.as_ref().map_or("", |plover| plover.kind.as_str()).to_owned();
        let words = told.words(told.sentence(event.trigger));
        let who: Vec<&str> = event.actors.iter().map(|&actor| told.name(actor)).collect();
        let whom: Vec<&str> = event.recipients.iter().map(|&actor| told.name(actor)).collect();
        let everyone = event.actors.iter().chain(&event.recipients).copied();
        let named: Vec<ActorId> = everyone.filter(|&actor| told.is_named(actor)).collect();
        let arrow = if whom.is_empty() { "" } else { " → " };
        let (who, whom) = (who.join(", "), whom.join(", "));
        let line = format!("{kind} “{}” {who}{arrow}{whom}", told.words(event.trigger));
        Sighting {
            finding: Seen {
                kind,
                actors: told.parties(&event.actors),
                recipients: told.parties(&event.recipients),
                named: told.parties(&named),
                words: told.stems(kit, words),
                status: event.status,
                line: line.trim_end().to_owned(),
            },
            order: told.order,
            label: line,
            version: told.version(event, vec![event.trigger]),
        }
    };
    told.record.events.iter().map(one).collect()
}

/// How events compare.
pub fn comparer() -> Comparer<Seen> {
    Comparer {
        subject: Subject::Event,
        keys: |seen| {
            let words = seen.words.iter().map(|word| format!("{} {word}", seen.kind));
            words.chain([seen.kind.clone()]).collect()
        },
        likeness,
        replaces: |_, _| false,
        beside: |_, _| None,
        apart: |_, _| false,
        change,
        is_news: |seen| {
            let real = matches!(seen.status, EventStatus::Happened | EventStatus::Ongoing);
            real && MATERIAL.contains(&seen.kind.as_str())
        },
        line: |seen| seen.line.clone(),
    }
}

// What is told of talks and words stands under contacts, positions and statements.
const MATERIAL: &[&str] =
    &["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "AID", "COOPERATE"];

fn likeness(a: &Seen, b: &Seen) -> f32 {
    if a.kind != b.kind {
        return 0.0;
    }
    let everyone =
        |seen: &Seen| -> BTreeSet<Party> { seen.actors.union(&seen.recipients).cloned().collect() };
    // What some did is not what others did.
    if !a.named.is_empty() && !b.named.is_empty() && a.named.is_disjoint(&b.named) {
        return 0.0;
    }
    0.2 + 0.3 * shared(&everyone(a), &everyone(b)) + 0.6 * contained(&a.words, &b.words)
}

fn change(earlier: &[&Seen], now: &Seen) -> Option<(ChangeKind, &'static str)> {
    use EventStatus::{Denied, Happened, Ongoing, Planned, Possible};
    let before = earlier.last()?;
    let real = |status| matches!(status, Happened | Ongoing);
    Some(match (before.status, now.status) {
        (old, new) if old == new => (ChangeKind::Repeated, "event.same"),
        (Possible, Planned) => (ChangeKind::Firmer, "event.firmer"),
        (Planned, Possible) => (ChangeKind::Softer, "event.softer"),
        (old, Denied) if real(old) => (ChangeKind::Conflict, "event.denied"),
        (old, new) if !real(old) && real(new) => (ChangeKind::Updated, "event.came-about"),
        (old, new) if real(old) && !real(new) => (ChangeKind::Repeated, "event.same"),
        _ => (ChangeKind::Updated, "event.moved-on"),
    })
}
