//! Finds time expressions and resolves them to intervals.

mod amounts;
mod calendar;
mod checks;
mod edtf;
mod grammar;
mod holidays;
mod lengths;
mod lexemes;
mod matching;
mod meaning;
mod narrative;
mod outlook;
mod phrases;
mod places;
mod points;
mod resolve;
mod setting;
mod slots;
mod timex3;
mod words;
mod zones;

use onrecord_rules::{Fault, Shelf};
use onrecord_types::{Doc, Span, Tags, TimeId, TimeMention};

use grammar::Grammar;
use matching::{Match, Scene, Starts};
use meaning::{Anchor, Meaning};
use places::Tables;
use setting::{Outlook, Setting, Told};
use words::Words;

/// Rules and words of this stage.
pub struct Kit {
    words: Words,
    tables: Tables,
    grammar: Grammar,
    starts: Starts,
    codes: Vec<resolve::Codes>,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let paper = shelf.take("times/lexicon/en.tsv", include_str!("lexicon/en.tsv"));
    let mut words = Words::read(&paper, faults);
    let tables = Tables::read(shelf, &mut words, faults);
    let paper = shelf.take("times/rules/en.toml", include_str!("rules/en.toml"));
    let grammar = Grammar::read(&paper, &mut words, faults);
    let starts = Starts::of(&grammar, &words, &tables);
    let codes = resolve::codes(&grammar, &paper, faults);
    Kit { words, tables, grammar, starts, codes }
}

/// Finds time expressions and resolves them to intervals.
pub fn find(kit: &Kit, doc: &Doc<'_>, tags: &Tags) -> Vec<TimeMention> {
    let text = doc.text().as_str();
    let lexemes = lexemes::cut(&kit.words, text);
    let scene = Scene { words: &kit.words, tables: &kit.tables, lexemes: &lexemes, text };
    let matches = scan(kit, &scene);
    let read = Reader::new(kit, doc, tags, scene, &matches);
    read.all()
}

/// All matches, from left to right, the longest at each place, none over another.
fn scan(kit: &Kit, scene: &Scene<'_>) -> Vec<Match> {
    let mut found = Vec::new();
    // Matches that start behind the words that lead to them, until the scan gets there.
    let mut ahead: Vec<Match> = Vec::new();
    let holds = |found: &Match| {
        let rule = &kit.grammar.rules[found.rule];
        rule.when.iter().all(|check| checks::holds(scene, *check, found))
    };
    let mut at = 0;
    while at < scene.lexemes.len() {
        matching::all_at(scene, &kit.grammar, &kit.starts, at, holds, &mut ahead);
        if ahead.is_empty() {
            at += 1;
            continue;
        }
        let here = ahead.iter().filter(|one| one.first == at);
        let best = here.copied().reduce(|best, one| if one.beats(&best) { one } else { best });
        at = best.map_or(at + 1, |best| best.last);
        found.extend(best);
        ahead.retain(|one| one.first >= at);
    }
    found
}

/// Resolves the matches of one dispatch in their order.
struct Reader<'r, 'd> {
    kit: &'r Kit,
    doc: &'r Doc<'d>,
    tags: &'r Tags,
    scene: Scene<'r>,
    matches: &'r [Match],
    home: Option<zones::Home>,
    narrative: Vec<bool>,
}

impl<'r, 'd> Reader<'r, 'd> {
    fn new(
        kit: &'r Kit,
        doc: &'r Doc<'d>,
        tags: &'r Tags,
        scene: Scene<'r>,
        matches: &'r [Match],
    ) -> Self {
        let home = zones::Home::of(doc.dispatch, &kit.tables, &kit.words);
        let published = doc.dispatch.published.day();
        let narrative = narrative::passages(&scene, matches, &kit.grammar, published);
        Reader { kit, doc, tags, scene, matches, home, narrative }
    }

