//! A blank line after every line, as some programs paste paragraphs.

use super::draft::Draft;
use super::lines::{Lines, field_name, is_blank};
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;

/// Whether the sentence of a full line seems to go on in the next.
fn goes_on(line: &str) -> bool {
    line.len() > 40 && line.trim_end().ends_with(|c: char| c.is_ascii_lowercase() || c == ',')
}

/// Lines that are not blank, at least.
const FEWEST: usize = 4;

/// So many of the places where lines meet may be without a blank line between: one in so many.
const EXCEPTIONS: usize = 50;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let all = Span::new(0, text.len());
    // A look at the front is enough for nearly every text.
    let (mut filled, mut close, mut run) = (0, 0, 0);
    let (mut single, mut triple, mut even, mut fields) = (0, 0, 0, 0);
    let (mut above, mut sentences) = ("", 0);
    for line in Lines::new(text, all) {
        let words = line.span.of(text);
        if is_blank(words) {
            run += 1;
            continue;
        }
        match run {
            _ if filled == 0 => {}
            0 => close += 1,
            1 => {
                single += 1;
                sentences += usize::from(goes_on(above));
            }
            _ if run % 2 == 1 => triple += 1,
            _ => even += 1,
        }
        run = 0;
        above = words;
        filled += 1;
        let folded = fields > 0 && words.starts_with([' ', '\t']);
        fields += usize::from(folded || field_name(words).is_some());
        if filled == 2 * FEWEST && close > 2 {
            return None;
        }
    }
    let doubled = close * EXCEPTIONS <= filled && even * 10 <= single + triple && single > 0;
    // Paragraphs of one line each are as they should be; sentences that go on, or fields, are not.
    let told = (triple > 0 && sentences > 0) || fields * 2 > filled;
    if filled < FEWEST || !doubled || !told {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    let mut blanks: Option<(Span, usize)> = None;
    let mut seen = false;
    for line in Lines::new(text, all) {
        if is_blank(line.span.of(text)) {
            let (span, count) = blanks.get_or_insert((Span::empty(line.span.start), 0));
            *count += 1;
            // Of three blank lines one was there before.
            if *count % 2 == 1 && seen {
                rewrite.replace(Span::new(line.span.start, line.next), "");
            }
            span.end = line.next;
        } else {
            blanks = None;
            seen = true;
        }
    }
    rewrite.done(RepairKind::BlankLines)
}
