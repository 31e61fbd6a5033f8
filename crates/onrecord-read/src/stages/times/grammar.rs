//! Reads the rule file and turns its patterns into small programs.
//!
//! A pattern is a line of atoms parted by spaces: a word; `<class>`, a word of that class, kept; `<year>`
//! and the other phrases of `Phrase`; a mark (`,` `-` `/`); `~`, no white space here; `$name`, a
//! defined part; `( a | b )`; `atom?`; `!atom`, which must not follow; `{ }` around what is the
//! expression, where that is not all of it.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Paper, file};
use serde::Deserialize;

use super::words::{Class, WordId, Words};

/// The rule file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Parts of patterns with a name.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
    /// The rules; of two that match equally much, the earlier one wins.
    #[serde(default)]
    pub rule: Vec<RuleText>,
}

/// A rule as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// Its name, such as `date.month-day`.
    pub name: String,
    /// What must stand in the text; any of these.
    pub patterns: Vec<String>,
    /// What is made of it.
    pub make: Make,
    /// Checks that look beyond the pattern.
    #[serde(default)]
    pub when: Vec<Check>,
    /// Value of a reference or of a thing the grammar cannot compute.
    pub value: Option<String>,
    /// Unit, where the words do not name one.
    pub unit: Option<String>,
    /// Shift: -1 last, 0 this, 1 next.
    pub rel: Option<i32>,
    /// How many, where the words do not say.
    pub count: Option<i32>,
    /// Direction of a shift: -1 back, 1 on.
    pub dir: Option<i32>,
    /// TIMEX3 modifier.
    pub shade: Option<String>,
    /// Part of the day.
    pub part: Option<String>,
    /// What it hangs on.
    #[serde(default)]
    pub base: Base,
    /// Bounds of a vague expression against the publication day, such as `-4w..0d`.
    pub bounds: Option<String>,
}

/// What is made of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Make {
    /// A place on the calendar or the clock.
    Point,
    /// So much before or after something.
    Shift,
    /// A length.
    Length,
    /// A length that starts or ends at the publication day.
    Span,
    /// Something that repeats.
    Repeat,
    /// Past, present or future without more.
    Reference,
    /// Nothing: the words only look like a time.
    Nothing,
}

/// What a relative expression hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The publication day (or the last told day, in narrative).
    #[default]
    Speech,
    /// The last told day.
    Told,
}

/// Checks that look beyond the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// A bare four-digit number that reads as a year here.
    BareYear,
    /// A bare month that is surely no verb and no name.
    BareMonth,
    /// A bare season that is no verb and no thing.
    BareSeason,
    /// A bare clock time that is no score.
    BareClock,
    /// Written small, or in capitals throughout: no title of a programme.
    Lower,
    /// A rate ("3 million a year"), not one length.
    Rate,
    /// A word beside it looks ahead ("will soon", "plans to strike again soon").
    LooksAhead,
    /// No capitalized word follows that would make it a name ("the 11th Circuit").
    NoName,
    /// As many of the one unit as are in the other: "24 hours a day" is always.
    Whole,
    /// It opens a sentence: written with a capital.
    Opens,
    /// A noun phrase on its own, not inside a hyphenated compound.
    Loose,
}

/// Phrases that the engine reads itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// An amount: `3`, `two and a half`, `several`, `a`.
    Num,
    /// An amount that is not a bare article.
    Amount,
    /// A year in four digits, in words, or before the common era.
    Year,
    /// A two-digit year after an apostrophe, or after a full one and a dash.
    ShortYear,
    /// A day of the month.
    MonthDay,
    /// A day of the month that is passed over.
    SkipDay,
    /// A clock time.
    Clock,
    /// A clock time that cannot be anything else (`10 a.m.`, `noon`).
    SureClock,
    /// An hour without anything that makes it one ("at 4 in the morning").
    BareHour,
    /// A zone.
    Zone,
    /// A decade in digits: `1990s`, `'90s`.
    Decade,
    /// A holiday.
    Holiday,
    /// A date in digits: `2025-03-18`, `3/18/25`, `18.3.2025`.
    DigitDate,
    /// A quarter or half in short: `Q3`, `3Q`, `H1`.
    ShortQuarter,
    /// An ordinal in words or digits.
    Nth,
    /// A day of the month as an ordinal in digits: `20th`.
    DigitNth,
}

impl Phrase {
    const NAMES: &[(&str, Phrase)] = &[
        ("num", Phrase::Num),
        ("amount", Phrase::Amount),
        ("year", Phrase::Year),
        ("short_year", Phrase::ShortYear),
        ("monthday", Phrase::MonthDay),
        ("skip_day", Phrase::SkipDay),
        ("clock", Phrase::Clock),
        ("sure_clock", Phrase::SureClock),
        ("bare_hour", Phrase::BareHour),
        ("zone", Phrase::Zone),
        ("decade", Phrase::Decade),
        ("holiday", Phrase::Holiday),
        ("digit_date", Phrase::DigitDate),
        ("short_quarter", Phrase::ShortQuarter),
        ("nth", Phrase::Nth),
        ("digit_nth", Phrase::DigitNth),
    ];
}

/// One step of a pattern's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This word.
    Word(WordId),
    /// A word of this class, kept in its slot.
    Class(Class),
    /// A phrase, kept in its slots.
    Phrase(Phrase),
    /// This mark.
    Mark(char),
    /// No white space here.
    Tight,
    /// Go on at the first, or else at the second.
    Either(usize, usize),
    /// Go on there.
    Jump(usize),
    /// The expression starts here.
    Begin,
    /// The expression ends here.
    End,
    /// The steps up to the index must not match here.
    Not(usize),
    /// The pattern has matched.
    Done,
}

