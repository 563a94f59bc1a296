//! The values that the words of a sentence place.

use serde::{Deserialize, Serialize};

/// A typed value for the words of a finding; the page formats it, the words only place it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", content = "value", rename_all = "lowercase")]
pub enum Arg {
    /// Text out of the message: hostile.
    Text(String),
    /// A field name.
    Field(String),
    /// A domain, in the form found.
    Domain(String),
    /// An address.
    Address(String),
    /// An IP address.
    Ip(String),
    /// A number of things; chooses the plural.
    Count(u64),
    /// Seconds.
    Duration(i64),
    /// A time: seconds since 1970 and the zone in minutes, where known.
    Instant {
        /// Seconds since 1970-01-01 UTC.
        unix: i64,
        /// Minutes east of UTC.
        offset: Option<i32>,
    },
    /// Another locale key.
    Word(String),
    /// Several values, joined as a list.
    List(Vec<Arg>),
}
