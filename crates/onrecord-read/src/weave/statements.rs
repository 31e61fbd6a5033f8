//! The same claim in other dispatches: repeated, firmer, softer, denied.

use std::collections::BTreeSet;

use onrecord_types::{ChangeKind, CueClass, Firmness, Statement, Subject};

use super::Kit;
use super::likeness::contained;
use super::threads::{Comparer, Sighting};
use super::told::{Party, Told};

/// A statement, ready to be compared.
pub struct Seen {
    speaker: Option<Party>,
    words: BTreeSet<String>,
    firmness: Firmness,
    class: CueClass,
    line: String,
}

/// All statements of a dispatch.
pub fn sightings(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<Seen>> {
    let one = |statement: &Statement| {
        let content: Vec<&str> = statement.content.iter().map(|&span| told.words(span)).collect();
        let content = content.join(" … ");
        let speaker = statement.speaker.map(|speaker| told.name(speaker).to_owned());
        let speaker = speaker.or_else(|| Some(told.words(statement.speaker_span?).to_owned()));
        let speaker = speaker.unwrap_or_else(|| "nobody named".to_owned());
        let mut spans = statement.content.clone();
        spans.extend(statement.cue.as_ref().map(|cue| cue.span));
        Sighting {
            finding: Seen {
                speaker: statement.speaker.and_then(|speaker| told.party(speaker)).cloned(),
                words: told.stems(kit, &content),
                firmness: statement.firmness,
                class: statement.cue.as_ref().map_or(CueClass::Say, |cue| cue.class),
                line: format!("{speaker}: {content}"),
            },
            order: told.order,
            label: speaker,
            version: told.version(statement, spans),
        }
    };
    told.record.statements.iter().map(one).collect()
}

/// How statements compare.
pub fn comparer() -> Comparer<Seen> {
    Comparer {
        subject: Subject::Statement,
        keys: |seen| seen.words.iter().cloned().collect(),
        likeness,
        replaces: |_, _| false,
        beside: |_, _| None,
        apart: |_, _| false,
        change,
        // Most of what is said is comment. A denial, a claim or a warning is news by itself.
        is_news: |seen| {
            use CueClass::{Accuse, Admit, Claim, Confirm, Deny, Threaten};
            seen.words.len() >= TELLING
                && matches!(seen.class, Accuse | Admit | Claim | Confirm | Deny | Threaten)
        },
        line: |seen| seen.line.clone(),
    }
}

// With fewer words, nobody can tell what it is about.
const TELLING: usize = 3;

fn likeness(a: &Seen, b: &Seen) -> f32 {
    let speaker = if a.speaker.is_some() && a.speaker == b.speaker { 0.15 } else { 0.0 };
    let few = a.words.len().min(b.words.len()) < TELLING;
    speaker + if few { 0.3 } else { 0.85 } * contained(&a.words, &b.words)
}

fn change(earlier: &[&Seen], now: &Seen) -> Option<(ChangeKind, &'static str)> {
    let before = earlier.last()?;
    let denied = |seen: &Seen| seen.firmness == Firmness::Denied || seen.class == CueClass::Deny;
    let rank = |firmness| match firmness {
        Firmness::Asserted | Firmness::Denied => 2,
        Firmness::Conditional | Firmness::Hedged => 1,
    };
    if before.speaker != now.speaker {
        let against = denied(before) != denied(now);
        return against.then_some((ChangeKind::Conflict, "statement.denied"));
    }
    Some(match rank(now.firmness).cmp(&rank(before.firmness)) {
        std::cmp::Ordering::Greater => (ChangeKind::Firmer, "statement.firmer"),
        std::cmp::Ordering::Less => (ChangeKind::Softer, "statement.softer"),
        std::cmp::Ordering::Equal if denied(before) != denied(now) => {
            (ChangeKind::Conflict, "statement.turned")
        }
        std::cmp::Ordering::Equal => (ChangeKind::Repeated, "statement.same"),
    })
}
