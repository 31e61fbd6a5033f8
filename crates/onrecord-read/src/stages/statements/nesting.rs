//! Which statements stand inside others, and which are one and the same.

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::trimmed;
use super::drafts::Draft;

/// Drops what is told twice, and settles what stands within what.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|draft| (draft.cue, draft.cue_span));
    drop_light(atoms, drafts);
    drop_notes(atoms, drafts);
    part_conjoined(atoms, drafts);
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let outer: Vec<Option<usize>> = (0..drafts.len()).map(|at| outer_of(drafts, at)).collect();
    let mut place: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // The outer ones first, so that the inner can name them.
    order.sort_by_key(|&at| (depth(&outer, at), at));
    place.resize(drafts.len(), None);
    for at in order {
        let Some(draft) = drafts.get(at) else { continue };
        let within = outer.get(at).copied().flatten();
        let holder = within.and_then(|w| place.get(w).copied().flatten());
        if let Some(slot) = place.get_mut(at) {
            *slot = Some(kept.len());
        }
        kept.push(Draft { within: holder, ..draft.clone() });
    }
    *drafts = kept;
}

/// "said in a statement that Q": the verb reports it, and not the statement once more.
fn drop_notes(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let tags = atoms.tags;
    let again = |at: usize| {
        let draft: &Draft = &drafts[at];
        let verb = tags.head(draft.cue).filter(|_| tags.rel(draft.cue) == "obl");
        let first = at.saturating_sub(4);
        verb.is_some_and(|verb| {
            let mut near = drafts.iter().skip(first).take(8);
            near.any(|other| other.cue == verb && other.content == draft.content)
        })
    };
    let told: Vec<bool> = (0..drafts.len()).map(|at| !again(at)).collect();
    let mut told = told.into_iter();
    drafts.retain(|_| told.next().unwrap_or(true));
}

/// "She said Q1 and warned that Q2": the second verb is no part of what the first reports, nor is what
/// comes after it, even where the tree hangs the second verb on Q1.
fn part_conjoined(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let tags = atoms.tags;
    for at in 0..drafts.len() {
        let Some(second) = drafts.get(at).filter(|draft| tags.base_rel(draft.cue) == "conj") else {
            continue;
        };
        let (cue, span) = (second.cue, second.cue_span);
        let Some(above) = tags.head(cue).filter(|_| tags.child_by(cue, "nsubj").is_none()) else {
            continue;
        };
        let joint = tags.child_by(cue, "cc").unwrap_or(cue).min(cue);
        let start = atoms.doc.tokens.get(joint).map_or(0, |token| token.span.start());
        let mut shared = None;
        let from = drafts.partition_point(|other| other.cue + REACH < cue);
        let near = drafts.iter_mut().skip(from).take_while(|other| other.cue < cue);
        for other in near.filter(|other| other.cue_span.end() <= start) {
            if other.cue == above || reports_alike(atoms, other, above, cue) {
                cut(atoms, other, start, span);
                shared = Some((other.source, other.source_head));
            }
        }
        let second = drafts.get_mut(at).filter(|second| second.source.is_none());
        if let (Some(second), Some((source, head))) = (second, shared) {
            (second.source, second.source_head) = (source, head);
        }
    }
}

/// How far apart two verbs of one sentence may be.
const REACH: usize = 80;

/// "The envoy confirmed that Q1 and said Q2": the tree hangs "said" on Q1, whose verbs do not report.
fn reports_alike(atoms: &Atoms<'_>, first: &Draft, above: usize, cue: usize) -> bool {
    let tags = atoms.tags;
    let told = atoms.doc.tokens.get(above).is_some_and(|token| first.tells(token.span));
    told && atoms.at(cue).quote == 0
        && atoms.at(above).class == 0
        && tags.xpos(cue) == tags.xpos(first.cue)
        && matches!(tags.xpos(cue), "VBD" | "VBZ" | "VBP")
        && atoms.doc.sentence_of(cue) == atoms.doc.sentence_of(first.cue)
}

/// Ends a content where the next report begins.
fn cut(atoms: &Atoms<'_>, draft: &mut Draft, start: u32, second: Span) {
    for span in &mut draft.content {
        if span.start() < start && start < span.end() {
            let tokens = atoms.doc.tokens_in(Span::new(span.start(), start));
            if let Some(run) = trimmed(atoms, tokens) {
                *span = atoms.doc.span_of(run);
            }
        }
    }
    let sentence = |at: u32| atoms.doc.sentences.partition_point(|s| s.span.end() <= at);
    let own = |span: &Span| {
        span.start() < second.end() || sentence(span.start()) != sentence(second.start())
    };
    if draft.content.iter().any(own) {
        draft.content.retain(own);
    }
}

/// What a noun signs that a verb like "issued" makes said.
pub const LIGHT: &str = "cue.light-verb";

/// "S issued a threat to do so": the noun reports, and the verb only says that it does.
fn drop_light(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut gone = Vec::new();
    for at in 0..drafts.len() {
        let Some(verb) = drafts.get(at) else { continue };
        if !atoms.lexicon.tells(atoms.tags.lemma(verb.cue), "light") || verb.content.len() != 1 {
            continue;
        }
        let (cue, source, head) = (verb.cue, verb.source, verb.source_head);
        let mut near = drafts.iter_mut().skip(at + 1).take_while(|noun| noun.cue < cue + 8);
        let noun = near.find(|noun| {
            atoms.tags.head(noun.cue) == Some(cue) && atoms.tags.base_rel(noun.cue) == "obj"
        });
        if let Some(noun) = noun {
            noun.by.push(LIGHT);
            if noun.source.is_none() {
                (noun.source, noun.source_head) = (source, head);
            }
            gone.push(cue);
        }
    }
    drafts.retain(|draft| !gone.contains(&draft.cue));
}

/// The draft with the shortest content that holds the cue of another.
fn outer_of(drafts: &[Draft], at: usize) -> Option<usize> {
    let cue = drafts.get(at)?.cue_span;
    let near = at.saturating_sub(24)..(at + 24).min(drafts.len());
    near.filter(|&other| other != at && drafts.get(other).is_some_and(|d| d.tells(cue)))
        .min_by_key(|&other| drafts.get(other).map_or(0, Draft::length))
}

fn depth(outer: &[Option<usize>], at: usize) -> usize {
    std::iter::successors(outer.get(at).copied().flatten(), |&o| outer.get(o).copied().flatten())
        .take(8)
        .count()
}
