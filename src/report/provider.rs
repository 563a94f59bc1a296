//! The part of the report that tells what providers ask.

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
    /// The fields show that it is not.
    NotMet,
    /// Fields do not show it, or these do not.
    Unseen,
    /// It is asked of another kind of mail.
    NotApplicable,
}

/// What one provider asks of a sender.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderReport {
    /// Locale key below `asks.`: `gmail`, `yahoo`, `outlook`, `icloud`, `general`; `docomo`, `au`,
    /// `softbank`, `laposte`, `orange` where the mail goes to them.
    pub provider: Cow<'static, str>,
    /// Each thing that it asks for; empty where they are counted instead.
    pub lines: Vec<LineReport>,
    /// How many of them are in each state, where they are only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<StateCounts>,
}

/// How many of the things that a provider asks for are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StateCounts {
    /// The fields show that they are met.
    pub met: usize,
    /// The fields show that they are not.
    pub not_met: usize,
    /// Fields do not show them, or these do not.
    pub unseen: usize,
    /// They are asked of another kind of mail.
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
    /// Locale key below `requirement.`.
    pub id: Cow<'static, str>,
    /// What the fields show of it.
    pub state: State,
    /// Whether it is asked of those only who send thousands of messages a day.
    pub bulk: bool,
    /// Where it is written.
    pub source: PageReport,
    /// The day of the copy of that page that was read, `2026-07-02`.
    pub checked: Cow<'static, str>,
    /// The refusal that the provider documents for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'static, str>>,
    /// Rules whose findings say that it is not met.
    pub findings: Vec<Cow<'static, str>>,
    /// Whether the provider's own refusal says that it is not met.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refused: bool,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Locale key below `look.`: where to see what the fields do not show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<Cow<'static, str>>,
}

/// A page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageReport {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its address.
    pub url: Cow<'static, str>,
}
