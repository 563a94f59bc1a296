//! The subject.

use super::FILTER;
use crate::bytes::after;
use crate::facts::Facts;
use crate::shape::run;
use crate::stock::mail::subject;
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "SUBJ_ALL_CAPS",
        all_capitals,
        "From: a@example.org\nSubject: Re: BUY THIS NOW\n",
        "From: a@example.org\nSubject: Re: BUYTHISNOW2024\n",
    ),
    test!(
        "SUSP_UTF8_WORD_SUBJ",
        |facts| {
            let shaped = |c: char| matches!(c, '\u{1d400}'..='\u{1d7ff}');
            run(subject(facts), 3, &shaped)
        },
        "From: a@example.org\nSubject: =?utf-8?B?8J2QgPCdkIHwnZCC?=\n",
        "From: a@example.org\nSubject: =?utf-8?B?8J2QgPCdkIE=?= x\n",
    ),
    test!(
        "ENGLISH_UCE_SUBJECT",
        |facts| {
            let bare = subject(facts).trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            ["advert", "adv"].iter().any(|label| {
                after(bare, label).is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                })
            })
        },
        "From: a@example.org\nSubject: [ADV] buy\n",
        "From: a@example.org\nSubject: Advance notice\n",
    ),
    test!(
        "SUBJ_DOLLARS",
        |facts| subject(facts).strip_prefix('$').is_some_and(|rest| {
            let number =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
            let taken = rest.get(..rest.len() - number.len()).unwrap_or_default();
            taken.contains(|c: char| c.is_ascii_digit())
                && !number.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        }),
        "From: a@example.org\nSubject: $100,000 for you\n",
        "From: a@example.org\nSubject: only $100\n",
    ),
    test!(
        "SUBJ_AS_SEEN",
        |facts| {
            let lower = subject(facts).to_ascii_lowercase();
            lower.split("as seen").count() > 1
                && lower.match_indices("as seen").any(|(at, _)| {
                    lower.get(..at).is_some_and(|head| {
                        !head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                    })
                })
        },
        "From: a@example.org\nSubject: as seen on TV\n",
        "From: a@example.org\nSubject: gas seen on TV\n",
    ),
];

/// Whether the subject has letters from A to Z, all of them capitals, and at least two words. Not
/// in charsets whose bytes could look the same.
fn all_capitals(facts: &Facts<'_>) -> bool {
    const MARKS: &[&str] =
        &["re:", "fwd:", "fw:", "aw:", "antwort:", "wg:", "sv:", "vb:", "vs:", "vl:"];
    const CHARSETS: &[&str] = &[
        "koi",
        "jp",
        "jis",
        "euc",
        "gb",
        "big5",
        "isoir",
        "cp1251",
        "windows-1251",
        "georgianps",
        "pt154",
        "tis",
    ];
    let charsets = facts.subject.iter().flat_map(|(_, decoded)| &decoded.charsets);
    let mut charsets =
        charsets.filter(|charset| CHARSETS.iter().any(|part| charset.contains(part)));
    let mut bare = subject(facts).trim();
    while let Some(rest) = MARKS.iter().find_map(|mark| after(bare, mark)) {
        bare = rest.trim_start();
    }
    let mut letters = bare.chars().filter(char::is_ascii_alphabetic).peekable();
    charsets.next().is_none()
        && bare.len() >= 10
        && bare.contains(|c: char| c.is_ascii_whitespace())
        && letters.peek().is_some()
        && letters.all(|c| c.is_ascii_uppercase())
}
