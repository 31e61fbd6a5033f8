//! For whom an office or a description stands: "the president", "the ministry", "the official".

use std::collections::BTreeSet;

use onrecord_types::{ActorKind, MentionForm};

use super::draft::Draft;
use super::names::recognise;
use super::{Table, owners};

/// "Ann Hill, director of the gallery", "Hill was a figure in the movement": a description beside a
/// name or said of it is of whoever has the name.
pub fn described(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let (tags, head) = (table.tags, candidate.head);
    if candidate.kind != ActorKind::Person || candidate.plural {
        return None;
    }
    let seat = |token: usize| table.at_head.get(token).copied().flatten();
    // "curator and director": the second hangs on the first, and that beside the name.
    let first = tags.head(head).filter(|_| tags.rel(head) == "conj").unwrap_or(head);
    let beside = || tags.head(first).filter(|_| tags.rel(first) == "appos").and_then(seat);
    let place = beside().or_else(|| subject(table, at))?;
    table.drafts.get(place).is_some_and(|draft| draft.is_person() && draft.named).then_some(place)
}

/// The draft of which a noun is said: the subject of "was an artist".
fn subject(table: &Table<'_>, at: usize) -> Option<usize> {
    let (tags, head) = (table.tags, table.mentions[at].head);
    let subject = tags.child_by(head, "cop").and_then(|_| tags.child_by(head, "nsubj"))?;
    table.at_head.get(subject).copied().flatten().filter(|_| subject < head)
}

/// Whether a description is only said of somebody: "Warhol was both an artist and a dealer".
pub fn is_said_of(table: &Table<'_>, at: usize) -> bool {
    let candidate = &table.mentions[at];
    candidate.form == MentionForm::Description
        && candidate.kind == ActorKind::Person
        && !candidate.definite
        && subject(table, at).is_some()
}

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
    let places: BTreeSet<usize> =
        table.register.of_title(title).chain(table.register.known()).collect();
    places
        .into_iter()
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
    if candidate.sector.as_deref() == Some("ELI") || is_of_body(table, at) {
        return None;
    }
    let person = table.kit.people.holder(title, country, day)?;
    if let Some(place) = table.register.of_person(person) {
        return (!table.surrounds(place, at)).then_some(place);
    }
    let mut draft = Draft::of(candidate, Vec::new());
    draft.sign(&candidate.by);
    recognise(table, &mut draft, person);
    draft.named = false;
    Some(table.add(draft))
}

/// Whether the office is one in a body of its own: "president of the Chess League".
fn is_of_body(table: &Table<'_>, at: usize) -> bool {
    let own = table.mentions[at].span;
    // The mentions are in the order of the text, the longer before the shorter.
    let rest = table.mentions.get(at + 1..).unwrap_or_default().iter();
    rest.take_while(|other| other.span.start() < own.end()).any(|other| {
        let body =
            matches!(other.kind, ActorKind::Organisation | ActorKind::Media | ActorKind::Group);
        body && other.form == MentionForm::Name
            && other.entry.is_none()
            && own.holds(other.span)
            && own != other.span
    })
}

/// "her party" is the party she leads, "his country" the one whose president he is.
pub fn owned(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let title = candidate.title.as_deref()?;
    if candidate.kind == ActorKind::Person || candidate.plural {
        return None;
    }
    let owner = owners::by_pronoun(table, at)?;
    let owner = table.drafts.get(owner)?;
    let offices: Vec<Vec<String>> =
        owner.titles.iter().filter_map(|(_, of)| Some(table.fold(of.as_deref()?))).collect();
    table.drafts.iter().position(|draft| {
        let told = || draft.names.iter().any(|name| offices.contains(name));
        let country = draft.kind == ActorKind::Country
            && draft.country.is_some()
            && draft.country == owner.country;
        draft.named && (country || told()) && is_of_kind(table, draft, title)
    })
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
    let named = own.last().into_iter().flat_map(|last| table.register.ending_in(last));
    let places: BTreeSet<usize> = table.register.of_title(title).chain(named).collect();
    places
        .into_iter()
        .filter(|&place| {
            let draft = &table.drafts[place];
            let number = (draft.plural == candidate.plural || draft.is_collective())
                && draft.members.is_empty();
            let kind = draft.kind == candidate.kind || (!one && draft.is_body());
            let country = same_country(candidate.country.as_ref(), draft.country.as_ref());
            let titles = || draft.titles.iter().any(|(known, _)| same_title(table, known, title));
            let same_words = || table.register.was_called(place, own);
            let named_so = || {
                let last = own.last();
                definite && draft.named && draft.names.iter().any(|name| name.last() == last)
            };
            let recent = draft.last().is_some_and(|spot| near(table, spot.sentence, at, 12));
            number
                && !table.surrounds(place, at)
                && kind
                && country
                && (one || adds_nothing(table, place, own))
                && ((recent && titles() && (definite || same_words())) || named_so())
        })
        .max_by_key(|&place| table.drafts[place].last().map_or(0, |spot| spot.head))
}

