//! UNDER WAY: calls, meetings and talks, the ongoing first.

use onrecord_types::{Contact, ContactStatus};

use super::page::{Page, word};
use super::{Ink, Piece, Sheet, clock, piece};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let mut contacts: Vec<&Contact> = page.record.contacts.iter().collect();
    if contacts.is_empty() {
        return;
    }
    contacts.sort_by_key(|contact| match contact.status {
        ContactStatus::Ongoing => 0,
        ContactStatus::Planned => 1,
        ContactStatus::Ended => 2,
        ContactStatus::Cancelled => 3,
    });
    let ongoing = contacts.iter().any(|contact| contact.status == ContactStatus::Ongoing);
    sheet.heading(if ongoing { "UNDER WAY" } else { "CONTACTS" }, "");
    for contact in contacts {
        let (mark, ink) = mark(contact.status);
        let kind = word(&contact.kind);
        let cells = [(piece(ink, mark), 1), (piece(Ink::Plain, kind), 8)];
        sheet.row(2, &cells, &line(page, contact, ink));
    }
}

fn line(page: &Page<'_>, contact: &Contact, ink: Ink) -> Vec<Piece> {
    let who = page.names(&contact.participants);
    let who = if who.is_empty() { "participants not told".to_owned() } else { who };
    let mut line = vec![piece(Ink::Name, who), piece(Ink::Plain, "  ")];
    line.push(piece(ink, word(&contact.status)));
    let mut facts = Vec::new();
    let told = |when: &Option<onrecord_types::When>| {
        when.as_ref().map(|when| clock::when(when, page.year())).filter(|told| !told.is_empty())
    };
    let begun = if contact.status == ContactStatus::Ongoing { "since " } else { "" };
    facts.extend(told(&contact.begins).map(|told| match told.strip_prefix("from ") {
        Some(moment) => format!("since {moment}"),
        None => format!("{begun}{told}"),
    }));
    facts.extend(told(&contact.ends).map(|told| format!("ended {told}")));
    facts.extend(contact.place.clone());
    facts.extend(contact.as_of.map(|at| format!("as of {}", clock::moment(at, page.year()))));
    let mut topics: Vec<String> = Vec::new();
    for words in contact.topics.iter().map(|topic| page.words(topic.span)) {
        if !topics.iter().any(|known| known.contains(&words)) {
            topics.push(words);
        }
    }
    if !topics.is_empty() {
        facts.push(format!("about {}", topics.join(", ")));
    }
    line.extend(facts.into_iter().map(|fact| piece(Ink::Faint, format!(" · {fact}"))));
    line
}

pub fn mark(status: ContactStatus) -> (&'static str, Ink) {
    match status {
        ContactStatus::Ongoing => ("●", Ink::Good),
        ContactStatus::Planned => ("○", Ink::Open),
        ContactStatus::Ended => ("·", Ink::Faint),
        ContactStatus::Cancelled => ("×", Ink::Bad),
    }
}
