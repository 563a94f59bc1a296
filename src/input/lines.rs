//! Physical lines with their places: CRLF, LF and a lone CR all end a line.

use crate::bytes::line_length;
use crate::span::Span;

/// One physical line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without the line end.
    pub(crate) span: Span,
    /// Where the next line begins.
    pub(crate) next: usize,
}

/// Walks over the lines of `text[span]`.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Lines<'t> {
    /// Starts at the front of `span`.
    pub(crate) fn new(text: &'t str, span: Span) -> Self {
        let end = span.end.min(text.len());
        Self { text, at: span.start.min(end), end }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let bytes = rest.as_bytes();
        let len = line_length(bytes);
        let ending = match (bytes.get(len), bytes.get(len + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        let span = Span::new(self.at, self.at + len);
        self.at = span.end + ending;
        Some(Line { span, next: self.at })
    }
}

/// Whether nothing but blanks and tabs stands in the line.
pub(crate) fn is_blank(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b' ' | b'\t'))
}

/// The name of the header field that the line begins (RFC 5322 §2.2, with the blanks that §4.5
/// allows before the colon); none if it is no field.
pub(crate) fn field_name(line: &str) -> Option<&str> {
    let name = |b: &u8| b.is_ascii_graphic() && *b != b':';
    let length = line.bytes().take(LONGEST_NAME + 1).take_while(name).count();
    let rest = line.as_bytes().get(length..).unwrap_or_default();
    let colon = rest.iter().find(|b| !matches!(b, b' ' | b'\t'));
    let fits = (1..=LONGEST_NAME).contains(&length) && colon == Some(&b':');
    line.get(..length).filter(|_| fits)
}

/// Longer words before a colon are taken for text, not for a field name.
const LONGEST_NAME: usize = 77;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let text = "a\r\nb\n\rc";
        let lines: Vec<&str> =
            Lines::new(text, Span::new(0, text.len())).map(|line| line.span.of(text)).collect();
        assert_eq!(lines, ["a", "b", "", "c"]);
    }

    #[test]
    fn words_before_a_colon_are_no_field_name() {
        assert_eq!(field_name("X-Mailer : x"), Some("X-Mailer"));
        assert_eq!(field_name("Here are my headers:"), None);
        assert_eq!(field_name(": x"), None);
    }
}
