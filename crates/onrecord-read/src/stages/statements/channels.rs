//! Through which channel something was said.

use std::collections::BTreeMap;

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::{Channel, ChannelKind, Span, Upos};

use super::atoms::Atoms;
use super::drafts::Draft;

/// Words that tell the channel.
#[derive(Default)]
pub struct Channels {
    nouns: BTreeMap<String, ChannelKind>,
    verbs: BTreeMap<String, ChannelKind>,
}

impl Channels {
    /// Reads the list; an unknown kind is a fault.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Channels {
        let mut channels = Channels::default();
        for row in Words::read(paper, 3, faults).rows() {
            let name =
                serde::de::value::StrDeserializer::<serde::de::value::Error>::new(row.column(2));
            let Ok(kind) = serde::Deserialize::deserialize(name) else {
                let what = format!("unknown kind of channel `{}`", row.column(2));
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            let list = if row.column(1) == "V" { &mut channels.verbs } else { &mut channels.nouns };
            list.insert(row.column(0).to_owned(), kind);
        }
        channels
    }

    /// The channel of a draft: what hangs on its cue, what its source is, what its cue implies.
    pub fn find(&self, atoms: &Atoms<'_>, draft: &Draft, told: Option<Told>) -> Option<Channel> {
        let phrases = hanging(atoms, draft);
        let named = phrases.iter().find_map(|&head| self.at(atoms, head));
        let outlet = told.filter(|told| matches!(told, Told::Outlet(_)));
        outlet
            .and_then(|told| told.channel(atoms))
            .or(named)
            .or_else(|| told.and_then(|told| told.channel(atoms)))
            .or_else(|| self.document(atoms, draft))
            .or_else(|| {
                let kind = *self.verbs.get(atoms.tags.lemma(draft.cue))?;
                Some(Channel { kind, name: None, span: Some(draft.cue_span) })
            })
    }

    /// The channel that a noun names, with the words before it taken into account.
    fn at(&self, atoms: &Atoms<'_>, head: usize) -> Option<Channel> {
        let (doc, tags) = (atoms.doc, atoms.tags);
        let lemma = tags.lemma(head).to_lowercase();
        let first = tags
            .children(head)
            .filter(|&kid| kid < head && matches!(tags.base_rel(kid), "amod" | "compound" | "flat"))
            .min();
        let mut run = first.unwrap_or(head)..head + 1;
        if tags.upos(head) == Upos::Propn {
            // "Truth Social": the second word of a flat name hangs on the first.
            let last = tags
                .children(head)
                .find(|&kid| kid > head && matches!(tags.base_rel(kid), "flat" | "appos"));
            run.end = last.filter(|&l| l == head + 1).map_or(run.end, |l| l + 1);
        }
        let before = |n: usize| {
            let from = run.end.checked_sub(n)?;
            let words = (from..run.end).map(|t| {
                if t + 1 == run.end { lemma_or_word(atoms, t) } else { doc.word(t).to_lowercase() }
            });
            self.nouns.get(&words.collect::<Vec<_>>().join(" ")).copied()
        };
        let last = if run.end == head + 1 { lemma } else { doc.word(run.end - 1).to_lowercase() };
        let kind = before(3).or_else(|| before(2)).or_else(|| self.nouns.get(&last).copied())?;
        if matches!(kind, ChannelKind::Post)
            && tags.upos(head) != Upos::Propn
            && doc.word(head) == "x"
        {
            return None;
        }
        let kind = self
            .nested(atoms, head)
            .filter(|_| matches!(lemma_or_word(atoms, head).as_str(), "account" | "feed" | "page"))
            .unwrap_or(kind);
        let span = doc.span_of(run);
        let own = tags.children_by(head, "nmod").find(|&kid| self.platform(atoms, kid));
        let name = own.map_or(doc.of(span), |kid| doc.word(kid));
        Some(Channel { kind, name: Some(name.to_owned()), span: Some(span) })
    }

    /// "his Truth Social account": what kind of account it is.
    fn nested(&self, atoms: &Atoms<'_>, head: usize) -> Option<ChannelKind> {
        atoms
            .tags
            .children(head)
            .find_map(|kid| self.nouns.get(&atoms.doc.word(kid).to_lowercase()).copied())
    }

