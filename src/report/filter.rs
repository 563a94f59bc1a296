//! What filters wrote, and what public ones would add.

use super::{Args, Sentence};
use crate::facts::Author;
use crate::filter::Filter;
use crate::span::Span;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// One verdict of one filter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilterReport {
    /// The filter: a locale key below `filter.`.
    pub filter: Cow<'static, str>,
    /// The verdict: a locale key below `filter.value.`.
    pub id: Cow<'static, str>,
    /// The values in its words.
    pub args: Args,
    /// How its meaning is known: a sentence below `basis.`.
    pub basis: Sentence,
    /// Whether it is the opinion of a server before the one that stamped the field.
    pub previous: bool,
    /// The span of the verdict.
    pub span: Span,
    /// Whether it says that the message is spam.
    pub spam: bool,
    /// Who wrote the field.
    pub author: Author,
}

/// The points that one public filter would add.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightReport {
    /// The filter.
    pub filter: Filter,
    /// The version whose defaults are used.
    pub version: Cow<'static, str>,
    /// The sum of the points of its tests that hit; an estimate.
    #[serde(serialize_with = "decimal")]
    pub sum: f32,
    /// The points from which on the filter marks a mail as spam, by its defaults.
    #[serde(serialize_with = "decimal")]
    pub threshold: f32,
    /// The points from which on it refuses a mail; `null` if it only marks.
    #[serde(serialize_with = "some_decimal")]
    pub refuses: Option<f32>,
    /// Its tests that hit, each once.
    pub rules: Vec<WeightRuleReport>,
}

/// One test of a filter that hit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightRuleReport {
    /// The filter's name for the test.
    pub name: Cow<'static, str>,
    /// The points that it adds or, if negative, takes away.
    #[serde(serialize_with = "decimal")]
    pub points: f32,
}

// JavaScript has only f64: 2.6 must not arrive there as 2.5999999046325684.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn decimal<S: Serializer>(weight: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*weight) * 1000.0).round() / 1000.0)
}

#[expect(clippy::ref_option, reason = "the shape that serde calls")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(super) fn some_decimal<S: Serializer>(
    weight: &Option<f32>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match weight {
        Some(weight) => decimal(weight, serializer),
        None => serializer.serialize_none(),
    }
}
