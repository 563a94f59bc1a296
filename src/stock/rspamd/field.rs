//! How fields are written, and what other filters wrote.

use super::FILTER;
use crate::bytes::begins;
use crate::facts::Facts;
use crate::stock::mail::{any_raw, any_value, has_any};
use crate::stock::{Test, test};
use crate::syntax::date::{DateFlaw, DateTime};

/// Declares a test for a field whose value follows the colon without a blank.
macro_rules! glued {
    ($name:literal, $field:literal, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| any_raw(facts, $field, &|raw| { !raw.starts_with([' ', '\t']) }),
            $hits,
            $misses
        )
    };
}

pub(super) static TESTS: &[Test] = &[
    glued!("HEADER_FROM_EMPTY_DELIMITER", "from", "From:a@example.org\n", "From: a@example.org\n"),
    glued!(
        "HEADER_TO_EMPTY_DELIMITER",
        "to",
        "From: a@example.org\nTo:b@example.net\n",
        "From: a@example.org\nTo: b@example.net\n"
    ),
    glued!(
        "HEADER_CC_EMPTY_DELIMITER",
        "cc",
        "From: a@example.org\nCc:b@example.net\n",
        "From: a@example.org\nCc: b@example.net\n"
    ),
    glued!(
        "HEADER_REPLYTO_EMPTY_DELIMITER",
        "reply-to",
        "From: a@example.org\nReply-To:b@example.org\n",
        "From: a@example.org\nReply-To: b@example.org\n"
    ),
    glued!(
        "HEADER_DATE_EMPTY_DELIMITER",
        "date",
        "From: a@example.org\nDate:Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"
    ),
    test!(
        "MV_CASE",
        |facts| named(facts, "mime-version", "Mime-Version"),
        "From: a@example.org\nMime-Version: 1.0\n",
        "From: a@example.org\nMIME-Version: 1.0\n",
    ),
    test!(
        "XM_CASE",
        |facts| named(facts, "x-mailer", "X-mailer"),
        "From: a@example.org\nX-mailer: Mail\n",
        "From: a@example.org\nX-Mailer: Mail\n",
    ),
    test!(
        "INVALID_DATE",
        |facts: &Facts<'_>| facts
            .date
            .as_ref()
            .is_some_and(|date| !date.span.is_empty() && is_broken(facts, date)),
        "From: a@example.org\nDate: 2024-01-10 12:00\n",
        "From: a@example.org\nDate: 10 Jan 2024 12:00 GMT\n",
    ),
    test!(
        "CT_EXTRA_SEMI",
        |facts| any_raw(facts, "content-type", &|raw| raw
            .trim_end_matches(['\r', '\n'])
            .ends_with(';')),
        "From: a@example.org\nContent-Type: text/plain;\n",
        "From: a@example.org\nContent-Type: text/plain; charset=utf-8\n",
    ),
    test!(
        "MIME_HEADER_CTYPE_ONLY",
        |facts: &Facts<'_>| facts.message.has("content-type")
            && !has_any(
                facts,
                &["content-disposition", "content-transfer-encoding", "mime-version"]
            )
            && facts
                .content_type
                .as_ref()
                .is_some_and(|value| { !value.kind.is_empty() && value.kind != "text/plain" }),
        "From: a@example.org\nContent-Type: text/html\n",
        "From: a@example.org\nContent-Type: text/plain\n",
    ),
    test!(
        "SPAM_FLAG",
        |facts| ["x-spam-flag", "x-spam", "x-spam-status"].iter().any(|name| any_value(
            facts,
            name,
            &|value| begins(value, "yes") || begins(value, "true")
        )),
        "X-Spam-Status: Yes, score=9.1\nFrom: a@example.org\n",
        "X-Spam-Status: No, score=0.1\nFrom: a@example.org\n",
    ),
    test!(
        "MICROSOFT_SPAM",
        |facts| any_value(facts, "x-forefront-antispam-report", &|value| value.contains("SFV:SPM")),
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:SPM;SCL:5\nFrom: a@example.org\n",
        "X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:NSPM;SCL:1\nFrom: a@example.org\n",
    ),
    test!(
        "KLMS_SPAM",
        |facts| any_value(facts, "x-klms-antispam-status", &|value| value.starts_with("spam")),
        "X-KLMS-AntiSpam-Status: spam\nFrom: a@example.org\n",
        "X-KLMS-AntiSpam-Status: not scanned\nFrom: a@example.org\n",
    ),
    test!(
        "UNITEDINTERNET_SPAM",
        |facts| ["x-ui-filterresults", "x-ui-out-filterresults"].iter().any(|name| any_value(
            facts,
            name,
            &|value| value.starts_with("junk:")
        )),
        "X-UI-Filterresults: junk:10;V03\nFrom: a@example.org\n",
        "X-UI-Filterresults: notjunk:1;V03\nFrom: a@example.org\n",
    ),
    test!(
        "X_PHP_FORGED_0X",
        |facts| any_value(facts, "x-php-originating-script", &|value| {
            matches!(value.as_bytes(), [b'0', b'0'..=b'9', ..])
        }),
        "X-PHP-Originating-Script: 01000:mail.php\nFrom: a@example.org\n",
        "X-PHP-Originating-Script: 0:mail.php\nFrom: a@example.org\n",
    ),
    test!(
        "X_PHPOS_FAKE",
        |facts| any_value(facts, "x-php-originating-script", &|value| {
            let number = value.split(':').next().unwrap_or_default();
            value.contains(':') && number.len() == 7 && number.bytes().all(|b| b.is_ascii_digit())
        }),
        "X-PHP-Originating-Script: 1234567:mail.php\nFrom: a@example.org\n",
        "X-PHP-Originating-Script: 123456:mail.php\nFrom: a@example.org\n",
    ),
    test!(
        "XAW_SERVICE_ACCT",
        |facts| any_value(facts, "x-authentication-warning", &|value| {
            const ACCOUNTS: &[&str] = &[
                "www-data",
                "anonymous",
                "ftp",
                "apache",
                "nobody",
                "guest",
                "nginx",
                "web",
                "www",
            ];
            let value = value.to_ascii_lowercase();
            let head = value.split_once(" set sender to").map(|(head, _)| head);
            head.is_some_and(|head| {
                ACCOUNTS.iter().any(|account| {
                    head.strip_suffix(account)
                        .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
                })
            })
        }),
        "X-Authentication-Warning: h.example.org: www-data set sender to a@example.org using -f\n\
         From: a@example.org\n",
        "X-Authentication-Warning: h.example.org: ann set sender to a@example.org using -f\n\
         From: a@example.org\n",
    ),
];

fn named(facts: &Facts<'_>, field: &str, exactly: &str) -> bool {
    facts.message.all(field).any(|field| field.name() == exactly)
}

/// Whether the date breaks the grammar of RFC 5322 (obsolete forms included), or a part of the time
/// has not two digits.
fn is_broken(facts: &Facts<'_>, date: &DateTime) -> bool {
    use DateFlaw::{AmPm, Localised, NoZone, OutOfRange, Trailing, Unreadable, WrongOrder};
    const FLAWS: &[DateFlaw] =
        &[Unreadable, OutOfRange, NoZone, AmPm, Localised, WrongOrder, Trailing];
    let mut words = date.span.of(facts.text).split_ascii_whitespace();
    let time = words.find(|word| word.contains(':')).unwrap_or_default();
    FLAWS.iter().any(|flaw| date.has(*flaw)) || time.split(':').any(|part| part.len() != 2)
}
