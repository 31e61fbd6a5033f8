//! Resolves the matches of one dispatch, from the first to the last.

use jiff::civil::Date;
use onrecord_types::{Doc, Span, Tags, TimeId, TimeKind, TimeMention};

use super::calendar::Place;
use super::clocks::{self, Clocked};
use super::edtf;
use super::grammar::Make;
use super::lexemes::Kind;
use super::matching::{Match, Scene};
use super::meaning::{Anchor, Meaning};
use super::quotes::Quotes;
use super::setting::{Narrative, Outlook, Setting, Told};
use super::slots::{Count, Slots};
use super::words::Class;
use super::{Kit, narrative, outlook, resolve, zones};

/// Resolves the matches of one dispatch in their order.
pub struct Reader<'r, 'd> {
    kit: &'r Kit,
    doc: &'r Doc<'d>,
    tags: &'r Tags,
    scene: Scene<'r>,
    matches: &'r [Match],
    home: Option<zones::Home>,
    narrative: Vec<Narrative>,
    quotes: Quotes,
}

impl<'r, 'd> Reader<'r, 'd> {
    /// Gets ready to read.
    pub fn new(
        kit: &'r Kit,
        doc: &'r Doc<'d>,
        tags: &'r Tags,
        scene: Scene<'r>,
        matches: &'r [Match],
    ) -> Self {
        let home = zones::Home::of(doc.dispatch, &kit.tables, &kit.words);
        let published = doc.dispatch.published.day();
        let narrative = narrative::passages(&scene, matches, &kit.grammar, published);
        let quotes = Quotes::of(scene.lexemes);
        Reader { kit, doc, tags, scene, matches, home, narrative, quotes }
    }

    /// The expressions, resolved.
    pub fn all(&self) -> Vec<TimeMention> {
        let mut read: Vec<Clocked<'_>> = Vec::new();
        let mut told = Memory::default();
        let published_day = self.doc.dispatch.published.day();
        for (at, found) in self.matches.iter().enumerate() {
            let setting = self.setting(at, found, &told);
            let Some(meaning) = self.meaning(at, found, &setting) else { continue };
            let shifted = self.kit.grammar.rules[found.rule].make == Make::Shift;
            // In a narrative, what hangs on the publication day is no step of the story.
            let aside = setting.narrative.all && meaning.anchor == Some(Anchor::Publication);
            // "from $4 million a year earlier": what is compared with is not told of.
            let compared = shifted && !setting.narrative.all && is_year_ago(&meaning, found);
            told.months(&meaning, found, self.byte(found));
            if !aside && !compared {
                told.keep(&meaning, shifted, read.len() as u32, self.byte(found), published_day);
            }
            read.push(Clocked { found, meaning, outlook: setting.outlook });
        }
        let published = self.doc.dispatch.published.earliest.filter(|_| self.timed());
        let (home, tables) = (self.home.as_ref(), &self.kit.tables);
        clocks::settle(&mut read, &self.scene, home, tables, published);
        let found = read.iter().enumerate();
        found.filter_map(|(at, one)| self.mention(at, &one.meaning, one.found)).collect()
    }

    fn meaning(&self, at: usize, found: &Match, setting: &Setting) -> Option<Meaning> {
        let rule = self.kit.codes[found.rule].with(&self.kit.grammar.rules[found.rule]);
        let rest = self.matches.get(at + 1..).unwrap_or_default();
        let slots = clocks::with_day_behind(&self.scene, found, rest);
        let slots = self.in_order(slots);
        resolve::meaning(&rule, &slots, setting, &self.kit.tables)
    }

    /// "03/04/2021" is the third of April where the day comes first.
    fn in_order(&self, mut slots: Slots) -> Slots {
        let day_first = self.home.as_ref().is_some_and(|home| !home.month_first(&self.kit.tables));
        if slots.either && day_first {
            (slots.month, slots.monthday) = (slots.monthday, slots.month);
        }
        slots
    }

