//! What the mail program says about itself.

use super::FILTER;
use crate::facts::Facts;
use crate::stock::mail::{any_line, any_value, dollars, has_any, unsubscribes_at_list, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "OLD_X_MAILER",
        |facts| {
            let mailer = value(facts, "x-mailer");
            let eudora = mailer
                .strip_prefix("QUALCOMM Windows Eudora ")
                .map(|rest| rest.strip_prefix("Pro ").unwrap_or(rest));
            let eudora = eudora
                .and_then(|rest| rest.strip_prefix("Version "))
                .is_some_and(|version| matches!(version.as_bytes(), [b'1'..=b'6', b'.', ..]));
            let names = [
                "Microsoft Outlook Express",
                "The Bat! (v1.",
                "The Bat! (v2.",
                "Microsoft Outlook IMO, Build 9.0.",
                "Microsoft Outlook, Build 10.",
            ];
            eudora || names.iter().any(|name| mailer.starts_with(name)) || is_old_apple(mailer)
        },
        "From: a@example.org\nX-Mailer: Microsoft Outlook Express 6.00.2900.2180\n",
        "From: a@example.org\nX-Mailer: QUALCOMM Windows Eudora Version 7.1\n",
    ),
    test!(
        "FORGED_X_MAILER",
        |facts| {
            let mailer = value(facts, "x-mailer");
            let thunderbird =
                mailer.strip_prefix("Mozilla ").unwrap_or(mailer).strip_prefix("Thunderbird ");
            thunderbird.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                || mailer.starts_with("X-Mailer: ")
                || mailer.starts_with("eGroups Message Poster")
                || (["iPhone Mail", "iPad Mail"].iter().any(|name| mailer.starts_with(name))
                    && apple_build(mailer).is_none())
        },
        "From: a@example.org\nX-Mailer: Mozilla Thunderbird 1.0\n",
        "From: a@example.org\nX-Mailer: iPhone Mail (16H5)\n",
    ),
    test!(
        "FORGED_IMS",
        |facts| value(facts, "x-mailer").starts_with("Internet Mail Service (5.")
            && !any_line(facts, "received", &|value| {
                value.starts_with("by ") && value.contains(" with Internet Mail Service (5.")
            }),
        "From: a@example.org\nX-Mailer: Internet Mail Service (5.5.2653.19)\n",
        "Received: by EX1 with Internet Mail Service (5.5.2653.19) id <K1>; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nX-Mailer: Internet Mail Service (5.5.2653.19)\n",
    ),
    test!(
        "MISSING_MIMEOLE",
        |facts| {
            let mailer = value(facts, "x-mailer");
            facts.message.has("x-msmail-priority")
                && !facts.message.has("x-mimeole")
                && !mailer.contains("SquirrelMail")
                && !is_office(mailer)
        },
        "From: a@example.org\nX-MSMail-Priority: High\n",
        "From: a@example.org\nX-MSMail-Priority: High\nX-Mailer: Microsoft Outlook 16.0\n",
    ),
    test!(
        "FORGED_MUA_OUTLOOK",
        outlook_without_its_id,
        "From: a@example.org\nX-Mailer: Microsoft Outlook Express 6.00.2600.0000\n\
         Message-ID: <1@example.org>\n",
        "From: a@example.org\nX-Mailer: Microsoft Outlook Express 6.00.2600.0000\n\
         Message-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n",
    ),
    test!(
        "FORGED_MUA_THEBAT_MSGID_UNKNOWN",
        |facts| value(facts, "x-mailer").starts_with("The Bat!")
            && !any_value(facts, "message-id", &is_two_numbers)
            && !ids_rewritten(facts)
            && !super::list::is_list(facts),
        "From: a@example.org\nX-Mailer: The Bat! (v3.99)\nMessage-ID: <abc@example.org>\n",
        "From: a@example.org\nX-Mailer: The Bat! (v3.99)\n\
         Message-ID: <123.20240101000000@example.org>\n",
    ),
    test!(
        "FORGED_OUTLOOK_HTML",
        |facts: &Facts<'_>| {
            let rest = value(facts, "x-mailer").strip_prefix("Microsoft Outlook");
            rest.is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            }) && facts.content_type.as_ref().is_some_and(|value| value.kind == "text/html")
                && !any_line(facts, "received", &|value| value.contains("yahoo.com with NNFMP"))
        },
        "From: a@example.org\nX-Mailer: Microsoft Outlook 16.0\nContent-Type: text/html\n",
        "From: a@example.org\nX-Mailer: Microsoft Outlook 16.0\n\
         Content-Type: multipart/alternative; boundary=a\n",
    ),
    test!(
        "HAS_INTERSPIRE_SIG",
        |facts| ["x-mailer-lid", "x-mailer-recptid", "x-mailer-sid", "x-mailer-sent-by"]
            .iter()
            .all(|name| has_any(facts, &[name])),
        "From: a@example.org\nX-Mailer-LID: 1\nX-Mailer-RecptId: 2\nX-Mailer-SID: 3\n\
         X-Mailer-Sent-By: 4\n",
        "From: a@example.org\nX-Mailer-LID: 1\nX-Mailer-RecptId: 2\nX-Mailer-SID: 3\n",
    ),
];

