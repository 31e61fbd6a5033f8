//! Which words near a cue tell who spoke, which tell what was said: a chain of roles.

use std::ops::Range;

use super::atoms::{Atom, Atoms, mix};
use super::weights::{ROLES, Weights};

/// The part a token plays for one cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// None.
    Other = 0,
    /// It tells what was said.
    Content = 1,
    /// It tells who said it.
    Source = 2,
    /// It is one of the words that report.
    Cue = 3,
}

/// In the order of the weights.
pub const ALL: [Role; ROLES] = [Role::Other, Role::Content, Role::Source, Role::Cue];

/// No further than this from the cue, so that a text without sentences stays quick to read.
const REACH: usize = 160;

/// The tokens around a cue that may have a part.
pub fn window(cue: usize, unit: Range<usize>) -> Range<usize> {
    unit.start.max(cue.saturating_sub(REACH))..unit.end.min(cue + REACH)
}

/// What stands between a token and the cue in the tree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Branch {
    /// How far above the cue the two paths meet.
    up: u32,
    /// The token below that place on the side of the token; the place itself if `own`.
    top: usize,
    /// Whether the token is the cue or one of its ancestors.
    own: bool,
    /// Steps from `top` down to the token, at most three.
    depth: u32,
}

/// Everything about one cue that its tokens share.
struct Frame<'f, 'a> {
    atoms: &'f Atoms<'a>,
    cue: usize,
    window: Range<usize>,
    branches: Vec<Branch>,
    chain: u32,
    config: u32,
    segments: Vec<Segment>,
    /// What stands at the ends of the stretch between marks that holds the cue.
    ends: u32,
}

/// The stretch between two marks in which a token stands.
#[derive(Clone, Copy, Debug, Default)]
struct Segment {
    /// How many marks part it from the cue's.
    away: u32,
    /// Its first word.
    first: u32,
    /// The mark before it.
    mark: u32,
}

impl<'f, 'a> Frame<'f, 'a> {
    fn of(atoms: &'f Atoms<'a>, cue: usize, window: Range<usize>) -> Frame<'f, 'a> {
        let tags = atoms.tags;
        let line: Vec<usize> = tags.upward(cue).take(5).collect();
        let mut known: Vec<Option<Branch>> = vec![None; window.len()];
        let mut path = Vec::new();
        for token in window.clone() {
            let mut at = token;
            path.clear();
            let mut found = loop {
                if let Some(up) = line.iter().position(|&a| a == at) {
                    break Branch { up: up as u32, top: at, own: true, depth: 0 };
                }
                if let Some(branch) = known.get(at.wrapping_sub(window.start)).copied().flatten() {
                    break branch;
                }
                path.push(at);
                match tags.head(at) {
                    Some(head) if path.len() < 64 => at = head,
                    _ => break Branch { up: 6, top: at, own: false, depth: 3 },
                }
            };
            if let (Some(slot), true) = (known.get_mut(at.wrapping_sub(window.start)), found.own) {
                *slot = Some(found);
            }
            for &step in path.iter().rev() {
                found = if found.own {
                    Branch { up: found.up, top: step, own: false, depth: 0 }
                } else {
                    Branch { depth: (found.depth + 1).min(3), ..found }
                };
                if let Some(slot) = known.get_mut(step.wrapping_sub(window.start)) {
                    *slot = Some(found);
                }
            }
        }
        let branches = known.into_iter().map(Option::unwrap_or_default).collect();
        let above = |n: usize| line.get(n).map_or(0, |&t| atoms.at(t).rel);
        let chain = mix(0, above(0), above(1), line.get(1).map_or(0, |&t| atoms.at(t).pos));
        let config = config(atoms, cue, &window);
        let (segments, ends) = segments(atoms, cue, &window);
        Frame { atoms, cue, window, branches, chain, config, segments, ends }
    }

    fn branch(&self, token: usize) -> Branch {
        let at = token.checked_sub(self.window.start);
        at.and_then(|at| self.branches.get(at)).copied().unwrap_or_default()
    }

    fn segment(&self, token: usize) -> Segment {
        let at = token.checked_sub(self.window.start);
        at.and_then(|at| self.segments.get(at)).copied().unwrap_or_default()
    }

    /// The branch in one number: where it leaves the path, by which relation, on which side.
    fn arm(&self, branch: Branch) -> u32 {
        let side = u32::from(branch.top > self.cue);
        mix(0, branch.up * 4 + side * 2 + u32::from(branch.own), self.atoms.at(branch.top).rel, 0)
    }

