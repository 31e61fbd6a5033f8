//! The table: each instrument once, with all its mentions, its terms and who stands where.

use std::collections::BTreeSet;

use onrecord_types::{
    ActorId, Places, Position, Proposal, ProposalId, Settled, Span, Stance, Term,
};

use super::labels;
use super::mentions::Mention;
use crate::view::View;

/// The rule that puts a motion on the table: "proposed that the levy be frozen".
pub const MOTION: &str = "proposal.motion";

/// What is on the table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// In the order of first mention.
    pub items: Vec<Item>,
    // Head token of every mention with its item, in the order of the text.
    heads: Vec<(usize, usize)>,
    // Heads that are named only beside another and taken up by nothing.
    aside: BTreeSet<usize>,
    // The items by when they were last named, the latest last.
    latest: Vec<usize>,
}

/// One thing on the table.
#[derive(Clone, Debug)]
pub struct Item {
    /// What kind.
    pub kind: String,
    /// Its mentions.
    pub mentions: Vec<Span>,
    /// What tells it from others.
    marks: Vec<String>,
    generic: bool,
    weak: bool,
    plan: bool,
    owned: bool,
    wish: bool,
    /// Whether any of its mentions had a head that can take up others.
    headed: bool,
    /// The nouns it was named by.
    nouns: Vec<String>,
    /// Who made it.
    pub makers: Vec<ActorId>,
    /// Its terms.
    pub terms: Vec<Term>,
    /// Where and when it was settled.
    pub settled: Option<Settled>,
    /// Who stands where.
    pub positions: Vec<Position>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// Puts mentions of one instrument together.
pub fn lay(mentions: Vec<Mention>) -> Table {
    let mut table = Table::default();
    for mention in mentions {
        let known = table.known(&mention);
        let carrier = mention.included.and_then(|carrier| table.named_by(carrier));
        if mention.back.is_some() && known.is_none() || carrier.is_some() && carrier == known {
            continue;
        }
        let at = known.unwrap_or(table.items.len());
        if at == table.items.len() {
            table.items.push(Item::of(&mention));
        } else {
            table.items[at].take(&mention);
        }
        table.heads.push((mention.head, at));
        if mention.aside {
            table.aside.insert(mention.head);
        } else {
            table.latest.retain(|&other| other != at);
            table.latest.push(at);
        }
    }
    table
}

impl Table {
    /// The item that a mention takes up again: by what marks it first, then by what was said last.
    fn known(&self, mention: &Mention) -> Option<usize> {
        let spelled = mention.within.and_then(|carrier| self.named_by(carrier));
        if spelled.is_some() {
            return spelled;
        }
        let recent = || self.latest.iter().rev().copied();
        let fits = |at: &usize| self.items.get(*at).is_some_and(|item| item.fits(mention));
        let shares = |at: &usize| self.items.get(*at).is_some_and(|item| item.shares(mention));
        let kind_in = |kinds: &[String], at: &usize| kinds.contains(&self.items[*at].kind);
        let preferred =
            recent().filter(|_| mention.definite).find(|at| kind_in(&mention.prefers, at));
        if let Some(kinds) = &mention.back {
            let fits = |at: &usize| kinds.is_empty() || kind_in(kinds, at);
            let last = preferred.or_else(|| recent().find(fits));
            return last.filter(|_| mention.makers.is_empty());
        }
        if preferred.is_some() && mention.makers.is_empty() {
            return preferred;
        }
        let owned = |at: &usize| self.items[*at].owned;
        // "the plan" is hardly "her demand".
        let wish = |at: &usize| self.items[*at].wish && !mention.wish;
        let meant = || recent().filter(|_| mention.any_kind && mention.makers.is_empty());
        // "the levy" is the levy, though a ban was named since.
        let again = |at: &usize| mention.definite && self.items[*at].nouns.contains(&mention.noun);
        let unmade = mention.makers.is_empty();
        recent()
            .find(|at| fits(at) && shares(at))
            .or_else(|| recent().filter(|_| unmade).find(|at| fits(at) && again(at)))
            .or_else(|| meant().find(|at| !owned(at) && !wish(at) && fits(at)))
            .or_else(|| {
                let open = (mention.definite || mention.marks.is_empty()) && !mention.owned;
                // "the proposal" takes up a deal only while it is fresh, and hardly ever a bare truce.
                let kin = |at: &usize| {
                    let item = &self.items[*at];
                    item.plan == mention.plan
                        && (item.headed || !mention.generic || mention.definite)
                };
                let new_maker = |at: &usize| {
                    let item = &self.items[*at];
                    !mention.makers.is_empty() && !item.makers.is_empty()
                };
                recent()
                    .filter(|_| open)
                    .find(|at| {
                        fits(at)
                            && !new_maker(at)
                            && kin(at)
                            && (!mention.generic || self.items[*at].headed)
                    })
                    .or_else(|| {
                        recent()
                            .take(1)
                            .filter(|_| open && mention.definite)
                            .find(|at| fits(at) && !new_maker(at))
                    })
            })
    }

