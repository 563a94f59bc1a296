//! Encoded-words (RFC 2047) in Subject and names, and where none are allowed.

use crate::facts::{Author, Facts};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::fields::field_name;
use crate::rules::pages::{GMAIL_GUIDELINES, YAHOO_CODES};
use crate::span::{Flaw, Span};
use crate::syntax::charset;
use crate::syntax::encoded_word::{self, Decoded, WordFlaw};

/// Fields made of tokens, in which an encoded-word is never decoded.
const TOKENS: &[&str] = &["message-id", "in-reply-to", "references", "date", "received"];

/// The most places that one finding marks.
const MARKS: usize = 10;

/// Parameters of MIME fields have a rule of their own.
pub(crate) static ENCODED_WORD_MISPLACED: Rule = rule!(Rule {
    id: "encoded-word-misplaced",
    group: Required,
    sources: [
        Rfc(2047, "5"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.1"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: =?utf-8?q?=3C1=40example=2Eorg=3E?=\n",
        "From: <=?utf-8?q?ann?=@example.org>\nSubject: x\n",
    ],
    quiet: ["From: =?utf-8?q?=C3=A9?= <a@example.org>\nSubject: =?utf-8?q?=C3=A9?=\n\
         Message-ID: <1=?@example.org>\n",],
    check: |facts, found| {
        for name in TOKENS {
            for field in facts.message.all(name) {
                // The hops of others record what they were told.
                if *name == "received" && facts.boundary.author(field.index) != Author::Sender {
                    continue;
                }
                if let Some(word) = encoded_word::find(facts.text, field.value()).first() {
                    found.at(word.span).with("field", Arg::Field(field.name().to_owned()));
                }
            }
        }
        for fields in
            [&facts.from, &facts.sender, &facts.reply_to, &facts.to, &facts.cc, &facts.return_path]
        {
            for field in fields {
                let addresses = field.people.iter().filter_map(|person| person.mailbox.address);
                let word = addresses
                    .flat_map(|address| encoded_word::find(facts.text, address.span))
                    .next();
                if let Some(word) = word {
                    found.at(word.span).with("field", field_name(facts, field.field));
                }
            }
        }
    },
});

pub(crate) static ENCODED_WORD_IN_QUOTES: Rule = rule!(Rule {
    id: "encoded-word-in-quotes",
    group: Disliked,
    sources: [Rfc(2047, "5"), Observed("in-quotes"),],
    finds: ["From: \"=?utf-8?q?=C3=A9?=\" <a@example.org>\nSubject: x\n"],
    quiet: ["From: =?utf-8?q?=22=C3=A9=22?= <a@example.org>\nSubject: \"=?utf-8?q?x\"\n"],
    check: |facts, found| flawed(facts, found, &|flaw| flaw == WordFlaw::InQuotedString),
});

pub(crate) static ENCODED_WORD_TOO_LONG: Rule = rule!(Rule {
    id: "encoded-word-too-long",
    group: Disliked,
    sources: [Rfc(2047, "2"), Observed("long-word"),],
    finds: [concat!(
        "From: a@example.org\n",
        "Subject: =?utf-8?q?=C3=A9aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?=\n",
        " =?utf-8?q?=C3=A9aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?=\n"
    )],
    quiet: ["From: a@example.org\n\
         Subject: =?utf-8?q?=C3=A9aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?=\n"],
    check: |facts, found| for value in values(facts) {
        let mut flaws = value.flaws(|flaw| flaw == WordFlaw::TooLong);
        let Some(first) = flaws.next() else { continue };
        let finding = found.at(first.span);
        finding
            .with("field", field_name(facts, value.line))
            .count("count", first.span.of(facts.text).chars().count());
        for flaw in flaws.take(MARKS) {
            finding.and(flaw.span);
        }
    },
});

pub(crate) static ENCODED_WORD_SPLIT_CHARACTER: Rule = rule!(Rule {
    id: "encoded-word-split-character",
    group: Disliked,
    sources: [Rfc(2047, "5")],
    finds: ["From: a@example.org\nSubject: =?utf-8?q?=E3=81?=\n =?utf-8?q?=82?=\n"],
    quiet: ["From: a@example.org\nSubject: =?utf-8?q?=E3=81=82?=\n =?utf-8?q?=E3=81=84?=\n"],
    check: |facts, found| flawed(facts, found, &|flaw| flaw == WordFlaw::SplitCharacter),
});

pub(crate) static ENCODED_WORD_GLUED: Rule = rule!(Rule {
    id: "encoded-word-glued",
    group: Disliked,
    sources: [Rfc(2047, "5")],
    finds: ["From: a@example.org\nSubject: Re:=?utf-8?q?=C3=A9?=\n"],
    quiet: ["From: a@example.org\nSubject: Re: =?utf-8?q?=C3=A9?= !\n"],
    check: |facts, found| flawed(facts, found, &|flaw| flaw == WordFlaw::Glued),
});

/// The filter's test is a pattern over all fields for encoded-words that do not end.
pub(crate) static ENCODED_WORD_MALFORMED: Rule = rule!(Rule {
    id: "encoded-word-malformed",
    group: Broken,
    sources: [Rfc(2047, "2"), Rfc(2047, "4"), spamassassin(Inspired, "BAD_ENC_HEADER"),],
    finds: [
        "From: a@example.org\nSubject: =?utf-8?q?d=C3=A9j=C3=A0 vu?=\n",
        "From: a@example.org\nSubject: =?utf-8?base64?w6k=?= and =?utf-8?hex?c3a9?=\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: =?utf-8?q?d=C3=A9j=C3=A0_vu?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?w6nDqQ?=\n",
    ],
    check: |facts, found| flawed(facts, found, &|flaw| {
        matches!(flaw, WordFlaw::BadPayload | WordFlaw::UnknownEncoding)
    }),
});

pub(crate) static ENCODED_WORD_UNPADDED: Rule = rule!(Rule {
    id: "encoded-word-unpadded",
    group: Odd,
    sources: [Rfc(2047, "4.1"), Rfc(4648, "3.2")],
    finds: ["From: a@example.org\nSubject: =?utf-8?B?w6nDqQ?=\n"],
    quiet: ["From: a@example.org\nSubject: =?utf-8?B?w6nDqQ==?=\n"],
    check: |facts, found| flawed(facts, found, &|flaw| flaw == WordFlaw::Unpadded),
});

pub(crate) static ENCODED_WORD_UNKNOWN_CHARSET: Rule = rule!(Rule {
    id: "encoded-word-unknown-charset",
    group: Disliked,
    sources: [Rfc(2047, "3"), Page("Yahoo: SMTP error codes", YAHOO_CODES, "554")],
    finds: ["From: a@example.org\nSubject: =?x-unknown?q?=E9?=\n"],
    quiet: ["From: a@example.org\nSubject: =?cp1252*fr?q?=E9?=\n"],
    check: |facts, found| for value in values(facts) {
        if let Some(flaw) = value.flaws(|flaw| flaw == WordFlaw::UnknownCharset).next() {
            found
                .at(flaw.span)
                .with("field", field_name(facts, value.line))
                .text("charset", flaw.span.of(facts.text));
        }
    },
});

pub(crate) static ENCODED_WORD_UNDECODABLE: Rule = rule!(Rule {
    id: "encoded-word-undecodable",
    group: Disliked,
    sources: [Rfc(2047, "5"), Page("Yahoo: SMTP error codes", YAHOO_CODES, "554")],
    finds: ["From: a@example.org\nSubject: =?utf-8?q?caf=E9?=\n"],
    quiet: ["From: a@example.org\nSubject: =?iso-8859-1?q?caf=E9?=\n"],
    check: |facts, found| for value in values(facts) {
        if let Some(flaw) = value.flaws(|flaw| flaw == WordFlaw::Undecodable).next() {
            let words = &value.decoded.words;
            let charset = words.iter().find(|word| flaw.span.contains(word.span));
            found
                .at(flaw.span)
                .with("field", field_name(facts, value.line))
                .text("charset", charset.map_or("", |word| word.charset.of(facts.text)));
        }
    },
});

/// As the filters look: nothing in the whole field needs encoding. Lists re-encode what they tag.
pub(crate) static ENCODED_WORD_NEEDLESS: Rule = rule!(Rule {
    id: "encoded-word-needless",
    group: Disliked,
    sources: [
        rspamd(Inspired, "FROM_EXCESS_BASE64"),
        rspamd(Inspired, "SUBJ_EXCESS_BASE64"),
        rspamd(Inspired, "SUBJ_EXCESS_QP"),
        spamassassin(Inspired, "FROM_EXCESS_BASE64"),
        rspamd(Inspired, "FROM_EXCESS_QP"),
        rspamd(Inspired, "TO_EXCESS_BASE64"),
        rspamd(Inspired, "TO_EXCESS_QP"),
        rspamd(Inspired, "CC_EXCESS_BASE64"),
        rspamd(Inspired, "CC_EXCESS_QP"),
        rspamd(Inspired, "REPLYTO_EXCESS_BASE64"),
        rspamd(Inspired, "REPLYTO_EXCESS_QP")
    ],
    finds: [
        "From: a@example.org\nSubject: =?utf-8?B?SGVsbG8=?=\n",
        "From: =?utf-8?q?Ann?= <a@example.org>\nSubject: x\n",
    ],
    quiet: ["From: a@example.org\nSubject: =?utf-8?B?SGVsbG8=?= =?utf-8?q?=C3=A9?=\n"],
    check: |facts, found| {
        if facts.context.list {
            return;
        }
        for value in values(facts).filter(|value| value.decoded.text.is_ascii()) {
            if let Some(flaw) = value.flaws(|flaw| flaw == WordFlaw::NeedlessAscii).next() {
                found
                    .at(flaw.span)
                    .with("field", field_name(facts, value.line))
                    .text("text", &value.decoded.text);
            }
        }
    },
});

/// A lone line break comes from careless programs and is another rule; here a field follows it.
pub(crate) static ENCODED_WORD_CONTROL: Rule = rule!(Rule {
    id: "encoded-word-control",
    group: Deceptive,
    sources: [Rfc(2047, "5"), Rfc(5322, "2.2")],
    finds: ["From: a@example.org\nSubject: =?utf-8?q?Hi=0D=0ABcc:_b=40example.net?=\n"],
    quiet: ["From: a@example.org\nSubject: =?utf-8?q?Hi=0D=0A?=\n"],
    check: |facts, found| for value in values(facts) {
        if hides_field(&value.decoded.text)
            && let Some(flaw) = value.flaws(|flaw| flaw == WordFlaw::ControlInside).next()
        {
            found.at(flaw.span).with("field", field_name(facts, value.line));
        }
    },
});

pub(crate) static ENCODED_WORD_LINE_BREAK: Rule = rule!(Rule {
    id: "encoded-word-line-break",
    group: Disliked,
    sources: [Rfc(2047, "5"), Rfc(5322, "2.2")],
    finds: ["From: a@example.org\nSubject: =?utf-8?q?=C3=A9=0D=0A?=\n"],
    quiet: ["From: a@example.org\nSubject: =?utf-8?q?=C3=A9=09?=\n"],
    check: |facts, found| for value in values(facts) {
        if !hides_field(&value.decoded.text)
            && let Some(flaw) = value.flaws(|flaw| flaw == WordFlaw::ControlInside).next()
        {
            found.at(flaw.span).with("field", field_name(facts, value.line));
        }
    },
});

/// Within one value, since names and subject may come from different people.
pub(crate) static ENCODED_WORD_CHARSETS_MIXED: Rule = rule!(Rule {
    id: "encoded-word-charsets-mixed",
    group: Odd,
    sources: [Observed("templates")],
    finds: ["From: a@example.org\nSubject: =?utf-8?q?=C3=A9?= =?iso-8859-2?q?=E9?=\n"],
    quiet: [
        "From: a@example.org\nSubject: =?utf-8?q?=C3=A9?= =?UTF8?q?=C3=A9?=\n",
        "From: =?iso-8859-2?q?=E9?= <a@example.org>\nSubject: =?utf-8?q?=C3=A9?=\n",
    ],
    check: |facts, found| for value in values(facts) {
        let words = &value.decoded.words;
        let label = |span: Span| charset::label(span.of(facts.text));
        let Some(first) = words.first() else { continue };
        let other = words.iter().find(|word| {
            label(word.charset).is_some() && label(word.charset) != label(first.charset)
        });
        if let Some(other) = other.filter(|_| label(first.charset).is_some()) {
            found
                .at(other.charset)
                .and(first.charset)
                .with("field", field_name(facts, value.line))
                .text("one", first.charset.of(facts.text))
                .text("other", other.charset.of(facts.text));
        }
    },
});

pub(crate) static HALF_WIDTH_KANA: Rule = rule!(Rule {
    id: "half-width-kana",
    group: Informative,
    sources: [Rfc(1468, "")],
    finds: [
        "From: a@example.org\nSubject: =?iso-2022-jp?B?GyhJPD0bKEI=?=\n",
        "From: a@example.org\nSubject: =?iso-2022-jp?B?GyRCLSEbKEI=?=\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=\n",
        "From: a@example.org\nSubject: =?utf-8?q?=EF=BD=BC?=\n",
    ],
    check: |facts, found| for value in values(facts) {
        let old = |span: Span| charset::label(span.of(facts.text)) == Some("iso-2022-jp");
        if value.decoded.text.contains(is_beside_jis)
            && let Some(word) = value.decoded.words.iter().find(|word| old(word.charset))
        {
            found
                .at(word.span)
                .with("field", field_name(facts, value.line))
                .text("charset", word.charset.of(facts.text));
        }
    },
});

/// The decoded value of a field, with the index of its line.
struct Value<'f> {
    line: usize,
    decoded: &'f Decoded,
}

