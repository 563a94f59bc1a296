//! The whole pipeline over random messages: what must hold for any text.

mod schema;

use headerlint::report::RepairKind;
use headerlint::{Options, Report, inspect, inspect_bytes};
use proptest::prelude::*;
use serde_json::Value;

const NAMES: &[&str] = &[
    "ARC-Authentication-Results",
    "ARC-Message-Signature",
    "ARC-Seal",
    "Action",
    "Authentication-Results",
    "Auto-Submitted",
    "Bcc",
    "Cc",
    "Content-Disposition",
    "Content-Transfer-Encoding",
    "Content-Type",
    "DKIM-Signature",
    "Date",
    "Delivered-To",
    "Diagnostic-Code",
    "Final-Recipient",
    "From",
    "In-Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Message-ID",
    "Precedence",
    "Received",
    "Received-SPF",
    "References",
    "Reply-To",
    "Reporting-MTA",
    "Return-Path",
    "Sender",
    "Status",
    "Subject",
    "To",
    "User-Agent",
    "X-Forefront-Antispam-Report",
    "X-MS-Exchange-Organization-SCL",
    "X-Mailer",
    "X-Odd-Name",
    "X-Originating-IP",
    "X-PHP-Originating-Script",
    "X-Priority",
    "X-Spam-Status",
    "X-Spamd-Result",
    "date",
    "from",
];

const TOKENS: &[&str] = &[
    "a@example.org",
    "<a@example.org>",
    "Ann Example",
    "\"Example, Inc.\"",
    "\"PayPal\"",
    "(comment)",
    "((",
    "\"",
    "<",
    ">",
    ",",
    ";",
    ":",
    "=",
    "@",
    "<>",
    "\\",
    "[192.0.2.1]",
    "([10.0.0.1])",
    "from mail.example.org",
    "by mx.example.net",
    "(mail.example.org [192.0.2.1])",
    "with ESMTPS",
    "id 4",
    "for <b@example.net>",
    "Mon, 1 Jan 2024 00:00:00 +0000",
    "Fri, 31 Feb 2023 25:00:00 +2500",
    "1 Jan 99",
    "=?utf-8?Q?caf=C3=A9?=",
    "=?utf-8?B?5pel5pys?=",
    "=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=",
    "=?utf-8?Q?=E3=81?=",
    "=?utf-8?Q?",
    "?=",
    "<1.2@mail.example.org>",
    "mx.example.net",
    "spf=pass smtp.mailfrom=a@example.org",
    "dkim=fail (bad) header.d=example.org",
    "dmarc=none header.from=example.com",
    "v=1; a=rsa-sha256; d=example.org; s=s",
    "h=from:to; bh=AAAA; b=AAAA",
    "i=1; cv=none",
    "t=1700000000; x=1",
    "text/plain; charset=utf-8",
    "multipart/report; report-type=delivery-status; boundary=b",
    "message/delivery-status",
    "name*0*=utf-8''%61; name*1=b",
    "rfc822; b@example.net",
    "failed",
    "5.7.26",
    "smtp; 550 5.1.1 no such user",
    "Yes, score=9.1 tests=A,B",
    "default: True [9.00 / 15.00]; A(1.00)[b]",
    "SCL:9;SFV:SPM;",
    "Mozilla/5.0",
    "Microsoft Outlook 16.0",
    "https://example.org/?a=b",
    "xn--e1afmkfd.example",
    "日本",
    "é",
    "🙂",
    "аpple",
    "\u{202e}",
    "\u{200b}",
    "\u{a0}",
    "\u{0}",
    "\n ",
    "\n\t",
];

const LINES: &[&str] = &[
    "",
    "Hello.",
    "--b",
    "--b--",
    "a stray line",
    "> quoted",
    "This is the mail system at host mail.example.org.",
    "<b@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no such user",
    "Delivery to the following recipient failed permanently:",
    "     b@example.net",
    "Content-Type: message/delivery-status",
    "Final-Recipient: rfc822; b@example.net",
    "Action: failed",
    "Diagnostic-Code: smtp; 550 5.7.1 blocked",
    "Status: 5.7.1",
    "----- Original message -----",
];

/// What the repairs look for, whole and broken.
const PIECES: &[&str] = &[
    "<br>",
    "<p>",
    "</div>",
    "<pre>",
    "<style>",
    "</style>",
    "&lt;",
    "&gt;",
    "&nbsp;",
    "&#x3042;",
    "<",
    ">",
    "\n",
    "\n\n",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "\u{a0}",
    "> ",
    "    ",
    "\t",
    "From：",
    "＜a＠b.example＞",
    "From",
    "To",
    "Subject",
    "Date: x",
    "Received: by a",
    "From: MAILER-DAEMON@a.example",
    "X-A: b",
    "a@b.example<mailto:a@b.example>",
    "[mailto:a@b.example]",
    "<mailto:",
    "[cid:x]",
    "[cid:",
    "“",
    "”",
    "’",
    "—",
    "boundary=“b”",
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: text/plain; charset=iso-2022-jp",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "--b",
    "--b--",
    "=E3=81=82",
    "=E3=81",
    "=",
    "=\n",
    "=3D",
    "=1B$B%F=1B(B",
    "SGVsbG8sIHdvcmxkISBIZWxsbywgd29ybGQhIEhlbGxvLCB3b3JsZCEgSGVsbG8h",
    "44GC44GE",
    "44G=",
    "\u{1b}$B%F%9%H\u{1b}(B",
    "\u{1b}$B%F",
    "---------- Forwarded message ---------",
    "Von: a",
    "件名：日本",
    "<a@b.example>:",
    "550 5.1.1 no",
    "The mail system",
    "Delivery to the following recipient failed permanently:",
    "-----",
    "======",
    "From a@b.example Mon Jan  1 00:00:00 2024",
    "words and more words",
    "日本語",
    "🙂",
    " ",
];

