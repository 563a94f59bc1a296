//! Message-ID: whether it is present, and its form.

use crate::bytes::begins;
use crate::facts::{Author, Facts};
use crate::mail_system::is_daemon;
use crate::rule::{Arg, Found, Rule, rule};
#[cfg(not(target_arch = "wasm32"))]
use crate::rules::examples::{filled, text};
use crate::rules::pages::{GMAIL_ERRORS, GMAIL_LIMITS};
use crate::rules::presence::missing;
use crate::syntax::message_id::{IdFlaw, MessageId};

/// The most characters that Gmail accepts.
const LENGTH_MAX: usize = 500;

/// The fewest characters of an identifier, and left of its `@`; shorter ones are too easily
/// repeated.
const LENGTH_MIN: usize = 16;

const LEFT_MIN: usize = 5;

/// The number of capitals in a row that make no abbreviation.
const CAPITALS: usize = 13;

/// The most flaws that one finding marks.
const PLACES: usize = 50;

#[cfg(not(target_arch = "wasm32"))]
static LONG_ID: [u8; 600] =
    filled(b"From: a@example.org\nSubject: x\nMessage-ID: <", b"0123456789.", b"@example.org>\n");

#[cfg(not(target_arch = "wasm32"))]
static FITTING_ID: [u8; 500] =
    filled(b"From: a@example.org\nSubject: x\nMessage-ID: <", b"0123456789.", b"@example.org>\n");

pub(crate) static MESSAGE_ID_MALFORMED: Rule = rule!(Rule {
    id: "message-id-malformed",
    group: Required,
    sources: [
        Rfc(5322, "3.6.4"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
        spamassassin(Inspired, "INVALID_MSGID"),
        rspamd(Inspired, "INVALID_MSGID"),
        spamassassin(Inspired, "MSGID_NOFQDN1")
    ],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <ab cd efgh@example.org>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <@example.org>\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nMessage-ID:\n \
         <\"abcd efgh\"@example.org> (added by me)\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <000001c0$abcd@HOST>\n",
    ],
    check: |facts, found| {
        let bad = [IdFlaw::NoAt, IdFlaw::EmptySide, IdFlaw::BlankInside, IdFlaw::NonAscii];
        flawed(facts, found, &bad);
    },
});

pub(crate) static MESSAGE_ID_SEVERAL_AT: Rule = rule!(Rule {
    id: "message-id-several-at",
    group: Disliked,
    sources: [Rfc(5322, "3.6.4"), spamassassin(Same, "MSGID_MULTIPLE_AT")],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdef@local@here@example.org>\n"],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <\"abcdef@local\"@example.org>\n"],
    check: |facts, found| flawed(facts, found, &[IdFlaw::SeveralAt]),
});

/// A comment beside the identifier counts too, as in the filter.
pub(crate) static MESSAGE_ID_WITHOUT_BRACKETS: Rule = rule!(Rule {
    id: "message-id-without-brackets",
    group: Disliked,
    sources: [Rfc(5322, "3.6.4"), rspamd(Inspired, "MID_MISSING_BRACKETS")],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: abcdefgh@example.org\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@example.org> (added)\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID:\n <abcdefgh@[192.0.2.1]>\n"],
    check: |facts, found| if let (Some(id), Some(field)) = (id(facts), facts.field("message-id")) {
        let value = field.value_text();
        let inner = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        if inner.is_none_or(|inner| inner.is_empty() || inner.contains('>')) {
            found.at(field.value()).text("id", id.span.of(facts.text));
        }
    },
});

/// Salesforce's honest bulk mail has `xt.local`.
pub(crate) static MESSAGE_ID_LOCAL_HOST: Rule = rule!(Rule {
    id: "message-id-local-host",
    group: Disliked,
    sources: [Rfc(5322, "3.6.4"), Rfc(6762, "3"), Rfc(6761, "6.3")],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@localhost>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@swift.generated>\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@localhost.example.org>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@atl1.xt.local>\n",
    ],
    check: |facts, found| if let Some(id) = id(facts) {
        let host = id.right.of(facts.text).to_ascii_lowercase();
        let last = host.rsplit('.').next().unwrap_or("");
        let local = matches!(last, "localhost" | "localdomain" | "local" | "lan" | "internal")
            || host == "swift.generated";
        if local && host != "local" && !host.ends_with(".xt.local") {
            found.at(id.right).with("host", Arg::Domain(id.right.of(facts.text).to_owned()));
        }
    },
});

pub(crate) static MESSAGE_ID_IP_ADDRESS: Rule = rule!(Rule {
    id: "message-id-ip-address",
    group: Disliked,
    sources: [
        Rfc(5322, "3.6.4"),
        rspamd(Inspired, "MID_BARE_IP"),
        rspamd(Inspired, "MID_RHS_IP_LITERAL"),
    ],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@192.0.2.1>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@[192.0.2.1]>\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@192.0.2.1.example.org>\n"],
    check: |facts, found| if let Some(id) = id(facts) {
        let host = id.right.of(facts.text);
        let ip = host.trim_matches(['[', ']']);
        if ip.parse::<std::net::Ipv4Addr>().is_ok() {
            found.at(id.right).with("ip", Arg::Ip(ip.to_owned()));
        }
    },
});

