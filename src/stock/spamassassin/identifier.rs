//! The identifier of the message.

use super::{FILTER, dollars, ids};
use crate::facts::Facts;
use crate::stock::mail::{self, above, any_decoded, any_line, any_value, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "INVALID_MSGID",
        |facts| {
            let ids = ids(facts);
            ids.iter().any(|id| !id.is_empty())
                && !ids.iter().any(|id| is_sane(id) || is_commented(id))
        },
        "From: a@example.org\nMessage-ID: <1@example org>\n",
        "From: a@example.org\nMessage-ID: <1@example org> (sic)\n",
    ),
    test!(
        "MSGID_FROM_MTA_HEADER",
        |facts| above(facts, "message-id", "received")
            && !any_value(facts, "message-id", &|id| {
                let host = id.trim_end_matches('>').rsplit('@').next().unwrap_or_default();
                host.split('.').any(|label| matches!(label, "yahoo" | "wanadoo"))
            })
            && !any_decoded(facts, "from", &|from| holds(from, "@hotmail.com")),
        "Message-ID: <1@mx.example.net>\n\
         Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Message-ID: <1@example.org>\nFrom: a@example.org\n",
    ),
    test!(
        "FORGED_MSGID_YAHOO",
        |facts| ids(facts).into_iter().any(|id| holds(id, "@yahoo.com"))
            && !any_decoded(facts, "from", &|from| holds(from, "@yahoo.com")),
        "From: a@example.org\nMessage-ID: <1@yahoo.com>\n",
        "From: a@yahoo.com\nMessage-ID: <1@yahoo.com>\n",
    ),
    test!(
        "RATWARE_MS_HASH",
        |facts| hashed(facts)
            && !value(facts, "x-mimeole").starts_with("Produced By Microsoft MimeOLE"),
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n",
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00\n",
    ),
    test!(
        "RATWARE_OUTLOOK_NONAME",
        |facts| hashed(facts) && !facts.message.has("x-mailer"),
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n",
        "From: a@example.org\nMessage-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n\
         X-Mailer: Microsoft Outlook 16.0\n",
    ),
    test!(
        "MSOE_MID_WRONG_CASE",
        |facts: &Facts<'_>| value(facts, "x-mailer")
            .strip_prefix("Microsoft Outlook Express ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            && facts
                .message
                .all("message-id")
                .any(|field| field.name() == "Message-Id" && field.index > 0)
            && value(facts, "x-mimeole") != "Produced By Microsoft MimeOLE V6.00.2800.1106",
        "From: a@example.org\nMessage-Id: <1@example.org>\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.2180\n",
        "From: a@example.org\nMessage-ID: <1@example.org>\n\
         X-Mailer: Microsoft Outlook Express 6.00.2900.2180\n",
    ),
    test!(
        "MSGID_NOFQDN1",
        |facts| any_value(facts, "message-id", &|id| id
            .split('<')
            .skip(1)
            .any(|rest| { rest.split_once('>').is_some_and(|(inner, _)| !inner.contains('@')) })),
        "From: a@example.org\nMessage-ID: <1.example.org>\n",
        "From: a@example.org\nMessage-ID: <1@example>\n",
    ),
    test!(
        "MSGID_OUTLOOK_INVALID",
        outlook_clock_lies,
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <000001c0a1b2$a1b2c3d4$0100007f@pc>\n",
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <000101da3c44$a1b2c3d4$0100007f@pc>\n",
    ),
];

/// Whether a text contains `what`, in any case, followed by the end of a word.
fn holds(text: &str, what: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once(what) {
        if !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether an identifier is `<left@right>` of permitted characters.
fn is_sane(id: &str) -> bool {
    let id = id.trim_end();
    let inner = id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let fine = |c: char| c.is_ascii() && !"<>\\ \t\n\r\u{b}".contains(c);
    inner.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
        && inner.chars().all(fine)
}

fn is_commented(id: &str) -> bool {
    id.split_once('(').is_some_and(|(_, rest)| rest.contains(')'))
}

/// Whether an identifier has three hexadecimal numbers, and no Exchange server that writes such is
/// on the route.
fn hashed(facts: &Facts<'_>) -> bool {
    let long = |id: &str| {
        let inner = id.split_once('<').map_or("", |(_, rest)| rest);
        let (left, host) = inner.split_once('@').unwrap_or_default();
        let long = |numbers: [usize; 3]| numbers.iter().all(|digits| *digits >= 4);
        is_host(host) && mail::dollars(left).is_some_and(long)
    };
    ids(facts).into_iter().any(long)
        && !any_line(facts, "received", &|value| value.contains("with Microsoft Exchange Server"))
}

/// Whether something without white space precedes the closing bracket.
fn is_host(rest: &str) -> bool {
    let host = rest.split_once('>').map_or("", |(host, _)| host);
    !host.is_empty() && !host.contains(|c: char| c.is_ascii_whitespace())
}

/// Whether the time in an identifier of Outlook's is more than a day from the date and from the
/// first server's.
fn outlook_clock_lies(facts: &Facts<'_>) -> bool {
    // 250 units of 429 seconds: the identifier holds the upper half of a FILETIME.
    const FUDGE: i64 = 107_374;
    let ids = ids(facts);
    let Some(id) = ids.first() else { return false };
    if dollars(id) != Some([12, 8, 8]) {
        return false;
    }
    let Some(token) = id.get(5..13).and_then(|hex| u64::from_str_radix(hex, 16).ok()) else {
        return false;
    };
    let said = i64::try_from((token << 32) / 10_000_000).unwrap_or(i64::MAX) - 11_644_473_600;
    let date = facts.date.as_ref().and_then(|date| date.unix);
    let first = facts.hops.last().and_then(|hop| hop.received.date.as_ref()?.unix);
    let far = |time: Option<i64>| (said - time.unwrap_or(0)).abs() >= FUDGE;
    far(date) && far(first)
}
