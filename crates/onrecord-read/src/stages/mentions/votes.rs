//! What a name stands for over the whole dispatch: every place where it occurs has a say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_types::{ActorKind, EntityKind, Upos};

use super::Finder;
use super::names::{Name, head_of};
use super::phrases::role_at;
use super::words::Class;

/// What a name was found to stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it is.
    pub sort: Verdicts,
    /// The kind that a noun beside it told: a union, a newspaper.
    pub kind: Option<ActorKind>,
    /// The sector that noun told.
    pub sector: Option<String>,
    /// The name it is counted under, where that is another: "Norland" for "Norlander".
    pub under: Option<String>,
}

/// What a name can be found to stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdicts {
    /// Someone.
    Person,
    /// A body: a company, a party, an outlet, an armed group.
    Body,
    /// A country the tables do not know.
    State,
    /// The people and things of such a country.
    People,
    /// Somewhere.
    Place,
}

/// The verdicts on all names of a dispatch that the gazetteer does not know.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    told: BTreeMap<String, Verdict>,
    // How often the state most spoken of is.
    most: usize,
}

impl Votes {
    /// Hears every occurrence of every name.
    pub fn count(finder: &Finder<'_>) -> Votes {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for name in finder.names.all.iter().filter(|name| name.entry.is_none()) {
            let tally = tallies.entry(key(finder, &name.tokens)).or_default();
            tally.hear(finder, name);
            // "the Tarsk navy", taken for one name, says what Tarsk is.
            let last = name.tokens.end - 1;
            let noun = finder.tags.lemma(last).to_lowercase();
            let plain = finder.doc.word(last).chars().all(char::is_lowercase);
            if name.tokens.len() > 1 && plain && finder.kit.words.is(&noun, Class::State) {
                let owner = name.tokens.start..last;
                tallies.entry(key(finder, &owner)).or_default().state += 20;
            }
        }
        lend_surnames(&mut tallies);
        lend_kinds(&mut tallies);
        let derived = derive(finder, &mut tallies);
        let mut votes = Votes::default();
        for (word, tally) in &tallies {
            if let Some(verdict) = tally.verdict().filter(|_| tally.heard > 0) {
                if verdict.sort == Verdicts::State {
                    votes.most = votes.most.max(tally.heard as usize);
                }
                votes.told.insert(word.clone(), verdict);
            }
        }
        for (word, state) in derived {
            if votes.told.get(&state).is_some_and(|told| told.sort == Verdicts::State) {
                let shown = tallies.get(&state).map(|tally| tally.shown.clone());
                let sort = Verdicts::People;
                votes.told.insert(word, Verdict { sort, kind: None, sector: None, under: shown });
            }
        }
        votes
    }

    /// What a name was found to stand for.
    pub fn on(&self, finder: &Finder<'_>, name: &Name<'_>) -> Option<&Verdict> {
        if name.entry.is_some() {
            return None;
        }
        self.told.get(&key(finder, &name.tokens))
    }

    /// How often the one of them is spoken of that is spoken of most.
    pub fn most_of_state(&self) -> usize {
        self.most
    }
}

