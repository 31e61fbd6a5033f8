//! For whom a name stands: someone named before, or someone the tables know.

use onrecord_types::ActorKind;
use onrecord_types::mention::Candidate;

use super::Table;
use super::draft::Draft;
use super::register::initials;

/// The same entry of the gazetteer: "Kyiv" and "Ukraine", "the U.N." and "the United Nations".
pub fn same_entry(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    let entry = candidate.entry.as_ref()?;
    table.register.of_entry(entry).find(|&place| {
        let draft = &table.drafts[place];
        draft.entry.as_ref() == Some(entry) && is_people(draft.kind) == is_people(candidate.kind)
    })
}

/// "a group of mediators known as the Quad": the name of whom the phrase describes.
pub fn known_as(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let (tags, head) = (table.tags, table.mentions[at].head);
    let named = matches!(tags.base_rel(head), "obl" | "xcomp" | "obj");
    let verb = tags.head(head).filter(|&verb| named && tags.xpos(verb) == "VBN")?;
    let calls = tags.rel(verb) == "acl" && table.kit.people.relates(tags.lemma(verb), "calls");
    let noun = tags.head(verb).filter(|_| calls)?;
    let place = table.at_head.get(noun).copied().flatten()?;
    let draft = &table.drafts[place];
    (!draft.named && !draft.is_person()).then_some(place)
}

fn is_people(kind: ActorKind) -> bool {
    kind == ActorKind::People
}

/// The same person: the same name, a surname, a given name.
pub fn same_person(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    if candidate.kind != ActorKind::Person && candidate.kind != ActorKind::Unknown {
        return None;
    }
    let words = table.words(at);
    let male = gender(table, candidate);
    let mut best: Option<(i32, usize, usize)> = None;
    for place in table.register.named_like(&words) {
        let draft = &table.drafts[place];
        let person = draft.kind == ActorKind::Person || draft.kind == ActorKind::Unknown;
        let clash = matches!((male, draft.male), (Some(one), Some(other)) if one != other);
        if !person || clash || draft.plural || !draft.named {
            continue;
        }
        let score = draft.names.iter().filter_map(|known| likeness(known, &words)).max();
        let Some(score) = score else { continue };
        let last = draft.last().map_or(0, |spot| spot.head);
        if best.is_none_or(|(top, when, _)| (score, last) > (top, when)) {
            best = Some((score, last, place));
        }
    }
    best.map(|(_, _, place)| place)
}

/// How well one name fits another; `None` where it is someone else's.
fn likeness(known: &[String], words: &[String]) -> Option<i32> {
    let (first, last) = (words.first()?, words.last()?);
    let (known_first, known_last) = (known.first()?, known.last()?);
    if known == words {
        return Some(10);
    }
    let (short, long) = if known.len() < words.len() { (known, words) } else { (words, known) };
    if long.ends_with(short) {
        return Some(8);
    }
    if known.len() > 1 && words.len() > 1 {
        let initial = |one: &String, other: &String| {
            one.len() == 1 && other.starts_with(one.as_str())
                || other.len() == 1 && one.starts_with(other.as_str())
        };
        let same_first = first == known_first || initial(first, known_first);
        if same_first && last == known_last {
            return Some(9);
        }
        // "Juan Manuel Santos Calderón" and "Juan Manuel Santos".
        return (long.starts_with(short) && short.len() > 1).then_some(7);
    }
    // The family name may come first ("Chung Hong-won": Mr Chung), or a given name is used alone.
    (short.len() == 1 && short.first() == long.first()).then_some(4)
}

/// The person the tables know under this name, if already among the drafts under another.
pub fn same_in_table(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    if candidate.kind != ActorKind::Person {
        return None;
    }
    let person = known_person(table, &table.words(at), candidate)?;
    table.register.of_person(person)
}

/// The same body: the same name, its initials, its first or last words.
pub fn same_body(table: &mut Table<'_>, at: usize) -> Option<usize> {
    let candidate = &table.mentions[at];
    if candidate.kind == ActorKind::Person {
        return None;
    }
    let words = table.words(at);
    let letters = capitals(table.doc.of(candidate.name));
    let body = Draft::of(candidate, Vec::new()).is_body();
    let mut places = table.register.named_like(&words);
    places.extend(letters.iter().flat_map(|letters| table.register.of_initials(letters)));
    places.into_iter().rfind(|&place| {
        let draft = &table.drafts[place];
        let kinds = draft.kind == candidate.kind
            || draft.kind == ActorKind::Unknown
            || candidate.kind == ActorKind::Unknown
            || (draft.is_body() && body);
        let countries = match (&draft.country, &candidate.country) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let entries = draft.entry.is_none() || candidate.entry.is_none();
        draft.named
            && kinds
            && countries
            && entries
            && draft.names.iter().any(|known| {
                *known == words
                    || letters.as_ref().is_some_and(|letters| is_initials(letters, known))
                    || shortened(known, &words)
                    || (candidate.definite && ends_in(known, &words))
            })
    })
}

/// The letters of a name that is nothing but capitals, in lower case.
fn capitals(written: &str) -> Option<String> {
    let inked = || written.chars().filter(|c| *c != '.');
    let all = written.len() > 1 && inked().all(char::is_uppercase);
    all.then(|| inked().collect::<String>().to_lowercase())
}

/// "ELN" for the National Liberation Army is not seen; "MDC" for Movement for Democratic Change is.
fn is_initials(letters: &String, known: &[String]) -> bool {
    known.len() > 1 && initials(known).contains(letters)
}

fn shortened(known: &[String], words: &[String]) -> bool {
    let one = words.len() == 1 && known.len() > 1 && words.first() == known.first();
    one && words.first().is_some_and(|word| word.len() > 3)
}