/// Windows programs write the bare name of the computer: honest, so this is only a note.
pub(crate) static MESSAGE_ID_NOT_DOMAIN: Rule = rule!(Rule {
    id: "message-id-not-domain",
    group: Informative,
    sources: [Rfc(5322, "3.6.4"), rspamd(Inspired, "MID_RHS_NOT_FQDN")],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@WORKSTATION>\n"],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@workstation.example.org>\n"],
    check: |facts, found| if let Some(id) = id(facts) {
        let host = id.right.of(facts.text);
        if !host.is_empty() && !host.contains('.') {
            found.at(id.right).with("host", Arg::Domain(host.to_owned()));
        }
    },
});

pub(crate) static MESSAGE_ID_TOO_LONG: Rule = rule!(Rule {
    id: "message-id-too-long",
    group: Required,
    sources: [Page("Gmail: Message header limits", GMAIL_LIMITS, "552 5.3.4")],
    finds: [text(&LONG_ID)],
    quiet: [text(&FITTING_ID)],
    check: |facts, found| if let Some(id) = id(facts) {
        let length = id.span.of(facts.text).chars().count();
        if length > LENGTH_MAX {
            found.at(id.span).count("length", length);
        }
    },
});

pub(crate) static MESSAGE_ID_CAPITALS: Rule = rule!(Rule {
    id: "message-id-capitals",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "MSGID_SPAM_CAPS"),
        spamassassin(Inspired, "MSGID_YAHOO_CAPS")
    ],
    finds: [
        "From: a@example.org\nSubject: x\nMessage-ID: <QWERTZ@yahoo.com>\n",
        "From: a@example.org\nSubject: x\nMessage-ID: <QWERTZUIOPASDFG@example.org>\n"
    ],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <QWERTZUIOPASDF7@example.org>\n"],
    check: |facts, found| if let Some(id) = id(facts) {
        let left = id.left.of(facts.text);
        let host = !id.right.is_empty();
        let yahoo = id.right.of(facts.text).eq_ignore_ascii_case("yahoo.com") && !left.is_empty();
        if host && (left.len() >= CAPITALS || yahoo) && left.bytes().all(|b| b.is_ascii_uppercase())
        {
            found.at(id.left).text("id", id.span.of(facts.text));
        }
    },
});

pub(crate) static MESSAGE_ID_WWW: Rule = rule!(Rule {
    id: "message-id-www",
    group: Odd,
    sources: [rspamd(Same, "MID_RHS_WWW")],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <abcdefgh@www.example.org>\n"],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <www.abcdefgh@example.org>\n"],
    check: |facts, found| if let Some(id) = id(facts) {
        let host = id.right.of(facts.text);
        if begins(host, "www.") {
            found.at(id.right).with("host", Arg::Domain(host.to_owned()));
        }
    },
});

pub(crate) static MESSAGE_ID_TOO_SHORT: Rule = rule!(Rule {
    id: "message-id-too-short",
    group: Odd,
    sources: [spamassassin(Inspired, "MSGID_SHORT")],
    finds: ["From: a@example.org\nSubject: x\nMessage-ID: <42@example.org>\n"],
    quiet: ["From: a@example.org\nSubject: x\nMessage-ID: <12345@example.org>\n"],
    check: |facts, found| if let Some(id) = id(facts) {
        let short = id.span.len() < LENGTH_MIN || id.left.len() < LEFT_MIN;
        if short && !id.left.is_empty() && !id.right.is_empty() {
            found.at(id.span).count("length", id.inner.len()).text("id", id.span.of(facts.text));
        }
    },
});

/// A copy from the Sent folder may be older than its identifier, which the server adds.
pub(crate) static MESSAGE_ID_MISSING: Rule = rule!(Rule {
    id: "message-id-missing",
    group: Required,
    sources: [
        Rfc(5322, "3.6.4"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.1"),
        spamassassin(Same, "MISSING_MID"),
        rspamd(Same, "MISSING_MID"),
    ],
    finds: [concat!(
        "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
         +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [
        concat!(
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
             +0000\n",
            "From: a@example.org\nSubject: x\nmessage-id: <abcdef@example.org>\n"
        ),
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n",
        concat!(
            "Return-Path: <>\n",
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
             +0000\n",
            "From: MAILER-DAEMON@a.example.org\nSubject: x\n"
        ),
    ],
    check: |facts, found| if !facts.context.never_travelled && !is_notice(facts) {
        missing(facts, found, "message-id");
    },
});

/// Reports one finding that marks all flaws of these kinds.
fn flawed(facts: &Facts<'_>, found: &mut Found<'_>, kinds: &[IdFlaw]) {
    let Some(id) = id(facts) else { return };
    let mut flaws = id.flaws.iter().filter(|flaw| kinds.contains(&flaw.kind)).take(PLACES);
    let Some(first) = flaws.next() else { return };
    let finding = found.at(first.span);
    finding.text("id", id.span.of(facts.text));
    for flaw in flaws {
        finding.and(flaw.span);
    }
}

/// Returns the identifier that the sender's side wrote.
pub(crate) fn id<'f>(facts: &'f Facts<'_>) -> Option<&'f MessageId> {
    let first = facts.field("message-id")?;
    let theirs = facts.boundary.author(first.index) != Author::Receiver;
    facts.message_id.as_ref().filter(|_| theirs)
}

/// Whether a mail server wrote this by itself, so that nobody who reads it can fix it.
fn is_notice(facts: &Facts<'_>) -> bool {
    facts.return_path.first().is_some_and(|path| path.people.is_empty())
        || facts.author().is_some_and(|author| is_daemon(&author.local))
}
