//! Proposals in other dispatches, and where each party stood before and stands now.

use std::collections::BTreeSet;

use onrecord_types::{ChangeKind, Position, Proposal, Stance, Subject};

use super::Kit;
use super::corrections::Mark;
use super::likeness::contained;
use super::threads::{Comparer, Sighting};
use super::told::{Party, Told};

/// A proposal, ready to be compared.
pub struct SeenProposal {
    kind: String,
    words: BTreeSet<String>,
    parties: BTreeSet<Party>,
    // How long it is to hold, and whether it is settled.
    durations: BTreeSet<String>,
    settled: bool,
    // Whether anybody stands for it or anything is said of its terms.
    substantial: bool,
    label: String,
}

/// A position, ready to be compared.
pub struct SeenPosition {
    party: Party,
    // For whom the party speaks.
    sides: BTreeSet<Party>,
    name: String,
    stance: Stance,
    proposal: SeenProposal,
    on: OnTable,
    mark: Option<Mark>,
}

/// The proposal a position is on, as a thread of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnTable {
    /// Which thread.
    pub thread: usize,
    /// Whether this dispatch brought it.
    pub new: bool,
}

/// All proposals of a dispatch.
pub fn proposals(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<SeenProposal>> {
    let one = |proposal: &Proposal| Sighting {
        finding: seen(kit, told, proposal),
        order: told.order,
        label: proposal.label.clone(),
        version: told.version(proposal, proposal.mentions.clone()),
    };
    told.record.proposals.iter().map(one).collect()
}

/// All positions of a dispatch; `table` says of each of its proposals what it is in the story.
pub fn positions(kit: &Kit, told: &Told<'_>, table: &[OnTable]) -> Vec<Sighting<SeenPosition>> {
    let all = told.record.proposals.iter().zip(table).flat_map(|(proposal, on)| {
        proposal.positions.iter().map(move |position| (proposal, *on, position))
    });
    let one = |(proposal, on, position): (&Proposal, OnTable, &Position)| {
        let name = told.name(position.party).to_owned();
        let finding = SeenPosition {
            party: told.party(position.party)?.clone(),
            sides: told.sides(position.party),
            name: name.clone(),
            stance: position.stance,
            proposal: seen(kit, told, proposal),
            on,
            mark: kit.marks.beside(told, position.span),
        };
        Some(Sighting {
            finding,
            order: told.order,
            label: format!("{name} on {}", proposal.label),
            version: told.version(position, vec![position.span]),
        })
    };
    all.filter_map(one).collect()
}

fn seen(kit: &Kit, told: &Told<'_>, proposal: &Proposal) -> SeenProposal {
    let words = proposal.mentions.iter().flat_map(|&span| told.stems(kit, told.words(span)));
    let words = words.filter(|word| !kit.instruments.contains(word));
    let parties = proposal.positions.iter().map(|position| position.party);
    let parties: Vec<_> = parties.chain(proposal.made_by.iter().copied()).collect();
    let durations = proposal.terms.iter().filter_map(|term| term.duration.clone());
    SeenProposal {
        kind: proposal.kind.clone(),
        words: words.collect(),
        substantial: !parties.is_empty() || !proposal.terms.is_empty(),
        parties: told.parties(&parties),
        durations: durations.collect(),
        settled: proposal.settled_at.is_some(),
        label: proposal.label.clone(),
    }
}

/// How proposals compare.
pub fn proposal_comparer() -> Comparer<SeenProposal> {
    Comparer {
        subject: Subject::Proposal,
        keys: |seen| {
            let parties = seen.parties.iter().map(|party| format!("{party:?}"));
            let words = seen.words.iter().cloned();
            words.chain(parties).chain([format!("kind {}", seen.kind)]).collect()
        },
        likeness: alike,
        replaces: |_, _| false,
        beside: |_, _| None,
        apart: |_, _| false,
        change: proposal_change,
        is_news: |seen| seen.substantial,
        line: |seen| seen.label.clone(),
    }
}

/// How positions compare.
pub fn position_comparer() -> Comparer<SeenPosition> {
    Comparer {
        subject: Subject::Position,
        keys: |seen| seen.sides.iter().map(|party| format!("{party:?}")).collect(),
        likeness: position_likeness,
        replaces: |_, _| false,
        beside: |_, _| None,
        apart: |_, _| false,
        change,
        // What the parties think of something new is told with it.
        is_news: |seen| !seen.on.new,
        line: |seen| format!("{} {} {}", seen.name, word(seen.stance), seen.proposal.label),
    }
}

fn proposal_change(
    earlier: &[&SeenProposal],
    now: &SeenProposal,
) -> Option<(ChangeKind, &'static str)> {
    let before = earlier.last()?;
    let other_length = !now.durations.is_empty()
        && !before.durations.is_empty()
        && now.durations.is_disjoint(&before.durations);
    Some(match () {
        () if other_length => (ChangeKind::Updated, "proposal.other-terms"),
        () if now.settled && !earlier.iter().any(|old| old.settled) => {
            (ChangeKind::Updated, "proposal.settled")
        }
        () => (ChangeKind::Repeated, "proposal.same"),
    })
}

// A minister and his government are one party, if nothing nearer is known.
fn position_likeness(a: &SeenPosition, b: &SeenPosition) -> f32 {
    let party = match a.party == b.party {
        true => 1.0,
        false if !a.sides.is_disjoint(&b.sides) => 0.9,
        false => return 0.0,
    };
    party * if a.on.thread == b.on.thread { 1.0 } else { alike(&a.proposal, &b.proposal) }
}

// Deal, accord and pact are one instrument under other names; a ceasefire is not an aid package.
fn alike(a: &SeenProposal, b: &SeenProposal) -> f32 {
    let kind = match (a.kind.as_str(), b.kind.as_str()) {
        (x, y) if x == y => 0.4,
        ("agreement", _) | (_, "agreement") => 0.2,
        _ => 0.0,
    };
    if kind == 0.0 && !a.words.is_empty() && a.words.is_disjoint(&b.words) {
        return 0.0;
    }
    // "The accord", and nothing more, is the accord the story is about.
    let words = match a.words.is_empty() || b.words.is_empty() {
        true => 0.6,
        false => contained(&a.words, &b.words),
    };
    kind + 0.4 * words + 0.3 * contained(&a.parties, &b.parties)
}

fn change(earlier: &[&SeenPosition], now: &SeenPosition) -> Option<(ChangeKind, &'static str)> {
    use Stance::{Accepts, Awaited, Opposes, Proposes, Rejects, Supports};
    let before = earlier.last()?.stance;
    if before == now.stance {
        return Some((ChangeKind::Repeated, "position.same"));
    }
    if now.mark == Some(Mark::Correction) {
        return Some((ChangeKind::Corrected, "position.marked"));
    }
    let for_it = |stance| matches!(stance, Accepts | Supports | Proposes);
    let against = |stance| matches!(stance, Rejects | Opposes);
    let open = |stance| !for_it(stance) && !against(stance);
    Some(match (before, now.stance) {
        (Awaited, _) => (ChangeKind::Updated, "position.answered"),
        (_, Awaited) => (ChangeKind::Updated, "position.awaited"),
        (old, new) if open(old) && !open(new) => (ChangeKind::Firmer, "position.settled"),
        (old, new) if !open(old) && open(new) => (ChangeKind::Softer, "position.opened"),
        (old, new) if for_it(old) && against(new) => (ChangeKind::Withdrawn, "position.left"),
        (old, new) if against(old) && for_it(new) => (ChangeKind::Softer, "position.came-round"),
        (Rejects, Opposes) | (Accepts, Supports | Proposes) => {
            (ChangeKind::Repeated, "position.same")
        }
        (Opposes, Rejects) | (Supports | Proposes, Accepts) => {
            (ChangeKind::Firmer, "position.hardened")
        }
        _ => (ChangeKind::Updated, "position.other"),
    })
}

fn word(stance: Stance) -> &'static str {
    match stance {
        Stance::Proposes => "proposes",
        Stance::Accepts => "accepts",
        Stance::Rejects => "rejects",
        Stance::Conditional => "accepts on conditions",
        Stance::Undecided => "is undecided on",
        Stance::Awaited => "has yet to answer on",
        Stance::Supports => "supports",
        Stance::Opposes => "opposes",
    }
}
