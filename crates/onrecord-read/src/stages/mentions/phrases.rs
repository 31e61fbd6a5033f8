//! How far a noun phrase reaches, and which words in it tell an office.

use std::ops::Range;

use onrecord_types::{Doc, Tags, Upos};

use super::Kit;
use super::words::{Class, Role};

/// Relations that are never part of the phrase of a noun: clauses, what it is the predicate of,
/// other members of a list.
const OUTSIDE: &[&str] = &[
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "aux",
    "aux:pass",
    "cc",
    "ccomp",
    "conj",
    "cop",
    "csubj",
    "dep",
    "discourse",
    "expl",
    "iobj",
    "list",
    "mark",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "vocative",
    "xcomp",
    "reparandum",
    "dislocated",
];

/// The tokens of the phrase around its head, without relative clauses and other list members.
pub fn extent(kit: &Kit, doc: &Doc<'_>, tags: &Tags, head: usize) -> Range<usize> {
    let cut = |kid: usize| {
        let rel = tags.rel(kid);
        if tags.head(kid) == Some(head) {
            OUTSIDE.contains(&rel)
                || rel == "case"
                || (rel == "advmod" && is_loose(kit, doc, tags, kid))
                || (rel == "punct" && kid > head)
                || (rel == "acl" && is_set_off(doc, tags, kid))
                || (tags.base_rel(kid) == "nmod" && kit.words.is(doc.word(kid), Class::Nobody))
        } else {
            matches!(rel, "acl:relcl" | "parataxis" | "advcl" | "ccomp")
        }
    };
    let whole = tags.subtree_without(head, cut);
    trimmed(kit, doc, clipped(doc, head, unbroken(kit, doc, tags, head, whole)))
}

/// As far as the words behind the head belong to it: not past the verb in "people were killed,
/// including five children", nor to the children in "killed people, including five children".
fn unbroken(
    kit: &Kit,
    doc: &Doc<'_>,
    tags: &Tags,
    head: usize,
    tokens: Range<usize>,
) -> Range<usize> {
    let part = |at: usize| {
        let leading = || kit.words.is(&doc.word(at + 1).to_lowercase(), Class::Leading);
        let apart = || tags.upos(at + 1) == Upos::Verb || tags.upos(at + 2) == Upos::Pron;
        doc.word(at) == "," && at + 2 < tokens.end && leading() && apart()
    };
    // "ten pupils and two teachers from the school", "people, most of them children"
    let joins = |at: usize| {
        let other = tags.head(at).filter(|_| tags.rel(at) == "cc");
        other.is_some_and(|other| tags.rel(other) == "conj" && tags.head(other) == Some(head))
    };
    let some = |at: usize| {
        let of = at + 3 < tokens.end && tags.rel(at + 2) == "case";
        doc.word(at) == "," && of && tags.upos(at + 3) == Upos::Pron
    };
    let stranger = |at: usize| tags.upos(at) != Upos::Punct && !tags.is_below(at, head);
    let end = (head + 1..tokens.end).find(|&at| stranger(at) || part(at) || joins(at) || some(at));
    tokens.start..end.unwrap_or(tokens.end)
}

/// Like `extent`, for a person's name: what is tied to it by "in" or "on" belongs to the verb.
pub fn extent_of_person(kit: &Kit, doc: &Doc<'_>, tags: &Tags, head: usize) -> Range<usize> {
    let whole = extent(kit, doc, tags, head);
    let tied = |kid: &usize| {
        let case = tags.child_by(*kid, "case").map(|at| doc.word(at).to_lowercase());
        *kid > head
            && tags.base_rel(*kid) == "nmod"
            && case.is_none_or(|case| !kit.words.is(&case, Class::Own))
    };
    match tags.children(head).find(tied) {
        Some(loose) => {
            let from = tags.subtree(loose).start;
            // The head itself may have been trimmed off the end.
            trimmed(kit, doc, whole.start..from.max(head + 1).min(whole.end))
        }
        None => whole,
    }
}

/// Adverbs such as "at least" belong to the number; "also" and all that stand far off do not.
fn is_loose(kit: &Kit, doc: &Doc<'_>, tags: &Tags, kid: usize) -> bool {
    tags.head(kid) != Some(kid + 1) || kit.words.is(&doc.word(kid).to_lowercase(), Class::Loose)
}

/// A clause behind a comma: "an official, requesting anonymity".
fn is_set_off(doc: &Doc<'_>, tags: &Tags, kid: usize) -> bool {
    let first = tags.subtree(kid).start;
    doc.word(first) == "," || first.checked_sub(1).is_some_and(|before| doc.word(before) == ",")
}

