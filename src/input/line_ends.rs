//! Line ends of Unicode (U+2028, U+2029, U+0085) in the place of all others.

use super::draft::Draft;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;
use memchr::memchr2;

const ENDS: [char; 3] = ['\u{2028}', '\u{2029}', '\u{85}'];

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    // Each of them begins with one of these bytes.
    memchr2(0xe2, 0xc2, text.as_bytes())?;
    let ends = text.matches(ENDS).count();
    // One in a subject is the writer's own.
    if ends < 2 || text.matches(['\r', '\n']).count() >= ends {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for (at, end) in text.match_indices(ENDS) {
        rewrite.replace(Span::new(at, at + end.len()), "\n");
    }
    rewrite.done(RepairKind::LineEnds)
}
