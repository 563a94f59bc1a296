//! MIME fields (RFC 2045, 2183) with RFC 2231 parameters.

mod extended;
pub(super) mod transfer;

use crate::span::{Flaw, Span};
use crate::syntax::encoded_word;
use crate::syntax::scanner::{Scanner, is_blank, unquote};

use extended::{Group, Piece};

pub use transfer::{base64, quoted_printable};

/// What is wrong with a MIME field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MimeFlaw {
    /// Not `type/subtype`.
    BadType,
    /// Ends with a semicolon, or has two in a row.
    ExtraSemicolon,
    /// `name` without `=`, or `=` without a name or value.
    BadParameter,
    /// A blank or one of `()<>@,;:\"/[]?=` in an unquoted value.
    UnquotedSpecial,
    /// The same parameter twice.
    Repeated,
    /// Gaps or repeats in `name*0`, `name*1` …, or a missing `charset'lang'`.
    BrokenExtended,
    /// A quote that does not close.
    UnbalancedQuote,
    /// An encoded-word in a parameter (RFC 2047 §5 forbids it).
    EncodedWord,
}

/// One parameter, RFC 2231 pieces joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// From the name to the end of the value; for pieces, of the first piece.
    pub span: Span,
    /// The name as written, without `*0` and the like.
    pub name: Span,
    /// The value as written, quotes included; of the first piece.
    pub raw: Span,
    /// The value: unquoted, joined, percent and charset undone; encoded-words undone too.
    pub value: String,
    /// Whether the value was quoted.
    pub quoted: bool,
    /// Whether RFC 2231 was used.
    pub extended: bool,
}

/// Content-Type, Content-Disposition or a similar field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MimeValue {
    /// The value before the first semicolon, without white space around.
    pub main: Span,
    /// Lower case: `text/plain`, `attachment`.
    pub kind: String,
    /// In order.
    pub parameters: Vec<Parameter>,
    /// What is wrong, in order of place.
    pub flaws: Vec<Flaw<MimeFlaw>>,
}

impl MimeValue {
    /// The first parameter of that name (lower case).
    pub fn parameter(&self, text: &str, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name.of(text).eq_ignore_ascii_case(name))
    }
}

/// More parameters than this are not read.
pub const PARAMETERS: usize = 200;

/// Reads a MIME field; at most [`PARAMETERS`] parameters, the rest is left unread.
/// `with_type`: whether `type/subtype` is expected (Content-Type).
///
/// Where a semicolon is missing before `name=`, the parameter is read all the same and flagged as
/// [`MimeFlaw::BadParameter`].
pub fn parse(text: &str, span: Span, with_type: bool) -> MimeValue {
    let mut reader = Reader {
        scanner: Scanner::new(text, span.trim(text)),
        out: MimeValue::default(),
        keys: Vec::new(),
        groups: Vec::new(),
    };
    reader.main(with_type);
    reader.parameters();
    let Reader { mut out, groups, .. } = reader;
    for group in groups {
        group.join(&mut out);
    }
    out.flaws.sort_by_key(|flaw| flaw.span.start);
    out
}

/// The `tspecials` of RFC 2045 §5.1.
fn is_special(c: char) -> bool {
    "()<>@,;:\\\"/[]?=".contains(c)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !is_special(c))
}

/// A value as written.
#[derive(Clone, Copy, Debug)]
struct Value<'t> {
    text: &'t str,
    raw: Span,
    quoted: bool,
}

impl Value<'_> {
    /// Without quotes, quoted pairs and line breaks.
    fn text(&self) -> String {
        let raw = self.raw.of(self.text);
        if self.quoted { unquote(raw) } else { raw.split(['\r', '\n']).collect() }
    }

    /// Whether the first quote that is no quoted pair is the end.
    fn is_closed(&self) -> bool {
        let mut chars = self.raw.of(self.text).chars().skip(1);
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '"' => return true,
                _ => {}
            }
        }
        false
    }
}

struct Reader<'t> {
    scanner: Scanner<'t>,
    out: MimeValue,
    /// Lower-case names of the parameters, each with whether it is extended.
    keys: Vec<(String, bool)>,
    groups: Vec<Group<'t>>,
}