/// Generates a value: tokens with noise among them.
fn value() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        9 => proptest::sample::select(TOKENS).prop_map(str::to_owned),
        1 => "[ -~é日]{0,6}",
    ];
    (proptest::collection::vec(token, 0..6), proptest::sample::select(&[" ", "", "; "][..]))
        .prop_map(|(tokens, between)| tokens.join(between))
}

/// Generates a message with LF line endings: fields, mostly a blank line, and lines of bodies and
/// bounces.
fn mail() -> impl Strategy<Value = String> {
    let field = (proptest::sample::select(NAMES), value())
        .prop_map(|(name, value)| format!("{name}: {value}\n"));
    let line = proptest::sample::select(LINES).prop_map(|line| format!("{line}\n"));
    let body = proptest::collection::vec(line, 0..8);
    (proptest::collection::vec(field, 1..10), proptest::bool::weighted(0.7), body).prop_map(
        |(fields, blank, body)| {
            let mut text = fields.concat();
            if blank {
                text.push('\n');
            }
            text + &body.concat()
        },
    )
}

/// Generates pieces in any order, most of them lines.
fn pieces() -> impl Strategy<Value = String> {
    let end = proptest::sample::select(&["", "\n", "\n", " "][..]);
    let piece =
        (proptest::sample::select(PIECES), end).prop_map(|(piece, end)| [piece, end].concat());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Generates a message, or anything.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => mail(),
        4 => pieces(),
        1 => "\\PC{0,80}",
        1 => "[\\x00-\\x7f\u{80}-\u{a0}\u{feff}]{0,80}",
    ]
}

fn report(text: &str) -> Report {
    let report = inspect(text, &Options::default());
    schema::holds(&report);
    report
}

/// Returns what the report says, without places and without line endings in quoted values.
fn said(report: &Report) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.retain(|key, _| {
                    !["span", "spans", "nameSpan", "valueSpan"].contains(&key.as_str())
                });
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            Value::String(text) => text.retain(|c| c != '\r'),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(report).unwrap_or_default();
    strip(&mut value);
    value
}

/// Returns the kind of input, the verdict, the findings and the bounce.
fn found(report: &Report) -> Value {
    let said = said(report);
    ["kind", "verdict", "findings", "bounce"]
        .iter()
        .filter_map(|key| said.get(key).cloned())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_span_can_be_cut_out_of_the_text(text in any_text()) {
        let mut report = report(&text);
        let mut outside = Vec::new();
        report.each_span(&mut |span| {
            if text.get(span.start..span.end).is_none() {
                outside.push(*span);
            }
        });
        prop_assert!(outside.is_empty(), "{:?}", outside);
        let units = text.encode_utf16().count();
        report.in_utf16(&text).each_span(&mut |span| {
            if span.end > units {
                outside.push(*span);
            }
        });
        prop_assert!(outside.is_empty(), "{:?} of {}", outside, units);
    }

    #[test]
    fn the_same_text_gives_the_same_report(text in any_text()) {
        prop_assert_eq!(
            serde_json::to_string(&report(&text)).unwrap_or_default(),
            serde_json::to_string(&report(&text)).unwrap_or_default()
        );
    }

    #[test]
    fn line_ends_change_nothing(text in mail()) {
        prop_assert_eq!(said(&report(&text)), said(&report(&text.replace('\n', "\r\n"))));
    }

    #[test]
    fn html_changes_no_finding(text in mail()) {
        let plain = report(&text);
        prop_assume!(plain.repairs.is_empty());
        let source = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let html = report(&format!("<html><pre>{source}</pre></html>"));
        prop_assert!(html.repairs.iter().any(|repair| repair.id == RepairKind::Html));
        prop_assert_eq!(found(&plain), found(&html));
    }

    #[test]
    fn each_message_can_be_chosen(text in pieces()) {
        let all = report(&text).messages.len();
        for message in 0..all {
            let report = inspect(&text, &Options { message, ..Options::default() });
            prop_assert_eq!((report.message, report.messages.len()), (message, all));
            let inside = report.messages.get(message).is_some_and(|chosen| {
                report.fields.iter().all(|field| chosen.span.contains(field.name_span))
            });
            prop_assert!(inside);
        }
    }

    #[test]
    fn quoting_changes_no_finding(text in mail()) {
        let plain = report(&text);
        prop_assume!(plain.repairs.is_empty());
        let quoted: String = text.split_inclusive('\n').flat_map(|line| ["> ", line]).collect();
        let quoted = report(&quoted);
        prop_assert!(quoted.repairs.iter().any(|repair| repair.id == RepairKind::QuoteMarks));
        prop_assert_eq!(found(&plain), found(&quoted));
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in mail()) {
        let mut all = text.into_bytes();
        all.extend(bytes);
        let (text, mut report) = inspect_bytes(&all, &Options::default());
        let mut outside = 0;
        report.each_span(&mut |span| {
            outside += usize::from(text.get(span.start..span.end).is_none());
        });
        prop_assert_eq!(outside, 0);
    }
}
