//! The value of a parameter.

use crate::scanner::unquote;
use crate::span::Span;

/// A value as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'t> {
    pub(super) text: &'t str,
    pub(super) raw: Span,
    pub(super) quoted: bool,
}

impl Value<'_> {
    /// Without quotes, quoted pairs and line breaks.
    pub(super) fn text(&self) -> String {
        let raw = self.raw.of(self.text);
        if self.quoted { unquote(raw) } else { raw.split(['\r', '\n']).collect() }
    }

    /// Whether the first quote that is no quoted pair is the end.
    pub(super) fn is_closed(&self) -> bool {
        let mut chars = self.raw.of(self.text).chars().skip(1);
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '"' => return true,
                _ => {}
            }
        }
        false
    }
}
