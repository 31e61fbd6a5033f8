//! NOTES: what was odd about the text.

use super::page::Page;
use super::{Ink, Sheet, piece};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let notes = &page.record.notes;
    if notes.is_empty() {
        return;
    }
    sheet.heading("NOTES", "");
    for note in notes {
        let code = format!("  {}", note.code);
        sheet.paragraph(2, 4, &[piece(Ink::Open, note.message.as_str()), piece(Ink::Faint, code)]);
    }
}
