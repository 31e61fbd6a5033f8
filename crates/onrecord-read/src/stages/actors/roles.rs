//! For whom an office or a description stands: "the president", "the ministry", "the official".

use onrecord_types::{ActorKind, MentionForm};

use super::Table;
use super::draft::Draft;
use super::names::recognise;

/// A person who was given this office in the text, or holds it by the tables: "the president".
pub fn same_office(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let title = candidate.title.as_deref()?;
    if candidate.kind != ActorKind::Person || candidate.plural || !is_definite(table, at) {
        return None;
    }
    let people = &table.kit.people;
    let fits = |draft: &Draft| {
        let country = same_country(candidate.country.as_ref(), draft.country.as_ref());
        let told = draft.titles.iter().any(|(known, _)| same_title(table, known, title));
        let held = || match (draft.person, table.day) {
            (Some(person), Some(day)) => people.is_held_by(person, title, day),
            _ => false,
        };
        draft.is_person() && country && (told || held())
    };
    let male = super::names::gender(table, candidate);
    (0..table.drafts.len())
        .filter(|&place| fits(&table.drafts[place]) && !table.surrounds(place, at))
        .filter(|&place| {
            !matches!((male, table.drafts[place].male), (Some(one), Some(other)) if one != other)
        })
        .max_by_key(|&place| {
            let draft = &table.drafts[place];
            (draft.named, draft.last().map_or(0, |spot| spot.head))
        })
}

/// Who holds the office by the tables on the day of publication: "the Ukrainian president".
pub fn holder(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let (title, day) = (candidate.title.as_deref()?, table.day?);
    let country = candidate.country.as_deref()?;
    if candidate.form != MentionForm::Title || candidate.kind != ActorKind::Person {
        return None;
    }
    if candidate.sector.as_deref() == Some("ELI") {
        return None;
    }
    let person = table.kit.people.holder(title, country, day)?;
    let seated = table.drafts.iter().position(|draft| draft.person == Some(person));
    if let Some(place) = seated {
        return (!table.surrounds(place, at)).then_some(place);
    }
    let mut draft = Draft::of(candidate, Vec::new());
    draft.sign(&candidate.by);
    recognise(table, &mut draft, person);
    draft.named = false;
    table.drafts.push(draft);
    Some(table.drafts.len() - 1)
}

/// The same description again: "the official", "the coast guard", "Israeli forces".
pub fn same_role(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let title = candidate.title.as_deref()?;
    let one = candidate.kind == ActorKind::Person || candidate.kind == ActorKind::People;
    let definite = is_definite(table, at);
    if one && !definite {
        return None;
    }
    let own = &table.phrases[at];
    (0..table.drafts.len())
        .filter(|&place| {
            let draft = &table.drafts[place];
            let number = (draft.plural == candidate.plural || draft.is_collective())
                && draft.members.is_empty();
            let kind = draft.kind == candidate.kind;
            let country = same_country(candidate.country.as_ref(), draft.country.as_ref());
            let titles = draft.titles.iter().any(|(known, _)| same_title(table, known, title));
            let same_words =
                || draft.spots.iter().any(|spot| table.phrases[spot.candidate] == *own);
            let named_so = || {
                let last = own.last();
                definite && draft.named && draft.names.iter().any(|name| name.last() == last)
            };
            let recent = draft.last().is_some_and(|spot| near(table, spot.sentence, at, 12));
            number
                && !table.surrounds(place, at)
                && kind
                && country
                && ((titles && recent && (definite || same_words())) || named_so())
        })
        .max_by_key(|&place| table.drafts[place].last().map_or(0, |spot| spot.head))
}

/// A noun that points back to a body of its kind: "the company", "the group".
pub fn same_kind(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let title = candidate.title.as_deref()?;
    let title = title.strip_suffix('s').filter(|_| candidate.plural).unwrap_or(title);
    if !is_definite(table, at) || candidate.country.is_some() {
        return None;
    }
    let people = &table.kit.people;
    let fits = |draft: &Draft| {
        let kind = match draft.kind {
            ActorKind::Group => "group",
            ActorKind::Organisation => "organisation",
            ActorKind::Country => "country",
            ActorKind::Media => "media",
            _ => "",
        };
        let sector = draft.sector.as_deref().unwrap_or_default();
        let number = !candidate.plural || draft.is_collective();
        draft.named && number && (people.relates(title, kind) || people.relates(title, sector))
    };
    (0..table.drafts.len())
        .filter(|&place| fits(&table.drafts[place]) && !table.surrounds(place, at))
        .filter(|&place| {
            table.drafts[place].last().is_some_and(|spot| near(table, spot.sentence, at, 4))
        })
        .max_by_key(|&place| table.drafts[place].last().map_or(0, |spot| spot.head))
}

fn near(table: &Table<'_>, sentence: usize, at: usize, most: usize) -> bool {
    table.doc.sentence_of(table.mentions[at].head).saturating_sub(sentence) <= most
}

fn same_country(one: Option<&String>, other: Option<&String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// "minister" takes up "foreign minister"; "president" does not take up "vice president".
fn same_title(table: &Table<'_>, known: &str, title: &str) -> bool {
    let ends = |long: &str, short: &str| {
        let front = long.strip_suffix(short).and_then(|front| front.strip_suffix(' '));
        let first = front.and_then(|front| front.split(' ').next());
        first.is_some_and(|first| !table.kit.people.relates(first, "other"))
    };
    known == title || ends(known, title) || ends(title, known)
}

/// Whether a phrase points to someone known: it starts with "the", or is an office.
fn is_definite(table: &Table<'_>, at: usize) -> bool {
    let candidate = &table.mentions[at];
    candidate.form == MentionForm::Title || candidate.definite
}
