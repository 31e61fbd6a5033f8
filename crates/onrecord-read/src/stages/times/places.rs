//! Tables of zones, places, outlets and holidays, and the phrases that name them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::{Offset, TimeZone};
use onrecord_rules::{Fault, Lexicon, Paper, Shelf, paper};

use super::holidays::Holiday;
use super::lexemes::{Kind, Lexeme, cut};
use super::words::{WordId, Words};

/// Phrases of one or more words, each standing for an index.
#[derive(Default)]
pub struct Phrases {
    by_first: BTreeMap<WordId, Vec<(Vec<(Kind, WordId)>, u16)>>,
}

impl Phrases {
    fn add(&mut self, words: &mut Words, phrase: &str, index: u16) {
        let lower = phrase.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            words.learn(word);
        }
        words.learn("'s");
        let pieces: Vec<_> = cut(words, &lower).iter().map(|l| (l.kind, l.word)).collect();
        if let Some(&(_, first)) = pieces.first() {
            let list = self.by_first.entry(first).or_default();
            list.push((pieces, index));
            list.sort_by_key(|(pieces, _)| std::cmp::Reverse(pieces.len()));
        }
    }

    /// The longest phrase at the head of some lexemes: its index and its length.
    pub fn at(&self, lexemes: &[Lexeme]) -> Option<(u16, usize)> {
        let first = lexemes.first().filter(|lexeme| lexeme.word != 0)?;
        let fits = |pieces: &[(Kind, WordId)]| {
            pieces.len() <= lexemes.len()
                && pieces.iter().zip(lexemes).all(|(piece, l)| *piece == (l.kind, l.word))
        };
        let list = self.by_first.get(&first.word)?;
        list.iter().find(|(pieces, _)| fits(pieces)).map(|(pieces, index)| (*index, pieces.len()))
    }

    /// All words of all phrases.
    pub fn words(&self) -> impl Iterator<Item = WordId> + '_ {
        self.by_first.values().flatten().flat_map(|(pieces, _)| pieces.iter().map(|piece| piece.1))
    }

    /// The words with which a phrase may begin.
    pub fn first_words(&self) -> impl Iterator<Item = WordId> + '_ {
        self.by_first.keys().copied()
    }
}

/// A zone that words may name, or several between which the words cannot tell.
#[derive(Clone, Debug)]
pub struct ZoneEntry {
    /// The zones it may be, with their names.
    pub choices: Vec<(String, TimeZone)>,
    /// Which of them where nothing tells.
    pub default: Option<usize>,
    /// Whether it is written in capitals: `ET`.
    pub short: bool,
}

/// Zones, places, outlets and holidays.
#[derive(Default)]
pub struct Tables {
    /// Everything that stands for a zone.
    pub zones: Vec<ZoneEntry>,
    /// Abbreviations and names of zones.
    pub zone_names: Phrases,
    /// Places and peoples.
    pub places: Phrases,
    outlets: BTreeMap<String, u16>,
    likely: Vec<(String, TimeZone)>,
    /// Zones in which dates in digits begin with the month.
    pub month_first: BTreeSet<String>,
    /// Names of holidays.
    pub holidays: Phrases,
    /// What the names stand for.
    pub holiday_days: Vec<Holiday>,
}

