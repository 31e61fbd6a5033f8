//! Names in the text: from the gazetteer, from the language model, and, where both are silent, from capitals.

use std::collections::HashSet;
use std::ops::Range;

use onrecord_types::{Doc, EntityKind, Tags, Upos};

use super::Kit;
use super::gazetteer::{Entry, Sort};
use super::words::Class;

/// A name in the text.
#[derive(Clone, Debug)]
pub struct Name<'k> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What the language model takes it for.
    pub kind: Option<EntityKind>,
    /// What the gazetteer knows of it.
    pub entry: Option<&'k Entry>,
}

/// All names of a dispatch.
#[derive(Debug, Default)]
pub struct Names<'k> {
    /// In the order of the text, not overlapping.
    pub all: Vec<Name<'k>>,
    /// What the gazetteer knows, inside other names too.
    pub known: Vec<(Range<usize>, &'k Entry)>,
    // The words of names of several words.
    parts: HashSet<String>,
}

impl<'k> Names<'k> {
    /// Finds all names.
    pub fn find(kit: &'k Kit, doc: &Doc<'_>, tags: &Tags) -> Names<'k> {
        let known = known(kit, doc, tags);
        let mut all = merged(kit, &known, doc, tags);
        let capitals = capitals(kit, doc, tags, &all);
        all.extend(capitals);
        all.sort_by_key(|name| (name.tokens.start, name.tokens.end));
        let body = dateline_end(doc);
        let credited = |name: &Name<'_>| {
            let span = doc.span_of(name.tokens.clone());
            doc.dispatch.credits.iter().filter_map(|credit| credit.span).any(|own| own.holds(span))
        };
        all.retain(|name| name.tokens.start >= body && !credited(name));
        let longer = all.iter().filter(|name| name.tokens.len() > 1);
        let parts = longer.flat_map(|name| name.tokens.clone()).map(|at| doc.word(at).to_owned());
        Names { parts: parts.collect(), all, known }
    }

    /// Whether a word is part of a name of several words.
    pub fn is_part(&self, word: &str) -> bool {
        self.parts.contains(word)
    }

    /// The country most spoken of; one mention is no evidence.
    pub fn home(&self) -> Option<&'k str> {
        self.counts().first().filter(|(_, count)| *count > 1).map(|(country, _)| *country)
    }

    /// The country a dispatch is about, where no other comes near it.
    /// `unknown` is how often a country is spoken of that the gazetteer does not know.
    pub fn only(&self, unknown: usize) -> Option<&'k str> {
        let counts = self.counts();
        let others = counts.get(1).map_or(0, |(_, count)| *count).max(unknown);
        counts.first().filter(|(_, most)| *most > 2 && *most > 2 * others).map(|(name, _)| *name)
    }

    /// Countries by how often they are spoken of, the first of equals first.
    fn counts(&self) -> Vec<(&'k str, usize)> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        let spoken = self.known.iter().map(|(_, entry)| entry);
        for entry in spoken.filter(|entry| !entry.common && entry.sort != Sort::Media) {
            let Some(country) = entry.country.as_deref() else { continue };
            match counts.iter_mut().find(|(known, _)| *known == country) {
                Some((_, count)) => *count += 1,
                None => counts.push((country, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// The name that holds a token.
    pub fn at(&self, token: usize) -> Option<&Name<'k>> {
        let at = self.all.partition_point(|name| name.tokens.end <= token);
        self.all.get(at).filter(|name| name.tokens.contains(&token))
    }

    /// What the gazetteer knows inside a run of tokens, in the order of the text.
    pub fn known_in(
        &self,
        tokens: Range<usize>,
    ) -> impl Iterator<Item = &(Range<usize>, &'k Entry)> + '_ {
        let first = self.known.partition_point(|(range, _)| range.start < tokens.start);
        let rest = self.known.get(first..).unwrap_or_default().iter();
        rest.take_while(move |(range, _)| range.end <= tokens.end)
    }
}

/// The first token behind the dateline: "HAVANA, Aug 24 (Agency) -".
pub fn dateline_end(doc: &Doc<'_>) -> usize {
    if let Some(dateline) = &doc.dispatch.dateline {
        return doc.tokens_in(dateline.span).end;
    }
    let first = doc.word(0);
    let shouted = first.chars().count() > 2 && first.chars().all(|c| c.is_uppercase());
    let dash = |at: &usize| {
        let spaced = doc.tokens.get(*at).is_some_and(|token| token.space_after);
        matches!(doc.word(*at), "—" | "--") || spaced && matches!(doc.word(*at), "-" | "–")
    };
    (shouted).then(|| (1..16).find(dash)).flatten().map_or(0, |at| at + 1)
}

/// The token that heads a run of tokens in the tree; the first of those that no tree holds together.
pub fn head_of(tags: &Tags, tokens: Range<usize>) -> usize {
    tags.top(tokens.clone()).unwrap_or(tokens.start)
}

fn known<'k>(kit: &'k Kit, doc: &Doc<'_>, tags: &Tags) -> Vec<(Range<usize>, &'k Entry)> {
    let text = doc.text();
    let mut found = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let span = doc.tokens[at].span;
        let from = text.byte_at(span.start());
        let rest = text.as_str().get(from..).unwrap_or_default();
        let hit = kit.gazetteer.longest(rest).and_then(|(bytes, entry)| {
            let words = text.span_of_bytes(from..from + bytes)?;
            let tokens = doc.tokens_in(words);
            let ends = doc.tokens.get(tokens.end.checked_sub(1)?)?.span.end() <= words.end() + 1;
            (ends && !is_common(doc, tags, &tokens, entry)).then_some((tokens, entry))
        });
        match hit {
            Some((tokens, entry)) => {
                at = tokens.end.max(at + 1);
                found.push((tokens, entry));
            }
            None => at += 1,
        }
    }
    found
}

/// Short names that are also common words count only where the model calls them names.
fn is_common(doc: &Doc<'_>, tags: &Tags, tokens: &Range<usize>, entry: &Entry) -> bool {
    let one = tokens.len() == 1;
    let word = doc.word(tokens.start);
    let proper = |at| matches!(tags.upos(at), Upos::Propn | Upos::Adj | Upos::X | Upos::Noun);
    let verb = one && !proper(tokens.start) && tags.entity_at(tokens.start).is_none();
    let plain = one
        && matches!(entry.sort, Sort::Media | Sort::Organisation)
        && tags.upos(tokens.start) != Upos::Propn
        && tags.entity_at(tokens.start).is_none()
        && !word.chars().skip(1).any(char::is_uppercase);
    verb || plain
}

fn merged<'k>(
    kit: &Kit,
    known: &[(Range<usize>, &'k Entry)],
    doc: &Doc<'_>,
    tags: &Tags,
) -> Vec<Name<'k>> {
    let mut names: Vec<Name<'k>> = Vec::new();
    let mut rest = known.iter().peekable();
    let borne = Borne::of(doc, tags);
    let named = tags.entities.iter().filter(|entity| {
        !is_doing(kit, doc, tags, &entity.tokens) && !is_plain(doc, &entity.tokens)
    });
    for entity in named {
        let mut tokens = widened(doc, tags, entity.tokens.clone());
        let first = doc.word(tokens.start);
        if tokens.len() > 1
            && kit.words.is(&first.to_lowercase(), Class::Definite)
            && is_article(tags, tokens.start)
        {
            tokens.start += 1;
        }
        while let Some((range, entry)) = rest.next_if(|(range, _)| range.end <= tokens.start) {
            names.push(Name { tokens: range.clone(), kind: None, entry: Some(entry) });
        }
        let mut name = Name { tokens: tokens.clone(), kind: Some(entity.kind), entry: None };
        while let Some((range, entry)) = rest.next_if(|(range, _)| range.start < tokens.end) {
            let land = matches!(entry.sort, Sort::Country | Sort::Capital);
            let person = entity.kind == EntityKind::Per
                && (range.len() < tokens.len() || (land && borne.holds(kit, doc, range)));
            let covers = range.start <= tokens.start && tokens.end <= range.end;
            if covers && !person {
                let one = entity.kind == EntityKind::Per && land;
                let kind = Some(if one { EntityKind::Loc } else { entity.kind });
                name = Name { tokens: range.clone(), kind, entry: Some(entry) };
            } else if range.end > tokens.end || range.start < tokens.start {
                // The two overlap without one holding the other; the table is trusted.
                if entity.kind != EntityKind::Per {
                    name.tokens = range.start.min(tokens.start)..range.end.max(tokens.end);
                }
            }
        }
        if names.last().is_none_or(|last| last.tokens.end <= name.tokens.start) {
            names.push(name);
        }
    }
    names.extend(rest.map(|(range, entry)| Name {
        tokens: range.clone(),
        kind: None,
        entry: Some(entry),
    }));
    names
}

/// "Shelling" at the head of a sentence, where nobody bears the word further inside one.
pub fn is_doing(kit: &Kit, doc: &Doc<'_>, tags: &Tags, tokens: &Range<usize>) -> bool {
    let word = doc.word(tokens.start);
    let opens = |at: usize| {
        let sentence = doc.sentences.get(doc.sentence_of(at));
        sentence.is_some_and(|sentence| sentence.tokens.start == at)
    };
    let ending = || word.char_indices().skip(4).filter_map(|(at, _)| word.get(at..));
    tokens.len() == 1
        && opens(tokens.start)
        && ending().any(|end| kit.words.is(end, Class::Doing))
        && !tags
            .entities
            .iter()
            .any(|e| doc.word(e.tokens.end - 1) == word && !opens(e.tokens.end - 1))
}

/// "air" of "air force", in a sentence that has capitals where they belong.
fn is_plain(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    let small = |at: usize| doc.word(at).chars().all(char::is_lowercase);
    let sentence = doc.sentences.get(doc.sentence_of(tokens.start));
    let first = sentence.map(|sentence| doc.word(sentence.tokens.start));
    let careful = first.and_then(|word| word.chars().next()).is_some_and(char::is_uppercase);
    careful && tokens.clone().all(small)
}

/// The words of the names that people bear, in lower case: a land so called may be one of them.
struct Borne(HashSet<String>);

impl Borne {
    fn of(doc: &Doc<'_>, tags: &Tags) -> Borne {
        let persons = tags.entities.iter().filter(|entity| entity.kind == EntityKind::Per);
        let long = persons.filter(|entity| entity.tokens.len() > 1);
        Borne(long.flat_map(|e| e.tokens.clone()).map(|at| doc.word(at).to_lowercase()).collect())
    }

    /// "Washington" where there is a Denzel Washington, "Mr Chad".
    fn holds(&self, kit: &Kit, doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1);
        before.is_some_and(|at| kit.words.is(doc.word(at), Class::Honorific))
            || tokens.clone().any(|at| self.0.contains(&doc.word(at).to_lowercase()))
    }
}

fn is_article(tags: &Tags, at: usize) -> bool {
    tags.upos(at) == Upos::Det
}

/// An entity with the parts that hyphens tie to it: "Jean" + "-" + "Yves", "Hong" + "-won".
fn widened(doc: &Doc<'_>, tags: &Tags, tokens: Range<usize>) -> Range<usize> {
    let tight = |at: usize| doc.tokens.get(at).is_some_and(|token| !token.space_after);
    let hyphen = |at: usize| matches!(doc.word(at), "-" | "‑");
    let wordy = |at: usize| doc.word(at).chars().all(char::is_alphanumeric);
    let mut range = tokens;
    if range.end > range.start + 1 && hyphen(range.end - 1) && tight(range.end - 1) {
        range.end += usize::from(wordy(range.end) && range.end < doc.tokens.len());
    }
    // "U.S.-proposed" says who proposed it; "Hong-won" is one name.
    let person = tags.entity_at(range.start).is_none_or(|entity| entity.kind == EntityKind::Per);
    let lower = |at: usize| doc.word(at).chars().next().is_some_and(char::is_lowercase);
    while tight(range.end - 1)
        && hyphen(range.end)
        && tight(range.end)
        && wordy(range.end + 1)
        && (person || !lower(range.end + 1))
    {
        range.end = (range.end + 2).min(doc.tokens.len());
    }
    while range.start > 1 && hyphen(range.start - 1) && tight(range.start - 1) {
        let first = range.start - 2;
        let capital = doc.word(first).chars().next().is_some_and(char::is_uppercase);
        if !tight(first) || !capital || tags.entity_at(first).is_some() {
            break;
        }
        range.start = first;
    }
    let follows = |at: usize| {
        tags.rel(at) == "flat"
            && tags.entity_at(at).is_none()
            && tags.head(at).is_some_and(|head| range.contains(&head))
            && doc.word(at).chars().next().is_some_and(char::is_uppercase)
    };
    let mut end = range.end;
    while follows(end) {
        end += 1;
    }
    range.start..end
}

/// Runs of proper nouns that neither table nor model took for a name.
fn capitals<'k>(kit: &Kit, doc: &Doc<'_>, tags: &Tags, names: &[Name<'_>]) -> Vec<Name<'k>> {
    let mut found = Vec::new();
    let mut taken = names.iter().peekable();
    let mut at = 0;
    while at < doc.tokens.len() {
        while taken.next_if(|name| name.tokens.end <= at).is_some() {}
        if let Some(name) = taken.peek().filter(|name| name.tokens.contains(&at)) {
            at = name.tokens.end;
            continue;
        }
        let limit = taken.peek().map_or(doc.tokens.len(), |name| name.tokens.start);
        let sentence = doc.sentence_of(at);
        let stop = doc.sentences.get(sentence).map_or(limit, |s| s.tokens.end.min(limit));
        let end = run_from(kit, doc, tags, at, stop);
        if end > at && !is_doing(kit, doc, tags, &(at..end)) {
            found.push(Name { tokens: at..end, kind: None, entry: None });
        }
        at = end.max(at + 1);
    }
    found
}

fn run_from(kit: &Kit, doc: &Doc<'_>, tags: &Tags, from: usize, stop: usize) -> usize {
    let turn = |at: usize| {
        let word = doc.word(at);
        word.chars().count() > 2
            && word.chars().all(char::is_uppercase)
            && doc.word(at + 1) == ":"
            && (at == 0 || !doc.word(at - 1).chars().any(char::is_alphanumeric))
    };
    let named = |at: usize| {
        let word = doc.word(at);
        (tags.upos(at) == Upos::Propn || turn(at))
            && word.chars().next().is_some_and(char::is_uppercase)
            && !kit.words.is(word, Class::Honorific)
            && !kit.words.is(word, Class::Nobody)
            && kit.words.role(&word.to_lowercase()).is_none()
    };
    let mut end = from;
    while end < stop {
        if named(end) {
            end += 1;
        } else if end > from && is_inside(kit, doc, end) && end + 1 < stop && named(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

fn is_inside(kit: &Kit, doc: &Doc<'_>, at: usize) -> bool {
    doc.word(at) == "-" || kit.words.is(doc.word(at), Class::Joiner) && doc.word(at) != "the"
}
