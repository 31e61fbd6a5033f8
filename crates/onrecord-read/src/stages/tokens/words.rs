//! Cuts running text into words and marks, as in the English treebanks of Universal Dependencies.

use std::ops::Range;

use super::addresses;
use super::lexicon::{Abbreviation, Lexicon};
use super::marks::{Class, Scan};
use super::numbers;

/// A stretch without white space is looked at in parts of about so many bytes, so that the time
/// stays in proportion to the text, whatever the text.
const LONGEST: usize = 512;

/// Cuts the bytes `range` of a text and adds what comes out, in bytes, to `out`.
pub fn cut(lexicon: &Lexicon, text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let scan = Scan::new(text);
    let mut at = range.start;
    while at < range.end {
        at = scan.run(at, range.end, |class| class == Class::Space);
        let most = scan.boundary(at + LONGEST).min(range.end);
        let end = scan.run(at, most, |class| class != Class::Space);
        if at == end {
            break;
        }
        let chunk = Chunk { lexicon, scan, from: at, to: end };
        chunk.cut(out);
        at = end;
    }
}

/// A stretch without white space.
struct Chunk<'a> {
    lexicon: &'a Lexicon,
    scan: Scan<'a>,
    from: usize,
    to: usize,
}

impl Chunk<'_> {
    fn cut(&self, out: &mut Vec<Range<usize>>) {
        let mut at = self.from;
        while at < self.to {
            let end = self.token(at, out.last()).clamp(at + 1, self.to);
            out.push(at..end);
            at = end;
        }
    }

    /// The end of the token that starts at a place.
    fn token(&self, at: usize, last: Option<&Range<usize>>) -> usize {
        let (class, len) = self.scan.class(at);
        let end = match class {
            Class::Upper | Class::Lower => {
                addresses::end(self.lexicon, self.scan, at, self.from, self.to)
                    .unwrap_or_else(|| self.word(at, last))
            }
            Class::Digit => addresses::end(self.lexicon, self.scan, at, self.from, self.to)
                .unwrap_or_else(|| numbers::end(self.lexicon, self.scan, at, self.to)),
            Class::Apostrophe => self.apostrophe(at, len),
            _ => addresses::end(self.lexicon, self.scan, at, self.from, self.to)
                .unwrap_or_else(|| self.mark(at, len)),
        };
        self.scan.run(end, self.to, |class| class == Class::Hanger)
    }

    /// A word with the marks inside it that belong to it.
    fn word(&self, at: usize, last: Option<&Range<usize>>) -> usize {
        let scan = self.scan;
        let mut end = scan.word(at, self.to);
        if (end == self.to || scan.class(end).0 == Class::Mark)
            && let Some(cut) = self.lexicon.cut(scan.of(at, end))
            && (!cut.before_predicate || self.is_before_predicate(end))
        {
            return at + cut.at;
        }
        while end < self.to {
            let joined = match scan.byte(end) {
                b'.' => return self.dot(at, end, last),
                b'&' => self.ampersand(at, end),
                b'$' if self.lexicon.is_currency(scan.of(at, end)) => return end + 1,
                b'-' => self.hyphen(at, end),
                b'/' => self.slash(at, end),
                b'_' | b'*' => {
                    let next = scan.run(end, self.to, |class| class == Class::Mark);
                    let inside = scan.of(end, next).bytes().all(|b| b == scan.byte(end));
                    (inside && scan.class(next).0.is_word()).then(|| scan.word(next, self.to))
                }
                b'`' if self.is_clitic_at(end + 1) => return end,
                _ if scan.class(end).0 == Class::Apostrophe => match self.clitic(at, end) {
                    Joint::Cut(cut) => return cut,
                    Joint::Whole(whole) => Some(whole),
                },
                _ => None,
            };
            match joined {
                Some(longer) if longer > end => end = longer,
                _ => break,
            }
        }
        end
    }

    /// Whether a blank and then a word follow that can be said of a subject.
    fn is_before_predicate(&self, end: usize) -> bool {
        let next = self.scan.run(end, end + 2, |class| class == Class::Space);
        next > end && self.lexicon.is_predicate(self.scan.of(next, self.scan.word(next, next + 16)))
    }

    /// At an apostrophe after a word: where to cut, or how far the word goes on.
    fn clitic(&self, at: usize, end: usize) -> Joint {
        let scan = self.scan;
        let after = end + scan.class(end).1;
        let tail_end =
            scan.run(after, self.to, |class| class.is_letter() || class == Class::Hanger);
        let (word, tail) = (scan.of(at, end), scan.of(after, tail_end));
        if tail.eq_ignore_ascii_case("t") && word.ends_with(['n', 'N']) {
            return Joint::Cut(if word.len() > 1 { end - 1 } else { tail_end });
        }
        if is_clitic(tail) || (word.eq_ignore_ascii_case("y") && tail.eq_ignore_ascii_case("all")) {
            let host = if is_clitic(tail) { end } else { after };
            return Joint::Cut(host);
        }
        if tail.is_empty() { Joint::Cut(end) } else { Joint::Whole(scan.word(after, self.to)) }
    }

    /// Whether nothing but a clitic stands between a place and the end of its word.
    fn is_clitic_at(&self, at: usize) -> bool {
        is_clitic(self.scan.of(at, self.scan.word(at, self.to)))
    }

    /// An apostrophe that starts a token: a clitic, a year without its century, or a quote.
    fn apostrophe(&self, at: usize, len: usize) -> usize {
        let scan = self.scan;
        let after = at + len;
        let (next, _) = scan.class(after);
        if next == Class::Apostrophe && scan.of(at, after) == scan.of(after, after + len) {
            return after + len;
        }
        let end = scan.word(after, self.to);
        let tail = scan.of(after, end);
        let follows_word = scan.class_before(at, self.from).is_word();
        if follows_word && is_clitic(tail) {
            return end;
        }
        let is_year = tail.len() >= 2
            && tail.bytes().take(2).all(|b| b.is_ascii_digit())
            && matches!(tail.get(2..), Some("" | "s"));
        if !follows_word && (is_year || self.lexicon.is_elision(tail)) {
            return end;
        }
        after
    }

    /// A dot after a word.
    fn dot(&self, at: usize, end: usize, last: Option<&Range<usize>>) -> usize {
        let scan = self.scan;
        let word = scan.of(at, end);
        if word.chars().count() == 1 {
            let dotted = self.letters(at);
            if dotted > end + 1 {
                return dotted;
            }
        }
        let (next, _) = scan.class(end + 1);
        if next.is_word() && end + 1 < self.to {
            let more = scan.word(end + 1, self.to);
            let tail = scan.of(end + 1, more);
            let dotted = scan.of(at, more);
            if scan.byte(more) == b'.' && self.lexicon.abbreviation(dotted).is_some() {
                return more + 1;
            }
            if self.abbreviates(word, end + 1, last) && next == Class::Upper {
                return end + 1;
            }
            // Two sentences without the blank between them, or a name such as `example.com`.
            let mut letters = tail.chars();
            let opens = letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_none_or(char::is_lowercase);
            let shouts = word.chars().all(char::is_uppercase);
            if opens && !shouts && !tail.is_empty() {
                return end;
            }
            return match scan.byte(more) {
                b'.' if scan.class(more + 1).0.is_word() && more + 1 < self.to => {
                    self.dot(at, more, last)
                }
                b'/' => addresses::rest(scan, more, self.to),
                b'-' | b'_' => self.word(more + 1, last).max(more),
                _ => more,
            };
        }
        if self.abbreviates(word, end + 1, last) { end + 1 } else { end }
    }

    /// The end of letters that each have a dot, such as `U.S.` or `a.m`; at least one letter.
    fn letters(&self, at: usize) -> usize {
        let scan = self.scan;
        let mut end = at;
        loop {
            let (class, len) = scan.class(end);
            if end >= self.to
                || !class.is_letter()
                || scan.class(end + len).0.is_word() && end + len < self.to
            {
                return end;
            }
            if scan.byte(end + len) != b'.' || end + len >= self.to {
                // The last dot may be missing.
                let ends = end + len >= self.to || scan.class(end + len).0 != Class::Apostrophe;
                return if ends || end > at { end + len } else { end };
            }
            end += len + 1;
        }
    }

    /// Whether a word with a dot after it, which ends before `after`, is an abbreviation.
    fn abbreviates(&self, word: &str, after: usize, last: Option<&Range<usize>>) -> bool {
        let scan = self.scan;
        let next = scan.run(after, after + 8, |class| class == Class::Space);
        let (class, _) = scan.class(next);
        let gap = next > after;
        let number_before =
            last.is_some_and(|last| scan.byte(last.end.saturating_sub(1)).is_ascii_digit());
        match self.lexicon.abbreviation(word) {
            Some(Abbreviation::Number) => class == Class::Digit,
            Some(Abbreviation::After) => number_before,
            Some(_) => true,
            // An initial: one capital, and a name to follow.
            None => {
                word != "I"
                    && word.chars().count() == 1
                    && word.chars().all(char::is_uppercase)
                    && class.is_letter()
                    && !(gap && self.lexicon.is_starter(scan.of(next, scan.word(next, next + 24))))
            }
        }
    }

    /// `AT&T`: capitals on both sides.
    fn ampersand(&self, at: usize, end: usize) -> Option<usize> {
        let scan = self.scan;
        let more = scan.word(end + 1, self.to);
        let short = |from, to| {
            let side = scan.of(from, to);
            (1..=3).contains(&side.len()) && side.bytes().all(|b| b.is_ascii_uppercase())
        };
        (short(at, end) && short(end + 1, more)).then_some(more)
    }

    /// `co-founder`: a prefix stays with its word; `ceasefire-hungry` is three tokens.
    fn hyphen(&self, at: usize, end: usize) -> Option<usize> {
        let scan = self.scan;
        let follows = end + 1 < self.to && scan.class(end + 1).0.is_word();
        if end + 1 == self.to && (end - at < 3 || self.lexicon.is_prefix(scan.of(at, end))) {
            // `pre- and post-war`, or a word broken off in speech.
            return Some(end + 1);
        }
        (follows && self.lexicon.is_prefix(scan.of(at, end))).then(|| scan.word(end + 1, self.to))
    }

    /// `n/a`: single letters on both sides.
    fn slash(&self, at: usize, end: usize) -> Option<usize> {
        let more = self.scan.word(end + 1, self.to);
        (end - at == 1 && more == end + 2).then_some(more)
    }

    /// The end of a face that closes the chunk, but for the mark after it: `:-).`; after a word
    /// only of one that is no clock time or bracket: `family:)`.
    fn face(&self, at: usize) -> Option<usize> {
        let is_free = !self.scan.class_before(at, self.from).is_word();
        let ends = [self.to, self.to.saturating_sub(1)].into_iter().filter(|&end| end > at + 1);
        let mark = |end: usize| end == self.to || matches!(self.scan.byte(end), b'.' | b',' | b'!');
        ends.filter(|&end| mark(end)).find(|&end| {
            let face = self.scan.of(at, end);
            let is_open = !self.scan.of(self.from, at).contains('(');
            self.lexicon.is_face(face) && (is_free || face.ends_with(')') && is_open)
        })
    }

    /// A mark, or a run of marks that belong together.
    fn mark(&self, at: usize, len: usize) -> usize {
        let scan = self.scan;
        let byte = scan.byte(at);
        if let Some(face) = self.face(at) {
            return face;
        }
        let run = |holds: fn(u8) -> bool| {
            let mut end = at;
            while end < self.to && holds(scan.byte(end)) {
                end += 1;
            }
            end
        };
        match byte {
            b'.' if !self.scan.class_before(at, self.from).is_word()
                && scan.byte(at + 1).is_ascii_digit() =>
            {
                numbers::end(self.lexicon, scan, at + 1, self.to)
            }
            b'.' => {
                // `.?` is one mark, `...?` two.
                let dots = run(|b| b == b'.');
                let more = |at: usize| at < self.to && matches!(scan.byte(at), b'!' | b'?');
                let joins = dots == at + 1;
                (dots..).find(|&at| !(joins && more(at))).unwrap_or(dots)
            }
            b'!' | b'?' => run(|b| matches!(b, b'!' | b'?')),
            b'-' | b'=' => {
                // `-->` is an arrow, `---==` a rule.
                let end = run(|b| matches!(b, b'-' | b'='));
                end + usize::from(end < self.to && scan.byte(end) == b'>')
            }
            b'#' => run(|b| b == b'#'),
            b'*' => run(|b| b == b'*'),
            b'+' if scan.byte(at + 1) == b'+' => run(|b| b == b'+'),
            b'_' => run(|b| b == b'_'),
            b'/' => run(|b| b == b'/'),
            b'\\' => run(|b| b == b'\\'),
            b'$' => run(|b| b == b'$'),
            b'~' => run(|b| b == b'~'),
            b'<' => run(|b| b == b'<').min(at + 2),
            b'>' => run(|b| b == b'>').min(at + 2),
            b'`' if self.is_clitic_at(at + 1) && scan.class_before(at, self.from).is_word() => {
                scan.word(at + 1, self.to)
            }
            b'`' => run(|b| b == b'`').min(at + 2),
            b'+' if at == self.from && scan.byte(at + 1).is_ascii_digit() => {
                numbers::end(self.lexicon, scan, at + 1, self.to)
            }
            _ => at + len,
        }
    }
}

enum Joint {
    Cut(usize),
    Whole(usize),
}

fn is_clitic(tail: &str) -> bool {
    matches!(tail.len(), 1 | 2)
        && ["s", "m", "d", "re", "ve", "ll"].iter().any(|c| c.eq_ignore_ascii_case(tail))
}
