//! Finds the returned message in a notice without parts.

use super::address;
use super::signs::RETURNED_AFTER;
use crate::bytes::begins;
use crate::input::header_block;
use crate::input::lines::{Lines, field_name};
use crate::message::Message;
use crate::span::{Span, Spanned};

/// Finds the returned message in a text without parts: after a line that announces it, otherwise at
/// the first header block below the notice. Returns the byte offset at which the notice ends, and
/// the span of the returned message if there is one.
pub(super) fn find(text: &str, span: Span) -> (usize, Option<Span>) {
    for line in Lines::new(text, span) {
        let words = line.span.trim(text).of(text);
        let ruled = words.len() >= 40 && bare(words).is_empty();
        let marked = is_mark(words);
        if !(ruled || marked) {
            continue;
        }
        let rest = Span::new(line.next, span.end);
        // A ruled line may stand anywhere, so the header must follow it at once.
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

/// Returns `true` if the block is the header of a message. Notices, too, name the subject, the date
/// and the recipient in lines of that form, and may have a line `From: …` by itself.
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

/// Returns `true` if the last line of `text[before]` that is not blank announces a returned
/// message.
pub(super) fn is_announced(text: &str, before: Span) -> bool {
    let lines = Lines::new(text, before).map(|line| line.span.trim(text).of(text));
    lines.filter(|words| !bare(words).is_empty()).last().is_some_and(is_mark)
}

/// Returns `true` for a line that announces the returned message.
fn is_mark(words: &str) -> bool {
    let inner = bare(words);
    (words.starts_with(['-', '|', '\u{2014}']) || words.ends_with([':', '.', '-', '\u{2014}']))
        && inner.len() < 120
        && RETURNED_AFTER.iter().any(|mark| begins(inner, mark))
}

fn bare(words: &str) -> &str {
    words.trim_matches(['-', ' ', '=', '_', '|', '\u{2014}'])
}

/// Returns the recipient of the returned message, if it went to a single one.
pub(super) fn only_recipient(message: &Message<'_>) -> Option<Spanned<String>> {
    let field = message.first("to").filter(|_| !message.has("cc"))?;
    let found = address::within(message.text, field.value())?;
    let rest = Span::new(found.end, field.value().end);
    let only = address::within(message.text, rest).is_none();
    only.then(|| Spanned::of(message.text, found))
}

/// The last line, counted from 0, that is looked at after a ruled line.
const NEAR: usize = 8;

/// Returns the header block that begins at the next line that is not blank.
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
