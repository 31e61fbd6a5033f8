//! Which patterns may begin at a word, told by that word and the one after it.
//!
//! Most words of a text begin no pattern, and most of those that begin many ("the", "in", "a") are
//! followed by a word that none of them can take. So each list holds, for every pattern, whether
//! its first word may be its last, and which words may come second; only what passes is run.

use std::collections::BTreeMap;

use super::grammar::{Grammar, Phrase, Step};
use super::lexemes::{Gap, Kind, Lexeme};
use super::phrases;
use super::places::Tables;
use super::words::{Class, WordId, Words};

/// A pattern that may begin at some word.
struct Start {
    program: u32,
    // Whether it may end with that word.
    single: bool,
    // What may come next: an index into `seconds`.
    second: u32,
}

/// Lexemes of some kinds: words by their numbers, and all numbers, and all marks.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Lexemes {
    words: Vec<u64>,
    numbers: bool,
    marks: bool,
}

impl Lexemes {
    fn add(&mut self, word: WordId) {
        let at = word as usize / 64;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        self.words[at] |= 1 << (word % 64);
    }

    fn add_all(&mut self, other: &Lexemes) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(own, more)| *own |= more);
        self.numbers |= other.numbers;
        self.marks |= other.marks;
    }

    fn hold(&self, lexeme: &Lexeme) -> bool {
        match lexeme.kind {
            Kind::Word => {
                let bits = self.words.get(lexeme.word as usize / 64).copied().unwrap_or(0);
                bits >> (lexeme.word % 64) & 1 == 1
            }
            Kind::Mark(_) => self.marks,
            Kind::Number | Kind::Ordinal | Kind::Plural => self.numbers,
        }
    }

    fn all_words(&self) -> impl Iterator<Item = WordId> + '_ {
        let bits = self.words.iter().enumerate();
        bits.flat_map(|(at, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| (at * 64) as u32 + bit)
        })
    }
}

/// Which patterns may begin at which lexemes.
pub struct Starts {
    by_word: Vec<Vec<Start>>,
    by_number: Vec<Start>,
    by_mark: Vec<Start>,
    seconds: Vec<Lexemes>,
}

impl Starts {
    /// Looks through all patterns.
    pub fn of(grammar: &Grammar, words: &Words, tables: &Tables) -> Starts {
        let reach = Reach { steps: &grammar.steps, by_class: words.by_class(), tables };
        let mut draft: BTreeMap<(Slot, u32), (bool, Lexemes)> = BTreeMap::new();
        for (program, compiled) in grammar.programs.iter().enumerate() {
            let mut firsts = Vec::new();
            reach.consuming(compiled.start, &mut firsts);
            for at in firsts {
                let (single, second) = reach.second(at);
                for slot in reach.lexemes(grammar.steps[at]).slots() {
                    let entry = draft.entry((slot, program as u32)).or_default();
                    entry.0 |= single;
                    entry.1.add_all(&second);
                }
            }
        }
        let mut starts = Starts {
            by_word: (0..words.len()).map(|_| Vec::new()).collect(),
            by_number: Vec::new(),
            by_mark: Vec::new(),
            seconds: Vec::new(),
        };
        let mut known: BTreeMap<Lexemes, u32> = BTreeMap::new();
        for ((slot, program), (single, second)) in draft {
            let next = known.len() as u32;
            let second = *known.entry(second).or_insert(next);
            let start = Start { program, single, second };
            match slot {
                Slot::Word(id) => starts.by_word[id as usize].push(start),
                Slot::Number => starts.by_number.push(start),
                Slot::Mark => starts.by_mark.push(start),
            }
        }
        let mut seconds: Vec<(Lexemes, u32)> = known.into_iter().collect();
        seconds.sort_by_key(|(_, index)| *index);
        starts.seconds = seconds.into_iter().map(|(lexemes, _)| lexemes).collect();
        starts
    }

