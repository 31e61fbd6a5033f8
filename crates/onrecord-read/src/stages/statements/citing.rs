//! Reports of reports: "O reported, citing S", "O quoted S as saying", "S, quoted by O, said".

use onrecord_types::{CueClass, Places, Span};

use super::atoms::Atoms;
use super::contents::{joined, trimmed};
use super::cues::introduces;
use super::drafts::Draft;

/// Gives what is cited to the one who said it.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let mut gone = Vec::new();
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at).cloned() else { continue };
        if let Some(mended) = cited(atoms, &draft) {
            gone.extend(index_of(drafts, mended.cue).filter(|&other| other != at));
            drafts[at] = mended;
        } else if cites(atoms, draft.cue) && describes_speaker(atoms, &draft, drafts) {
            gone.push(at);
        } else if let Some(mended) = as_saying(atoms, &draft).filter(|_| cites(atoms, draft.cue)) {
            gone.extend(index_of(drafts, mended.cue));
            drafts[at] = mended;
        }
    }
    let mut number = 0;
    drafts.retain(|_| {
        number += 1;
        !gone.contains(&(number - 1))
    });
    part_tails(atoms, drafts);
    share_speakers(atoms, drafts);
}

/// Whether a verb hands on what another has said.
fn cites(atoms: &Atoms<'_>, verb: usize) -> bool {
    atoms.lexicon.tells(atoms.tags.lemma(verb), "cites")
}

/// "S told O that Q, according to R": the last words are no part of what S told.
fn part_tails(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    let tails: Vec<(usize, Span)> = drafts
        .iter()
        .filter(|draft| introduces(atoms, draft.cue))
        .filter_map(|draft| Some((draft.cue, draft.cue_span.join(draft.source?))))
        .filter(|&(cue, span)| span.len() < 120 && cue > 0 && atoms.doc.word(cue - 1) == ",")
        .collect();
    // Contents only get shorter below, so that what meets a tail then meets it now.
    let lasts = Places::of(drafts, |draft| draft.content.last());
    for (cue, tail) in tails {
        for at in lasts.meeting(tail) {
            let Some(draft) = drafts.get_mut(at).filter(|draft| draft.cue != cue) else { continue };
            let Some(last) = draft.content.last_mut() else { continue };
            if last.holds(tail) && tail.end() + 2 >= last.end() && last.start() < tail.start() {
                let tokens = atoms.doc.tokens_in(Span::new(last.start(), tail.start()));
                if let Some(run) = trimmed(atoms, tokens) {
                    *last = atoms.doc.span_of(run);
                }
            }
        }
    }
}

/// "The minister said the border was shut, adding Q": nobody in what was said adds, the minister does.
fn share_speakers(atoms: &Atoms<'_>, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        let trails = atoms.tags.xpos(draft.cue) == "VBG"
            && atoms.tags.base_rel(draft.cue) == "advcl"
            || draft.class == CueClass::Add && atoms.tags.child_by(draft.cue, "nsubj").is_none();
        let Some(source) = draft.source.filter(|_| trails) else { continue };
        let sentence = atoms.doc.sentence_of(draft.cue);
        let outer = drafts.get(..at).unwrap_or_default().iter().rev().take(6).find(|outer| {
            outer.tells(source)
                && !outer.tells(draft.cue_span)
                && outer.source.is_some()
                && atoms.doc.sentence_of(outer.cue) == sentence
        });
        let shared = outer.map(|outer| (outer.source, outer.source_head));
        if let (Some((source, head)), Some(draft)) = (shared, drafts.get_mut(at)) {
            draft.source = source;
            draft.source_head = head;
            draft.by.push("source.shared-speaker");
        }
    }
}

/// The draft with that cue; the drafts are in the order of their cues.
fn index_of(drafts: &[Draft], cue: usize) -> Option<usize> {
    drafts.iter().position(|draft| draft.cue == cue)
}

/// "S, quoted by O, said": the participle belongs to the speaker of another draft.
fn describes_speaker(atoms: &Atoms<'_>, draft: &Draft, drafts: &[Draft]) -> bool {
    let noun = atoms.tags.head(draft.cue).filter(|_| atoms.tags.base_rel(draft.cue) == "acl");
    let span = atoms.doc.span_of(draft.cue..draft.cue + 1);
    let near = drafts.partition_point(|other| other.cue + 60 < draft.cue);
    drafts.iter().skip(near).take_while(|other| other.cue < draft.cue + 60).any(|other| {
        other.cue != draft.cue
            && (noun.is_some() && other.source_head == noun
                || other.source.is_some_and(|source| source.holds(span)))
    })
}

