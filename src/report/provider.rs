//! The part of the report about what providers ask.

use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What the fields show of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The fields show that it is met.
    Met,
    /// The fields show that it is not met.
    NotMet,
    /// Fields cannot show it, or these do not.
    Unseen,
    /// It is asked of another kind of mail.
    NotApplicable,
}

/// What one provider asks of a sender.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderReport {
    /// The provider, as a locale key below `asks.`: `gmail`, `yahoo`, `outlook`, `icloud`,
    /// `general`, and if the mail goes to them `docomo`, `au`, `softbank`, `laposte`, `orange`.
    pub provider: Cow<'static, str>,
    /// Each thing that it asks for; empty if they are only counted.
    pub lines: Vec<LineReport>,
    /// How many of them are in each state, if they are only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<StateCounts>,
}

/// How many of the things that a provider asks for are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StateCounts {
    /// The number of those that the fields show to be met.
    pub met: usize,
    /// The number of those that the fields show not to be met.
    pub not_met: usize,
    /// The number of those that fields cannot show, or these do not.
    pub unseen: usize,
    /// The number of those that are asked of another kind of mail.
    pub not_applicable: usize,
}

impl StateCounts {
    pub(crate) fn count(&mut self, state: State) {
        *match state {
            State::Met => &mut self.met,
            State::NotMet => &mut self.not_met,
            State::Unseen => &mut self.unseen,
            State::NotApplicable => &mut self.not_applicable,
        } += 1;
    }
}

/// One thing that a provider asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineReport {
    /// The requirement: a locale key below `requirement.`.
    pub id: Cow<'static, str>,
    /// What the fields show of it.
    pub state: State,
    /// Whether it is asked only of those who send thousands of messages a day.
    pub bulk: bool,
    /// The page on which it is written.
    pub source: PageReport,
    /// The day of the copy of that page that was read, such as `2026-07-02`.
    pub checked: Cow<'static, str>,
    /// The reply code of the refusal that the provider documents for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'static, str>>,
    /// The rules whose findings say that it is not met.
    pub findings: Vec<Cow<'static, str>>,
    /// Whether the provider's own refusal says that it is not met.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused: bool,
    /// The span that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Where to see what the fields do not show: a locale key below `look.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<Cow<'static, str>>,
}

/// A page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageReport {
    /// The name of the page.
    pub name: Cow<'static, str>,
    /// The address of the page.
    pub url: Cow<'static, str>,
}