    fn features(&self, token: usize, out: &mut Vec<u32>) {
        out.clear();
        let (atoms, cue) = (self.atoms, self.atoms.at(self.cue));
        let (at, branch) = (atoms.at(token), self.branch(token));
        let top = atoms.at(branch.top);
        let (arm, side) = (self.arm(branch), u32::from(token > self.cue));
        let away = token.abs_diff(self.cue) as u32;
        let near = side * 16 + if away < 6 { away } else { 6 + (away / 6).min(5) };
        let quoted = u32::from(at.quote > 0) + 2 * u32::from(at.quote > 0 && at.quote == cue.quote);
        let mut add = |template, a, b, c| out.push(mix(template, a, b, c));
        add(100, arm, 0, 0);
        add(101, arm, cue.lemma, 0);
        add(102, arm, top.marker, 0);
        add(103, arm, top.marker, cue.lemma);
        add(104, arm, top.pos, cue.pos);
        add(105, arm, self.chain, 0);
        add(106, arm, self.config, 0);
        add(107, arm, branch.depth, at.rel);
        add(108, arm, quoted, self.config);
        add(109, arm, at.entity, top.entity);
        add(110, arm, top.lemma, 0);
        add(111, arm, cue.class, top.marker);
        add(112, at.word, arm, 0);
        add(113, at.word, near, 0);
        add(114, at.word, cue.class, side);
        add(115, at.pos, near, quoted);
        add(116, at.fine, at.rel, arm);
        add(117, near, cue.lemma, 0);
        add(118, near, cue.pos, cue.fine);
        add(119, quoted, side, self.config);
        add(120, quoted, near, cue.class);
        add(121, at.class, arm, at.pos);
        let (before, after) = (atoms.at(token.wrapping_sub(1)), atoms.at(token + 1));
        add(122, before.word, at.pos, arm);
        add(123, after.word, at.pos, arm);
        add(124, before.pos, at.pos, after.pos);
        add(125, before.pos, after.pos, arm);
        add(126, top.class, arm, branch.depth);
        add(127, arm, cue.fine, u32::from(branch.depth > 0));
        add(128, at.lemma, cue.lemma, 0);
        add(129, at.shape, near, arm);
        let segment = self.segment(token);
        let place = mix(0, segment.away, side, self.ends);
        add(130, place, quoted, 0);
        add(131, place, arm, 0);
        add(132, place, self.config, 0);
        add(133, segment.first, segment.away * 2 + side, segment.mark);
        add(134, segment.first, arm, side);
        add(135, segment.mark, segment.away * 2 + side, quoted);
        add(136, place, cue.class, quoted);
    }

    fn step(&self, token: usize, out: &mut Vec<u32>) {
        out.clear();
        let atoms = self.atoms;
        let (last, at) = (atoms.at(token.wrapping_sub(1)), atoms.at(token));
        let (from, to) = (self.branch(token.wrapping_sub(1)), self.branch(token));
        let turn = u32::from(from.top != to.top) + 2 * u32::from(last.quote != at.quote);
        let mut add = |template, a, b, c| out.push(mix(template, a, b, c));
        add(200, 0, 0, 0);
        add(201, turn, u32::from(token > self.cue), 0);
        add(202, word_or_pos(last), turn, 0);
        add(203, word_or_pos(at), turn, 0);
        add(204, self.arm(from), self.arm(to), turn);
        add(205, turn, at.rel, u32::from(at.pos == last.pos));
        add(206, at.quote.min(1), last.quote.min(1), word_or_pos(last));
        add(207, atoms.at(to.top).marker, self.arm(to), turn);
    }
}

/// The stretches between commas, quotation marks and the like, counted from the cue's.
fn segments(atoms: &Atoms<'_>, cue: usize, window: &Range<usize>) -> (Vec<Segment>, u32) {
    let parts = |token: usize| {
        let word = atoms.doc.word(token);
        matches!(
            word,
            "," | ";"
                | ":"
                | "("
                | ")"
                | "—"
                | "–"
                | "--"
                | "-"
                | "\""
                | "“"
                | "”"
                | "''"
                | "``"
                | "?"
                | "!"
        )
    };
    let mut segments = Vec::with_capacity(window.len());
    let (mut number, mut now) = (0u32, Segment::default());
    for token in window.clone() {
        if parts(token) {
            number += u32::from(now.first > 0);
            now = Segment { away: number, first: 0, mark: atoms.at(token).word };
        } else if now.first == 0 {
            now.first = atoms.at(token).word;
            for open in segments.iter_mut().rev().take_while(|open: &&mut Segment| open.first == 0)
            {
                open.first = now.first;
            }
        }
        segments.push(Segment { away: number, ..now });
    }
    let own = segments.get(cue.wrapping_sub(window.start)).copied().unwrap_or_default();
    let next = segments.iter().find(|segment| segment.away == own.away + 1);
    let ends = mix(0, own.mark, next.map_or(0, |next| next.mark), u32::from(own.away == 0));
    for segment in &mut segments {
        segment.away = segment.away.abs_diff(own.away).min(4);
    }
    (segments, ends)
}

