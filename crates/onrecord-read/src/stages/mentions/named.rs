//! Phrases around a name: "Kremlin spokesperson Dmitry Peskov", "the White House", "Kyiv".

use std::ops::Range;

use onrecord_types::mention::Candidate;
use onrecord_types::{ActorKind, EntityKind, MentionForm, Upos};

use super::Finder;
use super::gazetteer::{Entry, Sort};
use super::names::{Name, head_of};
use super::phrases::{RoleAt, extent, extent_of_person, role_at, trimmed};
use super::senses::{self, Sense};
use super::votes::{Verdict, Verdicts};
use super::words::Class;

/// The candidate a name gives, if it stands for someone who can speak or act.
pub fn candidate(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    if is_compound(finder, name) {
        return None;
    }
    if let Some(verdict) = finder.votes.on(finder, name) {
        return by_votes(finder, name, verdict);
    }
    match (name.entry, name.kind) {
        (Some(entry), kind)
            if kind != Some(EntityKind::Per)
                || matches!(entry.sort, Sort::Media | Sort::Organisation | Sort::People) =>
        {
            known(finder, name, entry)
        }
        (_, Some(EntityKind::Per)) => Some(person(finder, name, "name.person")),
        (_, Some(EntityKind::Org)) => organisation(finder, name),
        (_, Some(EntityKind::Norp)) => people(finder, name),
        (_, Some(EntityKind::Loc)) => place(finder, name),
        (_, Some(EntityKind::Fac)) => None,
        (_, None) => by_capitals(finder, name),
    }
}

/// A word tied to a plain one by a hyphen names nobody: "U.S.-proposed", "Kremlin-backed".
fn is_compound(finder: &Finder<'_>, name: &Name<'_>) -> bool {
    let last = finder.doc.word(name.tokens.end.saturating_sub(1));
    let tail = last.rsplit(['-', '‑']).next().filter(|tail| tail.len() < last.len());
    name.entry.is_none()
        && tail.is_some_and(|tail| tail.chars().next().is_some_and(char::is_lowercase))
}

/// The candidate a name gives that was found to stand for something over the whole dispatch.
fn by_votes(finder: &Finder<'_>, name: &Name<'_>, verdict: &Verdict) -> Option<Candidate> {
    match (verdict.sort, name.kind) {
        (Verdicts::Person, None) => by_capitals(finder, name),
        (Verdicts::Person, _) => Some(person(finder, name, "name.person")),
        (Verdicts::Body, None) if verdict.kind.is_none() => by_capitals(finder, name),
        (Verdicts::Body, _) => {
            let mut found = organisation(finder, name)?;
            if let Some(kind) = verdict.kind.filter(|_| found.kind == ActorKind::Organisation) {
                found.kind = kind;
                found.sector = found.sector.or_else(|| verdict.sector.clone());
            }
            Some(found)
        }
        (Verdicts::State, _) => state(finder, name),
        (Verdicts::People, _) => people_of_state(finder, name, verdict),
        (Verdicts::Place, _) => place(finder, name),
    }
}

/// A body by the language model or by the votes.
fn organisation(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    // A single word behind "in" is a place, whatever the model says.
    let head = head_of(finder.tags, name.tokens.clone());
    let last = finder.tags.lemma(name.tokens.end.saturating_sub(1)).to_lowercase();
    let spot = name.tokens.len() == 1 || finder.kit.words.is(&last, Class::Locale);
    let place = spot && finder.is_placed(head) && finder.noun_beside(name).is_none();
    (!place).then(|| body(finder, name, "name.organisation"))
}

/// A country the tables do not know.
fn state(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    if finder.modifies_role(&name.tokens) {
        return None;
    }
    let mut found = body(finder, name, "name.state");
    found.kind = ActorKind::Country;
    found.country = None;
    found.sector = None;
    found.entry = Some(finder.doc.of(found.name).to_owned());
    Some(found)
}

