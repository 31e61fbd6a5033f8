//! The same call, meeting or talks in other dispatches, and how far it has got.

use std::collections::BTreeSet;

use onrecord_types::{ChangeKind, Contact, ContactKind, ContactStatus, Moment, Subject};

use super::Kit;
use super::likeness::shared;
use super::threads::{Comparer, Sighting};
use super::told::{Party, Told};

/// A contact, ready to be compared.
pub struct Seen {
    kind: ContactKind,
    parties: BTreeSet<Party>,
    status: ContactStatus,
    begins: Option<Moment>,
    place: BTreeSet<String>,
    line: String,
}

/// All contacts of a dispatch.
pub fn sightings(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<Seen>> {
    let one = |contact: &Contact| {
        let line = line(told, contact);
        Sighting {
            finding: Seen {
                kind: contact.kind,
                parties: told.parties(&contact.participants),
                status: contact.status,
                begins: contact.begins.as_ref().and_then(|when| when.earliest),
                place: told.stems(kit, contact.place.as_deref().unwrap_or_default()),
                line: line.clone(),
            },
            order: told.order,
            label: line,
            version: told.version(contact, contact.spans.clone()),
        }
    };
    told.record.contacts.iter().map(one).collect()
}

/// How contacts compare.
pub fn comparer() -> Comparer<Seen> {
    Comparer {
        subject: Subject::Contact,
        keys: |seen| {
            let kind = if talks(seen.kind) { ContactKind::Talks } else { seen.kind };
            let parties = seen.parties.iter().map(|party| format!("{kind:?} {party:?}"));
            parties.chain([format!("{kind:?}")]).collect()
        },
        likeness,
        replaces: |_, _| false,
        beside: |_, _| None,
        apart: |_, _| false,
        change,
        // A briefing is a way of saying something, and that stands under statements.
        is_news: |seen| seen.kind != ContactKind::Briefing,
        line: |seen| seen.line.clone(),
    }
}

fn line(told: &Told<'_>, contact: &Contact) -> String {
    let kind = format!("{:?}", contact.kind).to_lowercase();
    let status = format!("{:?}", contact.status).to_lowercase();
    let who: Vec<&str> = contact.participants.iter().map(|&actor| told.name(actor)).collect();
    match who.is_empty() {
        true => format!("{kind}, {status}"),
        false => format!("{kind} of {}, {status}", who.join(" and ")),
    }
}

const DAY: i64 = 86_400;

fn talks(kind: ContactKind) -> bool {
    matches!(kind, ContactKind::Talks | ContactKind::Meeting | ContactKind::Summit)
}

fn likeness(a: &Seen, b: &Seen) -> f32 {
    let kind = if a.kind == b.kind || (talks(a.kind) && talks(b.kind)) { 0.35 } else { 0.0 };
    if kind == 0.0 {
        return 0.0;
    }
    // A calls B, and then A calls C.
    if !a.parties.is_subset(&b.parties) && !b.parties.is_subset(&a.parties) && !talks(a.kind) {
        return 0.0;
    }
    let apart = a.begins.zip(b.begins).map(|(x, y)| (x.unix_seconds() - y.unix_seconds()).abs());
    // Two calls on two days are two calls.
    if apart.is_some_and(|apart| apart > 2 * DAY) {
        return 0.0;
    }
    let time = if apart.is_some_and(|apart| apart <= DAY) { 0.2 } else { 0.0 };
    let place = if shared(&a.place, &b.place) > 0.0 { 0.15 } else { 0.0 };
    kind + time + place + 0.4 * shared(&a.parties, &b.parties)
}

fn change(earlier: &[&Seen], now: &Seen) -> Option<(ChangeKind, &'static str)> {
    let before = earlier.last()?;
    Some(match (before.status, now.status) {
        (old, new) if old == new => (ChangeKind::Repeated, "contact.same"),
        (_, ContactStatus::Cancelled) => (ChangeKind::Withdrawn, "contact.cancelled"),
        (ContactStatus::Ended, ContactStatus::Planned) => (ChangeKind::New, "contact.again"),
        _ => (ChangeKind::Updated, "contact.moved-on"),
    })
}
