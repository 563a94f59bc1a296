//! The reading head that the lexers share.

use crate::bytes::begins;
use crate::span::Span;
use memchr::{memchr2, memchr3};

/// How deep comments may nest before the rest of the value is taken as one comment.
pub const COMMENT_DEPTH: usize = 32;

/// Walks over one value of the text, never past its end.
#[derive(Clone, Debug)]
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

/// Whether RFC 5322 §3.2.3 lets the character stand in an atom; non-ASCII counts (RFC 6532 §3.2).
pub fn is_atext(c: char) -> bool {
    matches!(c, 'A'..='Z' | '0'..='9' | '!' | '#'..='\'' | '*' | '+' | '-' | '/' | '=' | '?' | '^'..='~')
        || !c.is_ascii()
}

/// Blank, tab, CR or LF: the white space of a folded value.
pub fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

impl<'t> Scanner<'t> {
    /// Starts at the front of `span`.
    pub fn new(text: &'t str, span: Span) -> Self {
        let end = span.end.min(text.len());
        Self { text, at: span.start.min(end), end }
    }

    /// The text that spans point into.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Position of the next character.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.at >= self.end
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    /// The range still to be read.
    pub fn rest_span(&self) -> Span {
        Span::new(self.at, self.end)
    }

    /// The range from `start` to here.
    pub fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Goes to a position; never backwards past the text or forwards past the end.
    pub fn jump(&mut self, to: usize) {
        self.at = to.min(self.end);
    }

    /// The next character, not consumed.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Consumes one character.
    pub fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Consumes `c` if it comes next.
    pub fn eat(&mut self, c: char) -> bool {
        let hit = self.peek() == Some(c);
        if hit {
            self.at += c.len_utf8();
        }
        hit
    }

    /// Consumes `word` if it comes next, in any ASCII case.
    pub fn eat_word(&mut self, word: &str) -> bool {
        let hit = begins(self.rest(), word);
        if hit {
            self.at += word.len();
        }
        hit
    }

    /// Consumes characters as long as `keep` says so; may be empty.
    pub fn take_while(&mut self, mut keep: impl FnMut(char) -> bool) -> Span {
        self.take(&mut keep)
    }

    // Compiled once, not once a caller.
    #[inline(never)]
    fn take(&mut self, keep: &mut dyn FnMut(char) -> bool) -> Span {
        let start = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.since(start)
    }

    /// Skips blank, tab, CR and LF.
    pub fn skip_blanks(&mut self) -> Span {
        let start = self.at;
        let rest = self.rest().as_bytes();
        let blank = |b: &&u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
        self.at += rest.iter().take_while(blank).count();
        self.since(start)
    }

    /// Skips white space and comments (RFC 5322 §3.2.2 CFWS), handing each comment to `comment`.
    pub fn skip_cfws(&mut self, mut comment: impl FnMut(Span)) {
        self.skip(&mut comment);
    }

    #[inline(never)]
    fn skip(&mut self, comment: &mut dyn FnMut(Span)) {
        loop {
            self.skip_blanks();
            match self.comment() {
                Some(span) => comment(span),
                None => return,
            }
        }
    }

    /// Reads `( … )` with nesting and quoted pairs; an open end closes at the end of the value.
    pub fn comment(&mut self) -> Option<Span> {
        if self.peek() != Some('(') {
            return None;
        }
        let start = self.at;
        let mut depth = 0;
        loop {
            let rest = self.rest().as_bytes();
            let sign = memchr3(b'(', b')', b'\\', rest);
            self.at += sign.map_or(rest.len(), |at| at + 1);
            match sign.and_then(|at| rest.get(at)) {
                None => break,
                Some(b'\\') => {
                    self.bump();
                }
                Some(b'(') => depth += 1,
                Some(_) => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            if depth > COMMENT_DEPTH {
                self.at = self.end;
            }
        }
        Some(self.since(start))
    }

    /// Reads `" … "` with quoted pairs, quotes included; an open end closes at the end of the value.
    pub fn quoted_string(&mut self) -> Option<Span> {
        if self.peek() != Some('"') {
            return None;
        }
        let start = self.at;
        self.bump();
        loop {
            let rest = self.rest().as_bytes();
            let sign = memchr2(b'"', b'\\', rest);
            self.at += sign.map_or(rest.len(), |at| at + 1);
            if sign.is_none_or(|at| rest.get(at) == Some(&b'"')) {
                break;
            }
            self.bump();
        }
        Some(self.since(start))
    }
}

/// The text of a quoted string without its quotes, quoted pairs and line breaks undone.
pub fn unquote(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').unwrap_or(quoted);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '\r' | '\n' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_nest_and_end_with_the_value() {
        let text = "(a (b) \\) c) x (open";
        let mut scanner = Scanner::new(text, Span::new(0, text.len()));
        assert_eq!(scanner.comment().map(|s| s.of(text)), Some("(a (b) \\) c)"));
        scanner.skip_blanks();
        scanner.bump();
        let mut seen = Vec::new();
        scanner.skip_cfws(|span| seen.push(span.of(text)));
        assert_eq!(seen, ["(open"]);
        assert!(scanner.is_done());
    }

    #[test]
    fn quoted_strings_keep_their_pairs() {
        let text = r#""a\"b" tail"#;
        let mut scanner = Scanner::new(text, Span::new(0, text.len()));
        let span = scanner.quoted_string().unwrap();
        assert_eq!(span.of(text), r#""a\"b""#);
        assert_eq!(unquote(span.of(text)), "a\"b");
    }
}
