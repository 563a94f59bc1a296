//! The `From ` line of an mbox file (RFC 4155): told, not taken away; it is no field.

use super::draft::Draft;
use super::lines::Lines;
use super::{Repair, RepairKind, Undone};
use crate::span::Span;

pub(super) fn note(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
    let head = text.trim_start_matches(['\r', '\n']);
    if !head.starts_with("From ") && !head.starts_with(">From ") {
        return None;
    }
    let start = text.len() - head.len();
    let line = Lines::new(text, Span::new(start, text.len())).next()?;
    Some(Undone::noted(Repair::new(RepairKind::MboxFrom, 1, map.span(line.span))))
}
