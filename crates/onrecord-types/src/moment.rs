//! A point in time with its offset from UTC, and a stretch between two of them.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::TimeId;

/// A wall-clock time with its offset from UTC; published as RFC 3339.
///
/// ```
/// use onrecord_types::Moment;
/// let moment: Moment = "2025-03-18T10:00:00-04:00".parse().unwrap();
/// assert_eq!(moment.to_string(), "2025-03-18T10:00:00-04:00");
/// assert_eq!(moment, "2025-03-18T14:00:00Z".parse().unwrap()); // the same instant
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// What the clock on the wall shows.
    pub local: DateTime,
    /// How far that clock is ahead of UTC.
    pub offset: Offset,
}

impl Moment {
    /// A wall-clock time at an offset.
    pub fn new(local: DateTime, offset: Offset) -> Moment {
        Moment { local, offset }
    }

    /// Seconds since 1970-01-01T00:00Z.
    pub fn unix_seconds(self) -> i64 {
        let day = self.local.date();
        let start = jiff::civil::date(1970, 1, 1);
        let days = day.since(start).map_or(0, |span| i64::from(span.get_days()));
        let clock = self.local.time();
        days * 86_400
            + i64::from(clock.hour()) * 3_600
            + i64::from(clock.minute()) * 60
            + i64::from(clock.second())
            - i64::from(self.offset.seconds())
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (day, clock) = (self.local.date(), self.local.time());
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            day.year(),
            day.month(),
            day.day(),
            clock.hour(),
            clock.minute(),
            clock.second(),
            minutes.abs() / 60,
            minutes.abs() % 60
        )
    }
}

impl std::str::FromStr for Moment {
    type Err = jiff::Error;
    fn from_str(told: &str) -> Result<Moment, jiff::Error> {
        let pieces = jiff::fmt::temporal::DateTimeParser::new();
        let local = pieces.parse_datetime(told);
        let parts = jiff::fmt::temporal::Pieces::parse(told)?;
        let offset = parts.to_numeric_offset().unwrap_or(Offset::UTC);
        // "Z" is refused by the civil parser on purpose; the pieces have it all the same.
        let local = match local {
            Ok(local) => local,
            Err(_) => DateTime::from_parts(parts.date(), parts.time().unwrap_or_default()),
        };
        Ok(Moment { local, offset })
    }
}

impl PartialEq for Moment {
    fn eq(&self, other: &Moment) -> bool {
        self.unix_seconds() == other.unix_seconds()
    }
}
impl Eq for Moment {}
impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> std::cmp::Ordering {
        self.unix_seconds().cmp(&other.unix_seconds())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date-time"})
    }
}

/// When something happened or was said: half-open, either end may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct When {
    /// Not before this; unknown or open if absent.
    pub earliest: Option<Moment>,
    /// Before this; unknown or open if absent.
    pub latest: Option<Moment>,
    /// The time expression it was taken from.
    pub time: Option<TimeId>,
}
