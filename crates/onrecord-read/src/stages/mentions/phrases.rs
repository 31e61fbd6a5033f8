//! How far a noun phrase reaches, and which words in it tell an office.

use std::ops::Range;

use onrecord_types::{Doc, Tags, Upos};

use super::Kit;
use super::words::Role;

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
pub fn extent(doc: &Doc<'_>, tags: &Tags, head: usize) -> Range<usize> {
    let cut = |kid: usize| {
        let rel = tags.rel(kid);
        let of_head = tags.head(kid) == Some(head);
        if of_head {
            let before = matches!(rel, "case" | "advmod") && !keeps(doc, tags, kid);
            OUTSIDE.contains(&rel) || before || (rel == "punct" && kid > head)
        } else {
            matches!(rel, "acl:relcl" | "parataxis" | "advcl" | "ccomp")
        }
    };
    trimmed(doc, tags.subtree_without(head, cut))
}

/// Adverbs such as "at least" and "about" belong to the number, "also" does not.
fn keeps(doc: &Doc<'_>, tags: &Tags, kid: usize) -> bool {
    tags.rel(kid) == "advmod"
        && tags.head(kid).is_some_and(|head| kid + 1 == head)
        && !matches!(doc.word(kid), "also" | "now" | "then" | "only" | "even")
}

/// A run of tokens without marks and conjunctions at its ends.
pub fn trimmed(doc: &Doc<'_>, tokens: Range<usize>) -> Range<usize> {
    let mark = |at: usize| {
        let word = doc.word(at);
        !word.chars().any(char::is_alphanumeric) && !matches!(word, "$" | "£" | "€")
            || matches!(word, "'s" | "’s" | "and" | "or")
    };
    let mut range = tokens;
    while range.start + 1 < range.end && mark(range.start) {
        range.start += 1;
    }
    while range.start + 1 < range.end && mark(range.end - 1) {
        if doc.word(range.end - 1) == ")" && (range.clone()).any(|at| doc.word(at) == "(") {
            break;
        }
        range.end -= 1;
    }
    range
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
