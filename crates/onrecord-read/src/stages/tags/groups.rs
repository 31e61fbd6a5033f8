//! Names that no model was taught: peoples, parties and faiths; buildings, roads and bridges; and
//! names that stand side by side.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::EntityKind;

/// Words that tell such names.
#[derive(Default)]
pub struct Groups {
    groups: HashSet<String>,
    facilities: HashSet<String>,
    regions: HashSet<String>,
    sides: HashSet<String>,
    tails: HashSet<String>,
    given: HashSet<String>,
    places: HashSet<String>,
}

type Name = (Range<usize>, EntityKind);

/// A person's name of fewer words is never taken for a list of persons.
const LISTED: usize = 4;

impl Groups {
    /// Reads the lists; an unknown kind is a fault.
    pub fn read(paper: &Paper, places: &Paper, faults: &mut Vec<Fault>) -> Groups {
        let mut groups = Groups::default();
        let places = Lexicon::read(places, 1, faults);
        groups.places = places.rows().map(|row| row.column(0).to_owned()).collect();
        for row in Lexicon::read(paper, 2, faults).rows() {
            let list = match row.column(0) {
                "group" => &mut groups.groups,
                "facility" => &mut groups.facilities,
                "region" => &mut groups.regions,
                "side" => &mut groups.sides,
                "tail" => &mut groups.tails,
                "given" => &mut groups.given,
                kind => {
                    let fault = Fault::new(&paper.name, row.line, format!("unknown kind `{kind}`"));
                    faults.push(fault.hint("the kinds are told at the top of the file"));
                    continue;
                }
            };
            list.insert(row.column(1).to_owned());
        }
        groups
    }

    /// The names that a model found, those parted that it read as one: a town and its state or
    /// country, persons named at the end of one line and the start of the next, lists of persons.
    pub fn part(&self, words: &[&str], names: Vec<Name>) -> Vec<Name> {
        let names = parted(names, |(tokens, kind)| match kind {
            EntityKind::Loc => self.before_region(words, tokens),
            EntityKind::Per => before_repeat(words, tokens),
            _ => None,
        });
        let names: Vec<Name> =
            names.into_iter().flat_map(|name| self.listed(words, name)).collect();
        let known: HashSet<&[&str]> = names
            .iter()
            .filter(|(tokens, kind)| *kind == EntityKind::Per && tokens.len() > 1)
            .filter_map(|(tokens, _)| words.get(tokens.clone()))
            .collect();
        parted(names.clone(), |(tokens, kind)| {
            let ends = (tokens.start + 2..tokens.end).rev().filter(|_| *kind == EntityKind::Per);
            ends.filter(|&end| !self.tails.contains(word(words, end)))
                .find(|&end| words.get(tokens.start..end).is_some_and(|name| known.contains(name)))
        })
    }

    /// The persons of a list that was read as one name: each begins with a first name that follows
    /// none.
    fn listed(&self, words: &[&str], (tokens, kind): Name) -> Vec<Name> {
        let mut start = tokens.start;
        let mut out = Vec::new();
        if kind == EntityKind::Per && tokens.len() >= LISTED {
            for at in tokens.start + 2..tokens.end {
                let (before, here) = (word(words, at - 1), word(words, at));
                let surname = before.starts_with(char::is_uppercase)
                    && before.ends_with(char::is_alphabetic)
                    && !self.given.contains(before);
                if at >= start + 2 && surname && self.given.contains(here) {
                    out.push((start..at, kind));
                    start = at;
                }
            }
        }
        out.push((start..tokens.end, kind));
        out
    }

    fn before_region(&self, words: &[&str], tokens: &Range<usize>) -> Option<usize> {
        let last = tokens.end - 1;
        let is_town = tokens.len() > 1 && !self.is_side(word(words, last - 1));
        (is_town && self.is_region(word(words, last))).then_some(last)
    }

    fn is_region(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let title = || letters.next().into_iter().flat_map(char::to_uppercase).chain(letters);
        self.regions.contains(word)
            || word.len() > 3 && self.regions.contains(&title().collect::<String>())
    }

    fn is_side(&self, word: &str) -> bool {
        self.sides.contains(&word.to_lowercase())
    }