/// A run of tokens cut where a colon, a semicolon or a quotation mark parts it from its head.
fn clipped(doc: &Doc<'_>, head: usize, tokens: Range<usize>) -> Range<usize> {
    let wall = |at: &usize| {
        matches!(
            doc.word(*at),
            ":" | ";" | "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "--" | "—"
        )
    };
    let start = (tokens.start..head).rev().find(wall).map_or(tokens.start, |at| at + 1);
    let end = (head + 1..tokens.end).find(wall).unwrap_or(tokens.end);
    start..end
}

/// A run of tokens without marks, prepositions and conjunctions at its ends.
pub fn trimmed(kit: &Kit, doc: &Doc<'_>, tokens: Range<usize>) -> Range<usize> {
    let mark = |at: usize| {
        let word = doc.word(at);
        !word.chars().any(char::is_alphanumeric) && !matches!(word, "$" | "£" | "€")
            || matches!(word, "'s" | "’s" | "and" | "or")
    };
    let leading = |at: usize| kit.words.is(&doc.word(at).to_lowercase(), Class::Leading);
    let mut range = tokens;
    while range.start + 1 < range.end && (mark(range.start) || leading(range.start)) {
        let number = leading(range.start) && is_number_ahead(kit, doc, range.start, range.end);
        if number {
            break;
        }
        range.start += 1;
    }
    while range.start + 1 < range.end && mark(range.end - 1) {
        if doc.word(range.end - 1) == ")" && range.clone().any(|at| doc.word(at) == "(") {
            break;
        }
        range.end -= 1;
    }
    range
}

/// "about 40 people", "at least five", "as many as 20": the preposition is part of the number.
fn is_number_ahead(kit: &Kit, doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let numeric = |at: usize| doc.word(at).starts_with(|c: char| c.is_ascii_digit());
    let vague = kit.words.is(&doc.word(at).to_lowercase(), Class::About);
    let fixed = kit.words.is(doc.word(at + 1), Class::Least);
    at + 1 < end && (fixed || (vague && numeric(at + 1)))
}

/// A role noun found in a phrase, with the words that belong to it.
#[derive(Clone, Debug)]
pub struct RoleAt<'k> {
    /// Its tokens: "prime minister", "secretary of state".
    pub tokens: Range<usize>,
    /// What it says.
    pub role: &'k Role,
}

/// The role a noun stands for, with the words in front of it and "of" behind it.
pub fn role_at<'k>(kit: &'k Kit, doc: &Doc<'_>, tags: &Tags, head: usize) -> Option<RoleAt<'k>> {
    let sentence = doc.sentences.get(doc.sentence_of(head))?;
    let first = sentence.tokens.start.max(head.saturating_sub(4));
    let ends = [after_of(doc, head, sentence.tokens.end), Some(head + 1)];
    for end in ends.into_iter().flatten() {
        for start in first..=head {
            let joined = (start..head).all(|at| is_word(doc, at));
            if !joined {
                continue;
            }
            let phrase = doc.of(doc.span_of(start..end)).to_lowercase().replace('’', "'");
            if let Some(role) = kit.words.role(&phrase) {
                return Some(RoleAt { tokens: start..end, role });
            }
            if end == head + 1 {
                let front = phrase.strip_suffix(doc.word(head).to_lowercase().as_str());
                let lemma = tags.lemma(head).to_lowercase();
                if let Some(role) = front.and_then(|f| kit.words.role(&format!("{f}{lemma}"))) {
                    return Some(RoleAt { tokens: start..end, role });
                }
            }
        }
    }
    None
}

fn is_word(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.word(at);
    word == "-"
        || matches!(word, "'s" | "’s")
        || word.chars().all(|c| c.is_alphanumeric() || c == '.')
}

fn after_of(doc: &Doc<'_>, head: usize, stop: usize) -> Option<usize> {
    (head + 2 < stop && matches!(doc.word(head + 1), "of" | "in")).then_some(head + 3)
}

/// Whether a token is a noun that may head a phrase of its own.
pub fn is_head(tags: &Tags, at: usize) -> bool {
    matches!(tags.upos(at), Upos::Noun | Upos::Propn)
        && !matches!(
            tags.rel(at),
            "compound" | "flat" | "nmod:desc" | "fixed" | "goeswith" | "compound:prt" | "amod"
        )
}
