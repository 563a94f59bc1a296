//! The readable part of a notice, in a plain form for searching.

use crate::span::Span;

/// The largest number of bytes that are read of the readable part of a notice.
const LONGEST: usize = 64 * 1024;

/// The number of bits in the set of triples.
const BITS: usize = 1 << 14;

/// Words in lower case, with a set of their byte triples: most of the thousand signs of replies and
/// notices are ruled out without a search.
pub(super) struct Plain {
    words: String,
    triples: [u64; BITS / 64],
}

impl Plain {
    pub(super) fn new(words: String) -> Self {
        let mut triples = [0; BITS / 64];
        for three in words.as_bytes().windows(3) {
            let bit = bit(three);
            if let Some(set) = triples.get_mut(bit / 64) {
                *set |= 1 << (bit % 64);
            }
        }
        Self { words, triples }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns `true` if the text contains these words.
    pub(super) fn has(&self, words: &str) -> bool {
        self.may_have(words) && self.words.contains(words)
    }

    /// Returns `false` only if the triples rule out that these words occur in the text.
    pub(super) fn may_have(&self, words: &str) -> bool {
        let bytes = words.as_bytes();
        let seen = |three: Option<&[u8]>| {
            three.is_none_or(|three| {
                let bit = bit(three);
                self.triples.get(bit / 64).is_some_and(|set| set & (1 << (bit % 64)) != 0)
            })
        };
        let middle = bytes.len() / 2;
        seen(bytes.first_chunk::<3>().map(<[u8; 3]>::as_slice))
            && seen(bytes.last_chunk::<3>().map(<[u8; 3]>::as_slice))
            && seen(bytes.get(middle..middle + 3))
    }
}

fn bit(three: &[u8]) -> usize {
    three.iter().fold(0_usize, |bits, byte| (bits << 5) ^ usize::from(*byte)) % BITS
}

/// A text range and its plain form: ASCII letters in lower case, each run of white space as one
/// space, ASCII for typographic quotes and dashes, and quotes without the backslash of JSON. Signs
/// are looked for in the plain form, so that it does not matter where lines were broken or joined;
/// its places lead back to the text.
pub(super) struct SearchText<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    plain: Plain,
    /// For every byte of `plain`, and for its end: the byte offset in the text, from `span.start`
    /// on.
    places: Vec<u32>,
}

