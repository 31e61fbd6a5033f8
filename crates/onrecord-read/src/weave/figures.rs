//! The same figure in other dispatches: same thing counted, same scope, same number or another.

use std::collections::BTreeSet;

use onrecord_types::figure::Amount;
use onrecord_types::{ChangeKind, Figure, Span, Subject};

use super::Kit;
use super::corrections::Mark;
use super::likeness::contained;
use super::threads::{Comparer, Sighting};
use super::told::{Party, Told};

/// A figure, ready to be compared.
pub struct Seen {
    what: String,
    unit: Option<String>,
    low: Option<Amount>,
    high: Option<Amount>,
    who: BTreeSet<String>,
    place: BTreeSet<String>,
    period: BTreeSet<String>,
    counter: Option<Party>,
    // The telling words of its sentence, for counts that are nothing but a noun.
    around: BTreeSet<String>,
    mark: Option<Mark>,
    whole: Option<Mark>,
    text: String,
}

/// All figures of a dispatch.
pub fn sightings(kit: &Kit, told: &Told<'_>) -> Vec<Sighting<Seen>> {
    let one = |figure: &Figure| {
        let scope = |part: &Option<String>| told.stems(kit, part.as_deref().unwrap_or_default());
        let period = figure.scope.period.as_deref().unwrap_or_default();
        let limits = !kit.scope.is_open_period(period);
        let sentence = told.words(told.sentence(figure.span));
        let finding = Seen {
            what: figure.what.to_lowercase(),
            unit: figure.unit.clone(),
            low: figure.low,
            high: figure.high,
            who: kit.scope.limiting_who(scope(&figure.scope.who)),
            place: scope(&figure.scope.place),
            period: if limits { scope(&figure.scope.period) } else { BTreeSet::new() },
            counter: figure.claimed_by.and_then(|by| told.party(by)).cloned(),
            around: told.stems(kit, &sentence),
            mark: kit.marks.beside(told, figure.span),
            whole: kit.marks.whole(told),
            text: format!("{} {}", told.words(figure.span), figure.what),
        };
        Sighting {
            finding,
            order: told.order,
            label: label(figure),
            version: told.version(figure, vec![figure.span]),
        }
    };
    let figures = told.record.figures.iter();
    figures.filter(|figure| !taken_back(kit, told, figure)).map(one).collect()
}

// "459, rather than 477": the second number is told only to be taken back.
fn taken_back(kit: &Kit, told: &Told<'_>, figure: &Figure) -> bool {
    let sentence = told.sentence(figure.span);
    let marked = kit.marks.beside(told, figure.span).is_some()
        || told.record.figures.iter().any(|other| {
            other.span != figure.span && sentence.holds(other.span) && other.what == figure.what
        });
    let before = Span::new(sentence.start(), figure.span.start().max(sentence.start()));
    marked && kit.scope.takes_back(&told.words(before))
}

/// How figures compare.
pub fn comparer() -> Comparer<Seen> {
    Comparer {
        subject: Subject::Figure,
        likeness,
        change,
        is_news: |_| true,
        line: |seen| seen.text.clone(),
    }
}

fn label(figure: &Figure) -> String {
    let scope = [&figure.scope.who, &figure.scope.place, &figure.scope.period];
    let scope: Vec<&str> = scope.into_iter().flatten().map(String::as_str).collect();
    if scope.is_empty() {
        figure.what.clone()
    } else {
        format!("{} ({})", figure.what, scope.join(", "))
    }
}

// Another place, period or side is another figure, never a change.
fn likeness(a: &Seen, b: &Seen) -> f32 {
    let unit = |seen: &Seen| seen.unit.as_deref().map(super::terms::stem);
    if unit(a) != unit(b) {
        return 0.0;
    }
    let apart = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        !x.is_empty() && !y.is_empty() && contained(x, y) == 0.0
    };
    if apart(&a.place, &b.place) || apart(&a.period, &b.period) || apart(&a.who, &b.who) {
        return 0.0;
    }
    // A figure for one week, town or side is not the figure without that limit.
    let limited = [(&a.period, &b.period), (&a.who, &b.who), (&a.place, &b.place)];
    let limited = limited.iter().filter(|(x, y)| x.is_empty() != y.is_empty()).count();
    let what = match a.what == b.what {
        true if a.what.is_empty() => 0.5,
        true => 1.0,
        false => 0.6 * what_alike(&a.what, &b.what),
    };
    let same_number = a.low == b.low && a.high == b.high && a.low.is_some();
    what * (0.52 + 0.35 * contained(&a.around, &b.around).min(0.6) / 0.6)
        + if same_number { 0.2 } else { 0.0 }
        - 0.12 * limited as f32
}

fn what_alike(a: &str, b: &str) -> f32 {
    let last = |what: &str| what.rsplit(' ').next().map(super::terms::stem).unwrap_or_default();
    if last(a) == last(b) { 1.0 } else { 0.0 }
}

fn change(earlier: &[&Seen], now: &Seen) -> Option<(ChangeKind, &'static str)> {
    let before = earlier.last()?;
    let same = |old: &Seen| old.low == now.low && old.high == now.high;
    if same(before) {
        return Some((ChangeKind::Repeated, "figure.same"));
    }
    if earlier.iter().any(|old| same(old)) {
        return Some((ChangeKind::Lagged, "figure.lagged"));
    }
    let fell = now.low.or(now.high) < before.low.or(before.high);
    // A headline that corrects something does not say that a count which rose was wrong.
    if now.mark.is_some() || (now.whole.is_some() && fell) {
        return Some((ChangeKind::Corrected, "figure.marked"));
    }
    let cumulative = ["deaths", "injuries", "rescued", "arrests"].contains(&now.what.as_str());
    let others = before.counter.is_some() && now.counter.is_some() && before.counter != now.counter;
    Some(match (fell && cumulative, others) {
        (true, true) => (ChangeKind::Conflict, "figure.other-counter"),
        (true, false) => (ChangeKind::Corrected, "figure.fell"),
        _ => (ChangeKind::Updated, "figure.moved"),
    })
}
