//! The subject.

use super::FILTER;
use crate::bytes::{after, begins};
use crate::domain::{Script, lower, script};
use crate::facts::Facts;
use crate::stock::mail::{any_decoded, any_raw, has_any, subject, value};
use crate::stock::{Hit, Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "SUBJECT_ENDS_QUESTION",
        |facts| any_decoded(facts, "subject", &|subject| subject.trim_end().ends_with('?')),
        "From: a@example.org\nSubject: Why?\n",
        "From: a@example.org\nSubject: Why? Because\n",
    ),
    test!(
        "SUBJECT_HAS_CURRENCY",
        |facts| any_decoded(facts, "subject", &|subject| subject.contains(is_currency)),
        "From: a@example.org\nSubject: set $HOME\n",
        "From: a@example.org\nSubject: 5 EUR\n",
    ),
    test!(
        "SUBJECT_ENDS_SPACES",
        |facts| any_raw(facts, "subject", &|raw| {
            let raw = raw.trim_end_matches(['\r', '\n']).trim_start();
            !raw.is_empty() && raw.ends_with([' ', '\t'])
        }) || any_decoded(facts, "subject", &|subject| subject
            .ends_with(char::is_whitespace)),
        "From: a@example.org\nSubject: =?utf-8?Q?hello_?=\n",
        "From: a@example.org\nSubject: hello\n",
    ),
    test!(
        "FAKE_REPLY",
        |facts| any_decoded(facts, "subject", &|subject| begins(subject, "re:"))
            && !has_any(facts, &["in-reply-to", "references"]),
        "From: a@example.org\nSubject: Re: x\n",
        "From: a@example.org\nSubject: Re: x\nReferences: <1@example.net>\n",
    ),
    test!(
        "MISSING_SUBJECT",
        |facts: &Facts<'_>| !facts.message.has("subject"),
        "From: a@example.org\nTo: b@example.net\n",
        "From: a@example.org\nSubject:\n",
    ),
    test!(
        "SUBJ_ALL_CAPS",
        // The longer, the more points; all of them from forty characters on.
        |facts: &Facts<'_>| {
            let bare = bare(facts);
            let upper = |c: char| lower(c) != c || is_shaped_capital(c);
            let small = |c: char| {
                lower(c) == c
                    && matches!(script(c), Script::Latin | Script::Greek | Script::Cyrillic)
            };
            if bare.contains(upper) && !bare.contains(small) { share(bare, 40.0) } else { Hit::No }
        },
        "From: a@example.org\nSubject: Re: HELLO 2024\n",
        "From: a@example.org\nSubject: Re: HELLO you\n",
    ),
    test!(
        "LONG_SUBJ",
        |facts: &Facts<'_>| {
            let bare = bare(facts);
            if bare.chars().count() > 200 { share(bare, 400.0) } else { Hit::No }
        },
        concat!(
            "From: a@example.org\nSubject: ",
            "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 \
             0123456789 0123456789\n",
            " 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 \
             0123456789 0123456789\n",
            " 0123456789\n"
        ),
        "From: a@example.org\nSubject: short\n",
    ),
    test!(
        "AUTOGEN_PHP_SPAMMY",
        |facts| {
            let script = has_any(facts, &["x-php-originating-script", "x-php-script"]);
            let library =
                value(facts, "x-mailer").starts_with("PHPMailer ") || phpmailer_boundary(facts);
            (script || library) && subject(facts).trim_end().ends_with(['?', '!'])
        },
        "From: a@example.org\nSubject: Buy now!\nX-PHP-Originating-Script: 1000:mail.php\n",
        "From: a@example.org\nSubject: Buy now!\nX-Mailer: Mail\n",
    ),
];

/// Whether the boundary is one that PHPMailer makes.
fn phpmailer_boundary(facts: &Facts<'_>) -> bool {
    let boundary =
        facts.content_type.as_ref().and_then(|value| value.parameter(facts.text, "boundary"));
    boundary.is_some_and(|boundary| {
        let name = boundary.value.strip_prefix("b1_").unwrap_or_default();
        boundary.quoted && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Whether Unicode classifies the character as a currency symbol (`Sc`).
fn is_currency(c: char) -> bool {
    matches!(
        c,
        '$' | '¢'..='¥' | '\u{58f}' | '\u{60b}' | '\u{9f2}' | '\u{9f3}' | '\u{9fb}' | '\u{af1}'
            | '\u{bf9}' | '\u{e3f}' | '\u{17db}' | '\u{20a0}'..='\u{20c0}' | '\u{fdfc}' | '\u{fe69}'
            | '\u{ff04}' | '\u{ffe0}' | '\u{ffe1}' | '\u{ffe5}' | '\u{ffe6}'
    )
}

/// Whether a character is a mathematical capital: 26 capitals and 26 small letters alternate there.
fn is_shaped_capital(c: char) -> bool {
    let at = u32::from(c).wrapping_sub(0x1d400);
    at < 0x2a4 && at % 52 < 26
}

/// Returns the subject without the reply prefixes that rspamd removes.
fn bare<'f>(facts: &'f Facts<'_>) -> &'f str {
    let mut bare = subject(facts);
    let marks = ["re:", "fwd:", "fw:", "aw:", "antwort:", "sv:"];
    while let Some(rest) = marks.iter().find_map(|mark| after(bare, mark)).map(str::trim_start) {
        if rest.is_empty() {
            break;
        }
        bare = rest;
    }
    bare
}

/// Returns a share that grows with the length of `text`, up to the whole at `all` characters.
fn share(text: &str, all: f32) -> Hit {
    // Longer counts make no difference, and `f32` holds shorter ones exactly.
    let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    Hit::Share((f32::from(count) / all).min(1.0))
}
