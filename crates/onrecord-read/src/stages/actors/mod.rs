//! Puts mentions together into actors, with names, offices, countries and codes.

mod codes;
mod draft;
mod groups;
mod letters;
mod names;
mod owners;
mod people;
mod pronouns;
mod register;
mod roles;

use std::collections::BTreeSet;

use jiff::civil::Date;
use onrecord_rules::{Fault, Shelf};
use onrecord_types::mention::Candidate;
use onrecord_types::{Actor, Doc, MentionForm, Tags};

use draft::{Draft, Spot};
use letters::Letters;
use people::People;
use register::Register;

/// Rules and words of this stage.
pub struct Kit {
    letters: Letters,
    people: People,
}

/// Loads the stage's rules and words.
pub fn kit(shelf: &Shelf, faults: &mut Vec<Fault>) -> Kit {
    let letters = Letters::read(shelf, faults);
    let people = People::read(&letters, shelf, faults);
    Kit { letters, people }
}

/// Puts mentions together into actors, with names, offices, countries and codes.
pub fn resolve(kit: &Kit, doc: &Doc<'_>, tags: &Tags, mentions: &[Candidate]) -> Vec<Actor> {
    let fold = |span| kit.people.without_article(kit.letters.fold(doc.of(span)));
    let names: Vec<Vec<String>> = mentions.iter().map(|mention| fold(mention.name)).collect();
    let phrases: Vec<Vec<String>> = mentions.iter().map(|mention| fold(mention.span)).collect();
    let mut table = Table {
        kit,
        doc,
        tags,
        day: doc.dispatch.published.day(),
        mentions,
        names: &names,
        phrases: &phrases,
        drafts: Vec::new(),
        register: Register::default(),
        at_head: vec![None; doc.tokens.len()],
        pairs: BTreeSet::new(),
    };
    for at in 0..mentions.len() {
        table.seat(at);
    }
    owners::settle(&mut table);
    codes::actors(&table)
}

/// One attempt to say for which draft a candidate stands.
type Attempt = fn(&mut Table<'_>, usize) -> Option<usize>;

const NAMES: &[(&str, Attempt)] = &[
    ("name.entry", names::same_entry),
    ("name.person", names::same_person),
    ("name.table", names::same_in_table),
    ("name.body", names::same_body),
    ("name.known-as", names::known_as),
];
const ROLES: &[(&str, Attempt)] = &[
    ("group.two", groups::two),
    ("role.described", roles::described),
    ("role.owned", roles::owned),
    ("role.office", roles::same_office),
    ("role.holder", roles::holder),
    ("role.again", roles::same_role),
    ("group.these", groups::these),
    ("role.kind", roles::same_kind),
];
const PRONOUNS: &[(&str, Attempt)] = &[
    ("pronoun.relative", pronouns::relative),
    ("pronoun.person", pronouns::person),
    ("pronoun.speakers", pronouns::speakers),
    ("pronoun.plural", pronouns::plural),
    ("pronoun.body", pronouns::body),
];

/// The drafts so far, and what they are made from.
pub(crate) struct Table<'a> {
    kit: &'a Kit,
    doc: &'a Doc<'a>,
    tags: &'a Tags,
    day: Option<Date>,
    mentions: &'a [Candidate],
    // Naming words and whole phrases of the mentions, folded, without article.
    names: &'a [Vec<String>],
    phrases: &'a [Vec<String>],
    drafts: Vec<Draft>,
    register: Register<'a>,
    // For every token that heads a mention, the draft it was given to.
    at_head: Vec<Option<usize>>,
    // The tokens that head a list of two and a mention.
    pairs: BTreeSet<usize>,
}

impl Table<'_> {
    /// Gives a candidate to the draft it stands for, or to a new one.
    fn seat(&mut self, at: usize) {
        let candidate = &self.mentions[at];
        let attempts = match candidate.form {
            MentionForm::Name => NAMES,
            MentionForm::Title | MentionForm::Description => ROLES,
            MentionForm::Pronoun => PRONOUNS,
        };
        let found = attempts.iter().find_map(|(rule, attempt)| Some((attempt(self, at)?, *rule)));
        let draft = match found {
            Some((draft, rule)) => {
                let words = self.words(at);
                if candidate.form == MentionForm::Name {
                    self.register.name(draft, &words);
                }
                if candidate.form != MentionForm::Pronoun {
                    candidate.title.iter().for_each(|title| self.register.title(draft, title));
                    candidate.entry.iter().for_each(|entry| self.register.entry(draft, entry));
                }
                if let Some(known) = self.drafts.get_mut(draft) {
                    known.take(candidate, words);
                    known.sign(&candidate.by);
                    known.sign(rule);
                    known.male =
                        known.male.or(pronouns::gender(candidate).filter(|_| known.is_person()));
                }
                draft
            }
            None if candidate.form == MentionForm::Pronoun && !pronouns::stands_alone(self, at) => {
                return;
            }
            None if groups::is_one_of_two(self, at) || roles::is_said_of(self, at) => return,
            None => self.open(at),
        };
        self.place(at, draft);
    }

    /// The words of a name, comparable, without article.
    fn fold(&self, name: &str) -> Vec<String> {
        self.kit.people.without_article(self.kit.letters.fold(name))
    }

    /// A new draft for a candidate.
    fn open(&mut self, at: usize) -> usize {
        let candidate = &self.mentions[at];
        let mut draft = Draft::of(candidate, self.words(at));
        draft.sign(&candidate.by);
        names::enrich(self, at, &mut draft);
        self.add(draft)
    }

    /// Adds a new draft; gives its place.
    fn add(&mut self, draft: Draft) -> usize {
        let place = self.drafts.len();
        self.register.enter(place, &draft);
        self.drafts.push(draft);
        place
    }

    fn place(&mut self, at: usize, draft: usize) {
        let head = self.mentions[at].head;
        let spot = Spot {
            candidate: at,
            sentence: self.doc.sentence_of(head),
            head,
            weight: self.weight(head),
        };
        if let Some(known) = self.drafts.get_mut(draft) {
            known.spots.push(spot);
            self.register.mention(draft, spot.sentence, &self.phrases[at]);
        }
        if matches!(self.tags.conjuncts(head).as_slice(), [first, _] if *first == head) {
            self.pairs.insert(head);
        }
        if let Some(seat) = self.at_head.get_mut(head) {
            *seat = Some(draft);
        }
    }

    /// The naming words of a candidate, folded.
    fn words(&self, at: usize) -> Vec<String> {
        self.names.get(at).cloned().unwrap_or_default()
    }

    /// How likely a mention is to be taken up again, by its place in the clause.
    fn weight(&self, head: usize) -> i32 {
        match self.tags.rel(head) {
            "nsubj" | "nsubj:pass" | "nsubj:outer" => 3,
            "root" | "vocative" => 2,
            "obj" | "iobj" | "obl:agent" => 1,
            "conj" => self.tags.head(head).map_or(0, |first| match self.tags.base_rel(first) {
                "nsubj" => 2,
                _ => 0,
            }),
            "nmod:poss" => 1,
            _ => 0,
        }
    }

    /// Whether a draft has a mention that holds the span of a candidate.
    fn surrounds(&self, draft: usize, at: usize) -> bool {
        let span = self.mentions[at].span;
        self.drafts.get(draft).is_some_and(|draft| {
            draft.spots.iter().rev().take(3).any(|spot| {
                let outer = self.mentions[spot.candidate].span;
                outer.holds(span) && outer != span
            })
        })
    }
}
