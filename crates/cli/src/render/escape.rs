//! Hostile text made harmless: what a terminal obeys and what nobody sees is written out.

use headerlint::span::Span;

/// A text in which characters were written out, and where each byte of the original went.
#[derive(Debug, Default)]
pub(super) struct Escaped {
    /// The harmless text.
    pub(super) text: String,
    // (offset in the original just after a changed character, bytes gained up to there)
    grown: Vec<(usize, isize)>,
}

impl Escaped {
    /// Writes out; line feeds and tabs stay, carriage returns of line ends go.
    pub(super) fn source(text: &str) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), grown: Vec::new() };
        let mut gained = 0_isize;
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let before = out.text.len();
            match c {
                '\n' | '\t' => out.text.push(c),
                '\r' if rest.peek().is_none_or(|(_, next)| *next == '\n') => {}
                _ => push(&mut out.text, c),
            }
            let (was, is) = (c.len_utf8(), out.text.len() - before);
            if was != is {
                gained = gained.saturating_add_unsigned(is).saturating_sub_unsigned(was);
                out.grown.push((at + c.len_utf8(), gained));
            }
        }
        out
    }

    /// A range of the original in the harmless text.
    pub(super) fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }

    fn at(&self, offset: usize) -> usize {
        let after = self.grown.partition_point(|(end, _)| *end <= offset);
        let gained = after.checked_sub(1).and_then(|i| self.grown.get(i)).map_or(0, |(_, g)| *g);
        offset.saturating_add_signed(gained)
    }
}

/// One line of harmless text: control characters, line ends included, are written out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out
}

fn push(out: &mut String, c: char) {
    if is_hidden(c) {
        out.extend(c.escape_unicode());
    } else {
        out.push(c);
    }
}

/// Whether a character steers the terminal, turns the direction of writing, or shows nothing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(escape("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(escape("x\u{202e}y\u{200b}z\u{9b}"), "x\\u{202e}y\\u{200b}z\\u{9b}");
        assert_eq!(escape("日本 é 🙂"), "日本 é 🙂");
        assert_eq!(escape("a\r\nb"), "a\\u{d}\\u{a}b");
    }

    #[test]
    fn places_move_with_what_was_written_out() {
        let text = "a\u{1b}b日\u{202e}c\r\nd";
        let escaped = Escaped::source(text);
        assert_eq!(escaped.text, "a\\u{1b}b日\\u{202e}c\nd");
        for letter in ["a", "b", "日", "c", "d"] {
            let at = text.find(letter).unwrap();
            let span = escaped.span(Span::new(at, at + letter.len()));
            assert_eq!(span.of(&escaped.text), letter);
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            let escaped = Escaped::source(&text);
            prop_assert!(escaped.text.chars().all(|c| c == '\n' || c == '\t' || !is_hidden(c)));
            prop_assert_eq!(escaped.at(text.len()), escaped.text.len());
            for (at, c) in text.char_indices().filter(|(_, c)| *c != '\r') {
                let span = escaped.span(Span::new(at, at + c.len_utf8()));
                prop_assert!(escaped.text.get(span.start..span.end).is_some_and(|s| !s.is_empty()));
            }
        }
    }
}
