//! Whether a pattern fits what hangs on a trigger.

use onrecord_types::{Tags, Upos};

use super::book::Book;
use super::frame::{self, Frame};
use super::parties::Parties;
use super::patterns::{Kind, Need, Pattern, Slot};
use super::words::Wanted;

/// A trigger with the pattern that fits it best.
#[derive(Clone, Debug)]
pub struct Match<'b> {
    /// What hangs on it.
    pub frame: Frame,
    /// What it means.
    pub pattern: &'b Pattern,
}

/// The best pattern at a token, if any fits; `Err` names the families that were looked at.
pub fn at<'b>(
    book: &'b Book,
    tags: &Tags,
    parties: &Parties<'_>,
    token: usize,
) -> Option<Result<Match<'b>, Vec<&'b str>>> {
    let kind = match tags.upos(token) {
        Upos::Verb => Kind::Verb,
        Upos::Noun | Upos::Propn => Kind::Noun,
        Upos::Adj => Kind::Adjective,
        _ => return None,
    };
    let lemma = tags.lemma(token);
    // Any verb may stand in a demand: "Israel must end …".
    let lemma = if book.patterns.at(kind, lemma).next().is_some() { lemma } else { "*" };
    book.patterns.at(kind, lemma).next()?;
    let frame = match kind {
        Kind::Noun => frame::of_noun(tags, book, token),
        _ => frame::of_verb(tags, token),
    };
    let look = Look { book, tags, parties, frame: &frame };
    let mut best: Option<&Pattern> = None;
    for pattern in book.patterns.at(kind, lemma) {
        let better = best.is_none_or(|best| pattern.weight() > best.weight());
        if better && look.fits(pattern) {
            best = Some(pattern);
        }
    }
    if best.is_none() && lemma != "*" {
        best = book.patterns.at(kind, "*").find(|pattern| look.fits(pattern));
    }
    Some(match best {
        Some(pattern) => Ok(Match { frame, pattern }),
        None if lemma == "*" => return None,
        None => {
            let mut families: Vec<&str> =
                book.patterns.at(kind, lemma).map(|pattern| pattern.family.as_str()).collect();
            families.dedup();
            Err(families)
        }
    })
}

struct Look<'l, 'a> {
    book: &'l Book,
    tags: &'l Tags,
    parties: &'l Parties<'a>,
    frame: &'l Frame,
}

impl Look<'_, '_> {
    fn fits(&self, pattern: &Pattern) -> bool {
        let beside = |particle: &String| self.frame.particles.contains(particle);
        let particle = pattern.particle.as_ref().is_none_or(|particle| {
            let mut with = self.frame.obliques.iter().filter(|o| &o.prep == particle);
            beside(particle) || with.any(|o| !self.book.words.is(self.tags.lemma(o.head), "time"))
        });
        particle && pattern.needs.iter().all(|need| self.holds(need) != need.barred)
    }

    fn holds(&self, need: &Need) -> bool {
        need.slots.iter().any(|slot| self.found(slot, &need.wanted))
    }

    fn found(&self, slot: &Slot, wanted: &Wanted) -> bool {
        let (tags, frame) = (self.tags, self.frame);
        match slot {
            Slot::Object => frame.objects.iter().any(|&head| self.core_fits(head, wanted)),
            Slot::Subject => frame.subjects.iter().any(|&head| self.core_fits(head, wanted)),
            Slot::Phrase => frame
                .objects
                .iter()
                .any(|&head| tags.subtree(head).any(|token| self.word_fits(token, wanted))),
            Slot::Oblique(prep) => {
                let mut with = frame.obliques.iter().filter(|oblique| &oblique.prep == prep);
                with.any(|oblique| {
                    let when = self.book.words.is(tags.lemma(oblique.head), "time");
                    !when && self.core_fits(oblique.head, wanted)
                })
            }
            Slot::Complement => frame.complements.iter().any(|&verb| self.word_fits(verb, wanted)),
            Slot::Modifier => tags.children(frame.head).any(|kid| {
                matches!(tags.rel(kid), "compound" | "amod" | "nmod:poss" | "nummod")
                    && self.core_fits(kid, wanted)
            }),
            Slot::Clause => {
                let below =
                    |kid: usize| matches!(tags.rel(kid), "parataxis" | "conj" | "acl:relcl");
                let range = tags.subtree_without(frame.bearer, below);
                range.filter(|&token| token != frame.head).any(|at| self.word_fits(at, wanted))
            }
            Slot::Above => tags.head(frame.head).is_some_and(|above| self.word_fits(above, wanted)),
            Slot::Mutual => frame.mutual,
            Slot::Auxiliary => {
                tags.children_by(frame.bearer, "aux").any(|aux| self.word_fits(aux, wanted))
            }
            Slot::Case => {
                tags.children_by(frame.head, "case").any(|case| self.word_fits(case, wanted))
            }
        }
    }

    fn core_fits(&self, head: usize, wanted: &Wanted) -> bool {
        if wanted.any || (wanted.actor && self.parties.stands_for(self.tags, head)) {
            return true;
        }
        frame::core(self.tags, head).into_iter().any(|word| self.word_fits(word, wanted))
    }

    fn word_fits(&self, token: usize, wanted: &Wanted) -> bool {
        wanted.any || self.book.words.fits(wanted, self.tags.lemma(token))
    }
}
