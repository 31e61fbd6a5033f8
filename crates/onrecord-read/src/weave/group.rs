//! Puts a stream of dispatches into stories, one pass, in the order in which they come.
//!
//! Weighted words (rare in general news and in the stream so far) make a vector a dispatch. The
//! closest stories are ranked by their nearest dispatch, their three nearest (a quorum, so that a
//! story does not grow by chains) and their centre; whether to join is a second decision, which
//! numbers and names can veto. A story keeps the id of the dispatch that opened it.

use rustc_hash::FxHashMap;

use super::Kit;
use super::terms::{Term, terms};

/// What the grouper needs to know of a dispatch.
#[derive(Clone, Copy, Debug)]
pub struct Item<'i> {
    /// The headline.
    pub title: Option<&'i str>,
    /// The text.
    pub text: &'i str,
    /// The day of publication, in days from any fixed day.
    pub day: Option<i32>,
}

/// Where a dispatch was put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Its story: the name of the dispatch that opened it.
    pub story: i64,
    /// How close it is to the story, 0 to about 1; 0 for one that opens a story.
    pub closeness: f32,
}

// Found by a random search over four sets of grouped news (event clusters, three-way
// roundups, matched articles, headlines); the mean BCubed F1 moves by less than a point
// around these values.
const TITLE: f32 = 2.0;
const LEAD: usize = 100;
const TAIL: f32 = 0.4;
const CAPITAL: f32 = 1.6;
const NUMBER: f32 = 2.2;
const WORDS: usize = 600;
const TERMS: usize = 140;
const PASSAGES: f32 = 1200.0;
const NEAREST: f32 = 0.35;
const QUORUM: f32 = 0.2;
const CENTRE: f32 = 0.45;
const A_DAY_APART: f32 = 0.02;
const JOIN: f32 = 0.2;

// Bounds that keep a long stream fast: rarely does anything beyond them matter.
const PROBES: usize = 48;
const POSTINGS: usize = 1500;
const NEIGHBOURS: usize = 400;
const RIVALS: usize = 12;
const LEAST: f32 = 0.02;

type Vector = Vec<(u32, f32)>;

/// A stream of dispatches being put into stories.
pub struct Grouper<'k> {
    kit: &'k Kit,
    words: FxHashMap<String, u32>,
    // By word: how many dispatches had it, its share in general news, where it occurred.
    seen: Vec<f32>,
    general: Vec<f32>,
    postings: Vec<Vec<(u32, f32)>>,
    members: Vec<Member>,
    stories: Vec<Story>,
    // Sums for one dispatch, by word and by member; all 0 in between.
    by_word: Vec<f32>,
    by_member: Vec<f32>,
}

struct Member {
    story: usize,
    vector: Vector,
    series: Vec<(String, String)>,
}

struct Story {
    opened_by: i64,
    size: f32,
    sum: FxHashMap<u32, f32>,
    square: f32,
    last: Option<i32>,
}

