//! Where sentences begin, inside one paragraph.

use std::ops::Range;

use super::lexicon::{Abbreviation, Lexicon};
use super::paragraphs::BULLETS;
use super::starts::Starts;

/// A start that the rules see must look this little like one to be passed over.
const UNLIKELY: f32 = -2.0;
/// A start that the rules do not see must look this much like one to be taken.
const LIKELY: f32 = 0.0;
/// After a colon, a dash or a bracket, this much.
const MORE_LIKELY: f32 = 0.5;
/// After a comma, as in `Dear all, ...`, this much.
const VERY_LIKELY: f32 = 1.0;
/// After a word without any mark, in a text that is careful with its full stops, this much.
const ALL_BUT_CERTAIN: f32 = 2.0;
/// After one such word alone, this much: "Chris | Christie said" is less likely than it looks.
const CERTAIN: f32 = 6.0;
/// A line without any full stop and with at most so many tokens is a heading, never cut.
const HEADING: usize = 24;

/// The indices of the tokens that begin a sentence; the first is 0.
pub fn starts(
    lexicon: &Lexicon,
    learned: Option<&Starts>,
    text: &str,
    tokens: &[Range<usize>],
    out: &mut Vec<usize>,
) {
    let line = Line { lexicon, text, tokens };
    line.by_rules(out);
    if tokens.len() <= HEADING && !line.has_inner_ends() {
        return;
    }
    let Some(learned) = learned else { return };
    let scores = learned.scores(text, tokens);
    let is_careful = line.is_careful();
    let told = std::mem::take(out);
    let mut told = told.into_iter().skip(1).peekable();
    out.push(0);
    for (at, &score) in scores.iter().enumerate().skip(1) {
        let is_told = told.next_if_eq(&at).is_some();
        let least = match is_told {
            true => UNLIKELY,
            false if line.goes_on(at) => continue,
            false if line.is_after_comma(at) => VERY_LIKELY,
            false if line.hangs(at) => MORE_LIKELY,
            false if is_careful && line.is_after_word(at) && out.last() == Some(&(at - 1)) => {
                CERTAIN
            }
            false if is_careful && line.is_after_word(at) => ALL_BUT_CERTAIN,
            false => LIKELY,
        };
        if score > least {
            out.push(at);
        }
    }
}

/// The token that holds the dot of an abbreviation with which a sentence ends, if one does.
pub fn final_abbreviation(text: &str, tokens: &[Range<usize>]) -> Option<usize> {
    let word = |at: usize| tokens.get(at).and_then(|t| text.get(t.clone())).unwrap_or_default();
    let closers = (0..tokens.len()).rev().take_while(|&at| is_closer(word(at))).count();
    let last = (tokens.len() - closers).checked_sub(1)?;
    let stem = word(last).strip_suffix('.')?;
    (tokens.len() > 1 && stem.ends_with(char::is_alphabetic)).then_some(last)
}

/// How a sentence may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Dot,
    Dots,
    Shout,
    Abbreviation,
}

struct Line<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    tokens: &'a [Range<usize>],
}

impl<'a> Line<'a> {
    /// The starts that the rules see.
    fn by_rules(&self, out: &mut Vec<usize>) {
        out.clear();
        out.push(0);
        let mut at = 0;
        let mut quotes = 0usize;
        while at < self.tokens.len() {
            let word = self.word(at);
            quotes += usize::from(word == "\"");
            if at > 0 && word.starts_with(BULLETS) && out.last() != Some(&at) {
                out.push(at);
            }
            let Some(end) = self.end(at) else {
                at += 1;
                continue;
            };
            let mut next = at + 1;
            while next < self.tokens.len() && self.closes(next, quotes % 2 == 1) {
                quotes += usize::from(self.word(next) == "\"");
                next += 1;
            }
            while self.is_reference(next) {
                next += 3;
            }
            if next < self.tokens.len() && self.breaks(end, at, next) {
                out.push(next);
            }
            at = next;
        }
    }

    /// Whether any sentence but the last ends with a mark, as none does in headlines and captions.
    fn has_inner_ends(&self) -> bool {
        let inner = 0..self.tokens.len().saturating_sub(1);
        inner.into_iter().any(|at| self.is_end(at))
    }

    /// Whether the text ends with a mark and no small letter follows a full stop.
    fn is_careful(&self) -> bool {
        let last = self.tokens.len().saturating_sub(1);
        let opens_small = |at: usize| self.word(at + 1).starts_with(char::is_lowercase);
        let small = (0..last).any(|at| self.is_end(at) && opens_small(at));
        !small && (self.end(last).is_some() || is_closer(self.word(last)))
    }

