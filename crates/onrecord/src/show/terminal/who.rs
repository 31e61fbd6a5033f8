//! WHO: the actors with their offices.

use std::collections::BTreeSet;

use onrecord_types::{Actor, ActorId};

use super::page::{Page, word};
use super::{Ink, Sheet, piece, sheet};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let record = page.record;
    let mut busy: BTreeSet<ActorId> = record.statements.iter().filter_map(|s| s.speaker).collect();
    busy.extend(record.contacts.iter().flat_map(|contact| contact.participants.iter()));
    let positions = record.proposals.iter().flat_map(|proposal| &proposal.positions);
    busy.extend(positions.map(|position| position.party));
    let named = || record.actors.iter().filter(|actor| actor.named);
    let (shown, rest): (Vec<&Actor>, Vec<&Actor>) = named().partition(|actor| {
        busy.contains(&actor.id) || actor.mentions.len() > 2 || !actor.offices.is_empty()
    });
    if shown.is_empty() && rest.is_empty() {
        return;
    }
    sheet.heading("WHO", "");
    let widest = shown.iter().map(|actor| sheet::width_of(&actor.name)).max().unwrap_or(0);
    let width = widest.clamp(12, sheet.width * 2 / 5);
    for actor in shown {
        let cells = [
            (piece(Ink::Name, actor.name.as_str()), width),
            (piece(Ink::Faint, actor.code.as_deref().unwrap_or("")), 6),
        ];
        let times = format!("  {}×", actor.mentions.len());
        sheet.row(2, &cells, &[piece(Ink::Plain, what(actor)), piece(Ink::Faint, times)]);
    }
    if !rest.is_empty() {
        let names: Vec<&str> = rest.iter().map(|actor| actor.name.as_str()).collect();
        let line = [piece(Ink::Faint, "also "), piece(Ink::Faint, names.join(", "))];
        sheet.paragraph(2, 4, &line);
    }
}

/// The offices, else what kind of actor. The same office under another name is told once.
pub fn what(actor: &Actor) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for office in &actor.offices {
        let last = office.title.split_whitespace().next_back().unwrap_or_default();
        let stem: String = last.to_lowercase().chars().take(5).collect();
        if seen.contains(&stem) {
            continue;
        }
        seen.push(stem);
        told.push(match &office.of {
            Some(of) => format!("{}, {of}", office.title),
            None => office.title.clone(),
        });
    }
    if told.is_empty() { word(&actor.kind) } else { told.join("; ") }
}