impl<'t> Reader<'t> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> MimeValue {
        parse(text, Span::new(0, text.len()), true)
    }

    /// Names and values.
    fn values(text: &str) -> Vec<(&str, String)> {
        all(text).parameters.into_iter().map(|p| (p.name.of(text), p.value)).collect()
    }

    fn value(text: &str) -> String {
        values(text).into_iter().next().unwrap().1
    }

    /// Kinds of flaws and the text that they stand on.
    fn flaws(text: &str) -> Vec<(MimeFlaw, &str)> {
        all(text).flaws.iter().map(|f| (f.kind, f.span.of(text))).collect()
    }

    #[test]
    fn everyday_fields() {
        let text = " Text/HTML (web page); Charset=\"UTF-8\";\r\n format = flowed (soft)";
        let mime = all(text);
        assert_eq!((mime.kind.as_str(), mime.main.of(text)), ("text/html", "Text/HTML"));
        assert_eq!(values(text), [("Charset", "UTF-8".into()), ("format", "flowed".into())]);
        let charset = mime.parameter(text, "charset").unwrap();
        assert_eq!((charset.raw.of(text), charset.quoted), ("\"UTF-8\"", true));
        assert_eq!(charset.span.of(text), "Charset=\"UTF-8\"");
        assert_eq!(mime.flaws, []);

        let text = "attachment; filename=\"a \\\"b\\\"; c.txt\"; size=10";
        let mime = parse(text, Span::new(0, text.len()), false);
        assert_eq!(mime.kind, "attachment");
        assert_eq!(mime.parameters[0].value, "a \"b\"; c.txt");
        assert_eq!((mime.parameters.len(), mime.flaws), (2, vec![]));
    }

    #[test]
    fn bad_type() {
        for (text, kind) in [
            ("text", "text"),
            ("text/; charset=utf-8", "text/"),
            ("text/html charset=utf-8", "text/html"),
            ("text/plain/x", "text/plain/x"),
            ("", ""),
        ] {
            assert_eq!(all(text).flaws[0].kind, MimeFlaw::BadType, "{text}");
            assert_eq!(all(text).kind, kind);
        }
        assert_eq!(parse("inline", Span::new(0, 6), false).flaws, []);
        assert_eq!(flaws("multipart/x-mixed+a.b"), []);
    }

    #[test]
    fn extra_semicolon() {
        assert_eq!(flaws("a/b;"), [(MimeFlaw::ExtraSemicolon, ";")]);
        assert_eq!(flaws("a/b; c=d; "), [(MimeFlaw::ExtraSemicolon, ";")]);
        assert_eq!(all("a/b;; c=d").flaws[0].span, Span::new(3, 4));
        assert_eq!(values("a/b;; c=d").len(), 1);
        assert_eq!(flaws("a/b; c=\"d;;\""), []);
    }

    #[test]
    fn bad_parameter() {
        assert_eq!(flaws("a/b; flag; c=d"), [(MimeFlaw::BadParameter, "flag")]);
        assert_eq!(flaws("a/b; =x"), [(MimeFlaw::BadParameter, "=x")]);
        assert_eq!(flaws("a/b; c=; d=e"), [(MimeFlaw::BadParameter, "c=")]);
        assert_eq!(flaws("a/b; c=\"d\" junk; e=f"), [(MimeFlaw::BadParameter, "junk")]);
        assert_eq!(flaws("a/b; c=\"\""), []);
        // The semicolon is missing.
        for text in ["a/b; charset=utf-8 format=flowed", "a/b; charset=\"utf-8\"\r\n format=flowed"]
        {
            assert_eq!(flaws(text), [(MimeFlaw::BadParameter, "format")]);
            assert_eq!(values(text), [("charset", "utf-8".into()), ("format", "flowed".into())]);
        }
    }

    #[test]
    fn unquoted_special() {
        for name in ["my file.pdf", "a(1).pdf", "a/b", "a@b", "a[1].pdf", "a=b"] {
            let text = format!("a/b; name={name}; x=y");
            assert_eq!(flaws(&text), [(MimeFlaw::UnquotedSpecial, name)]);
            assert_eq!(value(&text), name);
        }
        assert_eq!(flaws("a/b; name=file_(1)"), [], "a comment");
        assert_eq!(flaws("a/b; boundary=----=_Part"), [(MimeFlaw::UnquotedSpecial, "----=_Part")]);
        assert_eq!(flaws("a/b; boundary=\"----=_Part\""), []);
        assert_eq!(flaws("a/b; name=名前.pdf"), []);
    }

    #[test]
    fn repeated() {
        assert_eq!(flaws("a/b; c=1; C=2"), [(MimeFlaw::Repeated, "C=2")]);
        // A fallback for readers without RFC 2231 is no repeat.
        assert_eq!(flaws("a/b; name=x; name*=utf-8''%C3%A9"), []);
    }

    #[test]
    fn unbalanced_quote() {
        for raw in ["\"open; x=y", "\"open\\\"", "\""] {
            assert_eq!(flaws(&format!("a/b; c={raw}")), [(MimeFlaw::UnbalancedQuote, raw)]);
        }
        assert_eq!(flaws("a/b; c=\"x\\\\\""), []);
    }

    #[test]
    fn encoded_words_in_parameters() {
        let words = "=?utf-8?B?44GC?=\r\n =?utf-8?B?44GELnR4dA==?=";
        for raw in [words.to_owned(), format!("\"{words}\"")] {
            let text = format!("a/b; name={raw}");
            assert_eq!(value(&text), "あい.txt");
            assert_eq!(flaws(&text), [(MimeFlaw::EncodedWord, raw.as_str())]);
        }
        assert_eq!(flaws("a/b; name=\"=?utf-8\""), []);
        // Cut into pieces by a mailer that wraps all long parameters.
        let text = "a/b; name*0=\"=?utf-8?B?44GC\"; name*1=\"44GE?=\"";
        assert_eq!(value(text), "あい");
        assert_eq!(flaws(text), [(MimeFlaw::EncodedWord, "\"=?utf-8?B?44GC\"")]);
    }

    #[test]
    fn extended_parameters() {
        for (text, expected) in [
            ("a/b; filename*=utf-8'ja'%E3%81%82.txt", "あ.txt"),
            ("a/b; filename*=ISO-2022-JP''%1B%24B%25F%259%25H%1B%28B", "テスト"),
            (
                "a/b; filename*0*=utf-8''%E3%81;\r\n filename*1*=%82;\r\n filename*2=\"%41.txt\"",
                "あ%41.txt",
            ),
            ("a/b; filename*1=\"two\"; filename*0=\"one \"", "one two"),
            ("a/b; filename*=''%C3%A9", "é"),
            ("a/b; filename*=utf-8''100%", "100%"),
        ] {
            let parameters = all(text).parameters;
            assert_eq!(parameters.len(), 1, "{text}");
            assert_eq!(parameters[0].value, expected);
            assert_eq!(parameters[0].name.of(text), "filename");
            assert!(parameters[0].extended);
            assert_eq!(flaws(text), []);
        }
    }

    #[test]
    fn broken_extended() {
        for (text, at, expected) in [
            ("a/b; c*0=x; c*2=y", "c*2=y", "xy"),
            ("a/b; c*1=x", "c*1=x", "x"),
            ("a/b; c*0=x; c*0=y", "c*0=y", "xy"),
            ("a/b; c*=%C3%A9", "c*=%C3%A9", "é"),
            ("a/b; c*0=x; c*1*=%C3%A9", "c*1*=%C3%A9", "xé"),
            ("a/b; c*x=y", "c*x=y", "y"),
            ("a/b; c*99999=y", "c*99999=y", "y"),
        ] {
            assert_eq!(flaws(text), [(MimeFlaw::BrokenExtended, at)]);
            assert_eq!(value(text), expected);
        }
    }

    #[test]
    fn hostile_shapes_are_read_once() {
        let clock = std::time::Instant::now();
        for unit in [";", "a=b;", "a*0=b;", "a b=", "a=b c=\"", "(", "a=(", "=?a?q?", "\\\""] {
            let text = format!("a/b;{}", unit.repeat(1_000_000 / unit.len()));
            assert!(all(&text).parameters.len() <= PARAMETERS);
            assert!(all(&text).flaws.len() <= 2 * PARAMETERS);
        }
        let name = "n".repeat(5_000);
        let text = format!("a/b{}", format!("; {name}*0*=x").repeat(300));
        assert_eq!(all(&text).parameters[0].value.len(), PARAMETERS);
        assert!(clock.elapsed().as_secs() < 20, "not linear");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(; ?|name|\\*|[0-2]|=|\"|utf-8''|%[0-9A-F]{2}|=\\?utf-8\\?Q\\?|\\?=|[ -~\r\n日é]){0,40}", with_type: bool) {
            let mime = parse(&text, Span::new(0, text.len()), with_type);
            for p in &mime.parameters {
                for span in [p.span, p.name, p.raw] {
                    prop_assert!(text.get(span.start..span.end).is_some());
                }
                prop_assert!(p.span.contains(p.name) && !p.name.of(&text).contains('*'));
            }
            for flaw in &mime.flaws {
                prop_assert!(text.get(flaw.span.start..flaw.span.end).is_some());
            }
            prop_assert!(mime.flaws.is_sorted_by_key(|f| f.span.start));
        }

        #[test]
        fn quoted_values_come_back(value in "\\PC{0,30}") {
            prop_assume!(!value.contains("=?"));
            let text = format!("a/b; c=\"{}\"; d=e", value.replace('\\', "\\\\").replace('"', "\\\""));
            prop_assert_eq!(values(&text), [("c", value), ("d", "e".to_owned())]);
            prop_assert_eq!(flaws(&text), []);
        }
    }
}