impl<'k> Grouper<'k> {
    /// A grouper that has seen nothing yet.
    pub fn new(kit: &'k Kit) -> Grouper<'k> {
        Grouper {
            kit,
            words: FxHashMap::default(),
            seen: Vec::new(),
            general: Vec::new(),
            postings: Vec::new(),
            members: Vec::new(),
            stories: Vec::new(),
            by_word: Vec::new(),
            by_member: Vec::new(),
        }
    }

    /// Puts the next dispatch into a story, an old one or one that it opens and that has its name.
    pub fn place(&mut self, item: &Item<'_>, name: i64) -> Placed {
        let vector = self.vector(item);
        let series = self.series(item);
        let rivals = self.rivals(&vector).into_iter();
        let best = rivals.filter_map(|(story, near)| {
            if self.another_part(&near, &series) {
                return None;
            }
            Some((story, self.closeness(story, &near, &vector, item.day)))
        });
        // The earlier story wins a tie, so that a replay gives the same answer.
        let best = best.fold(None::<(usize, f32)>, |best, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        let (story, closeness) = match best {
            Some((story, closeness)) if closeness >= JOIN => (story, closeness),
            _ => (self.open(name), 0.0),
        };
        self.join(story, vector, series, item.day);
        Placed { story: self.stories.get(story).map_or(name, |story| story.opened_by), closeness }
    }

    /// Takes in a dispatch of which it is known to which story it belongs.
    pub fn recall(&mut self, item: &Item<'_>, story: i64) {
        let vector = self.vector(item);
        let series = self.series(item);
        let known = self.stories.iter().rposition(|known| known.opened_by == story);
        let at = known.unwrap_or_else(|| self.open(story));
        self.join(at, vector, series, item.day);
    }

    fn vector(&mut self, item: &Item<'_>) -> Vector {
        let title = item.title.unwrap_or_default();
        let body = item.text.strip_prefix(title).unwrap_or(item.text);
        let mut counted: Vec<u32> = Vec::new();
        for term in terms(title) {
            self.count(&mut counted, &term, TITLE);
        }
        for (at, term) in terms(body).take(WORDS).enumerate() {
            let place = if at < LEAD { 1.0 } else { TAIL };
            let capital = if term.capital { CAPITAL } else { 1.0 };
            let number = if term.number { NUMBER } else { 1.0 };
            self.count(&mut counted, &term, place * capital * number);
        }
        let mut vector = Vector::with_capacity(counted.len());
        for word in counted {
            self.seen[word as usize] += 1.0;
            let count = std::mem::take(&mut self.by_word[word as usize]);
            vector.push((word, count.sqrt() * self.rarity(word)));
        }
        vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        vector.truncate(TERMS);
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
        vector
    }

    fn count(&mut self, counted: &mut Vec<u32>, term: &Term, weight: f32) {
        let short = term.word.len() < 2 && !term.number;
        if short || self.kit.stop.contains(&term.word) {
            return;
        }
        let next = self.words.len() as u32;
        let word = match self.words.get(&term.stem) {
            Some(&word) => word,
            None => {
                self.words.insert(term.stem.clone(), next);
                let general = self.kit.background.get(&term.stem).copied().unwrap_or(0.0);
                self.general.push(general / self.kit.passages);
                self.seen.push(0.0);
                self.postings.push(Vec::new());
                self.by_word.push(0.0);
                next
            }
        };
        let count = &mut self.by_word[word as usize];
        if *count == 0.0 {
            counted.push(word);
        }
        *count += weight;
    }

    // Inverse frequency over general news and the stream so far, as if general news had been
    // `PASSAGES` dispatches of the stream.
    fn rarity(&self, word: u32) -> f32 {
        let (general, seen) = (self.general[word as usize], self.seen[word as usize]);
        let all = PASSAGES + self.members.len() as f32 + 2.0;
        (all / (PASSAGES * general + seen + 0.5)).ln().max(0.0)
    }

    // The stories that share telling words, with their nearest dispatches (at most three).
    fn rivals(&mut self, vector: &Vector) -> Vec<(usize, Vec<(usize, f32)>)> {
        let mut rivals: Vec<(usize, Vec<(usize, f32)>)> = Vec::new();
        for member in self.neighbours(vector) {
            let story = self.members[member].story;
            match rivals.iter().position(|(other, _)| *other == story) {
                Some(at) if rivals[at].1.len() < 3 => rivals[at].1.push((member, 0.0)),
                None if rivals.len() < RIVALS => rivals.push((story, vec![(member, 0.0)])),
                _ => {}
            }
        }
        vector.iter().for_each(|&(word, weight)| self.by_word[word as usize] = weight);
        for (_, near) in &mut rivals {
            for (member, likeness) in near.iter_mut() {
                let theirs = self.members[*member].vector.iter();
                *likeness =
                    theirs.map(|&(word, weight)| weight * self.by_word[word as usize]).sum();
            }
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        vector.iter().for_each(|&(word, _)| self.by_word[word as usize] = 0.0);
        rivals.sort_by_key(|(story, _)| *story);
        rivals
    }

    // The dispatches that share most of the most telling words, the nearest first.
    fn neighbours(&mut self, vector: &Vector) -> Vec<usize> {
        let mut touched: Vec<u32> = Vec::new();
        for &(word, weight) in vector.iter().take(PROBES) {
            for &(member, other) in self.postings[word as usize].iter().rev().take(POSTINGS) {
                let shared = &mut self.by_member[member as usize];
                if *shared == 0.0 {
                    touched.push(member);
                }
                *shared += weight * other;
            }
        }
        let mut shared: Vec<(u32, f32)> = touched
            .into_iter()
            .map(|member| (member, std::mem::take(&mut self.by_member[member as usize])))
            .filter(|(_, likeness)| *likeness > LEAST)
            .collect();
        let nearest = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if shared.len() > NEIGHBOURS {
            shared.select_nth_unstable_by(NEIGHBOURS, nearest);
            shared.truncate(NEIGHBOURS);
        }
        shared.sort_unstable_by(nearest);
        shared.into_iter().map(|(member, _)| member as usize).collect()
    }

    fn closeness(
        &self,
        story: usize,
        near: &[(usize, f32)],
        vector: &Vector,
        day: Option<i32>,
    ) -> f32 {
        let story = &self.stories[story];
        let nearest = near.first().map_or(0.0, |(_, likeness)| *likeness);
        let all: f32 = near.iter().map(|(_, likeness)| likeness).sum();
        let quorum = all / (near.len() as f32).max(story.size.min(3.0));
        let centre = dot(vector, &story.sum) / story.square.sqrt().max(1e-6);
        let apart = day.zip(story.last).map_or(0, |(day, last)| (day - last).abs() - 1).max(0);
        NEAREST * nearest + QUORUM * quorum + CENTRE * centre - A_DAY_APART * apart as f32
    }

    // "Day 2" does not join "Day 21": same series, another number.
    fn another_part(&self, near: &[(usize, f32)], series: &[(String, String)]) -> bool {
        let Some((member, _)) = near.first() else { return false };
        let theirs = &self.members[*member].series;
        series.iter().any(|(label, number)| {
            theirs.iter().any(|(other, of)| other == label && of != number)
                && !theirs.iter().any(|(other, of)| other == label && of == number)
        })
    }

    fn series(&self, item: &Item<'_>) -> Vec<(String, String)> {
        let words: Vec<Term> = terms(item.title.unwrap_or_default()).collect();
        let pairs = words.iter().zip(words.iter().skip(1));
        pairs
            .filter(|(label, number)| {
                number.number && self.kit.series.binary_search(&label.word).is_ok()
            })
            .map(|(label, number)| (label.word.clone(), number.word.clone()))
            .collect()
    }

    fn open(&mut self, opened_by: i64) -> usize {
        let (size, square) = (0.0, 0.0);
        self.stories.push(Story { opened_by, size, sum: FxHashMap::default(), square, last: None });
        self.stories.len() - 1
    }

    fn join(
        &mut self,
        story: usize,
        vector: Vector,
        series: Vec<(String, String)>,
        day: Option<i32>,
    ) {
        let member = self.members.len() as u32;
        for &(word, weight) in vector.iter().take(PROBES) {
            self.postings[word as usize].push((member, weight));
        }
        let into = &mut self.stories[story];
        into.square += 2.0 * dot(&vector, &into.sum) + 1.0;
        for &(word, weight) in &vector {
            *into.sum.entry(word).or_insert(0.0) += weight;
        }
        into.size += 1.0;
        into.last = into.last.max(day);
        self.members.push(Member { story, vector, series });
        self.by_member.push(0.0);
    }
}

fn dot(vector: &Vector, with: &FxHashMap<u32, f32>) -> f32 {
    vector.iter().map(|(word, weight)| weight * with.get(word).copied().unwrap_or(0.0)).sum()
}
