//! What the message says of the program that made it.

use super::Quoted;
use crate::facts::{ClockKind, MailerVerdict, TraceKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The program.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MailerReport {
    /// What X-Mailer or User-Agent says.
    pub claims: Vec<ClaimReport>,
    /// Traces.
    pub traces: Vec<TraceReport>,
    /// Hidden clocks.
    pub clocks: Vec<ClockReport>,
    /// Names of the programs that most traces fit; the claimed one alone where it is among them. Only
    /// where the verdict is [`MailerVerdict::Contradicts`] or [`MailerVerdict::Unknown`].
    pub fits: Vec<Cow<'static, str>>,
    /// What traces say of the claim; words are `mailer.<verdict>`.
    pub verdict: MailerVerdict,
}

/// A claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimReport {
    /// Number in `fields`.
    pub field: usize,
    /// As written.
    pub value: Quoted,
    /// Known program: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<Cow<'static, str>>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'static, str>>,
}

/// A trace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraceReport {
    /// What shows it; words are `trace.<kind>`.
    pub kind: TraceKind,
    /// As written.
    pub value: Quoted,
    /// Names of programs that it fits.
    pub programs: Vec<Cow<'static, str>>,
}

/// A hidden clock.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClockReport {
    /// In which shape; words are `clock.<kind>`.
    pub kind: ClockKind,
    /// As written.
    pub value: Quoted,
    /// Seconds since 1970 UTC (a local clock was moved by the zone of Date); absent if impossible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unix: Option<i64>,
    /// Zone of Date, minutes, for showing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i32>,
    /// Seconds that Date is later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
}