    /// The item that a token names, or stands inside a mention of.
    pub fn at(&self, ctx: &View<'_, '_>, token: usize) -> Option<usize> {
        self.named_by(token).or_else(|| {
            // "the terms of the deal", "part of the plan".
            let of = ctx.tags.children_by(token, "nmod").find(|&kid| ctx.has_case(kid, "of"));
            let of = of.filter(|_| ctx.is("terms", token))?;
            self.named_by(of)
        })
    }

    /// The item of the mention that a token heads.
    pub fn named_by(&self, token: usize) -> Option<usize> {
        let place = self.before(token);
        self.heads.get(place).filter(|(head, _)| *head == token).map(|&(_, at)| at)
    }

    /// The head and the item last named before a token.
    pub fn recent_head(&self, token: usize) -> Option<(usize, usize)> {
        let mut named = self.heads.get(..self.before(token)).unwrap_or_default().iter().rev();
        named.find(|(head, _)| !self.aside.contains(head)).copied()
    }

    /// How many mentions stand before a token.
    fn before(&self, token: usize) -> usize {
        self.heads.partition_point(|(head, _)| *head < token)
    }

    /// The item last named before a token, at most a few sentences back.
    pub fn recent(&self, ctx: &View<'_, '_>, token: usize) -> Option<usize> {
        let sentence = ctx.doc.sentence_of(token);
        let (head, at) = self.recent_head(token)?;
        // What is alone on the table is meant however long ago it was named.
        let near = sentence - ctx.doc.sentence_of(head) <= 4;
        let before = self.heads.get(..self.before(token)).unwrap_or_default();
        (near || before.iter().all(|(_, other)| *other == at)).then_some(at)
    }

    /// What somebody has still to answer: what was last moved about an instrument, else the item last
    /// named that is more than a deed.
    pub fn answered(&self, ctx: &View<'_, '_>, token: usize) -> Option<usize> {
        let at = self.recent(ctx, token)?;
        let (head, _) = self.recent_head(token)?;
        let named = ctx.span(head);
        let back = || self.heads.get(..self.before(token)).unwrap_or_default().iter().rev();
        let sentence = ctx.doc.sentence_of(head);
        let mut beside = back().take_while(|(other, _)| ctx.doc.sentence_of(*other) == sentence);
        // "proposed that the levy be frozen": not the levy, but that it be frozen.
        let moved = |item: &Item| {
            let around = |span: &Span| span.holds(named) && *span != named;
            item.by.iter().any(|by| by == MOTION) && item.mentions.iter().any(around)
        };
        let motion = beside.find(|(_, at)| moved(&self.items[*at])).map(|&(_, at)| at);
        let deed = |at: usize| self.items[at].weak && self.items[at].kind == "other";
        let more = || back().map(|&(_, at)| at).find(|&at| !deed(at));
        motion.or_else(|| more().filter(|_| deed(at))).or(Some(at))
    }

    /// The item of a kind in a class last named before a token.
    pub fn recent_of(&self, ctx: &View<'_, '_>, token: usize, class: &str) -> Option<usize> {
        let before = self.heads.get(..self.before(token)).unwrap_or_default().iter().rev();
        let fits = |at: &usize| ctx.words.has(class, &self.items[*at].kind);
        before.map(|&(_, at)| at).find(fits)
    }

