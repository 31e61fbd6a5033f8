//! What a time expression means: the one value that all exports are made from.

use jiff::civil::DateTime;
use onrecord_types::TimeKind;

use super::calendar::Place;
use super::slots::ZoneTold;

/// What a relative expression hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The publication day.
    Publication,
    /// A day that nothing tells.
    Unknown,
    /// Another expression of the dispatch, by its place in the list.
    Told(u32),
}

/// A resolved expression: half-open bounds on the wall, with everything the exports need.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// Where on the calendar, if known.
    pub place: Option<Place>,
    /// First moment and one past the last, on the wall.
    pub bounds: Option<(DateTime, DateTime)>,
    /// TIMEX3 modifier.
    pub shade: Option<&'static str>,
    /// Whether the bounds are our policy.
    pub approximate: bool,
    /// What it hangs on; absent if it stands for itself.
    pub anchor: Option<Anchor>,
    /// The zone told with it.
    pub zone: Option<ZoneTold>,
    /// What repeats.
    pub repeats: Option<String>,
    /// Shortest and longest, in seconds.
    pub length: Option<(i64, Option<i64>)>,
    /// Grain, where no place gives it.
    pub grain: Option<&'static str>,
}

impl Meaning {
    /// A meaning with nothing but a type and a value.
    pub fn bare(kind: TimeKind, value: Option<String>) -> Meaning {
        Meaning {
            kind,
            value,
            place: None,
            bounds: None,
            shade: None,
            approximate: false,
            anchor: None,
            zone: None,
            repeats: None,
            length: None,
            grain: None,
        }
    }
}
