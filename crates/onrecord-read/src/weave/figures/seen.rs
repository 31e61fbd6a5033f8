//! A figure with all that says which figure it is: what is counted, where, when, of whom, by whom.

use std::collections::BTreeSet;
use std::rc::Rc;

use onrecord_types::figure::Amount;
use onrecord_types::{ActorId, Figure, Span, TimeKind};

use crate::weave::Kit;
use crate::weave::corrections::Mark;
use crate::weave::scope::{Moves, Says};
use crate::weave::terms::stem;
use crate::weave::threads::Sighting;
use crate::weave::told::{Party, Told};

/// A figure, ready to be compared.
pub struct Seen {
    // The place of its dispatch in the story.
    pub order: usize,
    pub what: String,
    // Whether that says no more than that somebody or something is counted.
    pub anybody: bool,
    pub moves: Moves,
    pub unit: Option<String>,
    pub low: Option<Amount>,
    pub high: Option<Amount>,
    pub who: BTreeSet<String>,
    pub place: BTreeSet<String>,
    pub period: Period,
    pub kind: Kind,
    // Whether it is told as the newest state of a count that goes on.
    pub running: bool,
    pub counter: Option<Counter>,
    // Who else the sentence names.
    pub names: BTreeSet<Party>,
    // The telling words of its sentence, for counts that are nothing but a noun.
    pub around: BTreeSet<String>,
    pub document: Rc<Document>,
    // Numbers told beside it that no longer hold.
    pub former: BTreeSet<Amount>,
    // Whether it says that those were wrong: "19, not 24", "the correct number is 19".
    pub instead: bool,
    // Numbers told beside words that say that something was wrong.
    pub revoked: BTreeSet<Amount>,
    pub mark: Option<Mark>,
    pub whole: Option<Mark>,
    pub text: String,
}

/// The words and parties of a dispatch.
pub struct Document {
    pub words: BTreeSet<String>,
    pub parties: BTreeSet<Party>,
}

/// Who counted.
pub struct Counter {
    pub party: Party,
    pub name: BTreeSet<String>,
    pub side: Option<String>,
}

/// Over what time was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Period {
    /// As of the dispatch, or not said.
    Open,
    /// On a day, counted from any fixed one.
    Day(i64),
    /// Over a stretch of time.
    Stretch(BTreeSet<String>),
}

/// What kind of number of its thing it is; numbers of different kinds do not compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    pub wide: bool,
    pub more: bool,
    pub part: bool,
    pub other: bool,
    pub against: bool,
    pub remain: bool,
}

impl Seen {
    /// Under which words its thread is looked for.
    pub fn keys(&self) -> Vec<String> {
        let unit = self.unit.as_deref().map(stem).unwrap_or_default();
        let head = self.what.rsplit(' ').next().map(stem).unwrap_or_default();
        let mut keys = vec![format!("{unit}|"), format!("{unit}|{head}")];
        keys.extend(self.former.iter().map(|amount| format!("{unit}#{}", amount.0)));
        keys.extend(self.low.or(self.high).map(|amount| format!("{unit}#{}", amount.0)));
        keys
    }

    /// Whether it is news where no earlier dispatch had it: a toll, how something came out, or
    /// money that somebody speaks of.
    pub fn is_news(&self) -> bool {
        let money = self.unit.as_deref().is_some_and(|unit| unit.len() == 3);
        self.moves != Moves::Freely || (money && self.counter.is_some())
    }

    fn same_number(&self, other: &Seen) -> bool {
        self.low == other.low && self.high == other.high && self.unit == other.unit
    }

    // Two mentions of one figure in one dispatch, a headline and its story: what either tells.
    fn take_in(&mut self, other: Seen) {
        if self.anybody || self.unit.as_deref().map(stem) == Some(stem(&self.what)) {
            (self.what, self.anybody) = (other.what, other.anybody);
            self.moves = other.moves;
        }
        self.who.extend(other.who);
        self.place.extend(other.place);
        if self.period == Period::Open {
            self.period = other.period;
        }
        self.kind = self.kind.with(other.kind);
        self.counter = self.counter.take().or(other.counter);
        self.names.extend(other.names);
        self.around.extend(other.around);
        self.former.extend(other.former);
        self.revoked.extend(other.revoked);
        self.mark = self.mark.min(other.mark).or(self.mark).or(other.mark);
    }
}

