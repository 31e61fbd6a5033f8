//! An actor while it is being put together.

use onrecord_types::mention::Candidate;
use onrecord_types::{ActorKind, MentionForm};

/// One mention of a draft: which candidate, and where.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Index of the candidate.
    pub candidate: usize,
    /// Sentence, by index.
    pub sentence: usize,
    /// Token that heads it.
    pub head: usize,
    /// How it stands in its clause: the subject is the first to be taken up again.
    pub weight: i32,
}

/// An actor while it is being put together.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The fullest name so far; empty for the unnamed.
    pub name: String,
    /// Its names as folded words, the fullest first.
    pub names: Vec<Vec<String>>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or what stands in its place.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// A code that says more than country and sector.
    pub code: Option<String>,
    /// Name in the tables of bodies and countries.
    pub entry: Option<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Whether "he" may stand for it.
    pub male: Option<bool>,
    /// Whether it stands for more than one.
    pub plural: bool,
    /// Whether the text names it.
    pub named: bool,
    /// Offices told in the text: title and whose.
    pub titles: Vec<(String, Option<String>)>,
    /// Place in the table of people.
    pub person: Option<usize>,
    /// Where it is mentioned.
    pub spots: Vec<Spot>,
    /// The rules that put it together.
    pub by: Vec<String>,
    /// Those it consists of.
    pub members: Vec<usize>,
}

impl Draft {
    /// A draft of one candidate.
    pub fn of(candidate: &Candidate, words: Vec<String>) -> Draft {
        let mut draft = Draft {
            kind: candidate.kind,
            plural: candidate.plural,
            named: candidate.form == MentionForm::Name,
            ..Draft::default()
        };
        draft.take(candidate, words);
        draft
    }

    /// Adds what one more candidate tells.
    pub fn take(&mut self, candidate: &Candidate, words: Vec<String>) {
        let fuller = self.names.first().is_none_or(|known| known.len() < words.len());
        if candidate.form == MentionForm::Name && !self.names.contains(&words) {
            self.names.insert(if fuller { 0 } else { self.names.len() }, words);
        }
        self.named |= candidate.form == MentionForm::Name;
        if candidate.form == MentionForm::Pronoun {
            return;
        }
        let keep = |own: &mut Option<String>, told: &Option<String>| {
            if own.is_none() {
                own.clone_from(told);
            }
        };
        if self.kind == ActorKind::Unknown {
            self.kind = candidate.kind;
        }
        keep(&mut self.country, &candidate.country);
        keep(&mut self.sector, &candidate.sector);
        keep(&mut self.code, &candidate.code);
        keep(&mut self.entry, &candidate.entry);
        keep(&mut self.wikidata, &candidate.wikidata);
        if let Some(title) = &candidate.title {
            let office = (title.clone(), candidate.of.clone());
            if !self.titles.contains(&office) {
                self.titles.push(office);
            }
        }
    }

    /// Notes a rule that worked on it.
    pub fn sign(&mut self, rule: &str) {
        if !self.by.iter().any(|known| known == rule) {
            self.by.push(rule.to_owned());
        }
    }

    /// Its last mention.
    pub fn last(&self) -> Option<&Spot> {
        self.spots.last()
    }

    /// Whether number says nothing of it: an army is "it" and "they".
    pub fn is_collective(&self) -> bool {
        matches!(self.kind, ActorKind::Group | ActorKind::Military)
    }

    /// Whether it is a body that has members and a name: a party, a union, a government.
    pub fn is_body(&self) -> bool {
        matches!(
            self.kind,
            ActorKind::Organisation
                | ActorKind::Government
                | ActorKind::Group
                | ActorKind::Media
                | ActorKind::Military
        )
    }

    /// Whether it is a single person.
    pub fn is_person(&self) -> bool {
        self.kind == ActorKind::Person && !self.plural && self.members.is_empty()
    }
}
