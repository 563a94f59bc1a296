//! Fields that are missing, repeated, misnamed or out of place (RFC 5322 §3.6).

use super::lines::together;
use crate::declare_rule;
use crate::facts::Facts;
use crate::mail_system::is_daemon;
use crate::message::Field;
use crate::rule::{Arg, Found};

const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";
const YAHOO_CODES: &str = "https://senders.yahooinc.com/smtp-error-codes/";

declare_rule! {
    pub static DATE_MISSING = "date-missing" {
        group: Broken,
        sources: [
            Rfc(5322, "3.6"),
            spamassassin(Same, "MISSING_DATE"),
            rspamd(Same, "MISSING_DATE"),
        ],
        finds: ["From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",
            // Typed off a screen, where the date goes by another name.
            "From: a@example.org\nTo: b@example.net\nSubject: x\n",
        ],
        check: |facts, found| if is_whole(facts) && !facts.message.has("date") {
            found.missing();
        },
    }
}

declare_rule! {
    pub static FROM_MISSING = "from-missing" {
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
    }
}

declare_rule! {
    /// A copy out of the Sent folder may be older than its id: the server adds it.
    pub static MESSAGE_ID_MISSING = "message-id-missing" {
        group: Required,
        sources: [
            Rfc(5322, "3.6.4"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
            spamassassin(Same, "MISSING_MID"),
            rspamd(Same, "MISSING_MID"),
        ],
        finds: [concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [
            concat!(
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nSubject: x\nmessage-id: <abcdef@example.org>\n"),
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n",
            concat!(
                "Return-Path: <>\n",
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: MAILER-DAEMON@a.example.org\nSubject: x\n"),
        ],
        check: |facts, found| if !facts.context.never_travelled && !is_notice(facts) {
            missing(facts, found, "message-id");
        },
    }
}

declare_rule! {
    pub static SUBJECT_MISSING = "subject-missing" {
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
    }
}

declare_rule! {
    /// Both filters ask for To, whatever Cc says. Bounces and automatic replies do without.
    pub static RECIPIENT_MISSING = "recipient-missing" {
        group: Disliked,
        sources: [spamassassin(Same, "MISSING_HEADERS"), rspamd(Same, "MISSING_TO")],
        finds: [
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n",
            "From: a@example.org\nCc: b@example.net\nMIME-Version: 1.0\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nTo: undisclosed-recipients:;\n",
            "From: a@example.org\nCc: b@example.net\nSubject: x\n",
            "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nTo:\n",
        ],
        check: |facts, found| if is_whole(facts) && !facts.context.automatic && !facts.message.has("to") {
            found.missing();
        },
    }
}

/// Fields that name the reader, of those that are looked at.
const OWN_ADDRESSES: usize = 20;

/// May stand once (RFC 5322 §3.6, RFC 2045 §3).
const ONCE: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
];

declare_rule! {
    pub static FIELD_REPEATED = "field-repeated" {
        group: Required,
        sources: [
            Rfc(5322, "3.6"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
            Page("Yahoo: SMTP error codes", YAHOO_CODES, ""),
            rspamd(Inspired, "MULTIPLE_UNIQUE_HEADERS"),
        ],
        finds: ["From: a@example.org\nSubject: x\nSubject: y\n"],
        quiet: [concat!(
            "Received: from a.example.org by mx.example.net; Mon, 1 Jan 2024 00:00:01 +0000\n",
            "Received: from b.example.org by a.example.org; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\nComments: y\nComments: z\n")],
        check: |facts, found| for name in ONCE {
            let mut copies = facts.message.all(name);
            let (Some(first), Some(second)) = (copies.next(), copies.next()) else { continue };
            let count = 2 + copies.count();
            found
                .at(second.raw.name)
                .and(first.raw.name)
                .with("field", Arg::Field(second.name().to_owned()))
                .count("count", count);
        },
    }
}

declare_rule! {
    pub static SENDER_MISSING = "sender-missing" {
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
    }
}

declare_rule! {
    pub static SENDER_REDUNDANT = "sender-redundant" {
        group: Informative,
        sources: [Rfc(5322, "3.6.2")],
        finds: ["From: A <a@example.org>\nSender: a@Example.org\nSubject: x\n"],
        quiet: ["From: A <a@example.org>, b@example.org\nSender: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let ([from], Some(sender)) = (
                facts.from.first().map_or(&[][..], |field| &field.people),
                facts.sender.first().and_then(|field| field.people.first()),
            ) else { return };
            if from.address == sender.address {
                found.at(sender.span()).with("address", Arg::Address(sender.address.clone()));
            }
        },
    }
}

declare_rule! {
    /// Some servers leave a blind recipient their own address, which RFC 5322 allows.
    pub static BCC_EXPOSED = "bcc-exposed" {
        group: Disliked,
        sources: [Rfc(5322, "3.6.3")],
        finds: [concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\nBcc: c@example.com\n")],
        quiet: [
            concat!(
                "Delivered-To: c@example.com\n",
                "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nSubject: x\nBcc: c@example.com\n"),
            "From: a@example.org\nSubject: x\nBcc: c@example.com\n",
        ],
        check: |facts, found| {
            if facts.context.never_travelled { return }
            let own = |address: &str| {
                ["delivered-to", "x-original-to", "envelope-to"]
                    .iter()
                    .flat_map(|name| facts.message.all(name))
                    .take(OWN_ADDRESSES)
                    .any(|field| field.value_text().eq_ignore_ascii_case(address))
            };
            for field in &facts.bcc {
                let count = field.people.iter().filter(|person| !own(&person.address)).count();
                if count > 0 {
                    found.at(field.span).count("count", count);
                }
            }
        },
    }
}

declare_rule! {
    pub static RETIRED_FIELD = "retired-field" {
        group: Informative,
        sources: [Rfc(2076, "3"), Rfc(8098, "2.1")],
        finds: ["From: a@example.org\nSubject: x\nReturn-Receipt-To: a@example.org\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nDisposition-Notification-To: a@example.org\n",
            // Old lists write it themselves.
            "From: a@example.org\nSubject: x\nList-Id: <l.example.org>\nErrors-To: l@example.org\n",
        ],
        check: |facts, found| {
            let retired = |field: &Field<'_>| match field.lower {
                "errors-to" => !facts.context.list,
                name => matches!(name, "return-receipt-to" | "x-confirm-reading-to" | "apparently-to" | "fcc"),
            };
            let fields: Vec<_> = facts.by_sender().filter(retired).collect();
            together(found, &fields, &|field| field.raw.name);
        },
    }
}

declare_rule! {
    pub static REPLY_TO_WITHOUT_RECIPIENT = "reply-to-without-recipient" {
        group: Disliked,
        sources: [spamassassin(Inspired, "REPLYTO_WITHOUT_TO_CC")],
        finds: ["From: a@example.org\nSubject: x\nReply-To: b@example.org\nMIME-Version: 1.0\n"],
        quiet: ["From: a@example.org\nSubject: x\nReply-To: b@example.org\nMIME-Version: 1.0\nCc: c@example.net\n"],
        check: |facts, found| if is_whole(facts)
            && !facts.context.automatic
            && !facts.message.has("to")
            && !facts.message.has("cc")
            && let Some(field) = facts.field("reply-to")
        {
            found.at(field.raw.name);
        },
    }
}

/// Wrong spellings without their marks, and the right ones.
const SPELLINGS: &[(&str, &str)] = &[
    ("messageid", "Message-ID"),
    ("replyto", "Reply-To"),
    ("inreplyto", "In-Reply-To"),
    ("mimeversion", "MIME-Version"),
    ("contenttype", "Content-Type"),
    ("contenttransferencoding", "Content-Transfer-Encoding"),
    ("listunsubscribe", "List-Unsubscribe"),
    ("returnpath", "Return-Path"),
];

declare_rule! {
    /// Lower case, capitals and `Message-Id` are all usual; `SUbject` is not.
    pub static FIELD_MISSPELLED = "field-misspelled" {
        group: Disliked,
        sources: [spamassassin(Inspired, "MSGID_HDR_MALF")],
        finds: [
            "From: a@example.org\nSubject: x\nMessageID: <abc@example.org>\n",
            "From: a@example.org\nSUbject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",
        ],
        quiet: ["from: a@example.org\nSUBJECT: x\nMessage-Id: <abc@example.org>\nMime-version: 1.0\n"],
        check: |facts, found| for field in facts.by_sender() {
            let name = field.name();
            // None of these begins so.
            if name.len() > 30 || name.starts_with(['X', 'x']) { continue }
            let bare = || field.lower.bytes().filter(|b| !matches!(b, b'-' | b'_'));
            let known = SPELLINGS.iter().find(|(bad, _)| bad.bytes().eq(bare())).map(|(_, good)| *good);
            let right = match known {
                Some(good) if !good.eq_ignore_ascii_case(name) => Some(good),
                _ => ["From", "To", "Cc", "Subject", "Date", "Sender", "Reply-To", "Message-ID"]
                    .into_iter()
                    .find(|good| good.eq_ignore_ascii_case(name) && has_odd_capitals(name)),
            };
            if let Some(right) = right {
                found.at(field.raw.name).text("name", name).with("field", Arg::Field(right.to_owned()));
            }
        },
    }
}

/// A capital after the first letter of a part, unless the part is all capitals.
fn has_odd_capitals(name: &str) -> bool {
    name.split('-').any(|part| {
        let later = part.get(1..).unwrap_or("");
        later.contains(|c: char| c.is_ascii_uppercase())
            && part.contains(|c: char| c.is_ascii_lowercase())
    })
}

/// Reports a field that is not there, or that says nothing.
fn missing(facts: &Facts<'_>, found: &mut Found<'_>, name: &str) {
    if !is_whole(facts) {
        return;
    }
    match facts.field(name) {
        None => {
            found.missing();
        }
        Some(field) if field.value().is_empty() => {
            found.at(field.raw.name);
        }
        Some(_) => {}
    }
}

/// Fields that nobody types off: they show that the block was copied as it is.
const TECHNICAL: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "dkim-signature",
    "authentication-results",
    "x-mailer",
    "user-agent",
];

/// Whether what is missing here was missing in the mail: not a few fields typed off a screen, and
/// not what a bounce chose to return.
fn is_whole(facts: &Facts<'_>) -> bool {
    !facts.context.returned
        && !facts.message.cut
        && facts.message.fields().take(3).count() == 3
        && TECHNICAL.iter().any(|name| facts.message.has(name))
}

/// Whether a mail server wrote this of itself: nobody who reads it can mend it.
fn is_notice(facts: &Facts<'_>) -> bool {
    facts.return_path.first().is_some_and(|path| path.people.is_empty())
        || facts.author().is_some_and(|author| is_daemon(&author.local))
}