/// Parses the build in `iPhone Mail (16H5)`, which is a number, a letter, a number and perhaps
/// another letter, into its first number and letter.
fn apple_build(mailer: &str) -> Option<(u32, u8)> {
    let rest =
        mailer.strip_prefix("iPhone Mail (").or_else(|| mailer.strip_prefix("iPad Mail ("))?;
    let build = rest.split_once(')')?.0;
    let digits = build.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = build.split_at_checked(digits)?;
    let (&letter, rest) = rest.as_bytes().split_first()?;
    let number = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = rest.get(number..)?;
    let fine = letter.is_ascii_uppercase()
        && number > 0
        && matches!(tail, [] | [b'a'..=b'z'])
        && digits <= 2;
    Some((version.parse().ok()?, letter)).filter(|_| fine)
}

fn is_old_apple(mailer: &str) -> bool {
    let old = |(version, letter): (u32, u8)| {
        (1..=8).contains(&version) && (b'A'..=b'L').contains(&letter)
            || matches!((version, letter), (12, b'H') | (13, b'E'))
    };
    apple_build(mailer).is_some_and(old)
}

/// Whether it is Outlook 2000 or later, by its version.
fn is_office(mailer: &str) -> bool {
    let rest =
        mailer.strip_prefix("Microsoft ").map(|rest| rest.strip_prefix("Office ").unwrap_or(rest));
    let version = rest.and_then(|rest| rest.strip_prefix("Outlook ")).unwrap_or_default();
    matches!(version.as_bytes(), [b'1' | b'2', b'0'..=b'9', b'.', b'0', ..])
}

/// Whether a list server or gateway writes identifiers of its own, so that they tell nothing.
fn ids_rewritten(facts: &Facts<'_>) -> bool {
    any_value(facts, "list-unsubscribe", &unsubscribes_at_list)
        || any_line(facts, "received", &|value| {
            value.contains("/CWT/DCE)") || value.contains("iPlanet Messaging Server")
        })
        || any_value(facts, "message-id", &|id| id.starts_with("<mailman."))
}

fn outlook_without_its_id(facts: &Facts<'_>) -> bool {
    let mailer = value(facts, "x-mailer");
    let id = value(facts, "message-id").trim_start_matches('<').trim_end_matches('>');
    let (left, host) = id.split_once('@').unwrap_or_default();
    let express = mailer
        .split("Outlook Express ")
        .skip(1)
        .any(|rest| matches!(rest.as_bytes(), [b'4'..=b'6', b'.', ..]));
    let office =
        ["Microsoft Outlook 8.", "Microsoft Outlook CWS, Build 9.", "Microsoft Outlook, Build 10."]
            .iter()
            .any(|name| mailer.starts_with(name));
    let capitals = |least, most| {
        (least..=most).contains(&left.len())
            && !host.is_empty()
            && left.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
    };
    let hotmail = host == "hotmail.com"
        && left.len() == 27
        && left.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let usual = || is_dollars(left, host) || ids_rewritten(facts);
    let excused = mailer == "Microsoft Outlook, Build 10.0.3416"
        || mailer == "Microsoft Outlook Express 6.00.3790.3959"
        || capitals(32, 32);
    let forged = (express && !hotmail) || (office && !id.starts_with("!~!") && !capitals(36, 40));
    // What a list passed on is not held against the program.
    forged && !usual() && !excused && !super::list::is_list(facts)
}

/// Whether an identifier is Outlook's three numbers: 8 or 12 hexadecimal digits, then 8 and 8.
fn is_dollars(left: &str, host: &str) -> bool {
    matches!(dollars(left), Some([8 | 12, 8, 8])) && !host.is_empty()
}

/// Whether an identifier is `number.number@host`.
fn is_two_numbers(id: &str) -> bool {
    let (left, host) = id.trim_start_matches('<').split_once('@').unwrap_or_default();
    let digits = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    left.split_once('.').is_some_and(|(a, b)| digits(a) && digits(b))
        && !host.trim_end_matches('>').is_empty()
}
