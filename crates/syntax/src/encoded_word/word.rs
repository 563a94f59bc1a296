//! One encoded-word: where it ends, and the bytes that it stands for.

use super::EncodedWord;
use crate::mime::transfer::{Base64, hex};
use crate::span::Span;
use memchr::memchr3_iter;

/// Bytes from `=?` to `?=`: 75 are allowed, and what is longer than this is not taken as a word.
const WORD_LIMIT: usize = 2_000;

/// Letters in the name of the encoding: one is allowed.
const ENCODING_LIMIT: usize = 16;

/// The encoded-word that begins at `at`, if one does. Blanks and question marks in its payload are
/// let in, as mail programs do; `quoted`: a quote ends the text that it may stand in.
pub(super) fn word_at(text: &str, at: usize, end: usize, quoted: bool) -> Option<EncodedWord> {
    let rest = text.as_bytes().get(at..end.min(at.saturating_add(WORD_LIMIT)).min(text.len()))?;
    let inner = rest.strip_prefix(b"=?")?;
    let charset = inner.iter().position(|b| !is_charset_byte(*b))?;
    let after_charset = inner.get(charset..)?.strip_prefix(b"?")?;
    let encoding = after_charset.iter().position(|b| !b.is_ascii_alphanumeric())?;
    let payload = after_charset.get(encoding..)?.strip_prefix(b"?")?;
    if encoding == 0 || encoding > ENCODING_LIMIT {
        return None;
    }
    let length = payload_length(payload, quoted)?;

    let charset = Span::new(at + 2, at + 2 + charset);
    let encoding = Span::new(charset.end + 1, charset.end + 1 + encoding);
    let payload = Span::new(encoding.end + 1, encoding.end + 1 + length);
    let language = charset.of(text).find('*').map_or(charset.end, |star| charset.start + star);
    Some(EncodedWord {
        span: Span::new(at, payload.end + 2),
        charset: Span::new(charset.start, language),
        encoding,
        payload,
    })
}

/// A token of RFC 2047 §2, with the `.` and `:` of names such as `ISO_8859-1:1987` let in.
const fn is_charset_byte(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'(' | b')'
                | b'<'
                | b'>'
                | b'@'
                | b','
                | b';'
                | b'"'
                | b'/'
                | b'['
                | b']'
                | b'?'
                | b'='
        )
}

/// Bytes before the closing `?=`; none if another word begins before it.
fn payload_length(payload: &[u8], quoted: bool) -> Option<usize> {
    // The signs that may end it; what stands between them is let in.
    let mut signs = memchr3_iter(b'?', 0, if quoted { b'"' } else { 0 }, payload);
    signs.find_map(|at| match payload.get(at) {
        Some(b'?') if payload.get(at + 1) == Some(&b'=') => Some(Some(at)),
        Some(b'?') if at.checked_sub(1).and_then(|at| payload.get(at)) != Some(&b'=') => None,
        _ => Some(None),
    })?
}

/// What a payload stands for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Payload {
    pub(super) bytes: Vec<u8>,
    /// Not wholly base64 or Q.
    pub(super) bad: bool,
    /// base64 that lacks `=`.
    pub(super) unpadded: bool,
}

impl Payload {
    /// None where the encoding is neither B nor Q.
    pub(super) fn decode(text: &str, word: &EncodedWord) -> Option<Self> {
        let payload = word.payload.of(text);
        match word.encoding.of(text) {
            "B" | "b" => {
                let Base64 { bytes, foreign, unpadded, loose } = Base64::decode(payload);
                Some(Self { bytes, bad: foreign || loose, unpadded })
            }
            "Q" | "q" => Some(Self::decode_q(payload.as_bytes())),
            _ => None,
        }
    }

    fn decode_q(mut rest: &[u8]) -> Self {
        let mut read = Self::default();
        while let [byte, after @ ..] = rest {
            rest = after;
            match (*byte, after) {
                (b'_', _) => read.bytes.push(b' '),
                (b'=', [high, low, tail @ ..]) if hex(*high, *low).is_some() => {
                    read.bytes.extend(hex(*high, *low));
                    rest = tail;
                }
                (b'\r' | b'\n', _) => read.bad = true,
                _ => {
                    read.bad |= !byte.is_ascii_graphic() || matches!(byte, b'=' | b'?');
                    read.bytes.push(*byte);
                }
            }
        }
        read
    }
}
