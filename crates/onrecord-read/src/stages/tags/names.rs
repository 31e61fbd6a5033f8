//! Reads names off the scores of entity labels.

use std::ops::Range;

use onrecord_types::EntityKind;

/// The entity labels of a model.
pub struct Labels {
    labels: Vec<Label>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Outside,
    Begin(EntityKind),
    Inside(EntityKind),
}

impl Labels {
    /// The labels by their names, such as `B-PER`; an unknown name is outside of all names.
    pub fn named(names: &[&str]) -> Labels {
        let label = |name: &&str| {
            let kind = match name.get(2..)? {
                "PER" => EntityKind::Per,
                "ORG" => EntityKind::Org,
                "LOC" => EntityKind::Loc,
                _ => return None,
            };
            Some(if name.starts_with('B') { Label::Begin(kind) } else { Label::Inside(kind) })
        };
        Labels { labels: names.iter().map(|name| label(name).unwrap_or(Label::Outside)).collect() }
    }

    /// How many labels there are.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// The names in one sentence, by a row of scores for each word: the best run of labels in
    /// which no name goes on that has not begun.
    pub fn names(&self, scores: &[f32]) -> Vec<(Range<usize>, EntityKind)> {
        let mut out: Vec<(Range<usize>, EntityKind)> = Vec::new();
        for (at, label) in self.best(scores).into_iter().enumerate() {
            match (label, out.last_mut()) {
                (Label::Begin(kind), _) => out.push((at..at + 1, kind)),
                (Label::Inside(_), Some((range, _))) if range.end == at => range.end = at + 1,
                _ => {}
            }
        }
        out
    }

    fn best(&self, scores: &[f32]) -> Vec<Label> {
        let count = self.labels.len();
        let mut sums: Vec<f32> = Vec::new();
        let mut back: Vec<usize> = Vec::new();
        for row in scores.chunks_exact(count) {
            let mut next = Vec::with_capacity(count);
            for (to, &score) in row.iter().enumerate() {
                let allowed = |from: usize| match self.labels[to] {
                    Label::Inside(kind) => {
                        matches!(self.labels[from], Label::Begin(k) | Label::Inside(k) if k == kind)
                    }
                    _ => true,
                };
                if sums.is_empty() {
                    let inside = matches!(self.labels[to], Label::Inside(_));
                    next.push(if inside { f32::NEG_INFINITY } else { score });
                    back.push(0);
                    continue;
                }
                let mut best = (f32::NEG_INFINITY, 0);
                for from in (0..count).filter(|&from| allowed(from)) {
                    if sums[from] > best.0 {
                        best = (sums[from], from);
                    }
                }
                next.push(best.0 + score);
                back.push(best.1);
            }
            sums = next;
        }
        let mut at = super::heads::greatest(&sums);
        let mut path = Vec::with_capacity(back.len() / count.max(1));
        for row in back.chunks_exact(count.max(1)).rev() {
            path.push(self.labels[at]);
            at = row[at];
        }
        path.reverse();
        path
    }
}
