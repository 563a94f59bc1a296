//! Where the refused message stands in a notice without parts.

use super::signs::RETURNED_AFTER;
use crate::input::header_block;
use crate::input::lines::Lines;
use crate::span::Span;

/// Where the returned message stands in a text without parts: after a line that says so, else the
/// first header block below the notice. The first value is where the notice ends.
pub(super) fn find(text: &str, span: Span) -> (usize, Option<Span>) {
    for line in Lines::new(text, span) {
        let words = line.span.trim(text).of(text);
        let inner = words.trim_matches(['-', ' ', '=', '_']);
        let ruled = words.len() >= 40 && inner.is_empty();
        let marked = (words.starts_with('-') || words.ends_with(':') || words.ends_with('.'))
            && inner.len() < 120
            && RETURNED_AFTER.iter().any(|mark| {
                inner.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
            });
        if !(ruled || marked) {
            continue;
        }
        let rest = Span::new(line.next, span.end);
        // A rule may stand anywhere: there the block must follow at once.
        let block = if marked { header_block(text, rest) } else { near_block(text, rest) };
        if marked || block.is_some() {
            return (line.span.start, block.map(|block| Span::new(block.start, span.end)));
        }
    }
    match header_block(text, span) {
        Some(block) => (block.start, Some(Span::new(block.start, span.end))),
        None => (span.end, None),
    }
}

/// Lines that are looked at behind a rule.
const NEAR: usize = 8;

// A header block that begins with the next line that is not blank.
fn near_block(text: &str, span: Span) -> Option<Span> {
    let mut near = span;
    for (number, line) in Lines::new(text, span).enumerate() {
        near.end = line.next;
        if number >= NEAR {
            break;
        }
    }
    let block = header_block(text, near)?;
    Span::new(span.start, block.start).of(text).trim().is_empty().then_some(block)
}
