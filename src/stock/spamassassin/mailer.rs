//! What the mail program says about itself, and what it does not.

use super::{FILTER, ids, ids_rewritten, is_dollars};
use crate::facts::Facts;
use crate::stock::mail::{any_value, has_any, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "XM_DIGITS_ONLY",
        |facts| {
            let mailer = value(facts, "x-mailer");
            !mailer.is_empty() && mailer.bytes().all(|b| b.is_ascii_digit())
        },
        "From: a@example.org\nX-Mailer: 17\n",
        "From: a@example.org\nX-Mailer: 17.1\n",
    ),
    test!(
        "XM_LIGHT_HEAVY",
        |facts| {
            const EDITIONS: &[&str] = &[
                "light",
                "lite",
                "standard",
                "business",
                "pro",
                "professional",
                "educational",
                "personal",
            ];
            let mailer = value(facts, "x-mailer").to_ascii_lowercase().replace("::lite", "");
            let mut words = mailer.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            words.any(|word| EDITIONS.contains(&word)) && !facts.message.has("x-beenthere")
        },
        "From: a@example.org\nX-Mailer: Mass Sender Pro 3\n",
        "From: a@example.org\nX-Mailer: Mass Sender Prolog 3\n",
    ),
    test!(
        "RATWARE_EGROUPS",
        |facts| value(facts, "x-mailer").contains("eGroups Message Poster"),
        "From: a@example.org\nX-Mailer: eGroups Message Poster\n",
        "From: a@example.org\nX-Mailer: eGroups\n",
    ),
    test!(
        "AXB_XMAILER_MIMEOLE_OL_024C2",
        |facts| value(facts, "x-mailer").contains("Microsoft Outlook Express 6.00.2600.0000")
            && value(facts, "x-mimeole").contains("Produced By Microsoft MimeOLE V6.00.2600.0000"),
        "From: a@example.org\nX-Mailer: Microsoft Outlook Express 6.00.2600.0000\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2600.0000\n",
        "From: a@example.org\nX-Mailer: Microsoft Outlook Express 6.00.2900.2180\n\
         X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2600.0000\n",
    ),
    test!(
        "FORGED_MUA_OUTLOOK",
        outlook_without_its_id,
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Microsoft Outlook Express 6.00.2600.0000\nMessage-ID: <1@example.org>\n",
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Microsoft Outlook Express 6.00.2600.0000\n\
         Message-ID: <000001da43c0$a1b2c3d4$0100007f@pc>\n",
    ),
    test!(
        "FORGED_MUA_OIMO",
        |facts| value(facts, "x-mailer").contains("Outlook IMO")
            && !ids(facts).into_iter().any(|id| is_dollars(id) || is_capitals(id))
            && !ids_rewritten(facts),
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Microsoft Outlook IMO, Build 9.0\nMessage-ID: <1@example.org>\n",
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Microsoft Outlook IMO, Build 9.0\n\
         Message-ID: <ABCDEFGHIJKLMNOPABCDEFGHIJKL.a@example.org>\n",
    ),
    test!(
        "FORGED_MUA_IMS",
        |facts| value(facts, "x-mailer").contains("Internet Mail Service")
            && !ids(facts).into_iter().any(|id| is_hexadecimal(id, 36, 40))
            && !ids_rewritten(facts),
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Internet Mail Service (5.5.2653.19)\nMessage-ID: <1@example.org>\n",
        "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         X-Mailer: Internet Mail Service (5.5.2653.19)\n\
         Message-ID: <0123456789ABCDEF0123456789ABCDEF01234567@example.org>\n",
    ),
    test!(
        "MIME_HEADER_CTYPE_ONLY",
        |facts: &Facts<'_>| facts.message.has("content-type")
            && !has_any(
                facts,
                &["content-disposition", "content-transfer-encoding", "mime-version"]
            )
            && !plain(facts),
        "From: a@example.org\nContent-Type: text/html\n",
        "From: a@example.org\nContent-Type: text/plain; charset=utf-8\n",
    ),
    test!(
        "FSL_CTYPE_WIN1251",
        |facts| any_value(facts, "content-type", &|value| value
            .contains("charset=\"Windows-1251\"")),
        "From: a@example.org\nContent-Type: text/plain; charset=\"Windows-1251\"\n",
        "From: a@example.org\nContent-Type: text/plain; charset=\"windows-1251\"\n",
    ),
    test!(
        "AXB_X_FF_SEZ_S",
        |facts| any_value(facts, "x-forefront-antispam-report", &|value| {
            value.split([';', ' ', '\r', '\n', '\t']).any(|part| part == "SFV:SPM")
        }),
        "From: a@example.org\nX-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:SPM;SCL:5\n",
        "From: a@example.org\nX-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:NSPM;SCL:1\n",
    ),
];

fn plain(facts: &Facts<'_>) -> bool {
    let kind = facts.content_type.as_ref().map_or("", |value| value.kind.as_str());
    kind.strip_prefix("text/plain")
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether an Outlook or Outlook Express is named that never wrote an identifier of this shape.
fn outlook_without_its_id(facts: &Facts<'_>) -> bool {
    let mailer = value(facts, "x-mailer");
    let express = mailer
        .split("Outlook Express ")
        .skip(1)
        .any(|rest| rest.starts_with("4.") || rest.starts_with("5.") || rest.starts_with("6."));
    let office =
        ["Microsoft Outlook 8.", "Microsoft Outlook CWS, Build 9.", "Microsoft Outlook, Build 10."]
            .iter()
            .any(|name| mailer.starts_with(name));
    if !express && !office && mailer != "Outlook" {
        return false;
    }
    let ids = ids(facts);
    let any = |is: &dyn Fn(&str) -> bool| ids.iter().any(|id| is(id));
    let excused = mailer == "Microsoft Outlook, Build 10.0.3416"
        || mailer == "Microsoft Outlook Express 6.00.3790.3959"
        || any(&|id| is_hexadecimal(id, 32, 32));
    let usual = any(&is_dollars) || ids_rewritten(facts);
    let hotmail = |id: &str| {
        let inner = id.strip_prefix('<').and_then(|rest| rest.strip_suffix("@hotmail.com>"));
        inner.is_some_and(|left| {
            left.len() == 27 && left.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
    };
    let forged_express = express && !any(&hotmail) && !usual;
    let forged_office = office
        && !usual
        && !any(&|id| id.starts_with("<!~!"))
        && !any(&|id| is_hexadecimal(id, 36, 40));
    (forged_express || forged_office || mailer == "Outlook") && !excused
}

/// Whether an identifier is `<hexadecimal@host>` in capitals, with `least` to `most` digits.
fn is_hexadecimal(id: &str, least: usize, most: usize) -> bool {
    let inner = id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let (left, host) = inner.split_once('@').unwrap_or_default();
    let hex = left.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
    hex && (least..=most).contains(&left.len()) && !host.is_empty()
}

/// Whether an identifier is `<28 letters from A to P.more@host>`, Outlook's in Internet-only mode.
fn is_capitals(id: &str) -> bool {
    let inner = id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let (left, host) = inner.split_once('@').unwrap_or_default();
    let (letters, more) = left.split_once('.').unwrap_or_default();
    letters.len() == 28
        && letters.bytes().all(|b| (b'A'..=b'P').contains(&b))
        && !more.is_empty()
        && !host.is_empty()
}
