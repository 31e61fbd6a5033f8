//! Follows one kind of finding through the dispatches of a story.

use onrecord_types::story::{Thread, Version};
use onrecord_types::{Change, ChangeKind, Subject};

/// One finding as one dispatch told it, with what is needed to compare it.
pub struct Sighting<F> {
    /// The finding, in the form its comparer wants.
    pub finding: F,
    /// The place of its dispatch in the story.
    pub order: usize,
    /// What to call it.
    pub label: String,
    /// As published.
    pub version: Version,
}

/// How two findings of one kind compare.
pub struct Comparer<F> {
    /// What they are about.
    pub subject: Subject,
    /// How likely it is that the later is the earlier one seen again; joined from `JOIN` on.
    pub likeness: fn(&F, &F) -> f32,
    /// What changed between the two, if anything, and the rule that says so. The slice holds all
    /// earlier states, oldest first; it is never empty.
    pub change: fn(&[&F], &F) -> Option<(ChangeKind, &'static str)>,
    /// Whether a finding that no earlier dispatch had is news by itself.
    pub is_news: fn(&F) -> bool,
    /// What to say of it in one line.
    pub line: fn(&F) -> String,
}

/// From this likeness on, two findings are the same thing seen twice.
pub const JOIN: f32 = 0.5;

/// A change and where it stands in its dispatch, before the page decides what to show.
pub struct Found {
    /// The change.
    pub change: Change,
    /// The place of its dispatch in the story.
    pub order: usize,
}

struct Track<F> {
    sightings: Vec<Sighting<F>>,
}

/// Joins sightings, which come in the order of the story, into threads, and tells the changes.
pub fn follow<F>(
    comparer: &Comparer<F>,
    prefix: char,
    sightings: Vec<Sighting<F>>,
) -> (Vec<Thread>, Vec<Found>) {
    let mut tracks: Vec<Track<F>> = Vec::new();
    let mut found = Vec::new();
    for sighting in sightings {
        let rate = |track: &Track<F>| {
            let each = track
                .sightings
                .iter()
                .map(|old| (comparer.likeness)(&old.finding, &sighting.finding));
            each.fold(0.0f32, f32::max)
        };
        let best =
            tracks.iter().map(rate).enumerate().fold(None, |best, (at, likeness)| match best {
                Some((_, most)) if most >= likeness => best,
                _ => Some((at, likeness)),
            });
        match best.filter(|(_, likeness)| *likeness >= JOIN).map(|(at, _)| at) {
            Some(at) => {
                let Some(track) = tracks.get_mut(at) else { continue };
                let earlier: Vec<&F> = track
                    .sightings
                    .iter()
                    .filter(|old| old.order < sighting.order)
                    .map(|old| &old.finding)
                    .collect();
                if !earlier.is_empty()
                    && let Some((kind, by)) = (comparer.change)(&earlier, &sighting.finding)
                {
                    let before = track.sightings.iter().rev().find(|s| s.order < sighting.order);
                    found.push(tell(comparer, kind, by, before, &sighting));
                }
                track.sightings.push(sighting);
            }
            None => {
                if sighting.order > 0 && (comparer.is_news)(&sighting.finding) {
                    found.push(tell(comparer, ChangeKind::New, "change.new", None, &sighting));
                }
                tracks.push(Track { sightings: vec![sighting] });
            }
        }
    }
    let threads = tracks.into_iter().enumerate().map(|(at, track)| Thread {
        id: format!("{prefix}{}", at + 1),
        label: track.sightings.first().map(|first| first.label.clone()).unwrap_or_default(),
        history: track.sightings.into_iter().map(|sighting| sighting.version).collect(),
    });
    (threads.collect(), found)
}

fn tell<F>(
    comparer: &Comparer<F>,
    kind: ChangeKind,
    by: &str,
    before: Option<&Sighting<F>>,
    after: &Sighting<F>,
) -> Found {
    let now = (comparer.line)(&after.finding);
    let line = match before {
        Some(before) if kind != ChangeKind::Repeated => {
            format!("{} → {now}", (comparer.line)(&before.finding))
        }
        _ => now,
    };
    let change = Change {
        kind,
        subject: comparer.subject,
        before: before.map(|before| before.version.finding.clone()),
        after: Some(after.version.finding.clone()),
        dispatch: after.version.dispatch.clone(),
        spans: after.version.spans.clone(),
        at: after.version.at,
        line,
        by: vec![by.to_owned()],
    };
    Found { change, order: after.order }
}