    fn is_end(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?")
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.clone())).unwrap_or_default()
    }

    fn gap_before(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at)) {
            (Some(before), Some(token)) => before.end < token.start,
            _ => true,
        }
    }

    fn end(&self, at: usize) -> Option<End> {
        let word = self.word(at);
        if !word.ends_with(['.', '!', '?', '…', '。', '！', '？']) {
            return None;
        }
        Some(match word {
            "." | "。" => End::Dot,
            _ if word.chars().all(|c| matches!(c, '.' | '…')) => End::Dots,
            _ if word.ends_with('.') => End::Abbreviation,
            _ => End::Shout,
        })
    }

    /// Whether a token closes the sentence before it: a quote or a bracket.
    fn closes(&self, at: usize, inside_quotes: bool) -> bool {
        let word = self.word(at);
        if !is_closer(word) {
            return false;
        }
        let straight = matches!(word, "\"" | "'" | "''");
        if !self.gap_before(at) {
            // A straight quote with a gap only after it closes; with none at all it may be either.
            return !straight
                || at + 1 >= self.tokens.len()
                || self.gap_before(at + 1)
                || is_closer(self.word(at + 1))
                || self.end(at + 1).is_some()
                || matches!(self.word(at + 1), "," | ";" | ":" | "-" | "—" | "–");
        }
        word == "\"" && inside_quotes && self.gap_before(at + 1)
            || matches!(word, "''" | "”") && self.gap_before(at + 1)
    }

    /// A reference mark in square brackets: `[6]`.
    fn is_reference(&self, at: usize) -> bool {
        self.word(at) == "["
            && self.word(at + 2) == "]"
            && self.word(at + 1).bytes().all(|b| b.is_ascii_digit())
    }

    fn breaks(&self, end: End, at: usize, next: usize) -> bool {
        let word = self.word(next);
        let gap = self.gap_before(next);
        let Some(first) = word.chars().next() else { return false };
        if self.end(next).is_some_and(|e| e != End::Abbreviation) && word != "…" && word != "..."
        {
            return false;
        }
        if matches!(word, "," | ";" | ":" | ")" | "]" | "%") {
            return false;
        }
        if !gap {
            // A missing blank: `said.The`.
            let small = self.word(at.wrapping_sub(1)).ends_with(char::is_lowercase);
            return end == End::Dot
                && next == at + 1
                && first.is_uppercase()
                && small
                && word.chars().nth(1).is_none_or(char::is_lowercase);
        }
        match end {
            End::Abbreviation => {
                next == at + 1 && self.opens_after_abbreviation(at, next)
                    || next > at + 1 && !first.is_lowercase()
            }
            _ if first.is_lowercase() => false,
            End::Shout => !(next > at + 1 && self.is_told(next)),
            _ if matches!(word, "-" | "--" | "—" | "–") => {
                self.word(next + 1).chars().next().is_some_and(char::is_uppercase)
            }
            End::Dot | End::Dots => true,
        }
    }

    /// Whether a sentence certainly goes on at a token, whatever it looks like.
    fn goes_on(&self, at: usize) -> bool {
        let closers = (0..at).rev().take_while(|&at| is_closer(self.word(at))).count();
        let last = at.checked_sub(closers + 1);
        let before = last.map_or("", |last| self.word(last));
        let is_quoted = closers > 0;
        match before {
            _ if closers == 1 && self.is_possessive(at - 1) => true,
            "," | ";" => closers > 0,
            "—" | "–" | "-" | "--" | "―" => self.is_dateline(at),
            _ if before.ends_with(['!', '?']) => is_quoted && self.is_told(at),
            _ => {
                before.len() > 1
                    && before.ends_with('.')
                    && before.contains(char::is_alphabetic)
                    && self.word(at).starts_with(char::is_lowercase)
            }
        }
    }

    /// The apostrophe of "the workers' party", where no single quote is open.
    fn is_possessive(&self, at: usize) -> bool {
        let opens = |at: usize| {
            matches!(self.word(at), "‘" | "'" | "’")
                && self.gap_before(at)
                && !self.gap_before(at + 1)
        };
        matches!(self.word(at), "'" | "’")
            && !self.gap_before(at)
            && self.word(at.wrapping_sub(1)).ends_with(['s', 'S'])
            && !(0..at).any(opens)
    }

    /// Whether what stands before a token is where and for whom a dispatch was written.
    fn is_dateline(&self, at: usize) -> bool {
        let place = self.word(0);
        at < 20 && place.len() > 2 && place.chars().all(|c| c.is_uppercase() || c == '.')
    }

    fn is_after_comma(&self, at: usize) -> bool {
        matches!(self.word(at.wrapping_sub(1)), "," | ";")
    }

    fn is_after_word(&self, at: usize) -> bool {
        self.word(at.wrapping_sub(1)).ends_with(char::is_alphanumeric)
    }

    /// Whether a token stands after a mark that seldom ends a sentence.
    fn hangs(&self, at: usize) -> bool {
        matches!(self.word(at.wrapping_sub(1)), ":" | ")" | "]" | "—" | "–" | "-" | "--" | "―")
    }

    fn opens_after_abbreviation(&self, at: usize, next: usize) -> bool {
        let stem = self.word(at).strip_suffix('.').unwrap_or_default();
        let quoted = matches!(self.word(next), "\"" | "“" | "``" | "‘" | "(" | "'");
        let opener = self.word(if quoted { next + 1 } else { next });
        match self.lexicon.abbreviation(stem) {
            Some(Abbreviation::Before | Abbreviation::Number) => false,
            _ if self.lexicon.is_starter(opener) => {
                // An initial (`J.`) is part of a name whatever follows.
                stem.chars().count() > 1
            }
            Some(_) => quoted && opener.starts_with(char::is_uppercase) && self.word(next) != "(",
            None => false,
        }
    }

    /// `“Why?” Smith asked`: the quotation is part of the sentence that goes on.
    fn is_told(&self, next: usize) -> bool {
        (next..next + 4)
            .map(|at| self.word(at))
            .take_while(|word| {
                word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''))
            })
            .any(|word| self.lexicon.is_speech(word))
    }
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "’’" | "}")
}
