//! Message identifiers (RFC 5322 §3.6.4): Message-ID, In-Reply-To, References, Content-ID.

use crate::span::{Flaw, Span};

/// What is wrong with a message id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFlaw {
    /// No angle brackets around.
    NoBrackets,
    /// No `@`.
    NoAt,
    /// More than one `@` outside quotes.
    SeveralAt,
    /// White space or a line break inside.
    BlankInside,
    /// A byte above 127.
    NonAscii,
    /// Left or right side empty.
    EmptySide,
    /// A character that dot-atom-text forbids (other than the above).
    BadCharacter,
    /// Text beside the ids (in Message-ID: anything; in References: words that are no id).
    Trailing,
}

/// One id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageId {
    /// With its brackets, if any.
    pub span: Span,
    /// Without brackets.
    pub inner: Span,
    /// Left of the last `@`; all of it when there is none.
    pub left: Span,
    /// Right of it; empty when there is none.
    pub right: Span,
    /// What is wrong.
    pub flaws: Vec<Flaw<IdFlaw>>,
}

/// Reads a Message-ID body: exactly one id is expected. None for an empty value.
pub fn parse_one(text: &str, span: Span) -> Option<MessageId> {
    let _ = (text, span);
    None
}

/// Reads References or In-Reply-To: any number of ids; other text is a [`IdFlaw::Trailing`] flaw.
pub fn parse_list(text: &str, span: Span) -> (Vec<MessageId>, Vec<Flaw<IdFlaw>>) {
    let _ = (text, span);
    (Vec::new(), Vec::new())
}