    fn byte(&self, found: &Match) -> u32 {
        self.scene.at(found.first).map_or(0, |lexeme| lexeme.start)
    }

    /// Whether the publication time is told to the clock.
    fn timed(&self) -> bool {
        let published = &self.doc.dispatch.published;
        published.earliest.is_some() && published.earliest == published.latest
    }

    fn sentence(&self, found: &Match) -> Option<usize> {
        Some(self.doc.sentence_of(self.doc.tokens_in(self.span(found)?).start))
    }

    fn setting(&self, at: usize, found: &Match, told: &Memory) -> Setting {
        let published = &self.doc.dispatch.published;
        let byte = self.byte(found);
        let near = |told: &Told| byte.saturating_sub(told.byte) < 400;
        let mut setting = Setting {
            published: published.day(),
            clock: published.earliest.filter(|_| self.timed()).map(|moment| moment.local),
            told: told.last,
            told_day: told.day,
            sentence_day: None,
            quarter: told.quarter.filter(near),
            compared: told.quarter.filter(|told| byte.saturating_sub(told.byte) < COMPARED),
            narrative: self.narrative.get(at).copied().unwrap_or_default(),
            said: None,
            outlook: self.outlook(found),
            from_event: self.from_event(found),
        };
        let slots = &found.slots;
        if slots.clock.is_some() || slots.part.is_some() {
            let same = |told: &Told| {
                let there = self.doc.text().char_at(told.byte as usize).unwrap_or(0);
                let token = self.doc.tokens_in(Span::new(there, there + 1)).start;
                Some(self.doc.sentence_of(token)) == self.sentence(found)
            };
            // "A bomb went off on Tuesday. The blast came at 9:30 a.m."
            let gone = |told: &Told| told.place.first_day() <= setting.published;
            let just = |told: &Told| byte.saturating_sub(told.byte) < 300 && gone(told);
            // A line of nothing but a clock time is when an entry was posted.
            let back = setting.outlook == Outlook::Back && !self.is_alone(found);
            setting.sentence_day = told.day.filter(|told| same(told) || back && just(told));
        }
        setting.compared = setting.compared.filter(|quarter| quarter.byte >= told.months);
        let relative = slots.day.is_some()
            || slots.rel.is_some()
            || slots.dir.is_some()
            || slots.weekday.is_some();
        if relative && self.quotes.hold(found.first) {
            setting.said = self.said(at, found, &setting, told);
        }
        setting
    }

    /// The day on which a quotation was said, if its sentence tells it: `"… tomorrow," he said Monday`.
    fn said(&self, at: usize, found: &Match, setting: &Setting, told: &Memory) -> Option<Told> {
        let sentence = self.sentence(found);
        let says = |one: &Match| {
            let before = |back: usize| one.first.checked_sub(back);
            !self.quotes.hold(one.first)
                && (one.slots.weekday.is_some() || one.slots.day.is_some())
                && (1..=2).filter_map(before).any(|at| self.scene.has(at, Class::Saying))
                && self.sentence(one) == sentence
        };
        let near = at.saturating_sub(3)..(at + 4).min(self.matches.len());
        let (other, one) = near.map(|at| (at, &self.matches[at])).find(|(_, one)| says(one))?;
        let index = if other < at {
            told.day.map_or(0, |told| told.index)
        } else {
            // It comes later, so its place in the list is counted from here.
            told.count + (other - at) as u32
        };
        let meaning = self.meaning(other, one, setting)?;
        Some(Told { place: meaning.place?, index, byte: self.byte(one) })
    }

    /// Whether a match is the whole of its sentence.
    fn is_alone(&self, found: &Match) -> bool {
        let sentence = self.sentence(found).and_then(|at| self.doc.sentences.get(at));
        sentence.is_some_and(|sentence| self.span(found) == Some(sentence.span))
    }

    fn span(&self, found: &Match) -> Option<Span> {
        let first = self.scene.at(found.first)?;
        let last = self.scene.at(found.last.checked_sub(1)?)?;
        self.doc.text().span_of_bytes(first.start as usize..last.end as usize)
    }

