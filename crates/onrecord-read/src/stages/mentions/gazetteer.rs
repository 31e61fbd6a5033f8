//! Names the tables know: countries, peoples, seats of power, organisations, outlets.

use std::collections::HashMap;

use onrecord_rules::{Fault, Lexicon, Shelf, paper};
use onrecord_types::ActorKind;

/// What an entry of the gazetteer is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A country or territory.
    Country,
    /// What its people and things are called: "Russian", "Ukrainians".
    People,
    /// A capital, which may stand for the government.
    Capital,
    /// An organisation, a seat of power, a party, an armed group.
    Organisation,
    /// An outlet or agency.
    Media,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name of the thing, whatever the text calls it.
    pub name: String,
    /// What it names.
    pub sort: Sort,
    /// What kind of actor it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or what stands in its place for bodies between countries.
    pub country: Option<String>,
    /// Whether other countries have one of that name: "Congress", "the Supreme Court".
    pub common: bool,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// A code that says more than country and sector.
    pub code: Option<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
}

/// All names, ready to be looked up at any place of a text.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    // By the first run of letters and digits; the longest name first.
    names: HashMap<String, Vec<(String, u32)>>,
}

impl Gazetteer {
    /// Reads all tables.
    pub fn read(shelf: &Shelf, faults: &mut Vec<Fault>) -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        gazetteer.countries(shelf, faults);
        gazetteer.organisations(shelf, faults);
        gazetteer.media(shelf, faults);
        gazetteer.peoples(shelf, faults);
        for names in gazetteer.names.values_mut() {
            names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        gazetteer
    }

    /// The longest name at the start of a text: its length in bytes and what it stands for.
    pub fn longest(&self, text: &str) -> Option<(usize, &Entry)> {
        let names = self.names.get(first_run(text))?;
        let found = names.iter().find_map(|(name, entry)| Some((matched(text, name)?, *entry)))?;
        Some((found.0, self.entries.get(found.1 as usize)?))
    }

    fn add(&mut self, entry: Entry, names: impl IntoIterator<Item = String>) {
        let at = self.entries.len() as u32;
        self.entries.push(entry);
        for name in names {
            let slot = self.names.entry(first_run(&name).to_owned()).or_default();
            // The first table that knows a name has it.
            if !slot.iter().any(|(known, _)| *known == name) {
                slot.push((name, at));
            }
        }
    }

    fn countries(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "mentions", "lexicon/countries.tsv");
        for row in Lexicon::read(&paper, 2, faults).rows() {
            let entry = |sort, kind, sector: Option<&str>, code| Entry {
                name: row.column(1).to_owned(),
                sort,
                kind,
                country: Some(row.column(0).to_owned()),
                common: false,
                sector: sector.map(str::to_owned),
                code,
                wikidata: told(row.column(6)),
            };
            let names = std::iter::once(row.column(1).to_owned()).chain(listed(row.column(2)));
            self.add(entry(Sort::Country, ActorKind::Country, None, None), names);
            let people = listed(row.column(3)).chain(listed(row.column(4)));
            self.add(entry(Sort::People, ActorKind::People, Some("CVL"), None), people);
            let capital = entry(Sort::Capital, ActorKind::Government, Some("GOV"), None);
            self.add(capital, listed(row.column(5)));
        }
    }

    fn organisations(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "mentions", "lexicon/organisations.tsv");
        for row in Lexicon::read(&paper, 3, faults).rows() {
            let Some(kind) = kind_named(row.column(2)) else {
                let what = format!("unknown kind `{}`", row.column(2));
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            let entry = Entry {
                name: row.column(0).to_owned(),
                sort: Sort::Organisation,
                kind,
                country: told(row.column(3).trim_end_matches('?')),
                common: row.column(3).ends_with('?'),
                sector: told(row.column(4)),
                code: told(row.column(5)),
                wikidata: told(row.column(6)),
            };
            let names = std::iter::once(row.column(0).to_owned()).chain(listed(row.column(1)));
            self.add(entry, names.map(without_article));
        }
    }

    fn media(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "mentions", "lexicon/media.tsv");
        for row in Lexicon::read(&paper, 1, faults).rows() {
            let entry = Entry {
                name: row.column(0).to_owned(),
                sort: Sort::Media,
                kind: ActorKind::Media,
                country: told(row.column(2)),
                common: false,
                sector: Some("JRN".to_owned()),
                code: None,
                wikidata: None,
            };
            let names = std::iter::once(row.column(0).to_owned()).chain(listed(row.column(1)));
            self.add(entry, names);
        }
    }

    fn peoples(&mut self, shelf: &Shelf, faults: &mut Vec<Fault>) {
        let paper = paper!(shelf, "mentions", "lexicon/peoples.tsv");
        for row in Lexicon::read(&paper, 1, faults).rows() {
            let names: Vec<String> = listed(row.column(1)).chain(listed(row.column(0))).collect();
            let Some(name) = names.first() else { continue };
            let entry = Entry {
                name: name.clone(),
                sort: Sort::People,
                kind: ActorKind::People,
                country: told(row.column(2)),
                common: false,
                sector: Some("CVL".to_owned()),
                code: None,
                wikidata: None,
            };
            self.add(entry, names);
        }
    }
}

/// The kind of that name in a table.
pub fn kind_named(name: &str) -> Option<ActorKind> {
    Some(match name {
        "person" => ActorKind::Person,
        "government" => ActorKind::Government,
        "organisation" => ActorKind::Organisation,
        "country" => ActorKind::Country,
        "group" => ActorKind::Group,
        "military" => ActorKind::Military,
        "media" => ActorKind::Media,
        "people" => ActorKind::People,
        "unknown" => ActorKind::Unknown,
        _ => return None,
    })
}

/// The parts of a column that lists several.
pub fn listed(column: &str) -> impl Iterator<Item = String> + '_ {
    column.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// A column, if it says anything.
pub fn told(column: &str) -> Option<String> {
    (!column.is_empty()).then(|| column.to_owned())
}

fn without_article(name: String) -> String {
    match name.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}

fn first_run(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// How many bytes of the text a name takes, whatever the white space and apostrophes in it.
fn matched(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    for want in name.chars() {
        let (_, have) = chars.next()?;
        if want == ' ' {
            if !have.is_whitespace() {
                return None;
            }
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else if have != want && !(want == '\'' && matches!(have, '’' | '‘')) {
            return None;
        }
    }
    match chars.peek() {
        Some(&(at, next)) => (!next.is_alphanumeric()).then_some(at),
        None => Some(text.len()),
    }
}