/// "the Front" is the Kestrel Front.
fn ends_in(known: &[String], words: &[String]) -> bool {
    !words.is_empty() && words.len() < known.len() && known.ends_with(words)
}

/// What the tables of people tell of a new draft.
pub fn enrich(table: &Table<'_>, at: usize, draft: &mut Draft) {
    let candidate = &table.mentions[at];
    draft.male = gender(table, candidate);
    if draft.country.is_none() && draft.kind == ActorKind::Government {
        // "the Obama administration".
        let of = candidate.of.as_deref().map(|of| table.kit.letters.fold(of)).unwrap_or_default();
        let people = &table.kit.people;
        let head = people.named(&of).or_else(|| people.of_surname(of.last()?, table.day));
        draft.country = head.and_then(|person| people.country_of(person).cloned());
    }
    if draft.kind != ActorKind::Person || !draft.named {
        return;
    }
    let words = table.words(at);
    if let Some(person) = known_person(table, &words, candidate) {
        recognise(table, draft, person);
        return;
    }
    let day = table.day;
    let official = table.kit.people.official(&words);
    if let Some(known) = official.filter(|known| day.is_none_or(|day| known.serves(day))) {
        let same = draft.country.as_ref().is_none_or(|country| *country == known.country);
        if same {
            draft.country.get_or_insert_with(|| known.country.clone());
            draft.sector.get_or_insert_with(|| known.sector.clone());
            draft.sign("table.officials");
        }
    }
}

/// Tells a draft what the tables know of the person it is.
pub fn recognise(table: &Table<'_>, draft: &mut Draft, person: usize) {
    let people = &table.kit.people;
    let Some(known) = people.person(person) else { return };
    draft.person = Some(person);
    draft.male = draft.male.or(known.male);
    draft.wikidata.clone_from(&known.wikidata);
    draft.sign("table.leaders");
    let words = table.kit.letters.fold(&known.name);
    if !draft.names.contains(&words) {
        draft.names.push(words);
    }
    draft.name.clone_from(&known.name);
    let now = table.day.and_then(|day| people.spells_of(person).find(|spell| spell.holds(day)));
    let first = people.spells_of(person).next();
    if let Some(spell) = now.or(first) {
        if draft.country.is_none() {
            draft.country.clone_from(&spell.country);
        }
        // Someone out of office is of the elite, whoever they were.
        let past = table.day.is_some() && now.is_none() && people.sector_of(&spell.office) == "GOV";
        let sector = if past { "ELI" } else { people.sector_of(&spell.office) };
        draft.sector.get_or_insert_with(|| sector.to_owned());
    }
}

/// Whether an office that the known person never held, in a text that does not name their country,
/// tells of another of that name.
fn is_namesake(table: &Table<'_>, person: usize, candidate: &Candidate) -> bool {
    let people = &table.kit.people;
    let other = |title: &String| people.is_office(title) && !people.was_held_by(person, title);
    let named =
        |country: &String| table.mentions.iter().any(|m| m.country.as_ref() == Some(country));
    candidate.title.as_ref().is_some_and(other)
        && !people.spells_of(person).filter_map(|spell| spell.country.as_ref()).any(named)
}

/// The person of the tables a name stands for, if nothing in the text speaks against it.
fn known_person(table: &Table<'_>, words: &[String], candidate: &Candidate) -> Option<usize> {
    let people = &table.kit.people;
    let person = match people.named(words) {
        Some(person) => person,
        None if words.len() == 1 => people.of_surname(words.first()?, table.day)?,
        None => return None,
    };
    let country = candidate.country.as_ref();
    let mut spells = people.spells_of(person).peekable();
    let fits = country.is_none()
        || spells.peek().is_none()
        || spells.any(|spell| spell.country.is_none() || spell.country.as_ref() == country);
    let fits = fits && !is_namesake(table, person, candidate);
    // A surname alone is theirs only where the word is one: "May" without a title is a month.
    let male = gender(table, candidate);
    let known = people.person(person).and_then(|known| known.male);
    let agrees = !matches!((male, known), (Some(one), Some(other)) if one != other);
    (fits && agrees).then_some(person)
}

/// Whether "he" or "she" may take a candidate up: by its titles, then by its given name.
pub fn gender(table: &Table<'_>, candidate: &Candidate) -> Option<bool> {
    if candidate.plural {
        return None;
    }
    let people = &table.kit.people;
    let doc = table.doc;
    let name = doc.tokens_in(candidate.name);
    let phrase = doc.tokens_in(candidate.span);
    let owned = |token: usize| table.tags.rel(token) == "nmod:poss";
    let titles = phrase.clone().filter(|token| !name.contains(token) && !owned(*token));
    let near = titles.filter(|token| token + 4 > name.start && *token < name.end + 5);
    let by_title = near.filter_map(|token| people.is_male(doc.word(token))).next();
    if candidate.kind == ActorKind::Person
        && name != phrase
        && let Some(male) = by_title
    {
        return Some(male);
    }
    if name == phrase && candidate.title.is_some() {
        return phrase.rev().find_map(|token| people.is_male(&doc.word(token).to_lowercase()));
    }
    let first = name.clone().find(|&token| !is_honorific(doc.word(token)))?;
    let honorific = name.start.checked_sub(1).and_then(|before| people.is_male(doc.word(before)));
    let given = (name.len() > 1).then(|| people.is_male(doc.word(first))).flatten();
    by_title.or(honorific).or(given)
}

fn is_honorific(word: &str) -> bool {
    word.ends_with('.') && word.chars().count() > 2
}
