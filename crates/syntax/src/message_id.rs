//! Message identifiers (RFC 5322 §3.6.4): Message-ID, In-Reply-To, References, Content-ID.

use super::scanner::{Scanner, is_atext, is_blank};
use crate::span::{Flaw, Span};

/// What is wrong with a message id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFlaw {
    /// No angle brackets around.
    NoBrackets,
    /// No `@`.
    NoAt,
    /// More than one `@` outside quotes.
    SeveralAt,
    /// White space or a line break inside.
    BlankInside,
    /// A byte above 127.
    NonAscii,
    /// Left or right side empty.
    EmptySide,
    /// A character that dot-atom-text forbids (other than the above).
    BadCharacter,
    /// Text beside the ids (in Message-ID: anything; in References: words that are no id).
    Trailing,
}

/// One id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageId {
    /// With its brackets, if any.
    pub span: Span,
    /// Without brackets.
    pub inner: Span,
    /// Left of the last `@`; all of it when there is none.
    pub left: Span,
    /// Right of it; empty when there is none.
    pub right: Span,
    /// What is wrong.
    pub flaws: Vec<Flaw<IdFlaw>>,
}

/// Reads a Message-ID body: exactly one id is expected. None for an empty value.
///
/// The first id in angle brackets counts, or the first word where there are no brackets at all.
pub fn parse_one(text: &str, span: Span) -> Option<MessageId> {
    let span = span.trim(text);
    let mut reader = Reader { scanner: Scanner::new(text, span), quotes: true };
    let mut best: Option<MessageId> = None;
    while let Some((word, bracketed)) = reader.next() {
        if bracketed || best.is_none() {
            best = Some(read_id(text, word));
        }
        if bracketed {
            break;
        }
    }
    // Nothing but comments: the value as it stands is what the field gives.
    let mut id = best.or_else(|| (!span.is_empty()).then(|| read_id(text, span)))?;
    for beside in [Span::new(span.start, id.span.start), Span::new(id.span.end, span.end)] {
        let beside = beside.trim(text);
        if !beside.is_empty() {
            id.flaws.push(Flaw { kind: IdFlaw::Trailing, span: beside });
        }
    }
    Flaw::sort(&mut id.flaws);
    Some(id)
}

/// Reads References or In-Reply-To: any number of ids; other text is a [`IdFlaw::Trailing`] flaw.
/// Comments are skipped; a bare word with an `@` counts as an id.
pub fn parse_list(text: &str, span: Span) -> (Vec<MessageId>, Vec<Flaw<IdFlaw>>) {
    let mut reader = Reader { scanner: Scanner::new(text, span), quotes: true };
    let mut ids = Vec::new();
    let mut flaws: Vec<Flaw<IdFlaw>> = Vec::new();
    let mut in_text = false;
    while let Some((word, bracketed)) = reader.next() {
        if bracketed || word.of(text).contains('@') {
            ids.push(read_id(text, word));
            in_text = false;
            continue;
        }
        match flaws.last_mut().filter(|_| in_text) {
            Some(last) => last.span = last.span.to(word),
            None => flaws.push(Flaw { kind: IdFlaw::Trailing, span: word }),
        }
        in_text = true;
    }
    (ids, flaws)
}

/// Cuts a value into `<…>` and words.
struct Reader<'t> {
    scanner: Scanner<'t>,
    /// False once a quote turned out to have no partner, so that it is searched for only once.
    quotes: bool,
}

impl Reader<'_> {
    /// The next piece, and whether it begins with an angle bracket.
    fn next(&mut self) -> Option<(Span, bool)> {
        self.scanner.skip_cfws(|_| {});
        let start = self.scanner.at();
        if self.scanner.peek()? == '<' {
            return Some((self.bracketed(start), true));
        }
        self.scanner.take_while(|c| !is_blank(c) && c != '<' && c != '(');
        Some((self.scanner.since(start), false))
    }

    /// Reads to `>`; where another `<` or the end comes first, to the first blank.
    fn bracketed(&mut self, start: usize) -> Span {
        let mut first_blank = None;
        let mut quoted = false;
        self.scanner.bump();
        loop {
            let at = self.scanner.at();
            match self.scanner.peek() {
                None if quoted => {
                    self.quotes = false;
                    self.scanner.jump(start);
                    return self.bracketed(start);
                }
                Some('\\') if quoted => {
                    self.scanner.bump();
                }
                Some('"') if self.quotes => quoted = !quoted,
                Some(_) if quoted => {}
                Some('>') => {
                    self.scanner.bump();
                    return self.scanner.since(start);
                }
                None | Some('<') => {
                    self.scanner.jump(first_blank.unwrap_or(at));
                    return self.scanner.since(start);
                }
                Some(c) if is_blank(c) && at > start + 1 => {
                    first_blank.get_or_insert(at);
                }
                Some(_) => {}
            }
            self.scanner.bump();
        }
    }
}

