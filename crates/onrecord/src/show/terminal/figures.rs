//! FIGURES: the numbers claimed, with their scope and who claims them.

use onrecord_types::Figure;
use onrecord_types::figure::Amount;
use serde::Deserialize;

use super::page::Page;
use super::{Ink, Piece, Sheet, piece, sheet};

pub fn write(page: &Page<'_>, sheet: &mut Sheet) {
    let figures = &page.record.figures;
    if figures.is_empty() {
        return;
    }
    sheet.heading("FIGURES", "");
    let amounts: Vec<String> = figures.iter().map(|figure| amount(&Bounds::of(figure))).collect();
    let widest = amounts.iter().map(|amount| sheet::width_of(amount)).max().unwrap_or(0);
    let width = widest.clamp(6, 22);
    for (figure, amount) in figures.iter().zip(amounts) {
        sheet.row(2, &[(piece(Ink::Strong, amount), width)], &of_what(page, figure));
    }
}

/// What is counted, of whom, where, when, and on whose word.
pub fn of_what(page: &Page<'_>, figure: &Figure) -> Vec<Piece> {
    let scope = &figure.scope;
    let parts =
        [Some(figure.what.clone()), scope.who.clone(), scope.place.clone(), scope.period.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    let claimed = figure.claimed_by.map(|who| page.name(who));
    let claimed = claimed.or_else(|| page.teller(figure.statement));
    let mut line = vec![piece(Ink::Plain, parts.join(" · "))];
    line.push(piece(Ink::Faint, "  — "));
    line.push(match claimed {
        Some(name) => piece(Ink::Name, name),
        None => piece(Ink::Faint, "the outlet"),
    });
    line
}

/// What is claimed of an amount, from a figure or from its published form.
#[derive(Deserialize)]
pub struct Bounds {
    low: Option<Amount>,
    high: Option<Amount>,
    unit: Option<String>,
    approximate: bool,
}

impl Bounds {
    pub fn of(figure: &Figure) -> Bounds {
        let Figure { low, high, unit, approximate, .. } = figure;
        Bounds { low: *low, high: *high, unit: unit.clone(), approximate: *approximate }
    }
}

/// "≥ 2,000", "40–45", "~3 %".
pub fn amount(of: &Bounds) -> String {
    let unit = of.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    let about = if of.approximate { "~" } else { "" };
    match (of.low, of.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{}{unit}", number(low)),
        (Some(low), Some(high)) => format!("{about}{}–{}{unit}", number(low), number(high)),
        (Some(low), None) => format!("≥ {about}{}{unit}", number(low)),
        (None, Some(high)) => format!("≤ {about}{}{unit}", number(high)),
        (None, None) => format!("?{unit}"),
    }
}

/// With a comma at each thousand, decimals where there are any.
fn number(amount: Amount) -> String {
    let whole = (amount.0 / 1000).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = format!("{:03}", (amount.0 % 1000).unsigned_abs());
    let rest = rest.trim_end_matches('0');
    let sign = if amount.0 < 0 { "−" } else { "" };
    if rest.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::{Amount, number};

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(Amount::whole(2500)), "2,500");
        assert_eq!(number(Amount::of(-1_234_567.5)), "−1,234,567.5");
    }
}
