//! From and Sender: whether they are present, and whom they name.

use crate::facts::Person;
use crate::rule::{Arg, Rule, rule};
use crate::rules::fields::field_name;
use crate::rules::pages::{GMAIL_ERRORS, GMAIL_GUIDELINES};
use crate::rules::presence::missing;
use crate::syntax::address::Entry;

/// What people put in place of an address before they show a message to others.
const HIDDEN: &[&str] = &["redact", "removed", "hidden", "protected", "***", "xxx"];

/// The most places that one finding marks.
const MARKS: usize = 10;

/// A name without an address beside one that has it is a comma outside quotes, not an author. The
/// same address twice does count, as it does for the filter.
pub(crate) static FROM_SEVERAL: Rule = rule!(Rule {
    id: "from-several",
    group: Required,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.1"),
        rspamd(Inspired, "MULTIPLE_FROM"),
        Rfc(5322, "3.6.2"),
    ],
    finds: [
        "From: a@example.org, B <b@example.com>\nSubject: x\n",
        "From: a@example.org, A <a@example.org>, c@example.net\nSubject: x\n",
    ],
    quiet: [
        "From: \"a@example.org, B\" <b@example.com>\nSubject: x\n",
        "From: Example, Inc. <b@example.com>\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some(field) = facts.from.first() else { return };
        let mut people = field.people.iter().filter(|person| !person.domain.is_empty());
        if let (Some(first), Some(second)) = (people.next(), people.next()) {
            let finding = found.at(second.span());
            finding.and(first.span()).count("count", 2 + people.clone().count());
            for person in people.take(MARKS) {
                finding.and(person.span());
            }
        }
    },
});

/// An empty From is left to another rule. So are an address that somebody blotted out and the
/// `MAILER-DAEMON` in an old server's notice.
pub(crate) static FROM_UNREADABLE: Rule = rule!(Rule {
    id: "from-unreadable",
    group: Required,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.1"),
        Rfc(5322, "3.6.2"),
        rspamd(Inspired, "FROM_INVALID"),
        spamassassin(Inspired, "FROM_NO_USER"),
    ],
    finds: [
        "From: @example.org\nSubject: x\n",
        "From: Ann <ann@>\nSubject: x\n",
        "From: <>\nSubject: x\n",
        "From: Ann Example\nSubject: x\n",
    ],
    quiet: [
        "From: \"ann\"@example.org (Ann)\nSubject: x\n",
        "From: Ann <[redacted]>\nSubject: x\n",
        "Return-Path: <>\nFrom: MAILER-DAEMON (Mail Delivery System)\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some(field) = facts.from.first().filter(|field| !field.span.is_empty()) else { return };
        let value = field.span.of(facts.text);
        let usable = |person: &Person| {
            !person.domain.is_empty() && !matches!(person.local.as_str(), "" | "\"\"")
        };
        let local = facts.context.automatic && !field.people.is_empty();
        if field.people.iter().any(usable) || local || is_hidden(value) {
            return;
        }
        found.at(field.span).text("value", value);
    },
});

pub(crate) static ADDRESS_GROUP_IN_FROM: Rule = rule!(Rule {
    id: "address-group-in-from",
    group: Disliked,
    sources: [Rfc(6854, "1"), Rfc(7489, "6.6.1")],
    finds: ["From: Team: a@example.org, b@example.org;\nSubject: x\n"],
    quiet: ["From: \"Team: A;\" <a@example.org>\nTo: Team: b@example.org;\n"],
    check: |facts, found| for field in facts.from.iter().chain(&facts.sender) {
        for entry in &field.list.entries {
            // A group that no semicolon closes is a name with a colon: unquoted specials.
            if let Entry::Group { span, .. } = entry
                && span.of(facts.text).ends_with(';')
            {
                found.at(*span).with("field", field_name(facts, field.field));
            }
        }
    },
});

/// Lists and programs have no name to give.
pub(crate) static FROM_WITHOUT_NAME: Rule = rule!(Rule {
    id: "from-without-name",
    group: Informative,
    sources: [Rfc(5322, "3.4"), Observed("from-name"),],
    finds: ["From: a@example.org\nSubject: x\n", "From: \"\" <a@example.org>\nSubject: x\n"],
    quiet: [
        "From: a@example.org (Ann)\nSubject: x\n",
        "From: a@example.org\nSubject: x\nAuto-Submitted: auto-replied\n",
    ],
    check: |facts, found| {
        if facts.context.list || facts.context.automatic {
            return;
        }
        let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else {
            return;
        };
        if author.name.as_ref().is_none_or(|name| name.text.trim().is_empty()) {
            found.at(author.span()).with("address", Arg::Address(author.address.clone()));
        }
    },
});

