//! Characters that should have been encoded, and encoded-words that need not be.

use super::FILTER;
use crate::facts::Facts;
use crate::stock::mail::{any_decoded, any_raw};
use crate::stock::{Test, test};

/// Declares a test for raw characters in a field without any encoded-word.
macro_rules! needs {
    ($name:literal, $field:literal, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| any_raw(facts, $field, &is_foreign)
                && !any_raw(facts, $field, &|raw| word(raw, 'b') || word(raw, 'q')),
            $hits,
            $misses,
        )
    };
}

/// Declares a test for an encoded-word of this kind in a field whose characters are all plain.
macro_rules! excess {
    ($name:literal, $field:literal, $kind:literal, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| any_raw(facts, $field, &|raw| word(raw, $kind))
                && !any_decoded(facts, $field, &is_foreign),
            $hits,
            $misses,
        )
    };
}

pub(super) static TESTS: &[Test] = &[
    needs!(
        "SUBJECT_NEEDS_ENCODING",
        "subject",
        "From: a@example.org\nSubject: Grüße\n",
        "From: a@example.org\nSubject: =?utf-8?Q?Gr=C3=BC?= ß\n"
    ),
    needs!(
        "FROM_NEEDS_ENCODING",
        "from",
        "From: Jürgen <a@example.org>\n",
        "From: =?utf-8?Q?J=C3=BCrgen?= <a@example.org>\n"
    ),
    needs!(
        "TO_NEEDS_ENCODING",
        "to",
        "From: a@example.org\nTo: Jürgen <b@example.net>\n",
        "From: a@example.org\nTo: Juergen <b@example.net>\n"
    ),
    excess!(
        "SUBJ_EXCESS_BASE64",
        "subject",
        'b',
        "From: a@example.org\nSubject: =?utf-8?B?SGVsbG8=?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\n"
    ),
    excess!(
        "SUBJ_EXCESS_QP",
        "subject",
        'q',
        "From: a@example.org\nSubject: =?utf-8?Q?Hello?=\n",
        "From: a@example.org\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n"
    ),
    excess!(
        "FROM_EXCESS_BASE64",
        "from",
        'b',
        "From: =?utf-8?B?QW5u?= <a@example.org>\n",
        "From: =?utf-8?B?R3LDvMOfZQ==?= <a@example.org>\n"
    ),
    excess!(
        "FROM_EXCESS_QP",
        "from",
        'q',
        "From: =?utf-8?Q?Ann?= <a@example.org>\n",
        "From: =?utf-8?B?QW5u?= <a@example.org>\n"
    ),
    excess!(
        "TO_EXCESS_BASE64",
        "to",
        'b',
        "From: a@example.org\nTo: =?utf-8?B?QW5u?= <b@example.net>\n",
        "From: a@example.org\nTo: =?utf-8?B?R3LDvMOfZQ==?= <b@example.net>\n"
    ),
    excess!(
        "TO_EXCESS_QP",
        "to",
        'q',
        "From: a@example.org\nTo: =?utf-8?Q?Ann?= <b@example.net>\n",
        "From: a@example.org\nTo: =?utf-8?B?QW5u?= <b@example.net>\n"
    ),
    excess!(
        "CC_EXCESS_BASE64",
        "cc",
        'b',
        "From: a@example.org\nCc: =?utf-8?B?QW5u?= <b@example.net>\n",
        "From: a@example.org\nCc: =?utf-8?B?R3LDvMOfZQ==?= <b@example.net>\n"
    ),
    excess!(
        "CC_EXCESS_QP",
        "cc",
        'q',
        "From: a@example.org\nCc: =?utf-8?Q?Ann?= <b@example.net>\n",
        "From: a@example.org\nCc: =?utf-8?B?QW5u?= <b@example.net>\n"
    ),
    excess!(
        "REPLYTO_EXCESS_BASE64",
        "reply-to",
        'b',
        "From: a@example.org\nReply-To: =?utf-8?B?QW5u?= <b@example.org>\n",
        "From: a@example.org\nReply-To: =?utf-8?B?R3LDvMOfZQ==?= <b@example.org>\n"
    ),
    excess!(
        "REPLYTO_EXCESS_QP",
        "reply-to",
        'q',
        "From: a@example.org\nReply-To: =?utf-8?Q?Ann?= <b@example.org>\n",
        "From: a@example.org\nReply-To: =?utf-8?B?QW5u?= <b@example.org>\n"
    ),
    test!(
        "INVALID_FROM_8BIT",
        |facts: &Facts<'_>| facts
            .author()
            .is_some_and(|author| !author.span().of(facts.text).is_ascii()),
        "From: Ann <jürgen@example.org>\n",
        "From: Jürgen <a@example.org>\n",
    ),
    test!(
        "INVALID_RCPT_8BIT",
        |facts: &Facts<'_>| facts
            .recipients()
            .any(|person| !person.span().of(facts.text).is_ascii()),
        "From: a@example.org\nTo: Ann <jürgen@example.net>\n",
        "From: a@example.org\nTo: Jürgen <b@example.net>\n",
    ),
    test!(
        "RCVD_ILLEGAL_CHARS",
        |facts| any_raw(facts, "received", &|raw| !raw.is_ascii()),
        "Received: from bücher.example by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\n",
        "Received: from xn--bcher-kva.example by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\n",
    ),
];

/// Whether a text holds what a plain field must not: bytes from 127 up, or control characters.
fn is_foreign(text: &str) -> bool {
    text.bytes().any(|b| b >= 0x7f || (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')))
}

/// Whether a text holds an encoded-word of that encoding, well-formed or not.
fn word(text: &str, encoding: char) -> bool {
    text.split_whitespace().any(|word| {
        let Some((_, rest)) = word.split_once("=?") else { return false };
        let mut parts = rest.split('?').skip(1);
        let mut seen = rest.split('?').next().is_some_and(|charset| !charset.is_empty());
        parts.any(|part| {
            let is = seen
                && part.len() == 1
                && part.eq_ignore_ascii_case(encoding.encode_utf8(&mut [0; 4]));
            seen = true;
            is
        }) && rest.matches('?').count() > 1
    })
}
