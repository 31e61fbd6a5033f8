//! Puts numbers together with their bounds, ranges and units into amounts.

use std::ops::Range;

use onrecord_types::{Span, Tags, Upos};

use super::numbers::{self, Number};
use super::pieces::{Make, Piece, low};
use super::words::Words;

/// An amount as written, before it is known whether it claims anything.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its pieces, bounds and units included.
    pub pieces: Range<usize>,
    /// The pieces of the number itself.
    pub number: Range<usize>,
    /// The tokens of the number itself.
    pub tokens: Range<usize>,
    /// All of its words.
    pub span: Span,
    /// At least this.
    pub low: Option<f64>,
    /// At most this.
    pub high: Option<f64>,
    /// In what it is measured.
    pub unit: Option<String>,
    /// What kind of unit: `percent`, `currency`, `measure`, `times`.
    pub measure: Option<&'static str>,
    /// Whether it is told as rough.
    pub approximate: bool,
    /// Whether the number is spelled out.
    pub spelled: bool,
    /// Whether it is a bare magnitude: "thousands".
    pub open: bool,
    /// Whether it is a share of one.
    pub share: bool,
    /// Whether two numbers stand together as in a game or a vote: "3-1".
    pub score: bool,
    /// Whether it is joined to a word by a hyphen: "12-member".
    pub joined: bool,
    /// The rules that fired.
    pub by: Vec<&'static str>,
}

impl Found {
    /// The number, where there is one and it has no range.
    pub fn value(&self) -> Option<f64> {
        self.low.or(self.high)
    }
}

