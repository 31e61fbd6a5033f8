//! Who passed on what another said.

use std::collections::BTreeSet;

use onrecord_rules::{Fault, Lexicon as Words, Paper};
use onrecord_types::cast::Cast;
use onrecord_types::{ActorKind, Span, Upos};

use super::atoms::Atoms;
use super::drafts::Draft;

/// Names of outlets and agencies.
#[derive(Default)]
pub struct Relays {
    last_words: BTreeSet<String>,
}

impl Relays {
    /// Reads the list.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Relays {
        let mut relays = Relays::default();
        for row in Words::read(paper, 1, faults).rows() {
            relays.last_words.insert(row.column(0).to_owned());
        }
        relays
    }

    /// Whether a name that holds a token ends in one of the list.
    pub fn knows(&self, atoms: &Atoms<'_>, token: usize) -> bool {
        let tags = atoms.tags;
        let before = tags.children(token).filter(|&kid| kid < token);
        let first = before.filter(|&kid| matches!(tags.base_rel(kid), "compound" | "amod")).min();
        let alone = first.unwrap_or(token)..token + 1;
        let range = tags.entity_at(token).map_or(alone, |entity| entity.tokens.clone());
        (1..=3).any(|n| {
            let from = range.end.saturating_sub(n).max(range.start);
            range.end > from
                && self.last_words.contains(atoms.doc.of(atoms.doc.span_of(from..range.end)))
        })
    }

    /// Whether the one at a token passes on news rather than making it.
    pub fn relays(&self, atoms: &Atoms<'_>, cast: &Cast<'_>, token: usize) -> bool {
        let span = atoms.doc.tokens.get(token).map_or(Span::default(), |token| token.span);
        let media = cast.holding(span).is_some_and(|(actor, _)| actor.kind == ActorKind::Media);
        media || self.knows(atoms, token)
    }
}

/// What a draft's relays are, and which drafts are nothing but relays of others.
pub struct Chain {
    /// By draft: the tokens of those who relay it, nearest the speaker first.
    pub via: Vec<Vec<usize>>,
    /// By draft: whether it only tells who relayed another.
    pub only_relays: Vec<bool>,
}

/// Finds for every draft those who relayed it.
pub fn chain(relays: &Relays, atoms: &Atoms<'_>, cast: &Cast<'_>, drafts: &[Draft]) -> Chain {
    let mut chain =
        Chain { via: vec![Vec::new(); drafts.len()], only_relays: vec![false; drafts.len()] };
    for (at, draft) in drafts.iter().enumerate() {
        draft.via.iter().for_each(|&token| chain.push(at, token));
        if let Some(token) = quoted_by(relays, atoms, cast, draft) {
            chain.push(at, token);
        }
        let passes_on =
            |&head: &usize| relays.relays(atoms, cast, head) || is_cited(atoms, cast, draft, head);
        let Some(head) = draft.source_head.filter(passes_on) else { continue };
        let near = at.saturating_sub(6)..(at + 7).min(drafts.len());
        for other in near.filter(|&other| other != at) {
            let Some(inner) = drafts.get(other) else { continue };
            if inner.source_head == draft.source_head || inner.source_head.is_none() {
                continue;
            }
            if relays_it(draft, inner) {
                chain.push(other, head);
                if let Some(only) = chain.only_relays.get_mut(at) {
                    *only = true;
                }
            }
        }
    }
    chain
}

/// "S told O that Q, according to Meridian": a body that is nobody's government hands it on.
fn is_cited(atoms: &Atoms<'_>, cast: &Cast<'_>, draft: &Draft, head: usize) -> bool {
    let span = atoms.doc.tokens.get(head).map_or(Span::default(), |token| token.span);
    let kind = cast.holding(span).map_or(ActorKind::Unknown, |(actor, _)| actor.kind);
    super::cues::introduces(atoms, draft.cue)
        && atoms.tags.upos(head) == Upos::Propn
        && matches!(kind, ActorKind::Unknown | ActorKind::Organisation)
}

impl Chain {
    fn push(&mut self, at: usize, token: usize) {
        if let Some(via) = self.via.get_mut(at).filter(|via| !via.contains(&token)) {
            via.push(token);
        }
    }
}

/// Whether the outer draft tells the same as the inner one, or holds it whole.
fn relays_it(outer: &Draft, inner: &Draft) -> bool {
    let shared: u32 = outer
        .content
        .iter()
        .flat_map(|a| inner.content.iter().map(move |b| (a, b)))
        .filter(|(a, b)| a.meets(**b))
        .map(|(a, b)| a.end().min(b.end()) - a.start().max(b.start()))
        .sum();
    let covered = shared * 10 >= inner.length() * 8;
    // The outer may tell a little more than the inner: its cue, its speaker, to whom and when.
    let frame = inner.source.map_or(0, Span::len) + inner.cue_span.len() + 60;
    covered && outer.length() <= inner.length() + frame
}

/// "X, quoted by the agency, said"; "the agency quoted X as saying".
fn quoted_by(relays: &Relays, atoms: &Atoms<'_>, cast: &Cast<'_>, draft: &Draft) -> Option<usize> {
    let tags = atoms.tags;
    let head = draft.source_head?;
    let participles = tags.children_by(head, "acl").chain(tags.children_by(draft.cue, "advcl"));
    let by = participles
        .filter(|&verb| atoms.lexicon.tells(tags.lemma(verb), "cites"))
        .flat_map(|verb| tags.children_by(verb, "obl"))
        .find(|&obl| relays.relays(atoms, cast, obl));
    by.or_else(|| {
        let above = tags
            .upward(draft.cue)
            .take(4)
            .find(|&verb| atoms.lexicon.tells(tags.lemma(verb), "cites"))?;
        let agent = tags.children(above).find(|&kid| {
            matches!(tags.rel(kid), "nsubj" | "obl" | "obl:agent")
                && relays.relays(atoms, cast, kid)
        });
        let shared = tags.head(above).and_then(|head| tags.child_by(head, "nsubj"));
        agent
            .or(shared.filter(|&s| relays.relays(atoms, cast, s)))
            .filter(|&agent| Some(agent) != draft.source_head)
    })
}
