//! Who holds which office when, and who is he or she: the tables of people.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use onrecord_rules::{Fault, Lexicon, Paper, Shelf, paper};
use onrecord_types::Office;

use super::letters::Letters;

/// One stretch in one office.
#[derive(Clone, Debug)]
pub struct Spell {
    /// Who.
    pub person: usize,
    /// ISO 3166-1 alpha-3, or what stands in its place for bodies between countries.
    pub country: Option<String>,
    /// The office, as the table of offices calls it.
    pub office: String,
    /// As people say it.
    pub title: String,
    from: String,
    until: String,
}

impl Spell {
    /// Whether the office was held on a day.
    pub fn holds(&self, day: Date) -> bool {
        let day = day.to_string();
        let began = self.from.is_empty() || self.from.as_str() <= day.as_str();
        // "2022" as an end holds through that year.
        began && (self.until.is_empty() || day.starts_with(&self.until) || day < self.until)
    }

    /// The office as the record publishes it.
    pub fn office(&self) -> Office {
        let told = |day: &String| (!day.is_empty()).then(|| day.clone());
        Office {
            title: self.title.clone(),
            of: self.country.clone(),
            from: told(&self.from),
            until: told(&self.until),
        }
    }
}

/// Someone the tables know.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name the table gives.
    pub name: String,
    /// Whether "he" may stand for them; `None` where the table does not say.
    pub male: Option<bool>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Places in the list of spells.
    pub spells: Vec<usize>,
}

/// Someone in government at some time, without an office: country, sector, from, until.
#[derive(Clone, Debug)]
pub struct Official {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// PLOVER sector.
    pub sector: String,
    from: String,
    until: String,
}

impl Official {
    /// Whether that was so on a day, give or take half a year.
    pub fn serves(&self, day: Date) -> bool {
        let month = day.to_string();
        let year = |month: &str| month.get(..4).and_then(|y| y.parse::<i32>().ok()).unwrap_or(0);
        let until = if self.until.is_empty() { 9999 } else { year(&self.until) };
        year(&self.from) <= year(&month) && year(&month) <= until
    }
}

/// All tables of people.
#[derive(Debug, Default)]
pub struct People {
    persons: Vec<Person>,
    spells: Vec<Spell>,
    names: HashMap<String, usize>,
    surnames: BTreeMap<String, Vec<usize>>,
    officials: HashMap<String, Official>,
    offices: HashMap<String, Vec<Title>>,
    genders: HashMap<String, bool>,
    relations: HashMap<String, Vec<String>>,
    sectors: HashMap<String, String>,
    between: HashMap<String, String>,
}

#[derive(Clone, Debug)]
struct Title {
    offices: Vec<String>,
    countries: Vec<String>,
}

impl People {
    /// Reads all tables.
    pub fn read(letters: &Letters, shelf: &Shelf, faults: &mut Vec<Fault>) -> People {
        let mut people = People::default();
        people.read_leaders(letters, shelf, faults);
        people.read_officials(shelf, faults);
        people.read_offices(shelf, faults);
        let paper = paper!(shelf, "actors", "lexicon/genders.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            people.genders.insert(row.column(0).to_owned(), row.column(1) == "m");
        }
        let paper = paper!(shelf, "actors", "lexicon/relations.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            let slot = people.relations.entry(row.column(0).to_owned()).or_default();
            slot.push(row.column(1).to_owned());
        }
        people.sectors = pairs(&paper!(shelf, "actors", "lexicon/sectors.tsv"), faults);
        people.between = pairs(&paper!(shelf, "actors", "lexicon/between.tsv"), faults);
        people
    }

    /// The sector an office of the table belongs to.
    pub fn sector_of(&self, office: &str) -> &str {
        self.sectors.get(office).map_or("GOV", String::as_str)
    }

    /// The code of what stands in place of a country for bodies between countries.
    pub fn between(&self, country: &str) -> Option<&str> {
        self.between.get(country).map(String::as_str)
    }

    /// The person of that name (folded words).
    pub fn named(&self, words: &[String]) -> Option<usize> {
        self.names.get(&words.join(" ")).copied()
    }