/// Those named after such a country: "Norlanders"; the adjective alone stands for nobody.
fn people_of_state(finder: &Finder<'_>, name: &Name<'_>, verdict: &Verdict) -> Option<Candidate> {
    let head = head_of(finder.tags, name.tokens.clone());
    let tied = matches!(finder.tags.base_rel(head), "amod" | "compound" | "nmod" | "flat");
    if name.tokens.len() > 1 || (tied && finder.tags.child_by(head, "case").is_none()) {
        return None;
    }
    let phrase = extent(finder.kit, finder.doc, finder.tags, head);
    let mut found = finder.candidate(phrase, name.tokens.clone(), head, "name.people");
    found.form = MentionForm::Name;
    found.kind = ActorKind::People;
    found.sector = Some("CVL".to_owned());
    found.plural = finder.is_plural(head);
    found.of.clone_from(&verdict.under);
    Some(found)
}

/// A person's name with the titles before and behind it.
fn person(finder: &Finder<'_>, name: &Name<'_>, by: &str) -> Candidate {
    let Finder { kit, doc, tags, names, .. } = finder;
    let head = head_of(tags, name.tokens.clone());
    let top = top_of(finder, name, head);
    let mut phrase = extent_of_person(kit, doc, tags, top);
    let mut sense = Sense { kind: ActorKind::Person, ..Sense::default() };
    let title = title_before(finder, &name.tokens);
    let beside = (top != head)
        .then_some(top)
        .into_iter()
        .chain(tags.children_by(head, "nmod:desc"))
        .chain(tags.children_by(head, "appos"))
        .filter(|&at| !name.tokens.contains(&at) && names.at(at).is_none_or(|n| !is_person(n)));
    let spots: Vec<RoleAt<'_>> =
        title.into_iter().chain(beside.filter_map(|at| role_at(kit, doc, tags, at))).collect();
    for found in &spots {
        phrase = phrase.start.min(found.tokens.start)..phrase.end.max(name.tokens.end);
    }
    if let Some(first) = spots.first() {
        let reach = reach_left(finder, first.tokens.start);
        if first.tokens.end <= name.tokens.start {
            phrase.start = phrase.start.min(reach);
        }
    }
    for found in &spots {
        if !matches!(found.role.kind, ActorKind::Person) {
            continue;
        }
        let own = if phrase.start <= found.tokens.start && found.tokens.end <= phrase.end {
            window(finder, found, &phrase, &name.tokens)
        } else {
            extent(kit, doc, tags, head_of(tags, found.tokens.clone()))
        };
        let told = senses::of_role(kit, doc, tags, names, found, own, &name.tokens);
        sense = joined(sense, told);
    }
    if sense.country.is_none() {
        // "Russia's Vladimir Putin", "Putin of Russia".
        let inside = names.known_in(phrase.clone());
        sense.country = inside
            .filter(|(range, _)| !name.tokens.contains(&range.start))
            .find_map(|(_, entry)| entry.country.clone());
    }
    let phrase = trimmed(kit, doc, phrase);
    let bare = spots.is_empty() && phrase == name.tokens;
    let mut found = finder.candidate(phrase, name.tokens.clone(), head, by);
    found.form = MentionForm::Name;
    fill(&mut found, sense);
    // One word that is only ever cited may as well be an agency.
    let cited = bare && finder.is_only_cited(name, head);
    found.kind = if cited { ActorKind::Unknown } else { ActorKind::Person };
    for spot in spots {
        finder.claim(spot.tokens);
    }
    found
}

/// "the minister, Lavrov": the noun that heads the phrase where the name stands beside it.
fn top_of(finder: &Finder<'_>, name: &Name<'_>, head: usize) -> usize {
    let beside = finder.tags.base_rel(head);
    let fits = |above: &usize| {
        matches!(beside, "appos" | "flat")
            && finder.is_role(*above)
            && !(finder.is_plural(*above) && beside == "appos")
            && (*above < name.tokens.start || beside == "appos")
    };
    finder.tags.head(head).filter(fits).unwrap_or(head)
}

/// The words that belong to one title: those before the name for a title before it, those after
/// for one behind it.
fn window(
    finder: &Finder<'_>,
    found: &RoleAt<'_>,
    phrase: &Range<usize>,
    name: &Range<usize>,
) -> Range<usize> {
    if found.tokens.end <= name.start {
        phrase.start..name.start
    } else {
        let head = head_of(finder.tags, found.tokens.clone());
        let own = extent(finder.kit, finder.doc, finder.tags, head);
        own.start.max(name.end).min(found.tokens.start)..own.end.max(found.tokens.end)
    }
}

