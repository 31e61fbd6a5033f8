//! For whom a pronoun stands.

use onrecord_types::ActorKind;
use onrecord_types::mention::{Candidate, Pronoun};

use super::draft::{Draft, Spot};
use super::{Table, groups};

/// "who" and "which" stand for the noun their clause hangs on.
pub fn relative(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let head = table.mentions[at].head;
    if table.mentions[at].pronoun != Some(Pronoun::Who) {
        return None;
    }
    let clause = table.tags.upward(head).take(5).find(|&at| table.tags.rel(at) == "acl:relcl");
    let Some(noun) = clause.and_then(|clause| table.tags.head(clause)) else {
        return before(table, head);
    };
    let seated = table.at_head.get(noun).copied().flatten();
    seated.or_else(|| {
        // The noun may be the title of a name or stand beside it.
        let span = table.doc.tokens.get(noun)?.span;
        let sentence = table.doc.sentence_of(noun);
        table.register.mentioned_in(sentence..=sentence).into_iter().rev().find(|&place| {
            let spots = &table.drafts[place].spots;
            spots.iter().rev().take(3).any(|spot| table.mentions[spot.candidate].span.holds(span))
        })
    })
}

/// The draft whose mention ends right before a token.
fn before(table: &Table<'_>, head: usize) -> Option<usize> {
    let last = head.checked_sub(1)?;
    let last = if table.doc.word(last) == "," { last.checked_sub(1)? } else { last };
    let span = table.doc.tokens.get(last)?.span;
    let ends = |spot: &Spot| table.mentions[spot.candidate].span.end() == span.end();
    let sentence = table.doc.sentence_of(last);
    let near = table.register.mentioned_in(sentence..=sentence);
    near.into_iter().rev().find(|&place| table.drafts[place].spots.iter().rev().any(ends))
}

/// What a pronoun tells of whom it stands for.
pub fn gender(candidate: &Candidate) -> Option<bool> {
    match candidate.pronoun? {
        Pronoun::He => Some(true),
        Pronoun::She => Some(false),
        Pronoun::It | Pronoun::They | Pronoun::Who => None,
    }
}

/// "he" and "she" stand for the person last spoken of who can be one.
pub fn person(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let male = gender(&table.mentions[at])?;
    best(
        table,
        at,
        8,
        |draft| draft.is_person() && draft.male.is_none_or(|known| known == male),
        |draft| 2 * i32::from(draft.male == Some(male)) + i32::from(draft.named),
    )
}

/// "they" of what is said, hoped or known stands for whoever says so: "The unions said they would".
pub fn speakers(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let (tags, head) = (table.tags, table.mentions[at].head);
    if table.mentions[at].pronoun != Some(Pronoun::They) || tags.base_rel(head) != "nsubj" {
        return None;
    }
    let verb = tags.head(head).filter(|&verb| tags.base_rel(verb) == "ccomp")?;
    let subject = tags.child_by(tags.head(verb)?, "nsubj").filter(|&subject| subject < head)?;
    // Whoever is quoted speaks of others.
    if (subject..head).any(|at| tags.xpos(at) == "``") {
        return None;
    }
    let all = tags.conjuncts(subject);
    let seats = all.iter().map(|&at| table.at_head.get(at).copied().flatten());
    match *seats.collect::<Option<Vec<usize>>>()?.as_slice() {
        [one] => Some(one).filter(|&one| {
            let draft = &table.drafts[one];
            draft.plural || !draft.members.is_empty() || draft.kind != ActorKind::Person
        }),
        [one, other] if one != other => Some(pair(table, at, one, other)),
        _ => None,
    }
}

/// The two that a list names, under the words of the list.
fn pair(table: &mut Table<'_>, at: usize, one: usize, other: usize) -> usize {
    let pair = groups::together(table, at, [one.min(other), one.max(other)]);
    let spot =
        |place: usize| table.drafts[place].last().map(|spot| &table.mentions[spot.candidate]);
    let Some((first, last)) = spot(one).zip(spot(other)) else { return pair };
    let name = table.doc.of(first.name.join(last.span)).to_owned();
    let kind = (first.kind == last.kind).then_some(first.kind);
    let draft = &mut table.drafts[pair];
    if draft.name.is_empty() && draft.spots.is_empty() {
        draft.name = name;
        draft.kind = kind.unwrap_or(draft.kind);
    }
    pair
}

