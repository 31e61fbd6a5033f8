//! A record as a view for people in a terminal: the sections of the story page, the news first.

mod board;
pub(super) mod clock;
mod contacts;
mod events;
mod evidence;
pub(super) mod figures;
mod header;
mod ink;
mod notes;
mod page;
mod quotes;
pub(super) mod sheet;
mod statements;
mod times;
mod who;

pub use ink::{Ink, Piece, piece};
use quotes::closed;
pub use sheet::Sheet;
pub(super) use statements::spoken;

use onrecord_types::Record;

use page::Page;

/// How a view is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns to write in.
    pub width: usize,
    /// Whether colours are used.
    pub colour: Colour,
    /// What is shown.
    pub view: View,
}

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text, with brackets where words are marked.
    #[default]
    Off,
    /// ANSI colours.
    On,
}

/// What is shown of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The findings, section by section.
    #[default]
    Sections,
    /// The text, sentence by sentence, each with the findings that rest on it.
    Evidence,
}

/// The view of one record.
///
/// ```
/// use onrecord::show::terminal::{Look, write};
/// use onrecord::types::Dispatch;
/// use onrecord::{Kit, Model, read};
/// # if false {
/// let record = read(&Kit::embedded(Model::Fast), &Dispatch::plain("a", "Talks began."));
/// print!("{}", write(&record, Look::default()));
/// # }
/// ```
pub fn write(record: &Record, look: Look) -> String {
    let page = Page::new(record);
    let mut sheet = Sheet::new(look.width, look.colour);
    header::write(&page, &mut sheet);
    match look.view {
        View::Evidence => evidence::write(&page, &mut sheet),
        View::Sections => {
            contacts::write(&page, &mut sheet);
            board::write(&page, &mut sheet);
            statements::write(&page, &mut sheet);
            figures::write(&page, &mut sheet);
            who::write(&page, &mut sheet);
            events::write(&page, &mut sheet);
            times::write(&page, &mut sheet);
        }
    }
    notes::write(&page, &mut sheet);
    sheet.into_text()
}

impl Default for Look {
    fn default() -> Look {
        Look { width: 80, colour: Colour::Off, view: View::Sections }
    }
}
