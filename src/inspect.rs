//! The whole road in order: input, message, bounce, facts, rules, report.

use crate::report::Report;

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
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 5_000_000, max_fields: 50_000, now: None }
    }
}

/// Inspects pasted text. Spans in the report are byte offsets into `text`.
pub fn inspect(text: &str, options: &Options) -> Report {
    let _ = (text, options);
    Report::default()
}

/// Inspects the bytes of a file in whatever charset. Gives the text that was read out of them,
/// which the report's spans point into, and the report.
pub fn inspect_bytes(bytes: &[u8], options: &Options) -> (String, Report) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let report = inspect(&text, options);
    (text, report)
}
