//! Idioms that tell where somebody stands, matched over words and lemmas.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_rules::{Fault, Lexicon, Paper};
use onrecord_types::Stance;

use crate::view::View;

/// All idioms.
#[derive(Default)]
pub struct Idioms {
    // By their first word, so that most words of a text need no further look.
    idioms: BTreeMap<String, Vec<Idiom>>,
}

struct Idiom {
    parts: Vec<Part>,
    stance: Stance,
    whose: Whose,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Party,
    Gap,
}

/// Whose stance an idiom tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the party named in it.
    Slot,
    /// Of the subject of its clause.
    Subject,
    /// Of whoever says it.
    Speaker,
}

/// An idiom found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The last token of the party, where the idiom has a place for one.
    pub slot: Option<usize>,
    /// The stance it tells.
    pub stance: Stance,
    /// Whose.
    pub whose: Whose,
}

/// The longest name of a party, in tokens.
const LONGEST_NAME: usize = 6;
/// The longest gap.
const LONGEST_GAP: usize = 3;

impl Idioms {
    /// Reads the list: pattern, stance, whose.
    pub fn read(paper: &Paper, faults: &mut Vec<Fault>) -> Idioms {
        let mut idioms: BTreeMap<String, Vec<Idiom>> = BTreeMap::new();
        for row in Lexicon::read(paper, 3, faults).rows() {
            let (stance, whose) = (stance_named(row.column(1)), whose_named(row.column(2)));
            let Some((stance, whose)) = stance.zip(whose) else {
                let what = format!("unknown stance or owner `{} {}`", row.column(1), row.column(2));
                let hint = "a stance of the contract; slot, subject or speaker";
                faults.push(Fault::new(&paper.name, row.line, what).hint(hint));
                continue;
            };
            let parts = row.column(0).split(' ').map(|word| match word {
                "X" => Part::Party,
                "*" => Part::Gap,
                word => Part::Word(word.to_owned()),
            });
            let parts: Vec<Part> = parts.collect();
            let Some(Part::Word(first)) = parts.first().cloned() else {
                let what = "a pattern starts with a word";
                faults.push(Fault::new(&paper.name, row.line, what));
                continue;
            };
            idioms.entry(first).or_default().push(Idiom { parts, stance, whose });
        }
        Idioms { idioms }
    }

    /// Every idiom in the doc, in the order of the text.
    pub fn find(&self, ctx: &View<'_, '_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for sentence in &ctx.doc.sentences {
            for from in sentence.tokens.clone() {
                let (lemma, low) = (ctx.tags.lemma(from), ctx.low(from));
                let mut known: Vec<&Idiom> = self.idioms.get(lemma).into_iter().flatten().collect();
                if low != lemma {
                    known.extend(self.idioms.get(low).into_iter().flatten());
                }
                let longest = known.into_iter().filter_map(|idiom| {
                    let (end, slot) = matches(ctx, &idiom.parts, from, sentence.tokens.end, None)?;
                    Some(Hit { tokens: from..end, slot, stance: idiom.stance, whose: idiom.whose })
                });
                hits.extend(longest.max_by_key(|hit| hit.tokens.len()));
            }
        }
        hits
    }
}

fn matches(
    ctx: &View<'_, '_>,
    parts: &[Part],
    at: usize,
    end: usize,
    slot: Option<usize>,
) -> Option<(usize, Option<usize>)> {
    let Some((part, rest)) = parts.split_first() else { return Some((at, slot)) };
    match part {
        Part::Word(word) => {
            let fits = at < end && (ctx.tags.lemma(at) == word || ctx.low(at) == *word);
            if fits { matches(ctx, rest, at + 1, end, slot) } else { None }
        }
        Part::Gap => (0..=LONGEST_GAP).find_map(|skip| matches(ctx, rest, at + skip, end, slot)),
        Part::Party => (1..=LONGEST_NAME).find_map(|long| {
            let last = at + long;
            let name = (last <= end).then(|| ctx.doc.span_of(at..last))?;
            // The name alone must fill the place: "Russia" before "'s court", not "Russia's court".
            ctx.cast.mentions_in(name).next()?;
            matches(ctx, rest, last, end, Some(last - 1))
        }),
    }
}

fn stance_named(name: &str) -> Option<Stance> {
    Some(match name {
        "proposes" => Stance::Proposes,
        "accepts" => Stance::Accepts,
        "rejects" => Stance::Rejects,
        "conditional" => Stance::Conditional,
        "undecided" => Stance::Undecided,
        "awaited" => Stance::Awaited,
        "supports" => Stance::Supports,
        "opposes" => Stance::Opposes,
        _ => return None,
    })
}

fn whose_named(name: &str) -> Option<Whose> {
    Some(match name {
        "slot" => Whose::Slot,
        "subject" => Whose::Subject,
        "speaker" => Whose::Speaker,
        _ => return None,
    })
}