/// "O quoted S as saying Q", "S was quoted by O as saying Q".
fn as_saying(atoms: &Atoms<'_>, draft: &Draft) -> Option<Draft> {
    let tags = atoms.tags;
    let saying =
        (draft.cue + 1..draft.cue + 40).take_while(|&at| at < atoms.atoms.len()).find(|&at| {
            tags.xpos(at) == "VBG"
                && atoms.lexicon.tells(atoms.doc.word(at - 1), "as-saying")
                && atoms.at(at).class > 0
        })?;
    let speaker =
        tags.children(draft.cue).find(|&kid| matches!(tags.rel(kid), "nsubj:pass" | "obj"))?;
    let run = trimmed(
        atoms,
        tags.subtree_without(speaker, |kid| kid >= saying || tags.base_rel(kid) == "punct"),
    )?;
    let run = run.start..run.end.min(saying.saturating_sub(1)).max(run.start + 1);
    let (source, cue_span) = (atoms.doc.span_of(run), atoms.doc.span_of(saying..saying + 1));
    let frame = source.join(cue_span);
    let agent = tags.children(draft.cue).find(|&kid| {
        kid != speaker && (tags.rel(kid) == "nsubj" || tags.rel(kid).starts_with("obl"))
    });
    let mut content: Vec<Span> = draft
        .content
        .iter()
        .filter(|span| !frame.holds(**span))
        .map(|span| if span.meets(frame) { without(atoms, *span, frame) } else { *span })
        .filter(|span| !span.is_empty())
        .collect();
    if content.is_empty() {
        // "Q, O quoted S as saying": what stands before the one who quotes.
        let sentence = atoms.doc.sentences.get(atoms.doc.sentence_of(draft.cue))?.tokens.clone();
        let first = agent.map_or(draft.cue, |agent| tags.subtree(agent).start).min(draft.cue);
        let run = trimmed(atoms, sentence.start.min(first)..first)?;
        content.push(atoms.doc.span_of(run));
    }
    let mut by = vec!["cite.as-saying"];
    by.extend(&draft.by);
    Some(Draft {
        cue: saying,
        cue_span,
        class: atoms.lexicon.class_of(tags, saying).unwrap_or_default(),
        source: Some(source),
        source_head: Some(speaker),
        content: joined(content),
        via: agent.into_iter().collect(),
        by,
        ..draft.clone()
    })
}

/// The longer part of a span that another does not hold.
fn without(atoms: &Atoms<'_>, span: Span, taken: Span) -> Span {
    let before = Span::new(span.start(), taken.start().max(span.start()));
    let after = Span::new(taken.end().min(span.end()), span.end());
    let rest = if before.len() > after.len() { before } else { after };
    let tokens = atoms.doc.tokens_in(rest);
    trimmed(atoms, tokens).map_or(Span::default(), |run| atoms.doc.span_of(run))
}

/// "O reported Q, citing S", "citing S, O reported Q": S said Q, and O relays it.
fn cited(atoms: &Atoms<'_>, draft: &Draft) -> Option<Draft> {
    let tags = atoms.tags;
    let sentence = atoms.doc.sentences.get(atoms.doc.sentence_of(draft.cue))?.tokens.clone();
    // The participle hangs on the verb, or, behind its own comma, on what was said.
    let trails = |at: usize| at > draft.cue && atoms.doc.word(at - 1) == ",";
    let citing = sentence.into_iter().find(|&at| {
        at != draft.cue
            && cites(atoms, at)
            && tags.xpos(at) == "VBG"
            && (tags.head(at) == Some(draft.cue) || trails(at))
    })?;
    let speaker = tags.child_by(citing, "obj").filter(|&s| super::sources::may_speak(atoms, s))?;
    let start = atoms.doc.tokens.get(citing)?.span.start();
    let cut = |span: &Span| {
        let end = if citing > draft.cue { span.end().min(start) } else { span.end() };
        let tokens = atoms.doc.tokens_in(Span::new(span.start(), end.max(span.start())));
        trimmed(atoms, tokens).map(|run| atoms.doc.span_of(run))
    };
    let content: Vec<Span> = draft.content.iter().filter_map(cut).collect();
    let run = trimmed(atoms, tags.subtree(speaker))?;
    let mut by = vec!["cite.citing"];
    by.extend(&draft.by);
    (!content.is_empty()).then(|| Draft {
        cue: citing,
        cue_span: atoms.doc.span_of(citing..citing + 1),
        class: atoms.lexicon.class_of(tags, citing).unwrap_or_default(),
        source: Some(atoms.doc.span_of(run)),
        source_head: Some(speaker),
        content,
        via: draft.source_head.into_iter().collect(),
        by,
        ..draft.clone()
    })
}