/// The words of a name, without an article, in lower case.
fn key(finder: &Finder<'_>, tokens: &Range<usize>) -> String {
    let mut tokens = tokens.clone();
    while tokens.len() > 1
        && finder.kit.words.is(&finder.doc.word(tokens.start).to_lowercase(), Class::Definite)
    {
        tokens.start += 1;
    }
    tokens.map(|at| finder.doc.word(at).to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// What is heard of one name.
#[derive(Clone, Debug, Default)]
struct Tally {
    // As written where it is first met.
    shown: String,
    heard: i32,
    persons: i32,
    bodies: i32,
    places: i32,
    person: i32,
    body: i32,
    state: i32,
    place: i32,
    kind: Option<ActorKind>,
    sector: Option<String>,
}

impl Tally {
    /// One occurrence.
    fn hear(&mut self, finder: &Finder<'_>, name: &Name<'_>) {
        if self.shown.is_empty() {
            self.shown = finder.doc.of(finder.doc.span_of(name.tokens.clone())).to_owned();
        }
        self.heard += 1;
        match name.kind {
            Some(EntityKind::Per) => self.persons += 1,
            Some(EntityKind::Org) => self.bodies += 1,
            Some(EntityKind::Loc | EntityKind::Fac) => self.places += 1,
            Some(EntityKind::Norp) | None => {}
        }
        let head = head_of(finder.tags, name.tokens.clone());
        self.hear_itself(finder, name);
        self.hear_title(finder, name, head);
        self.hear_above(finder, name, head);
        self.hear_neighbours(finder, name, head);
    }

    /// Its own words: "Feldmark AG", "the Agency for Grain"; an article makes it no person.
    fn hear_itself(&mut self, finder: &Finder<'_>, name: &Name<'_>) {
        let Finder { kit, doc, tags, .. } = finder;
        if kit.words.is(doc.word(name.tokens.end.saturating_sub(1)), Class::Company) {
            self.body += 60;
        }
        let word = doc.word(name.tokens.start);
        if name.tokens.len() == 1 && is_made_up(word) {
            self.body += 40;
            self.person -= 30;
        }
        if name.tokens.len() == 1 && finder.ends_like(word, Class::Land) {
            self.state += 15;
        }
        let body = |at: usize| {
            role_at(kit, doc, tags, at).is_some_and(|found| {
                !matches!(found.role.kind, ActorKind::Person | ActorKind::People)
            })
        };
        if name.tokens.len() > 1 && name.tokens.clone().any(body) {
            self.body += 60;
        }
        let article = name.tokens.start.checked_sub(1).is_some_and(|before| {
            let word = doc.word(before).to_lowercase();
            tags.upos(before) == Upos::Det && kit.words.is(&word, Class::Definite)
        });
        if article || kit.words.is(&doc.word(name.tokens.start).to_lowercase(), Class::Definite) {
            self.person -= 40;
            self.state -= 20;
            self.body += 10;
        }
        if kit.words.is(doc.word(name.tokens.end), Class::Clause) {
            self.person += 30;
        }
    }

    /// The noun beside it: "Mr", "President", "the union", "the newspaper", "…, the tractor maker".
    fn hear_title(&mut self, finder: &Finder<'_>, name: &Name<'_>, head: usize) {
        let Finder { kit, doc, tags, .. } = finder;
        let before = name.tokens.start.checked_sub(1);
        if before.is_some_and(|before| kit.words.is(doc.word(before), Class::Honorific)) {
            self.person += 50;
        }
        let behind = || {
            let noun = tags.children_by(head, "appos").find(|&at| finder.is_role(at))?;
            role_at(kit, doc, tags, noun).filter(|_| !finder.is_plural(noun))
        };
        if let Some(noun) = finder.noun_beside(name).or_else(behind) {
            match noun.role.kind {
                ActorKind::Person => self.person += 50,
                ActorKind::People | ActorKind::Country => {}
                kind => {
                    self.body += 60;
                    self.kind = self.kind.or(Some(kind));
                    self.sector = self.sector.take().or_else(|| noun.role.sector.clone());
                }
            }
        }
    }

    /// The noun it belongs to: "X's navy" is a country's, "X's shares" a company's.
    fn hear_above(&mut self, finder: &Finder<'_>, name: &Name<'_>, head: usize) {
        let Finder { kit, doc, tags, .. } = finder;
        let Some(above) = tags.head(head).filter(|above| !name.tokens.contains(above)) else {
            return;
        };
        let noun = tags.lemma(above).to_lowercase();
        let of =
            || tags.children_by(head, "case").any(|case| kit.words.is(doc.word(case), Class::Part));
        let owns = tags.rel(head) == "nmod:poss" || (tags.base_rel(head) == "nmod" && of());
        let beside = matches!(tags.rel(head), "compound" | "amod" | "nmod:desc" | "flat");
        if owns || beside {
            let full = if owns { 30 } else { 20 };
            let role = role_at(kit, doc, tags, above).filter(|_| finder.names.at(above).is_none());
            let sector = role.as_ref().and_then(|found| found.role.sector.as_deref());
            let local = kit.words.is(&noun, Class::Locale);
            let kind = role.as_ref().map(|found| found.role.kind);
            let state = kit.words.is(&noun, Class::State);
            // "the Assad regime", "Assad's army": what rules and fights is a person's too.
            let power = match (kind, sector) {
                _ if local || kit.words.is(&noun, Class::Rule) => 0,
                (Some(ActorKind::Government), Some("GOV" | "LEG")) => full,
                _ if state => full,
                (Some(ActorKind::Military), _) => 10,
                _ => 0,
            };
            self.state += power;
            self.place += if local { full } else { 0 };
            self.body += if kit.words.is(&noun, Class::Body) { full } else { 0 };
            if let Some(armed) = sector.filter(|sector| matches!(*sector, "UAF" | "REB")) {
                self.body += full;
                self.kind = self.kind.or(Some(ActorKind::Group));
                self.sector = self.sector.take().or_else(|| Some(armed.to_owned()));
            }
        } else if tags.base_rel(head) == "nmod" && kit.words.is(&noun, Class::Affair) {
            self.state += 20;
        }
        let person = finder.names.at(above).is_some_and(|n| n.kind == Some(EntityKind::Per));
        if owns && person && tags.rel(head) != "nmod:poss" {
            // "President Etchegaray of Carrasca".
            self.state += 20;
            self.body += 10;
        }
    }

    /// The words around it: prepositions of place, countries in one list with it.
    fn hear_neighbours(&mut self, finder: &Finder<'_>, name: &Name<'_>, head: usize) {
        if finder.is_placed(head) {
            self.place += 10;
            self.state += 10;
            self.person -= 20;
        }
        let first = finder.first_of_list(head);
        let country = |at: &usize| {
            finder.names.at(*at).and_then(|name| name.entry).is_some_and(|entry| {
                entry.kind == ActorKind::Country && entry.sort == super::gazetteer::Sort::Country
            })
        };
        let listed = finder.tags.conjuncts(first);
        if listed.iter().any(|at| !name.tokens.contains(at) && country(at)) {
            self.state += 20;
        }
        if finder.is_agency(&name.tokens) {
            self.body += 80;
            self.kind = Some(ActorKind::Media);
            self.sector = Some("JRN".to_owned());
        }
    }

    /// What the votes come to; nothing where they say too little.
    fn verdict(&self) -> Option<Verdict> {
        let share = |count: i32| 40 * count / self.heard.max(1);
        let kinds = [
            (self.person + share(self.persons), Verdicts::Person),
            (self.body + share(self.bodies), Verdicts::Body),
            (if self.state >= 30 { self.state + share(self.places) } else { 0 }, Verdicts::State),
            (self.place + share(self.places), Verdicts::Place),
        ];
        // The first of equals wins.
        let (score, sort) = kinds.into_iter().rev().max_by_key(|(score, _)| *score)?;
        let kind = self.kind.filter(|_| sort == Verdicts::Body);
        let sector = self.sector.clone().filter(|_| kind.is_some());
        (score >= 20).then_some(Verdict { sort, kind, sector, under: None })
    }
}

/// A surname alone is the person named in full elsewhere.
fn lend_surnames(tallies: &mut BTreeMap<String, Tally>) {
    let full: Vec<String> = tallies
        .iter()
        .filter(|(name, tally)| {
            let body = tally.body + 40 * tally.bodies / tally.heard.max(1);
            name.contains(' ')
                && tally.person + 40 * tally.persons / tally.heard.max(1) > body.max(20)
        })
        .map(|(name, _)| name.clone())
        .collect();
    let ends: BTreeSet<&str> = full.iter().flat_map(|long| ends(long, &[' ', '-'])).collect();
    for (_, tally) in tallies.iter_mut().filter(|(name, _)| ends.contains(name.as_str())) {
        tally.person += 60;
    }
}

/// What stands behind the marks in a name, from each of them to its end.
fn ends<'n>(name: &'n str, marks: &'n [char]) -> impl Iterator<Item = &'n str> {
    name.match_indices(marks).filter_map(|(at, mark)| name.get(at + mark.len()..))
}

/// "the Front" tells what the Kestrel Front is, and the other way round.
fn lend_kinds(tallies: &mut BTreeMap<String, Tally>) {
    let told: Vec<(String, ActorKind, Option<String>)> = tallies
        .iter()
        .filter_map(|(name, tally)| Some((name.clone(), tally.kind?, tally.sector.clone())))
        .collect();
    // By a whole name and by how one ends, the first that is told.
    let (mut whole, mut ending) = (BTreeMap::new(), BTreeMap::new());
    for (at, (name, ..)) in told.iter().enumerate() {
        whole.insert(name.as_str(), at);
        for end in ends(name, &[' ']) {
            ending.entry(end).or_insert(at);
        }
    }
    for (name, tally) in tallies.iter_mut().filter(|(_, tally)| tally.kind.is_none()) {
        let shorter = ends(name, &[' ']).filter_map(|end| whole.get(end));
        let first = shorter.chain(ending.get(name.as_str())).min();
        if let Some((_, kind, sector)) = first.and_then(|&at| told.get(at)) {
            tally.kind = Some(*kind);
            tally.sector.clone_from(sector);
        }
    }
}

/// "ZorgUnie", "NRT": a capital inside a word, or nothing but capitals, is no person's name.
fn is_made_up(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let short = (2..=6).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase());
    // "McDonald", "DeSantis" and "MacArthur" are names of people.
    let inner = letters.windows(2).skip(3).any(|pair| match pair {
        [one, two] => one.is_lowercase() && two.is_uppercase(),
        _ => false,
    });
    short || inner
}

/// Words made of the name of a country: "Norlander" and "Norlandic" of "Norland". Each says that
/// the shorter is one. Hands on the longer with the shorter.
fn derive(finder: &Finder<'_>, tallies: &mut BTreeMap<String, Tally>) -> Vec<(String, String)> {
    let mut words: Vec<String> = Vec::new();
    for at in 0..finder.doc.tokens.len() {
        let word = finder.doc.word(at);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if capital && word.chars().count() > 4 {
            words.push(word.to_lowercase());
        }
    }
    words.sort_unstable();
    words.dedup();
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, tally) in tallies.iter_mut().filter(|(name, _)| !name.contains(' ')) {
        let stem = name.strip_suffix(['a', 'e', 'i', 'o', 'y']).unwrap_or(name);
        if stem.chars().count() < 3 {
            continue;
        }
        let made = |word: &&String| {
            let longer = |stem: &str| {
                let end = word.strip_prefix(stem);
                end.is_some_and(|end| finder.kit.words.is(end, Class::Demonym))
            };
            *word != name && (longer(name) || longer(stem))
        };
        let from = words.partition_point(|word| word.as_str() < stem);
        let near = words.get(from..).unwrap_or_default().iter();
        for word in near.take_while(|word| word.starts_with(stem)).filter(made) {
            if tally.state == 0 || found.last().is_none_or(|(_, state)| state != name) {
                tally.state += 40;
            }
            found.push((word.clone(), name.clone()));
        }
    }
    found
}
