//! Cuts very long sentences into stretches that a model can read.

use std::ops::Range;

/// Most words of a stretch.
const MOST_WORDS: usize = 160;

/// The stretches of a sentence, where each word weighs what `weight` tells, and no stretch
/// weighs more than `most`.
pub fn cut(
    sentence: Range<usize>,
    most: usize,
    weight: impl Fn(usize) -> usize,
    is_mark: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    while start < sentence.end {
        let (mut end, mut sum) = (start, 0);
        while end < sentence.end && end - start < MOST_WORDS {
            sum += weight(end);
            if sum > most && end > start {
                break;
            }
            end += 1;
        }
        if end < sentence.end {
            // After a mark in the later half, if there is one.
            let middle = start + (end - start) / 2;
            end = (middle..end).rev().find(|&at| is_mark(at)).map_or(end, |at| at + 1);
        }
        out.push(start..end);
        start = end;
    }
    out
}
