//! The names of fields, and how often a field may occur.

use crate::bytes::after;
use crate::facts::{Author, Facts};
use crate::message::Field;
use crate::rule::{Arg, Rule, rule};
use crate::rules::fields::together;
use crate::rules::pages::{GMAIL_ERRORS, YAHOO_CODES};
use crate::shape;
use crate::span::Span;

/// Fields that may occur once (RFC 5322 §3.6, RFC 2045 §3).
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

/// Wrong spellings without their punctuation, each with the right one.
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

/// Names of fields as common programs write them, for those whose case filters check.
const NAMES: &[(&str, &str)] = &[
    ("from", "From"),
    ("to", "To"),
    ("cc", "Cc"),
    ("subject", "Subject"),
    ("mime-version", "MIME-Version"),
    ("content-type", "Content-Type"),
];

pub(crate) static FIELD_REPEATED: Rule = rule!(Rule {
    id: "field-repeated",
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
        "From: a@example.org\nSubject: x\nComments: y\nComments: z\n"
    )],
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
});

pub(crate) static RETIRED_FIELD: Rule = rule!(Rule {
    id: "retired-field",
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
            name => matches!(
                name,
                "return-receipt-to" | "x-confirm-reading-to" | "apparently-to" | "fcc"
            ),
        };
        let fields: Vec<_> = facts.by_sender().filter(retired).collect();
        together(found, &fields, &|field| field.raw.name);
    },
});

/// Lower case, capitals and `Message-Id` are all usual; `SUbject` is not.
pub(crate) static FIELD_MISSPELLED: Rule = rule!(Rule {
    id: "field-misspelled",
    group: Disliked,
    sources: [spamassassin(Inspired, "MSGID_HDR_MALF")],
    finds: [
        "From: a@example.org\nSubject: x\nMessageID: <abc@example.org>\n",
        "From: a@example.org\nSUbject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",
    ],
    quiet: ["from: a@example.org\nSUBJECT: x\nMessage-Id: <abc@example.org>\nMime-version: 1.0\n"],
    check: |facts, found| for field in facts.by_sender() {
        let name = field.name();
        // No misspelling begins like this.
        if name.len() > 30 || name.starts_with(['X', 'x']) {
            continue;
        }
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
});

/// Honest programs write `Mime-Version` (Apple Mail, Mew, Sylpheed); scripts write `from` and
/// `subject`.
pub(crate) static FIELD_NAME_CASE: Rule = rule!(Rule {
    id: "field-name-case",
    group: Odd,
    sources: [
        Rfc(5322, "1.2.2"),
        rspamd(Inspired, "MV_CASE"),
        spamassassin(Inspired, "MALFORMED_FREEMAIL"),
        spamassassin(Inspired, "MSOE_MID_WRONG_CASE"),
    ],
    finds: [
        "From: a@example.org\nsubject: x\n",
        "From: a@example.org\nSubject: x\nMime-Version: 1.0\n"
    ],
    quiet: [
        "From: a@example.org\nSUBJECT: x\n",
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nCC: b@example.net\n"
    ],
    check: |facts, found| for (name, usual) in NAMES {
        let strange = |written: &str| {
            written.bytes().all(|b| !b.is_ascii_uppercase()) || written == "Mime-Version"
        };
        let field = facts.message.all(name).find(|field| strange(field.name()));
        // JSON and HTTP use lower case only: a whole block of it was copied from there.
        if let Some(field) = field.filter(|_| !all_small(facts)) {
            found.at(field.raw.name).text("written", field.name()).text("usual", usual);
        }
    },
});

/// At least three: one unpronounceable name is an abbreviation.
pub(crate) static FIELD_NAMES_RANDOM: Rule = rule!(Rule {
    id: "field-names-random",
    group: Disliked,
    sources: [spamassassin(Inspired, "RAND_HEADER_MANY")],
    finds: ["From: a@example.org\nSubject: x\nX-Qwxkzvbtr: 1\nHgfdsrtp: 2\nX-Zr7k2v9q4m: 3\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nX-VPNDRDSTN: 1\nX-MDRcpt-To: b@example.net\nX-SG-EID: 3\n"
    ],
    check: |facts, found| {
        // Most hold too few digits for either part.
        let digits = |name: &str| name.bytes().filter(u8::is_ascii_digit).count() > 1;
        let random = |name: &str| {
            shape::is_unspeakable(name)
                || (digits(name) && name.split('-').any(shape::is_random_word))
        };
        let mut fields: Vec<_> = facts
            .message
            .fields()
            .filter(|field| facts.boundary.author(field.index) != Author::Receiver)
            .filter(|field| random(field.name()))
            .take(9)
            .collect();
        fields.dedup_by(|a, b| a.lower == b.lower);
        if let [first, rest @ ..] = fields.as_slice()
            && rest.len() > 1
        {
            let finding = found.at(first.raw.name).count("count", fields.len());
            for field in rest {
                finding.and(field.raw.name);
            }
        }
    },
});

pub(crate) static VALUE_REPEATS_NAME: Rule = rule!(Rule {
    id: "field-name-repeated-in-value",
    group: Odd,
    sources: [Rfc(5322, "2.2")],
    finds: ["From: a@example.org\nSubject: x\nX-Mailer: X-Mailer: Example 1.0\n"],
    quiet: ["From: a@example.org\nSubject: Subjects: x\n"],
    check: |facts, found| for field in facts.by_sender() {
        let (name, value) = (field.name(), field.value_text());
        let twice = after(value, name).is_some_and(|rest| rest.starts_with(':'));
        if twice && !name.is_empty() {
            let start = field.value().start;
            found
                .at(Span::new(start, start + name.len() + 1))
                .with("field", Arg::Field(name.to_owned()));
        }
    },
});

pub(crate) static FIELD_NAME_BAD: Rule = rule!(Rule {
    id: "field-name-bad-character",
    group: Broken,
    sources: [Rfc(5322, "2.2")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Größe: 3\n",
        "From: a@example.org\nSubject: x\n: y\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nX_Size.(kB): 3\n"],
    check: |facts, found| for field in facts.by_sender() {
        let name = field.raw.name;
        match name.of(facts.text).char_indices().find(|(_, c)| !c.is_ascii_graphic()) {
            Some((at, c)) => {
                let start = name.start + at;
                found.at(Span::new(start, start + c.len_utf8())).text("name", field.name());
            }
            // The colon is where the name should be.
            None if name.is_empty() => {
                found.at(Span::new(name.start, name.start + 1)).text("name", "");
            }
            None => {}
        }
    },
});

/// Whether a part has a capital after its first letter and is not all capitals.
fn has_odd_capitals(name: &str) -> bool {
    name.split('-').any(|part| {
        let later = part.get(1..).unwrap_or("");
        later.contains(|c: char| c.is_ascii_uppercase())
            && part.contains(|c: char| c.is_ascii_lowercase())
    })
}

fn all_small(facts: &Facts<'_>) -> bool {
    facts.message.fields().all(|field| field.name().bytes().all(|b| !b.is_ascii_uppercase()))
}
