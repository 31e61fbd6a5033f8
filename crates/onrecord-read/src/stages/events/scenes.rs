//! Where a sentence plays: PLOVER contexts, and scenes such as sport in which nothing is coded.

use std::collections::{BTreeMap, HashMap, HashSet};

use onrecord_rules::{Fault, Lexicon, Paper};

/// Words that tell the scene.
#[derive(Clone, Debug, Default)]
pub struct Scenes {
    contexts: HashMap<String, Vec<String>>,
    quiet: HashMap<String, (String, u32)>,
    public: HashSet<String>,
}

/// The quiet scene that the words of a sentence tell best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet<'s> {
    /// Its name.
    pub name: &'s str,
    /// How strongly they tell it.
    pub weight: u32,
}

impl Scenes {
    /// Reads the list: `context`, `quiet` or `public`, its name, its words; a word of a quiet scene
    /// that tells it alone has a `!` behind it, and a `#` in it stands for any number.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Scenes {
        let mut scenes = Scenes::default();
        for row in Lexicon::read(paper, 3, faults).rows() {
            let name = row.column(1);
            for word in row.column(2).split_whitespace() {
                let (word, weight) = match word.strip_suffix('!') {
                    Some(word) => (word, 2),
                    None => (word, 1),
                };
                match row.column(0) {
                    "context" => {
                        let contexts = scenes.contexts.entry(word.to_owned()).or_default();
                        contexts.push(name.to_owned());
                    }
                    "quiet" => {
                        scenes.quiet.insert(word.to_owned(), (name.to_owned(), weight));
                    }
                    "public" => {
                        scenes.public.insert(word.to_owned());
                    }
                    other => {
                        let what = format!("unknown kind of scene `{other}`");
                        let fault = Fault::new(&paper.name, row.line, what);
                        faults.push(fault.hint("`context`, `quiet` or `public`"));
                        break;
                    }
                }
            }
        }
        scenes
    }

    /// The contexts that some words tell, sorted.
    pub fn contexts<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<String> {
        let mut found: Vec<String> =
            words.filter_map(|word| self.contexts.get(word)).flatten().cloned().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a word speaks of public affairs.
    pub fn is_public(&self, word: &str) -> bool {
        self.public.contains(word)
    }

    /// The quiet scene that the words of a sentence tell, less what speaks of public affairs.
    pub fn quiet<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<Quiet<'_>> {
        let mut told: BTreeMap<&str, u32> = BTreeMap::new();
        let mut public = 0;
        for word in words {
            if let Some((name, weight)) = self.quiet.get(word) {
                *told.entry(name).or_default() += weight;
            }
            public += u32::from(self.is_public(word));
        }
        let best =
            told.into_iter().max_by_key(|(name, weight)| (*weight, std::cmp::Reverse(*name)));
        best.filter(|(_, weight)| *weight > public)
            .map(|(name, weight)| Quiet { name, weight: weight - public })
    }
}
