//! Follows one kind of finding through the dispatches of a story.

use std::collections::{BTreeMap, HashMap};

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
    /// Words under which to look for its thread: only threads that share one are looked at.
    pub keys: fn(&F) -> Vec<String>,
    /// How likely it is that the later is the earlier one seen again; joined from `JOIN` on.
    pub likeness: fn(&F, &F) -> f32,
    /// Whether one thread cannot hold both, however like another of its findings may be.
    pub apart: fn(&F, &F) -> bool,
    /// What changed between the two, if anything, and the rule that says so. The slice holds all
    /// earlier states, oldest first; it is never empty.
    pub change: fn(&[&F], &F) -> Option<(ChangeKind, &'static str)>,
    /// Whether the later one says that it takes the place of the earlier one.
    pub replaces: fn(&F, &F) -> bool,
    /// What it means, if anything, that one dispatch tells both, and the rule that says so.
    pub beside: fn(&F, &F) -> Option<(ChangeKind, &'static str)>,
    /// Whether a finding that no earlier dispatch had is news by itself.
    pub is_news: fn(&F) -> bool,
    /// What to say of it in one line.
    pub line: fn(&F) -> String,
}

/// From this likeness on, two findings are the same thing seen twice.
pub const JOIN: f32 = 0.5;

// Bounds that keep a long story fast. A finding is compared with the threads that share most
// keys with it, the newest first, and with the first and the newest findings of each.
const POSTINGS: usize = 2_000;
const CANDIDATES: usize = 96;
const NEWEST: usize = 8;
const REMEMBERED: usize = 64;

/// A change and where it stands in its dispatch, before the page decides what to show.
pub struct Found {
    /// The change.
    pub change: Change,
    /// The place of its dispatch in the story.
    pub order: usize,
}

/// Threads, what changed in them, and the thread of each sighting, in the order they were given.
pub struct Followed {
    /// The threads.
    pub threads: Vec<Thread>,
    /// The changes.
    pub found: Vec<Found>,
    /// By sighting: its thread.
    pub thread_of: Vec<usize>,
}

/// Joins sightings, which come in the order of the story, into threads, and tells the changes.
pub fn follow<F>(comparer: &Comparer<F>, prefix: char, sightings: Vec<Sighting<F>>) -> Followed {
    let mut loom = Loom {
        comparer,
        tracks: Vec::new(),
        postings: HashMap::new(),
        found: Vec::new(),
        thread_of: vec![0; sightings.len()],
    };
    let mut dispatch: Vec<(usize, Sighting<F>)> = Vec::new();
    for (at, sighting) in sightings.into_iter().enumerate() {
        if dispatch.first().is_some_and(|(_, first)| first.order != sighting.order) {
            loom.take(std::mem::take(&mut dispatch));
        }
        dispatch.push((at, sighting));
    }
    loom.take(dispatch);
    let threads = loom.tracks.into_iter().enumerate().map(|(at, track)| Thread {
        id: format!("{prefix}{}", at + 1),
        label: track.first().map(|first| first.label.clone()).unwrap_or_default(),
        history: track.into_iter().map(|sighting| sighting.version).collect(),
    });
    Followed { threads: threads.collect(), found: loom.found, thread_of: loom.thread_of }
}

struct Loom<'c, F> {
    comparer: &'c Comparer<F>,
    tracks: Vec<Vec<Sighting<F>>>,
    postings: HashMap<String, Vec<usize>>,
    found: Vec<Found>,
    thread_of: Vec<usize>,
}