pub(crate) static FROM_MISSING: Rule = rule!(Rule {
    id: "from-missing",
    group: Required,
    sources: [
        Rfc(5322, "3.6"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
        rspamd(Same, "MISSING_FROM"),
    ],
    finds: [
        "To: b@example.net\nSubject: x\nMIME-Version: 1.0\n",
        "From:\nTo: b@example.net\nSubject: x\nMIME-Version: 1.0\n",
    ],
    quiet: ["from: a@example.org\nTo: b@example.net\nSubject: x\nMIME-Version: 1.0\n"],
    check: |facts, found| missing(facts, found, "from"),
});

pub(crate) static SENDER_MISSING: Rule = rule!(Rule {
    id: "sender-missing",
    group: Broken,
    sources: [Rfc(5322, "3.6.2")],
    finds: ["From: a@example.org, b@example.org\nSubject: x\n"],
    quiet: [
        "From: a@example.org, b@example.org\nSender: a@example.org\nSubject: x\n",
        "From: \"Doe, Jane\" <a@example.org>\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some(from) = facts.from.first() else { return };
        let count = from.people.iter().filter(|person| !person.domain.is_empty()).count();
        if count > 1 && !facts.message.has("sender") {
            found.at(from.span).count("count", count);
        }
    },
});

pub(crate) static SENDER_REDUNDANT: Rule = rule!(Rule {
    id: "sender-redundant",
    group: Informative,
    sources: [Rfc(5322, "3.6.2")],
    finds: ["From: A <a@example.org>\nSender: a@Example.org\nSubject: x\n"],
    quiet: ["From: A <a@example.org>, b@example.org\nSender: a@example.org\nSubject: x\n"],
    check: |facts, found| {
        let ([from], Some(sender)) = (
            facts.from.first().map_or(&[][..], |field| &field.people),
            facts.sender.first().and_then(|field| field.people.first()),
        ) else {
            return;
        };
        if from.address == sender.address {
            found.at(sender.span()).with("address", Arg::Address(sender.address.clone()));
        }
    },
});

pub(crate) static FROM_NO_REPLY: Rule = rule!(Rule {
    id: "from-no-reply",
    group: Informative,
    sources: [Page(
        "Yahoo: Sender best practices",
        "https://senders.yahooinc.com/best-practices/",
        ""
    )],
    finds: [
        "From: no-reply@example.org\nSubject: x\n",
        "From: donotreply-7@example.org\nSubject: x\n"
    ],
    quiet: [
        "From: noreply@example.org\nReply-To: help@example.org\nSubject: x\n",
        "From: replies@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        let mut answers = facts.reply_to.iter().flat_map(|field| &field.people);
        if let Some(author) = facts.author()
            && no_reply(&author.local)
            && answers.all(|person| no_reply(&person.local))
        {
            found.at(author.span()).with("address", Arg::Address(author.address.clone()));
        }
    },
});

pub(crate) static SENDER_DIFFERS: Rule = rule!(Rule {
    id: "sender-differs",
    group: Informative,
    sources: [Rfc(5322, "3.6.2")],
    finds: ["From: a@example.org\nSender: b@example.org\nSubject: x\n"],
    quiet: ["From: a@example.org\nSender: A@example.org\nSubject: x\n"],
    check: |facts, found| {
        let sender = facts.sender.first().and_then(|field| field.people.first());
        if let (false, Some(author), Some(sender)) = (facts.context.list, facts.author(), sender)
            && !author.address.eq_ignore_ascii_case(&sender.address)
        {
            found
                .at(sender.span())
                .with("sender", Arg::Address(sender.address.clone()))
                .with("address", Arg::Address(author.address.clone()));
        }
    },
});

fn is_hidden(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    !value.contains('@') && HIDDEN.iter().any(|word| value.contains(word))
}

fn no_reply(local: &str) -> bool {
    let plain = || local.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    ["noreply", "donotreply"].iter().any(|start| start.bytes().eq(plain().take(start.len())))
}
