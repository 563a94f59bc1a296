//! Encoded-words (RFC 2047, with the language suffix of RFC 2231 §5).

mod decoder;
mod word;

use crate::bytes::find as find_word;
use crate::span::{Flaw, Span};

use decoder::Decoder;
use word::word_at;

/// More charsets than this are not listed.
const CHARSETS: usize = 16;

/// One `=?charset?B?…?=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodedWord {
    /// All of it, from `=?` to `?=`.
    pub span: Span,
    /// The charset name without a language suffix.
    pub charset: Span,
    /// The one-letter encoding as written.
    pub encoding: Span,
    /// The encoded text.
    pub payload: Span,
}

/// What is wrong with an encoded-word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordFlaw {
    /// Over 75 characters (RFC 2047 §2).
    TooLong,
    /// Glued to other text or to the next word (RFC 2047 §5(1)).
    Glued,
    /// The charset is not known to any decoder.
    UnknownCharset,
    /// Neither B nor Q.
    UnknownEncoding,
    /// Not base64 or Q: wrong letters, blanks inside.
    BadPayload,
    /// base64 without its `=` padding (decoded all the same).
    Unpadded,
    /// A multi-octet character is cut between two words (decoded all the same).
    SplitCharacter,
    /// B or Q used although every decoded character is printable ASCII.
    NeedlessAscii,
    /// The decoded text holds CR, LF or NUL.
    ControlInside,
    /// Bytes that the charset does not define became U+FFFD.
    Undecodable,
    /// The word stands inside a quoted string (RFC 2047 §5(3)).
    InQuotedString,
}

/// A value with its encoded-words undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Unfolded and decoded; what a mail program shows. White space between two encoded-words is
    /// dropped (RFC 2047 §6.2).
    pub text: String,
    /// The words, in order.
    pub words: Vec<EncodedWord>,
    /// What is wrong with them.
    pub flaws: Vec<Flaw<WordFlaw>>,
    /// The charset names, lower case, without repeats.
    pub charsets: Vec<String>,
}

/// Decodes an unstructured value or a phrase. Where `text[span]` holds quoted strings and `phrase`
/// is true, quotes and quoted pairs are undone too, and words inside them are decoded but flagged.
///
/// White space that holds a line break becomes one blank. Words glued to text are decoded; words
/// that cannot be decoded stay as they are written.
pub fn decode(text: &str, span: Span, phrase: bool) -> Decoded {
    Decoder::run(text, span.trim(text), phrase)
}

