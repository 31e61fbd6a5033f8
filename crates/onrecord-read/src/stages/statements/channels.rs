//! Through which channel something was said.

use std::collections::BTreeMap;
use std::ops::Range;

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
        let mut run = first_of(atoms, head)..head + 1;
        if tags.upos(head) == Upos::Propn {
            // "Truth Social": the second word of a flat name hangs on the first.
            let last = tags
                .children(head)
                .find(|&kid| kid > head && matches!(tags.base_rel(kid), "flat" | "appos"));
            run.end = last.filter(|&l| l == head + 1).map_or(run.end, |l| l + 1);
            if self.named(atoms, head..head + 2).is_some() {
                run.end = head + 2;
            }
        }
        // "Radio Nord": what names a station may come first.
        let first = || {
            let name = run.clone().all(|at| tags.upos(at) == Upos::Propn) && run.len() > 1
                || tags.child_by(head, "flat").is_some();
            self.named(atoms, run.start..run.start + 1)
                .filter(|&kind| name && kind == ChannelKind::Broadcast)
        };
        let kind = (1..4).rev().find_map(|n| self.named(atoms, run.end.checked_sub(n)?..run.end));
        let kind = kind.or_else(first)?;
        if kind == ChannelKind::Post && tags.upos(head) != Upos::Propn && doc.word(head) == "x" {
            return None;
        }
        let span = doc.span_of(run.clone());
        let whole = self.platform(atoms, run.clone());
        let within = || (run.start..head).find_map(|from| self.platform(atoms, from..head));
        let of = || {
            let mut kids = tags.children_by(head, "nmod").filter(|&kid| kid > head);
            kids.find_map(|kid| self.platform(atoms, first_of(atoms, kid)..kid + 1))
        };
        let with = || {
            let partner = tags.children_by(head, "nmod").find_map(|kid| tags.entity_at(kid))?;
            (kind == ChannelKind::Interview).then(|| (kind, partner.tokens.clone()))
        };
        let named = run.clone().any(|at| tags.upos(at) == Upos::Propn);
        let (kind, name) = match whole.or_else(within).or_else(of).or_else(with) {
            Some((kind, name)) => (kind, Some(name)),
            None => (kind, named.then_some(run)),
        };
        let name = name.map(|run| doc.of(doc.span_of(run)).to_owned());
        Some(Channel { kind, name, span: Some(span) })
    }

    /// The kind of channel that words in the list name.
    fn named(&self, atoms: &Atoms<'_>, run: Range<usize>) -> Option<ChannelKind> {
        let last = run.end.checked_sub(1)?;
        let words = run.map(|at| {
            if at == last { lemma_or_word(atoms, at) } else { atoms.doc.word(at).to_lowercase() }
        });
        self.nouns.get(&words.collect::<Vec<_>>().join(" ")).copied()
    }

    /// A platform by its name, and how much of a run names it: "Truth Social" of "Truth Social account".
    fn platform(
        &self,
        atoms: &Atoms<'_>,
        run: Range<usize>,
    ) -> Option<(ChannelKind, Range<usize>)> {
        let kind = self.named(atoms, run.clone()).filter(|&kind| kind == ChannelKind::Post)?;
        let proper = run.clone().all(|at| matches!(atoms.at(at).shape, 2 | 3));
        proper.then_some((kind, run))
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

/// The first word of the name that a noun ends: "State" of "State Department briefing".
fn first_of(atoms: &Atoms<'_>, head: usize) -> usize {
    let tags = atoms.tags;
    let part = |&kid: &usize| {
        kid < head
            && matches!(tags.base_rel(kid), "amod" | "compound" | "flat" | "nmod")
            && tags.child_by(kid, "case").is_none()
            && tags.rel(kid) != "nmod:poss"
    };
    tags.children(head).filter(part).min().map_or(head, |kid| first_of(atoms, kid))
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
        // "says Ann Hill of the club on the radio": the tree gives the speaker what is the verb's.
        let placed = *at > draft.cue
            && draft.source_head.is_some_and(|head| *at > head)
            && tags
                .child_by(*at, "case")
                .is_some_and(|c| atoms.lexicon.tells(tags.lemma(c), "placed"));
        let own = |t: &onrecord_types::Token| !source.holds(t.span) || placed;
        doc.tokens.get(*at).is_some_and(|t| !draft.tells(t.span) && own(t))
    };
    let mut heads: Vec<usize> = (sentence.tokens.start.max(from)..sentence.tokens.end.min(to))
        .filter(|&at| {
            // The last word of a name may have the class it has elsewhere: "Truth Social".
            let closes = || tags.entity_at(at).is_some_and(|name| name.tokens.end == at + 1);
            matches!(tags.upos(at), Upos::Noun | Upos::Propn) || closes()
        })
        .filter(outside)
        .filter(|&at| {
            let marked = tags
                .children_by(at, "case")
                .any(|case| atoms.lexicon.tells(tags.lemma(case), "to-channel"));
            let told =
                matches!(tags.base_rel(at), "obj" | "iobj") && tags.head(at) == Some(draft.cue);
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
        let speaks = atoms.lexicon.tells(tags.lemma(at), "speaks")
            || atoms.lexicon.tells(tags.lemma(at), "cites");
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