    /// The one person of that surname who holds an office on a day; without a day, the only one
    /// of that surname in the table.
    pub fn of_surname(&self, surname: &str, day: Option<Date>) -> Option<usize> {
        let all = self.surnames.get(surname)?;
        let mut fit = all.iter().copied().filter(|&at| match day {
            Some(day) => self.spells_of(at).any(|spell| spell.holds(day)),
            None => true,
        });
        match (fit.next(), fit.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// A person of the table.
    pub fn person(&self, at: usize) -> Option<&Person> {
        self.persons.get(at)
    }

    /// The offices someone has held.
    pub fn spells_of(&self, person: usize) -> impl Iterator<Item = &Spell> + '_ {
        let spells = self.persons.get(person).map_or(&[][..], |person| &person.spells);
        spells.iter().filter_map(|&at| self.spells.get(at))
    }

    /// Who holds the office of that title in a country on a day.
    pub fn holder(&self, title: &str, country: &str, day: Date) -> Option<usize> {
        let titles = self.offices.get(title)?;
        let fits = |t: &&Title| t.countries.is_empty() || t.countries.iter().any(|c| c == country);
        let title = titles.iter().find(fits)?;
        title.offices.iter().find_map(|office| {
            let held = |spell: &&Spell| {
                spell.office == *office
                    && spell.country.as_deref() == Some(country)
                    && spell.holds(day)
            };
            self.spells.iter().find(held).map(|spell| spell.person)
        })
    }

    /// Whether someone holds the office of that title on a day.
    pub fn is_held_by(&self, person: usize, title: &str, day: Date) -> bool {
        let titles = self.offices.get(title).map_or(&[][..], Vec::as_slice);
        self.spells_of(person).filter(|spell| spell.holds(day)).any(|spell| {
            titles.iter().any(|t| t.offices.contains(&spell.office))
                || spell.title.to_lowercase() == title
        })
    }

    /// The words of a name without the article in front.
    pub fn without_article(&self, mut words: Vec<String>) -> Vec<String> {
        if words.len() > 1 && words.first().is_some_and(|word| self.relates(word, "article")) {
            words.remove(0);
        }
        words
    }

    /// Whether a title is that of an office of the table.
    pub fn is_office(&self, title: &str) -> bool {
        self.offices.contains_key(title)
    }

    /// Whether someone has ever held the office of that title.
    pub fn was_held_by(&self, person: usize, title: &str) -> bool {
        let titles = self.offices.get(title).map_or(&[][..], Vec::as_slice);
        self.spells_of(person).any(|spell| titles.iter().any(|t| t.offices.contains(&spell.office)))
    }

    /// Whether a title is one a noun may stand for: a president is a leader, a foreign minister a
    /// minister.
    pub fn is_kind_of(&self, title: &str, noun: &str) -> bool {
        let of = |title: &str| self.offices.get(title).map_or(&[][..], Vec::as_slice);
        let shared = |one: &Title, other: &Title| {
            one.offices.first().is_some_and(|office| other.offices.contains(office))
        };
        let last = title.rsplit(' ').next().is_some_and(|last| last == noun);
        last && !title.starts_with("vice ")
            || of(title).iter().any(|one| of(noun).iter().any(|other| shared(one, other)))
    }

    /// The official of that name (folded words).
    pub fn official(&self, words: &[String]) -> Option<&Official> {
        self.officials.get(&words.join(" "))
    }

    /// Whether a word tells "he" (`true`) or "she".
    pub fn is_male(&self, word: &str) -> Option<bool> {
        self.genders.get(word).copied()
    }

    /// Whether a noun points back in a given way: "company" to a `BUS`.
    pub fn relates(&self, noun: &str, how: &str) -> bool {
        self.relations.get(noun).is_some_and(|ways| ways.iter().any(|way| way == how))
    }

    /// Whether a noun points back in any way.
    pub fn relates_at_all(&self, noun: &str) -> bool {
        self.relations.contains_key(noun)
    }

    /// The country someone has held office in.
    pub fn country_of(&self, person: usize) -> Option<&String> {
        self.spells_of(person).find_map(|spell| spell.country.as_ref())
    }

    fn read_leaders(&mut self, letters: &Letters, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "actors", "lexicon/leaders.tsv");
        let told = |column: &str| (!column.is_empty()).then(|| column.to_owned());
        for row in Lexicon::read(&paper, 6, faults).rows() {
            let words = letters.fold(row.column(0));
            let key = words.join(" ");
            let person = *self.names.entry(key).or_insert_with(|| {
                self.persons.push(Person {
                    name: row.column(0).to_owned(),
                    male: None,
                    wikidata: None,
                    spells: Vec::new(),
                });
                self.persons.len() - 1
            });
            let others = row.column(1).split(';').map(|name| letters.fold(name));
            for other in others.filter(|other| !other.is_empty()) {
                self.names.entry(other.join(" ")).or_insert(person);
            }
            if let Some(surname) = words.last() {
                let slot = self.surnames.entry(surname.clone()).or_default();
                if !slot.contains(&person) {
                    slot.push(person);
                }
            }
            let spell = self.spells.len();
            self.spells.push(Spell {
                person,
                country: told(row.column(3)),
                office: row.column(4).to_owned(),
                title: row.column(5).to_owned(),
                from: row.column(6).to_owned(),
                until: row.column(7).to_owned(),
            });
            if let Some(known) = self.persons.get_mut(person) {
                known.spells.push(spell);
                known.male = known.male.or(told(row.column(2)).map(|gender| gender == "m"));
                known.wikidata = known.wikidata.take().or(told(row.column(8)));
            }
        }
    }

    fn read_officials(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "actors", "lexicon/officials.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            let official = Official {
                country: row.column(1).to_owned(),
                sector: if row.column(2).is_empty() { "GOV" } else { row.column(2) }.to_owned(),
                from: row.column(3).to_owned(),
                until: row.column(4).to_owned(),
            };
            for name in row.column(0).split(';') {
                let key = name.trim().replace(['-', '\''], " ");
                self.officials.insert(key, official.clone());
            }
        }
    }

    fn read_offices(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "actors", "lexicon/offices.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            let title = Title {
                offices: row.column(1).split(';').map(|o| o.trim().to_owned()).collect(),
                countries: row.column(2).split_whitespace().map(str::to_owned).collect(),
            };
            self.offices.entry(row.column(0).to_owned()).or_default().push(title);
        }
    }
}

fn pairs(paper: &Paper, faults: &mut Vec<Fault>) -> HashMap<String, String> {
    let rows = Lexicon::read(paper, 2, faults);
    rows.rows().map(|row| (row.column(0).to_owned(), row.column(1).to_owned())).collect()
}