fn is_person(name: &Name<'_>) -> bool {
    name.kind == Some(EntityKind::Per)
}

/// The title that stands right before a name.
fn title_before<'k>(finder: &Finder<'k>, name: &Range<usize>) -> Option<RoleAt<'k>> {
    let before = name.start.checked_sub(1)?;
    let sentence = finder.doc.sentence_of(name.start);
    if finder.doc.sentence_of(before) != sentence {
        return None;
    }
    let noun = matches!(finder.tags.upos(before), Upos::Noun | Upos::Propn | Upos::Adj);
    let free = finder.names.at(before).is_none();
    (noun && free).then(|| role_at(finder.kit, finder.doc, finder.tags, before)).flatten()
}

/// How far the words before a title belong to it.
fn reach_left(finder: &Finder<'_>, from: usize) -> usize {
    let sentence = finder.doc.sentences.get(finder.doc.sentence_of(from));
    let stop = sentence.map_or(from, |sentence| sentence.tokens.start);
    let mut at = from;
    while at > stop {
        let before = at - 1;
        let word = finder.doc.word(before);
        let fits = match finder.tags.upos(before) {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::X => true,
            Upos::Part => matches!(word, "'s" | "’s" | "'" | "’"),
            Upos::Pron => finder.tags.rel(before) == "nmod:poss",
            Upos::Punct => matches!(word, "-" | "'" | "’"),
            Upos::Adp | Upos::Cconj => finder.names.at(before).is_some(),
            _ => false,
        };
        // A noun phrase starts with its article, and with the pronoun that owns it.
        if !fits || finder.tags.rel(before) == "nsubj" {
            break;
        }
        at = before;
        if matches!(finder.tags.upos(before), Upos::Det | Upos::Pron) {
            break;
        }
    }
    at
}

/// A name the tables know.
fn known(finder: &Finder<'_>, name: &Name<'_>, entry: &Entry) -> Option<Candidate> {
    match entry.sort {
        Sort::People => return people(finder, name),
        Sort::Capital => return place(finder, name),
        Sort::Country | Sort::Organisation | Sort::Media => {}
    }
    if entry.sort == Sort::Country && finder.modifies_role(&name.tokens) {
        return None;
    }
    if entry.sort == Sort::Organisation && name.kind == Some(EntityKind::Loc) {
        // "in Brussels" is a town.
        let head = head_of(finder.tags, name.tokens.clone());
        if finder.is_placed(head) && name.tokens.len() == 1 {
            return None;
        }
    }
    let mut found = body(finder, name, "name.table");
    let other = found.country.is_some() && found.country != entry.country;
    found.kind = entry.kind;
    found.sector.clone_from(&entry.sector);
    if other && entry.country.is_some() && entry.sort == Sort::Organisation {
        // "Chile's Defense Department" is not the one the table has.
        return Some(found);
    }
    if entry.common && finder.is_elsewhere(entry) {
        found.country = finder.home.map(str::to_owned);
        return Some(found);
    }
    found.country.clone_from(&entry.country);
    found.code.clone_from(&entry.code);
    found.entry = Some(entry.name.clone());
    found.wikidata.clone_from(&entry.wikidata);
    Some(found)
}

