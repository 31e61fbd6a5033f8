//! Where quotation marks open and close, in whatever style and however badly they are kept.

use onrecord_types::{Doc, Span};

/// A stretch in quotation marks, as far as one paragraph goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With its marks.
    pub marks: Span,
    /// Without them.
    pub words: Span,
    /// Whether the next paragraph opens with a mark and goes on quoting.
    pub carries_on: bool,
    /// Whether a mark was missing and had to be guessed.
    pub repaired: bool,
}

/// All outermost quotations of a doc, in the order of the text.
pub fn find(doc: &Doc<'_>) -> Vec<Quote> {
    let chars: Vec<char> = doc.text().as_str().chars().collect();
    let style = if chars.iter().any(|&c| is_double(c)) { Style::Double } else { Style::Single };
    let mut quotes = Vec::new();
    let mut open = None;
    for (at, paragraph) in doc.paragraphs.iter().enumerate() {
        let opens_next = doc
            .paragraphs
            .get(at + 1)
            .and_then(|next| chars.get(next.span.start() as usize))
            .is_some_and(|&c| matches!(role(c, style), Role::Open | Role::Either));
        let next = doc.paragraphs.get(at + 1).map(|next| next.span);
        let mut scan = Scan { doc, chars: &chars, style, paragraph: paragraph.span, open };
        open = scan.run(opens_next, next, &mut quotes);
    }
    quotes
}

/// Which marks quote: single ones only where a text has no double ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Either,
    None,
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '‟' | '«' | '»')
}

fn role(c: char, style: Style) -> Role {
    match (style, c) {
        (Style::Double, '“' | '„' | '‟' | '«') | (Style::Single, '‘' | '‹') => {
            Role::Open
        }
        (Style::Double, '”' | '»') | (Style::Single, '›') => Role::Close,
        (Style::Double, '"' | '＂') | (Style::Single, '\'' | '’') => Role::Either,
        _ => Role::None,
    }
}

/// A quotation that has been opened and not yet closed.
struct Opened {
    /// The place of the mark and how many characters it has.
    at: u32,
    width: u32,
    straight: bool,
    /// Whether the paragraph starts with it; then marks further on are taken for nested ones.
    leads: bool,
    nested: u32,
    /// Whether marks of the other style are open within it.
    inner: bool,
}

struct Scan<'s, 'd> {
    doc: &'s Doc<'d>,
    chars: &'s [char],
    style: Style,
    paragraph: Span,
    open: Option<Opened>,
}

impl Scan<'_, '_> {
    /// Reads one paragraph; hands on what is still open where the next one closes it.
    fn run(
        &mut self,
        opens_next: bool,
        next: Option<Span>,
        quotes: &mut Vec<Quote>,
    ) -> Option<Opened> {
        let mut at = self.paragraph.start();
        while at < self.paragraph.end() {
            let (role, width) = self.mark(at);
            if role != Role::None {
                self.meet(at, width, role, quotes);
            }
            at += width;
        }
        let open = self.open.take()?;
        if let Some(next) = next.filter(|&next| !opens_next && self.closes_in(next)) {
            self.push(&open, self.paragraph.end(), 0, false, true, quotes);
            let (straight, at) = (open.straight, next.start());
            return Some(Opened { at, width: 0, straight, leads: true, nested: 0, inner: false });
        }
        let carries_on = opens_next && (open.leads || quotes.last().is_none_or(|q| !q.repaired));
        let colon = self.before(open.at).is_some_and(|c| c == ':');
        let end = if carries_on || open.leads || colon {
            self.paragraph.end()
        } else {
            self.sentence_end(open.at).min(self.paragraph.end())
        };
        self.push(&open, end, 0, !carries_on, carries_on, quotes);
        None
    }

    /// Whether the first mark of another paragraph closes what is open in this one.
    fn closes_in(&self, next: Span) -> bool {
        let first = (next.start()..next.end()).find(|&at| self.mark(at).0 != Role::None);
        self.style == Style::Double
            && first.is_some_and(|at| {
                let width = self.mark(at).1;
                self.looks_close(at, width) && !self.looks_open(at, width)
            })
    }

    /// The mark at a place (`''` and two backticks are one mark of two characters).
    fn mark(&self, at: u32) -> (Role, u32) {
        let c = self.char(at).unwrap_or(' ');
        let twice = self.char(at + 1) == Some(c);
        match (self.style, c) {
            (_, '`') if twice => (Role::Open, 2),
            (Style::Double, '\'') if twice => (Role::Close, 2),
            (Style::Double, '"') if self.measures(at) => (Role::None, 1),
            (Style::Single, '\'' | '’') => (self.apostrophe(at), 1),
            _ => (role(c, self.style), 1),
        }
    }

    fn char(&self, at: u32) -> Option<char> {
        self.chars.get(at as usize).copied()
    }

    /// The last character before a place that is not white space, in the paragraph.
    fn before(&self, at: u32) -> Option<char> {
        let from = self.paragraph.start() as usize;
        let words = self.chars.get(from..at as usize)?;
        words.iter().rev().find(|c| !c.is_whitespace()).copied()
    }

    /// Whether a straight mark stands for inches: a digit before it and nothing open.
    fn measures(&self, at: u32) -> bool {
        self.open.is_none()
            && at.checked_sub(1).and_then(|b| self.char(b)).is_some_and(|c| c.is_ascii_digit())
    }