impl Tables {
    /// Reads all tables.
    pub fn read(shelf: &Shelf, words: &mut Words, faults: &mut Vec<Fault>) -> Tables {
        let mut tables = Tables::default();
        let paper = paper!(shelf, "times", "lexicon/zones.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            let Some(entry) = zone_entry(row.column(0), row.column(1), &paper, row.line, faults)
            else {
                continue;
            };
            tables.zones.push(entry);
            tables.zone_names.add(words, row.column(0), (tables.zones.len() - 1) as u16);
        }
        let paper = paper!(shelf, "times", "lexicon/places.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            if let Some(zone) = tables.zone(row.column(1), &paper, row.line, faults) {
                tables.places.add(words, row.column(0), zone);
            }
        }
        let paper = paper!(shelf, "times", "lexicon/outlets.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            if let Some(zone) = tables.zone(row.column(1), &paper, row.line, faults) {
                tables.outlets.insert(row.column(0).to_lowercase(), zone);
            }
        }
        let paper = paper!(shelf, "times", "lexicon/offsets.tsv");
        for row in Lexicon::read(&paper, 1, faults).rows() {
            if let Some(zone) = zone_named(row.column(0), &paper, row.line, faults) {
                tables.likely.push(zone);
            }
        }
        let paper = paper!(shelf, "times", "lexicon/month_first.tsv");
        for row in Lexicon::read(&paper, 1, faults).rows() {
            if let Some((name, _)) = zone_named(row.column(0), &paper, row.line, faults) {
                tables.month_first.insert(name);
            }
        }
        let paper = paper!(shelf, "times", "lexicon/holidays.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            match Holiday::read(row.column(1)) {
                Some(day) => {
                    tables.holiday_days.push(day);
                    let index = (tables.holiday_days.len() - 1) as u16;
                    tables.holidays.add(words, row.column(0), index);
                }
                None => {
                    let what = format!("cannot read the day `{}`", row.column(1));
                    faults.push(
                        Fault::new(&paper.name, row.line, what).hint("MM-DD, MM-wK-n or easter+N"),
                    );
                }
            }
        }
        tables
    }

    /// The index of a single zone, added if it is new.
    fn zone(
        &mut self,
        name: &str,
        paper: &Paper,
        line: usize,
        faults: &mut Vec<Fault>,
    ) -> Option<u16> {
        let single = |entry: &ZoneEntry| {
            !entry.short && entry.choices.len() == 1 && entry.choices[0].0 == name
        };
        if let Some(at) = self.zones.iter().position(single) {
            return Some(at as u16);
        }
        let choices = vec![zone_named(name, paper, line, faults)?];
        self.zones.push(ZoneEntry { choices, default: Some(0), short: false });
        Some((self.zones.len() - 1) as u16)
    }

    /// All words of holidays, zones and places.
    pub fn all_words(&self) -> impl Iterator<Item = WordId> + '_ {
        let lists = [&self.holidays, &self.zone_names, &self.places];
        lists.into_iter().flat_map(Phrases::words)
    }

    /// The zone of a place as a dateline writes it: `HAVANA`, `KYIV, Ukraine`.
    pub fn place(&self, words: &Words, place: &str) -> Option<&(String, TimeZone)> {
        place.split([',', '/', '(']).find_map(|part| {
            let (index, _) = self.places.at(&cut(words, part.trim()))?;
            self.zones.get(index as usize)?.choices.first()
        })
    }

    /// The zone of an outlet's newsroom.
    pub fn outlet(&self, outlet: &str) -> Option<&(String, TimeZone)> {
        let index = self.outlets.get(&outlet.to_lowercase())?;
        self.zones.get(*index as usize)?.choices.first()
    }

    /// The likeliest zone that showed an offset at a moment.
    pub fn likely(&self, at: jiff::Timestamp, offset: Offset) -> Option<&(String, TimeZone)> {
        self.likely.iter().find(|(_, zone)| zone.to_offset(at) == offset)
    }
}

fn zone_entry(
    words: &str,
    zones: &str,
    paper: &Paper,
    line: usize,
    faults: &mut Vec<Fault>,
) -> Option<ZoneEntry> {
    let names: Vec<&str> = zones.split('|').collect();
    let starred = names.iter().position(|name| name.starts_with('*'));
    let default = if names.len() == 1 { Some(0) } else { starred };
    let choices: Option<Vec<_>> = names
        .iter()
        .map(|name| zone_named(name.trim_start_matches('*'), paper, line, faults))
        .collect();
    let short = words.chars().all(|c| c.is_ascii_uppercase());
    Some(ZoneEntry { choices: choices?, default, short })
}

fn zone_named(
    name: &str,
    paper: &Paper,
    line: usize,
    faults: &mut Vec<Fault>,
) -> Option<(String, TimeZone)> {
    let fixed = name.starts_with(['+', '-']);
    let zone = if fixed { Some(TimeZone::UTC) } else { jiff::tz::db().get(name).ok() };
    if zone.is_none() {
        let what = format!("unknown zone `{name}`");
        faults.push(Fault::new(&paper.name, line, what).hint("use an IANA name"));
    }
    Some((name.to_owned(), zone?))
}
