//! What is known at one place of the text: the day it hangs on, the last told day, the outlook.

use jiff::civil::{Date, DateTime};

use super::calendar::Place;
use super::meaning::Anchor;

/// Whether the words around look back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// Past tense and its kin.
    Back,
    /// "since" or, before a bare month, what happened in it stands right before it.
    Ended,
    /// Future tense, plans, deadlines.
    Ahead,
    /// Nothing tells.
    Open,
}

/// A told place that later expressions may hang on.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Where on the calendar.
    pub place: Place,
    /// Its index in the list of expressions.
    pub index: u32,
    /// Its first byte.
    pub byte: u32,
}

/// Whether a place narrates the past.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// The whole dispatch does: "the last week" is that of the story, too.
    pub all: bool,
    /// The passage does: a month, a season or a holiday without a year is that of the year told last.
    pub passage: bool,
}

/// Everything that decides what a relative expression stands for at one place of the text.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The publication day.
    pub published: Option<Date>,
    /// The publication time on the wall, where it is told.
    pub clock: Option<DateTime>,
    /// The last told place.
    pub told: Option<Told>,
    /// The last told day or part of one.
    pub told_day: Option<Told>,
    /// The last told day of the same sentence, for clock times and parts of the day.
    pub sentence_day: Option<Told>,
    /// The last told quarter, if it is near.
    pub quarter: Option<Told>,
    /// The same as long as figures of it are compared, and not those of nine months.
    pub compared: Option<Told>,
    /// Whether this place narrates the past, so that its words hang on what was told.
    pub narrative: Narrative,
    /// The day of saying, inside a quotation.
    pub said: Option<Told>,
    /// Where the words around look.
    pub outlook: Outlook,
    /// "after" (1) or "before" (-1) right behind it: it counts from what follows.
    pub from_event: Option<i64>,
}

impl Setting {
    /// The day that "today" is here.
    pub fn speech(&self) -> (Option<Date>, Anchor) {
        if let Some((day, told)) = self.said.and_then(|told| Some((told.place.first_day()?, told)))
        {
            return (Some(day), Anchor::Told(told.index));
        }
        match self.published {
            Some(day) => (Some(day), Anchor::Publication),
            None => (None, Anchor::Unknown),
        }
    }

    /// The last told day, or else the day of speech.
    pub fn last_told(&self) -> (Option<Date>, Anchor) {
        match self.told.and_then(|told| Some((told.place.first_day()?, told))) {
            Some((day, told)) => (Some(day), Anchor::Told(told.index)),
            None => self.speech(),
        }
    }

    /// The last told day; where only a month or more was told last, the day of speech.
    pub fn last_told_day(&self) -> (Option<Date>, Anchor) {
        match self.told_day.and_then(|told| Some((told.place.first_day()?, told))) {
            Some((day, told)) => (Some(day), Anchor::Told(told.index)),
            None if self.narrative.all => self.last_told(),
            None => self.speech(),
        }
    }
}