    fn all(&self) -> Vec<TimeMention> {
        let mut meanings: Vec<(Meaning, &Match)> = Vec::new();
        let mut told = Memory::default();
        for (at, found) in self.matches.iter().enumerate() {
            let setting = self.setting(at, found, &told);
            let rule = self.kit.codes[found.rule].with(&self.kit.grammar.rules[found.rule]);
            let Some(meaning) = resolve::meaning(&rule, &found.slots, &setting, &self.kit.tables)
            else {
                continue;
            };
            let byte = self.scene.at(found.first).map_or(0, |lexeme| lexeme.start);
            let shifted = rule.text.make == grammar::Make::Shift;
            // In a narrative, what hangs on the publication day is no step of the story.
            let aside = setting.narrative && meaning.anchor == Some(Anchor::Publication);
            if !aside {
                told.keep(&meaning, shifted, meanings.len() as u32, byte);
            }
            meanings.push((meaning, found));
        }
        let found = meanings.iter().enumerate();
        found.filter_map(|(at, (meaning, found))| self.mention(at, meaning, found)).collect()
    }

    fn setting(&self, at: usize, found: &Match, told: &Memory) -> Setting {
        let published = &self.doc.dispatch.published;
        let clock = published.earliest.filter(|_| published.earliest == published.latest);
        let byte = self.scene.at(found.first).map_or(0, |lexeme| lexeme.start);
        let near = |told: &Told| byte.saturating_sub(told.byte) < 400;
        Setting {
            published: published.day(),
            clock: clock.map(|moment| moment.local),
            told: told.last,
            told_day: told.day,
            quarter: told.quarter.filter(near),
            narrative: self.narrative.get(at).copied().unwrap_or(false),
            said: None,
            outlook: self.outlook(found),
        }
    }

    fn span(&self, found: &Match) -> Option<Span> {
        let first = self.scene.at(found.first)?;
        let last = self.scene.at(found.last.checked_sub(1)?)?;
        self.doc.text().span_of_bytes(first.start as usize..last.end as usize)
    }

    /// Only what names no year or day by itself needs to know where the words around look.
    fn outlook(&self, found: &Match) -> Outlook {
        let slots = &found.slots;
        let needs = slots.month.is_some()
            || slots.weekday.is_some()
            || slots.season.is_some()
            || slots.holiday.is_some()
            || slots.unit.is_some()
            || slots.clock.is_some();
        match self.span(found) {
            Some(span) if needs && slots.year.is_none() => {
                outlook::around(&self.scene, self.doc, self.tags, found, span)
            }
            _ => Outlook::Open,
        }
    }

    fn mention(&self, at: usize, meaning: &Meaning, found: &Match) -> Option<TimeMention> {
        let span = self.span(found)?;
        let moments =
            zones::moments(meaning.bounds, meaning.zone, self.home.as_ref(), &self.kit.tables);
        let offset =
            moments.earliest.filter(|_| moments.zone.is_some()).map(|moment| moment.offset);
        let edtf = match (meaning.place, meaning.bounds) {
            (Some(place), _) if !meaning.approximate => edtf::value(place, offset),
            (_, Some(bounds)) => edtf::days(bounds, meaning.approximate),
            _ => None,
        };
        let anchor = meaning.anchor.map(|anchor| match anchor {
            Anchor::Publication => "publication".to_owned(),
            Anchor::Unknown => "unknown".to_owned(),
            Anchor::Told(index) => TimeId(index).to_string(),
        });
        let grain = meaning.place.map(calendar::Place::grain).or(meaning.grain);
        Some(TimeMention {
            id: TimeId(at as u32),
            span,
            kind: meaning.kind,
            value: meaning.value.clone(),
            modifier: meaning.shade.filter(|shade| !shade.is_empty()).map(str::to_owned),
            edtf,
            earliest: moments.earliest,
            latest: moments.latest,
            zone: moments.zone.filter(|_| meaning.bounds.is_some()),
            grain: grain.map(str::to_owned),
            approximate: meaning.approximate || moments.wide,
            anchor,
            repeats: meaning.repeats.clone(),
            length: meaning.length,
            by: vec![self.kit.grammar.rules[found.rule].name.clone()],
        })
    }
}

/// What was told so far.
#[derive(Default)]
struct Memory {
    last: Option<Told>,
    day: Option<Told>,
    quarter: Option<Told>,
}

impl Memory {
    fn keep(&mut self, meaning: &Meaning, shifted: bool, index: u32, byte: u32) {
        let Some(place) = meaning.place else { return };
        let told = Told { place, index, byte };
        self.last = Some(told);
        if place.is_fine() {
            self.day = Some(told);
        }
        // A quarter to compare with is not the one that is told of.
        if matches!(place, calendar::Place::Quarter(..)) && !shifted {
            self.quarter = Some(told);
        }
    }
}
