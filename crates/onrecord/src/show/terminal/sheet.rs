//! A sheet of fixed width on which words are set: wrapped, in columns, in colour or plain.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Colour, Ink, Piece};

// A last column narrower than this goes on a line of its own.
const NARROW: usize = 26;

/// Text that is being set.
pub struct Sheet {
    /// How many columns it has.
    pub width: usize,
    colour: Colour,
    out: String,
}

impl Sheet {
    /// An empty sheet; it has at least forty columns.
    pub fn new(width: usize, colour: Colour) -> Sheet {
        Sheet { width: width.clamp(40, 400), colour, out: String::new() }
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.out
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line across the sheet.
    pub fn rule(&mut self) {
        let line = "─".repeat(self.width);
        self.ink(Ink::Faint, &line);
        self.out.push('\n');
    }

    /// The heading of a section, with what stands beside it.
    pub fn heading(&mut self, name: &str, beside: &str) {
        self.blank();
        self.ink(Ink::Strong, name);
        if !beside.is_empty() {
            self.out.push_str("  ");
            let beside = clip(beside, self.width.saturating_sub(width_of(name) + 2));
            self.ink(Ink::Faint, &beside);
        }
        self.out.push('\n');
    }

    /// A paragraph: `first` columns in, its further lines `rest` columns in.
    pub fn paragraph(&mut self, first: usize, rest: usize, pieces: &[Piece]) {
        self.out.push_str(&" ".repeat(first));
        self.set(first, rest, pieces);
    }

    /// A row: cells of fixed widths, then a last one that is wrapped under itself.
    pub fn row(&mut self, indent: usize, cells: &[(Piece, usize)], last: &[Piece]) {
        let used: usize = indent + cells.iter().map(|(_, width)| width + 1).sum::<usize>();
        self.out.push_str(&" ".repeat(indent));
        for (at, (piece, width)) in cells.iter().enumerate() {
            let words = clip(&piece.words, *width);
            self.ink(piece.ink, &words);
            if at + 1 < cells.len() || !last.is_empty() {
                self.out.push_str(&" ".repeat((width + 1).saturating_sub(width_of(&words))));
            }
        }
        let last_width: usize = last.iter().map(|piece| width_of(&piece.words)).sum();
        if last.is_empty() {
            self.trim_line();
            self.out.push('\n');
        } else if used + NARROW.min(last_width) > self.width {
            self.trim_line();
            self.out.push('\n');
            self.paragraph(indent + 4, indent + 4, last);
        } else {
            self.set(used, used, last);
        }
    }

    /// Sets pieces from column `at` on, further lines from column `rest`.
    fn set(&mut self, at: usize, rest: usize, pieces: &[Piece]) {
        let mut at = at;
        let mut empty = true;
        for piece in pieces {
            let mut clean = clean(&piece.words);
            if piece.ink == Ink::Mark && self.colour == Colour::Off {
                clean = format!("[{clean}]");
            }
            for word in clean.split_inclusive(' ') {
                let bare = word.trim_end_matches(' ');
                for (nth, part) in broken(bare, self.width.saturating_sub(rest)).iter().enumerate()
                {
                    let width = width_of(part);
                    if (at + width > self.width && !empty) || nth > 0 {
                        self.trim_line();
                        self.out.push('\n');
                        self.out.push_str(&" ".repeat(rest));
                        at = rest;
                    }
                    self.ink(piece.ink, part);
                    at += width;
                    empty = false;
                }
                if word.len() > bare.len() && at < self.width && !empty {
                    self.out.push(' ');
                    at += 1;
                }
            }
        }
        self.trim_line();
        self.out.push('\n');
    }

    fn ink(&mut self, ink: Ink, words: &str) {
        let words = clean(words);
        if self.colour == Colour::On && !ink.code().is_empty() && !words.is_empty() {
            self.out.push_str(ink.code());
            self.out.push_str(&words);
            self.out.push_str("\x1b[0m");
        } else {
            self.out.push_str(&words);
        }
    }

    fn trim_line(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
    }
}

/// How many columns some words take.
pub fn width_of(words: &str) -> usize {
    words.width()
}

/// Cut to a width, with an ellipsis where something is gone.
pub fn clip(words: &str, width: usize) -> String {
    let words = clean(words);
    if words.width() <= width {
        return words;
    }
    let mut out = String::new();
    let mut used = 1;
    for c in words.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// On one line, and without what could steer a terminal or turn its lines around.
fn clean(words: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !words.chars().any(steers) {
        return words.to_owned();
    }
    let spaced = words.chars().map(|c| if steers(c) { ' ' } else { c });
    let spaced: String = spaced.collect();
    let ends = (spaced.starts_with(' '), spaced.ends_with(' '));
    let inner = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let edge = |is: bool| if is { " " } else { "" };
    format!("{}{inner}{}", edge(ends.0), edge(ends.1 && !inner.is_empty()))
}

/// A word in parts that each fit; most words are one part.
fn broken(word: &str, width: usize) -> Vec<String> {
    if word.width() <= width {
        return vec![word.to_owned()];
    }
    let mut parts = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width {
            parts.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}
