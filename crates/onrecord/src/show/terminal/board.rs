//! POSITIONS: the board of proposals and parties, and what is agreed, open and next.

use onrecord_types::{ActorId, ContactStatus, Position, Proposal, Stance};

use super::page::{Page, word};
use super::{Ink, Piece, Sheet, clock, piece, sheet};

// Columns of the board: a proposal, and one a party; a board with no room becomes a list.
const PARTY: std::ops::RangeInclusive<usize> = 8..=17;
const LABEL: usize = 24;
const LABEL_MOST: usize = 44;

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let proposals = &page.record.proposals;
    if proposals.is_empty() {
        return;
    }
    let mut parties: Vec<ActorId> = Vec::new();
    for position in proposals.iter().flat_map(|proposal| &proposal.positions) {
        if !parties.contains(&position.party) {
            parties.push(position.party);
        }
    }
    let widths: Vec<usize> = parties.iter().map(|&party| width_of(page, party)).collect();
    let label = sheet.width.saturating_sub(3 + widths.iter().map(|width| width + 1).sum::<usize>());
    if label >= LABEL && !parties.is_empty() {
        let columns: Vec<(ActorId, usize)> = parties.into_iter().zip(widths).collect();
        board(page, sheet, &columns, label.min(LABEL_MOST));
    } else {
        list(page, sheet);
    }
    summary(page, sheet);
}

/// Whether anything is told of a proposal but its name; one that is only named fills no row.
fn tells(proposal: &Proposal) -> bool {
    !proposal.positions.is_empty()
        || !proposal.terms.is_empty()
        || !proposal.made_by.is_empty()
        || proposal.settled_at.is_some()
}

/// How wide a party's column must be: for its name, and for where it stands.
fn width_of(page: &Page<'_>, party: ActorId) -> usize {
    let stances = page.record.proposals.iter().map(|proposal| stances(proposal, party).0);
    let widest = stances.chain([page.name(party)]).map(|words| sheet::width_of(&words)).max();
    widest.unwrap_or(0).clamp(*PARTY.start(), *PARTY.end())
}

/// Where a party stands on a proposal, in words, and the first of its stances.
fn stances(proposal: &Proposal, party: ActorId) -> (String, Option<Stance>) {
    let all: Vec<&Position> = proposal.positions.iter().filter(|p| p.party == party).collect();
    let words: Vec<String> = all.iter().map(|position| word(&position.stance)).collect();
    (words.join(", "), all.first().map(|position| position.stance))
}

fn board(page: &Page<'_>, sheet: &mut Sheet, columns: &[(ActorId, usize)], label: usize) {
    sheet.heading("POSITIONS", "");
    let mut head = vec![(piece(Ink::Plain, ""), label)];
    head.extend(columns.iter().map(|&(party, width)| (piece(Ink::Name, page.name(party)), width)));
    sheet.row(2, &head, &[]);
    for proposal in page.record.proposals.iter().filter(|proposal| tells(proposal)) {
        // A label that is longer than its column stands above its row.
        let mut name = proposal.label.as_str();
        if sheet::width_of(name) > label {
            sheet.paragraph(2, 4, &[piece(Ink::Plain, name)]);
            name = "";
        }
        if name.is_empty() && proposal.positions.is_empty() {
            details(page, sheet, proposal);
            continue;
        }
        let mut cells = vec![(piece(Ink::Plain, name), label)];
        for &(party, width) in columns {
            let shown = match stances(proposal, party) {
                (words, Some(first)) => piece(ink(first), words),
                (_, None) => piece(Ink::Faint, "–"),
            };
            cells.push((shown, width));
        }
        sheet.row(2, &cells, &[]);
        details(page, sheet, proposal);
    }
}

