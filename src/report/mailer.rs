//! What the message says about the program that made it.

use super::Quoted;
use crate::facts::{ClockKind, MailerVerdict, TraceKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The program that made the message.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MailerReport {
    /// What X-Mailer or User-Agent says.
    pub claims: Vec<ClaimReport>,
    /// The traces that programs leave.
    pub traces: Vec<TraceReport>,
    /// The hidden clocks.
    pub clocks: Vec<ClockReport>,
    /// The names of the programs that most traces fit, or only the claimed one if it is among them.
    /// Empty unless the verdict is [`MailerVerdict::Contradicts`] or [`MailerVerdict::Unknown`].
    pub fits: Vec<Cow<'static, str>>,
    /// What the traces say about the claim; its locale key is `mailer.<verdict>`.
    pub verdict: MailerVerdict,
}

/// A field in which a program names itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimReport {
    /// The index of the field in `fields`.
    pub field: usize,
    /// The value as it is written.
    pub value: Quoted,
    /// The name of the program, if it is a known one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<Cow<'static, str>>,
    /// The id of the program, if it is a known one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'static, str>>,
}

/// A trace that a program left.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraceReport {
    /// What shows it; its locale key is `trace.<kind>`.
    pub kind: TraceKind,
    /// The value as it is written.
    pub value: Quoted,
    /// The names of the programs that it fits.
    pub programs: Vec<Cow<'static, str>>,
}

/// A time that is hidden in an identifier.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockReport {
    /// The shape of the time; its locale key is `clock.<kind>`.
    pub kind: ClockKind,
    /// The value as it is written.
    pub value: Quoted,
    /// The time in seconds since 1970 UTC, with a local time moved by the zone of Date; absent if
    /// it is impossible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unix: Option<i64>,
    /// The zone of Date in minutes east of UTC, for showing the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    /// How many seconds Date is later than the hidden time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
}
