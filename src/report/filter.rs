//! What filters said, and what public ones would add.

use super::{Args, Sentence};
use crate::facts::Author;
use crate::filter::Filter;
use crate::span::Span;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// A filter's verdict.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilterReport {
    /// Locale key below `filter.`.
    pub filter: Cow<'static, str>,
    /// Locale key below `filter.value.`.
    pub id: Cow<'static, str>,
    /// Values.
    pub args: Args,
    /// How the reading is known: a sentence below `basis.`.
    pub basis: Sentence,
    /// Whether it is the opinion of a server before the one that stamped the field.
    pub previous: bool,
    /// Place.
    pub span: Span,
    /// Whether it says spam.
    pub spam: bool,
    /// Who wrote it.
    pub author: Author,
}

/// A sum of weights.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightReport {
    /// Which filter.
    pub filter: Filter,
    /// Which version's defaults.
    pub version: Cow<'static, str>,
    /// What its stock tests that hit add together; an estimate.
    #[serde(serialize_with = "decimal")]
    pub sum: f32,
    /// The points from which on the filter marks a mail as spam, by its defaults.
    #[serde(serialize_with = "decimal")]
    pub threshold: f32,
    /// The points from which on it refuses a mail; none where it only marks.
    #[serde(serialize_with = "some_decimal")]
    pub refuses: Option<f32>,
    /// Its tests that hit, each once.
    pub rules: Vec<WeightRuleReport>,
}

/// One test of a filter that hit.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightRuleReport {
    /// The filter's name for it.
    pub name: Cow<'static, str>,
    /// What it adds; below nought, what it takes away.
    #[serde(serialize_with = "decimal")]
    pub points: f32,
}

// JavaScript has only f64: 2.6 shall not arrive there as 2.5999999046325684.
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