/// Whether all words of a phrase were used of a draft before: "the health office" is not "his
/// office".
fn adds_nothing(table: &Table<'_>, place: usize, own: &[String]) -> bool {
    let known = |word: &String| {
        table.register.was_said(place, word)
            || table.drafts[place].names.iter().any(|name| name.contains(word))
    };
    let points = |word: &String| table.kit.people.relates(word, "article");
    own.iter().all(|word| points(word) || known(word))
}

/// A noun that points back to a body of its kind: "the company", "the group".
pub fn same_kind(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let title = candidate.title.as_deref()?;
    let title = title.strip_suffix('s').filter(|_| candidate.plural).unwrap_or(title);
    if !is_definite(table, at) || candidate.country.is_some() {
        return None;
    }
    let number = |draft: &Draft| !candidate.plural || draft.is_collective();
    let fits = |draft: &Draft| draft.named && number(draft) && is_of_kind(table, draft, title);
    // "The paramilitary group", of the one that was named.
    let group = candidate.kind == ActorKind::Group && candidate.sector.is_some();
    let alike = |draft: &Draft| {
        draft.named && draft.kind == ActorKind::Group && draft.sector == candidate.sector
    };
    let alike = |table: &Table<'_>| {
        let one = group && !candidate.plural;
        one.then(|| latest(table, at, 4, alike)).flatten()
    };
    latest(table, at, 4, fits).or_else(|| alike(table)).or_else(|| {
        // A body of which nothing else is known: "ZorgUnie accepted. The union …".
        let bare = table.phrases[at].len() == 1 && !candidate.plural;
        let open = |draft: &Draft| {
            draft.named
                && draft.kind == ActorKind::Organisation
                && draft.sector.is_none()
                && draft.entry.is_none()
        };
        let told = candidate.sector.is_some()
            && candidate.kind != ActorKind::Person
            && table.kit.people.relates_at_all(title);
        (bare && told).then(|| latest(table, at, 2, open)).flatten()
    })
}

/// Whether a draft is what a noun calls it: a union, a group, a country.
pub fn is_of_kind(table: &Table<'_>, draft: &Draft, noun: &str) -> bool {
    let kind = match draft.kind {
        ActorKind::Group => "group",
        ActorKind::Organisation => "organisation",
        ActorKind::Country => "country",
        ActorKind::Media => "media",
        _ => "",
    };
    let sector = draft.sector.as_deref().unwrap_or_default();
    table.kit.people.relates(noun, kind) || table.kit.people.relates(noun, sector)
}

/// The draft last spoken of that fits, not further back than so many sentences.
fn latest(
    table: &Table<'_>,
    at: usize,
    most: usize,
    fits: impl Fn(&Draft) -> bool,
) -> Option<usize> {
    let sentence = table.doc.sentence_of(table.mentions[at].head);
    let near_by = table.register.mentioned_in(sentence.saturating_sub(most)..);
    near_by
        .into_iter()
        .filter(|&place| fits(&table.drafts[place]) && !table.surrounds(place, at))
        .filter(|&place| {
            table.drafts[place].last().is_some_and(|spot| near(table, spot.sentence, at, most))
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
