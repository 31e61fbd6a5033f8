//! What the words of a phrase tell of an actor: kind, office, whose, country, sector.

use std::ops::Range;

use onrecord_types::{ActorKind, Doc, Tags, Upos};

use super::Kit;
use super::gazetteer::Sort;
use super::names::Names;
use super::phrases::RoleAt;
use super::words::Class;

/// What is known of an actor from the words of one phrase.
#[derive(Clone, Debug, Default)]
pub struct Sense {
    /// What kind of actor.
    pub kind: ActorKind,
    /// The office, in lower case.
    pub title: Option<String>,
    /// Whose office, as written.
    pub of: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
}

/// Reads a role noun with the words around it. `phrase` is the whole phrase; the words of
/// `without` (the name of the holder) say nothing about the office.
pub fn of_role(
    kit: &Kit,
    doc: &Doc<'_>,
    tags: &Tags,
    names: &Names<'_>,
    found: &RoleAt<'_>,
    phrase: Range<usize>,
    without: &Range<usize>,
) -> Sense {
    let role = found.role;
    let around = Around { kit, doc, tags, names };
    let before = phrase.start..found.tokens.start;
    // A clause behind the noun tells of other things: "an official briefed by the army".
    let verb = |at: &usize| tags.upos(*at) == Upos::Verb;
    let stop = (found.tokens.end..phrase.end).find(verb).unwrap_or(phrase.end);
    let after = found.tokens.end..stop;
    let former = before.clone().any(|at| kit.words.is(&doc.word(at).to_lowercase(), Class::Former));
    let mut sense = Sense {
        kind: role.kind,
        title: Some(doc.of(doc.span_of(found.tokens.clone())).to_lowercase()),
        ..Sense::default()
    };
    for side in [&before, &after, &found.tokens] {
        around.read(side, &found.tokens, without, &mut sense);
    }
    if around.countries(&(before.start..after.end), without) > 1 {
        // "mediators from Cuba and Norway" are of no one country.
        sense.country = None;
    }
    let told = around.sector(&before, without).or_else(|| around.sector(&after, without));
    sense.sector = match (&role.sector, role.open, told) {
        (_, true, Some(told)) => Some(told),
        (own, ..) => own.clone(),
    };
    let rules = matches!(sense.sector.as_deref(), Some("GOV" | "LEG"));
    if former && role.kind == ActorKind::Person && rules {
        sense.sector = Some("ELI".to_owned());
    }
    sense
}

struct Around<'a> {
    kit: &'a Kit,
    doc: &'a Doc<'a>,
    tags: &'a Tags,
    names: &'a Names<'a>,
}

impl Around<'_> {
    /// Country and "of" from the names on one side of the role.
    fn read(
        &self,
        side: &Range<usize>,
        title: &Range<usize>,
        without: &Range<usize>,
        sense: &mut Sense,
    ) {
        for (range, entry) in self.names.known_in(side.clone()) {
            if without.contains(&range.start) {
                continue;
            }
            if sense.country.is_none() {
                sense.country.clone_from(&entry.country);
            }
            if sense.of.is_none() && entry.sort != Sort::People {
                sense.of = Some(self.words(range));
            }
        }
        // A capital inside the title is part of it: "Defence Minister".
        let named = |name: &&super::names::Name<'_>| {
            *side != *title
                && side.contains(&name.tokens.start)
                && !without.contains(&name.tokens.start)
        };
        let first = self.names.all.partition_point(|name| name.tokens.start < side.start);
        let rest = self.names.all.get(first..).unwrap_or_default();
        if let Some(name) = rest.iter().take_while(|n| n.tokens.start < side.end).find(named) {
            // A longer name around what the tables know says more: "Ukrainian Foreign Ministry".
            let longer =
                sense.of.as_ref().is_none_or(|of| of.len() < self.words(&name.tokens).len());
            if longer {
                sense.of = Some(self.words(&name.tokens));
            }
        }
        if sense.of.is_none() {
            // "the ministry's spokesman", "the foreign ministry spokesman": a body without a name.
            sense.of = side.clone().rev().filter(|at| !without.contains(at)).find_map(|at| {
                let role = self.role_of(at)?;
                (matches!(role.kind, ActorKind::Government | ActorKind::Organisation)
                    && !role.acting)
                    .then(|| self.doc.word(at).to_owned())
            });
        }
    }

    /// The sector that the words on one side of the role tell.
    fn sector(&self, side: &Range<usize>, without: &Range<usize>) -> Option<String> {
        let known = self.names.known_in(side.clone()).find_map(|(range, entry)| {
            let body = matches!(entry.sort, Sort::Organisation | Sort::Media);
            (body && !without.contains(&range.start)).then(|| entry.sector.clone()).flatten()
        });
        known.or_else(|| {
            // The nearest word to the role first: "army intelligence chief".
            side.clone().rev().filter(|at| !without.contains(at)).find_map(|at| {
                let noun = matches!(self.tags.upos(at), Upos::Noun | Upos::Propn | Upos::Adj);
                if !noun {
                    return None;
                }
                self.role_of(at).and_then(|role| role.sector.clone())
            })
        })
    }

    /// How many countries one side names in one list.
    fn countries(&self, side: &Range<usize>, without: &Range<usize>) -> usize {
        let mut seen: Vec<&str> = Vec::new();
        for (range, entry) in self.names.known_in(side.clone()) {
            let joined = self.tags.base_rel(range.start) == "conj"
                || self.tags.children_by(range.start, "conj").next().is_some();
            if let (true, false, Some(country)) =
                (joined, without.contains(&range.start), entry.country.as_deref())
                && !seen.contains(&country)
            {
                seen.push(country);
            }
        }
        seen.len()
    }

    fn role_of(&self, at: usize) -> Option<&super::words::Role> {
        let word = self.doc.word(at).to_lowercase();
        let previous = at.checked_sub(1).map(|before| self.doc.word(before).to_lowercase());
        previous
            .and_then(|before| self.kit.words.role(&format!("{before} {word}")))
            .or_else(|| self.kit.words.role(&word))
            .or_else(|| self.kit.words.role(&self.tags.lemma(at).to_lowercase()))
    }

    fn words(&self, tokens: &Range<usize>) -> String {
        self.doc.of(self.doc.span_of(tokens.clone())).to_owned()
    }
}
