//! Layouts that name the speaker without a verb: transcripts, interviews, lists of voices.

use std::ops::Range;

use onrecord_types::{CueClass, Span, Upos};

use super::atoms::Atoms;
use super::contents::joined;
use super::drafts::Draft;

/// How many turns a text must have before names with colons are taken for speakers.
const LEAST_TURNS: usize = 3;

/// Adds a statement for every turn and for every quotation with a name after a dash.
pub fn add(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut found = transcript(atoms);
    found.extend(voices(atoms));
    if found.is_empty() {
        return;
    }
    // Whoever has a turn says all of it: what was found of the same words by other means goes.
    found.sort_by_key(|turn| turn.cue);
    drafts.retain(|draft| {
        let near = found.partition_point(|turn| turn.cue < draft.cue);
        let near = found.get(near.saturating_sub(2)..(near + 2).min(found.len()));
        let near = near.unwrap_or_default();
        !near.iter().any(|turn| turn.cue == draft.cue || claims(turn, draft))
    });
    drafts.extend(found);
}

/// Whether a turn and a draft tell much the same words.
fn claims(turn: &Draft, draft: &Draft) -> bool {
    let shared: u32 = draft
        .content
        .iter()
        .flat_map(|a| turn.content.iter().filter(|b| a.meets(**b)).map(move |b| (a, b)))
        .map(|(a, b)| a.end().min(b.end()) - a.start().max(b.start()))
        .sum();
    shared * 2 > turn.length()
}