    /// The first item named in a run of tokens.
    pub fn first_in(&self, tokens: std::ops::Range<usize>) -> Option<usize> {
        let next = self.heads.get(self.before(tokens.start))?;
        tokens.contains(&next.0).then_some(next.1)
    }

    /// "mocked it", with an instrument named in the same sentence or the one before: that is meant,
    /// whoever else the pronoun was taken for.
    pub fn means_instrument(&self, ctx: &View<'_, '_>, token: usize) -> bool {
        let near = |head| ctx.doc.sentence_of(head) + 1 >= ctx.doc.sentence_of(token);
        ctx.words.has("it", ctx.low(token))
            && self.recent_head(token).is_some_and(|(head, _)| near(head))
    }

    /// The item that has a span among its terms.
    pub fn held_by(&self, span: Span) -> Option<usize> {
        self.items.iter().position(|item| item.terms.iter().any(|term| term.span.holds(span)))
    }

    /// Whether a token heads a mention.
    pub fn is_mention(&self, token: usize) -> bool {
        self.named_by(token).is_some()
    }

    /// The mentions (head tokens) with their items, in the order of the text.
    pub fn heads(&self) -> &[(usize, usize)] {
        &self.heads
    }

    /// Gives the mention that a token heads to another item: "the offer", of what was just offered.
    pub fn hand_over(&mut self, ctx: &View<'_, '_>, head: usize, to: usize) {
        let place = self.before(head);
        let Some(from) = self.heads.get(place).filter(|(at, _)| *at == head).map(|&(_, at)| at)
        else {
            return;
        };
        let named = ctx.span(head);
        let span = self.items[from].mentions.iter().copied().find(|span| span.holds(named));
        let Some(span) = span.filter(|_| from != to) else { return };
        self.items[from].mentions.retain(|known| *known != span);
        self.items[to].mentions.push(span);
        self.heads[place].1 = to;
    }

    /// Puts something new on the table; `head` is the token that names it.
    pub fn put(&mut self, head: usize, item: Item) -> usize {
        self.items.push(item);
        let at = self.items.len() - 1;
        let place = self.heads.partition_point(|(known, _)| *known < head);
        self.heads.insert(place, (head, at));
        at
    }

    /// The proposals in their published form; what nobody stands by and says nothing is left out.
    pub fn into_proposals(self, ctx: &View<'_, '_>) -> Vec<Proposal> {
        let mut items = self.items;
        items.retain(|item| !item.mentions.is_empty());
        items.retain(|item| {
            !item.weak
                || !item.positions.is_empty()
                || !item.terms.is_empty()
                || !item.makers.is_empty()
        });
        leave_to_motions(&mut items);
        // What is only named as a term of something else stands there, and nowhere else.
        let terms: Vec<Span> =
            items.iter().flat_map(|item| item.terms.iter().map(|term| term.span)).collect();
        items.retain(|item| {
            let inside = |span: &Span| terms.iter().any(|term| term.meets(*span));
            !(item.positions.is_empty()
                && item.terms.is_empty()
                && item.mentions.iter().all(inside))
        });
        items.sort_by_key(|item| item.mentions.iter().min().copied());
        let publish = |(index, item): (usize, Item)| item.publish(ctx, index);
        items.into_iter().enumerate().map(publish).collect()
    }
}

impl Item {
    fn of(mention: &Mention) -> Item {
        Item {
            kind: mention.kind.clone(),
            mentions: vec![mention.span],
            marks: mention.marks.clone(),
            generic: mention.generic,
            weak: mention.weak,
            plan: mention.plan,
            owned: mention.owned,
            wish: mention.wish,
            headed: mention.takes_up,
            nouns: vec![mention.noun.clone()],
            makers: mention.makers.clone(),
            terms: Vec::new(),
            settled: None,
            positions: Vec::new(),
            by: vec!["proposal.instrument".to_owned()],
        }
    }

    /// Something put on the table by a verb: "offered a ship".
    pub fn offered(kind: &str, span: Span, makers: Vec<ActorId>, by: &str) -> Item {
        Item {
            kind: kind.to_owned(),
            mentions: vec![span],
            marks: Vec::new(),
            generic: false,
            weak: false,
            plan: true,
            owned: false,
            wish: false,
            headed: false,
            nouns: Vec::new(),
            makers,
            terms: Vec::new(),
            settled: None,
            positions: Vec::new(),
            by: vec![by.to_owned()],
        }
    }

