//! Phrases without a name: "the foreign minister", "two officials", "he", "some".

use onrecord_types::mention::{Candidate, Pronoun};
use onrecord_types::{ActorKind, MentionForm, Upos};

use super::Finder;
use super::names::is_doing;
use super::phrases::{RoleAt, extent, is_head, role_at};
use super::senses;
use super::words::Class;

/// The candidate a noun gives by the role it stands for.
pub fn by_role(finder: &Finder<'_>, at: usize) -> Option<Candidate> {
    let Finder { kit, doc, tags, names, .. } = finder;
    if !is_head(tags, at) || names.at(at).is_some_and(|name| finder.is_taken(name)) {
        return None;
    }
    let role = role_at(kit, doc, tags, at)?;
    // "The ball is in their court" puts something there and names no court.
    let placed = tags.child_by(at, "cop").is_some() && tags.child_by(at, "case").is_some();
    if placed || role.role.acting && !finder.is_agent(at) || is_nobody(finder, at, &role) {
        return None;
    }
    // "Secretary of state": the state in it is nobody else.
    finder.claim(role.tokens.clone());
    let phrase = extent(kit, doc, tags, at);
    let sense = senses::of_role(kit, doc, tags, names, &role, phrase.clone(), &(0..0));
    let mut found = finder.candidate(phrase.clone(), phrase, at, "role.noun");
    found.plural = finder.is_plural(at);
    let office = role.role.kind == ActorKind::Person
        && !found.plural
        && (is_definite(finder, found.head) || starts_capital(finder, &role.tokens.start));
    found.form = if office { MentionForm::Title } else { MentionForm::Description };
    found.kind = sense.kind;
    if found.kind == ActorKind::Person && found.plural {
        found.kind = kind_of_many(sense.sector.as_deref());
    }
    // "staff" in "chief of staff" is nobody else.
    finder.claim(role.tokens.clone());
    found.title = sense.title;
    found.of = sense.of;
    found.sector = sense.sector;
    found.country = sense.country.or_else(|| {
        // "The army" of a dispatch that is about one country is that country's.
        let power = matches!(found.sector.as_deref(), Some("GOV" | "MIL" | "COP" | "LEG" | "JUD"));
        (power && found.definite && !found.plural).then_some(finder.only?.to_owned())
    });
    Some(found)
}

/// Whether a noun stands for none in particular: "any cabinet", "a parliament behind it", "in
/// hospital".
fn is_nobody(finder: &Finder<'_>, at: usize, role: &RoleAt<'_>) -> bool {
    let Finder { kit, doc, tags, names, .. } = finder;
    if kit.words.is(doc.word(at), Class::Nobody) {
        return true;
    }
    let phrase = extent(kit, doc, tags, at);
    let body = matches!(role.role.kind, ActorKind::Government | ActorKind::Organisation);
    let named = names.all.iter().any(|name| phrase.contains(&name.tokens.start));
    if !body || finder.is_plural(at) || named {
        return false;
    }
    let first = doc.word(phrase.start).to_lowercase();
    if kit.words.is(&first, Class::Vague) {
        return true;
    }
    let article = tags
        .child_by(at, "det")
        .is_some_and(|det| !kit.words.is(&doc.word(det).to_lowercase(), Class::Definite));
    let bare = phrase.len() == 1 && finder.is_placed(at);
    (article && !finder.is_agent(at)) || bare
}

/// What kind of actor several persons of a sector are.
fn kind_of_many(sector: Option<&str>) -> ActorKind {
    match sector {
        Some("MIL") => ActorKind::Military,
        Some("CVL" | "REF" | "LAB" | "AGR" | "EDU" | "MED" | "REL") => ActorKind::People,
        _ => ActorKind::Group,
    }
}

/// Whether a phrase points to someone known: "the president", "his wife", "Iran's president".
fn is_definite(finder: &Finder<'_>, head: usize) -> bool {
    finder.tags.children(head).any(|kid| {
        let owner = finder.tags.rel(kid) == "nmod:poss";
        owner || finder.kit.words.is(&finder.doc.word(kid).to_lowercase(), Class::Definite)
    })
}