/// "they" stands for several: a people, a group, two named together.
pub fn plural(table: &mut Table<'_>, at: usize) -> Option<usize> {
    if table.mentions[at].pronoun != Some(Pronoun::They) {
        return None;
    }
    let several = |draft: &Draft| {
        draft.plural
            || !draft.members.is_empty()
            || matches!(draft.kind, ActorKind::People | ActorKind::Group | ActorKind::Military)
    };
    let found = best(table, at, 3, several, |draft| i32::from(draft.plural));
    // Where nobody is several, a body is: "the church … they".
    let body = |draft: &Draft| {
        draft.named && matches!(draft.kind, ActorKind::Organisation | ActorKind::Government)
    };
    found.or_else(|| best(table, at, 4, body, |_| 0))
}

/// "it" stands for the body or country last spoken of.
pub fn body(table: &mut Table<'_>, at: usize) -> Option<usize> {
    if table.mentions[at].pronoun != Some(Pronoun::It) {
        return None;
    }
    let one = |draft: &Draft| {
        !draft.plural
            && draft.members.is_empty()
            && !matches!(draft.kind, ActorKind::Person | ActorKind::People | ActorKind::Unknown)
    };
    // An outlet is more often told something than spoken of.
    best(table, at, 2, one, |draft| -2 * i32::from(draft.kind == ActorKind::Media))
}

/// Whether a pronoun nobody could be found for is kept as an actor of its own: a subject is.
pub fn stands_alone(table: &Table<'_>, at: usize) -> bool {
    let candidate = &table.mentions[at];
    let subject = table.tags.rel(candidate.head) == "nsubj";
    let personal = candidate.kind == ActorKind::Person || candidate.plural;
    subject && personal
}

/// The draft whose mentions before the pronoun fit best: near, and subject of its clause.
fn best(
    table: &Table<'_>,
    at: usize,
    reach: usize,
    fits: impl Fn(&Draft) -> bool,
    bonus: impl Fn(&Draft) -> i32,
) -> Option<usize> {
    let head = table.mentions[at].head;
    let sentence = table.doc.sentence_of(head);
    let paragraph = table.doc.paragraph_of(sentence);
    let subject = table.tags.base_rel(head) == "nsubj";
    let mut top: Option<(i32, usize, usize)> = None;
    for place in table.register.mentioned_in(sentence.saturating_sub(reach)..=sentence) {
        let draft = &table.drafts[place];
        if !fits(draft) || table.surrounds(place, at) {
            continue;
        }
        let spots = draft.spots.iter().rev().take(6).filter(|spot| spot.head != head);
        let score = spots.filter_map(|spot| {
            let far = sentence.checked_sub(spot.sentence)?;
            let later = far == 0 && spot.head > head;
            if far > reach || later {
                return None;
            }
            let other = table.doc.paragraph_of(spot.sentence) != paragraph;
            let parallel = subject && spot.weight == 3 && far > 0;
            let clause = far == 0
                && (clashes(table, spot, head)
                    || quotes(table, spot, head)
                    || is_asked_about(table, spot, head));
            Some(
                -4 * far as i32 + 2 * spot.weight - i32::from(other) + i32::from(parallel) * 2
                    - i32::from(clause) * 12,
            )
        });
        let Some(score) = score.max() else { continue };
        let score = score + bonus(draft) + (draft.spots.len().min(4) as i32) / 2;
        let last = draft.last().map_or(0, |spot| spot.head);
        if top.is_none_or(|(best, when, _)| (score, last) > (best, when)) {
            top = Some((score, last, place));
        }
    }
    top.map(|(_, _, place)| place)
}

/// Subject and object of one verb are two ("Putin called him").
fn clashes(table: &Table<'_>, spot: &Spot, head: usize) -> bool {
    let verb = table.tags.head(head);
    let possessive = table.tags.rel(head) == "nmod:poss";
    !possessive && verb.is_some() && table.tags.head(spot.head) == verb
}

/// "Asked whether the mayor had called, he said": not the mayor is asked.
fn is_asked_about(table: &Table<'_>, spot: &Spot, head: usize) -> bool {
    let tags = table.tags;
    let mut up = tags.upward(spot.head).take(6);
    let asked = up.find(|&at| {
        tags.base_rel(at) == "advcl"
            && matches!(tags.xpos(at), "VBN" | "VBD")
            && tags.child_by(at, "nsubj").is_none()
            && table.kit.people.relates(tags.lemma(at), "asks")
    });
    spot.head < head && asked.is_some_and(|at| tags.head(at) == tags.head(head) && at < head)
}

/// Whoever is quoted speaks of others: she said, "She will go".
fn quotes(table: &Table<'_>, spot: &Spot, head: usize) -> bool {
    let marks = (spot.head + 1..head).rev().find(|&at| table.tags.xpos(at).contains(['`', '\'']));
    let opened = marks.is_some_and(|at| table.tags.xpos(at) == "``");
    opened && spot.weight == 3
}
