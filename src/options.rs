//! What the caller may set.

use serde::Deserialize;

/// What the caller may set. The clock is an input: nothing here reads the time.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes of text that are inspected; the rest is left unread and the report says so.
    pub max_bytes: usize,
    /// Fields that are inspected, of all header blocks together.
    pub max_fields: usize,
    /// Now, in seconds since 1970, where the caller knows it. Only rules that compare with today
    /// use it; without it they are silent.
    pub now: Option<i64>,
    /// Which message, from 0, where the text holds several; beyond the last, the last.
    pub message: usize,
    /// How much of the report is made.
    pub detail: Detail,
}

/// How much of the report is made. What is made does not differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// All of it.
    #[default]
    Full,
    /// What providers ask is counted (`ProviderReport::counts`) and not listed: half of a report,
    /// which few readers open.
    Counted,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_bytes: 5_000_000,
            max_fields: 50_000,
            now: None,
            message: 0,
            detail: Detail::Full,
        }
    }
}
