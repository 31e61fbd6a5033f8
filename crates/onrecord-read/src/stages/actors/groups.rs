//! Two taken together: "the two leaders", "both sides".

use onrecord_types::{ActorKind, MentionForm};

use super::draft::{Draft, Spot};
use super::{Table, roles};

/// Two drafts that a phrase takes together, as a draft of their own.
pub fn two(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let people = &table.kit.people;
    let first = table.doc.word(table.doc.tokens_in(candidate.span).start).to_lowercase();
    let of_two = |word: &String| people.relates(word, "two");
    // "the two leaders", "both sides"; "two leaders" may be any.
    let alone = people.relates(&first, "pair");
    if !table.phrases[at].first().is_some_and(of_two) || !(candidate.definite || alone) {
        return None;
    }
    let noun = noun(table, at)?;
    let fits = |draft: &Draft| is_one(table, draft, &noun);
    let general = ["persons", "bodies"].iter().any(|how| people.relates(&noun, how));
    if people.relates(&noun, "bodies") {
        let members = sides(table, at, fits)?;
        return Some(together(table, at, members));
    }
    let members = listed(table, at, fits).or_else(|| {
        // "both unions" are the only two there are, "both leaders" the last two.
        let all = recent(table, at, if general { 8 } else { usize::MAX }, fits);
        match all.as_slice() {
            [one, other] => Some([*one.min(other), *one.max(other)]),
            [one, other, ..] if general => Some([*one.min(other), *one.max(other)]),
            _ => None,
        }
    })?;
    Some(together(table, at, members))
}

/// "both sides": two named in one list, else those spoken of most, the nearest first; neither go-betweens
/// nor whoever urges the two.
fn sides(table: &Table<'_>, at: usize, fits: impl Fn(&Draft) -> bool) -> Option<[usize; 2]> {
    let urging = urging(table, at);
    let is_side = |draft: &Draft| {
        let urges = |spot: &Spot| Some(spot.head) == urging;
        fits(draft) && !draft.spots.iter().any(urges) && !mediates(table, draft)
    };
    listed(table, at, is_side).or_else(|| {
        let mut all: Vec<usize> = Vec::new();
        for place in recent(table, at, 8, is_side) {
            let draft = &table.drafts[place];
            match all.iter_mut().find(|known| same_side(&table.drafts[**known], draft)) {
                Some(known) if table.drafts[*known].spots.len() < draft.spots.len() => {
                    *known = place;
                }
                Some(_) => {}
                None => all.push(place),
            }
        }
        if all.len() > 2 {
            all.sort_by_key(|&place| std::cmp::Reverse(table.drafts[place].spots.len()));
        }
        match all.as_slice() {
            [one, other, ..] => Some([*one.min(other), *one.max(other)]),
            _ => None,
        }
    })
}

/// A country and its government are one side.
fn same_side(one: &Draft, other: &Draft) -> bool {
    let state = |draft: &Draft| matches!(draft.kind, ActorKind::Country | ActorKind::Government);
    let apart = one.country.is_some() && other.country.is_some() && one.country != other.country;
    state(one) && state(other) && !apart
}

/// The subject of a verb that the phrase is the object of: "The mission called on both sides to stop".
fn urging(table: &Table<'_>, at: usize) -> Option<usize> {
    let (tags, head) = (table.tags, table.mentions[at].head);
    let object = matches!(tags.base_rel(head), "obj" | "iobj" | "obl");
    let verb = tags.head(head).filter(|_| object)?;
    tags.child_by(verb, "nsubj").filter(|&subject| subject != head)
}

/// "Qatar, which brokered the truce", "the mediator, Oman".
fn mediates(table: &Table<'_>, draft: &Draft) -> bool {
    const ENOUGH: usize = 32;
    let (tags, people) = (table.tags, &table.kit.people);
    let is = |at: usize, how: &str| people.relates(&tags.lemma(at).to_lowercase(), how);
    draft.spots.iter().take(ENOUGH).any(|spot| {
        let beside = tags
            .children(spot.head)
            .filter(|&kid| matches!(tags.base_rel(kid), "appos" | "amod" | "compound" | "nmod"));
        let named = beside.chain([spot.head]).chain(tags.head(spot.head));
        let acts = matches!(tags.rel(spot.head), "nsubj" | "conj" | "obl:agent");
        let verb = tags.upward(spot.head).skip(1).take(3).find(|&up| is(up, "mediates"));
        let relative = tags.children_by(spot.head, "acl").any(|kid| is(kid, "mediates"));
        named.into_iter().any(|at| is(at, "mediator")) || acts && verb.is_some() || relative
    })
}

