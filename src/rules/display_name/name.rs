//! The name that mail programs show in place of the address.

use crate::facts::Person;
use crate::rule::{Arg, Rule, rule};
use crate::rules::pages::GMAIL_GUIDELINES;
use crate::rules::places::{after_mark, name, named_author, place};
use crate::shape::{counter, is_emoji};

const TITLES: &str = "mr mrs dr prof";

/// The most recipients whose names are compared.
const RECIPIENTS: usize = 20;

pub(crate) static DISPLAY_NAME_OWN_ADDRESS: Rule = rule!(Rule {
    id: "display-name-own-address",
    group: Informative,
    sources: [rspamd(Same, "FROM_DN_EQ_ADDR")],
    finds: ["From: \"A@example.org\" <a@example.org>\nSubject: x\n"],
    quiet: [
        "From: a@example.org\nSubject: x\n",
        "From: \"a at example.org\" <a@example.org>\nSubject: x\n"
    ],
    check: |facts, found| if let Some((author, shown, span)) = named_author(facts)
        && shown.trim().eq_ignore_ascii_case(&author.address)
    {
        let address = Arg::Address(author.address.clone());
        found.at(place(facts.text, span, shown.trim())).with("address", address);
    },
});

pub(crate) static DISPLAY_NAME_EMPTY: Rule = rule!(Rule {
    id: "display-name-empty",
    group: Disliked,
    sources: [spamassassin(Inspired, "FROM_BLANK_NAME")],
    finds: [
        "From: \"\" <a@example.org>\nSubject: x\n",
        "From: \" \" <a@example.org>\nSubject: x\n"
    ],
    quiet: ["From: <a@example.org>\nSubject: x\n", "From: \"A\" <a@example.org>\nSubject: x\n"],
    check: |facts, found| for person in facts.from.iter().flat_map(|field| &field.people) {
        if person.mailbox.phrase.is_some()
            && let Some((shown, span)) = name(person)
            && shown.trim().is_empty()
        {
            found.at(span);
        }
    },
});

pub(crate) static DISPLAY_NAME_URL: Rule = rule!(Rule {
    id: "display-name-url",
    group: Disliked,
    sources: [rspamd(Inspired, "R_HTTP_URL_IN_FROM")],
    finds: ["From: \"Win https://example.com/x now\" <a@example.org>\nSubject: x\n"],
    quiet: ["From: \"example.com HTTPS team\" <a@example.org>\nSubject: x\n"],
    check: |facts, found| if let Some((_, shown, span)) = named_author(facts)
        && let Some(url) = shown.split_whitespace().find_map(|word| {
            let at = word.find("http://").or_else(|| word.find("https://"))?;
            word.get(at..)
        }) {
        found.at(place(facts.text, span, url)).text("url", url);
    },
});

/// Reply-To counts by its name or its address: `mrs.sample@…`.
pub(crate) static DISPLAY_NAME_TITLE: Rule = rule!(Rule {
    id: "display-name-title",
    group: Informative,
    sources: [
        rspamd(Inspired, "FROM_NAME_HAS_TITLE"),
        spamassassin(Inspired, "HK_NAME_MR_MRS"),
        rspamd(Inspired, "REPLYTO_EMAIL_HAS_TITLE"),
    ],
    finds: [
        "From: \"Mrs. A. Sample\" <a@example.org>\nSubject: x\n",
        "From: Prof Sample <a@example.org>\nSubject: x\n",
        "From: A. Sample <a@example.org>\nReply-To: mrs.sample@example.net\nSubject: x\n",
    ],
    quiet: [
        "From: Drew Sample <a@example.org>\nSubject: x\n",
        "From: A. Sample <a@example.org>\nReply-To: mrsample@example.net\nSubject: x\n",
    ],
    check: |facts, found| {
        let author = named_author(facts).map(|(_, shown, span)| ("From", shown, span));
        let replies =
            facts.reply_to.first().and_then(|field| field.people.first()).into_iter().flat_map(
                |person| {
                    let named = name(person).map(|(shown, span)| ("Reply-To", shown, span));
                    let local = person
                        .mailbox
                        .address
                        .map(|address| ("Reply-To", person.local.as_str(), address.local));
                    named.into_iter().chain(local)
                },
            );
        for (field, shown, span) in author.into_iter().chain(replies) {
            let end = shown.find(|c: char| "._-".contains(c) || c.is_ascii_whitespace());
            if let Some(title) = end.and_then(|end| shown.get(..end))
                && TITLES.split(' ').any(|known| known.eq_ignore_ascii_case(title))
            {
                found
                    .at(place(facts.text, span, title))
                    .with("field", Arg::Field(field.to_owned()))
                    .text("title", title);
            }
        }
    },
});

pub(crate) static DISPLAY_NAME_EXTRA_BLANKS: Rule = rule!(Rule {
    id: "display-name-extra-blanks",
    group: Odd,
    sources: [rspamd(Same, "FROM_NAME_EXCESS_SPACE"), spamassassin(Inspired, "FROMSPACE")],
    finds: ["From: \"Alice  Sample\" <a@example.org>\nSubject: x\n"],
    quiet: ["From: \"Alice Sample\"  <a@example.org>\nSubject: x\n"],
    check: |facts, found| if let Some((_, shown, span)) = named_author(facts) {
        let blank = |c: char| c.is_ascii_whitespace();
        let twice = |at: usize| {
            let rest = shown.get(at..).unwrap_or_default();
            let run = rest.len() - rest.trim_start_matches(blank).len();
            (run > 1).then(|| rest.get(..run)).flatten()
        };
        let run = shown.match_indices(blank).find_map(|(at, _)| twice(at));
        if let Some(run) = run {
            found.at(place(facts.text, span, run));
        }
    },
});

pub(crate) static DISPLAY_NAME_COUNTER: Rule = rule!(Rule {
    id: "display-name-counter",
    group: Odd,
    sources: [Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "")],
    finds: [
        "From: \"Inbox (2)\" <a@example.org>\nSubject: x\n",
        "From: \"[1] New Message\" <a@example.org>\nSubject: x\n",
        "From: =?utf-8?B?4pyFIFBheW1lbnQ=?= <a@example.org>\nSubject: x\n",
        "From: \"Re: Invoice\" <a@example.org>\nSubject: x\n",
        "From: Bob Ray <a@example.org>\nTo: Bob Ray <b@example.net>\nSubject: x\n",
    ],
    quiet: [
        "From: Bob Ray <b@example.net>\nTo: Bob Ray <b@example.net>\nSubject: x\n",
        "From: \"Example (Tokyo)\" <a@example.org>\nSubject: x\n",
        "From: \"Unit (2024)\" <a@example.org>\nSubject: x\n"
    ],
    check: |facts, found| if let Some((author, shown, span)) = named_author(facts) {
        let readers = |person: &Person| {
            person.address != author.address
                && person.name.as_ref().is_some_and(|name| name.text == shown)
        };
        let mark = counter(shown)
            .or_else(|| after_mark(shown).map(|(mark, _)| mark))
            .or_else(|| facts.recipients().take(RECIPIENTS).any(readers).then_some(shown));
        let mark = mark.or_else(|| {
            shown
                .char_indices()
                .find(|(_, c)| is_emoji(*c))
                .and_then(|(at, c)| shown.get(at..at + c.len_utf8()))
        });
        if let Some(mark) = mark {
            found.at(place(facts.text, span, mark)).text("mark", mark);
        }
    },
});
