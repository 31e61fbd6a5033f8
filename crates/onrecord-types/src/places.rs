//! Spans of any order and overlap, looked up by place.

use crate::Span;

/// Numbered spans, indexed by where they stand.
///
/// ```
/// use onrecord_types::{Places, Span};
/// let places = Places::new([(Span::new(0, 9), 0), (Span::new(20, 30), 1), (Span::new(4, 6), 2)]);
/// assert_eq!(places.meeting(Span::new(5, 21)), [0, 1, 2]);
/// assert!(places.meeting(Span::new(9, 20)).is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Places {
    // By start. Every run of them is a tree whose root is in its middle, and `reach` is the furthest
    // end in the tree of this root: what ends too early is passed over whole.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    span: Span,
    number: u32,
    reach: u32,
}

impl Places {
    /// Indexes spans, each with its number; several may have the same.
    pub fn new(spans: impl IntoIterator<Item = (Span, usize)>) -> Places {
        let place = |(span, number): (Span, usize)| Place { span, number: number as u32, reach: 0 };
        let mut places: Vec<Place> = spans.into_iter().map(place).collect();
        places.sort_by_key(|place| (place.span, place.number));
        reach(&mut places);
        Places { places }
    }

    /// Indexes the spans of a list's items, each under the number of its item.
    pub fn of<'i, T, S>(items: &'i [T], spans: impl Fn(&'i T) -> S) -> Places
    where
        S: IntoIterator<Item = &'i Span>,
    {
        let numbered = items.iter().enumerate();
        Places::new(numbered.flat_map(|(at, item)| spans(item).into_iter().map(move |s| (*s, at))))
    }

    /// The numbers of those that share a scalar value with a span, each once, in rising order.
    pub fn meeting(&self, span: Span) -> Vec<usize> {
        let mut found = Vec::new();
        gather(&self.places, span, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The lowest number of those that share a scalar value with a span.
    pub fn first(&self, span: Span) -> Option<usize> {
        self.meeting(span).first().copied()
    }
}

/// Settles how far every tree reaches; gives that of the whole run.
fn reach(places: &mut [Place]) -> u32 {
    let middle = places.len() / 2;
    let (before, rest) = places.split_at_mut(middle);
    let Some((root, after)) = rest.split_first_mut() else { return 0 };
    root.reach = root.span.end().max(reach(before)).max(reach(after));
    root.reach
}

fn gather(places: &[Place], span: Span, found: &mut Vec<usize>) {
    let (before, rest) = places.split_at(places.len() / 2);
    let Some((root, after)) = rest.split_first() else { return };
    if root.reach <= span.start() {
        return;
    }
    gather(before, span, found);
    if root.span.start() < span.end() {
        if root.span.meets(span) {
            found.push(root.number as usize);
        }
        gather(after, span, found);
    }
}
