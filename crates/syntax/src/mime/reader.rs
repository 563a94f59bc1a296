//! The reading of a MIME field.

use super::extended::{Group, Piece};
use super::value::Value;
use super::{MimeFlaw, MimeValue, PARAMETERS, Parameter};
use crate::encoded_word;
use crate::scanner::{Scanner, is_blank};
use crate::span::{Flaw, Span};

/// The `tspecials` of RFC 2045 §5.1.
fn is_special(c: char) -> bool {
    "()<>@,;:\\\"/[]?=".contains(c)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !is_special(c))
}

/// Walks over a value and fills the result.
pub(super) struct Reader<'t> {
    scanner: Scanner<'t>,
    out: MimeValue,
    /// Lower-case names of the parameters, each with whether it is extended.
    keys: Vec<(String, bool)>,
    groups: Vec<Group<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads all of `text[span]`.
    pub(super) fn run(text: &'t str, span: Span, with_type: bool) -> MimeValue {
        let mut reader = Self {
            scanner: Scanner::new(text, span),
            out: MimeValue::default(),
            keys: Vec::new(),
            groups: Vec::new(),
        };
        reader.main(with_type);
        reader.parameters();
        let Self { mut out, groups, .. } = reader;
        for group in groups {
            group.join(&mut out);
        }
        Flaw::sort(&mut out.flaws);
        out
    }

    fn flaw(&mut self, wrong: bool, kind: MimeFlaw, span: Span) {
        if wrong {
            self.out.flaws.push(Flaw { kind, span });
        }
    }

    /// What stands before the first semicolon, without comments around it.
    fn main(&mut self, with_type: bool) {
        let text = self.scanner.text();
        self.scanner.skip_cfws(|_| {});
        let mut main = Span::empty(self.scanner.at());
        while let Some(c) = self.scanner.peek().filter(|c| *c != ';') {
            if c == '"' {
                self.scanner.quoted_string();
            } else {
                self.scanner.take_while(|c| !is_blank(c) && !matches!(c, ';' | '(' | '"'));
            }
            main.end = self.scanner.at();
            self.scanner.skip_cfws(|_| {});
        }
        self.out.main = main;
        let words = main.of(text);
        let kind = words.split(|c| is_blank(c) || matches!(c, '(' | '"')).next().unwrap_or("");
        self.out.kind = kind.to_ascii_lowercase();
        let good =
            || words.split_once('/').is_some_and(|(main, sub)| is_token(main) && is_token(sub));
        self.flaw(with_type && !good(), MimeFlaw::BadType, main);
    }

    fn parameters(&mut self) {
        for _ in 0..PARAMETERS {
            let semicolon = self.scanner.at();
            if self.scanner.eat(';') {
                let semicolon = self.scanner.since(semicolon);
                self.scanner.skip_cfws(|_| {});
                if self.scanner.is_done() || self.scanner.peek() == Some(';') {
                    self.flaw(true, MimeFlaw::ExtraSemicolon, semicolon);
                    continue;
                }
            } else if self.scanner.is_done() {
                return;
            } else if self.is_at_parameter() {
                let span = Span::new(semicolon, self.scanner.rest_span().end);
                let name = span.of(self.scanner.text()).find('=').unwrap_or(0);
                self.flaw(true, MimeFlaw::BadParameter, Span::new(semicolon, semicolon + name));
            } else {
                self.skip_as_bad(semicolon);
                continue;
            }
            self.parameter();
            self.scanner.skip_cfws(|_| {});
        }
    }

    /// Whether `name=` follows.
    fn is_at_parameter(&self) -> bool {
        let rest = self.scanner.rest();
        let name =
            rest.find(|c: char| !c.is_ascii_graphic() || is_special(c)).unwrap_or(rest.len());
        name > 0 && rest.get(name..).is_some_and(|rest| rest.starts_with('='))
    }

    fn skip_as_bad(&mut self, start: usize) {
        self.scanner.take_while(|c| c != ';');
        let span = self.scanner.since(start).trim(self.scanner.text());
        self.flaw(true, MimeFlaw::BadParameter, span);
    }

    fn parameter(&mut self) {
        let text = self.scanner.text();
        let start = self.scanner.at();
        let name = self.scanner.take_while(|c| !is_blank(c) && !matches!(c, '=' | ';' | '(' | '"'));
        self.scanner.skip_cfws(|_| {});
        if !self.scanner.eat('=') {
            self.skip_as_bad(start);
            return;
        }
        self.scanner.skip_cfws(|_| {});
        let value = self.value();
        let span = Span::new(start, value.raw.end.max(name.end));
        let missing = name.is_empty() || value.raw.is_empty();
        self.flaw(missing, MimeFlaw::BadParameter, Span::new(start, self.scanner.at()));
        if name.is_empty() {
            return;
        }
        self.flaw(value.quoted && !value.is_closed(), MimeFlaw::UnbalancedQuote, value.raw);
        let encoded = !encoded_word::find(text, value.raw).is_empty();
        let special = |c| is_blank(c) || is_special(c);
        let special = !value.quoted && !encoded && value.raw.of(text).contains(special);
        self.flaw(special, MimeFlaw::UnquotedSpecial, value.raw);

        let written = name.of(text);
        let star = written.find('*').unwrap_or(written.len());
        let (base, suffix) = written.split_at_checked(star).unwrap_or((written, ""));
        let extended = !suffix.is_empty();
        let key = base.to_ascii_lowercase();
        let mut parameter = Parameter {
            span,
            name: Span::new(name.start, name.start + base.len()),
            raw: value.raw,
            value: String::new(),
            quoted: value.quoted,
            extended,
        };
        let known = self.keys.iter().any(|(k, e)| *e == extended && *k == key);
        if extended {
            let piece = Piece::new(suffix, span, value);
            self.flaw(piece.is_none(), MimeFlaw::BrokenExtended, span);
            let group = self.groups.iter_mut().find(|group| group.key == key);
            match (piece, group) {
                (Some(piece), Some(group)) => {
                    group.pieces.push(piece);
                    return;
                }
                (Some(piece), None) => {
                    let at = self.out.parameters.len();
                    self.groups.push(Group {
                        key: key.clone(),
                        parameter: at,
                        pieces: vec![piece],
                    });
                }
                (None, Some(_)) => return,
                (None, None) => parameter.value = value.text(),
            }
        } else {
            self.flaw(known, MimeFlaw::Repeated, span);
            self.flaw(encoded, MimeFlaw::EncodedWord, value.raw);
            parameter.value = if encoded {
                encoded_word::decode(text, value.raw, value.quoted).text
            } else {
                value.text()
            };
        }
        if !known {
            self.keys.push((key, extended));
        }
        self.out.parameters.push(parameter);
    }

    /// A quoted string, or all up to the semicolon, a comment or the next `name=`.
    fn value(&mut self) -> Value<'t> {
        let text = self.scanner.text();
        if let Some(raw) = self.scanner.quoted_string() {
            return Value { text, raw, quoted: true };
        }
        let start = self.scanner.at();
        self.scanner.take_while(|c| !is_blank(c) && !matches!(c, ';' | '('));
        let token = self.scanner.clone();
        self.scanner.skip_cfws(|_| {});
        let ends = self.scanner.is_done() || self.scanner.peek() == Some(';');
        if ends || self.is_at_parameter() {
            self.scanner = token;
        } else {
            self.scanner.take_while(|c| c != ';');
        }
        Value { text, raw: self.scanner.since(start).trim(text), quoted: false }
    }
}
