//! Which earlier dispatch a dispatch says that it corrects, takes back, refiles or adds to.

use std::collections::BTreeSet;

use onrecord_rules::{Fault, Lexicon, Shelf, paper};
use onrecord_types::{Revision, RevisionKind, Span};

use super::Kit;
use super::likeness::contained;
use super::told::Told;

/// Words with which a dispatch says so, in lower case.
#[derive(Default)]
pub struct Notices {
    head: Vec<(String, RevisionKind)>,
    note: Vec<(String, RevisionKind)>,
    said: Vec<(String, RevisionKind)>,
}

const KINDS: &[(&str, RevisionKind)] = &[
    ("correction", RevisionKind::Correction),
    ("withdrawal", RevisionKind::Withdrawal),
    ("refile", RevisionKind::Refile),
    ("update", RevisionKind::Update),
    ("addition", RevisionKind::Addition),
];

/// Loads the words.
pub fn notices(shelf: &Shelf, faults: &mut Vec<Fault>) -> Notices {
    let paper = paper!(shelf, "weave", "lexicon/revisions.tsv");
    let mut notices = Notices::default();
    for row in Lexicon::read(&paper, 3, faults).rows() {
        let kind = KINDS.iter().find(|(name, _)| *name == row.column(1));
        let place = match row.column(2) {
            "head" => Some(&mut notices.head),
            "note" => Some(&mut notices.note),
            "said" => Some(&mut notices.said),
            _ => None,
        };
        match (kind, place) {
            (Some((_, kind)), Some(place)) => place.push((row.column(0).to_lowercase(), *kind)),
            _ => {
                let what = format!("unknown kind `{}` or place `{}`", row.column(1), row.column(2));
                let hint = "correction, withdrawal, refile, update or addition; head, note or said";
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
            }
        }
    }
    notices
}

/// What the dispatches of a story say of earlier ones, in order; once a dispatch and kind.
pub fn revisions(kit: &Kit, told: &[Told<'_>]) -> Vec<Revision> {
    let desks: Vec<Desk<'_, '_>> = told.iter().map(|told| Desk::new(kit, told)).collect();
    let mut all = Vec::new();
    for (at, desk) in desks.iter().enumerate() {
        let mut kinds = BTreeSet::new();
        for (kind, span) in desk.notices(&kit.notices) {
            if !kinds.insert(kind) {
                continue;
            }
            let earlier = desks.get(..at).unwrap_or_default();
            all.push(Revision {
                kind,
                dispatch: desk.told.record.dispatch.id.clone(),
                of: desk.revised(kit, earlier, span).map(str::to_owned),
                span,
                words: span.map_or(desk.headline, |span| desk.told.words(span)).to_owned(),
            });
        }
    }
    all
}

// How much it counts that the later headline, the names in quotation marks, the words of the notice
// and the whole text stand in the earlier dispatch; from `LEAST` on it is taken for the one meant.
const HEADLINE: f32 = 0.4;
const QUOTED: f32 = 0.8;
const NOTICE: f32 = 0.5;
const TEXT: f32 = 0.4;
const LEAST: f32 = 0.3;
// Of the first line of a text without a headline, so many bytes are looked at.
const LINE: usize = 160;
// Fewer words in quotation marks are no headline.
const TITLE: usize = 2;

struct Desk<'d, 'r> {
    told: &'d Told<'r>,
    headline: &'d str,
    // Telling words of the headline without what it says of an earlier dispatch, and of all.
    title: BTreeSet<String>,
    text: BTreeSet<String>,
}

impl<'d, 'r> Desk<'d, 'r> {
    fn new(kit: &Kit, told: &'d Told<'r>) -> Desk<'d, 'r> {
        let dispatch = &told.record.dispatch;
        let titled = dispatch.title.as_deref().filter(|title| !title.trim().is_empty());
        let first = dispatch.text.trim_start().lines().next().unwrap_or_default();
        let headline = titled.unwrap_or(first);
        let rest = kit.notices.after_head(headline).map_or(headline, |(_, rest)| rest);
        let title = told.stems(kit, rest);
        let mut text = told.stems(kit, &dispatch.text);
        text.extend(title.iter().cloned());
        Desk { told, headline, title, text }
    }

    // What it says, with the sentence that says so; the headline has none.
    fn notices(&self, notices: &Notices) -> Vec<(RevisionKind, Option<Span>)> {
        let head = Some(self.headline).filter(|line| line.len() <= LINE || self.is_titled());
        let head = head.and_then(|line| notices.after_head(line));
        let mut found: Vec<_> = head.map(|(kind, _)| (kind, None)).into_iter().collect();
        for &sentence in &self.told.record.sentences {
            let words = self.told.words(sentence).to_lowercase();
            // "Correction:" may stand as a sentence of its own.
            let label = words.trim_end().ends_with(':');
            let next = self.told.sentence_after(sentence).filter(|_| label);
            let whole = next.map_or(sentence, |next| sentence.join(next));
            found.extend(notices.in_sentence(&words).map(|kind| (kind, Some(whole))));
        }
        found
    }

    fn is_titled(&self) -> bool {
        self.told.record.dispatch.title.as_deref() == Some(self.headline)
    }

    // The earlier dispatch that is most likely meant, the newest of equals.
    fn revised<'e>(
        &self,
        kit: &Kit,
        earlier: &'e [Desk<'_, '_>],
        notice: Option<Span>,
    ) -> Option<&'e str> {
        // The right number often stands in the sentence after the wrong one.
        let next = notice.and_then(|span| self.told.sentence_after(span));
        let said = [notice, next].into_iter().flatten().map(|span| self.told.words(span));
        let said = self.told.stems(kit, &said.collect::<Vec<_>>().join(" "));
        let quoted: Vec<BTreeSet<String>> = quoted(&self.told.record.dispatch.text)
            .map(|title| self.told.stems(kit, title))
            .filter(|title| title.len() >= TITLE)
            .collect();
        let likeness = |other: &Desk<'_, '_>| {
            let quoted = quoted.iter().map(|title| contained(title, &other.title));
            HEADLINE * contained(&self.title, &other.title)
                + QUOTED * quoted.fold(0.0, f32::max)
                + NOTICE * share(&said, &other.text)
                + TEXT * contained(&self.text, &other.text)
        };
        let rated = earlier.iter().map(|other| (other, likeness(other)));
        let best = rated.filter(|(_, likeness)| *likeness >= LEAST);
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(other, _)| other.told.record.dispatch.id.as_str())
    }
}