fn starts_capital(finder: &Finder<'_>, first: &usize) -> bool {
    finder.doc.word(*first).chars().next().is_some_and(char::is_uppercase)
        && finder.tags.children(*first).all(|kid| finder.tags.rel(kid) != "det")
        && finder.tags.upos(*first) == Upos::Propn
}

/// The candidate a pronoun gives.
pub fn by_pronoun(finder: &Finder<'_>, at: usize) -> Option<Candidate> {
    let word = finder.doc.word(at).to_lowercase();
    let pronoun = finder.kit.words.pronoun(&word)?;
    let filler = finder.tags.base_rel(at) == "expl" || finder.tags.upos(at) != Upos::Pron;
    let relative = pronoun == Pronoun::Who;
    // "who" is always someone; "that" and "which" only where they open a clause.
    let personal = relative && word.starts_with("who");
    if filler || (relative && !personal && !opens_clause(finder, at)) {
        return None;
    }
    // In someone's mouth "it" is seldom the body last spoken of.
    if pronoun == Pronoun::It && finder.is_quoted(at) {
        return None;
    }
    let mut found = finder.candidate(at..at + 1, at..at + 1, at, "pronoun");
    found.form = MentionForm::Pronoun;
    found.pronoun = Some(pronoun);
    found.plural = pronoun == Pronoun::They;
    found.kind = match pronoun {
        Pronoun::He | Pronoun::She => ActorKind::Person,
        Pronoun::It | Pronoun::They | Pronoun::Who => ActorKind::Unknown,
    };
    Some(found)
}

/// A relative pronoun opens a clause that hangs on a noun.
fn opens_clause(finder: &Finder<'_>, at: usize) -> bool {
    finder.tags.upward(at).take(4).any(|above| finder.tags.rel(above) == "acl:relcl")
}

/// The candidate that the subject of a verb of speaking gives, whatever its words.
pub fn by_verb(finder: &Finder<'_>, at: usize) -> Option<Candidate> {
    let word = finder.doc.word(at).to_lowercase();
    let alone = finder.kit.words.is(&word, Class::Any);
    let nominal = match finder.tags.upos(at) {
        Upos::Noun | Upos::Propn => is_head(finder.tags, at),
        Upos::Pron | Upos::Det | Upos::Num | Upos::Adj => alone,
        _ => false,
    };
    // What is quoted does not speak itself: "No cover, no cargo," says Lindqvist.
    let cited =
        finder.is_quoted(at) && finder.tags.head(at).is_some_and(|verb| !finder.is_quoted(verb));
    if cited || !nominal || !finder.speaks(at) || finder.kit.words.pronoun(&word).is_some() {
        return None;
    }
    // "The Socialists, whose votes will decide": the Socialists are spoken of, not their votes.
    let whose = finder.tags.children(at).any(|kid| finder.tags.xpos(kid) == "WP$");
    if whose || is_doing(finder.kit, finder.doc, finder.tags, &(at..at + 1)) {
        return None;
    }
    let phrase = extent(finder.kit, finder.doc, finder.tags, at);
    let mut found = finder.candidate(phrase.clone(), phrase.clone(), at, "verb.subject");
    found.plural = finder.is_plural(at) || alone;
    found.form = MentionForm::Description;
    found.kind = if alone { ActorKind::People } else { ActorKind::Unknown };
    let part = finder.tags.children_by(at, "nmod").find(|&kid| {
        finder.tags.child_by(kid, "case").is_some_and(|case| finder.doc.word(case) == "of")
    });
    let role = part.and_then(|kid| role_at(finder.kit, finder.doc, finder.tags, kid));
    if let Some(role) = role {
        // "several of the unions", "one of the officials".
        let Finder { kit, doc, tags, names, .. } = finder;
        let sense = senses::of_role(kit, doc, tags, names, &role, phrase, &(0..0));
        found.kind = if found.plural { sense.kind } else { ActorKind::Person };
        found.country = sense.country;
        found.sector = sense.sector;
    }
    Some(found)
}
