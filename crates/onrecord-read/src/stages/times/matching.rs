//! Runs the patterns over the lexemes and keeps the longest match at each place.

use super::grammar::{Grammar, Step};
use super::lexemes::{Gap, Lexeme};
use super::phrases;
use super::places::Tables;
use super::slots::Slots;
use super::starts::Starts;
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

/// Adds every match whose words start at a lexeme and which passes `holds`.
pub fn all_at(
    scene: &Scene<'_>,
    grammar: &Grammar,
    starts: &Starts,
    at: usize,
    holds: impl Fn(&Match) -> bool,
    runner: &mut Runner,
    out: &mut Vec<Match>,
) {
    let Some(lexeme) = scene.at(at) else { return };
    for index in starts.at(lexeme, scene.at(at + 1)) {
        let program = grammar.programs[index as usize];
        let Some(way) = runner.run(scene, &grammar.steps, program.start, at) else { continue };
        if way.last <= way.first {
            continue;
        }
        let slots = runner.picked(scene);
        let found = Match { rule: program.rule, first: way.first, last: way.last, slots };
        if holds(&found) {
            out.push(found);
        }
    }
}

/// Runs programs. What they pick up is only noted on the way and read when one has come through:
/// most do not.
#[derive(Default)]
pub struct Runner {
    open: Vec<Thread>,
    // The classes and phrases met so far, with where; a thread that is taken up again cuts it back.
    trail: Vec<(Step, u32)>,
    scratch: Slots,
}

#[derive(Clone, Copy)]
struct Thread {
    step: u32,
    at: u32,
    begin: u32,
    end: u32,
    trail: u32,
}

/// Where an expression begins and ends.
struct Way {
    first: usize,
    last: usize,
}

/// No end is told yet.
const OPEN: u32 = u32::MAX;

impl Runner {
    /// Runs one program; the first way through it counts.
    fn run(&mut self, scene: &Scene<'_>, steps: &[Step], start: usize, at: usize) -> Option<Way> {
        self.open.clear();
        self.trail.clear();
        self.on(scene, steps, start, at)
    }

    /// Everything picked up on the way of the last run.
    fn picked(&self, scene: &Scene<'_>) -> Slots {
        let mut slots = Slots::default();
        for &(step, at) in &self.trail {
            match step {
                Step::Class(class) => {
                    let lexeme = scene.at(at as usize);
                    if let Some(sense) = lexeme.and_then(|l| scene.words.sense(l.word, class)) {
                        slots.keep(class, sense);
                    }
                }
                Step::Phrase(phrase) => {
                    phrases::read(scene, phrase, at as usize, &mut slots);
                }
                _ => {}
            }
        }
        slots
    }

    fn on(&mut self, scene: &Scene<'_>, steps: &[Step], start: usize, at: usize) -> Option<Way> {
        let floor = self.open.len();
        let here = at as u32;
        let trail = self.trail.len() as u32;
        let mut thread = Thread { step: start as u32, at: here, begin: here, end: OPEN, trail };
        // Patterns have no loops; the bound is for rule files that nest too much.
        for _ in 0..4096 {
            let went = match *steps.get(thread.step as usize)? {
                Step::Done => {
                    let last = if thread.end == OPEN { thread.at } else { thread.end };
                    self.open.truncate(floor);
                    return Some(Way { first: thread.begin as usize, last: last as usize });
                }
                Step::Jump(to) => {
                    thread.step = to as u32;
                    continue;
                }
                Step::Either(a, b) => {
                    let trail = self.trail.len() as u32;
                    self.open.push(Thread { step: b as u32, trail, ..thread });
                    thread.step = a as u32;
                    continue;
                }
                Step::Not(after) => {
                    let kept = self.trail.len();
                    let inner = thread.step as usize + 1;
                    let met = self.on(scene, steps, inner, thread.at as usize).is_some();
                    self.trail.truncate(kept);
                    thread.step = after as u32;
                    !met
                }
                step => self.go(scene, step, &mut thread, at),
            };
            if !went {
                if self.open.len() == floor {
                    return None;
                }
                thread = self.open.pop()?;
                self.trail.truncate(thread.trail as usize);
            }
        }
        self.open.truncate(floor);
        None
    }

    fn go(&mut self, scene: &Scene<'_>, step: Step, thread: &mut Thread, first: usize) -> bool {
        thread.step += 1;
        let at = thread.at as usize;
        match step {
            Step::Begin => {
                thread.begin = thread.at;
                return true;
            }
            Step::End => {
                thread.end = thread.at;
                return true;
            }
            Step::Tight => return scene.at(at).is_some_and(|lexeme| lexeme.gap == Gap::None),
            _ => {}
        }
        let Some(lexeme) = scene.at(at) else { return false };
        if lexeme.gap == Gap::Break && at != first {
            return false;
        }
        let next = match step {
            Step::Word(id) => (lexeme.word == id).then_some(at + 1),
            Step::Mark(mark) => lexeme.is(mark).then_some(at + 1),
            Step::Class(class) => {
                let sense = scene.words.sense(lexeme.word, class);
                sense.filter(|sense| !sense.capital || lexeme.capital).map(|_| at + 1)
            }
            Step::Phrase(phrase) => phrases::read(scene, phrase, at, &mut self.scratch),
            _ => None,
        };
        let Some(next) = next else { return false };
        if matches!(step, Step::Class(_) | Step::Phrase(_)) {
            self.trail.push((step, thread.at));
        }
        thread.at = next as u32;
        true
    }
}
