//! The clock on the wall: which zone a time without one is told in, and instants from wall times.
//!
//! A zone told beside the clock time is `explicit`. Else the clock is that of the dateline
//! (`dateline`), of the outlet's newsroom (`outlet`), or of a likely place that showed the
//! publication time's offset (`assumed`). Where none is known, bounds are given at UTC and the zone
//! stays absent. An abbreviation that may mean several zones is read by the part of the world
//! the dispatch comes from; failing that it stays open, and the bounds hold all readings.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use onrecord_types::time::Zone;
use onrecord_types::{Dispatch, Moment};

use super::places::Tables;
use super::slots::ZoneTold;
use super::words::Words;

/// A zone, its name and where it came from.
#[derive(Clone, Debug)]
pub struct Home {
    name: String,
    zone: TimeZone,
    from: &'static str,
}

impl Home {
    /// The zone a dispatch is written in, if anything tells it.
    pub fn of(dispatch: &Dispatch, tables: &Tables, words: &Words) -> Option<Home> {
        let home = |(name, zone): &(String, TimeZone), from| Home {
            name: name.clone(),
            zone: zone.clone(),
            from,
        };
        let dateline = dispatch.dateline.as_ref().and_then(|line| tables.place(words, &line.place));
        if let Some(found) = dateline {
            return Some(home(found, "dateline"));
        }
        if let Some(found) = dispatch.outlet.as_ref().and_then(|outlet| tables.outlet(outlet)) {
            return Some(home(found, "outlet"));
        }
        let moment = dispatch.published.earliest?;
        if moment.offset == Offset::UTC {
            return None;
        }
        let at = jiff::Timestamp::from_second(moment.unix_seconds()).ok()?;
        Some(match tables.likely(at, moment.offset) {
            Some(found) => home(found, "assumed"),
            None => Home {
                name: offset_name(moment.offset),
                zone: TimeZone::fixed(moment.offset),
                from: "assumed",
            },
        })
    }

    /// Whether dates in digits begin with the month where it is written.
    pub fn month_first(&self, tables: &Tables) -> bool {
        tables.month_first.contains(&self.name)
    }

    fn told(&self) -> Zone {
        Zone { name: self.name.clone(), from: self.from.to_owned() }
    }
}

/// An offset as a name: `+02:00`.
pub fn offset_name(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// Bounds as moments, and the zone they are told in.
pub struct Moments {
    /// First moment.
    pub earliest: Option<Moment>,
    /// One past the last.
    pub latest: Option<Moment>,
    /// The zone, if one is known.
    pub zone: Option<Zone>,
    /// Whether the bounds hold more than one reading.
    pub wide: bool,
}

/// Puts wall bounds on the line of time.
pub fn moments(
    bounds: Option<(DateTime, DateTime)>,
    told: Option<ZoneTold>,
    home: Option<&Home>,
    tables: &Tables,
) -> Moments {
    let (zones, zone) = zones(told, home, tables);
    let Some((from, to)) = bounds else {
        return Moments { earliest: None, latest: None, zone, wide: false };
    };
    let earliest = zones.iter().filter_map(|zone| moment(from, zone)).min();
    let latest = zones.iter().filter_map(|zone| moment(to, zone)).max();
    Moments { earliest, latest, zone, wide: zones.len() > 1 }
}

/// The zones that bounds may be in; more than one only where an abbreviation stays open.
fn zones(
    told: Option<ZoneTold>,
    home: Option<&Home>,
    tables: &Tables,
) -> (Vec<TimeZone>, Option<Zone>) {
    let explicit = |name: String| Some(Zone { name, from: "explicit".to_owned() });
    match told {
        Some(ZoneTold::Offset(seconds)) => {
            let offset = Offset::from_seconds(seconds).unwrap_or(Offset::UTC);
            (vec![TimeZone::fixed(offset)], explicit(offset_name(offset)))
        }
        Some(ZoneTold::Named(index)) => {
            let Some(entry) = tables.zones.get(index as usize) else {
                return (vec![TimeZone::UTC], None);
            };
            let region = |name: &str| name.split('/').next().map(str::to_owned);
            let place = |fits: &dyn Fn(&str, &str) -> bool| {
                let home = home?;
                entry.choices.iter().position(|(name, _)| fits(name, &home.name))
            };
            let near = place(&|name, home| name == home)
                .or_else(|| place(&|name, home| region(name) == region(home)));
            let single = (entry.choices.len() == 1).then_some(0);
            match single.or(near).or(entry.default).and_then(|at| entry.choices.get(at)) {
                Some((name, zone)) => (vec![zone.clone()], explicit(name.clone())),
                None => (entry.choices.iter().map(|(_, zone)| zone.clone()).collect(), None),
            }
        }
        _ => match home {
            Some(home) => (vec![home.zone.clone()], Some(home.told())),
            None => (vec![TimeZone::UTC], None),
        },
    }
}

/// A wall time in a zone; a time that the clock skips is read as if it had not.
pub fn moment(local: DateTime, zone: &TimeZone) -> Option<Moment> {
    let zoned = zone.to_ambiguous_zoned(local).compatible().ok()?;
    // Before standard time, offsets had seconds; the published form has none.
    let seconds = zoned.offset().seconds();
    let offset = Offset::from_seconds(seconds - seconds % 60).unwrap_or(Offset::UTC);
    Some(Moment::new(zoned.datetime(), offset))
}
