//! Words, names and shapes that are tested one by one.

use super::{FILTER, outside_helo};
use crate::bytes::begins;
use crate::facts::{Facts, Person};
use crate::shape::is_ipv4;
use crate::stock::mail::{any_value, has_any, outside, people, subject, tokens, value};
use crate::stock::{Test, test};
use std::net::IpAddr;

/// A message whose Received field has these words for the client.
#[cfg(not(target_arch = "wasm32"))]
macro_rules! from {
    ($client:literal) => {
        concat!(
            "Received: from ",
            $client,
            " by mx.example.net (Postfix) with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
             From: a@example.org\n"
        )
    };
}

/// Declares a test on the subject in lower case.
macro_rules! subject {
    ($name:literal, $check:expr, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| ($check)(&*subject(facts).to_ascii_lowercase()),
            concat!("From: a@example.org\nSubject: ", $hits, "\n"),
            concat!("From: a@example.org\nSubject: ", $misses, "\n"),
        )
    };
}

/// Declares a test on a quoted boundary: the part of it that `$is` returns must be all digits.
macro_rules! boundary {
    ($name:literal, $is:expr, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| is_digits(boundary(facts).and_then($is)),
            concat!(
                "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"",
                $hits,
                "\"\n"
            ),
            concat!(
                "From: a@example.org\nContent-Type: multipart/mixed; boundary=\"",
                $misses,
                "\"\n"
            ),
        )
    };
}

