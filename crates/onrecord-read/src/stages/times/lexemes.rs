//! Cuts a text into words, numbers and marks as the grammar of time needs them.

use super::words::{WordId, Words};

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters: a word, or what follows an apostrophe (`'s`).
    Word,
    /// Digits, with decimals or thousands marks: `24`, `1,500`, `3.5`.
    Number,
    /// Digits with an ending: `20th`.
    Ordinal,
    /// Digits with a plural s: `1990s`.
    Plural,
    /// One punctuation mark.
    Mark(char),
}

/// White space in front of a lexeme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// None.
    None,
    /// Within a line, or a single line end.
    Space,
    /// A blank line, or the start of the text.
    Break,
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// White space in front of it.
    pub gap: Gap,
    /// Its number in the word table; zero for what is not there.
    pub word: WordId,
    /// Its value in thousandths, for numbers.
    pub thousandths: i64,
    /// How many digits it is written with; zero if thousands are marked.
    pub digits: u8,
    /// Starts with a capital.
    pub capital: bool,
    /// Is all capitals.
    pub shouted: bool,
}

impl Lexeme {
    /// The whole number, if it is one.
    pub fn whole(&self) -> Option<i64> {
        (self.thousandths % 1000 == 0).then_some(self.thousandths / 1000)
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// Cuts a text up.
pub fn cut(words: &Words, text: &str) -> Vec<Lexeme> {
    let mut cutter = Cutter { words, text, bytes: text.as_bytes(), at: 0, out: Vec::new() };
    cutter.out.reserve(text.len() / 5);
    let mut gap = Gap::Break;
    while let Some(&byte) = cutter.bytes.get(cutter.at) {
        match byte {
            b'\n' => {
                let broken = gap == Gap::Break || cutter.line_is_blank(cutter.at + 1);
                gap = if broken { Gap::Break } else { Gap::Space };
                cutter.at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' => {
                gap = gap.max(Gap::Space);
                cutter.at += 1;
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' => cutter.word(gap),
            b'0'..=b'9' => cutter.number(gap),
            b'\'' => cutter.apostrophe(gap, 1),
            0x80.. => {
                if cutter.beyond_ascii(gap) {
                    gap = gap.max(Gap::Space);
                    continue;
                }
            }
            _ => cutter.mark(gap, byte as char, 1),
        }
        gap = Gap::None;
    }
    cutter.out
}

struct Cutter<'t> {
    words: &'t Words,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    out: Vec<Lexeme>,
}

impl Cutter<'_> {
    fn line_is_blank(&self, from: usize) -> bool {
        let rest = self.bytes.get(from..).unwrap_or_default();
        rest.iter().find(|b| !matches!(b, b' ' | b'\t' | b'\r')).is_none_or(|b| *b == b'\n')
    }

    fn push(&mut self, gap: Gap, end: usize, kind: Kind) {
        let start = self.at as u32;
        self.at = end;
        self.out.push(Lexeme {
            start,
            end: end as u32,
            kind,
            gap,
            word: 0,
            thousandths: 0,
            digits: 0,
            capital: false,
            shouted: false,
        });
    }

    fn mark(&mut self, gap: Gap, mark: char, len: usize) {
        let mark = match mark {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            other => other,
        };
        self.push(gap, self.at + len, Kind::Mark(mark));
    }

    /// The end of the run of letters (ASCII or not) that starts at `from`.
    fn letters(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(&byte) = self.bytes.get(end) {
            if byte.is_ascii_alphabetic() {
                end += 1;
            } else if byte >= 0x80 {
                let letter = self.text.get(end..).and_then(|rest| rest.chars().next());
                match letter.filter(|c| c.is_alphabetic()) {
                    Some(c) => end += c.len_utf8(),
                    None => break,
                }
            } else {
                break;
            }
        }
        end
    }

    fn word(&mut self, gap: Gap) {
        let start = self.at;
        if let Some((end, name)) = self.pointed(start) {
            let word = self.words.find(name);
            self.push(gap, end, Kind::Word);
            self.finish(word, start, start + 1);
            return;
        }
        let mut end = self.letters(start);
        let letters_end = end;
        let word = self.text.get(start..end).map_or(0, |word| self.words.find(word));
        if word != 0 && self.words.takes_dot(word) && self.bytes.get(end) == Some(&b'.') {
            end += 1;
        }
        self.push(gap, end, Kind::Word);
        self.finish(word, start, letters_end);
    }

    fn finish(&mut self, word: WordId, start: usize, end: usize) {
        let letters = self.bytes.get(start..end).unwrap_or_default();
        if let Some(last) = self.out.last_mut() {
            last.word = word;
            last.capital = letters.first().is_some_and(u8::is_ascii_uppercase);
            last.shouted = letters.iter().all(u8::is_ascii_uppercase);
        }
    }

    /// `a.m.`, `p.m.`, `B.C.`, `A.D.`: letters with points between, and their plain form.
    fn pointed(&self, start: usize) -> Option<(usize, &'static str)> {
        let at = |n: usize| self.bytes.get(start + n).map(u8::to_ascii_lowercase);
        if at(1)? != b'.' {
            return None;
        }
        let name = match (at(0)?, at(2)?) {
            (b'a', b'm') => "am",
            (b'p', b'm') => "pm",
            (b'b', b'c') => "bc",
            (b'a', b'd') => "ad",
            _ => return None,
        };
        if at(3).is_some_and(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        Some((start + if at(3) == Some(b'.') { 4 } else { 3 }, name))
    }

    fn number(&mut self, gap: Gap) {
        let (start, mut end) = (self.at, self.at);
        let mut value: i64 = 0;
        let mut digits = 0u8;
        let mut grouped = false;
        let digit = |at: usize| self.bytes.get(at).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
        loop {
            while let Some(d) = digit(end) {
                value = value.saturating_mul(10).saturating_add(i64::from(d)).min(1 << 40);
                digits = digits.saturating_add(1);
                end += 1;
            }
            let group = (1..4).all(|n| digit(end + n).is_some()) && digit(end + 4).is_none();
            if self.bytes.get(end) == Some(&b',') && group && (grouped || digits <= 3) {
                grouped = true;
                end += 1;
            } else {
                break;
            }
        }
        let mut thousandths = value * 1000;
        if self.bytes.get(end) == Some(&b'.') && digit(end + 1).is_some() {
            let mut weight = 100;
            end += 1;
            while let Some(d) = digit(end) {
                thousandths += i64::from(d) * weight;
                weight /= 10;
                end += 1;
            }
            // A number with decimals is no day, hour or year, however round.
            digits = 0;
        }
        if grouped {
            digits = 0;
        }
        let tail = self.letters(end);
        let ending = self.text.get(end..tail).unwrap_or_default();
        let kind = match ending {
            "st" | "nd" | "rd" | "th" => Kind::Ordinal,
            "s" => Kind::Plural,
            _ => Kind::Number,
        };
        let end = if kind == Kind::Number { end } else { tail };
        debug_assert!(end > start);
        self.push(gap, end, kind);
        if let Some(last) = self.out.last_mut() {
            last.thousandths = thousandths;
            last.digits = digits;
        }
    }

    /// An apostrophe with letters after it is one lexeme with them (`'s`), else a mark.
    fn apostrophe(&mut self, gap: Gap, len: usize) {
        let letters = self.letters(self.at + len);
        let tail = self.text.get(self.at + len..letters).unwrap_or_default();
        if gap == Gap::None && matches!(tail, "s" | "S" | "clock" | "ll" | "re" | "ve" | "d") {
            let name = match tail {
                "s" | "S" => "'s",
                "clock" => "'clock",
                "ll" => "'ll",
                _ => "'",
            };
            let word = self.words.find(name);
            self.push(gap, letters, Kind::Word);
            self.finish(word, 0, 0);
        } else {
            self.mark(gap, '\'', len);
        }
    }

    /// Whether what stands here is white space (then nothing is cut off).
    fn beyond_ascii(&mut self, gap: Gap) -> bool {
        let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            self.at += 1;
            return true;
        };
        match c {
            _ if c.is_whitespace() => {
                self.at += c.len_utf8();
                return true;
            }
            '\u{2019}' => self.apostrophe(gap, c.len_utf8()),
            _ if c.is_alphabetic() => self.word(gap),
            _ => self.mark(gap, c, c.len_utf8()),
        }
        false
    }
}
