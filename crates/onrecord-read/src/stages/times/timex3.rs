//! The TIMEX3 form of places and lengths.

use jiff::civil::Date;

use super::calendar::{ClockGrain, Place};
use super::slots::Count;

/// The TIMEX3 value of a place.
pub fn value(place: Place) -> String {
    match place {
        Place::Century(c) if c < 0 => format!("BC{:02}", -c - 1),
        Place::Century(c) => format!("{c:02}"),
        Place::Decade(d) if d < 0 => format!("BC{:03}", -d - 1),
        Place::Decade(d) => format!("{d:03}"),
        Place::Year(y) => year(y),
        Place::Half(y, h) => format!("{}-H{h}", year(y)),
        Place::Quarter(y, q) => format!("{}-Q{q}", year(y)),
        Place::Season(y, season) => format!("{}-{season}", year(y)),
        Place::Month(y, m) => format!("{}-{m:02}", year(y)),
        Place::Week(y, w) => format!("{}-W{w:02}", year(y)),
        Place::Weekend(y, w) => format!("{}-W{w:02}-WE", year(y)),
        Place::Day(date) => date_value(date),
        Place::Part(date, part) => format!("{}T{part}", date_value(date)),
        Place::Clock(time, grain) => {
            let (date, clock) = (date_value(time.date()), time.time());
            match grain {
                ClockGrain::Hour | ClockGrain::Minute => {
                    format!("{date}T{:02}:{:02}", clock.hour(), clock.minute())
                }
                ClockGrain::Second => {
                    format!(
                        "{date}T{:02}:{:02}:{:02}",
                        clock.hour(),
                        clock.minute(),
                        clock.second()
                    )
                }
            }
        }
    }
}

/// A year, with `BC` before the common era.
pub fn year(year: i16) -> String {
    if year <= 0 { format!("BC{:04}", 1 - i32::from(year)) } else { format!("{year:04}") }
}

fn date_value(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day())
}

/// The TIMEX3 value of a length: `P30D`, `PT1.5H`, `PXW`.
pub fn length(count: Count, unit: &str) -> String {
    let amount = if count.vague { "X".to_owned() } else { decimal(count.thousandths) };
    match unit {
        "S" => format!("PT{amount}S"),
        "MI" | "H" if !count.vague => format!("PT{}", clock_length(count.thousandths, unit)),
        "MI" => format!("PT{amount}M"),
        "H" => format!("PT{amount}H"),
        // Decades that nobody counted are years that nobody counted.
        "E" if count.vague => "PXY".to_owned(),
        "N" | "WE" | "D" => format!("P{amount}D"),
        "F" if count.vague => "PXW".to_owned(),
        "F" => format!("P{}W", decimal(count.thousandths * 2)),
        "E" => format!("P{amount}DE"),
        "C" => format!("P{amount}CE"),
        "K" if count.vague => "PXML".to_owned(),
        "K" => format!("P{}Y", decimal(count.thousandths.saturating_mul(1000))),
        "HY" => format!("P{}M", decimal(count.thousandths * 6)),
        _ => format!("P{amount}{unit}"),
    }
}

/// "5 1/2 hours" is `5H30M`: the clock knows no tenths.
fn clock_length(thousandths: i64, unit: &str) -> String {
    let finer = thousandths.saturating_mul(60);
    let (whole, rest) = (finer / 60_000, finer % 60_000);
    let (large, small) = if unit == "H" { ('H', 'M') } else { ('M', 'S') };
    match (whole, rest) {
        _ if rest % 1000 != 0 => format!("{}{large}", decimal(thousandths)),
        (_, 0) => format!("{whole}{large}"),
        (0, _) => format!("{}{small}", rest / 1000),
        _ => format!("{whole}{large}{}{small}", rest / 1000),
    }
}

fn decimal(thousandths: i64) -> String {
    let whole = thousandths / 1000;
    match thousandths % 1000 {
        0 => whole.to_string(),
        part => format!("{whole}.{part:03}").trim_end_matches('0').to_owned(),
    }
}
