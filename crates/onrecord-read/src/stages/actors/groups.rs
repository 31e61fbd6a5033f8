//! Two taken together: "the two leaders", "both sides".

use onrecord_types::{ActorKind, MentionForm};

use super::Table;
use super::draft::Draft;

/// Two drafts that a phrase takes together, as a draft of their own.
pub fn two(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let noun = candidate.title.as_deref()?;
    let noun = noun.rsplit(' ').next()?;
    let lemma = table.tags.lemma(candidate.head).to_lowercase();
    let people = &table.kit.people;
    let first = table.doc.word(table.doc.tokens_in(candidate.span).start).to_lowercase();
    let of_two = |word: &String| people.relates(word, "two");
    // "the two leaders", "both sides"; "two leaders" may be any.
    let phrase = &table.phrases[at];
    let alone = people.relates(&first, "pair");
    if !phrase.first().is_some_and(of_two) || !(candidate.definite || alone) {
        return None;
    }
    let relates = |how| people.relates(&lemma, how) || people.relates(noun, how);
    let members = if relates("persons") {
        let holds = |draft: &Draft| holds(table, draft, &lemma);
        last_two(table, at, |draft| draft.is_person() && draft.named && holds(draft))
    } else if relates("bodies") {
        let told = |draft: &Draft| match draft.kind {
            ActorKind::Country | ActorKind::Group => draft.named,
            ActorKind::Government => !draft.named && draft.country.is_some(),
            _ => false,
        };
        last_two(table, at, told)
    } else {
        None
    }?;
    let same = table.drafts.iter().position(|draft| draft.members == members);
    if same.is_some() {
        return same;
    }
    let mut draft = Draft::of(candidate, Vec::new());
    draft.members = members.to_vec();
    draft.plural = true;
    draft.named = candidate.form == MentionForm::Name;
    draft.sign(&candidate.by);
    table.drafts.push(draft);
    Some(table.drafts.len() - 1)
}

/// Whether a person is one of those a noun may point to: "leaders" lead, "ministers" are
/// ministers, "men" are men.
fn holds(table: &Table<'_>, draft: &Draft, noun: &str) -> bool {
    let people = &table.kit.people;
    if let Some(male) = people.is_male(noun) {
        return draft.male.is_none_or(|known| known == male);
    }
    if people.relates(noun, "anyone") {
        return true;
    }
    draft.titles.iter().any(|(title, _)| people.is_kind_of(title, noun))
        || draft.person.is_some_and(|person| match table.day {
            Some(day) => people.is_held_by(person, noun, day),
            None => people.was_held_by(person, noun),
        })
}

/// The two drafts last mentioned, in the order of their first mention.
fn last_two(table: &Table<'_>, at: usize, fits: impl Fn(&Draft) -> bool) -> Option<[usize; 2]> {
    let sentence = table.doc.sentence_of(table.mentions[at].head);
    let mut recent: Vec<(usize, usize)> = Vec::new();
    for (place, draft) in table.drafts.iter().enumerate() {
        let Some(last) = draft.last().filter(|_| fits(draft) && draft.members.is_empty()) else {
            continue;
        };
        if sentence.saturating_sub(last.sentence) <= 8 && !table.surrounds(place, at) {
            recent.push((last.head, place));
        }
    }
    recent.sort_unstable_by(|a, b| b.cmp(a));
    match (recent.first(), recent.get(1)) {
        (Some(&(_, one)), Some(&(_, other))) => Some([one.min(other), one.max(other)]),
        _ => None,
    }
}
