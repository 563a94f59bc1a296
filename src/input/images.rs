//! `[cid:image001.png@01D0…]` in the place of pictures.

use super::draft::Draft;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::bytes::holds;
use crate::span::Span;

/// Bytes that one takes at most.
const LONGEST: usize = 300;

const OPEN: &str = "[cid:";

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    if !holds(text, OPEN) || draft.scope().mail {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for (at, _) in text.match_indices(OPEN) {
        let rest = text.get(at..).unwrap_or("");
        let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
        let end = near.find([']', '\n', '\r', ' ']);
        if let Some(end) = end.filter(|end| near.as_bytes().get(*end) == Some(&b']')) {
            rewrite.replace(Span::new(at, at + end + 1), "");
        }
    }
    rewrite.done(RepairKind::Images)
}