/// A body's name with the noun that tells what it is: "the hospital union ZorgUnie".
fn body(finder: &Finder<'_>, name: &Name<'_>, by: &str) -> Candidate {
    let Finder { kit, doc, tags, names, .. } = finder;
    let head = head_of(tags, name.tokens.clone());
    let inner = matches!(tags.rel(head), "compound" | "flat" | "nmod:desc" | "amod");
    let beside = noun_of(finder, name, head);
    let mut phrase = match &beside {
        Some(noun) => {
            let top = head_of(
                tags,
                noun.tokens.start.min(name.tokens.start)..noun.tokens.end.max(name.tokens.end),
            );
            let whole = extent_of_person(kit, doc, tags, top);
            let reach = reach_left(finder, noun.tokens.start.min(name.tokens.start));
            reach.max(whole.start.min(reach))..whole.end.max(noun.tokens.end).max(name.tokens.end)
        }
        None if inner => name.tokens.clone(),
        None => extent_of_person(kit, doc, tags, head),
    };
    phrase = trimmed(kit, doc, phrase);
    let mut found = finder.candidate(phrase.clone(), name.tokens.clone(), head, by);
    found.form = MentionForm::Name;
    found.kind = ActorKind::Organisation;
    let last = name.tokens.end.saturating_sub(1);
    let company = kit.words.is(doc.word(last), Class::Company);
    let own = name.tokens.clone().rev().find_map(|at| body_role(finder, at));
    let role = own.or_else(|| beside.clone().filter(|noun| is_body(noun.role.kind)));
    if let Some(role) = role {
        let own = phrase.start.min(name.tokens.start)..phrase.end.max(name.tokens.end);
        let sense = senses::of_role(kit, doc, tags, names, &role, own, &(0..0));
        found.kind = sense.kind;
        found.country = sense.country;
        found.sector = sense.sector;
        if beside.as_ref().is_some_and(|noun| is_wire(finder, noun)) {
            found.kind = ActorKind::Media;
            found.sector = Some("JRN".to_owned());
        }
    } else {
        // What stands beside the name tells its country; inside it only the name of one does.
        let told = |range: &Range<usize>, entry: &Entry| {
            let inside = name.tokens.start <= range.start && range.end <= name.tokens.end;
            let lands = matches!(entry.sort, Sort::Country | Sort::People | Sort::Capital);
            if inside { lands && range.len() < name.tokens.len() } else { true }
        };
        let mut owners = names.known_in(phrase);
        found.country = owners
            .find(|(range, entry)| told(range, entry))
            .and_then(|(_, entry)| entry.country.clone());
        found.sector = company.then(|| "BUS".to_owned());
    }
    if let Some(noun) = beside {
        finder.claim(noun.tokens);
    }
    found
}

/// "the Tarsk agency Vestnik": nothing tells what the agency is for, so it is one for news.
fn is_wire(finder: &Finder<'_>, noun: &RoleAt<'_>) -> bool {
    let Finder { doc, tags, names, kit, .. } = finder;
    let alone = noun.tokens.len() == 1;
    let before = noun.tokens.start.checked_sub(1);
    let plain =
        |at: usize| matches!(tags.upos(at), Upos::Noun | Upos::Adj) && names.at(at).is_none();
    alone
        && kit.words.is(&doc.word(noun.tokens.start).to_lowercase(), Class::Wire)
        && !before.is_some_and(plain)
}

/// The noun beside a body's name that tells what it is, before it or in apposition.
fn noun_of<'k>(finder: &Finder<'k>, name: &Name<'_>, head: usize) -> Option<RoleAt<'k>> {
    let Finder { kit, doc, tags, .. } = finder;
    let beside = finder.noun_beside(name).filter(|noun| is_body(noun.role.kind));
    let above = || {
        let above = tags.head(head).filter(|&at| !name.tokens.contains(&at))?;
        let tied = matches!(tags.base_rel(head), "appos" | "flat") && finder.is_role(above);
        (tied && !finder.is_plural(above)).then(|| role_at(kit, doc, tags, above)).flatten()
    };
    let behind = || {
        let mut kids = tags.children_by(head, "appos");
        let noun = kids.find(|&at| finder.is_role(at) && !finder.is_plural(at))?;
        role_at(kit, doc, tags, noun).filter(|noun| is_body(noun.role.kind))
    };
    beside.or_else(above).or_else(behind)
}

fn body_role<'k>(finder: &Finder<'k>, at: usize) -> Option<RoleAt<'k>> {
    role_at(finder.kit, finder.doc, finder.tags, at).filter(|found| is_body(found.role.kind))
}

fn is_body(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Person | ActorKind::People | ActorKind::Country)
}