impl<'f> Value<'f> {
    fn flaws(&self, wrong: impl Fn(WordFlaw) -> bool) -> impl Iterator<Item = &'f Flaw<WordFlaw>> {
        self.decoded.flaws.iter().filter(move |flaw| wrong(flaw.kind))
    }
}

/// Returns the subject and all names.
fn values<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<Value<'f>> {
    let subject = facts.subject.as_ref().zip(facts.field("subject"));
    let subject = subject.map(|((_, decoded), field)| Value { line: field.index, decoded });
    let fields = [&facts.from, &facts.sender, &facts.reply_to, &facts.to, &facts.cc];
    let names = fields.into_iter().flatten().flat_map(|field| {
        let decoded = field.people.iter().filter_map(|person| person.name.as_ref());
        decoded.map(|decoded| Value { line: field.field, decoded })
    });
    subject.into_iter().chain(names).collect::<Vec<_>>().into_iter()
}

/// Reports one finding for each value that has such a flaw.
fn flawed(facts: &Facts<'_>, found: &mut Found<'_>, wrong: &dyn Fn(WordFlaw) -> bool) {
    for value in values(facts) {
        let mut flaws = value.flaws(wrong);
        let Some(first) = flaws.next() else { continue };
        let finding = found.at(first.span);
        finding
            .with("field", field_name(facts, value.line))
            .text("text", first.span.of(facts.text));
        for flaw in flaws.take(MARKS) {
            finding.and(flaw.span);
        }
    }
}

/// Whether a character is half-width kana or in NEC's row 13 (circled and Roman numbers, units,
/// №, ℡), which Windows writes and JIS X 0208 lacks.
fn is_beside_jis(c: char) -> bool {
    matches!(
        c,
        '\u{ff61}'..='\u{ff9f}'
            | '\u{2460}'..='\u{2473}'
            | '\u{2160}'..='\u{2169}'
            | '\u{2116}'
            | '\u{2121}'
            | '\u{3230}'..='\u{33ff}'
    )
}

/// Whether a line after the first looks like a field.
fn hides_field(decoded: &str) -> bool {
    decoded.split(['\r', '\n']).skip(1).any(|line| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
    })
}
