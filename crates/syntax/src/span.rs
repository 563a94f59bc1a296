//! Where something stands in the text.

use crate::order::sort_by_key;
use serde::{Deserialize, Serialize, Serializer};

/// A half-open range `start..end`. Byte offsets into the text everywhere inside the crate;
/// UTF-16 code units only after a report was turned for the browser.
///
/// Serialized as the pair `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "(usize, usize)")]
pub struct Span {
    /// First position inside.
    pub start: usize,
    /// First position after.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; an end before the start gives the empty range at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The empty range at `at`.
    pub const fn empty(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in units of the text.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing stands inside.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text of this range; empty where the range is out of bounds or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The range without leading and trailing white space (blank, tab, CR, LF).
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let mut kept = self.of(text).as_bytes();
        let end = self.start + kept.len();
        while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = kept {
            kept = rest;
        }
        let start = end - kept.len();
        while let [rest @ .., b' ' | b'\t' | b'\r' | b'\n'] = kept {
            kept = rest;
        }
        Self::new(start, start + kept.len())
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self::new(start, end)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A half-open range of the text, in the unit that the report names.",
            "type": "array",
            "prefixItems": [
                { "title": "start", "type": "integer", "minimum": 0 },
                { "title": "end", "type": "integer", "minimum": 0 },
            ],
            "minItems": 2,
            "maxItems": 2,
        })
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

/// A value and where it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub value: T,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub const fn new(span: Span, value: T) -> Self {
        Self { span, value }
    }
}

impl Spanned<String> {
    /// The words that stand there.
    pub fn of(text: &str, span: Span) -> Self {
        Self::new(span, span.of(text).to_owned())
    }
}

/// Something wrong inside a token, of a kind that the lexer defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw<K> {
    /// What is wrong.
    pub kind: K,
    /// Where.
    pub span: Span,
}

impl<K> Flaw<K> {
    /// Brings flaws into the order of the text.
    pub fn sort(flaws: &mut [Self]) {
        sort_by_key(flaws, |flaw| flaw.span.start as u64);
    }
}

/// Translates byte offsets into UTF-16 offsets: a table of the non-ASCII places only.
#[derive(Debug, Default)]
pub struct Utf16Table {
    // (byte offset just after a non-ASCII character, bytes minus units up to there)
    places: Vec<(usize, usize)>,
}

impl Utf16Table {
    /// Walks the text once.
    pub fn new(text: &str) -> Self {
        let mut places = Vec::new();
        let mut saved = 0;
        if !text.is_ascii() {
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                saved += c.len_utf8() - c.len_utf16();
                places.push((at + c.len_utf8(), saved));
            }
        }
        Self { places }
    }

    /// The UTF-16 offset of a byte offset (on a character boundary).
    pub fn at(&self, byte: usize) -> usize {
        let after = self.places.partition_point(|(end, _)| *end <= byte);
        let saved = after.checked_sub(1).and_then(|i| self.places.get(i)).map_or(0, |(_, s)| *s);
        byte - saved
    }

    /// A range in UTF-16 units.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn utf16_counts_units_not_bytes() {
        let text = "aé日🙂z";
        let table = Utf16Table::new(text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(table.at(byte), text[..byte].encode_utf16().count(), "at byte {byte}");
        }
    }

    #[test]
    fn trimming_keeps_the_place() {
        let text = "x:  a b \r\n";
        assert_eq!(Span::new(2, text.len()).trim(text), Span::new(4, 7));
        assert_eq!(Span::new(2, 4).trim(text), Span::empty(4));
    }

    #[test]
    fn spans_out_of_bounds_read_as_empty() {
        assert_eq!(Span::new(1, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
