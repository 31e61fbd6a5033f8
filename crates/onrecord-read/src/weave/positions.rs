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
    label: String,
}

/// A position, ready to be compared.
pub struct SeenPosition {
    party: Party,
    name: String,
    stance: Stance,
    proposal: SeenProposal,
    mark: Option<Mark>,
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

/// All positions of a dispatch.
pub fn positions(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<SeenPosition>> {
    let all =
        told.record.proposals.iter().flat_map(|proposal| {
            proposal.positions.iter().map(move |position| (proposal, position))
        });
    let one = |(proposal, position): (&Proposal, &Position)| {
        let name = told.name(position.party).to_owned();
        let finding = SeenPosition {
            party: told.party(position.party)?.clone(),
            name: name.clone(),
            stance: position.stance,
            proposal: seen(kit, told, proposal),
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
    let words = proposal.mentions.iter().flat_map(|&span| told.stems(kit, &told.words(span)));
    let words = words.filter(|word| !kit.instruments.contains(word));
    let parties = proposal.positions.iter().map(|position| position.party);
    let parties: Vec<_> = parties.chain(proposal.made_by.iter().copied()).collect();
    SeenProposal {
        kind: proposal.kind.clone(),
        words: words.collect(),
        parties: told.parties(&parties),
        label: proposal.label.clone(),
    }
}

/// How proposals compare.
pub fn proposal_comparer() -> Comparer<SeenProposal> {
    Comparer {
        subject: Subject::Proposal,
        likeness: alike,
        change: |_, _| Some((ChangeKind::Repeated, "proposal.same")),
        is_news: |_| true,
        line: |seen| seen.label.clone(),
    }
}

/// How positions compare.
pub fn position_comparer() -> Comparer<SeenPosition> {
    Comparer {
        subject: Subject::Position,
        likeness: |a, b| if a.party == b.party { alike(&a.proposal, &b.proposal) } else { 0.0 },
        change,
        is_news: |_| true,
        line: |seen| format!("{} {} {}", seen.name, word(seen.stance), seen.proposal.label),
    }
}

// Deal, accord and pact are one instrument under other names; a ceasefire is not an aid package.
fn alike(a: &SeenProposal, b: &SeenProposal) -> f32 {
    let kind = match (a.kind.as_str(), b.kind.as_str()) {
        (x, y) if x == y => 0.4,
        ("agreement", _) | (_, "agreement") => 0.2,
        _ => 0.0,
    };
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
