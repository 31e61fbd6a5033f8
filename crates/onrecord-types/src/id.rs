//! Names for findings that are unique in their record: `a1`, `s12`, `p3`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Its place in the list it belongs to.
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // Counted from one for people, from zero inside.
                write!(f, "{}{}", $letter, u64::from(self.0) + 1)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                let told = String::deserialize(from)?;
                told.strip_prefix($letter)
                    .and_then(|number| number.parse::<u32>().ok())
                    .and_then(|number| number.checked_sub(1))
                    .map($name)
                    .ok_or_else(|| serde::de::Error::custom(format!("not an id: {told}")))
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "pattern": concat!("^", $letter, "[1-9][0-9]*$")})
            }
        }
    };
}

id!(
    /// An actor of a record.
    ActorId, "a"
);
id!(
    /// A time expression of a record.
    TimeId, "t"
);
id!(
    /// A statement of a record.
    StatementId, "s"
);
id!(
    /// An event of a record.
    EventId, "e"
);
id!(
    /// A contact of a record.
    ContactId, "c"
);
id!(
    /// A proposal of a record.
    ProposalId, "p"
);
id!(
    /// A figure of a record.
    FigureId, "f"
);
