//! Verbs that turn the event below them into another one: who agrees to meet does not yet meet.

use std::collections::{HashMap, HashSet};

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::{Tags, Upos};

use super::words::Words;

/// What a verb does to the event below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Agrees, promises, offers, is ready to.
    Intend,
    /// Refuses, declines, fails to.
    Refuse,
    /// Threatens to.
    Threaten,
    /// Demands, insists.
    Demand,
    /// Urges, asks, calls on.
    Appeal,
    /// Stops doing it.
    Halt,
    /// Plans, is due to: the event stays what it is, and is still to come.
    Plan,
    /// Wants, hopes.
    Want,
    /// Tries to, thinks of: whether it comes about is not told.
    Maybe,
    /// Says that somebody did it, without saying that it is so: "the allegation that".
    Allege,
    /// Begins, continues, helps, manages: nothing changes.
    Carry,
    /// Keeps on doing it.
    Keep,
    /// Denies having done it.
    Deny,
    /// Takes it up into an event of its own: accuses of, allows.
    Swallow,
    /// Waits for it: "the ball is in their court to accept".
    Await,
    /// Tells it.
    Tell,
}

const NAMES: &[(&str, Turn)] = &[
    ("intend", Turn::Intend),
    ("refuse", Turn::Refuse),
    ("threaten", Turn::Threaten),
    ("demand", Turn::Demand),
    ("appeal", Turn::Appeal),
    ("halt", Turn::Halt),
    ("plan", Turn::Plan),
    ("want", Turn::Want),
    ("maybe", Turn::Maybe),
    ("allege", Turn::Allege),
    ("carry", Turn::Carry),
    ("keep", Turn::Keep),
    ("deny", Turn::Deny),
    ("swallow", Turn::Swallow),
    ("await", Turn::Await),
    ("tell", Turn::Tell),
];

impl Turn {
    /// Its name in the files.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, turn)| *turn == self).map_or("", |(name, _)| name)
    }
}

/// The verbs, and what each turn makes of which code.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    of: HashMap<String, Vec<(Option<String>, Turn)>>,
    shifts: HashMap<(Turn, String), String>,
    times: HashSet<String>,
}

impl Turns {
    /// Reads the verbs (turn, words) and the shifts (turn, code below, code that comes out).
    pub fn read(verbs: &Paper, shifts: &Paper, words: &Words, faults: &mut Vec<Fault>) -> Turns {
        let times = words.all("time").into_iter().map(str::to_owned).collect();
        let mut turns = Turns { times, ..Turns::default() };
        for row in Lexicon::read(verbs, 2, faults).rows() {
            let Some(turn) = named(row.column(0), verbs, row.line, faults) else { continue };
            for word in row.column(1).split_whitespace() {
                let (head, particle) = match word.split_once('_') {
                    Some((head, particle)) => (head, Some(particle.to_owned())),
                    None => (word, None),
                };
                turns.of.entry(head.to_owned()).or_default().push((particle, turn));
            }
        }
        // "call on" must be seen before "call".
        turns.of.values_mut().for_each(|list| list.sort_by_key(|(particle, _)| particle.is_none()));
        for row in Lexicon::read(shifts, 3, faults).rows() {
            let Some(turn) = named(row.column(0), shifts, row.line, faults) else { continue };
            let code = row.column(2).to_owned();
            turns.shifts.insert((turn, row.column(1).to_owned()), code);
        }
        turns
    }

    /// What the word at a token does to what stands below it.
    pub fn at(&self, tags: &Tags, token: usize) -> Option<Turn> {
        let found = self.of.get(tags.lemma(token))?;
        // "called on them to leave": the preposition may hang on whom it leads to, but "called him on
        // Friday to" leads to a day.
        let alone = tags.child_by(token, "obj").is_none();
        let led_to = |kid: usize| {
            let time = self.times.contains(&tags.lemma(kid).to_lowercase());
            alone && !time && tags.base_rel(kid) == "obl"
        };
        let beside = |particle: &str| {
            tags.children(token).any(|kid| {
                let mut cases = tags.children_by(kid, "case");
                tags.lemma(kid) == particle
                    || (led_to(kid) && cases.any(|at| tags.lemma(at) == particle))
            })
        };
        // "a claim that" alleges; who claims that, tells.
        let noun = tags.upos(token) == Upos::Noun;
        found
            .iter()
            .filter(|(_, turn)| noun || *turn != Turn::Allege)
            .find(|(particle, _)| particle.as_deref().is_none_or(beside))
            .map(|(_, turn)| *turn)
    }

    /// The code that comes out when a turn meets a code; the longest entry that fits counts.
    pub fn shift(&self, turn: Turn, cameo: &str) -> Option<&str> {
        let mut code = cameo;
        loop {
            if let Some(found) = self.shifts.get(&(turn, code.to_owned())) {
                return Some(if found == "=" { "" } else { found });
            }
            let (last, _) = code.char_indices().next_back()?;
            code = code.get(..last)?;
        }
    }
}

fn named(told: &str, paper: &Paper, line: usize, faults: &mut Vec<Fault>) -> Option<Turn> {
    let found = NAMES.iter().find(|(name, _)| *name == told).map(|(_, turn)| *turn);
    if found.is_none() {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        let fault = Fault::new(&paper.name, line, format!("unknown turn `{told}`"));
        faults.push(fault.hint(format!("one of {}", names.join(", "))));
    }
    found
}
