//! How far a repair may go: the words of an honest mail are its own.

use super::lines::{Lines, field_name};
use crate::mail_system::Writer;
use crate::span::Span;

/// Where structure may be mended: the header block of a mail; all of a notice, or of a text
/// without the header of a mail at its top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// What may be touched.
    pub(super) span: Span,
    /// Whether the text is a mail that no mail system wrote.
    pub(super) mail: bool,
}

impl Scope {
    /// `block` is the text's header.
    pub(super) fn of(text: &str, block: Option<Span>) -> Self {
        let all = Span::new(0, text.len());
        let mail = block.is_some_and(|block| {
            let front = text.get(..block.start).is_some_and(|front| front.trim().is_empty());
            front && is_letter(block.of(text))
        });
        let span = block.filter(|_| mail).unwrap_or(all);
        Self { span, mail }
    }
}

/// Whether the header is that of a mail with a sender, and the sender is no mail system.
fn is_letter(block: &str) -> bool {
    let (mut from, mut notice) = (false, false);
    for line in Lines::new(block, Span::new(0, block.len())).map(|line| line.span.of(block)) {
        if !line.starts_with(['F', 'f', 'S', 's', 'C', 'c', 'X', 'x']) {
            continue;
        }
        let Some(name) = field_name(line) else { continue };
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("from") {
            from = true;
            notice |= Writer::of(line).may_be_system();
        }
        notice |= is("x-failed-recipients")
            || (is("subject")
                && says(line, &["undeliver", "returned mail", "failure", "delivery"]))
            || (is("content-type") && says(line, &["multipart/report"]));
    }
    from && !notice
}

/// Whether one of the words (lower case) stands in the line.
pub(super) fn says(line: &str, words: &[&str]) -> bool {
    let line = line.to_ascii_lowercase();
    words.iter().any(|word| line.contains(word))
}
