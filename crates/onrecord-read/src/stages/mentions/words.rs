//! The small words and role nouns the finding of mentions turns on.

use std::collections::HashMap;

use onrecord_rules::{Fault, Lexicon, Shelf, paper};
use onrecord_types::ActorKind;
use onrecord_types::mention::Pronoun;

use super::gazetteer::{kind_named, told};

/// Words by class, pronouns and role nouns.
#[derive(Debug, Default)]
pub struct Words {
    classes: HashMap<String, Classes>,
    pronouns: HashMap<String, Pronoun>,
    roles: HashMap<String, Role>,
}

/// Classes of small words, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Classes(u32);

/// A class of small words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Verbs whose subject speaks or acts, by dictionary form.
    Speech,
    /// Prepositions that make of a name the place where something is.
    Place,
    /// Titles before a name.
    Honorific,
    /// "former", "ex".
    Former,
    /// Last words of the names of companies.
    Company,
    /// Small words inside names.
    Joiner,
    /// Words that point back to someone known.
    Definite,
    /// Words for how many.
    Several,
    /// Words that stand alone for someone: "some", "others".
    Any,
    /// Days, months, zones, headings: capitals that name nobody.
    Nobody,
    /// Prepositions that may stand in front of a phrase and are not part of it.
    Leading,
    /// Adverbs in front of a phrase that belong to the verb.
    Loose,
    /// Words in front of a number that belong to it: "about 40".
    About,
    /// Words behind such a word that belong to it: "at least".
    Least,
    /// Prepositions that tie a phrase to a person's name: "Ron Johnson of Wisconsin".
    Own,
    /// "of": makes of a name the owner of the noun before it.
    Part,
    /// Words that open a clause about a person: "who".
    Clause,
    /// Nouns that belong to a country: its navy, its foreign minister.
    State,
    /// Nouns for those who rule, named after a person as often as after a country.
    Rule,
    /// Nouns that go with the name of a place: the port of X, X province.
    Locale,
    /// Nouns that belong to a body: its board, its shares.
    Body,
    /// Endings that make of the name of a country that of its people and things.
    Demonym,
    /// Nouns for what one has with a country or does to it: "sanctions on X".
    Affair,
    /// Endings of the names of countries.
    Land,
    /// Endings of nouns for what is done; at the head of a sentence their capital names nobody:
    /// "Shelling".
    Doing,
    /// Nouns for a body that is an outlet where nothing tells what it is for: "the agency Vestnik".
    Wire,
    /// Determiners with which a body is none in particular: "any cabinet".
    Vague,
}

const PRONOUNS: &[(&str, Pronoun)] = &[
    ("he", Pronoun::He),
    ("she", Pronoun::She),
    ("it", Pronoun::It),
    ("they", Pronoun::They),
    ("who", Pronoun::Who),
];

const CLASSES: &[(&str, Class)] = &[
    ("speech", Class::Speech),
    ("place", Class::Place),
    ("honorific", Class::Honorific),
    ("former", Class::Former),
    ("company", Class::Company),
    ("joiner", Class::Joiner),
    ("definite", Class::Definite),
    ("several", Class::Several),
    ("any", Class::Any),
    ("nobody", Class::Nobody),
    ("leading", Class::Leading),
    ("loose", Class::Loose),
    ("about", Class::About),
    ("least", Class::Least),
    ("own", Class::Own),
    ("part", Class::Part),
    ("clause", Class::Clause),
    ("state", Class::State),
    ("rule", Class::Rule),
    ("locale", Class::Locale),
    ("body", Class::Body),
    ("demonym", Class::Demonym),
    ("affair", Class::Affair),
    ("land", Class::Land),
    ("doing", Class::Doing),
    ("wire", Class::Wire),
    ("vague", Class::Vague),
];

/// What a role noun says of those it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// PLOVER sector; absent where the words around it tell.
    pub sector: Option<String>,
    /// Whether the words around it may tell better.
    pub open: bool,
    /// What kind of actor.
    pub kind: ActorKind,
    /// Whether it stands for an actor only where it acts ("television reported").
    pub acting: bool,
}

impl Words {
    /// Reads the word lists.
    pub fn read(shelf: &Shelf, faults: &mut Vec<Fault>) -> Words {
        let mut words = Words::default();
        let paper = paper!(shelf, "mentions", "lexicon/words.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            match CLASSES.iter().find(|(name, _)| *name == row.column(1)) {
                Some((_, class)) => {
                    let slot = words.classes.entry(row.column(0).to_owned()).or_default();
                    slot.0 |= 1 << *class as u32;
                }
                None => {
                    let what = format!("unknown class `{}`", row.column(1));
                    faults.push(Fault::new(&paper.name, row.line, what));
                }
            }
        }
        let paper = paper!(shelf, "mentions", "lexicon/pronouns.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            match PRONOUNS.iter().find(|(name, _)| *name == row.column(1)) {
                Some((_, pronoun)) => {
                    words.pronouns.insert(row.column(0).to_owned(), *pronoun);
                }
                None => {
                    let what = format!("unknown pronoun `{}`", row.column(1));
                    faults.push(Fault::new(&paper.name, row.line, what));
                }
            }
        }
        words.read_roles(shelf, faults);
        words
    }

    fn read_roles(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "mentions", "lexicon/roles.tsv");
        for row in Lexicon::read(&paper, 3, faults).rows() {
            let Some(kind) = kind_named(row.column(2)) else {
                let what = format!("unknown kind `{}`", row.column(2));
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            let sector = told(row.column(1).trim_end_matches('?'));
            let open = sector.is_none() || row.column(1).ends_with('?');
            let acting = row.column(3) == "acting";
            self.roles.insert(row.column(0).to_owned(), Role { sector, open, kind, acting });
        }
    }

    /// Whether a word is of a class.
    pub fn is(&self, word: &str, class: Class) -> bool {
        self.classes.get(word).is_some_and(|classes| classes.0 & (1 << class as u32) != 0)
    }

    /// What pronoun a word (in lower case) is.
    pub fn pronoun(&self, word: &str) -> Option<Pronoun> {
        self.pronouns.get(word).copied()
    }

    /// The role a phrase (in lower case) stands for.
    pub fn role(&self, phrase: &str) -> Option<&Role> {
        self.roles.get(phrase)
    }
}
