//! MIME fields (RFC 2045, 2183) with RFC 2231 parameters.

mod extended;
mod reader;
pub(super) mod transfer;
mod value;

use crate::span::{Flaw, Span};

use reader::Reader;
pub use transfer::{base64, quoted_printable};
pub use transfer::{base64_places, quoted_printable_places};

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
    Reader::run(text, span.trim(text), with_type)
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
        fn any_text_is_read(text in "(; ?|name|\\*|[0-2]|=|\"|utf-8''|%[0-9A-F]{2}|=\\?utf-8\\?Q\\\
                                     ?|\\?=|[ -~\r\n日é]){0,40}", with_type: bool) {
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
