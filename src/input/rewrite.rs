//! Replacing places of a text, in order, with everything between them kept.

use super::{Builder, Map, Repair, RepairKind, Undone};
use crate::span::Span;

/// Counts what it replaces and keeps the first place, for the repair to be told.
pub(super) struct Rewrite<'s> {
    builder: Builder<'s>,
    map: &'s Map,
    len: usize,
    kept: usize,
    count: usize,
    first: Option<Span>,
}

impl<'s> Rewrite<'s> {
    pub(super) fn new(text: &'s str, map: &'s Map) -> Self {
        let builder = Builder::new(text, map);
        Self { builder, map, len: text.len(), kept: 0, count: 0, first: None }
    }

    /// Replaces a place behind the last one and counts it.
    pub(super) fn replace(&mut self, span: Span, with: &str) {
        self.also(span, with);
        self.count += 1;
        self.first.get_or_insert(span);
    }

    /// Replaces a place that belongs to one already counted.
    pub(super) fn also(&mut self, span: Span, with: &str) {
        if span.start < self.kept {
            return;
        }
        self.builder.copy(Span::new(self.kept, span.start));
        self.builder.replace(span, with);
        self.kept = span.end;
    }

    /// None where nothing was replaced.
    pub(super) fn done(mut self, id: RepairKind) -> Option<Undone> {
        let first = self.first?;
        self.builder.copy(Span::new(self.kept, self.len));
        Some(Undone::rewritten(self.builder, Repair::new(id, self.count, self.map.span(first))))
    }
}
