//! The identifier of the message.

use super::FILTER;
use crate::facts::Facts;
use crate::shape::{is_hashed, is_ipv4};
use crate::stock::mail::{any_decoded, any_line, any_value, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "INVALID_MSGID",
        |facts: &Facts<'_>| {
            let id = value(facts, "message-id");
            facts.message.has("message-id")
                && !is_sane(id)
                && !id.split_once('(').is_some_and(|(_, rest)| rest.contains(')'))
        },
        "From: a@example.org\nMessage-ID: <1@example org>\n",
        "From: a@example.org\nMessage-ID: 1@example.org\n",
    ),
    test!(
        "MID_RHS_NOT_FQDN",
        |facts| {
            let id = value(facts, "message-id");
            let tail = id.rsplit_once('.').map_or(id, |(_, tail)| tail);
            tail.split_once('@').is_some_and(|(_, host)| !host.is_empty())
        },
        "From: a@example.org\nMessage-ID: <1@workstation>\n",
        "From: a@example.org\nMessage-ID: <1@workstation.example.org>\n",
    ),
    test!(
        "MID_MISSING_BRACKETS",
        |facts: &Facts<'_>| {
            let id = value(facts, "message-id");
            let bracketed = id.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            facts.message.has("message-id")
                && bracketed.is_none_or(|(inner, rest)| inner.is_empty() || rest.contains('>'))
        },
        "From: a@example.org\nMessage-ID: 1@example.org\n",
        "From: a@example.org\nMessage-ID: <1@example.org> (added)\n",
    ),
    test!(
        "MID_BARE_IP",
        |facts| host(facts).is_some_and(|host| host.strip_suffix('>').is_some_and(is_ipv4)),
        "From: a@example.org\nMessage-ID: <1@192.0.2.7>\n",
        "From: a@example.org\nMessage-ID: <1@[192.0.2.7]>\n",
    ),
    test!(
        "MID_RHS_IP_LITERAL",
        |facts| value(facts, "message-id").split('@').skip(1).any(|host| {
            host.strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                .is_some_and(|(inner, _)| is_ipv4(inner))
        }),
        "From: a@example.org\nMessage-ID: <1@[192.0.2.7]>\n",
        "From: a@example.org\nMessage-ID: <1@192.0.2.7>\n",
    ),
    test!(
        "FORGED_MSGID_YAHOO",
        |facts| any_value(facts, "message-id", &at_yahoo) && !any_decoded(facts, "from", &at_yahoo),
        "From: a@example.org\nMessage-ID: <1@yahoo.com>\n",
        "From: a@yahoo.com\nMessage-ID: <1@yahoo.com>\n",
    ),
    test!(
        "RATWARE_MS_HASH",
        |facts| any_value(facts, "message-id", &is_hashed)
            && !value(facts, "x-mimeole").starts_with("Produced By Microsoft MimeOLE")
            && !any_line(facts, "received", &|value| value
                .contains("with Microsoft Exchange Server")),
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n",
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00\n",
    ),
    test!(
        "GOOGLE_FORWARDING_MID_MISSING",
        |facts| any_value(facts, "message-id", &|id| id
            .ends_with("SMTPIN_ADDED_MISSING@mx.google.com>")),
        "From: a@example.org\nMessage-ID: <1.SMTPIN_ADDED_MISSING@mx.google.com>\n",
        "From: a@example.org\nMessage-ID: <1@mx.google.com>\n",
    ),
    test!(
        "GOOGLE_FORWARDING_MID_BROKEN",
        |facts| any_value(facts, "message-id", &|id| id
            .ends_with("SMTPIN_ADDED_BROKEN@mx.google.com>")),
        "From: a@example.org\nMessage-ID: <1.SMTPIN_ADDED_BROKEN@mx.google.com>\n",
        "From: a@example.org\nMessage-ID: <1@mx.google.com>\n",
    ),
];

/// Returns what follows the last `@`.
fn host<'f>(facts: &'f Facts<'_>) -> Option<&'f str> {
    value(facts, "message-id").rsplit_once('@').map(|(_, host)| host)
}

/// Whether an identifier is `left@right` of permitted characters, with or without angle brackets.
fn is_sane(id: &str) -> bool {
    let id = id.strip_prefix('<').unwrap_or(id);
    let id = id.strip_suffix('>').unwrap_or(id);
    let fine = |c: char| c.is_ascii() && !"<>\\ \t\n\r\u{b}".contains(c);
    id.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
        && id.chars().all(fine)
}

fn at_yahoo(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.split("@yahoo.com")
        .skip(1)
        .any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}
