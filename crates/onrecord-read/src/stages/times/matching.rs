//! Runs the patterns over the lexemes and keeps the longest match at each place.

use super::grammar::{Grammar, Phrase, Step};
use super::lexemes::{Gap, Kind, Lexeme};
use super::phrases;
use super::places::Tables;
use super::slots::Slots;
use super::words::{Class, Words};

/// Where a rule matched.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// Index of the rule.
    pub rule: usize,
    /// First lexeme of the expression.
    pub first: usize,
    /// One past its last lexeme.
    pub last: usize,
    /// What was picked up.
    pub slots: Slots,
}

impl Match {
    /// Longer, or as long and of an earlier rule.
    pub fn beats(&self, other: &Match) -> bool {
        (self.last, other.rule) > (other.last, self.rule)
    }
}

/// What the matcher needs to look around.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    /// The words.
    pub words: &'s Words,
    /// Zones and holidays.
    pub tables: &'s Tables,
    /// The text, cut.
    pub lexemes: &'s [Lexeme],
    /// The text.
    pub text: &'s str,
}

impl Scene<'_> {
    /// The lexeme at an index.
    pub fn at(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    /// The lexeme at an index, if it is in the same block as the one before it.
    pub fn on(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at).filter(|lexeme| lexeme.gap != Gap::Break)
    }

    /// The written form of a lexeme.
    pub fn written(&self, at: usize) -> &str {
        let range = self.at(at).map(|lexeme| lexeme.start as usize..lexeme.end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// Whether the word at an index has a sense in a class.
    pub fn has(&self, at: usize, class: Class) -> bool {
        self.at(at).is_some_and(|lexeme| self.words.sense(lexeme.word, class).is_some())
    }
}

/// Which programs may start at which words.
pub struct Starts {
    by_word: Vec<Vec<u32>>,
    by_number: Vec<u32>,
    by_mark: Vec<u32>,
    // Whether a program can match one lexeme alone.
    single: Vec<bool>,
    // Whether a word may stand inside a match.
    inside: Vec<bool>,
}

impl Starts {
    /// Looks through all programs.
    pub fn of(grammar: &Grammar, words: &Words, tables: &Tables) -> Starts {
        let mut starts = Starts {
            by_word: vec![Vec::new(); words.len()],
            by_number: Vec::new(),
            by_mark: Vec::new(),
            single: Vec::new(),
            inside: inside(grammar, words, tables),
        };
        for (program, compiled) in grammar.programs.iter().enumerate() {
            starts.single.push(least(&grammar.steps, compiled.start) < 2);
            let mut firsts = Vec::new();
            first_steps(&grammar.steps, compiled.start, &mut firsts);
            for step in firsts {
                starts.add(program as u32, step, words, tables);
            }
        }
        let lists = starts.by_word.iter_mut().chain([&mut starts.by_number, &mut starts.by_mark]);
        lists.for_each(|list| {
            list.sort_unstable();
            list.dedup();
        });
        starts
    }

    fn add(&mut self, program: u32, step: Step, words: &Words, tables: &Tables) {
        let classes: &[Class] = match step {
            Step::Word(id) => return self.by_word[id as usize].push(program),
            Step::Mark(_) => return self.by_mark.push(program),
            Step::Class(class) => &[class],
            Step::Phrase(Phrase::Holiday) => {
                for word in tables.holidays.first_words() {
                    self.by_word[word as usize].push(program);
                }
                return;
            }
            Step::Phrase(phrase) => {
                self.by_number.push(program);
                if matches!(phrase, Phrase::ShortYear | Phrase::Decade) {
                    self.by_mark.push(program);
                }
                phrases::first_classes(phrase)
            }
            _ => return,
        };
        for id in 0..words.len() {
            if classes.iter().any(|&class| words.sense(id as u32, class).is_some()) {
                self.by_word[id].push(program);
            }
        }
    }

    fn at(&self, lexeme: &Lexeme) -> &[u32] {
        match lexeme.kind {
            Kind::Word => self.by_word.get(lexeme.word as usize).map_or(&[], Vec::as_slice),
            Kind::Mark('\'') => &self.by_mark,
            Kind::Mark(_) => &[],
            _ => &self.by_number,
        }
    }
}

/// How many lexemes a program needs at least.
fn least(steps: &[Step], at: usize) -> usize {
    match steps.get(at) {
        None | Some(Step::Done) => 0,
        Some(&Step::Jump(to)) => least(steps, to),
        Some(&Step::Either(a, b)) => least(steps, a).min(least(steps, b)),
        Some(&Step::Not(after)) => least(steps, after),
        Some(Step::Begin | Step::End | Step::Tight) => least(steps, at + 1),
        // Two are all that is asked about.
        Some(_) => match steps.get(at + 1) {
            None => 1,
            Some(_) => 1 + least_one(steps, at + 1),
        },
    }
}

/// Whether at least one more lexeme is needed: 1 or 0.
fn least_one(steps: &[Step], at: usize) -> usize {
    match steps.get(at) {
        None | Some(Step::Done) => 0,
        Some(&Step::Jump(to)) => least_one(steps, to),
        Some(&Step::Either(a, b)) => least_one(steps, a).min(least_one(steps, b)),
        Some(&Step::Not(after)) => least_one(steps, after),
        Some(Step::Begin | Step::End | Step::Tight) => least_one(steps, at + 1),
        Some(_) => 1,
    }
}

/// Which words may stand inside a match: those of patterns, phrases and tables.
fn inside(grammar: &Grammar, words: &Words, tables: &Tables) -> Vec<bool> {
    let mut inside = vec![false; words.len()];
    let mut classes: Vec<Class> = phrases::INSIDE.to_vec();
    for step in &grammar.steps {
        match *step {
            Step::Word(id) => inside[id as usize] = true,
            Step::Class(class) if !classes.contains(&class) => classes.push(class),
            _ => {}
        }
    }
    for (id, inside) in inside.iter_mut().enumerate() {
        *inside |= words.senses(id as u32).iter().any(|sense| classes.contains(&sense.class));
    }
    for word in tables.all_words() {
        inside[word as usize] = true;
    }
    inside
}

fn first_steps(steps: &[Step], at: usize, out: &mut Vec<Step>) {
    match steps.get(at) {
        Some(&Step::Jump(to)) => first_steps(steps, to, out),
        Some(&Step::Either(a, b)) => {
            first_steps(steps, a, out);
            first_steps(steps, b, out);
        }
        Some(&Step::Not(after)) => first_steps(steps, after, out),
        Some(Step::Begin | Step::End | Step::Tight) => first_steps(steps, at + 1, out),
        Some(&step) => out.push(step),
        None => {}
    }
}

/// Adds every match whose words start at a lexeme and which passes `holds`.
pub fn all_at(
    scene: &Scene<'_>,
    grammar: &Grammar,
    starts: &Starts,
    at: usize,
    holds: impl Fn(&Match) -> bool,
    out: &mut Vec<Match>,
) {
    let Some(lexeme) = scene.at(at) else { return };
    let programs = starts.at(lexeme);
    if programs.is_empty() {
        return;
    }
    // Most words after "the" or "in" belong to no time: only what matches one lexeme is tried.
    let alone = scene.on(at + 1).is_none_or(|next| {
        next.kind == Kind::Word && !starts.inside.get(next.word as usize).copied().unwrap_or(false)
    });
    let mut open = Vec::new();
    for &index in programs {
        if alone && !starts.single[index as usize] {
            continue;
        }
        let program = grammar.programs[index as usize];
        open.clear();
        let Some(found) = run(scene, &grammar.steps, program.start, at, &mut open) else {
            continue;
        };
        let found = Match { rule: program.rule, ..found };
        if found.last > found.first && holds(&found) {
            out.push(found);
        }
    }
}

#[derive(Clone, Copy)]
struct Thread {
    step: usize,
    at: usize,
    begin: usize,
    end: usize,
    slots: Slots,
}

/// Runs one program; the first way through it counts.
fn run(
    scene: &Scene<'_>,
    steps: &[Step],
    start: usize,
    at: usize,
    open: &mut Vec<Thread>,
) -> Option<Match> {
    let floor = open.len();
    let mut thread =
        Thread { step: start, at, begin: at, end: usize::MAX, slots: Slots::default() };
    // Patterns have no loops; the bound is for rule files that nest too much.
    for _ in 0..4096 {
        let went = match *steps.get(thread.step)? {
            Step::Done => {
                let last = if thread.end == usize::MAX { thread.at } else { thread.end };
                let (first, slots) = (thread.begin, thread.slots);
                open.truncate(floor);
                return Some(Match { rule: 0, first, last, slots });
            }
            Step::Jump(to) => {
                thread.step = to;
                continue;
            }
            Step::Either(a, b) => {
                open.push(Thread { step: b, ..thread });
                thread.step = a;
                continue;
            }
            Step::Not(after) => {
                let met = run(scene, steps, thread.step + 1, thread.at, open).is_some();
                thread.step = after;
                !met
            }
            step => go(scene, step, &mut thread, at),
        };
        if !went {
            if open.len() == floor {
                return None;
            }
            thread = open.pop()?;
        }
    }
    None
}

fn go(scene: &Scene<'_>, step: Step, thread: &mut Thread, first: usize) -> bool {
    thread.step += 1;
    let at = thread.at;
    match step {
        Step::Begin => {
            thread.begin = at;
            return true;
        }
        Step::End => {
            thread.end = at;
            return true;
        }
        Step::Tight => return scene.at(at).is_some_and(|lexeme| lexeme.gap == Gap::None),
        _ => {}
    }
    let Some(lexeme) = scene.at(at) else { return false };
    if lexeme.gap == Gap::Break && at != first {
        return false;
    }
    match step {
        Step::Word(id) => {
            thread.at += 1;
            lexeme.word == id
        }
        Step::Mark(mark) => {
            thread.at += 1;
            lexeme.is(mark)
        }
        Step::Class(class) => {
            let Some(sense) = scene.words.sense(lexeme.word, class) else { return false };
            if sense.capital && !lexeme.capital {
                return false;
            }
            thread.slots.keep(class, sense);
            thread.at += 1;
            true
        }
        Step::Phrase(phrase) => match phrases::read(scene, phrase, at, &mut thread.slots) {
            Some(next) => {
                thread.at = next;
                true
            }
            None => false,
        },
        _ => false,
    }
}
