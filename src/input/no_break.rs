//! No-break blanks that a web page or word processor put where blanks were: at the edge of a line,
//! beside another blank, after the colon of a field. One between two words may be the writer's own.

use super::draft::Draft;
use super::lines::{Lines, field_name};
use super::{Builder, Repair, RepairKind, Undone};
use crate::bytes::holds;
use crate::span::Span;

const NO_BREAK: char = '\u{a0}';
const NO_BREAK_TEXT: &str = "\u{a0}";

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    if !holds(text, NO_BREAK_TEXT) {
        return None;
    }
    let mut builder = Builder::new(text, map);
    let (mut kept, mut count, mut first) = (0, 0, None);
    for line in Lines::new(text, Span::new(0, text.len())) {
        let words = line.span.of(text);
        let colon = field_name(words).and_then(|_| words.find(':'));
        let mut before = None;
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|(_, c)| *c);
            let beside = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\t' | NO_BREAK));
            let behind_colon = colon.is_some_and(|colon| colon + 1 == at);
            if c == NO_BREAK && (beside(before) || beside(after) || behind_colon) {
                let place = Span::new(line.span.start + at, line.span.start + at + c.len_utf8());
                builder.copy(Span::new(kept, place.start));
                builder.replace(place, " ");
                kept = place.end;
                count += 1;
                first.get_or_insert(place);
            }
            before = Some(c);
        }
    }
    builder.copy(Span::new(kept, text.len()));
    Some(Undone::rewritten(builder, Repair::new(RepairKind::NoBreak, count, map.span(first?))))
}
