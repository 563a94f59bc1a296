//! The byte order mark that some programs save in front of the text.

use super::draft::Draft;
use super::{Builder, Repair, RepairKind, Undone};
use crate::span::Span;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let mark = Span::new(0, '\u{feff}'.len_utf8());
    text.strip_prefix('\u{feff}')?;
    let mut builder = Builder::new(text, map);
    builder.copy(Span::new(mark.end, text.len()));
    let repair = Repair::new(RepairKind::Bom, 1, map.span(mark));
    Some(Undone::rewritten(builder, repair))
}
