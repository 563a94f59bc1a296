//! Parameters in several pieces or with a charset (RFC 2231 §3 and §4).

use super::transfer::hex;
use super::value::Value;
use super::{MimeFlaw, MimeValue};
use crate::order::sort_by_key;
use crate::span::{Flaw, Span};
use crate::{charset, encoded_word};

/// Digits in `name*0*`; longer numbers are no numbers.
const SECTION_DIGITS: usize = 4;

/// One `name*`, `name*0` or `name*0*` with its value.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    section: usize,
    /// Whether the value is percent-encoded.
    percent: bool,
    span: Span,
    value: Value<'t>,
}

impl<'t> Piece<'t> {
    /// Reads what follows the name: `suffix` begins with `*`. None if it is neither a number nor
    /// a star.
    pub(super) fn new(suffix: &str, span: Span, value: Value<'t>) -> Option<Self> {
        let rest = suffix.strip_prefix('*')?;
        let (digits, percent) = match rest.strip_suffix('*') {
            Some(digits) => (digits, true),
            None => (rest, rest.is_empty()),
        };
        let section = match digits {
            "" if rest.is_empty() => 0,
            _ if digits.len() > SECTION_DIGITS || !digits.bytes().all(|b| b.is_ascii_digit()) => {
                None?
            }
            _ => digits.parse().ok()?,
        };
        Some(Self { section, percent, span, value })
    }
}

/// All pieces of one parameter.
#[derive(Debug)]
pub(super) struct Group<'t> {
    /// The name in lower case.
    pub(super) key: String,
    /// Which of the parameters they make up.
    pub(super) parameter: usize,
    pub(super) pieces: Vec<Piece<'t>>,
}

impl Group<'_> {
    /// Joins the pieces into the value of their parameter.
    pub(super) fn join(mut self, out: &mut MimeValue) {
        sort_by_key(&mut self.pieces, |piece| piece.section as u64);
        let Some(first) = self.pieces.first() else { return };
        let raw = first.value.raw;
        let mut broken =
            self.pieces.iter().enumerate().find(|(n, p)| p.section != *n).map(|(_, p)| p.span);

        let mut charset = "utf-8".to_owned();
        let mut bytes = Vec::new();
        for (n, piece) in self.pieces.iter().enumerate() {
            let text = piece.value.text();
            let mut text = text.as_str();
            if piece.percent && n == 0 {
                let mut parts = text.splitn(3, '\'');
                if let (Some(name), Some(_), Some(rest)) =
                    (parts.next(), parts.next(), parts.next())
                {
                    if !name.is_empty() {
                        name.clone_into(&mut charset);
                    }
                    text = rest;
                } else {
                    broken = broken.or(Some(piece.span));
                }
            }
            if piece.percent {
                percent_decode(text, &mut bytes);
            } else {
                bytes.extend_from_slice(text.as_bytes());
            }
        }
        let percent_at = self.pieces.iter().position(|piece| piece.percent);
        if let Some(piece) = percent_at.filter(|at| *at > 0).and_then(|at| self.pieces.get(at)) {
            broken = broken.or(Some(piece.span));
        }
        let mut value = charset::decode(&charset, &bytes)
            .unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
        let whole = Span::new(0, value.len());
        if !encoded_word::find(&value, whole).is_empty() {
            out.flaws.push(Flaw { kind: MimeFlaw::EncodedWord, span: raw });
            value = encoded_word::decode(&value, whole, false).text;
        }
        out.flaws.extend(broken.map(|span| Flaw { kind: MimeFlaw::BrokenExtended, span }));
        if let Some(parameter) = out.parameters.get_mut(self.parameter) {
            parameter.value = value;
        }
    }
}

fn percent_decode(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escape = match after {
            [high, low, tail @ ..] if *byte == b'%' => hex(*high, *low).map(|byte| (byte, tail)),
            _ => None,
        };
        let (byte, tail) = escape.unwrap_or((*byte, after));
        out.push(byte);
        rest = tail;
    }
}
