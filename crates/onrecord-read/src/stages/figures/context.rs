//! What every question about an amount is asked against: the view of the dispatch, and its pieces.

use std::ops::Deref;

use onrecord_types::Upos;

use super::Kit;
use super::amounts::Found;
use super::pieces::Piece;
use crate::view::View;

/// Everything known when figures are read.
pub struct Context<'c, 'd> {
    /// Words of amounts.
    pub kit: &'c Kit,
    /// Its tokens, cut further.
    pub pieces: &'c [Piece],
    /// The dispatch and what is known of it.
    pub view: View<'c, 'd>,
}

impl<'c, 'd> Deref for Context<'c, 'd> {
    type Target = View<'c, 'd>;

    fn deref(&self) -> &View<'c, 'd> {
        &self.view
    }
}

impl Context<'_, '_> {
    /// The token that heads an amount, unit and all: "%" in "35%", "2,500" in "2,500 deaths".
    pub fn top(&self, found: &Found) -> usize {
        let pieces = self.pieces.get(found.pieces.clone()).unwrap_or_default();
        let holds = |token: usize| pieces.iter().any(|piece| piece.token == token);
        let last = found.tokens.end.saturating_sub(1);
        self.tags.upward(last).take_while(|&at| holds(at)).last().unwrap_or(last)
    }

    /// The noun whose number an amount tells: "deaths" in "2,500 deaths", "thousands of deaths".
    pub fn noun(&self, found: &Found) -> Option<usize> {
        let top = self.top(found);
        let mut of = self.child_of(top);
        // "tens of thousands of people": past what is still part of the number.
        while let Some(part) = of.filter(|part| found.tokens.contains(part)) {
            of = self.child_of(part);
        }
        // "87 of 349 seats": what the second number counts.
        let of = of.and_then(|at| if self.is_number(at) { self.right_after(at) } else { Some(at) });
        if of.is_some() {
            return of;
        }
        let head = self.tags.head(top)?;
        if self.is_number(head) && self.tags.rel(top) == "nmod" {
            return self.right_after(top);
        }
        // "between 40 and 50 fishermen": a bound is no preposition of the number.
        let pieces = self.pieces.get(found.pieces.clone()).unwrap_or_default();
        let own = |case: usize| pieces.iter().any(|piece| piece.token == case);
        let counts =
            matches!(self.tags.base_rel(top), "nummod" | "compound" | "det" | "amod" | "nmod")
                && self.tags.children_by(top, "case").all(own);
        let nominal = self.tags.upos(head).is_nominal() && head > top;
        (counts && nominal && !self.is_span(found, head)).then_some(head)
    }

    fn is_number(&self, token: usize) -> bool {
        self.tags.upos(token) == Upos::Num
    }

    fn right_after(&self, token: usize) -> Option<usize> {
        Some(token + 1).filter(|&next| self.tags.upos(next) == Upos::Noun)
    }

    /// "45% on Friday", "$2,800 a year": the time of a share or a sum is not what it is of.
    pub fn is_span(&self, found: &Found, noun: usize) -> bool {
        let low = || self.doc.word(noun).to_lowercase();
        found.measure.is_some() && (self.is_time(noun) || self.kit.words.has("time", &low()))
    }

    /// The nominal hung on with "of": "soldiers" in "thousands of soldiers".
    pub fn child_of(&self, token: usize) -> Option<usize> {
        self.tags.children_by(token, "nmod").find(|&kid| {
            let case = self.tags.child_by(kid, "case");
            case.is_some_and(|case| self.kit.words.has("of", self.tags.lemma(case)))
        })
    }

    /// "people, including five children": what befalls the whole befalls its part.
    fn is_part(&self, token: usize) -> bool {
        let mut cases = self.tags.children_by(token, "case");
        self.tags.base_rel(token) == "nmod"
            && cases.any(|case| self.kit.words.has("part", &self.doc.word(case).to_lowercase()))
    }

    /// The word that a token's phrase is said of or done to: its head above all coordination.
    pub fn predicate(&self, token: usize) -> Option<(usize, &'static str)> {
        let mut at = token;
        while self.tags.rel(at) == "conj" || self.is_part(at) {
            at = self.tags.head(at)?;
        }
        Some((self.tags.head(at)?, self.tags.rel(at)))
    }
}
