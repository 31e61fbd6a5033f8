//! CHANGES: what each dispatch brought, the newest first.

use onrecord_types::{Change, ChangeKind, Revision, RevisionKind, Story};

use super::count;
use super::shelf::Shelf;
use crate::show::terminal::{Ink, Sheet, piece};

const MARKS: &[(ChangeKind, &str, Ink)] = &[
    (ChangeKind::Corrected, "! CORRECTED", Ink::Bad),
    (ChangeKind::Withdrawn, "× WITHDRAWN", Ink::Bad),
    (ChangeKind::Conflict, "≠ CONFLICT", Ink::Bad),
    (ChangeKind::New, "+ NEW", Ink::Name),
    (ChangeKind::Updated, "↻ UPDATED", Ink::Open),
    (ChangeKind::Firmer, "▲ FIRMER", Ink::Good),
    (ChangeKind::Softer, "▽ SOFTER", Ink::Open),
    (ChangeKind::Repeated, "= REPEATED", Ink::Faint),
    (ChangeKind::Lagged, "… LAGGED", Ink::Faint),
];

const REVISIONS: &[(RevisionKind, &str, Ink)] = &[
    (RevisionKind::Correction, "! CORRECTS", Ink::Bad),
    (RevisionKind::Withdrawal, "× WITHDRAWS", Ink::Bad),
    (RevisionKind::Refile, "» REFILES", Ink::Faint),
    (RevisionKind::Update, "» UPDATES", Ink::Faint),
    (RevisionKind::Addition, "» ADDS TO", Ink::Faint),
];

const MARK: usize = 12;

pub fn write(story: &Story, shelf: &Shelf<'_>, sheet: &mut Sheet) {
    sheet.heading("CHANGES", "newest first");
    if story.changes.is_empty() && story.revisions.is_empty() {
        sheet.paragraph(2, 2, &[piece(Ink::Faint, "nothing has changed")]);
    }
    for dispatch in story.dispatches.iter().rev() {
        let mut brought: Vec<&Change> =
            story.changes.iter().filter(|change| change.dispatch == *dispatch).collect();
        let revises: Vec<&Revision> =
            story.revisions.iter().filter(|revision| revision.dispatch == *dispatch).collect();
        if brought.is_empty() && revises.is_empty() {
            continue;
        }
        brought.sort_by_key(|change| rank(change.kind));
        let line = format!("{}  {}", shelf.when(dispatch), shelf.source(dispatch));
        sheet.paragraph(2, 4, &[piece(Ink::Faint, line)]);
        revises.into_iter().for_each(|revision| revises_one(revision, shelf, sheet));
        brought.into_iter().for_each(|change| one(change, sheet));
    }
    let folded: usize = story.origins.iter().map(|set| set.len().saturating_sub(1)).sum();
    if folded > 0 {
        let line = format!("{} folded", count(folded, "near-copy", "near-copies"));
        sheet.row(2, &[(piece(Ink::Faint, "= REPEATED"), MARK)], &[piece(Ink::Faint, line)]);
    }
}

fn one(change: &Change, sheet: &mut Sheet) {
    let known = MARKS.iter().find(|(kind, _, _)| *kind == change.kind);
    let (mark, ink) = known.map_or(("", Ink::Plain), |(_, mark, ink)| (*mark, *ink));
    let line = match change.line.split_once(" → ") {
        Some((was, is)) => {
            vec![piece(Ink::Faint, format!("{was} → ")), piece(Ink::Plain, is)]
        }
        None => vec![piece(Ink::Plain, change.line.as_str())],
    };
    sheet.row(2, &[(piece(ink, mark), MARK)], &line);
}

/// The dispatch that is revised, and the words that say so.
fn revises_one(revision: &Revision, shelf: &Shelf<'_>, sheet: &mut Sheet) {
    let known = REVISIONS.iter().find(|(kind, _, _)| *kind == revision.kind);
    let Some((_, mark, ink)) = known else { return };
    let of = revision.of.as_deref();
    let of = of.map(|of| format!("{} {}", shelf.when(of), shelf.source(of)).trim().to_owned());
    let of = of.unwrap_or_else(|| "a dispatch that is not here".to_owned());
    let words: String = revision.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = vec![piece(Ink::Plain, of), piece(Ink::Faint, format!("  “{words}”"))];
    sheet.row(2, &[(piece(*ink, *mark), MARK)], &line);
}

/// What takes something back before what moves it, before what adds to it.
fn rank(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Corrected | ChangeKind::Withdrawn => 0,
        ChangeKind::Conflict => 1,
        ChangeKind::Updated | ChangeKind::Firmer | ChangeKind::Softer => 2,
        ChangeKind::New => 3,
        ChangeKind::Lagged | ChangeKind::Repeated => 4,
    }
}
