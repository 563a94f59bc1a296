//! The form of the subject.

use crate::domain::{Script, lower, script};
use crate::facts::Facts;
use crate::rule::{Rule, rule};
#[cfg(not(target_arch = "wasm32"))]
use crate::rules::examples::{filled, text};
use crate::rules::pages::GMAIL_LIMITS;
use crate::rules::places::{place, subject, without_marks};
use crate::rules::presence::missing;

/// The number of characters beyond which filters call a subject long.
const LONG: usize = 200;

/// The number of lone letters in a row that make a word pulled apart; initials are fewer.
const GAPS: usize = 5;

const SUBJECT_MAX: usize = 998;

#[cfg(not(target_arch = "wasm32"))]
static LONG_SUBJECT: [u8; 1_300] =
    filled(b"From: a@example.org\nSubject: ", b"some words\n ", b"\n");

#[cfg(not(target_arch = "wasm32"))]
static ENCODED_SUBJECT: [u8; 1_100] =
    filled(b"From: a@example.org\nSubject:", b" =?utf-8?B?44Oh44O844Or?=\n", b"\n");

pub(crate) static SUBJECT_EMPTY: Rule = rule!(Rule {
    id: "subject-empty",
    group: Disliked,
    sources: [rspamd(Same, "EMPTY_SUBJECT")],
    finds: [
        "From: a@example.org\nTo: b@example.net\nSubject:\n",
        "From: a@example.org\nSubject: =?utf-8?Q?_?=\n"
    ],
    quiet: ["From: a@example.org\nSubject: .\n"],
    check: |facts, found| if let Some((shown, span)) = subject(facts)
        && shown.trim().is_empty()
        && let Some(field) = facts.field("subject")
    {
        found.at(if span.is_empty() { field.raw.name } else { span });
    },
});

/// As `SpamAssassin`, this ignores languages without capitals, and single words.
pub(crate) static SUBJECT_ALL_CAPITALS: Rule = rule!(Rule {
    id: "subject-all-capitals",
    group: Disliked,
    sources: [rspamd(Inspired, "SUBJ_ALL_CAPS"), spamassassin(Inspired, "SUBJ_ALL_CAPS")],
    finds: ["From: a@example.org\nSubject: Re: BUY THIS NOW PLEASE\n"],
    quiet: [
        "From: a@example.org\nSubject: Re: RFC 5322 AND MIME draft\n",
        "From: a@example.org\nSubject: INVOICE 2024-01-01\n",
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        let bare = without_marks(shown).trim();
        let letters = bare.chars().filter(char::is_ascii_uppercase).count();
        let words = bare
            .split_whitespace()
            .filter(|word| word.bytes().any(|b| b.is_ascii_uppercase()))
            .count();
        let other = bare.chars().any(|c| {
            c.is_ascii_lowercase()
                || (!c.is_ascii() && script(c) != Script::Common && lower(c) == c)
        });
        if letters > 9 && words > 2 && !other && !facts.context.japanese {
            found.at(place(facts.text, span, bare));
        }
    },
});

pub(crate) static SUBJECT_SPACED_LETTERS: Rule = rule!(Rule {
    id: "subject-spaced-letters",
    group: Disliked,
    sources: [spamassassin(Inspired, "GAPPY_SUBJECT")],
    finds: [
        "From: a@example.org\nSubject: get it F R E E E now\n",
        "From: a@example.org\nSubject: v-i-a-g-r-a\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: Vitamins A B C D\n",
        "From: a@example.org\nSubject: U.S.A. and J. R. R. T.\n"
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts)
        && let Some(run) = spaced(shown)
    {
        found.at(place(facts.text, span, run)).text("letters", run);
    },
});

/// rspamd's weight grows with the length; it is half at this limit.
pub(crate) static SUBJECT_LONG: Rule = rule!(Rule {
    id: "subject-long",
    group: Disliked,
    sources: [rspamd(Inspired, "LONG_SUBJ")],
    finds: [concat!(
        "From: a@example.org\nSubject: ",
        "0123456789 0123456789 0123456789 0123456789 0123456789\n \
         0123456789 0123456789 0123456789 0123456789",
        " 0123456789 0123456789\n \
         0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n",
        " 0123456789 0123456789\n"
    )],
    quiet: [concat!(
        "From: a@example.org\n\
         Subject: =?utf-8?B?44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC?=\n",
        " =?utf-8?B?44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC?=\n",
        " =?utf-8?B?44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC?=\n",
        " =?utf-8?B?44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC44GC?=\n"
    )],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        let count = without_marks(shown).chars().count();
        if count > LONG {
            found.at(span).count("count", count);
        }
    },
});

