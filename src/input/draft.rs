//! The text as the repairs so far have left it, and what several of them ask of it.

use super::Map;
use super::recognise::header_block;
use super::scope::Scope;
use crate::span::Span;
use std::cell::OnceCell;

/// What a repair looks at.
pub(super) struct Draft<'d> {
    pub(super) text: &'d str,
    /// Leads back to the input.
    pub(super) map: &'d Map,
    pub(super) seen: &'d Seen,
}

/// Found at most once in a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    block: OnceCell<Option<Span>>,
    scope: OnceCell<Scope>,
}

impl Draft<'_> {
    /// The first header block.
    pub(super) fn block(&self) -> Option<Span> {
        self.seen.block(self.text)
    }

    /// How far a repair may go.
    pub(super) fn scope(&self) -> Scope {
        *self.seen.scope.get_or_init(|| Scope::of(self.text, self.block()))
    }
}

impl Seen {
    /// The first header block of the text that this belongs to.
    pub(super) fn block(&self, text: &str) -> Option<Span> {
        *self.block.get_or_init(|| header_block(text, Span::new(0, text.len())))
    }
}
