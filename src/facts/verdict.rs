//! What filters wrote into the mail, in values that the page puts into words.

use super::boundary::Author;
use crate::rule::Arg;
use crate::span::Span;

/// One verdict of one filter.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Locale key below `filter.`: `microsoft`, `spamassassin`, `rspamd` …
    pub filter: &'static str,
    /// Locale key below `filter.value.`: `scl`, `bcl`, `sfv-spm`, `score` …
    pub id: &'static str,
    /// Where.
    pub span: Span,
    /// Values for the words.
    pub args: Vec<(&'static str, Arg)>,
    /// Whether it says spam (or worse).
    pub spam: bool,
    /// Who wrote it.
    pub author: Author,
}
