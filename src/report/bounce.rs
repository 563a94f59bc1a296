//! What a bounce says of the refusal.

use super::Quoted;
use crate::bounce::{NoticeKind, Reason, Side, Stage};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A bounce.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BounceReport {
    /// Locale key below `format.`.
    pub format: Cow<'static, str>,
    /// What it is.
    pub kind: NoticeKind,
    /// Who wrote the notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Quoted>,
    /// Per recipient.
    pub failures: Vec<FailureReport>,
    /// Whether header fields of the refused message came back.
    pub returned: bool,
}

/// One refused recipient.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailureReport {
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Quoted>,
    /// `failed`, `delayed` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Enhanced status code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Quoted>,
    /// SMTP reply code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Quoted>,
    /// The server's own words, unfolded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Quoted>,
    /// Host that refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<Quoted>,
    /// Locale key below `provider.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Cow<'static, str>>,
    /// Stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Whether trying again is useless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permanent: Option<bool>,
    /// Why, in one word: locale key below `reason.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether the address is useless for good (a hard bounce).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard: Option<bool>,
    /// Locale keys `response.<id>.meaning` and `.action`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Cow<'static, str>>,
    /// Locale keys `status.<id>.meaning` and `.action`; `unregistered` for a code in no registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry: Option<Cow<'static, str>>,
    /// Who must act.
    pub side: Side,
    /// Numbers in `fields` of those that the reason points at.
    pub fields: Vec<usize>,
    /// Page to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Cow<'static, str>>,
    /// Month in which that page was read, `2026-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_date: Option<Cow<'static, str>>,
}

impl BounceReport {
    pub(super) fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.reporter.iter_mut().for_each(|q| visit(&mut q.span));
        for failure in &mut self.failures {
            for quoted in [
                &mut failure.recipient,
                &mut failure.status,
                &mut failure.code,
                &mut failure.reply,
                &mut failure.host,
            ] {
                for quoted in quoted.iter_mut() {
                    visit(&mut quoted.span);
                }
            }
        }
    }
}