    /// The names that a model found, with facilities told from other places, and with the groups
    /// it left out.
    pub fn refine(&self, words: &[&str], classes: &[&str], mut names: Vec<Name>) -> Vec<Name> {
        for (tokens, kind) in &mut names {
            if *kind == EntityKind::Per && self.is_town(words, classes, tokens) {
                *kind = EntityKind::Loc;
            }
            if *kind == EntityKind::Loc && self.is_facility(words, tokens) {
                *kind = EntityKind::Fac;
            }
            // `Georgian` alone is no place, nor is the one of "the Georgian ministry" a person or a body.
            if self.group_at(words, classes, tokens.start) == tokens.len()
                && (*kind == EntityKind::Loc && classes.get(tokens.start) != Some(&"NNP")
                    || *kind != EntityKind::Loc && is_modifier(words, classes, tokens.end))
            {
                *kind = EntityKind::Norp;
            }
        }
        let mut out = Vec::with_capacity(names.len());
        let mut at = 0;
        for name in names {
            self.groups_in(words, classes, at..name.0.start, &mut out);
            at = name.0.end;
            out.push(name);
        }
        self.groups_in(words, classes, at..words.len(), &mut out);
        out
    }

    /// A town of the list, unless a name or a title leads to it ("Mr London").
    fn is_town(&self, words: &[&str], classes: &[&str], tokens: &Range<usize>) -> bool {
        let before = tokens.start.wrapping_sub(1);
        let led = classes.get(before).is_some_and(|class| class.starts_with("NNP"))
            && word(words, before).starts_with(char::is_uppercase);
        let name = words.get(tokens.clone()).unwrap_or_default();
        !led && self.places.contains(&name.join(" "))
    }

    fn is_facility(&self, words: &[&str], tokens: &Range<usize>) -> bool {
        let last = words.get(tokens.end.wrapping_sub(1)).copied().unwrap_or_default();
        tokens.len() > 1 && self.facilities.contains(&last.to_lowercase())
    }

    /// Adds the groups that are named in a stretch.
    fn groups_in(
        &self,
        words: &[&str],
        classes: &[&str],
        range: Range<usize>,
        out: &mut Vec<Name>,
    ) {
        let mut at = range.start;
        while at < range.end {
            let many = self.group_at(words, classes, at).min(range.end - at);
            if many > 0 {
                out.push((at..at + many, EntityKind::Norp));
            }
            at += many.max(1);
        }
    }

    /// How many words from `at` on name a group.
    fn group_at(&self, words: &[&str], classes: &[&str], at: usize) -> usize {
        let nominal = |at: usize| {
            classes.get(at).is_some_and(|class| class.starts_with("NN") || class.starts_with("JJ"))
        };
        let word = words.get(at).copied().unwrap_or_default();
        if !word.starts_with(|c: char| c.is_ascii_uppercase()) || !nominal(at) {
            return 0;
        }
        let next = words.get(at + 1).copied().unwrap_or_default();
        let opens_upper = next.starts_with(|c: char| c.is_ascii_uppercase());
        if opens_upper && nominal(at + 1) && self.groups.contains(&format!("{word} {next}")) {
            return 2;
        }
        let one = word.strip_suffix('s').unwrap_or(word);
        usize::from(self.groups.contains(word) || self.groups.contains(one))
    }
}

/// Whether a common noun or an adjective follows, which the words before it are about.
fn is_modifier(words: &[&str], classes: &[&str], next: usize) -> bool {
    word(words, next).starts_with(char::is_lowercase)
        && classes.get(next).is_some_and(|class| matches!(*class, "NN" | "NNS" | "JJ"))
}

fn word<'w>(words: &[&'w str], at: usize) -> &'w str {
    words.get(at).copied().unwrap_or_default()
}

/// Names, some cut in two where `cut` tells.
fn parted(names: Vec<Name>, cut: impl Fn(&Name) -> Option<usize>) -> Vec<Name> {
    let part = |name: Name| {
        let middle = cut(&name).unwrap_or(name.0.end);
        [(name.0.start..middle, name.1), (middle..name.0.end, name.1)]
    };
    names.into_iter().flat_map(part).filter(|(tokens, _)| !tokens.is_empty()).collect()
}

/// Where a name starts again: `Ann Ann`, `Ann Hill Ann Hill`; one word of several may recur.
fn before_repeat(words: &[&str], tokens: &Range<usize>) -> Option<usize> {
    let again = |at: usize| {
        let same = (at..tokens.end).zip(tokens.start..at);
        let same = same.take_while(|&(b, a)| word(words, a) == word(words, b)).count();
        same > 1 || same == 1 && tokens.len() == 2
    };
    (tokens.start + 1..tokens.end).find(|&at| again(at))
}
