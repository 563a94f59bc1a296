//! What a subject does to be opened: pressing words, pictures, counters, sums.

use crate::data::PRESSING;
use crate::rule::{Rule, rule};
use crate::rules::pages::GMAIL_GUIDELINES;
use crate::rules::places::{named_author, place, subject, whole};
use crate::shape::{counter, is_emoji};

/// Words of one language say little, since banks write them too.
pub(crate) static URGENT_WORDS: Rule = rule!(Rule {
    id: "urgent-words",
    group: Odd,
    sources: [Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "")],
    finds: [
        "From: a@example.org\nSubject: Action required: your invoice\n",
        "From: \"URGENT Mail\" <a@example.org>\nSubject: x\n",
        "From: a@example.org\nSubject: =?utf-8?B?44CQ6Iez5oCl44CR44GK55+l44KJ44Gb?=\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: Insurgents and detergents\n",
        "From: a@example.org\nSubject: urgent: build broken\nList-Id: <l.example.org>\n",
        "From: a@example.org\nIn-Reply-To: <1@example.net>\nSubject: Re: urgent\n",
    ],
    check: |facts, found| {
        if facts.context.list || facts.message.has("in-reply-to") {
            return;
        }
        let name = named_author(facts).map(|(_, shown, span)| (shown, span));
        let short = |(text, _): &(&str, _)| text.len() < 1_000;
        for (text, span) in subject(facts).into_iter().chain(name).filter(short) {
            // Japanese has no blanks to delimit a word.
            let words = PRESSING.lines().find_map(|phrase| match phrase.is_ascii() {
                true => whole(text, phrase),
                false if text.is_ascii() => None,
                false => text.find(phrase).and_then(|at| text.get(at..at + phrase.len())),
            });
            if let Some(words) = words {
                found.at(place(facts.text, span, words)).text("words", words);
            }
        }
    },
});

pub(crate) static SUBJECT_EMOJI: Rule = rule!(Rule {
    id: "subject-emoji",
    group: Informative,
    sources: [Observed("emoji")],
    finds: ["From: a@example.org\nSubject: =?utf-8?B?8J+OgSBhIHByZXNlbnQ=?=\n"],
    quiet: ["From: a@example.org\nSubject: =?utf-8?B?6LO85YWl4oC744GU5qGI5YaF?=\n"],
    check: |facts, found| if let Some((shown, span)) = subject(facts)
        && let Some((at, c)) = shown.char_indices().find(|(_, c)| is_emoji(*c))
        && let Some(mark) = shown.get(at..at + c.len_utf8())
    {
        found.at(place(facts.text, span, mark)).text("mark", mark);
    },
});

/// Only at an end: in the middle, a number in brackets counts parts or names a note.
pub(crate) static SUBJECT_COUNTER: Rule = rule!(Rule {
    id: "subject-counter",
    group: Odd,
    sources: [Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "")],
    finds: [
        "From: a@example.org\nSubject: (1) New message\n",
        "From: a@example.org\nSubject: Your inbox [3]\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: [12] Bug\nList-Id: <l.example.org>\n",
        "From: a@example.org\nSubject: part (2) of the plan\n",
    ],
    check: |facts, found| if let Some((shown, span)) = subject(facts)
        && !facts.context.list
        && !facts.message.has("references")
        && let Some(mark) = counter(shown)
        && (shown.starts_with(mark) || shown.ends_with(mark))
    {
        found.at(place(facts.text, span, mark)).text("mark", mark);
    },
});

pub(crate) static SUBJECT_CURRENCY: Rule = rule!(Rule {
    id: "subject-currency",
    group: Odd,
    sources: [rspamd(Inspired, "SUBJECT_HAS_CURRENCY"), spamassassin(Inspired, "SUBJ_DOLLARS")],
    finds: [
        "From: a@example.org\nSubject: only $5\n",
        "From: a@example.org\nSubject: =?utf-8?B?NeKCrA==?=\n"
    ],
    quiet: ["From: a@example.org\nSubject: fix ${VAR} and $HOME\n"],
    check: |facts, found| if let Some((shown, span)) = subject(facts) {
        // A lone dollar sign also begins the name of a variable.
        let sign = shown.char_indices().find(|(at, c)| match c {
            '€' | '£' | '¥' | '￥' | '₽' | '¢' => true,
            '$' => {
                let digit = |c: char| c.is_ascii_digit();
                shown.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(digit))
                    || shown.get(..*at).is_some_and(|head| head.ends_with(digit))
            }
            _ => false,
        });
        if let Some((at, c)) = sign
            && let Some(sign) = shown.get(at..at + c.len_utf8())
        {
            found.at(place(facts.text, span, sign)).text("sign", sign);
        }
    },
});