impl<F> Loom<'_, F> {
    // The sightings of one dispatch: the surest finds its thread first, so that a passing number
    // does not take the place of the one that is meant.
    fn take(&mut self, dispatch: Vec<(usize, Sighting<F>)>) {
        let mut pairs: Vec<(usize, usize, f32)> = Vec::new();
        for (at, (_, sighting)) in dispatch.iter().enumerate() {
            for track in self.candidates(&sighting.finding) {
                let likeness = self.likeness(track, &sighting.finding);
                if likeness >= JOIN {
                    pairs.push((at, track, likeness));
                }
            }
        }
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
        let mut joins: Vec<Option<usize>> = vec![None; dispatch.len()];
        for (at, track, _) in pairs {
            let taken = dispatch.iter().zip(&joins).any(|((_, other), join)| {
                let finding = dispatch.get(at).map(|(_, sighting)| &sighting.finding);
                *join == Some(track)
                    && finding.is_some_and(|finding| self.is_apart(finding, &other.finding))
            });
            if let Some(join) = joins.get_mut(at)
                && join.is_none()
                && !taken
            {
                *join = Some(track);
            }
        }
        for ((at, sighting), join) in dispatch.into_iter().zip(joins) {
            let track = join.or_else(|| self.beside(&sighting));
            let track = track.unwrap_or_else(|| self.open(&sighting));
            if let Some(place) = self.thread_of.get_mut(at) {
                *place = track;
            }
            self.join(track, sighting);
        }
    }

    // A thread that this same dispatch has opened.
    fn beside(&self, sighting: &Sighting<F>) -> Option<usize> {
        let opened = self.tracks.iter().enumerate().rev().take(CANDIDATES);
        let opened = opened
            .filter(|(_, track)| track.first().is_some_and(|first| first.order == sighting.order));
        let rated = opened.map(|(at, _)| (at, self.likeness(at, &sighting.finding)));
        rated
            .filter(|(_, likeness)| *likeness >= JOIN)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(at, _)| at)
    }

    fn candidates(&self, finding: &F) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for key in (self.comparer.keys)(finding) {
            for &track in self.postings.get(&key).into_iter().flatten().rev().take(POSTINGS) {
                *shared.entry(track).or_insert(0) += 1;
            }
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
        shared.sort_by_key(|&(track, keys)| (std::cmp::Reverse(keys), std::cmp::Reverse(track)));
        shared.truncate(CANDIDATES);
        let mut tracks: Vec<usize> = shared.into_iter().map(|(track, _)| track).collect();
        tracks.sort_unstable();
        tracks
    }

    fn likeness(&self, track: usize, finding: &F) -> f32 {
        let mut best = 0.0f32;
        for old in self.compared(track) {
            if (self.comparer.apart)(&old.finding, finding) {
                return 0.0;
            }
            best = best.max((self.comparer.likeness)(&old.finding, finding));
        }
        best
    }

    fn compared(&self, track: usize) -> impl Iterator<Item = &Sighting<F>> {
        let track = self.tracks.get(track).map_or(&[][..], Vec::as_slice);
        let newest = track.len().saturating_sub(NEWEST).max(1);
        track.iter().take(1).chain(track.iter().skip(newest))
    }

    fn is_apart(&self, a: &F, b: &F) -> bool {
        (self.comparer.apart)(a, b) || (self.comparer.likeness)(a, b) < JOIN
    }

    fn open(&mut self, sighting: &Sighting<F>) -> usize {
        if sighting.order > 0 && (self.comparer.is_news)(&sighting.finding) {
            self.found.push(tell(self.comparer, ChangeKind::New, "change.new", None, sighting));
        }
        self.tracks.push(Vec::new());
        self.tracks.len() - 1
    }

    fn join(&mut self, at: usize, sighting: Sighting<F>) {
        for key in (self.comparer.keys)(&sighting.finding) {
            let posted = self.postings.entry(key).or_default();
            if posted.last() != Some(&at) {
                posted.push(at);
            }
        }
        let Some(track) = self.tracks.get_mut(at) else { return };
        let replaced = track.iter().rposition(|old| {
            old.order < sighting.order && (self.comparer.replaces)(&old.finding, &sighting.finding)
        });
        let before = replaced.or_else(|| track.iter().rposition(|old| old.order < sighting.order));
        let sibling = track.iter().rfind(|old| old.order == sighting.order && old.order > 0);
        let beside = sibling.and_then(|sibling| {
            let (kind, by) = (self.comparer.beside)(&sibling.finding, &sighting.finding)?;
            Some(tell(self.comparer, kind, by, Some(sibling), &sighting))
        });
        if let Some(found) = beside {
            self.found.push(found);
        } else if let Some(before) = before {
            let from = (before + 1).saturating_sub(REMEMBERED);
            let earlier = track.iter().take(before + 1).skip(from);
            let earlier: Vec<&F> = earlier.map(|old| &old.finding).collect();
            if let Some((kind, by)) = (self.comparer.change)(&earlier, &sighting.finding) {
                let found = tell(self.comparer, kind, by, track.get(before), &sighting);
                self.found.push(found);
            }
        }
        track.push(sighting);
    }
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
