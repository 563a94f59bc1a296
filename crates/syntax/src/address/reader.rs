//! The state of a reading, and the reading of single lexemes.

use super::lexeme::{Kind, Lexeme};
use super::{AddrSpec, AddressFlaw, AddressList, Mailbox};
use crate::scanner::{Scanner, is_atext};
use crate::span::{Flaw, Span};

/// What stands in angle brackets.
pub(super) struct Angle {
    pub(super) address: Option<AddrSpec>,
    pub(super) route: Option<Span>,
}

pub(super) struct Reader<'t> {
    pub(super) scanner: Scanner<'t>,
    pub(super) text: &'t str,
    pub(super) list: AddressList,
    // Of the entry being read.
    pub(super) lexemes: Vec<Lexeme>,
    pub(super) comments: Vec<Span>,
    pub(super) angles: Vec<Angle>,
    /// Whether the entry has a `>` without `<`.
    pub(super) stray: bool,
    /// False once a quote turned out to have no partner.
    pub(super) quotes: bool,
    /// No encoded-word closes before here.
    pub(super) no_word_before: usize,
    pub(super) group: Option<Group>,
    /// The comma before the entry.
    pub(super) comma: Option<Span>,
    /// Whether a group ended just before.
    pub(super) after_group: bool,
    /// Entries in a row that are names without address; see [`Reader::join_names`].
    pub(super) names: Vec<Name>,
}

pub(super) struct Group {
    pub(super) name: Span,
    pub(super) colon: Span,
    pub(super) members: Vec<Mailbox>,
}

/// A mailbox that may be the front of a name with an unquoted comma.
pub(super) struct Name {
    pub(super) flaws: std::ops::Range<usize>,
    pub(super) comma: Span,
}

impl Reader<'_> {
    pub(super) fn flag(&mut self, kind: AddressFlaw, span: Span) {
        match self.list.flaws.last_mut() {
            Some(last) if last.kind == kind && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.list.flaws.push(Flaw { kind, span }),
        }
    }

    /// Reads a comment; one that does not close ends with the value.
    pub(super) fn comment(&mut self) {
        let Some(span) = self.scanner.comment() else { return };
        if self.scanner.is_done() && !closes(span.of(self.text)) {
            self.flag(AddressFlaw::UnquotedSpecials, Span::new(span.start, span.start + 1));
        }
        self.comments.push(span);
    }

    /// Reads one lexeme other than an angle or a comment; the next character is `c`.
    pub(super) fn lexeme(&mut self, c: char) -> Lexeme {
        let start = self.scanner.at();
        let kind = match c {
            '"' => self.quoted(),
            '[' => self.literal(),
            _ if is_atext(c) => {
                if !self.encoded_word() {
                    self.scanner.take_while(is_atext);
                }
                Kind::Word
            }
            _ => {
                self.scanner.bump();
                match c {
                    '@' => Kind::At,
                    '.' => Kind::Dot,
                    _ if c.is_control() => Kind::Control,
                    _ => Kind::Other,
                }
            }
        };
        Lexeme { kind, span: self.scanner.since(start) }
    }

    /// An open quote is taken as a character of its own, so that what follows is still read; it is
    /// the last one, hence one search is enough.
    fn quoted(&mut self) -> Kind {
        let start = self.scanner.at();
        if self.quotes {
            let span = self.scanner.quoted_string().unwrap_or(Span::empty(start));
            if !self.scanner.is_done() || ends_quoted(span.of(self.text)) {
                return Kind::Quoted;
            }
        }
        self.quotes = false;
        self.scanner.jump(start);
        self.scanner.bump();
        self.flag(AddressFlaw::UnbalancedQuote, Span::new(start, start + 1));
        Kind::LoneQuote
    }

    fn literal(&mut self) -> Kind {
        let start = self.scanner.at();
        self.scanner.bump();
        self.scanner.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-'));
        if self.scanner.eat(']') {
            return Kind::Literal;
        }
        self.scanner.jump(start);
        self.scanner.bump();
        Kind::Other
    }

    /// Reads `=?charset?Q?text?=`, which broken software fills with commas and other specials. One
    /// walk: what is looked at is either read or known to hold no word.
    fn encoded_word(&mut self) -> bool {
        let rest = self.scanner.rest();
        let start = self.scanner.at();
        if !rest.starts_with("=?") || start < self.no_word_before {
            return false;
        }
        let mut marks = 0;
        let mut before = 0;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {
                    self.no_word_before = start + at;
                    return false;
                }
                // Past the question marks after charset and encoding, as a payload may begin
                // with `=`.
                b'=' if before == b'?' && marks > 3 => {
                    self.scanner.jump(start + at + 1);
                    return true;
                }
                b'?' => marks += 1,
                _ => {}
            }
            before = byte;
        }
        self.no_word_before = start + rest.len();
        false
    }
}

/// Whether a comment has all its closing parentheses.
fn closes(comment: &str) -> bool {
    let mut depth = 0_usize;
    let mut escaped = false;
    for c in comment.chars() {
        match c {
            _ if escaped => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    depth == 0
}

/// Whether a quoted string that reaches the end of the value ends with its closing quote.
fn ends_quoted(quoted: &str) -> bool {
    let Some(inner) = quoted.strip_suffix('"') else { return false };
    let slashes = inner.len() - inner.trim_end_matches('\\').len();
    !inner.is_empty() && slashes % 2 == 0
}
