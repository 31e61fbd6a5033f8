//! From drafts to actors: names, offices, codes.

use onrecord_types::{Actor, ActorId, ActorKind, Mention, MentionForm, Office};

use super::Table;
use super::draft::Draft;

/// The drafts as actors, in the order of their first mention.
pub fn actors(table: &Table<'_>) -> Vec<Actor> {
    let mut order: Vec<usize> =
        (0..table.drafts.len()).filter(|&at| !table.drafts[at].spots.is_empty()).collect();
    order.sort_by_key(|&at| first_span(table, &table.drafts[at]));
    let mut ids = vec![None; table.drafts.len()];
    for (id, &at) in order.iter().enumerate() {
        ids[at] = Some(ActorId(id as u32));
    }
    order
        .iter()
        .enumerate()
        .map(|(id, &at)| {
            let draft = &table.drafts[at];
            let members = draft.members.iter().filter_map(|&member| ids.get(member).copied()?);
            actor(table, draft, ActorId(id as u32), members.collect())
        })
        .collect()
}

fn first_span(table: &Table<'_>, draft: &Draft) -> (u32, std::cmp::Reverse<u32>) {
    let first = draft.spots.iter().map(|spot| table.mentions[spot.candidate].span).min();
    first.map_or((u32::MAX, std::cmp::Reverse(0)), |span| {
        (span.start(), std::cmp::Reverse(span.end()))
    })
}

fn actor(table: &Table<'_>, draft: &Draft, id: ActorId, members: Vec<ActorId>) -> Actor {
    let mut mentions: Vec<Mention> = draft
        .spots
        .iter()
        .map(|spot| {
            let candidate = &table.mentions[spot.candidate];
            Mention { span: candidate.span, name: candidate.name, form: candidate.form }
        })
        .collect();
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    mentions.dedup();
    Actor {
        id,
        name: name(table, draft),
        kind: draft.kind,
        country: draft.country.clone().filter(|c| table.kit.people.between(c).is_none()),
        sector: draft.sector.clone(),
        code: code(table, draft),
        wikidata: draft.wikidata.clone(),
        offices: offices(table, draft),
        mentions,
        named: draft.named,
        members,
        by: draft.by.clone(),
    }
}

/// The name of the tables, else the fullest in the text, else the description.
pub fn name(table: &Table<'_>, draft: &Draft) -> String {
    if !draft.name.is_empty() {
        return draft.name.clone();
    }
    if let Some(entry) = &draft.entry {
        return entry.clone();
    }
    let mut spots: Vec<_> =
        draft.spots.iter().map(|spot| &table.mentions[spot.candidate]).collect();
    spots.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    let named = spots.iter().filter(|mention| mention.form == MentionForm::Name);
    let fullest = named.max_by_key(|m| (m.name.len(), std::cmp::Reverse(m.name.start())));
    let told = fullest.map(|mention| mention.name).or_else(|| {
        let spoken = spots.iter().find(|mention| mention.form != MentionForm::Pronoun);
        spoken.or(spots.first()).map(|mention| mention.span)
    });
    let words = told.map(|span| table.doc.of(span)).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Country and sector in one; `---` where the country is not told.
fn code(table: &Table<'_>, draft: &Draft) -> Option<String> {
    if let Some(code) = &draft.code {
        return Some(code.clone());
    }
    if draft.kind == ActorKind::Country {
        return draft.country.clone();
    }
    let sector = draft.sector.as_deref().unwrap_or_default();
    match draft.country.as_deref() {
        Some(country) => match table.kit.people.between(country) {
            // Peacekeepers are told from those who send them.
            Some(code) if sector == "MIL" && code.len() == 6 => Some(format!("{code}{sector}")),
            Some(code) => Some(code.to_owned()),
            None => Some(format!("{country}{sector}")),
        },
        None if sector.is_empty() => None,
        None => Some(format!("---{sector}")),
    }
}

/// Offices the text gives, with the dates of the tables where those know them; only without any
/// in the text, those the tables know of on the day.
fn offices(table: &Table<'_>, draft: &Draft) -> Vec<Office> {
    if draft.kind != ActorKind::Person {
        return Vec::new();
    }
    let people = &table.kit.people;
    let held: Vec<Office> = match (draft.person, table.day) {
        (Some(person), Some(day)) => {
            people.spells_of(person).filter(|spell| spell.holds(day)).map(|s| s.office()).collect()
        }
        _ => Vec::new(),
    };
    let mut offices: Vec<Office> = Vec::new();
    for (title, of) in &draft.titles {
        let told = draft.titles.iter().any(|(other, whose)| other == title && whose.is_some());
        if of.is_none() && told || offices.iter().any(|known| known.title == *title && of.is_some())
        {
            continue;
        }
        let known =
            draft.person.zip(table.day).filter(|&(who, day)| people.is_held_by(who, title, day));
        let dated = known.and_then(|_| {
            held.iter().find(|office| people.is_kind_of(&office.title.to_lowercase(), title))
        });
        offices.push(Office {
            title: title.clone(),
            of: of.clone().or_else(|| dated.and_then(|dated| dated.of.clone())),
            from: dated.and_then(|dated| dated.from.clone()),
            until: dated.and_then(|dated| dated.until.clone()),
        });
    }
    if offices.is_empty() { held } else { offices }
}