pub(super) static TESTS: &[Test] = &[
    test!(
        "SUBJ_ATTENTION",
        |facts| subject(facts).contains("ATTENTION"),
        "From: a@example.org\nSubject: Please, ATTENTION\n",
        "From: a@example.org\nSubject: Attention\n",
    ),
    subject!("SUBJ_BUY", |s: &str| s.starts_with("buy"), "Buying now", "Re: buy"),
    subject!(
        "SUBJ_YOUR_FAMILY",
        |s: &str| s.contains("your family"),
        "For your family",
        "For your  family"
    ),
    subject!(
        "SUBJECT_DIET",
        |s: &str| s.split_once("lose ").is_some_and(|(head, rest)| {
            !head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && ["weight", "pounds", "lbs"].iter().any(|what| rest.contains(what))
        }),
        "Lose 20 pounds",
        "Close 20 pounds"
    ),
    subject!(
        "TVD_SUBJ_WIPE_DEBT",
        |s: &str| ["wipe out ", "get rid of "]
            .iter()
            .any(|start| s.split_once(start).is_some_and(|(_, rest)| rest.contains("debt"))),
        "Get rid of your debt",
        "Getting rid of debt"
    ),
    test!(
        "TVD_FROM_1",
        |facts: &Facts<'_>| people(&facts.from).into_iter().any(is_numbered),
        "From: a@abc123.com\n",
        "From: a@abc1234.com\n",
    ),
    test!(
        "APOSTROPHE_TOCC",
        |facts: &Facts<'_>| facts.recipients().any(|person| person.address.contains('\'')),
        "From: a@example.org\nCc: o'hara@example.net\n",
        "From: a@example.org\nCc: O'Hara <ohara@example.net>\n",
    ),
    test!(
        "HK_NAME_DRUGS",
        |facts: &Facts<'_>| {
            let names = people(&facts.from).into_iter().filter_map(|person| person.name.as_ref());
            names.map(|name| name.text.to_ascii_lowercase()).any(|name| {
                name.contains("viagra")
                    || name
                        .split(|c: char| !c.is_ascii_alphanumeric())
                        .any(|word| word.starts_with("cialis"))
            })
        },
        "From: Cheap Cialis <a@example.org>\n",
        "From: Specialist <a@example.org>\n",
    ),
    test!(
        "REPTO_INFONUMSCOM",
        |facts: &Facts<'_>| match people(&facts.reply_to).as_slice() {
            [reply] => {
                let name = reply.domain.strip_suffix(".com");
                reply.local.eq_ignore_ascii_case("info")
                    && name.is_some_and(|name| name.len() >= 5 && all_digits(name))
            }
            _ => false,
        },
        "From: a@example.org\nReply-To: info@12345.com\n",
        "From: a@example.org\nReply-To: info@1234.com\n",
    ),
    test!(
        "TO_MALFORMED",
        |facts| any_value(facts, "to", &|to| {
            let address = to.split('@').zip(to.split('@').skip(1)).any(|(head, host)| {
                head.ends_with(|c: char| !c.is_whitespace() && c != '<')
                    && tokens(host).first().is_some_and(|host| host.contains('.'))
            });
            !(to.is_empty() || address || to.contains(':') && to.contains(';'))
        }),
        "From: a@example.org\nTo: nobody\n",
        "From: a@example.org\nTo: friends:;\n",
    ),
    test!(
        "DSN_NO_MIMEVERSION",
        |facts: &Facts<'_>| value(facts, "return-path") == "<>"
            && !facts.message.has("mime-version"),
        "Return-Path: <>\nFrom: a@example.org\n",
        "Return-Path: <>\nFrom: a@example.org\nMIME-Version: 1.0\n",
    ),
    test!(
        "NO_HEADERS_MESSAGE",
        |facts| !has_any(facts, &["date", "received", "message-id", "to", "apparently-to"]),
        "From: a@example.org\nSubject: x\n",
        "From: a@example.org\nTo: b@example.net\n",
    ),
    test!(
        "ENCRYPTED_MESSAGE",
        |facts| any_value(facts, "content-type", &|kind| {
            ["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"]
                .iter()
                .any(|name| kind.starts_with(name))
        }),
        "From: a@example.org\nContent-Type: multipart/encrypted; boundary=a\n",
        "From: a@example.org\nContent-Type: application/pgp-encrypted\n",
    ),
    boundary!(
        "MIME_BOUND_DD_DIGITS",
        |name: &'_ str| name.strip_prefix("--").map(str::to_owned),
        "--123456",
        "----123456"
    ),
    boundary!(
        "MIME_BOUND_DIGITS_15",
        |name: &'_ str| (name.len() >= 15).then(|| name.to_owned()),
        "123456789012345",
        "12345678901234"
    ),
    test!(
        "TBIRD_SUSP_MIME_BDRY",
        |facts| {
            let program = value(facts, "user-agent");
            program.starts_with("Mozilla/5")
                && program.contains("Thunderbird/")
                && boundary(facts).and_then(|name| name.strip_prefix("------------")).is_some_and(
                    |name| name.len() >= 16 && name.bytes().all(|b| (b'1'..=b'9').contains(&b)),
                )
        },
        "From: a@example.org\nUser-Agent: Mozilla/5.0 (X11) Thunderbird/68.0\n\
         Content-Type: multipart/mixed; boundary=\"------------1234567891234567\"\n",
        "From: a@example.org\nUser-Agent: Mozilla/5.0 (X11) Thunderbird/68.0\n\
         Content-Type: multipart/mixed; boundary=\"------------1234567801234567\"\n",
    ),
    test!(
        "GB_FORGED_MUA_POSTFIX",
        |facts| ["x-mailer", "user-agent"]
            .iter()
            .any(|name| any_value(facts, name, &|program| program.contains("Postfix"))),
        "From: a@example.org\nX-Mailer: Postfix 2.0\n",
        "From: a@example.org\nX-Mailer: postfix\n",
    ),
    test!(
        "PHP_SCRIPT_MUA",
        |facts: &Facts<'_>| facts.message.has("x-php-script") && value(facts, "x-mailer") == "PHP",
        "From: a@example.org\nX-PHP-Script: example.org/a.php\nX-Mailer: PHP\n",
        "From: a@example.org\nX-PHP-Script: example.org/a.php\nX-Mailer: PHP/5\n",
    ),
    test!(
        "PHP_ORIG_SCRIPT_EVAL",
        evaluated,
        "From: a@example.org\nX-PHP-Originating-Script: 1000:a.php(3) : eval()'d code\n",
        "From: a@example.org\nX-PHP-Originating-Script: 1000:eval.php\n",
    ),
    test!(
        "PDS_PHP_EVAL",
        evaluated,
        "From: a@example.org\nX-PHP-Originating-Script: 1000:a.php(3) : eval()'d code\n",
        "From: a@example.org\nX-PHP-Originating-Script: 1000:eval.php\n",
    ),
    test!(
        "RDNS_LOCALHOST",
        |facts| outside(facts).and_then(|hop| hop.received.rdns).is_some_and(|name| {
            let name = name.of(facts.text).to_ascii_lowercase();
            name == "localhost" || name == "localhost.localdomain"
        }),
        from!("a.example.org (localhost [203.0.113.5])"),
        from!("a.example.org (localhost.example.org [203.0.113.5])"),
    ),
    test!(
        "HELO_LH_HOME",
        |facts| outside_helo(facts).is_some_and(|helo| {
            let helo = helo.to_ascii_lowercase();
            [".home", ".lan"].iter().any(|end| helo.ends_with(end))
        }),
        from!("pc.lan (b.example.org [203.0.113.5])"),
        from!("lan (b.example.org [203.0.113.5])"),
    ),
    test!(
        "HELO_OEM",
        |facts| outside_helo(facts)
            .is_some_and(|helo| helo.eq_ignore_ascii_case("pc") || begins(helo, "oem")),
        from!("oemcomputer (b.example.org [203.0.113.5])"),
        from!("pc1 (b.example.org [203.0.113.5])"),
    ),
    test!(
        "RCVD_DBL_DQ",
        |facts| any_value(facts, "received", &|value| {
            let pieces: Vec<&str> = value.split("][").collect();
            pieces.windows(2).any(|pair| match pair {
                [head, tail] => {
                    let left = head.rsplit('[').next().unwrap_or_default();
                    is_ipv4(left) && is_ipv4(tail.split(']').next().unwrap_or_default())
                }
                _ => false,
            })
        }),
        from!("a.example.org ([203.0.113.5][203.0.113.6])"),
        from!("a.example.org ([203.0.113.5] [203.0.113.6])"),
    ),
    test!(
        "NSL_RCVD_HELO_USER",
        |facts| any_value(facts, "received", &|value| {
            let value = value.to_ascii_lowercase();
            value.contains("helo=user)") || value.contains("(helo user)")
        }),
        from!("[203.0.113.5] (helo=User)"),
        from!("[203.0.113.5] (helo=user.example.org)"),
    ),
    test!(
        "HK_RCVD_IP_MULTICAST",
        |facts: &Facts<'_>| facts.hops.iter().any(|hop| {
            matches!(hop.received.address, Some(IpAddr::V4(address)) if address.is_multicast())
        }),
        from!("a.example.org (b.example.org [224.0.0.1])"),
        from!("a.example.org (b.example.org [240.0.0.1])"),
    ),
];

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_digits(text: Option<String>) -> bool {
    text.is_some_and(|text| all_digits(&text))
}

/// Returns the boundary if it is quoted.
fn boundary<'f>(facts: &'f Facts<'_>) -> Option<&'f str> {
    let kind = facts.content_type.as_ref()?;
    let boundary = kind.parameter(facts.text, "boundary")?;
    boundary.quoted.then_some(boundary.value.as_str())
}

/// Whether a domain is like those registered in bulk: letters, three digits and a common ending.
fn is_numbered(person: &Person) -> bool {
    let Some((name, end)) = person.domain.rsplit_once('.') else { return false };
    let label = name.rsplit('.').next().unwrap_or_default();
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut before = bare.chars().rev();
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '-');
    "com net org info biz".split(' ').any(|known| known == end)
        && label.len() - bare.len() == 3
        && letter(before.next())
        && letter(before.next())
}

/// Whether PHP ran code that is in no file.
fn evaluated(facts: &Facts<'_>) -> bool {
    any_value(facts, "x-php-originating-script", &|value| {
        value.to_ascii_lowercase().contains("eval()'d code")
    })
}
