//! Finds the best dependency tree: each word's best head, mended where they make no tree.

use super::heads::greatest;
use crate::nets::lanes::exp;

/// The heads of `count` words (counted from one, 0 is the root) by a row of `count + 1` scores
/// for each word; exactly one word has the root as its head.
pub fn tree(scores: &[f32], count: usize) -> Vec<usize> {
    let mut row = Vec::new();
    let mut heads = Vec::with_capacity(count);
    for (word, scores) in scores.chunks_exact(count + 1).enumerate() {
        row.clear();
        row.extend_from_slice(scores);
        row[word + 1] = f32::NEG_INFINITY;
        heads.push(greatest(&row));
    }
    let roots = heads.iter().filter(|&&head| head == 0).count();
    if roots == 1 && reaches_root(&heads) { heads } else { mend(scores, count) }
}

fn reaches_root(heads: &[usize]) -> bool {
    // 0 not seen, 1 on the way, 2 known to reach the root.
    let mut seen = vec![0u8; heads.len() + 1];
    seen[0] = 2;
    for word in 1..=heads.len() {
        let mut at = word;
        while seen[at] == 0 {
            seen[at] = 1;
            at = heads[at - 1];
        }
        if seen[at] == 1 {
            return false;
        }
        let mut at = word;
        while seen[at] == 1 {
            seen[at] = 2;
            at = heads[at - 1];
        }
    }
    true
}

/// The maximum spanning tree with one root.
fn mend(scores: &[f32], count: usize) -> Vec<usize> {
    let size = count + 1;
    let mut graph = Graph { size, scores: vec![NEVER; size * size] };
    for (word, row) in scores.chunks_exact(size).enumerate() {
        for (head, &score) in row.iter().enumerate() {
            if head != word + 1 {
                graph.scores[(word + 1) * size + head] = f64::from(score);
            }
        }
    }
    let mut heads = graph.spanning();
    let roots: Vec<usize> = (1..size).filter(|&word| heads[word] == 0).collect();
    if roots.len() > 1 {
        // The root is the word that is most probably one.
        let chance = |word: usize| {
            let row = scores.get((word - 1) * size..word * size).unwrap_or_default();
            let top = row[greatest(row)];
            exp(row[0] - top) / row.iter().map(|&score| exp(score - top)).sum::<f32>()
        };
        let chances: Vec<f32> = roots.iter().map(|&word| chance(word)).collect();
        let root = roots[greatest(&chances)];
        for word in (1..size).filter(|&word| word != root) {
            graph.scores[word * size] = NEVER / 10.0;
        }
        heads = graph.spanning();
    }
    heads.split_off(1)
}

const NEVER: f64 = -1e9;

/// Scores of arcs, a row for each dependent; node 0 is the root.
struct Graph {
    size: usize,
    scores: Vec<f64>,
}

impl Graph {
    fn score(&self, word: usize, head: usize) -> f64 {
        self.scores[word * self.size + head]
    }

    /// The heads of the maximum spanning tree, by Chu, Liu and Edmonds.
    fn spanning(&self) -> Vec<usize> {
        let mut heads: Vec<usize> = (0..self.size).map(|word| self.best_head(word)).collect();
        heads[0] = 0;
        let Some(cycle) = cycle(&heads) else { return heads };
        let inside = |node: usize| cycle.contains(&node);
        let rest: Vec<usize> = (0..self.size).filter(|&node| !inside(node)).collect();
        // The cycle becomes one node, the last of a smaller graph.
        let size = rest.len() + 1;
        let joint = rest.len();
        let mut small = Graph { size, scores: vec![NEVER; size * size] };
        let (mut enters, mut leaves) = (vec![0; size], vec![0; size]);
        for (a, &word) in rest.iter().enumerate() {
            for (b, &head) in rest.iter().enumerate() {
                small.scores[a * size + b] = self.score(word, head);
            }
            let gain = |node: usize| self.score(node, word) - self.score(node, heads[node]);
            enters[a] = first_best(&cycle, gain);
            small.scores[joint * size + a] = gain(enters[a]);
            if word != 0 {
                leaves[a] = first_best(&cycle, |node| self.score(word, node));
                small.scores[a * size + joint] = self.score(word, leaves[a]);
            }
        }
        let found = small.spanning();
        for (a, &word) in rest.iter().enumerate().skip(1) {
            heads[word] = if found[a] == joint { leaves[a] } else { rest[found[a]] };
        }
        let from = found[joint];
        heads[enters[from]] = rest[from];
        heads
    }

    fn best_head(&self, word: usize) -> usize {
        let row = &self.scores[word * self.size..(word + 1) * self.size];
        let mut best = 0;
        for (head, &score) in row.iter().enumerate() {
            if head != word && score > row[best] {
                best = head;
            }
        }
        best
    }
}

fn first_best(nodes: &[usize], score: impl Fn(usize) -> f64) -> usize {
    let mut best = nodes[0];
    for &node in nodes {
        if score(node) > score(best) {
            best = node;
        }
    }
    best
}

/// A cycle among the heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut nodes = vec![at];
            let mut next = heads[at];
            while next != at {
                nodes.push(next);
                next = heads[next];
            }
            return Some(nodes);
        }
    }
    None
}
