//! Whose an office or a body is: "her party", "its leader", "the Front's spokesman".

use onrecord_types::mention::Pronoun;
use onrecord_types::{ActorKind, MentionForm};

use super::{Table, codes, pronouns};

/// The draft that the pronoun stands for which owns a phrase: "she" in "her party".
pub fn by_pronoun(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let pronoun = pronoun_in(table, at)?;
    let attempts: &[super::Attempt] = match table.mentions[pronoun].pronoun? {
        Pronoun::He | Pronoun::She => &[pronouns::person],
        Pronoun::It => &[pronouns::body],
        Pronoun::They => &[pronouns::plural],
        Pronoun::Who => &[],
    };
    attempts.iter().find_map(|attempt| attempt(table, pronoun))
}

/// The pronoun that owns what a phrase is about.
fn pronoun_in(table: &Table<'_>, at: usize) -> Option<usize> {
    let own = table.mentions[at].span;
    let inside = |(_, other): &(usize, &onrecord_types::mention::Candidate)| {
        other.form == MentionForm::Pronoun
            && own.holds(other.span)
            && table.tags.rel(other.head) == "nmod:poss"
    };
    let rest = table.mentions.iter().enumerate().skip(at + 1);
    let near = rest.take_while(|(_, other)| other.span.start() < own.end());
    near.into_iter().find(inside).map(|(place, _)| place)
}

/// Tells the persons whose office it is that they hold, once all are known: "its leader, Hilde
/// Maes" leads the union; the spokesman of an armed group is of its sector.
pub fn settle(table: &mut Table<'_>) {
    for at in 0..table.mentions.len() {
        let mention = &table.mentions[at];
        let Some(title) = mention.title.clone().filter(|_| mention.kind == ActorKind::Person)
        else {
            continue;
        };
        let Some(own) = table.at_head.get(mention.head).copied().flatten() else { continue };
        let owner = match &mention.of {
            Some(of) => {
                let words = table.fold(of);
                let mut places = table.register.named_like(&words).into_iter();
                places.find(|&place| table.drafts[place].names.contains(&words))
            }
            None => pronoun_in(table, at).and_then(|pronoun| {
                table.at_head.get(table.mentions[pronoun].head).copied().flatten()
            }),
        };
        let Some(owner) = owner.filter(|&owner| owner != own) else { continue };
        let body = &table.drafts[owner];
        if matches!(body.kind, ActorKind::Person | ActorKind::People | ActorKind::Unknown) {
            continue;
        }
        let told = (body.country.clone(), body.sector.clone(), codes::name(table, body));
        let Some(person) = table.drafts.get_mut(own) else { continue };
        person.country = person.country.take().or(told.0);
        person.sector = person.sector.take().or(told.1);
        if let Some(office) =
            person.titles.iter_mut().find(|(known, of)| *known == title && of.is_none())
        {
            office.1 = Some(told.2);
        }
    }
}