    /// A deed somebody takes a stand on; no proposal unless somebody does.
    pub fn deed(span: Span, makers: Vec<ActorId>, by: &str) -> Item {
        Item { weak: true, ..Item::offered("other", span, makers, by) }
    }

    fn take(&mut self, mention: &Mention) {
        self.mentions.push(mention.span);
        if self.generic && !mention.generic {
            self.kind.clone_from(&mention.kind);
        }
        self.generic &= mention.generic;
        self.weak &= mention.weak;
        self.wish &= mention.wish;
        self.headed |= mention.takes_up;
        if !self.nouns.contains(&mention.noun) {
            self.nouns.push(mention.noun.clone());
        }
        for mark in &mention.marks {
            if !self.marks.contains(mark) {
                self.marks.push(mark.clone());
            }
        }
        for maker in &mention.makers {
            if !self.makers.contains(maker) {
                self.makers.push(*maker);
            }
        }
    }

    fn fits(&self, mention: &Mention) -> bool {
        let apart = !self.marks.is_empty()
            && !mention.marks.is_empty()
            && !self.marks.iter().any(|mark| mention.marks.contains(mark));
        let of_terms =
            |kind: &str| !matches!(kind, "sanctions" | "legislation" | "resolution" | "other");
        let kinds = match (self.generic, mention.generic) {
            _ if mention.any_kind => true,
            (_, true) => of_terms(&self.kind),
            (true, false) => {
                of_terms(&mention.kind) && mention.definite && mention.kind != "ceasefire"
            }
            (false, false) => self.kind == mention.kind,
        };
        kinds && !apart
    }

    fn shares(&self, mention: &Mention) -> bool {
        self.marks.iter().any(|mark| mention.marks.contains(mark))
            || self.makers.iter().any(|maker| mention.makers.contains(maker))
    }

    /// Notes where a party stands. What is told firmly stands against what is awaited or open, a
    /// condition against plain assent, and what is told later against what was told before.
    pub fn stand(&mut self, position: Position) {
        let same = |known: &&mut Position| {
            known.party == position.party
                && (known.stance == Stance::Proposes) == (position.stance == Stance::Proposes)
        };
        match self.positions.iter_mut().find(same) {
            Some(known) if outweighs(known.stance, position.stance) => *known = position,
            Some(_) => {}
            None => self.positions.push(position),
        }
    }

    fn publish(self, ctx: &View<'_, '_>, index: usize) -> Proposal {
        let label = labels::label(ctx, &self);
        let mut mentions = self.mentions;
        mentions.sort_unstable();
        mentions.dedup();
        let mut positions = self.positions;
        positions.sort_by_key(|position| (position.span, position.party, position.stance));
        Proposal {
            id: ProposalId(index as u32),
            kind: self.kind,
            label,
            mentions,
            made_by: self.makers,
            terms: self.terms,
            settled_at: self.settled,
            positions,
            by: self.by,
        }
    }
}

/// "proposed that the levy be frozen": the words are those of the motion, and of the levy only if it
/// is named nowhere else.
fn leave_to_motions(items: &mut [Item]) {
    let moved = |item: &&Item| item.by.iter().any(|by| by == MOTION);
    let motions: Vec<Span> =
        items.iter().filter(moved).flat_map(|item| item.mentions.iter().copied()).collect();
    let places = Places::of(&motions, |motion| [motion]);
    let within = |span: Span| {
        let mut near = places.meeting(span).into_iter().filter_map(|at| motions.get(at));
        near.any(|motion| motion.holds(span) && *motion != span)
    };
    for item in items {
        if !item.mentions.iter().all(|span| within(*span)) {
            item.mentions.retain(|span| !within(*span));
        }
    }
}

fn outweighs(known: Stance, told: Stance) -> bool {
    let weight = |stance| match stance {
        Stance::Awaited | Stance::Undecided => 1,
        Stance::Accepts | Stance::Supports | Stance::Opposes | Stance::Proposes => 2,
        Stance::Rejects | Stance::Conditional => 3,
    };
    weight(told) > weight(known)
        || (weight(told) == weight(known) && told != known && weight(told) > 1)
}