    fn looks_open(&self, at: u32, width: u32) -> bool {
        let before = at.checked_sub(1).filter(|&b| b >= self.paragraph.start());
        let before = before.and_then(|b| self.char(b));
        before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\'')
        }) && self.char(at + width).is_some_and(|c| !c.is_whitespace())
    }

    fn looks_close(&self, at: u32, width: u32) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.char(b));
        before.is_some_and(|c| !c.is_whitespace() && c != '(')
            && self.char(at + width).is_none_or(|c| !c.is_alphanumeric())
    }

    /// A single mark: an apostrophe within or at the end of a word is none.
    fn apostrophe(&self, at: u32) -> Role {
        let next = self.char(at + 1);
        if self.open.is_none() {
            let starts = self.looks_open(at, 1) && next.is_some_and(|c| c.is_uppercase());
            let straight = self.char(at) == Some('\'');
            return if starts && straight { Role::Open } else { Role::None };
        }
        if !self.looks_close(at, 1) {
            return Role::None;
        }
        let before = at.checked_sub(1).and_then(|b| self.char(b));
        let plural = before == Some('s') && next == Some(' ');
        let goes_on = self.char(at + 2).is_some_and(char::is_lowercase);
        // "the miners' strike": a possessive, if a mark after a stop follows in the paragraph.
        if plural && goes_on && self.closes_later(at) { Role::None } else { Role::Close }
    }

    fn closes_later(&self, at: u32) -> bool {
        let rest = self.chars.get(at as usize + 1..self.paragraph.end() as usize).unwrap_or(&[]);
        let near = rest.get(..rest.len().min(600)).unwrap_or(rest);
        near.windows(2).any(|w| matches!(w, [',' | '.' | '?' | '!', '\'' | '’']))
    }

    fn meet(&mut self, at: u32, width: u32, role: Role, quotes: &mut Vec<Quote>) {
        let straight = role == Role::Either;
        let (opens, closes) = (self.looks_open(at, width), self.looks_close(at, width));
        let Some(open) = self.open.as_mut() else {
            let lone_close = match role {
                Role::Close => !(opens && !closes),
                Role::Either => closes && !opens,
                _ => false,
            };
            if lone_close && !self.opens_late(at, width) {
                self.repair_start(at, width, quotes);
            } else {
                self.open = Some(self.opened(at, width, straight));
            }
            return;
        };
        let another = match role {
            Role::Open => !(closes && !opens),
            Role::Either if open.straight => opens && !closes,
            _ => false,
        };
        if straight != open.straight {
            // Marks of the other style come in pairs of their own within; one that closes what
            // was never opened within is the closing mark itself, in the wrong style.
            let shuts = closes && !opens && !open.inner;
            open.inner = !open.inner && !shuts;
            if !shuts {
                return;
            }
        }
        let Some(open) = self.open.as_mut() else { return };
        if another && (open.leads || role == Role::Open && self.style == Style::Single) {
            open.nested += 1;
        } else if another {
            if let Some(open) = self.open.take() {
                let end = self.sentence_end(open.at).min(at);
                self.push(&open, end, 0, true, false, quotes);
            }
            self.open = Some(self.opened(at, width, straight));
        } else if open.nested > 0 {
            open.nested -= 1;
        } else if let Some(open) = self.open.take() {
            self.push(&open, at, width, false, false, quotes);
        }
    }

    fn opened(&self, at: u32, width: u32, straight: bool) -> Opened {
        Opened { at, width, straight, leads: self.before(at).is_none(), nested: 0, inner: false }
    }

    /// The writer's slip `she said," We will stay."`: a mark that looks closing, before a new sentence
    /// that a closing one ends.
    fn opens_late(&self, at: u32, width: u32) -> bool {
        let comma = at.checked_sub(1).and_then(|before| self.char(before)) == Some(',');
        let rest = at + width..self.paragraph.end();
        let first = rest.clone().find_map(|at| self.char(at).filter(|c| !c.is_whitespace()));
        let anew = first.is_some_and(|c| c.is_uppercase() || c == '[');
        let mut later = rest.filter(|&at| self.mark(at).0 != Role::None);
        comma
            && anew
            && later.next().is_some_and(|next| {
                let width = self.mark(next).1;
                self.looks_close(next, width) && !self.looks_open(next, width)
            })
    }

    /// A closing mark with no opening one: the quotation is taken to start with its sentence.
    fn repair_start(&self, at: u32, width: u32, quotes: &mut Vec<Quote>) {
        let last = quotes.last().map_or(0, |q| q.marks.end());
        let found = self.doc.sentences.partition_point(|s| s.span.end() <= at.saturating_sub(1));
        let start = self.doc.sentences.get(found).map_or(at, |s| s.span.start());
        let start = start.max(last).max(self.paragraph.start());
        if start < at {
            let words = self.doc.text().trim(Span::new(start, at));
            let marks = Span::new(words.start(), at + width);
            quotes.push(Quote { marks, words, carries_on: false, repaired: true });
        }
    }

    fn sentence_end(&self, at: u32) -> u32 {
        let found = self.doc.sentences.partition_point(|s| s.span.end() <= at + 1);
        self.doc.sentences.get(found).map_or(self.paragraph.end(), |s| s.span.end())
    }

    fn push(
        &self,
        open: &Opened,
        at: u32,
        width: u32,
        repaired: bool,
        carries_on: bool,
        quotes: &mut Vec<Quote>,
    ) {
        let words = self.doc.text().trim(Span::new((open.at + open.width).min(at), at));
        if words.is_empty() {
            return;
        }
        quotes.push(Quote { marks: Span::new(open.at, at + width), words, carries_on, repaired });
    }
}