/// Takes an id apart.
fn read_id(text: &str, span: Span) -> MessageId {
    let whole = span.of(text);
    let opened = whole.starts_with('<');
    let closed = whole.len() > 1 && whole.ends_with('>');
    let inside = Span::new(span.start + usize::from(opened), span.end - usize::from(closed));
    let inner = inside.trim(text);
    let mut id =
        MessageId { span, inner, left: inner, right: Span::empty(inner.end), flaws: Vec::new() };
    if !(opened && closed) {
        id.flag(IdFlaw::NoBrackets, span);
    }
    for edge in [Span::new(inside.start, inner.start), Span::new(inner.end, inside.end)] {
        if !edge.is_empty() && !inner.is_empty() {
            id.flag(IdFlaw::BlankInside, edge);
        }
    }
    let last_at = id.characters(text);
    if let Some(at) = last_at {
        id.left = Span::new(inner.start, at);
        id.right = Span::new(at + 1, inner.end);
    }
    match last_at {
        None if !inner.is_empty() => id.flag(IdFlaw::NoAt, span),
        _ if id.left.is_empty() || id.right.is_empty() => id.flag(IdFlaw::EmptySide, span),
        _ => {}
    }
    id
}

impl MessageId {
    /// Whether this kind of flaw was found.
    pub fn has(&self, kind: IdFlaw) -> bool {
        self.flaws.iter().any(|flaw| flaw.kind == kind)
    }

    /// Notes a flaw; one that goes on where the last one ended makes that one longer.
    fn flag(&mut self, kind: IdFlaw, span: Span) {
        match self.flaws.last_mut() {
            Some(last) if last.kind == kind && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.flaws.push(Flaw { kind, span }),
        }
    }

    /// Looks at every character of the inner text; gives the last `@` outside quotes.
    fn characters(&mut self, text: &str) -> Option<usize> {
        let inner = self.inner;
        let mut last_at = None;
        let mut quoted = false;
        let mut literal = false;
        let mut previous = None;
        for (offset, c) in inner.of(text).char_indices() {
            let at = inner.start + offset;
            let span = Span::new(at, at + c.len_utf8());
            let escaped = quoted && previous == Some('\\');
            match c {
                '"' if !escaped && (quoted || offset == 0) => quoted = !quoted,
                '\r' | '\n' => self.flag(IdFlaw::BlankInside, span),
                ' ' | '\t' if !quoted => self.flag(IdFlaw::BlankInside, span),
                '@' if !quoted => {
                    if last_at.is_some() {
                        self.flag(IdFlaw::SeveralAt, span);
                    }
                    last_at = Some(at);
                }
                '[' if previous == Some('@') && !quoted => literal = true,
                ']' if literal && span.end == inner.end => {}
                ':' if literal => {}
                _ if !c.is_ascii() => self.flag(IdFlaw::NonAscii, span),
                _ if quoted && !c.is_ascii_control() => {}
                '.' => {}
                _ if !is_atext(c) => self.flag(IdFlaw::BadCharacter, span),
                _ => {}
            }
            // A pair of backslashes escapes nothing further.
            previous = if escaped { None } else { Some(c) };
        }
        if quoted {
            self.flag(IdFlaw::BadCharacter, Span::new(inner.start, inner.start + 1));
            last_at = inner.of(text).rfind('@').map(|at| inner.start + at);
        }
        last_at
    }
}

