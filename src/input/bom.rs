//! The byte order mark that some programs save in front of the text.

use super::{Builder, Map, Repair, Undone};
use crate::span::Span;

pub(super) fn undo(text: &str, map: &Map) -> Option<Undone> {
    let mark = Span::new(0, '\u{feff}'.len_utf8());
    text.strip_prefix('\u{feff}')?;
    let mut builder = Builder::new(text, map);
    builder.copy(Span::new(mark.end, text.len()));
    let repair = Repair::new("bom", 1, map.span(mark));
    Some(Undone::rewritten(builder, repair))
}