    /// The programs worth running at a lexeme, in the order of the file.
    pub fn at<'s>(
        &'s self,
        lexeme: &Lexeme,
        next: Option<&'s Lexeme>,
    ) -> impl Iterator<Item = u32> + 's {
        let list: &[Start] = match lexeme.kind {
            Kind::Word => self.by_word.get(lexeme.word as usize).map_or(&[], Vec::as_slice),
            Kind::Mark(_) => &self.by_mark,
            Kind::Number | Kind::Ordinal | Kind::Plural => &self.by_number,
        };
        let next = next.filter(|next| next.gap != Gap::Break);
        let fits = move |start: &&Start| {
            start.single
                || next.is_some_and(|next| {
                    self.seconds.get(start.second as usize).is_some_and(|set| set.hold(next))
                })
        };
        list.iter().filter(fits).map(|start| start.program)
    }
}

/// What a list of starts is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Word(WordId),
    Number,
    Mark,
}

impl Lexemes {
    fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.all_words().map(Slot::Word).collect();
        slots.extend(self.numbers.then_some(Slot::Number));
        slots.extend(self.marks.then_some(Slot::Mark));
        slots
    }
}

/// What may be reached from a step.
struct Reach<'r> {
    steps: &'r [Step],
    by_class: Vec<Vec<WordId>>,
    tables: &'r Tables,
}

impl Reach<'_> {
    /// The steps that may be the first to take a lexeme, or to be done, from a step on.
    fn consuming(&self, at: usize, out: &mut Vec<usize>) {
        match self.steps.get(at) {
            Some(&Step::Jump(to)) => self.consuming(to, out),
            Some(&Step::Either(a, b)) => {
                self.consuming(a, out);
                self.consuming(b, out);
            }
            Some(&Step::Not(after)) => self.consuming(after, out),
            Some(Step::Begin | Step::End | Step::Tight) => self.consuming(at + 1, out),
            Some(_) => out.push(at),
            None => {}
        }
    }

    /// Whether nothing more is needed after a step, and what may come next.
    fn second(&self, at: usize) -> (bool, Lexemes) {
        let mut next = Vec::new();
        self.consuming(at + 1, &mut next);
        let mut lexemes = Lexemes::default();
        let mut single = false;
        for at in next {
            single |= self.steps[at] == Step::Done;
            lexemes.add_all(&self.lexemes(self.steps[at]));
        }
        if matches!(self.steps[at], Step::Phrase(_)) {
            // A phrase may go on by itself.
            phrases::INSIDE.iter().for_each(|&class| self.add_class(class, &mut lexemes));
            (lexemes.numbers, lexemes.marks) = (true, true);
            self.tables.all_words().for_each(|word| lexemes.add(word));
        }
        (single, lexemes)
    }

    fn add_class(&self, class: Class, lexemes: &mut Lexemes) {
        let words = self.by_class.get(class as usize).into_iter().flatten();
        words.for_each(|&word| lexemes.add(word));
    }

    /// The lexemes that a step may take, or begin with.
    fn lexemes(&self, step: Step) -> Lexemes {
        let mut lexemes = Lexemes::default();
        match step {
            Step::Word(id) => lexemes.add(id),
            Step::Mark(_) => lexemes.marks = true,
            Step::Class(class) => self.add_class(class, &mut lexemes),
            Step::Phrase(Phrase::Holiday) => {
                self.tables.holidays.first_words().for_each(|word| lexemes.add(word));
            }
            Step::Phrase(Phrase::Zone) => {
                lexemes.marks = true;
                self.add_class(Class::Local, &mut lexemes);
                let names = self.tables.zone_names.first_words();
                names.chain(self.tables.places.first_words()).for_each(|word| lexemes.add(word));
            }
            Step::Phrase(phrase) => {
                lexemes.numbers = true;
                lexemes.marks = matches!(phrase, Phrase::ShortYear | Phrase::Decade);
                let classes = phrases::first_classes(phrase);
                classes.iter().for_each(|&class| self.add_class(class, &mut lexemes));
            }
            _ => {}
        }
        lexemes
    }
}