/// A pattern compiled: where its program starts, and the rule it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Index of its first step.
    pub start: usize,
    /// Index of its rule.
    pub rule: usize,
}

/// The rules with their programs.
pub struct Grammar {
    /// The rules, in the order of the file.
    pub rules: Vec<RuleText>,
    /// All steps of all programs.
    pub steps: Vec<Step>,
    /// All programs.
    pub programs: Vec<Program>,
}

impl Grammar {
    /// Reads and compiles a rule file; learns the words it uses.
    pub fn read(paper: &Paper, words: &mut Words, faults: &mut Vec<Fault>) -> Grammar {
        let mut grammar = Grammar { rules: Vec::new(), steps: Vec::new(), programs: Vec::new() };
        let Some(file) = file::rules::<RuleFile>(paper, faults) else { return grammar };
        for (rule, text) in file.rule.iter().enumerate() {
            for pattern in &text.patterns {
                let start = grammar.steps.len();
                let mut compiler =
                    Compiler { parts: &file.parts, words, steps: &mut grammar.steps, depth: 0 };
                if let Err(what) = compiler.pattern(pattern) {
                    let line = line_of(&paper.text, pattern);
                    let what = format!("{what} in a pattern of `{}`", text.name);
                    faults.push(Fault::new(&paper.name, line, what));
                    grammar.steps.truncate(start);
                    continue;
                }
                grammar.steps.push(Step::Done);
                grammar.programs.push(Program { start, rule });
            }
        }
        grammar.rules = file.rule;
        grammar
    }
}

fn line_of(text: &str, pattern: &str) -> usize {
    text.lines().position(|line| line.contains(pattern)).map_or(0, |at| at + 1)
}

struct Compiler<'c> {
    parts: &'c BTreeMap<String, String>,
    words: &'c mut Words,
    steps: &'c mut Vec<Step>,
    depth: usize,
}

impl Compiler<'_> {
    fn pattern(&mut self, pattern: &str) -> Result<(), String> {
        let atoms: Vec<&str> = pattern.split_whitespace().collect();
        let mut at = 0;
        self.choice(&atoms, &mut at)?;
        if at == atoms.len() { Ok(()) } else { Err("`)` without `(`".to_owned()) }
    }

    /// `a b | c d`, up to the end or a closing bracket.
    fn choice(&mut self, atoms: &[&str], at: &mut usize) -> Result<(), String> {
        let mut leaps = Vec::new();
        loop {
            let fork = self.steps.len();
            self.steps.push(Step::Jump(fork + 1));
            while let Some(atom) = atoms.get(*at) {
                if matches!(*atom, "|" | ")" | ")?") {
                    break;
                }
                self.atom(atoms, at)?;
            }
            if atoms.get(*at) == Some(&"|") {
                *at += 1;
                leaps.push(self.steps.len());
                self.steps.push(Step::Done);
                self.steps[fork] = Step::Either(fork + 1, self.steps.len());
            } else {
                break;
            }
        }
        let end = self.steps.len();
        leaps.into_iter().for_each(|leap| self.steps[leap] = Step::Jump(end));
        Ok(())
    }

    fn atom(&mut self, atoms: &[&str], at: &mut usize) -> Result<(), String> {
        let told = atoms[*at];
        *at += 1;
        let fork = self.steps.len();
        if told == "(" || told == "!(" {
            self.steps.push(Step::Jump(fork + 1));
            self.choice(atoms, at)?;
            let close = atoms.get(*at).ok_or("`(` without `)`")?;
            *at += 1;
            if told == "!(" {
                self.steps.push(Step::Done);
                self.steps[fork] = Step::Not(self.steps.len());
            } else if *close == ")?" {
                self.steps[fork] = Step::Either(fork + 1, self.steps.len());
            }
            return Ok(());
        }
        if let Some(atom) = told.strip_prefix('!').filter(|rest| !rest.is_empty()) {
            self.steps.push(Step::Jump(fork + 1));
            self.one(atom)?;
            self.steps.push(Step::Done);
            self.steps[fork] = Step::Not(self.steps.len());
        } else if let Some(atom) = told.strip_suffix('?').filter(|rest| !rest.is_empty()) {
            self.steps.push(Step::Jump(fork + 1));
            self.one(atom)?;
            self.steps[fork] = Step::Either(fork + 1, self.steps.len());
        } else {
            self.one(told)?;
        }
        Ok(())
    }

    fn one(&mut self, atom: &str) -> Result<(), String> {
        let step = match atom {
            "{" => Step::Begin,
            "}" => Step::End,
            "~" => Step::Tight,
            _ if atom.starts_with('$') => return self.part(atom.trim_start_matches('$')),
            _ if atom.starts_with('<') && atom.len() > 2 => {
                let name = atom.trim_start_matches('<').trim_end_matches('>');
                let phrase = Phrase::NAMES.iter().find(|(known, _)| *known == name);
                match (phrase, Class::named(name)) {
                    (Some(&(_, phrase)), _) => Step::Phrase(phrase),
                    (None, Some(class)) => Step::Class(class),
                    (None, None) => return Err(format!("unknown class `{name}`")),
                }
            }
            _ => {
                let mut letters = atom.chars();
                match (letters.next(), letters.next()) {
                    (Some(mark), None) if !mark.is_alphanumeric() => Step::Mark(mark),
                    _ => Step::Word(self.words.learn(atom)),
                }
            }
        };
        self.steps.push(step);
        Ok(())
    }

    fn part(&mut self, name: &str) -> Result<(), String> {
        let part = self.parts.get(name).ok_or_else(|| format!("unknown part `${name}`"))?;
        if self.depth > 8 {
            return Err(format!("part `${name}` uses itself"));
        }
        self.depth += 1;
        let done = self.pattern(part);
        self.depth -= 1;
        done
    }
}
