//! Inks: what a stretch of a view means, and the colour it is written in.

/// What words in a view mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// As it is.
    #[default]
    Plain,
    /// Headings and titles.
    Strong,
    /// Who.
    Name,
    /// What goes with a finding: time, channel, rules.
    Faint,
    /// Agreed, ongoing.
    Good,
    /// Open, awaited, planned.
    Open,
    /// Rejected, denied, cancelled.
    Bad,
    /// Words of the text that a finding rests on.
    Mark,
}

impl Ink {
    /// The ANSI sequence that switches to it.
    pub fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "\x1b[1m",
            Ink::Name => "\x1b[36m",
            Ink::Faint => "\x1b[2m",
            Ink::Good => "\x1b[32m",
            Ink::Open => "\x1b[33m",
            Ink::Bad => "\x1b[31m",
            Ink::Mark => "\x1b[1;4m",
        }
    }
}

/// Some words in one ink.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What is written.
    pub words: String,
    /// In which ink.
    pub ink: Ink,
}

/// Some words in one ink.
pub fn piece(ink: Ink, words: impl Into<String>) -> Piece {
    Piece { words: words.into(), ink }
}