    fn platform(&self, atoms: &Atoms<'_>, token: usize) -> bool {
        atoms.tags.upos(token) == Upos::Propn
            && self.nouns.get(&atoms.doc.word(token).to_lowercase()) == Some(&ChannelKind::Post)
    }

    /// A source that is itself a letter, a report, a poll.
    fn document(&self, atoms: &Atoms<'_>, draft: &Draft) -> Option<Channel> {
        let head = draft.source_head.filter(|&head| atoms.tags.upos(head) == Upos::Noun)?;
        let found = self.at(atoms, head)?;
        use ChannelKind::{Book, Filing, Letter, Poll, Post, Report, Statement};
        matches!(found.kind, Report | Letter | Poll | Filing | Book | Statement | Post)
            .then_some(found)
    }
}

fn lemma_or_word(atoms: &Atoms<'_>, token: usize) -> String {
    match atoms.tags.upos(token) {
        Upos::Noun => atoms.tags.lemma(token).to_lowercase(),
        _ => atoms.doc.word(token).to_lowercase(),
    }
}

/// The nouns around the cue that stand in the place of a channel, the nearest first: outside of
/// what was said, and marked by a preposition that channels take.
fn hanging(atoms: &Atoms<'_>, draft: &Draft) -> Vec<usize> {
    let (doc, tags) = (atoms.doc, atoms.tags);
    let Some(sentence) = doc.sentences.get(doc.sentence_of(draft.cue)) else { return Vec::new() };
    let (from, to) = (draft.cue.saturating_sub(REACH), draft.cue + REACH);
    let outside = |at: &usize| {
        let source = draft.source.unwrap_or_default();
        doc.tokens.get(*at).is_some_and(|t| !draft.tells(t.span) && !source.holds(t.span))
    };
    let mut heads: Vec<usize> = (sentence.tokens.start.max(from)..sentence.tokens.end.min(to))
        .filter(|&at| matches!(tags.upos(at), Upos::Noun | Upos::Propn))
        .filter(outside)
        .filter(|&at| {
            let marked = tags.children_by(at, "case").any(|case| {
                matches!(
                    tags.lemma(case),
                    "in" | "on" | "at" | "during" | "via" | "through" | "by" | "over" | "to"
                )
            });
            let told = tags.base_rel(at) == "obj" && tags.head(at) == Some(draft.cue);
            (marked || told) && !parted(atoms, draft, at)
        })
        .collect();
    heads.sort_by_key(|&at| (at.abs_diff(draft.cue), at));
    heads
}

/// Further from the cue than this a phrase belongs to something else.
const REACH: usize = 24;

/// Whether another verb stands between a noun and the cue, so that the noun is its business.
fn parted(atoms: &Atoms<'_>, draft: &Draft, noun: usize) -> bool {
    let tags = atoms.tags;
    for at in tags.upward(noun).skip(1).take(8) {
        if at == draft.cue {
            return false;
        }
        let speaks = matches!(
            tags.lemma(at),
            "speak" | "write" | "address" | "talk" | "appear" | "quote" | "cite"
        );
        if tags.upos(at) == Upos::Verb && !speaks {
            // The verb above the cue shares its adjuncts with it.
            return tags.head(draft.cue) != Some(at);
        }
        if draft.source_head == Some(at) {
            return false;
        }
    }
    false
}

/// Whom a speaker told, when the one told is no party but a way to the public.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    /// An outlet: an interview.
    Outlet(Span),
    /// Reporters: a briefing.
    Reporters(Span),
}

impl Told {
    fn channel(self, atoms: &Atoms<'_>) -> Option<Channel> {
        let (kind, span, named) = match self {
            Told::Outlet(span) => (ChannelKind::Interview, span, true),
            Told::Reporters(span) => (ChannelKind::Briefing, span, false),
        };
        let name = named.then(|| atoms.doc.of(span).to_owned());
        Some(Channel { kind, name, span: Some(span) })
    }
}
