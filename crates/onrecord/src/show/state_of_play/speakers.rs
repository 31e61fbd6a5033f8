//! STATEMENTS: what each speaker said last, and how much else there is of theirs.

use onrecord_types::Mode;
use onrecord_types::story::{Thread, Version};

use super::shelf::Shelf;
use super::text;
use crate::show::terminal::{Ink, Piece, Sheet, piece, spoken};

// So many speakers are shown with their words, the others with a number.
const SHOWN: usize = 8;

pub fn write(threads: &[Thread], shelf: &Shelf<'_>, sheet: &mut Sheet) {
    let mut speakers: Vec<(String, Vec<&Version>)> = Vec::new();
    for version in threads.iter().flat_map(|thread| &thread.history) {
        let name = speaker(version, shelf);
        match speakers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push(version),
            None => speakers.push((name, vec![version])),
        }
    }
    if speakers.is_empty() {
        return;
    }
    speakers.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    sheet.heading("STATEMENTS", "the newest of each speaker");
    let rest = speakers.split_off(SHOWN.min(speakers.len()));
    for (name, all) in &speakers {
        let more = match all.len() {
            1 => String::new(),
            number => format!("  and {} more", number - 1),
        };
        sheet.paragraph(2, 4, &[piece(Ink::Name, name.as_str()), piece(Ink::Faint, more)]);
        let newest = all.iter().max_by_key(|version| (version.at, version.spans.first()));
        if let Some(newest) = newest {
            sheet.paragraph(4, 6, &said(newest, shelf));
        }
    }
    let pieces: Vec<Piece> = rest
        .iter()
        .flat_map(|(name, all)| {
            [piece(Ink::Name, name.as_str()), piece(Ink::Faint, format!(" {}   ", all.len()))]
        })
        .collect();
    if !pieces.is_empty() {
        sheet.paragraph(2, 2, &pieces);
    }
}

/// By name, else as the text describes them.
fn speaker(version: &Version, shelf: &Shelf<'_>) -> String {
    let described = || {
        let span = version.finding.get("speaker_span")?;
        let span = serde_json::from_value(span.clone()).ok()?;
        Some(shelf.words(&version.dispatch, &[span])).filter(|words| !words.is_empty())
    };
    let named = text(&version.finding, "speaker").or_else(described);
    named.unwrap_or_else(|| "nobody named".to_owned())
}

fn said(version: &Version, shelf: &Shelf<'_>) -> Vec<Piece> {
    let content = version.finding.get("content").cloned().unwrap_or_default();
    let spans: Vec<onrecord_types::Span> = serde_json::from_value(content).unwrap_or_default();
    let mode = version.finding.get("mode").cloned().unwrap_or_default();
    let mode = serde_json::from_value(mode).unwrap_or(Mode::Indirect);
    let words = spoken(&shelf.words(&version.dispatch, &spans), mode);
    vec![
        piece(Ink::Plain, words),
        piece(Ink::Faint, format!("  {}", shelf.when(&version.dispatch))),
    ]
}