/// "Ukrainians", "the Russians"; an adjective only where no noun beside it carries the country.
fn people(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    let head = head_of(finder.tags, name.tokens.clone());
    let modifies = matches!(finder.tags.base_rel(head), "amod" | "compound" | "nmod")
        && finder.tags.head(head).is_some_and(|above| above > head)
        && finder.tags.child_by(head, "case").is_none();
    if modifies && finder.modifies_role(&name.tokens) {
        return None;
    }
    let adjective = modifies || finder.tags.upos(head) == Upos::Adj;
    let by = if adjective { "name.adjective" } else { "name.people" };
    let phrase = if adjective {
        name.tokens.clone()
    } else {
        extent(finder.kit, finder.doc, finder.tags, head)
    };
    let mut found = finder.candidate(phrase, name.tokens.clone(), head, by);
    found.form = MentionForm::Name;
    found.kind = if adjective { ActorKind::Country } else { ActorKind::People };
    found.sector = (!adjective).then(|| "CVL".to_owned());
    found.plural = !adjective && finder.is_plural(head);
    if let Some(entry) = name.entry {
        found.country.clone_from(&entry.country);
        found.wikidata.clone_from(&entry.wikidata);
        if adjective && entry.country.is_none() {
            return None;
        }
        if adjective {
            found.entry = Some(entry.name.clone());
        }
    } else if adjective {
        return None;
    }
    Some(found)
}

/// A place that acts: a capital for its government, a town for its people.
fn place(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    let head = head_of(finder.tags, name.tokens.clone());
    if finder.modifies_role(&name.tokens) || !finder.acts(head) {
        return None;
    }
    let phrase = extent(finder.kit, finder.doc, finder.tags, head);
    let mut found = finder.candidate(phrase, name.tokens.clone(), head, "name.place");
    found.form = MentionForm::Name;
    match name.entry {
        Some(entry) => {
            found.kind = entry.kind;
            found.country.clone_from(&entry.country);
            found.sector.clone_from(&entry.sector);
            found.entry = Some(entry.name.clone());
            found.wikidata.clone_from(&entry.wikidata);
        }
        None => found.kind = ActorKind::Unknown,
    }
    Some(found)
}

/// A run of capitals: a person after a title, a body by its last word, else unknown.
fn by_capitals(finder: &Finder<'_>, name: &Name<'_>) -> Option<Candidate> {
    let Finder { kit, doc, tags, .. } = finder;
    let head = head_of(tags, name.tokens.clone());
    let before = name.tokens.start.checked_sub(1);
    let titled = title_before(finder, &name.tokens)
        .is_some_and(|found| found.role.kind == ActorKind::Person)
        || before.is_some_and(|at| kit.words.is(doc.word(at), Class::Honorific));
    if titled {
        return Some(person(finder, name, "name.titled"));
    }
    // "curator Elaine Gustafson": the name stands beside a noun that speaks.
    let beside = tags.head(head).filter(|_| matches!(tags.rel(head), "appos" | "flat"));
    if finder.noun_beside(name).is_some_and(|noun| is_body(noun.role.kind)) {
        return Some(body(finder, name, "name.organisation"));
    }
    let speaks = finder.speaks(head)
        || finder.leads_colon(name.tokens.clone())
        || (name.tokens.len() > 1 && beside.is_some_and(|above| finder.speaks(above)));
    // A single capital among the things talked about ("Energy") names nobody; one that acts may.
    let alone = name.tokens.len() == 1;
    let acts = if alone { finder.is_agent(head) } else { finder.is_subject_or_object(head) };
    if !speaks && !acts {
        return None;
    }
    let company = !alone && kit.words.is(doc.word(name.tokens.end - 1), Class::Company);
    let mut found = if speaks && !company && name.tokens.len() <= 4 {
        person(finder, name, "name.speaks")
    } else {
        body(finder, name, "name.capitals")
    };
    if found.by == "name.capitals" && !company {
        found.kind = ActorKind::Unknown;
    }
    Some(found)
}

fn joined(one: Sense, other: Sense) -> Sense {
    Sense {
        kind: one.kind,
        title: one.title.or(other.title),
        of: one.of.or(other.of),
        country: one.country.or(other.country),
        sector: one.sector.or(other.sector),
    }
}

fn fill(found: &mut Candidate, sense: Sense) {
    found.kind = sense.kind;
    found.title = sense.title;
    found.of = sense.of;
    found.country = sense.country;
    found.sector = sense.sector;
}