/// The encoded-words of a range, without decoding: for fields where none may stand.
pub fn find(text: &str, span: Span) -> Vec<EncodedWord> {
    let mut words = Vec::new();
    let mut at = span.start;
    while let Some(next) = find_word(Span::new(at, span.end).of(text).as_bytes(), b"=?") {
        at += next;
        let word = word_at(text, at, span.end, false);
        at = word.map_or(at + 2, |word| word.span.end);
        words.extend(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use mail_parser::parsers::MessageStream;
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str, phrase: bool) -> Decoded {
        decode(text, Span::new(0, text.len()), phrase)
    }

    fn shown(text: &str) -> String {
        all(text, false).text
    }

    /// Kinds of flaws and the text that they stand on.
    fn flaws(text: &str) -> Vec<(WordFlaw, &str)> {
        all(text, false).flaws.iter().map(|f| (f.kind, f.span.of(text))).collect()
    }

    fn kinds(text: &str, phrase: bool) -> Vec<WordFlaw> {
        all(text, phrase).flaws.iter().map(|f| f.kind).collect()
    }

    #[test]
    fn words_of_everyday_mail() {
        for (text, expected) in [
            ("=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "テスト"),
            (" =?UTF-8?Q?Caf=C3=A9_au_lait?= today", "Café au lait today"),
            ("=?utf-8*fr?q?=c3=a9?=", "é"),
            ("Re: =?Shift_JIS?B?g2WDWINn?= (2)", "Re: テスト (2)"),
            ("=?utf-8?B?44GC?=\r\n =?utf-8?B?44GE?=", "あい"),
            ("=?utf-8?B?44GC?= \t =?utf-8?Q?=E3=81=84?= a  b", "あい a  b"),
            ("one\r\n\ttwo \r\n  three", "one two three"),
            ("生の件名 =?utf-8?Q?=E3=81=84?=", "生の件名 い"),
            ("plain = text =? and ?= more", "plain = text =? and ?= more"),
            ("https://example.org/?a=?b?c", "https://example.org/?a=?b?c"),
        ] {
            assert_eq!(shown(text), expected);
            assert_eq!(flaws(text), [], "{text}");
        }
    }

    #[test]
    fn parts_of_a_word() {
        let text = "x =?UTF-8*en?q?a=C3=A9?= =?utf-8?b?w6k=?=";
        let decoded = all(text, false);
        let word = decoded.words[0];
        assert_eq!(word.span.of(text), "=?UTF-8*en?q?a=C3=A9?=");
        assert_eq!(
            [word.charset, word.encoding, word.payload].map(|s| s.of(text)),
            ["UTF-8", "q", "a=C3=A9"]
        );
        assert_eq!(decoded.charsets, ["utf-8"]);
        assert_eq!(find(text, Span::new(0, text.len())), decoded.words);
    }

    #[test]
    fn too_long() {
        let word = |letters: usize| format!("=?utf-8?Q?=C3=A9{}?=", "a".repeat(letters));
        assert_eq!(word(57).len(), 75);
        assert_eq!(kinds(&word(57), false), []);
        assert_eq!(kinds(&word(58), false), [WordFlaw::TooLong]);
        // No word any more, and so no decoding.
        assert_eq!(shown(&word(3_000)), word(3_000));
    }

    #[test]
    fn glued() {
        for text in ["Re:=?utf-8?Q?=C3=A9?=", "=?utf-8?Q?=C3=A9?=!", "[=?utf-8?Q?=C3=A9?=]"] {
            assert_eq!(flaws(text), [(WordFlaw::Glued, "=?utf-8?Q?=C3=A9?=")]);
            assert!(shown(text).contains('é'));
        }
        let pair = "=?utf-8?B?w6k=?==?utf-8?Q?=C3=A8?=";
        assert_eq!(shown(pair), "éè");
        assert_eq!(flaws(pair), [(WordFlaw::Glued, "=?utf-8?Q?=C3=A8?=")]);
        // Brackets of a comment may touch a word in a phrase.
        assert_eq!(kinds("Bob (=?utf-8?Q?=C3=A9?=)", true), []);
        assert_eq!(kinds("Bob (=?utf-8?Q?=C3=A9?=)", false), [WordFlaw::Glued]);
    }

    #[test]
    fn unknown_charset_or_encoding_stays_as_written() {
        let text = "=?utf-7?Q?a+AOk-?= x";
        assert_eq!(
            (shown(text).as_str(), flaws(text)),
            (text, vec![(WordFlaw::UnknownCharset, "utf-7")])
        );
        assert_eq!(flaws("=??Q?abc?="), [(WordFlaw::UnknownCharset, "")]);
        let text = "=?utf-8?base64?w6k=?=";
        assert_eq!(
            (shown(text).as_str(), flaws(text)),
            (text, vec![(WordFlaw::UnknownEncoding, "base64")])
        );
        assert_eq!(flaws("=?utf-8?b?w6k=?="), []);
    }

    #[test]
    fn bad_payload() {
        for (text, payload, expected) in [
            ("=?utf-8?B?44GC*44GE?=", "44GC*44GE", "あい"),
            ("=?utf-8?B?44GC 44GE?=", "44GC 44GE", "あい"),
            ("=?utf-8?B?44GC\r\n 44GE?=", "44GC\r\n 44GE", "あい"),
            ("=?utf-8?B?44GC4?=", "44GC4", "あ"),
            ("=?utf-8?Q?d=C3=A9j=E0 vu?=", "d=C3=A9j=E0 vu", "déj\u{FFFD} vu"),
            ("=?utf-8?Q?=C3=A9=?=", "=C3=A9=", "é="),
            ("=?utf-8?Q?quoi=C2=A0??=", "quoi=C2=A0?", "quoi\u{A0}?"),
            ("=?utf-8?Q?é?=", "é", "é"),
        ] {
            assert!(flaws(text).contains(&(WordFlaw::BadPayload, payload)), "{text}");
            assert_eq!(shown(text), expected);
        }
        assert_eq!(flaws("=?utf-8?Q?=C3=A9_!?="), []);
    }

    #[test]
    fn a_word_does_not_swallow_the_next() {
        let text = "=?utf-8?Q?lost =?utf-8?Q?=C3=A9?=";
        assert_eq!(shown(text), "=?utf-8?Q?lost é");
        assert_eq!(all(text, false).words.len(), 1);
    }

    #[test]
    fn unpadded() {
        assert_eq!(flaws("=?utf-8?B?w6nDqQ?="), [(WordFlaw::Unpadded, "w6nDqQ")]);
        assert_eq!(shown("=?utf-8?B?w6nDqQ?="), "éé");
        assert_eq!(flaws("=?utf-8?B?w6nDqQ==?="), []);
    }

    #[test]
    fn characters_cut_between_words() {
        for (text, expected) in [
            ("=?utf-8?Q?=E3=81?=\r\n =?UTF8?Q?=82?=", "あ"),
            ("=?utf-8?Q?=E3?= =?utf-8?Q?=81?= =?utf-8?B?gg==?=", "あ"),
            ("=?cp932?B?g2WD?= =?shift_jis?B?WINn?=", "テスト"),
            // The second word goes on in the state of the first.
            ("=?iso-2022-jp?B?GyRCJUYl?= =?iso-2022-jp?B?OSVIGyhC?=", "テスト"),
        ] {
            assert_eq!(shown(text), expected);
            assert!(kinds(text, false).iter().all(|k| *k == WordFlaw::SplitCharacter), "{text}");
            assert!(!flaws(text).is_empty());
        }
        // Broken, but not cut; whole although no escape closes it; cut, but text between.
        let text = "=?utf-8?Q?=E3=81?= =?utf-8?Q?=E3=81=82?=";
        assert_eq!(flaws(text), [(WordFlaw::Undecodable, "=?utf-8?Q?=E3=81?=")]);
        assert_eq!(flaws("=?iso-2022-jp?B?GyRCJUYlOSVI?= =?iso-2022-jp?B?GyRCJUYbKEI=?="), []);
        let text = "=?utf-8?Q?=E3=81?= x =?utf-8?Q?=82?=";
        assert_eq!(kinds(text, false), [WordFlaw::Undecodable; 2]);
    }

    #[test]
    fn needless_ascii() {
        let text = "=?utf-8?Q?Hello?= =?utf-8?B?d29ybGQ=?= x";
        assert_eq!(
            flaws(text),
            [(WordFlaw::NeedlessAscii, "=?utf-8?Q?Hello?= =?utf-8?B?d29ybGQ=?=")]
        );
        assert_eq!(shown(text), "Helloworld x");
        assert_eq!(
            flaws("=?iso-2022-jp?Q?abc?="),
            [(WordFlaw::NeedlessAscii, "=?iso-2022-jp?Q?abc?=")]
        );
        // Needed: it shares a run with é; it would be read as a word.
        for text in ["=?utf-8?Q?Hello?= =?utf-8?Q?=C3=A9?=", "=?utf-8?Q?=3D=3Fx?="] {
            assert_eq!(flaws(text), []);
        }
    }

    #[test]
    fn control_characters_inside() {
        for hex in ["=0D=0ABcc:", "=0A", "=00"] {
            let text = format!("=?utf-8?Q?=C3=A9{hex}?=");
            assert_eq!(kinds(&text, false), [WordFlaw::ControlInside]);
        }
        assert_eq!(kinds("=?utf-8?Q?=C3=A9=09?=", false), []);
    }

    #[test]
    fn undecodable() {
        assert_eq!(kinds("=?utf-8?Q?caf=E9?=", false), [WordFlaw::Undecodable]);
        assert_eq!(kinds("=?iso-2022-jp?Q?=E9?=", false), [WordFlaw::Undecodable]);
        // U+FFFD that the sender wrote; Latin-1 that is what it says.
        assert_eq!(kinds("=?utf-8?Q?=EF=BF=BD?=", false), []);
        assert_eq!(shown("=?iso-8859-1?Q?caf=E9?="), "café");
        assert_eq!(kinds("=?iso-8859-1?Q?caf=E9?=", false), []);
    }

    #[test]
    fn phrases_lose_their_quotes() {
        let text = r#""Doe, \"Jo\" =?utf-8?Q?=C3=A9?=" x"#;
        let decoded = all(text, true);
        assert_eq!(decoded.text, "Doe, \"Jo\" é x");
        assert_eq!(kinds(text, true), [WordFlaw::InQuotedString]);
        assert_eq!(kinds("Jo =?utf-8?Q?=C3=A9?=", true), []);
        assert_eq!(shown(r#"say "a\b""#), r#"say "a\b""#);
        // A quote ends a word that stands in quotes.
        assert_eq!(all("\"=?utf-8?Q?a\" b ?=", true).text, "=?utf-8?Q?a b ?=");
        assert_eq!(all("\"open \\", true).text, "open ");
    }

    #[test]
    fn hostile_shapes_are_read_once() {
        let clock = std::time::Instant::now();
        for unit in [
            "=?",
            "=?a?b?",
            "=?utf-8?Q?=E3?= ",
            "=?utf-8?Q?=E3?=",
            "=?iso-2022-jp?Q?=1B$B%?= ",
            "=?a?b?c ",
            "\\\"",
            "=?utf-8?Q??",
            " \r\n",
        ] {
            let text = unit.repeat(500_000 / unit.len());
            let decoded = all(&text, true);
            assert!(decoded.text.len() <= 2 * text.len());
            assert!(find(&text, Span::new(0, text.len())).len() <= text.len() / 6);
        }
        let words: Vec<_> = (0..20_000).map(|n| format!("=?x{n}?Q?a?=")).collect();
        assert_eq!(all(&words.join(" "), false).charsets.len(), CHARSETS);
        assert!(clock.elapsed().as_secs() < 20, "not linear");
    }

    fn encode(text: &str, base64: bool) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::from(if base64 { "=?utf-8?B?" } else { "=?utf-8?Q?" });
        for chunk in text.as_bytes().chunks(3) {
            if base64 {
                let n = chunk.iter().fold(0, |n, b| n << 8 | usize::from(*b))
                    << (8 * (3 - chunk.len()));
                for place in 0..4 {
                    let letter = char::from(LETTERS[n >> (18 - 6 * place) & 63]);
                    out.push(if place > chunk.len() { '=' } else { letter });
                }
            } else {
                out.extend(chunk.iter().map(|b| format!("={b:02X}")));
            }
        }
        out + "?="
    }

    proptest! {
        #[test]
        fn any_text_is_read(
            text in "(=\\?|\\?=|\\?|utf-8|[BQ]|iso-2022-jp|=[0-9A-F]{2}|[ -~\r\n日é\u{0}]){0,40}",
            phrase: bool,
        ) {
            let decoded = all(&text, phrase);
            prop_assert_eq!(&decoded.words.len(), &decoded.words.iter().filter(|w| {
                w.span.of(&text).starts_with("=?") && w.span.of(&text).ends_with("?=")
                    && [w.charset, w.encoding, w.payload].iter().all(|s| w.span.contains(*s))
            }).count());
            for flaw in &decoded.flaws {
                prop_assert!(text.get(flaw.span.start..flaw.span.end).is_some());
            }
            for word in find(&text, Span::new(0, text.len())) {
                prop_assert!(text.get(word.payload.start..word.payload.end).is_some());
            }
        }

        #[test]
        fn text_without_words_stays(text in "[a-z]{1,4}( [a-z=?]{1,9}){0,3}") {
            prop_assume!(!text.contains("?="));
            prop_assert_eq!(shown(&text), text);
        }

        #[test]
        fn another_reader_agrees(tokens in proptest::collection::vec(("[a-zé日🙂 ]{1,8}", 0..3), 1..6)) {
            let text: Vec<_> = tokens.iter().map(|(text, way)| match way {
                0 => text.replace(|c: char| !c.is_ascii_lowercase(), "x"),
                way => encode(text, *way == 1),
            }).collect();
            let text = text.join(" ");
            let line = format!("{text}\n");
            let theirs = MessageStream::new(line.as_bytes()).parse_unstructured();
            let theirs = theirs.as_text().unwrap_or_default();
            let ours = shown(&text);
            prop_assert_eq!(ours.trim(), theirs.trim());
        }
    }
}