impl<'t> SearchText<'t> {
    pub(super) fn new(text: &'t str, span: Span) -> Self {
        let end = text.floor_char_boundary(span.start + LONGEST).min(span.end);
        let span = Span::new(span.start, end);
        let words = span.of(text);
        let mut plain = String::with_capacity(words.len());
        let mut places = Vec::with_capacity(words.len() + 1);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut at = 0;
        while let Some(rest) = words.get(at..) {
            // Most of a notice is copied as it stands, and put in lower case at the end.
            let run = rest.bytes().take_while(|b| b.is_ascii_graphic() && *b != b'\\').count();
            let (run, rest) = rest.split_at_checked(run).unwrap_or(("", rest));
            plain.push_str(run);
            // At most LONGEST bytes, so the sum fits.
            places.extend(place(at)..place(at + run.len()));
            at += run.len();
            let Some(c) = rest.chars().next() else { break };
            match c {
                ' ' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{3000}' | '\u{2028}' => {
                    if !plain.ends_with(' ') {
                        plain.push(' ');
                    }
                }
                // A quote in JSON inside JSON.
                '\\' if rest.starts_with("\\\"") => {}
                '\u{2018}' | '\u{2019}' => plain.push('\''),
                '\u{201c}' | '\u{201d}' => plain.push('"'),
                '\u{2013}' => plain.push('-'),
                '\u{2014}' => plain.push_str("--"),
                _ => plain.push(c),
            }
            places.resize(plain.len(), place(at));
            at += c.len_utf8();
        }
        plain.make_ascii_lowercase();
        places.push(place(words.len()));
        Self { text, span, plain: Plain::new(plain), places }
    }

    /// Returns `true` if the sign, in lower case with single spaces, occurs in the text.
    pub(super) fn has(&self, sign: &str) -> bool {
        self.plain.has(sign)
    }

    /// Returns `true` if one of the signs occurs in the text.
    pub(super) fn has_any(&self, signs: &[&str]) -> bool {
        signs.iter().any(|sign| self.has(sign))
    }

    /// Returns the span of the first sign, in the order of `signs`, that occurs in `span`. A `<` at
    /// the end of a sign only looks ahead.
    pub(super) fn find(&self, span: Span, signs: &[&str]) -> Option<Span> {
        let (from, plain) = self.slice(span);
        let mut known = signs.iter().filter(|sign| self.plain.may_have(sign));
        known.find_map(|sign| plain.find(*sign).map(|at| self.place(from + at, sign)))
    }

    /// Returns the span of the sign that occurs first in `span`, and of the longer one if two begin
    /// at the same place.
    pub(super) fn find_first(&self, span: Span, signs: &[&str]) -> Option<Span> {
        let (from, plain) = self.slice(span);
        let known = signs.iter().filter(|sign| self.plain.may_have(sign));
        let found = known.filter_map(|sign| plain.find(*sign).map(|at| (at, *sign)));
        let first = found.min_by_key(|(at, sign)| (*at, usize::MAX - sign.len()));
        first.map(|(at, sign)| self.place(from + at, sign))
    }

    /// Returns the spans of all occurrences of one sign in `span`.
    pub(super) fn find_all(&self, span: Span, sign: &str) -> impl Iterator<Item = Span> {
        let (from, plain) = self.slice(span);
        let plain = if self.plain.may_have(sign) { plain } else { "" };
        plain.match_indices(sign).map(move |(at, sign)| self.place(from + at, sign))
    }

    /// Returns the byte offset after the first sign, in the order of `signs`, that occurs in the
    /// text.
    pub(super) fn after(&self, signs: &[&str]) -> Option<usize> {
        self.find(self.span, signs).map(|found| found.end)
    }

    /// Returns the value of the first sign, in the order of `signs`, that occurs in `span`.
    pub(super) fn first<'s, T>(&self, span: Span, signs: &'s [(&str, T)]) -> Option<&'s T> {
        let (_, plain) = self.slice(span);
        let mut known = signs.iter().filter(|(sign, _)| self.plain.may_have(sign));
        known.find(|(sign, _)| plain.contains(sign)).map(|(_, told)| told)
    }

    /// Returns the plain form of a range of the text.
    pub(super) fn plain(&self, span: Span) -> &str {
        self.slice(span).1
    }

    /// Returns the plain form of a range of the text, and the byte offset at which it begins in the
    /// plain form of the whole.
    fn slice(&self, span: Span) -> (usize, &str) {
        let index = |place: usize| {
            let place = place.saturating_sub(self.span.start);
            self.places.partition_point(|p| (*p as usize) < place).min(self.plain.words.len())
        };
        let (start, end) = (index(span.start), index(span.end));
        (start, self.plain.words.get(start..end).unwrap_or(""))
    }

    fn place(&self, at: usize, sign: &str) -> Span {
        let len = sign.len() - usize::from(sign.ends_with('<'));
        let text = |at: usize| self.places.get(at).map_or(self.span.len(), |place| *place as usize);
        Span::new(self.span.start + text(at), self.span.start + text(at + len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_across_lines_and_typographic_marks() {
        let text = "xx It\u{2019}s  the\r\n\r\n Mail\u{a0}System\n<a@example.org>: no";
        let words = SearchText::new(text, Span::new(3, text.len()));
        let place = |sign: &str| words.find(words.span, &[sign]).map(|span| span.of(text));
        assert_eq!(place("it's the mail"), Some("It\u{2019}s  the\r\n\r\n Mail"));
        assert_eq!(place("mail system <"), Some("Mail\u{a0}System\n"));
        assert_eq!(place("xx"), None);
        assert_eq!(words.plain(Span::new(text.len() - 4, text.len())), ": no");
    }

    #[test]
    fn what_is_missing_is_not_said() {
        let reply = Plain::new("550 5.1.1 no such person at this address".to_owned());
        assert!(!reply.has("no such user"));
        assert!(!reply.has("at this address!"));
        assert!(reply.has("550") && reply.has("address") && reply.has("no such person"));
        assert!(!Plain::new(String::new()).has("550"));
        assert!(!Plain::new("55".to_owned()).has("550"));
    }
}
