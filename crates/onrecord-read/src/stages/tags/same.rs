//! One name, one kind: what a dispatch names several times is the same thing each time.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_types::EntityKind;

type Name = (Range<usize>, EntityKind);

/// A kind is the name's own where it was found this many times as often as any other.
const CLEAR: usize = 2;
/// Names with fewer letters are left as they are: initials say too little.
const LETTERS: usize = 3;

/// Names in the order of the text: an odd kind gives way to the usual one of the same words, and
/// the same words get a name where the model saw none, unless it saw none mostly.
pub fn agree(words: &[&str], classes: &[&str], mut names: Vec<Name>) -> Vec<Name> {
    let mut seen: HashMap<&[&str], Vec<(EntityKind, usize)>> = HashMap::new();
    for (tokens, kind) in &names {
        let Some(name) = words.get(tokens.clone()) else { continue };
        let counts = seen.entry(name).or_default();
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((*kind, 1)),
        }
    }
    // The earliest of equals stays first.
    seen.values_mut().for_each(|counts| counts.sort_by_key(|&(_, count)| usize::MAX - count));
    for (tokens, kind) in &mut names {
        let counts = words.get(tokens.clone()).and_then(|name| seen.get(name));
        if let Some(&[(usual, most), (_, next), ..]) = counts.map(Vec::as_slice)
            && most >= CLEAR * next
        {
            *kind = usual;
        }
    }
    let mut missed: HashMap<&[&str], Vec<Range<usize>>> = HashMap::new();
    for tokens in unnamed(words, classes, &names, &seen) {
        missed.entry(words.get(tokens.clone()).unwrap_or_default()).or_default().push(tokens);
    }
    for (name, places) in missed {
        let counts = seen.get(name).map(Vec::as_slice).unwrap_or_default();
        let named: usize = counts.iter().map(|(_, count)| count).sum();
        if let Some(&(kind, _)) = counts.first().filter(|_| named >= places.len()) {
            names.extend(places.into_iter().map(|tokens| (tokens, kind)));
        }
    }
    names.sort_by_key(|(tokens, _)| tokens.start);
    names
}

/// Where the words of a known name stand outside of all names, and are no part of a longer one.
fn unnamed(
    words: &[&str],
    classes: &[&str],
    names: &[Name],
    seen: &HashMap<&[&str], Vec<(EntityKind, usize)>>,
) -> Vec<Range<usize>> {
    let mut lengths: HashMap<&str, Vec<usize>> = HashMap::new();
    for name in seen.keys() {
        let letters: usize = name.iter().map(|word| word.chars().count()).sum();
        if let Some(first) = name.first()
            && letters >= LETTERS
            && first.starts_with(char::is_uppercase)
        {
            lengths.entry(first).or_default().push(name.len());
        }
    }
    lengths.values_mut().for_each(|lengths| {
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
    });
    let is_proper = |at: usize| classes.get(at).is_some_and(|class| class.starts_with("NNP"));
    let upper = |at: usize| words.get(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    let mut out = Vec::new();
    let mut next = names.iter().peekable();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        while next.next_if(|(tokens, _)| tokens.end <= at).is_some() {}
        let free = next.peek().map_or(words.len(), |(tokens, _)| tokens.start);
        let lengths = lengths.get(word).map(Vec::as_slice).unwrap_or_default();
        let fits = |&&length: &&usize| {
            let tokens = at..at + length;
            tokens.end <= free
                && words.get(tokens.clone()).is_some_and(|name| seen.contains_key(name))
                && tokens.clone().all(|at| is_proper(at) || !upper(at))
                && !(at > 0 && is_proper(at - 1) && upper(at - 1))
                && !is_proper(tokens.end)
        };
        match lengths.iter().find(fits) {
            Some(&length) => {
                out.push(at..at + length);
                at += length;
            }
            None => at += 1,
        }
    }
    out
}
