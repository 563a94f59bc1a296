//! The part of the report about a bounce.

use super::Quoted;
use crate::bounce::{NoticeKind, Reason, Side, Stage};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A bounce: who refused what.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BounceReport {
    /// The locale key below `format.`.
    pub format: Cow<'static, str>,
    /// The kind of notice.
    pub kind: NoticeKind,
    /// The mail system that wrote the notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Quoted>,
    /// The recipients that it reports on.
    pub failures: Vec<FailureReport>,
    /// Whether header fields of the refused message came back.
    pub returned: bool,
}

/// One recipient that a notice reports on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FailureReport {
    /// The recipient as the notice names it, usually an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Quoted>,
    /// The action of RFC 3464 (`failed`, `delayed` …), in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The enhanced status code, such as `5.7.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Quoted>,
    /// The SMTP reply code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Quoted>,
    /// The server's own words, unfolded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Quoted>,
    /// The host that refused the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<Quoted>,
    /// The provider whose server it was: a locale key below `provider.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Cow<'static, str>>,
    /// How far the SMTP dialogue had gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Whether trying again unchanged is useless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permanent: Option<bool>,
    /// Why, in one word: a locale key below `reason.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether the address is useless for good (a hard bounce).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard: Option<bool>,
    /// The `<id>` of the locale keys `response.<id>.meaning` and `.action`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Cow<'static, str>>,
    /// The `<id>` of the locale keys `status.<id>.meaning` and `.action`; `unregistered` for a code
    /// in no registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry: Option<Cow<'static, str>>,
    /// Who must act.
    pub side: Side,
    /// The indices in `fields` of those that the reason points at.
    pub fields: Vec<usize>,
    /// The address of the page that documents the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Cow<'static, str>>,
    /// The month in which that page was read, such as `2026-11`.
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