fn list(page: &Page<'_>, sheet: &mut Sheet) {
    sheet.heading("POSITIONS", "");
    for proposal in page.record.proposals.iter().filter(|proposal| tells(proposal)) {
        sheet.paragraph(2, 4, &[piece(Ink::Plain, proposal.label.as_str())]);
        for position in &proposal.positions {
            let cells = [(piece(ink(position.stance), word(&position.stance)), 12)];
            sheet.row(4, &cells, &[piece(Ink::Name, page.name(position.party))]);
        }
        details(page, sheet, proposal);
    }
}

/// The terms of a proposal, and where and when it was settled.
fn details(page: &Page<'_>, sheet: &mut Sheet, proposal: &Proposal) {
    for term in &proposal.terms {
        let duration = term.duration.as_ref().map_or(String::new(), |told| format!("  {told}"));
        let words = piece(Ink::Plain, page.words(term.span));
        sheet.paragraph(4, 6, &[piece(Ink::Faint, "· "), words, piece(Ink::Faint, duration)]);
    }
    if let Some(settled) = &proposal.settled_at {
        let when = settled.when.as_ref().map(|when| clock::when(when, page.year()));
        let parts: Vec<String> = when.into_iter().chain(settled.place.clone()).collect();
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            let line = format!("settled {}", parts.join(" · "));
            sheet.paragraph(4, 6, &[piece(Ink::Faint, line)]);
        }
    }
}

fn summary(page: &Page<'_>, sheet: &mut Sheet) {
    let for_it = |stance| matches!(stance, Stance::Proposes | Stance::Accepts | Stance::Supports);
    let proposals = || page.record.proposals.iter();
    let agreed: Vec<String> = proposals()
        .filter(|proposal| {
            proposal.positions.iter().all(|position| for_it(position.stance))
                && proposal.positions.iter().any(|position| position.stance == Stance::Accepts)
                && proposal.positions.len() > 1
        })
        .map(|proposal| proposal.label.clone())
        .collect();
    let open: Vec<String> = proposals()
        .filter_map(|proposal| {
            let against = proposal.positions.iter().filter(|p| !for_it(p.stance));
            let who: Vec<String> =
                against.map(|p| format!("{} {}", page.name(p.party), word(&p.stance))).collect();
            (!who.is_empty()).then(|| format!("{} ({})", proposal.label, who.join(", ")))
        })
        .collect();
    let planned = page.record.contacts.iter().filter(|c| c.status == ContactStatus::Planned);
    let next: Vec<String> = planned
        .map(|contact| {
            let when = contact.begins.as_ref().map(|when| clock::when(when, page.year()));
            let parts = [Some(word(&contact.kind)), when, Some(page.names(&contact.participants))];
            let parts: Vec<String> =
                parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
            parts.join(" · ")
        })
        .collect();
    for (name, ink, all) in
        [("AGREED", Ink::Good, agreed), ("REMAINING", Ink::Open, open), ("NEXT", Ink::Name, next)]
    {
        if !all.is_empty() {
            let cells = [(piece(ink, name), 9)];
            sheet.row(2, &cells, &[piece(Ink::Plain, all.join("; "))]);
        }
    }
}

fn ink(stance: Stance) -> Ink {
    match stance {
        Stance::Accepts | Stance::Supports => Ink::Good,
        Stance::Rejects | Stance::Opposes => Ink::Bad,
        Stance::Proposes => Ink::Strong,
        Stance::Conditional | Stance::Undecided | Stance::Awaited => Ink::Open,
    }
}

/// A position in a line.
pub fn line(page: &Page<'_>, position: &Position) -> Vec<Piece> {
    let party = piece(Ink::Name, page.name(position.party));
    vec![party, piece(ink(position.stance), format!(" {}", word(&position.stance)))]
}

#[cfg(test)]
mod tests {
    use super::super::sheet;

    #[test]
    fn a_clipped_label_keeps_its_width() {
        assert_eq!(sheet::clip("an immediate ceasefire", 10), "an immedi…");
        assert_eq!(sheet::clip("停戦交渉の再開", 7), "停戦交…");
    }
}
