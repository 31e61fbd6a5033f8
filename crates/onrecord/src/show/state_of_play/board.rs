//! POSITIONS: proposal by proposal where each party stands; what is agreed, open and next.

use onrecord_types::Story;
use onrecord_types::story::{Thread, Version};

use super::shelf::Shelf;
use super::{contact, ladder, steps, text};
use crate::show::terminal::{Ink, Sheet, piece, sheet};

/// A party with the thread of its positions on one proposal.
type Stand<'s> = (String, &'s Thread);

pub fn write(story: &Story, shelf: &Shelf<'_>, sheet: &mut Sheet) {
    let board = board(&story.state.positions);
    if !board.is_empty() {
        sheet.heading("POSITIONS", "");
    }
    for (proposal, stands) in &board {
        sheet.paragraph(2, 4, &[piece(Ink::Strong, proposal.as_str())]);
        let widest = stands.iter().map(|(party, _)| sheet::width_of(party)).max().unwrap_or(0);
        for (party, thread) in stands {
            let steps =
                steps(thread, |version| Some((stance(version)?, shelf.when(&version.dispatch))));
            let cells = [(piece(Ink::Name, party.as_str()), widest.clamp(8, sheet.width / 3))];
            sheet.row(4, &cells, &ladder(&steps));
        }
    }
    outlook(story, &board, shelf, sheet);
}

/// Proposals in the order in which they came up, each with its parties.
fn board(threads: &[Thread]) -> Vec<(String, Vec<Stand<'_>>)> {
    let mut board: Vec<(String, Vec<Stand<'_>>)> = Vec::new();
    for thread in threads {
        let Some(party) = thread.history.last().and_then(|v| text(&v.finding, "party")) else {
            continue;
        };
        let on = thread.label.strip_prefix(&format!("{party} on ")).unwrap_or(&thread.label);
        match board.iter_mut().find(|(known, _)| known == on) {
            Some((_, stands)) => stands.push((party, thread)),
            None => board.push((on.to_owned(), vec![(party, thread)])),
        }
    }
    board
}

fn stance(version: &Version) -> Option<String> {
    text(&version.finding, "stance")
}

fn outlook(
    story: &Story,
    board: &[(String, Vec<Stand<'_>>)],
    shelf: &Shelf<'_>,
    sheet: &mut Sheet,
) {
    let (mut agreed, mut open) = (Vec::new(), Vec::new());
    for (proposal, stands) in board {
        let now = |thread: &Thread| thread.history.last().and_then(stance).unwrap_or_default();
        let stood: Vec<(&str, String)> =
            stands.iter().map(|(party, thread)| (party.as_str(), now(thread))).collect();
        let is_for = |told: &str| matches!(told, "proposes" | "accepts" | "supports");
        let against: Vec<String> = stood
            .iter()
            .filter(|(_, told)| !is_for(told))
            .map(|(party, told)| format!("{party} {told}"))
            .collect();
        if !against.is_empty() {
            open.push(format!("{proposal} ({})", against.join(", ")));
        } else if stood.len() > 1 && stood.iter().any(|(_, told)| told == "accepts") {
            agreed.push(proposal.clone());
        }
    }
    let (mut under_way, mut next) = (Vec::new(), Vec::new());
    for thread in &story.state.contacts {
        let Some(newest) = thread.history.last() else { continue };
        let told = format!("{} (told {})", contact(thread), shelf.when(&newest.dispatch));
        match text(&newest.finding, "status").as_deref() {
            Some("ongoing") => under_way.push(told),
            Some("planned") => next.push(told),
            _ => {}
        }
    }
    for (name, ink, all) in [
        ("UNDER WAY", Ink::Good, under_way),
        ("AGREED", Ink::Good, agreed),
        ("REMAINING", Ink::Open, open),
        ("NEXT", Ink::Name, next),
    ] {
        if !all.is_empty() {
            sheet.row(2, &[(piece(ink, name), 9)], &[piece(Ink::Plain, all.join("; "))]);
        }
    }
}