// How much of one set is in another.
fn share(of: &BTreeSet<String>, within: &BTreeSet<String>) -> f32 {
    let all = of.len();
    if all == 0 { 0.0 } else { of.intersection(within).count() as f32 / all as f32 }
}

impl Notices {
    // "UPDATE 2-Fire spreads", "(CORRECTED) - Fire spreads": the kind, and the headline without it.
    fn after_head<'t>(&self, line: &'t str) -> Option<(RevisionKind, &'t str)> {
        let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let found = self.head.iter().filter_map(|(phrase, kind)| {
            let begins = start.get(..phrase.len())?.to_lowercase() == *phrase;
            let rest = start.get(phrase.len()..).filter(|_| begins)?;
            let rest = rest.trim_start_matches(|c: char| c.is_numeric() || c == ' ');
            let after = rest.trim_start_matches(HEAD_ENDS);
            (after.len() < rest.len()).then_some((phrase.len(), *kind, after))
        });
        found.max_by_key(|(length, _, _)| *length).map(|(_, kind, after)| (kind, after))
    }

    // What a sentence in lower case says, if anything.
    fn in_sentence(&self, words: &str) -> Option<RevisionKind> {
        let start =
            words.trim_start_matches(|c: char| c.is_whitespace() || NOTE_MARKS.contains(&c));
        let note = self.note.iter().find(|(phrase, _)| {
            let rest = start.strip_prefix(phrase.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let bracket = || {
            let brackets = self.note.iter().filter(|(phrase, _)| phrase.starts_with('('));
            brackets.into_iter().find(|(phrase, _)| words.contains(phrase.as_str()))
        };
        let said = || self.said.iter().find(|(phrase, _)| words.contains(phrase.as_str()));
        note.or_else(bracket).or_else(said).map(|(_, kind)| *kind)
    }
}

const HEAD_ENDS: [char; 8] = ['-', '–', '—', ':', ')', '>', ']', ' '];
const NOTE_MARKS: [char; 5] = ['-', '–', '—', '*', '•'];

// What stands in quotation marks, straight or curved.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(['"', '“', '”'])?;
        let (inside, next) = after.split_once(['"', '“', '”'])?;
        rest = next;
        Some(inside)
    })
}