/// Only what is left after trimming: blanks before a line end, and an encoded blank.
pub(crate) static SUBJECT_TRAILING_BLANKS: Rule = rule!(Rule {
    id: "subject-trailing-blanks",
    group: Odd,
    sources: [rspamd(Inspired, "SUBJECT_ENDS_SPACES")],
    finds: [
        "From: a@example.org\nSubject: hello  \nTo: b@example.net\n",
        "From: a@example.org\nSubject: =?utf-8?Q?hello_?=\n"
    ],
    quiet: ["From: a@example.org\nSubject: hello\n  you\n"],
    check: |facts, found| if let (Some((shown, span)), Some(field)) =
        (subject(facts), facts.field("subject"))
        && !shown.trim().is_empty()
    {
        let after = crate::span::Span::new(span.end, field.raw.body.end);
        let blanks = after.of(facts.text).trim_end_matches(['\r', '\n']);
        if !blanks.is_empty() && !blanks.contains(['\r', '\n']) {
            found.at(crate::span::Span::new(after.start, after.start + blanks.len()));
        } else if shown.ends_with([' ', '\t']) {
            found.at(span);
        }
    },
});

pub(crate) static SUBJECT_QUESTION_EXCLAMATION: Rule = rule!(Rule {
    id: "subject-question-exclamation",
    group: Odd,
    sources: [spamassassin(Inspired, "PLING_QUERY"), rspamd(Inspired, "SUBJECT_ENDS_QUESTION"),],
    finds: [
        "From: a@example.org\nSubject: Lunch?\n",
        "From: a@example.org\nSubject: Really? Yes! now\n"
    ],
    quiet: ["From: a@example.org\nSubject: Hello! Some news\n"],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        let ends = shown.trim_end().ends_with(['?', '!']);
        let both = shown.contains('?') && shown.contains('!');
        if (ends || both) && !is_jis(facts) {
            let mark =
                if shown.trim_end().ends_with('!') || !shown.contains('?') { "!" } else { "?" };
            let last = shown.trim_end().rfind(mark).and_then(|at| shown.get(at..)).unwrap_or(mark);
            found.at(place(facts.text, span, last.trim_end())).text("mark", mark);
        }
    },
});

/// The limit is stated in characters; an encoded Subject is longer on the wire, so counting the
/// decoded text never claims too much.
pub(crate) static SUBJECT_OVER_998: Rule = rule!(Rule {
    id: "subject-over-998",
    group: Required,
    sources: [Page("Gmail: Message header limits", GMAIL_LIMITS, "552 5.3.4")],
    finds: [text(&LONG_SUBJECT)],
    quiet: [text(&ENCODED_SUBJECT)],
    check: |facts, found| if let Some((span, decoded)) = &facts.subject {
        if span.len() <= SUBJECT_MAX {
            return;
        }
        let length = decoded.text.chars().count();
        if length > SUBJECT_MAX {
            found.at(*span).count("length", length);
        }
    },
});

pub(crate) static SUBJECT_MISSING: Rule = rule!(Rule {
    id: "subject-missing",
    group: Disliked,
    sources: [
        rspamd(Inspired, "MISSING_SUBJECT"),
        rspamd(Inspired, "EMPTY_SUBJECT"),
        spamassassin(Inspired, "MISSING_SUBJECT"),
    ],
    finds: [
        "From: a@example.org\nTo: b@example.net\nMIME-Version: 1.0\n",
        "From: a@example.org\nTo: b@example.net\nSubject: \nMIME-Version: 1.0\n",
    ],
    quiet: ["From: a@example.org\nTo: b@example.net\nSubject: .\nMIME-Version: 1.0\n"],
    check: |facts, found| missing(facts, found, "subject"),
});

/// Whether the charset is ISO-2022-JP: between its escapes all octets are ASCII, so filters skip
/// their tests of punctuation there.
fn is_jis(facts: &Facts<'_>) -> bool {
    let charsets = facts.subject.iter().flat_map(|(_, decoded)| &decoded.charsets);
    charsets.into_iter().any(|charset| charset.starts_with("iso-2022"))
}

/// Returns the first run of lone letters with the same character between them.
fn spaced(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut start = 0;
    while start < bytes.len() {
        let bound = start == 0
            || bytes.get(start - 1).is_some_and(|b| !b.is_ascii_alphanumeric() && b.is_ascii());
        let gap = bytes.get(start + 1).copied().filter(|b| b" .-_*~".contains(b));
        if !bound || !letter(start) || gap.is_none() {
            start += 1;
            continue;
        }
        let mut end = start;
        while bytes.get(end + 1).copied() == gap && letter(end + 2) {
            end += 2;
        }
        // A word follows, so its first letter is not alone.
        if bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
            end = end.saturating_sub(2).max(start);
        }
        if (end - start) / 2 + 1 >= GAPS {
            return text.get(start..=end);
        }
        start = end + 1;
    }
    None
}