/// "SMITH: We will go." in paragraph after paragraph.
fn transcript(atoms: &Atoms<'_>) -> Vec<Draft> {
    let doc = atoms.doc;
    let heads: Vec<Option<(Range<usize>, usize)>> =
        (0..doc.paragraphs.len()).map(|at| head(atoms, at)).collect();
    let turns = heads.iter().flatten().count();
    let loud = |run: &Range<usize>| run.clone().all(|t| atoms.at(t).shape == 3 || atoms.is_mark(t));
    let loud_turns = heads.iter().flatten().filter(|(run, _)| loud(run)).count();
    if turns < LEAST_TURNS || turns * 3 < doc.paragraphs.len() && loud_turns < LEAST_TURNS {
        return Vec::new();
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut open = false;
    for (at, head) in heads.iter().enumerate() {
        let Some(paragraph) = doc.paragraphs.get(at) else { continue };
        let leads = |at: u32| atoms.quotes.binary_search_by_key(&at, |q| q.marks.start()).is_ok();
        match head {
            Some((run, colon)) => {
                let start =
                    doc.tokens.get(colon + 1).map_or(paragraph.span.end(), |t| t.span.start());
                let content =
                    inside(atoms, Span::new(start.min(paragraph.span.end()), paragraph.span.end()));
                open = !content.is_empty();
                if open {
                    drafts.push(turn(atoms, run.clone(), *colon, vec![content]));
                }
            }
            // A paragraph in the same marks without a name goes on with the turn.
            None if open && leads(paragraph.span.start()) && !aside(atoms, paragraph.span) => {
                let more = inside(atoms, paragraph.span);
                let more =
                    more_of_turn(atoms, &heads, at).then_some(more).filter(|m| !m.is_empty());
                if let (Some(draft), Some(more)) = (drafts.last_mut(), more) {
                    draft.content.push(more);
                } else {
                    open = false;
                }
            }
            None => open = open && aside(atoms, paragraph.span),
        }
    }
    drafts
}

/// Whether the turns go on after a paragraph: a line after the last of them belongs to nobody.
fn more_of_turn(atoms: &Atoms<'_>, heads: &[Option<(Range<usize>, usize)>], at: usize) -> bool {
    let rest = heads.get(at + 1..).unwrap_or_default();
    rest.iter().any(Option::is_some) || at + 1 < atoms.doc.paragraphs.len()
}

/// "(CROSSTALK)", "(APPLAUSE)".
fn aside(atoms: &Atoms<'_>, span: Span) -> bool {
    let words = atoms.doc.of(span).trim_start_matches(['"', '“', ' ']);
    words.starts_with(['(', '['])
}

fn inside(atoms: &Atoms<'_>, span: Span) -> Span {
    let words = atoms.doc.of(span);
    let is_edge = |c: &char| c.is_whitespace() || matches!(c, '"' | '“' | '”');
    let front = words.chars().take_while(is_edge).count() as u32;
    let back = words.chars().rev().take_while(is_edge).count() as u32;
    if front + back >= span.len() {
        Span::default()
    } else {
        Span::new(span.start() + front, span.end() - back)
    }
}

/// The name at the head of a paragraph and the colon after it.
fn head(atoms: &Atoms<'_>, paragraph: usize) -> Option<(Range<usize>, usize)> {
    let doc = atoms.doc;
    let sentences = doc.paragraphs.get(paragraph)?.sentences.clone();
    let first = doc.sentences.get(sentences.start)?.tokens.start;
    let start = (first..first + 2).find(|&t| !matches!(doc.word(t), "\"" | "“" | "''" | "``"))?;
    let colon = (start + 1..start + 7).find(|&t| doc.word(t) == ":")?;
    let named = (start..colon).all(|t| {
        matches!(atoms.at(t).shape, 2 | 3)
            || matches!(doc.word(t), "." | "-" | "’" | "'" | "of" | "the" | "de" | "al")
    });
    (named && atoms.at(start).shape != 1).then_some((start..colon, colon))
}

fn turn(atoms: &Atoms<'_>, name: Range<usize>, cue: usize, content: Vec<Span>) -> Draft {
    Draft {
        cue,
        cue_span: atoms.doc.span_of(cue..cue + 1),
        class: CueClass::Say,
        sum: 2.5,
        margin: 2.0,
        shape: super::contents::Shape::Quoted,
        source_head: atoms.tags.top(name.clone()),
        source: Some(atoms.doc.span_of(name)),
        content: joined(content),
        within: None,
        via: Vec::new(),
        by: vec!["turn.colon"],
    }
}

/// A quotation, a dash and a name to the end of the paragraph, or in one of its own.
fn voices(atoms: &Atoms<'_>) -> Vec<Draft> {
    let doc = atoms.doc;
    let mut drafts = Vec::new();
    for quote in atoms.quotes {
        let after = doc.tokens_in(quote.marks).end;
        let mut at = after;
        while matches!(doc.word(at), "\"" | "”" | "." | ",") {
            at += 1;
        }
        if !matches!(doc.word(at), "—" | "–" | "―" | "-" | "--" | "~") {
            continue;
        }
        let own = doc.paragraph_of(doc.sentence_of(after.saturating_sub(1)));
        let told = doc.paragraph_of(doc.sentence_of(at));
        if told > own + 1 {
            continue;
        }
        let Some(paragraph) = doc.paragraphs.get(told) else { continue };
        let end = doc.sentences.get(paragraph.sentences.end - 1).map_or(at, |s| s.tokens.end);
        let leads = doc.paragraphs.get(own).is_some_and(|p| p.span.start() == quote.marks.start());
        let named = doc.word(at + 1).chars().next().is_some_and(char::is_uppercase)
            && matches!(atoms.tags.upos(at + 1), Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det)
            && !(at + 1..end).any(|t| matches!(atoms.tags.upos(t), Upos::Verb | Upos::Aux));
        if !leads || !named || end <= at + 1 || end - at > 16 {
            continue;
        }
        let comma = (at + 1..end).find(|&t| matches!(doc.word(t), "," | "." | ";") && t > at + 1);
        let name = at + 1..comma.filter(|&t| doc.word(t) != "." || t + 1 == end).unwrap_or(end);
        let mut draft = turn(atoms, name, at, vec![quote.words]);
        draft.by = vec!["turn.dash"];
        drafts.push(draft);
    }
    drafts
}
