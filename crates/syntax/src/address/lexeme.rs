//! The lexemes of an entry: words, quoted strings, specials, and angle brackets as one.

use crate::span::Span;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Quoted,
    /// `[192.0.2.1]`
    Literal,
    At,
    Dot,
    /// Any other special.
    Other,
    /// A control character.
    Control,
    /// A quote without partner, flagged already.
    LoneQuote,
    /// Index into the angles of the entry.
    Angle(usize),
}

#[derive(Clone, Copy)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// The range of all lexemes together.
pub(super) fn range(lexemes: &[Lexeme]) -> Option<Span> {
    Some(lexemes.first()?.span.to(lexemes.last()?.span))
}
