//! Where to look for the draft that a mention stands for, so that not every draft is asked.
//!
//! What is looked up may fit or not; whoever asks looks at the drafts themselves. A list leaves out no
//! draft that could fit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::draft::Draft;

/// Drafts (by place) in lists of what they can be found by.
#[derive(Default)]
pub struct Register<'a> {
    entries: HashMap<String, BTreeSet<usize>>,
    // By the first and by the last word of a name, by its initials, by the last word of a title.
    firsts: HashMap<String, BTreeSet<usize>>,
    lasts: HashMap<String, BTreeSet<usize>>,
    initials: HashMap<String, BTreeSet<usize>>,
    titles: HashMap<String, BTreeSet<usize>>,
    // Those the tables know, by their place in the table.
    persons: BTreeMap<usize, BTreeSet<usize>>,
    groups: BTreeMap<Vec<usize>, usize>,
    // By sentence, those that are mentioned in it.
    sentences: BTreeMap<usize, BTreeSet<usize>>,
    // The words and the whole phrases that were used of a draft.
    words: HashSet<(usize, &'a str)>,
    phrases: HashSet<(usize, &'a [String])>,
}

impl<'a> Register<'a> {
    /// Enters a new draft.
    pub fn enter(&mut self, place: usize, draft: &Draft) {
        draft.names.iter().for_each(|name| self.name(place, name));
        draft.titles.iter().for_each(|(title, _)| self.title(place, title));
        draft.entry.iter().for_each(|entry| self.entry(place, entry));
        if let Some(person) = draft.person {
            self.persons.entry(person).or_default().insert(place);
        }
        if !draft.members.is_empty() {
            self.groups.entry(draft.members.clone()).or_insert(place);
        }
    }

    /// Enters a name of a draft.
    pub fn name(&mut self, place: usize, words: &[String]) {
        put(&mut self.firsts, edge(words.first()), place);
        put(&mut self.lasts, edge(words.last()), place);
        if words.len() > 1 {
            initials(words).iter().for_each(|letters| put(&mut self.initials, letters, place));
        }
    }

    /// Enters a title of a draft.
    pub fn title(&mut self, place: usize, title: &str) {
        put(&mut self.titles, last_word(title), place);
    }

    /// Enters the entry of the tables that a draft is.
    pub fn entry(&mut self, place: usize, entry: &str) {
        put(&mut self.entries, entry, place);
    }

    /// Enters a mention of a draft: in which sentence, in which words.
    pub fn mention(&mut self, place: usize, sentence: usize, phrase: &'a [String]) {
        self.sentences.entry(sentence).or_default().insert(place);
        self.words.extend(phrase.iter().map(|word| (place, word.as_str())));
        self.phrases.insert((place, phrase));
    }

    /// Those of an entry of the tables, in the order they were opened.
    pub fn of_entry(&self, entry: &str) -> impl Iterator<Item = usize> + '_ {
        self.entries.get(entry).into_iter().flatten().copied()
    }

    /// Those with a name that starts or ends as this one does, in the order they were opened.
    pub fn named_like(&self, words: &[String]) -> BTreeSet<usize> {
        let mut all = self.firsts.get(edge(words.first())).cloned().unwrap_or_default();
        all.extend(self.lasts.get(edge(words.last())).into_iter().flatten());
        all
    }

    /// Those with a name that ends in a word.
    pub fn ending_in(&self, word: &str) -> impl Iterator<Item = usize> + '_ {
        self.lasts.get(word).into_iter().flatten().copied()
    }

    /// Those with a name of these initials.
    pub fn of_initials(&self, letters: &str) -> impl Iterator<Item = usize> + '_ {
        self.initials.get(letters).into_iter().flatten().copied()
    }

    /// Those with a title that ends as this one does.
    pub fn of_title(&self, title: &str) -> impl Iterator<Item = usize> + '_ {
        self.titles.get(last_word(title)).into_iter().flatten().copied()
    }

    /// Those the tables know.
    pub fn known(&self) -> impl Iterator<Item = usize> + '_ {
        self.persons.values().flatten().copied()
    }

    /// The first that is a person of the tables.
    pub fn of_person(&self, person: usize) -> Option<usize> {
        self.persons.get(&person)?.first().copied()
    }

    /// The one of these members.
    pub fn of_members(&self, members: &[usize]) -> Option<usize> {
        self.groups.get(members).copied()
    }

    /// Those mentioned in some sentences, in the order they were opened.
    pub fn mentioned_in(&self, sentences: impl std::ops::RangeBounds<usize>) -> BTreeSet<usize> {
        self.sentences.range(sentences).flat_map(|(_, places)| places).copied().collect()
    }

    /// Whether a word was used of a draft.
    pub fn was_said(&self, place: usize, word: &str) -> bool {
        self.words.contains(&(place, word))
    }

    /// Whether a whole phrase was used of a draft.
    pub fn was_called(&self, place: usize, phrase: &[String]) -> bool {
        self.phrases.contains(&(place, phrase))
    }
}

/// The initials of a name: of all its words, and of its longer ones.
pub fn initials(words: &[String]) -> [String; 2] {
    let long = words.iter().filter(|word| word.len() > 3);
    [
        words.iter().filter_map(|word| word.chars().next()).collect(),
        long.filter_map(|word| word.chars().next()).collect(),
    ]
}

fn put(list: &mut HashMap<String, BTreeSet<usize>>, key: &str, place: usize) {
    match list.get_mut(key) {
        Some(places) => drop(places.insert(place)),
        None => drop(list.insert(key.to_owned(), BTreeSet::from([place]))),
    }
}

fn edge(word: Option<&String>) -> &str {
    word.map_or("", String::as_str)
}

fn last_word(title: &str) -> &str {
    title.rsplit(' ').next().unwrap_or(title)
}