/// "The leaders", where exactly two have been spoken of.
pub fn these(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    if !candidate.plural || !candidate.definite || table.phrases[at].len() != 1 {
        return None;
    }
    let noun = noun(table, at).filter(|noun| table.kit.people.relates(noun, "persons"))?;
    let all = recent(table, at, 8, |draft| is_one(table, draft, &noun));
    match all.as_slice() {
        [one, other] => Some(together(table, at, [*one.min(other), *one.max(other)])),
        _ => None,
    }
}

/// Whether a phrase takes up two one by one and nobody knows which: "neither side".
pub fn is_one_of_two(table: &Table<'_>, at: usize) -> bool {
    let candidate = &table.mentions[at];
    let first = table.doc.word(table.doc.tokens_in(candidate.span).start).to_lowercase();
    candidate.kind != ActorKind::Person
        && candidate.title.is_some()
        && table.kit.people.relates(&first, "single")
}

/// The noun of a phrase in its dictionary form.
fn noun(table: &Table<'_>, at: usize) -> Option<String> {
    let candidate = &table.mentions[at];
    candidate.title.as_deref()?;
    Some(table.tags.lemma(candidate.head).to_lowercase())
}

/// Whether a draft is one of those a plural noun takes together.
fn is_one(table: &Table<'_>, draft: &Draft, noun: &str) -> bool {
    let people = &table.kit.people;
    if people.relates(noun, "persons") {
        return draft.is_person() && draft.named && holds(table, draft, noun);
    }
    if people.relates(noun, "bodies") {
        return match draft.kind {
            ActorKind::Country | ActorKind::Group | ActorKind::Organisation => draft.named,
            ActorKind::Government => !draft.named && draft.country.is_some(),
            _ => false,
        };
    }
    draft.named && !draft.plural && roles::is_of_kind(table, draft, noun)
}

/// The draft of two members, made if there is none yet.
pub fn together(table: &mut Table<'_>, at: usize, members: [usize; 2]) -> usize {
    if let Some(same) = table.register.of_members(&members) {
        return same;
    }
    let candidate = &table.mentions[at];
    let mut draft = Draft::of(candidate, Vec::new());
    draft.members = members.to_vec();
    draft.plural = true;
    draft.named = candidate.form == MentionForm::Name;
    draft.sign(&candidate.by);
    table.add(draft)
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

/// The drafts that fit and were spoken of not further back than so many sentences, the last first.
fn recent(table: &Table<'_>, at: usize, most: usize, fits: impl Fn(&Draft) -> bool) -> Vec<usize> {
    let sentence = table.doc.sentence_of(table.mentions[at].head);
    let mut recent: Vec<(usize, usize)> = Vec::new();
    for place in table.register.mentioned_in(sentence.saturating_sub(most)..) {
        let draft = &table.drafts[place];
        let Some(last) = draft.last().filter(|_| fits(draft) && draft.members.is_empty()) else {
            continue;
        };
        if sentence.saturating_sub(last.sentence) <= most && !table.surrounds(place, at) {
            recent.push((last.head, place));
        }
    }
    recent.sort_unstable_by(|a, b| b.cmp(a));
    recent.into_iter().map(|(_, place)| place).collect()
}

/// The two last named in one list of two: "between Norland and the Front".
fn listed(table: &Table<'_>, at: usize, fits: impl Fn(&Draft) -> bool) -> Option<[usize; 2]> {
    let head = table.mentions[at].head;
    let seat = |token: usize| {
        let place = table.at_head.get(token).copied().flatten()?;
        table.drafts.get(place).filter(|draft| fits(draft) && draft.members.is_empty())?;
        Some(place)
    };
    table.pairs.range(..head).rev().find_map(|&token| {
        let one = seat(token)?;
        match table.tags.conjuncts(token).as_slice() {
            [first, second] if *first == token => {
                let other = seat(*second).filter(|other| *other != one)?;
                Some([one.min(other), one.max(other)])
            }
            _ => None,
        }
    })
}
