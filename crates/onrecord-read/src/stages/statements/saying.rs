//! When something was said.

use onrecord_types::{CueClass, Span, TimeKind, TimeMention, When};

use super::atoms::Atoms;
use super::drafts::Draft;

/// The time expressions of a doc, for looking up those beside a cue.
pub struct Clock<'t> {
    times: &'t [TimeMention],
}

impl<'t> Clock<'t> {
    /// Over the times of a doc.
    pub fn new(times: &'t [TimeMention]) -> Clock<'t> {
        Clock { times }
    }

    /// The time that belongs to the saying, not to what was said.
    pub fn beside(&self, atoms: &Atoms<'_>, draft: &Draft) -> Option<When> {
        let sentence = atoms.doc.sentences.get(atoms.doc.sentence_of(draft.cue))?;
        let first = self.times.partition_point(|time| time.span.end() <= sentence.span.start());
        let near = self
            .times
            .iter()
            .skip(first)
            .take_while(|time| time.span.start() < sentence.span.end());
        let mut best: Option<(u32, &TimeMention)> = None;
        for time in near {
            if !matches!(time.kind, TimeKind::Date | TimeKind::Time)
                || time.earliest.is_none()
                || draft.content.iter().any(|c| c.meets(time.span))
            {
                continue;
            }
            if !belongs(atoms, draft, time.span) {
                continue;
            }
            let away = if time.span.start() >= draft.cue_span.end() {
                time.span.start() - draft.cue_span.end()
            } else {
                draft.cue_span.start().saturating_sub(time.span.end())
            };
            if best.is_none_or(|(least, _)| away < least) {
                best = Some((away, time));
            }
        }
        best.map(|(_, time)| when(time))
    }

    /// "at the time": the last time told before.
    pub fn at_the_time(&self, atoms: &Atoms<'_>, draft: &Draft) -> Option<When> {
        let from = draft.cue + 1;
        let after = atoms.doc.span_of(from..(from + 8).min(atoms.atoms.len()));
        let words = atoms.doc.of(after).to_lowercase();
        if !atoms.lexicon.telling("then").any(|then| words.contains(then)) {
            return None;
        }
        let first = draft.content.first().map_or(draft.cue_span, |span| *span);
        let start = first.start().min(draft.cue_span.start());
        let last = self.times.partition_point(|time| time.span.end() <= start);
        let told = self.times.get(..last).unwrap_or_default().iter().rev();
        told.filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.earliest.is_some()
        })
        .map(when)
        .next()
    }

    /// The heading of a live report: a paragraph that is nothing but a time.
    pub fn heading(&self, atoms: &Atoms<'_>, draft: &Draft) -> Option<When> {
        let present = atoms.tags.xpos(draft.cue) == "VBZ"
            || atoms.tags.xpos(draft.cue) == "VBP"
            || draft.class == CueClass::Report
            || atoms
                .tags
                .children(draft.cue)
                .any(|kid| atoms.tags.xpos(kid) == "VBZ" && atoms.tags.base_rel(kid) == "aux");
        let own = atoms.doc.paragraph_of(atoms.doc.sentence_of(draft.cue));
        for back in 1..4 {
            let above = atoms.doc.paragraphs.get(own.checked_sub(back)?)?;
            let words = above.span.len();
            let first = self.times.partition_point(|time| time.span.end() <= above.span.start());
            let time = self.times.get(first).filter(|time| time.span.start() < above.span.end());
            if let Some(time) = time.filter(|time| {
                words < 48 && time.kind == TimeKind::Time && time.span.start() == above.span.start()
            }) {
                return present.then(|| when(time));
            }
        }
        None
    }
}

fn when(time: &TimeMention) -> When {
    When { earliest: time.earliest, latest: time.latest, time: Some(time.id) }
}

/// Whether a time hangs on the cue, or on a participle or noun that hangs on it.
fn belongs(atoms: &Atoms<'_>, draft: &Draft, time: Span) -> bool {
    let tags = atoms.tags;
    let tokens = atoms.doc.tokens_in(time);
    let head = tags.top(tokens.clone());
    let Some(head) = head else { return false };
    let next_to = tokens.start.abs_diff(draft.cue) <= 2 && tokens.start > draft.cue;
    if next_to {
        return true;
    }
    for at in tags.upward(head).take(6).skip(1) {
        let span = atoms.doc.tokens.get(at).map_or(time, |token| token.span);
        let shared = matches!(tags.base_rel(draft.cue), "conj" | "advcl")
            && tags.head(draft.cue) == Some(at);
        if at == draft.cue || draft.cue_span.holds(span) || shared {
            return true;
        }
        // A clause that tells of something else keeps its time to itself.
        if matches!(tags.base_rel(at), "acl" | "ccomp") || draft.tells(span) {
            return false;
        }
        if tags.rel(at) == "nsubj" {
            return false;
        }
    }
    false
}