    /// Whether "after" or "before" follows, and with it what the words count from.
    fn from_event(&self, found: &Match) -> Option<i64> {
        let next = self.scene.on(found.last).filter(|next| next.word != 0)?;
        let sense = self.scene.words.sense(next.word, Class::ToldDir)?;
        self.scene.on(found.last + 1).filter(|what| what.kind == Kind::Word)?;
        Some(i64::from(sense.value.number()))
    }

    /// Only what names no year or day by itself needs to know where the words around look.
    fn outlook(&self, found: &Match) -> Outlook {
        let slots = &found.slots;
        let needs = slots.month.is_some()
            || slots.weekday.is_some()
            || slots.season.is_some()
            || slots.holiday.is_some()
            || slots.unit.is_some()
            || slots.clock.is_some()
            || slots.half
            || self.kit.grammar.rules[found.rule].unit.is_some();
        match self.span(found) {
            Some(span) if needs && slots.year.is_none() => {
                outlook::around(&self.scene, self.doc, self.tags, found, span)
            }
            _ => Outlook::Open,
        }
    }

    /// The rule that fired; where nothing tells the order of day and month, that is said, too.
    fn by(&self, found: &Match) -> Vec<String> {
        let rule = self.kit.grammar.rules[found.rule].name.clone();
        let open = found.slots.either && self.home.is_none();
        if open { vec![rule, EITHER_ORDER.to_owned()] } else { vec![rule] }
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
        let grain = meaning.place.map(Place::grain).or(meaning.grain);
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
            approximate: meaning.approximate
                || moments.wide
                || found.slots.either && self.home.is_none(),
            anchor,
            repeats: meaning.repeats.clone(),
            length: meaning.length,
            by: self.by(found),
        })
    }
}

/// Said beside the rule of a date in digits whose day and month may be the other way round.
const EITHER_ORDER: &str = "date.either-order";

/// How many bytes after a quarter figures are still compared with those of the year before.
const COMPARED: u32 = 800;

/// "a year earlier", "the year-ago quarter"
fn is_year_ago(meaning: &Meaning, found: &Match) -> bool {
    let one = found.slots.count.is_none_or(|count| count == Count::whole(1));
    one && matches!(meaning.place, Some(Place::Year(_) | Place::Quarter(..)))
}

/// What was told so far.
#[derive(Default)]
struct Memory {
    last: Option<Told>,
    day: Option<Told>,
    quarter: Option<Told>,
    // Where a length of months was told last: figures of nine months are not those of the quarter.
    months: u32,
    count: u32,
}

impl Memory {
    fn months(&mut self, meaning: &Meaning, found: &Match, byte: u32) {
        let counted = found.slots.count.is_some_and(|count| count.thousandths > 3000);
        if meaning.kind == TimeKind::Duration && found.slots.unit == Some("M") && counted {
            self.months = byte;
        }
    }

    fn keep(
        &mut self,
        meaning: &Meaning,
        shifted: bool,
        index: u32,
        byte: u32,
        published: Option<Date>,
    ) {
        self.count = index + 1;
        let Some(place) = meaning.place else { return };
        let told = Told { place, index, byte };
        self.last = Some(told);
        if place.is_fine() {
            self.day = Some(told);
        }
        // A quarter to compare with is not the one that is told of, nor is one that still runs.
        let over = |place: Place| {
            let end = place.bounds().map(|(_, end)| end.date());
            end.zip(published).is_some_and(|(end, published)| end <= published)
        };
        let ahead = self.quarter.is_some_and(|told| over(told.place)) && !over(place);
        let other = match (self.quarter.map(|told| told.place), place) {
            // "the 1988 period" is what the third quarter of 1989 is compared with.
            (Some(Place::Quarter(known, nth)), Place::Quarter(year, same)) => {
                nth == same && year < known
            }
            _ => false,
        };
        if matches!(place, Place::Quarter(..)) && !shifted && !ahead && !other {
            self.quarter = Some(told);
        }
    }
}