/// Marks and small words by themselves, all others by their class.
fn word_or_pos(atom: Atom) -> u32 {
    let closed =
        !matches!(atom.shape, 2..=4) && atom.pos > 0 && !matches!(atom.pos, 1 | 3 | 8 | 16);
    if closed { atom.word } else { atom.pos }
}

/// Which kinds of complements a cue has, and whether something is quoted near it.
fn config(atoms: &Atoms<'_>, cue: usize, window: &Range<usize>) -> u32 {
    let mut config = 0;
    for kid in atoms.tags.children(cue) {
        let right = kid > cue;
        config |= match (atoms.tags.base_rel(kid), right) {
            ("nsubj", false) => 1,
            ("nsubj", true) => 2,
            ("ccomp", false) => 4,
            ("ccomp", true) => 8,
            ("obj", _) => 16,
            ("xcomp", _) => 32,
            ("parataxis", _) => 64,
            _ => 0,
        };
    }
    let quoted = |at: usize| atoms.at(at).quote > 0;
    config |= 128 * u32::from((window.start..cue).any(quoted));
    config | (256 * u32::from((cue + 1..window.end).any(quoted)))
}

/// The features of a whole frame, for training: one list a token, one list a step.
pub fn features(
    atoms: &Atoms<'_>,
    cue: usize,
    unit: Range<usize>,
) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let window = window(cue, unit);
    let frame = Frame::of(atoms, cue, window.clone());
    let (mut tokens, mut steps) = (Vec::new(), Vec::new());
    for token in window {
        let (mut own, mut step) = (Vec::new(), Vec::new());
        frame.features(token, &mut own);
        frame.step(token, &mut step);
        tokens.push(own);
        steps.push(step);
    }
    (tokens, steps)
}

/// The roles around a cue and how far they beat any other reading.
pub struct Reading {
    /// One a token of the window.
    pub roles: Vec<(usize, Role)>,
    /// By how much the best reading beats one that differs in a word, in whole weights.
    pub margin: f32,
}

/// The likeliest roles around a cue.
pub fn find(weights: &Weights, atoms: &Atoms<'_>, cue: usize, unit: Range<usize>) -> Reading {
    let window = window(cue, unit);
    let frame = Frame::of(atoms, cue, window.clone());
    let mut features = Vec::with_capacity(40);
    let (mut own, mut steps) = (Vec::new(), Vec::new());
    for token in window.clone() {
        frame.features(token, &mut features);
        let mut sums = weights.roles(&features);
        if token == cue {
            sums[Role::Cue as usize] += SURE;
        }
        own.push(sums);
        frame.step(token, &mut features);
        steps.push(weights.steps(&features));
    }
    let ahead = forward(&own, &steps);
    let behind = backward(&own, &steps);
    let mut reading = Reading { roles: Vec::with_capacity(window.len()), margin: f32::MAX };
    for (at, token) in window.enumerate() {
        let through = |role: usize| ahead[at][role] + behind[at][role];
        let best = (1..ROLES).fold(0, |a, b| if through(b) > through(a) { b } else { a });
        if !atoms.is_mark(token) {
            let other = (0..ROLES).filter(|&role| role != best).map(through).max().unwrap_or(0);
            let lead = (through(best) - other) as f32 / super::weights::SCALE;
            reading.margin = reading.margin.min(lead);
        }
        reading.roles.push((token, ALL[best]));
    }
    reading
}

/// Added to the sum of the role `Cue` for the cue itself, so that it always wins.
const SURE: i32 = 100_000;

/// For every token and role the sum of the best way up to it. Before the first stands `Other`.
fn forward(own: &[[i32; ROLES]], steps: &[[i32; ROLES * ROLES]]) -> Vec<[i32; ROLES]> {
    let mut ahead: Vec<[i32; ROLES]> = Vec::with_capacity(own.len());
    for (own, steps) in own.iter().zip(steps) {
        let last = ahead.last().copied();
        ahead.push(std::array::from_fn(|to| {
            let came = |from: usize| last.map_or(0, |last| last[from]) + steps[from * ROLES + to];
            let from = if last.is_some() { (0..ROLES).map(came).max() } else { Some(came(0)) };
            from.unwrap_or(0) + own[to]
        }));
    }
    ahead
}

/// For every token and role the sum of the best way on from it.
fn backward(own: &[[i32; ROLES]], steps: &[[i32; ROLES * ROLES]]) -> Vec<[i32; ROLES]> {
    let mut behind = vec![[0; ROLES]; own.len()];
    for at in (1..own.len()).rev() {
        let next = behind[at];
        behind[at - 1] = std::array::from_fn(|from| {
            let on = |to: usize| steps[at][from * ROLES + to] + own[at][to] + next[to];
            (0..ROLES).map(on).max().unwrap_or(0)
        });
    }
    behind
}
