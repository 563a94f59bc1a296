//! Where the refused message stands in a notice without parts.

use super::address;
use super::signs::RETURNED_AFTER;
use crate::bytes::begins;
use crate::input::header_block;
use crate::input::lines::{Lines, field_name};
use crate::message::Message;
use crate::span::{Span, Spanned};

/// Where the returned message stands in a text without parts: after a line that says so, else the
/// first header block below the notice. The first value is where the notice ends.
pub(super) fn find(text: &str, span: Span) -> (usize, Option<Span>) {
    for line in Lines::new(text, span) {
        let words = line.span.trim(text).of(text);
        let ruled = words.len() >= 40 && bare(words).is_empty();
        let marked = is_mark(words);
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
    match header_block(text, span).filter(|block| is_of_message(text, *block)) {
        Some(block) => (block.start, Some(Span::new(block.start, span.end))),
        None => (span.end, None),
    }
}

/// Whether the block is a message's: notices themselves name the subject, the date and whom the
/// message was for, and a line `From: …` of theirs stands alone.
pub(super) fn is_of_message(text: &str, block: Span) -> bool {
    const SURE: [&str; 5] = ["from", "received", "message-id", "return-path", "x-mailer"];
    const MORE: [&str; 6] = ["to", "subject", "date", "mime-version", "content-type", "cc"];
    let (mut sure, mut seen) = (0, 0_u32);
    let names = Lines::new(text, block).filter_map(|line| field_name(line.span.of(text)));
    for name in names {
        let mut known = SURE.iter().chain(&MORE);
        if let Some(at) = known.position(|known| known.eq_ignore_ascii_case(name)) {
            sure += usize::from(at < SURE.len());
            seen |= 1 << at;
        }
    }
    sure > 0 && (seen.count_ones() > 1 || sure > 1)
}

/// Whether the last words of `text[before]` say that a returned message follows.
pub(super) fn is_announced(text: &str, before: Span) -> bool {
    let lines = Lines::new(text, before).map(|line| line.span.trim(text).of(text));
    lines.filter(|words| !bare(words).is_empty()).last().is_some_and(is_mark)
}

// A line that says so.
fn is_mark(words: &str) -> bool {
    let inner = bare(words);
    (words.starts_with(['-', '|', '\u{2014}']) || words.ends_with([':', '.', '-', '\u{2014}']))
        && inner.len() < 120
        && RETURNED_AFTER.iter().any(|mark| begins(inner, mark))
}

fn bare(words: &str) -> &str {
    words.trim_matches(['-', ' ', '=', '_', '|', '\u{2014}'])
}

/// The recipient of the returned message, if it went to one only.
pub(super) fn only_recipient(message: &Message<'_>) -> Option<Spanned<String>> {
    let field = message.first("to").filter(|_| !message.has("cc"))?;
    let found = address::within(message.text, field.value())?;
    let rest = Span::new(found.end, field.value().end);
    let only = address::within(message.text, rest).is_none();
    only.then(|| Spanned::of(message.text, found))
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
