//! A time expression, resolved.

use serde::{Deserialize, Serialize};

use crate::{Moment, Span, TimeId};

/// A time expression of a dispatch and the interval it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeMention {
    /// Unique in its record.
    pub id: TimeId,
    /// Its words.
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// TIMEX3 value; absent if it depends on a day that is not known.
    pub value: Option<String>,
    /// TIMEX3 modifier, such as `APPROX` or `START`.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// EDTF (ISO 8601-2) form.
    pub edtf: Option<String>,
    /// Not before this.
    pub earliest: Option<Moment>,
    /// Before this (half-open).
    pub latest: Option<Moment>,
    /// The zone and where it came from; absent where none is told or assumed.
    pub zone: Option<Zone>,
    /// How fine it is: `minute`, `hour`, `day`, `week`, `month`, `quarter`, `season`, `year` …
    pub grain: Option<String>,
    /// Whether the bounds are our policy, not the text's ("in recent weeks").
    pub approximate: bool,
    /// What it hangs on: `publication`, `unknown`, or the id of another time expression.
    pub anchor: Option<String>,
    /// For a set: what repeats, as an ISO 8601-2 / RRULE-like text.
    pub repeats: Option<String>,
    /// For a duration: shortest and longest, in seconds.
    pub length: Option<(i64, Option<i64>)>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TimeKind {
    /// A day or something longer on the calendar.
    Date,
    /// A part of a day.
    Time,
    /// A length.
    Duration,
    /// Something that repeats.
    Set,
}

/// The zone of a clock time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Zone {
    /// IANA name, or an offset such as `+02:00`.
    pub name: String,
    /// `explicit`, `dateline`, `outlet` or `assumed`.
    pub from: String,
}