impl Kind {
    fn with(self, other: Kind) -> Kind {
        Kind {
            wide: self.wide || other.wide,
            more: self.more || other.more,
            part: self.part || other.part,
            other: self.other || other.other,
            against: self.against || other.against,
            remain: self.remain || other.remain,
        }
    }
}

/// All figures of a dispatch, each once however often it is told.
pub fn sightings(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<Seen>> {
    let desk = Desk::new(kit, told);
    let figures = &told.record.figures;
    let former: Vec<bool> = figures.iter().map(|figure| desk.is_former(figure)).collect();
    let mut all: Vec<Sighting<Seen>> = Vec::new();
    let holding = figures.iter().zip(&former).filter(|(_, former)| !**former).map(|(f, _)| f);
    for figure in holding.filter(|figure| !desk.is_miscounted(figure)) {
        let set_aside: Vec<&Figure> = figures
            .iter()
            .zip(&former)
            .filter(|(other, former)| **former && desk.replaces(figure, other))
            .map(|(other, _)| other)
            .collect();
        let sighting = desk.sighting(figure, &set_aside);
        let known = all.iter_mut().find(|known| {
            known.finding.same_number(&sighting.finding)
                && super::alike::mergeable(&known.finding, &sighting.finding)
        });
        match known {
            Some(known) => {
                known.version.spans.extend(sighting.version.spans);
                if scoped(&sighting.label) > scoped(&known.label) {
                    known.label = sighting.label;
                    known.version.finding = sighting.version.finding;
                }
                known.finding.take_in(sighting.finding);
            }
            None => all.push(sighting),
        }
    }
    all
}

// "€" and "12" name nothing that is counted.
fn is_bare(what: &str) -> bool {
    !what.chars().any(char::is_alphabetic)
}

fn scoped(label: &str) -> usize {
    label.matches([',', '(']).count()
}

struct Desk<'d, 'r> {
    kit: &'d Kit,
    told: &'d Told<'r>,
    document: Rc<Document>,
}

impl<'d, 'r> Desk<'d, 'r> {
    fn new(kit: &'d Kit, told: &'d Told<'r>) -> Desk<'d, 'r> {
        let record = told.record;
        let title = record.dispatch.title.as_deref().unwrap_or_default();
        let mut words = told.stems(kit, title);
        words.extend(told.stems(kit, &record.dispatch.text));
        let parties = record.actors.iter().filter_map(|actor| told.party(actor.id)).cloned();
        let document = Rc::new(Document { words, parties: parties.collect() });
        Desk { kit, told, document }
    }

    fn before(&self, figure: &Figure) -> Span {
        let sentence = self.told.sentence(figure.span);
        Span::new(sentence.start().min(figure.span.start()), figure.span.start())
    }

    // "459, rather than 477": the second number is told only to be set aside.
    fn is_former(&self, figure: &Figure) -> bool {
        let (scope, told) = (&self.kit.scope, self.told);
        let before = told.words(self.before(figure));
        let set_aside = scope.ends(Says::Old, before);
        // "An earlier version said 31 instead of 23": what is set aside there is the right one.
        if scope.holds(Says::Earlier, before) {
            return !set_aside;
        }
        if !set_aside {
            return self.is_put_right(figure);
        }
        let figures = told.record.figures.iter();
        self.kit.marks.beside(told, figure.span).is_some()
            || figures.clone().any(|other| self.replaces(other, figure))
    }

    // "Eight had been counted twice" tells how far the earlier number was wrong, not a new one.
    fn is_miscounted(&self, figure: &Figure) -> bool {
        let sentence = self.told.sentence(figure.span);
        let rest = Span::new(figure.span.end(), sentence.end().max(figure.span.end()));
        let next = self.told.record.figures.iter().map(|other| other.span.start());
        let next = next.filter(|start| rest.start() <= *start && *start < rest.end()).min();
        let rest = self.told.words(Span::new(rest.start(), next.unwrap_or(rest.end())));
        let clause = rest.split(CLAUSE_ENDS).next().unwrap_or_default();
        self.kit.scope.holds(Says::Miscounted, clause)
    }

    // Whether the second number may be the one that the first takes the place of.
    fn replaces(&self, figure: &Figure, former: &Figure) -> bool {
        let near = |sentence: Span| {
            let after = self.told.sentence_after(self.told.sentence(former.span));
            sentence.holds(former.span) || after == Some(sentence)
        };
        let unit = former.unit.is_none() || figure.unit == former.unit;
        let alike = former.what == figure.what
            || is_bare(&former.what)
            || is_bare(&figure.what)
            || former.unit.as_deref().map(stem) == Some(stem(&former.what));
        figure.span != former.span
            && unit
            && alike
            && near(self.told.sentence(figure.span))
            && !self.is_miscounted(figure)
    }

    fn sighting(&self, figure: &Figure, set_aside: &[&Figure]) -> Sighting<Seen> {
        let told = self.told;
        let mut spans = vec![figure.span];
        spans.extend(set_aside.iter().map(|former| former.span));
        let mut amounts: BTreeSet<Amount> =
            set_aside.iter().filter_map(|former| former.low.or(former.high)).collect();
        amounts.extend(self.corrected_before(figure));
        let wrong = |former: &&Figure| {
            let scope = &self.kit.scope;
            scope.ends(Says::Instead, told.words(self.before(former)))
        };
        let right = self.kit.scope.holds(Says::Right, told.words(told.sentence(figure.span)));
        let instead = right || set_aside.iter().any(wrong);
        Sighting {
            finding: Seen { instead, ..self.seen(figure, amounts) },
            order: told.order,
            label: label(figure),
            version: told.version(figure, spans),
        }
    }

    // "Correction: we gave 7,000. The mission counts 5,765."
    fn corrected_before(&self, figure: &Figure) -> Vec<Amount> {
        let told = self.told;
        let before = told.sentence_before(told.sentence(figure.span));
        let Some(before) = before.filter(|before| self.is_correction(*before)) else {
            return Vec::new();
        };
        let others = told.record.figures.iter().filter(|other| before.holds(other.span));
        let alike = others.filter(|other| other.unit == figure.unit);
        alike.filter_map(|other| other.low.or(other.high)).collect()
    }

    // Whether a sentence corrects an earlier report, by its own words or those of a label before it.
    fn is_correction(&self, sentence: Span) -> bool {
        let corrects =
            |sentence| self.kit.marks.within(self.told, sentence) == Some(Mark::Correction);
        let label = self.told.sentence_before(sentence);
        let label = label.filter(|&label| self.told.words(label).trim_end().ends_with(':'));
        corrects(sentence) || label.is_some_and(corrects)
    }

    // "A statement gave 12 as the number. The correct number is 13": the first is told to be put
    // right by the next sentence.
    fn is_put_right(&self, figure: &Figure) -> bool {
        let (told, scope) = (self.told, &self.kit.scope);
        let sentence = told.sentence(figure.span);
        let Some(next) = told.sentence_after(sentence) else { return false };
        let says = self.is_correction(sentence) || scope.holds(Says::Right, told.words(next));
        let inside = |within: Span| {
            let figures = told.record.figures.iter();
            figures.filter(move |other| other.span != figure.span && within.holds(other.span))
        };
        says && !inside(sentence).any(|other| self.replaces(other, figure))
            && inside(next).any(|other| self.replaces(other, figure))
    }

    fn seen(&self, figure: &Figure, former: BTreeSet<Amount>) -> Seen {
        let (kit, told) = (self.kit, self.told);
        let scope = |part: &Option<String>| told.stems(kit, part.as_deref().unwrap_or_default());
        let sentence = told.sentence(figure.span);
        let words = told.words(sentence);
        let what = figure.what.to_lowercase();
        let what = if is_bare(&what) { String::new() } else { what };
        let who = kit.scope.limiting_who(scope(&figure.scope.who));
        let counter = figure.claimed_by.and_then(|by| self.counter(by));
        let named = told.mentioned(sentence).filter(|&actor| told.is_named(actor));
        let others = named.filter_map(|actor| told.party(actor));
        let names = others.filter(|party| counter.as_ref().is_none_or(|by| by.party != **party));
        let mut around = told.stems(kit, words);
        let place = scope(&figure.scope.place);
        let by = counter.iter().flat_map(|by| &by.name);
        let beside: BTreeSet<String> = by.chain(&place).cloned().collect();
        around.retain(|word| !beside.contains(word));
        Seen {
            order: told.order,
            anybody: kit.scope.is_anybody(&what),
            moves: kit.scope.moves(&what),
            unit: figure.unit.clone(),
            low: figure.low,
            high: figure.high,
            place,
            period: self.period(figure),
            kind: self.kind(figure, &who),
            running: kit.scope.holds(Says::Running, words),
            names: names.cloned().collect(),
            around,
            document: Rc::clone(&self.document),
            former,
            instead: false,
            revoked: self.revoked(figure, sentence),
            mark: kit.marks.beside(told, figure.span),
            whole: kit.marks.whole(told),
            text: format!("{} {}", told.words(figure.span), figure.what).trim_end().to_owned(),
            what,
            who,
            counter,
        }
    }

    fn counter(&self, by: ActorId) -> Option<Counter> {
        let name = self.told.name(by);
        Some(Counter {
            party: self.told.party(by)?.clone(),
            name: self.told.stems(self.kit, name),
            side: self.kit.scope.side(name).map(str::to_owned),
        })
    }

    fn period(&self, figure: &Figure) -> Period {
        let (kit, told) = (self.kit, self.told);
        let sentence = told.sentence(figure.span);
        let period = figure.scope.period.as_deref().unwrap_or_default();
        if period.is_empty() || kit.scope.is_open_period(period) {
            let total = kit.scope.holds(Says::Total, told.words(sentence));
            return if total { Period::Stretch(BTreeSet::new()) } else { Period::Open };
        }
        let stretch = || Period::Stretch(told.stems(kit, period));
        if kit.scope.starts(Says::Stretch, period) {
            return stretch();
        }
        let time = told.record.times.iter().find(|time| {
            let words = told.words(time.span);
            sentence.holds(time.span) && (words.contains(period) || period.contains(words))
        });
        let bounds = time.and_then(|time| time.earliest.zip(time.latest));
        match bounds.map(|(from, to)| (from.unix_seconds(), to.unix_seconds())) {
            Some((from, to)) if to - from <= 2 * DAY => Period::Day(from.div_euclid(DAY)),
            Some(_) => stretch(),
            None if time.is_some_and(|time| time.kind == TimeKind::Duration) => stretch(),
            None => Period::Open,
        }
    }

    fn kind(&self, figure: &Figure, who: &BTreeSet<String>) -> Kind {
        let (scope, told) = (&self.kit.scope, self.told);
        let sentence = told.sentence(figure.span);
        let words = told.words(sentence);
        let before = told.words(self.before(figure));
        let end = sentence.end().max(figure.span.end());
        let after = told.words(Span::new(figure.span.end(), end));
        let amount = told.words(figure.span);
        Kind {
            wide: scope.holds(Says::Wide, words),
            more: scope.ends(Says::MoreBefore, before)
                || scope.starts(Says::MoreBefore, amount)
                || scope.starts(Says::MoreAfter, after),
            part: scope.is_part(who)
                || scope.ends(Says::PartBefore, before)
                || scope.holds(Says::Part, after),
            other: scope.holds(Says::Other, words),
            against: scope.holds(Says::Against, words),
            remain: scope.holds(Says::Remain, words),
        }
    }

    // Numbers that stand in this sentence or the next one beside words that take something back.
    fn revoked(&self, figure: &Figure, sentence: Span) -> BTreeSet<Amount> {
        let told = self.told;
        let sentences = [Some(sentence), told.sentence_after(sentence)];
        let strong = |mark| matches!(mark, Mark::Correction | Mark::Revision);
        let marked: Vec<Span> = sentences
            .into_iter()
            .flatten()
            .filter(|sentence| self.kit.marks.within(told, *sentence).is_some_and(strong))
            .collect();
        let beside = |other: &&Figure| {
            other.span != figure.span && marked.iter().any(|sentence| sentence.holds(other.span))
        };
        let figures = told.record.figures.iter().filter(beside);
        figures.filter_map(|other| other.low.or(other.high)).collect()
    }
}

const DAY: i64 = 86_400;
const CLAUSE_ENDS: [char; 4] = [',', ';', ':', '—'];

fn label(figure: &Figure) -> String {
    let scope = [&figure.scope.who, &figure.scope.place, &figure.scope.period];
    let scope: Vec<&str> = scope.into_iter().flatten().map(String::as_str).collect();
    if scope.is_empty() {
        figure.what.clone()
    } else {
        format!("{} ({})", figure.what, scope.join(", "))
    }
}