#[cfg(test)]
mod tests {
    use super::IdFlaw::*;
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str) -> MessageId {
        parse_one(text, Span::new(0, text.len())).unwrap()
    }

    fn kinds(text: &str) -> Vec<IdFlaw> {
        one(text).flaws.iter().map(|flaw| flaw.kind).collect()
    }

    #[test]
    fn a_good_id_has_two_sides() {
        let text = " <20240101.a+b@mail.example.org>\r\n";
        let id = one(text);
        assert_eq!(id.left.of(text), "20240101.a+b");
        assert_eq!(id.right.of(text), "mail.example.org");
        assert_eq!(id.span.of(text), "<20240101.a+b@mail.example.org>");
        assert!(id.flaws.is_empty());
    }

    #[test]
    fn each_flaw_fires_and_its_neighbour_does_not() {
        for (text, expected) in [
            ("<a@b>", &[][..]),
            ("a@b", &[NoBrackets]),
            ("<a@b", &[NoBrackets]),
            ("<a>", &[NoAt]),
            ("<>", &[EmptySide]),
            ("<a@b@c>", &[SeveralAt]),
            ("<\"a@b\"@c>", &[]),
            ("<a b@c>", &[BlankInside]),
            ("<abc\r\n def@c>", &[BlankInside]),
            ("< a@b >", &[BlankInside, BlankInside]),
            ("<\"x y\"@b>", &[]),
            ("<\"x\\\"y\"@b>", &[]),
            ("<@b>", &[EmptySide]),
            ("<a@>", &[EmptySide]),
            ("<a@[192.0.2.1]>", &[]),
            ("<a@[IPv6:2001:db8::1]>", &[]),
            ("<a[1]@b>", &[BadCharacter, BadCharacter]),
            ("<a$b#c@d>", &[]),
            ("<a,b@c>", &[BadCharacter]),
            ("<\"a@b>", &[BadCharacter]),
            ("<é@b>", &[NonAscii]),
            ("<a@b> tail", &[Trailing]),
            ("<a@b> (added by example.org)", &[Trailing]),
            ("head <a@b>", &[Trailing]),
            ("<a@b> <c@d>", &[Trailing]),
            ("a@b tail", &[NoBrackets, Trailing]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
        assert_eq!(one("head <a@b>").span, Span::new(5, 10));
        assert_eq!(parse_one(" \r\n ", Span::new(0, 4)), None);
    }

    #[test]
    fn a_list_skips_comments_and_shows_other_text() {
        let text = "<a@b> (first)\r\n <c@d><e@f>, Your message of Monday <g@h> i@j";
        let (ids, flaws) = parse_list(text, Span::new(0, text.len()));
        let seen: Vec<_> = ids.iter().map(|id| id.inner.of(text)).collect();
        assert_eq!(seen, ["a@b", "c@d", "e@f", "g@h", "i@j"]);
        let shown: Vec<_> = flaws.iter().map(|flaw| flaw.span.of(text)).collect();
        assert_eq!(shown, [", Your message of Monday"]);
        assert_eq!(ids.iter().filter(|id| id.has(NoBrackets)).count(), 1);
    }

    #[test]
    fn an_open_bracket_ends_at_the_next_id() {
        let text = "<a@b <c@d> <\"e@f> <g@h>";
        let (ids, _) = parse_list(text, Span::new(0, text.len()));
        let seen: Vec<_> = ids.iter().map(|id| id.inner.of(text)).collect();
        assert_eq!(seen, ["a@b", "c@d", "\"e@f", "g@h"]);
    }

    #[test]
    fn long_hostile_lists_take_linear_time() {
        for piece in ["<a@b> ", "<a ", "<\"a@b", "(", "<<", "\"<", "<a\\\""] {
            let text = piece.repeat(100_000);
            let (ids, flaws) = parse_list(&text, Span::new(0, text.len()));
            assert!(ids.len() + flaws.len() <= text.len());
        }
        let text = "<a@b> ".repeat(10_000);
        assert_eq!(parse_list(&text, Span::new(0, text.len())).0.len(), 10_000);
    }

    proptest! {
        #[test]
        fn total_and_in_bounds(text in "[a@<>\"\\\\() \r\né.\\[\\]]{0,24}") {
            let all = Span::new(0, text.len());
            let (ids, flaws) = parse_list(&text, all);
            let one = parse_one(&text, all);
            for id in ids.iter().chain(&one) {
                prop_assert!(all.contains(id.span) && id.span.contains(id.inner));
                prop_assert!(id.inner.contains(id.left) && id.inner.contains(id.right));
                for span in [id.span, id.inner, id.left, id.right] {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
                for flaw in &id.flaws {
                    prop_assert!(!flaw.span.of(&text).is_empty(), "{:?}", flaw);
                }
            }
            for flaw in &flaws {
                prop_assert!(!flaw.span.of(&text).is_empty());
            }
        }
    }
}
