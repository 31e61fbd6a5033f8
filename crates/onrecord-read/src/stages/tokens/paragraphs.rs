//! Where paragraphs begin and end: at blank lines, and at line ends unless lines were wrapped.

use std::ops::Range;

/// Marks that open a list item.
pub const BULLETS: [char; 10] = ['•', '▪', '●', '◦', '‣', '■', '►', '▶', '⁃', '∙'];

/// The paragraphs of a text, as bytes without white space at either end.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<Line<'_>> = lines(text);
    let width = wrapped_at(&lines);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.words.is_empty() {
            out.extend(open.take().map(|(range, _)| range));
            continue;
        }
        let range = line.from..line.from + line.words.len();
        open = match open.take() {
            Some((before, last)) if lines.get(last).is_some_and(|l| joins(l, line, width)) => {
                Some((before.start..range.end, at))
            }
            before => {
                out.extend(before.map(|(range, _)| range));
                Some((range, at))
            }
        };
    }
    out.extend(open.map(|(range, _)| range));
    out
}

struct Line<'t> {
    /// Where the words begin, in bytes.
    from: usize,
    words: &'t str,
    is_indented: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut from = 0;
    let mut out = Vec::new();
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let words = raw.trim();
        let inset = raw.len() - raw.trim_start().len();
        // The two halves of a CR LF are one line end, not a blank line.
        if !(raw == "\n" && text.get(..from).is_some_and(|t| t.ends_with('\r'))) {
            let is_indented = raw.starts_with("  ") || raw.starts_with('\t');
            out.push(Line { from: from + inset, words, is_indented });
        }
        from += raw.len();
    }
    out
}

/// The width at which lines were wrapped; `None` if every line is a paragraph of its own.
fn wrapped_at(lines: &[Line<'_>]) -> Option<usize> {
    let pairs = || lines.iter().zip(lines.iter().skip(1));
    let inner = || pairs().filter(|(a, b)| !a.words.is_empty() && !b.words.is_empty());
    let all = inner().count();
    let goes_on = inner().filter(|(_, next)| opens_small(next.words)).count();
    let width = lines.iter().map(|line| line.words.len()).max().unwrap_or(0);
    // Prose goes on in small letters at about half of its wrapped line ends.
    (all > 0 && goes_on * 5 >= all && width <= 120).then_some(width)
}

/// Whether the second line goes on with the paragraph of the first.
fn joins(before: &Line<'_>, line: &Line<'_>, width: Option<usize>) -> bool {
    if line.words.starts_with(BULLETS) {
        return false;
    }
    let closed = before.words.ends_with(['.', '!', '?', '"', '”', '…', ':']);
    match width {
        Some(width) => {
            let short = before.words.len() * 10 < width * 6;
            !(short && closed) && (before.is_indented || !line.is_indented)
        }
        None => opens_small(line.words) && !closed,
    }
}

fn opens_small(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_lowercase)
}
