//! Reports of reports: "O reported, citing S", "O quoted S as saying", "S, quoted by O, said".

use onrecord_types::Span;

use super::atoms::Atoms;
use super::contents::{joined, trimmed};
use super::drafts::Draft;

/// Gives what is cited to the one who said it.
pub fn settle(atoms: &Atoms<'_>, drafts: &mut Vec<Draft>) {
    let cites = |draft: &Draft| matches!(atoms.tags.lemma(draft.cue), "cite" | "quote");
    let mut gone = Vec::new();
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at).filter(|draft| cites(draft)).cloned() else { continue };
        if describes_speaker(atoms, &draft, drafts) {
            gone.push(at);
        } else if let Some(mended) = as_saying(atoms, &draft) {
            gone.extend(of_saying(atoms, &draft, drafts));
            drafts[at] = mended;
        } else if let Some(mended) = cited(atoms, &draft, drafts) {
            drafts[at] = mended;
        }
    }
    let mut number = 0;
    drafts.retain(|_| {
        number += 1;
        !gone.contains(&(number - 1))
    });
}

/// "S, quoted by O, said": the participle belongs to the speaker of another draft.
fn describes_speaker(atoms: &Atoms<'_>, draft: &Draft, drafts: &[Draft]) -> bool {
    let noun = atoms.tags.head(draft.cue).filter(|_| atoms.tags.base_rel(draft.cue) == "acl");
    let span = atoms.doc.span_of(draft.cue..draft.cue + 1);
    drafts.iter().any(|other| {
        other.cue != draft.cue
            && (noun.is_some() && other.source_head == noun
                || other.source.is_some_and(|source| source.holds(span)))
    })
}

/// "O quoted S as saying Q", "S was quoted by O as saying Q".
fn as_saying(atoms: &Atoms<'_>, draft: &Draft) -> Option<Draft> {
    let tags = atoms.tags;
    let saying = (draft.cue + 1..draft.cue + 40).take_while(|&at| at < atoms.atoms.len()).find(|&at| {
        tags.xpos(at) == "VBG" && matches!(atoms.doc.word(at - 1), "as") && atoms.at(at).class > 0
    })?;
    let speaker = tags
        .children(draft.cue)
        .find(|&kid| matches!(tags.rel(kid), "nsubj:pass" | "obj"))?;
    let run = trimmed(atoms, tags.subtree_without(speaker, |kid| kid >= saying || tags.base_rel(kid) == "punct"))?;
    let run = run.start..run.end.min(saying.saturating_sub(1)).max(run.start + 1);
    let (source, cue_span) = (atoms.doc.span_of(run), atoms.doc.span_of(saying..saying + 1));
    let frame = source.join(cue_span);
    let content: Vec<Span> = draft
        .content
        .iter()
        .filter(|span| !frame.holds(**span))
        .map(|span| if span.meets(frame) { without(atoms, *span, frame) } else { *span })
        .filter(|span| !span.is_empty())
        .collect();
    let mut by = vec!["cite.as-saying"];
    by.extend(&draft.by);
    (!content.is_empty()).then(|| Draft {
        cue: saying,
        cue_span,
        class: atoms.lexicon.class_of(tags, saying).unwrap_or_default(),
        source: Some(source),
        source_head: Some(speaker),
        content: joined(content),
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

/// Drafts of the same words whose cue is the "saying" itself.
fn of_saying(atoms: &Atoms<'_>, draft: &Draft, drafts: &[Draft]) -> Vec<usize> {
    let near = |other: &Draft| {
        other.cue > draft.cue && other.cue < draft.cue + 40 && atoms.doc.word(other.cue - 1) == "as"
    };
    (0..drafts.len()).filter(|&at| drafts.get(at).is_some_and(near)).collect()
}

/// "O reported Q, citing S": S said Q.
fn cited(atoms: &Atoms<'_>, draft: &Draft, drafts: &[Draft]) -> Option<Draft> {
    let tags = atoms.tags;
    if tags.lemma(draft.cue) != "cite" {
        return None;
    }
    let speaker = tags.child_by(draft.cue, "obj")?;
    let token = atoms.doc.tokens.get(speaker)?.span;
    let outer = drafts.iter().find(|other| {
        other.cue != draft.cue
            && atoms.doc.sentence_of(other.cue) == atoms.doc.sentence_of(draft.cue)
            && tags.is_below(draft.cue, other.cue)
            && !other.tells(token)
    })?;
    let speaks = super::sources::may_speak(atoms, speaker);
    let run = trimmed(atoms, tags.subtree(speaker))?;
    let mut by = vec!["cite.citing"];
    by.extend(&outer.by);
    speaks.then(|| Draft {
        cue: draft.cue,
        cue_span: draft.cue_span,
        class: draft.class,
        source: Some(atoms.doc.span_of(run)),
        source_head: Some(speaker),
        by,
        ..outer.clone()
    })
}
