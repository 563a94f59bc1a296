//! Indentation of all lines, as of a code block: it would make every line a continuation.

use super::draft::Draft;
use super::lines::{Lines, is_blank};
use super::{Builder, Repair, RepairKind, Undone};
use crate::span::Span;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let all = Span::new(0, text.len());
    let mut common: Option<&str> = None;
    for line in Lines::new(text, all) {
        let line = line.span.of(text);
        if is_blank(line) {
            continue;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let indent = line.get(..indent).unwrap_or("");
        let shared = match common {
            None => indent,
            Some(before) => {
                let same = before.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                before.get(..same).unwrap_or("")
            }
        };
        if shared.is_empty() {
            return None;
        }
        common = Some(shared);
    }
    let indent = common?;
    let mut builder = Builder::new(text, map);
    let mut count = 0;
    let mut first = None;
    for line in Lines::new(text, all) {
        // A blank line may be shorter than the indentation.
        let body = line.span.of(text);
        let cut = if body.starts_with(indent) {
            indent.len()
        } else {
            body.len() - body.trim_start_matches([' ', '\t']).len()
        };
        if cut > 0 {
            count += 1;
            first.get_or_insert(Span::new(line.span.start, line.span.start + cut));
        }
        builder.copy(Span::new(line.span.start + cut, line.next));
    }
    let repair = Repair::new(RepairKind::Indentation, count, map.span(first?));
    Some(Undone::rewritten(builder, repair))
}
