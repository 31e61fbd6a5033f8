//! Which numbers are claimed, of what, in what scope, by whom.

use serde::{Deserialize, Serialize};

use crate::{ActorId, FigureId, Span, StatementId};

/// One claimed amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// Unique in its record.
    pub id: FigureId,
    /// The words of the amount: "at least 40".
    pub span: Span,
    /// At least this.
    pub low: Option<Amount>,
    /// At most this; absent where open above.
    pub high: Option<Amount>,
    /// `%`, `USD`, `km` …; absent for a plain count.
    pub unit: Option<String>,
    /// Whether it is told as rough.
    pub approximate: bool,
    /// What is counted, in a word or two: "deaths".
    pub what: String,
    /// Of whom, where, over what time; part of what the figure is.
    pub scope: Scope,
    /// Who claims it; absent where the outlet does.
    pub claimed_by: Option<ActorId>,
    /// The statement it is told in.
    pub statement: Option<StatementId>,
    /// The rules that fired.
    pub by: Vec<String>,
}

/// What a figure is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scope {
    /// Of whom, as written.
    pub who: Option<String>,
    /// Where, as written.
    pub place: Option<String>,
    /// Over what time, as written.
    pub period: Option<String>,
}

/// A number in thousandths, so that it compares and prints the same everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i128);

impl Amount {
    /// A whole number.
    pub fn whole(number: i64) -> Amount {
        Amount(i128::from(number) * 1000)
    }

    /// From a number with decimals; three are kept.
    pub fn of(number: f64) -> Amount {
        Amount((number * 1000.0).round() as i128)
    }

    /// As a floating-point number.
    pub fn number(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (self.0 % 1000, i64::try_from(self.0 / 1000)) {
            (0, Ok(whole)) => to.serialize_i64(whole),
            _ => to.serialize_f64(self.number()),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        f64::deserialize(from).map(Amount::of)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number"})
    }
}