/// Everything in the doc that reads as an amount, in the order of the text.
pub fn find(words: &Words, tags: &Tags, pieces: &[Piece]) -> Vec<Found> {
    let reader = Reader { words, tags, pieces };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let floor = found.last().map_or(0, |last| last.pieces.end);
        match reader.amount(at, floor) {
            Some(amount) => {
                at = amount.pieces.end.max(at + 1);
                found.push(amount);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'r> {
    words: &'r Words,
    tags: &'r Tags,
    pieces: &'r [Piece],
}

/// Which way a bound points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    Exact,
    About,
    Below,
    Most,
    Above,
    Least,
}

const BEFORE: &[(&str, Bound, &str)] = &[
    ("before.least", Bound::Least, "figure.at-least"),
    ("before.above", Bound::Above, "figure.more-than"),
    ("before.most", Bound::Most, "figure.up-to"),
    ("before.below", Bound::Below, "figure.fewer-than"),
    ("before.about", Bound::About, "figure.about"),
    ("before.exact", Bound::Exact, "figure.exact"),
];

const AFTER: &[(&str, Bound, &str)] = &[
    ("after.least", Bound::Least, "figure.or-more"),
    ("after.most", Bound::Most, "figure.or-fewer"),
    ("after.about", Bound::About, "figure.or-so"),
];

impl Reader<'_> {
    /// The amount whose sign or number starts at a piece; its bounds may reach back to `floor`.
    fn amount(&self, at: usize, floor: usize) -> Option<Found> {
        let (sign, from) = match self.words.phrase_at("sign", self.pieces, at) {
            Some((sign, from)) => (Some(sign.to_owned()), from),
            None => (None, at),
        };
        let first = numbers::read(self.words, self.pieces, from)?;
        let mut found = self.single(at, from, first, sign);
        self.range(&mut found, from, first);
        self.unit(&mut found);
        self.bounds(&mut found, floor);
        let (start, end) =
            (self.pieces.get(found.pieces.start)?, self.pieces.get(found.pieces.end - 1)?);
        found.span = start.span.join(end.span);
        let last = self.pieces.get(found.number.end - 1)?.token;
        found.tokens = self.pieces.get(found.number.start)?.token..last + 1;
        Some(found)
    }

    fn single(&self, at: usize, from: usize, number: Number, sign: Option<String>) -> Found {
        Found {
            pieces: at..number.end,
            number: from..number.end,
            tokens: 0..0,
            span: Span::default(),
            low: Some(number.value),
            high: (!number.open).then_some(number.value),
            measure: sign.is_some().then_some("currency"),
            unit: sign,
            approximate: false,
            spelled: number.spelled,
            open: number.open,
            share: number.share,
            score: false,
            joined: false,
            by: vec![match (number.open, number.share) {
                (true, _) => "figure.magnitude",
                (_, true) => "figure.share",
                _ => "figure.number",
            }],
        }
    }

    /// "40 to 50", "two or three", "10-15", "between 40 and 50".
    fn range(&self, found: &mut Found, from: usize, first: Number) {
        // "between 1.2% and 1.5%": the unit may stand with both.
        let end = self
            .words
            .phrase_at("percent", self.pieces, found.pieces.end)
            .map_or(found.pieces.end, |(_, past)| past);
        let Some(link) = self.pieces.get(end) else { return };
        let before = found.pieces.start.checked_sub(1);
        let between = before.filter(|&b| self.words.has("between", low(self.pieces, b)));
        let dashed = link.is_dash() && link.glued;
        let to = self.words.has("range.to", &link.low);
        let and = between.is_some() && self.words.has("range.and", &link.low);
        let or = self.words.has("range.or", &link.low);
        if !(dashed || to || and || or) {
            return;
        }
        let next = self.words.phrase_at("sign", self.pieces, end + 1).map_or(end + 1, |(_, at)| at);
        let Some(second) = numbers::read(self.words, self.pieces, next) else { return };
        let carried = second.scale > 1.0 && first.scale == 1.0 && first.value < second.base;
        let low = if carried { first.value * second.scale } else { first.value };
        if first.open || first.share || (or && (low > 20.0 || second.value > 2.0 * low + 1.0)) {
            return;
        }
        if to && self.is_change(found, from) {
            return;
        }
        if low >= second.value {
            found.score = dashed || to;
            if found.score {
                found.pieces.end = second.end;
            }
            return;
        }
        found.low = Some(low);
        found.high = Some(second.value);
        found.pieces = between.filter(|_| and).unwrap_or(found.pieces.start)..second.end;
        found.number = found.number.start..second.end;
        found.by.insert(0, "figure.range");
    }

    /// "rose 10 to 40", "from 10 to 40": two figures, not one range.
    fn is_change(&self, found: &Found, from: usize) -> bool {
        let Some(before) = found.pieces.start.checked_sub(1) else { return false };
        let Some(piece) = self.pieces.get(before) else { return false };
        self.words.has("range.from", &piece.low)
            || self.words.has("change", self.tags.lemma(piece.token))
            || self.pieces.get(from).is_some_and(|number| number.sentence != piece.sentence)
    }

    /// Percent, money, measures and "times", with or without a hyphen between.
    fn unit(&self, found: &mut Found) {
        let end = found.pieces.end;
        let hyphen = self.pieces.get(end).is_some_and(|piece| piece.is_dash() && piece.glued);
        let from = if hyphen { end + 1 } else { end };
        for class in ["percent", "currency", "measure"] {
            let Some((unit, past)) = self.words.phrase_at(class, self.pieces, from) else {
                continue;
            };
            // "pounds of explosives" are weight.
            let weight = unit == "GBP" && self.words.has("of", low(self.pieces, past));
            let taken = if weight { "lb" } else { unit };
            if class == "currency" && (found.unit.is_some() || taken == "GBP" && hyphen) {
                continue;
            }
            found.unit = Some(taken.to_owned());
            found.measure = Some(if weight { "measure" } else { class });
            if class == "percent" {
                (found.pieces.end, found.share) = (past, false);
            } else if class == "currency" {
                found.pieces.end = past;
            }
            return;
        }
        if self.words.has("times", low(self.pieces, from)) && !hyphen {
            let after = low(self.pieces, from + 1);
            if self.words.has("times.after", after) {
                found.measure = Some("times");
                found.unit = Some("times".to_owned());
                found.pieces.end = from + 1;
            }
            return;
        }
        let letters = self.pieces.get(end + 1).is_some_and(|piece| piece.glued);
        found.joined = hyphen
            && letters
            && self.words.phrase_at("after.about", self.pieces, end).is_none()
            && self.words.phrase_at("after.least", self.pieces, end).is_none();
    }

    fn bounds(&self, found: &mut Found, floor: usize) {
        let mut bound = None;
        for _ in 0..3 {
            let told = BEFORE.iter().filter_map(|&(class, bound, by)| {
                let (_, from) = self.words.phrase_before(class, self.pieces, found.pieces.start)?;
                (from >= floor).then_some((from, bound, by))
            });
            let Some((from, next, by)) = told.min_by_key(|told| told.0) else { break };
            if self.is_preposition(found, from) || self.is_particle(found, from) {
                break;
            }
            if next != Bound::Exact {
                found.by.insert(0, by);
                found.pieces.start = from;
                bound = bound.max(Some(next));
                found.approximate |= next == Bound::About;
            } else {
                break;
            }
        }
        for &(class, next, by) in AFTER {
            let end = found.pieces.end;
            if bound.is_some_and(|bound| bound > Bound::About) {
                break;
            }
            // "800 trucks or more": the bound follows what is counted.
            let beyond = || self.words.phrase_at(class, self.pieces, end + 1).is_some();
            let noun = self.pieces.get(end).is_some_and(|piece| {
                self.tags.upos(piece.token) == Upos::Noun && piece.make == Make::Letters
            });
            let past = self.words.phrase_at(class, self.pieces, end).map(|(_, past)| past);
            if let Some(past) = past.or_else(|| (noun && beyond()).then_some(end)) {
                found.by.insert(0, by);
                found.pieces.end = past;
                bound = bound.max(Some(next));
                found.approximate |= next == Bound::About;
                break;
            }
        }
        match bound {
            Some(Bound::Least | Bound::Above) => found.high = None,
            Some(Bound::Most | Bound::Below) => {
                found.high = found.high.or(found.low);
                found.low = None;
            }
            _ => {}
        }
    }

    /// "hand over 17 soldiers": the word belongs to the verb before it.
    fn is_particle(&self, found: &Found, from: usize) -> bool {
        // "offered up to 20": two words are a bound, whatever the tree makes of the first.
        let single = found.pieces.start == from + 1;
        let word = self.pieces.get(from).filter(|_| single);
        word.is_some_and(|piece| self.tags.rel(piece.token) == "compound:prt")
    }

    /// "about two children", "under three presidents": no bound but a preposition of the phrase.
    fn is_preposition(&self, found: &Found, from: usize) -> bool {
        let Some(piece) = self.pieces.get(from) else { return false };
        let single = found.pieces.start == from + 1;
        let small = found.value().is_some_and(|value| value <= 10.0) && found.unit.is_none();
        let head = self.tags.head(piece.token);
        let number = self.pieces.get(found.number.clone()).unwrap_or_default();
        let on_number = head.is_some_and(|head| number.iter().any(|piece| piece.token == head));
        single && small && self.tags.rel(piece.token) == "case" && !on_number
    }
}
