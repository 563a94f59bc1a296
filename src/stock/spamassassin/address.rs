//! Who writes, to whom, and how the addresses are written.

use super::{FILTER, envelope, envelope_domain, from_freemail, undisclosed};
use crate::facts::Facts;
use crate::shape::{has_random_local, is_misused, is_unspeakable};
use crate::stock::mail::{any_decoded, any_raw, any_value, numbered_freemail, people, value};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "HEADER_FROM_DIFFERENT_DOMAINS",
        two_domains,
        "Return-Path: <b@example.com>\nFrom: a@example.org\n",
        "Return-Path: <b@bounce.example.org>\nFrom: a@example.org\n",
    ),
    test!(
        "FREEMAIL_FORGED_FROMDOMAIN",
        |facts| two_domains(facts) && from_freemail(facts),
        "Return-Path: <l-bounces@example.com>\nFrom: a@gmail.com\n",
        "Return-Path: <a@gmail.com>\nFrom: a@gmail.com\n",
    ),
    test!(
        "FREEMAIL_REPLYTO_END_DIGIT",
        |facts: &Facts<'_>| numbered_freemail(&people(&facts.reply_to)),
        "From: a@example.org\nReply-To: bob77@gmail.com\n",
        "From: a@example.org\nReply-To: 77bob@gmail.com\n",
    ),
    test!(
        "FREEMAIL_ENVFROM_END_DIGIT",
        |facts| envelope(facts).is_some_and(|path| numbered_freemail(&[path])),
        "Return-Path: <bob77@gmail.com>\nFrom: bob77@gmail.com\n",
        "Return-Path: <bob77@example.org>\nFrom: bob77@gmail.com\n",
    ),
    test!(
        "FORGED_GMAIL_RCVD",
        not_by_gmail,
        "From: a@gmail.com\n\
         Received: from pc.example (pc.example [192.0.2.7]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\n",
        "From: a@gmail.com\n\
         X-Received: by 2002:a05:600c:1 with SMTP id x1mr1; Mon, 1 Jan 2024 00:00:00 +0000\n",
    ),
    test!(
        "FORGED_YAHOO_RCVD",
        not_by_yahoo,
        "Received: from pc.example (pc.example [192.0.2.7]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@yahoo.com\n",
        "Received: from m.yahoo.com (m1.mail.yahoo.com [192.0.2.7]) by mx.example.net; Mon, 1 Jan \
         2024 00:00:00 +0000\nFrom: a@yahoo.com\n",
    ),
    test!(
        "HK_RANDOM_FROM",
        |facts: &Facts<'_>| {
            // If a bracket is left open, what the address is depends on the reader.
            let open =
                any_raw(facts, "from", &|raw| raw.matches('<').count() > raw.matches('>').count());
            !open && people(&facts.from).into_iter().any(has_random_local)
        },
        "From: xkcdqwz@example.org\n",
        "From: first-xkcdqwz@example.org\n",
    ),
    test!(
        "HK_RANDOM_REPLYTO",
        |facts: &Facts<'_>| people(&facts.reply_to).into_iter().any(has_random_local),
        "From: a@example.org\nReply-To: xkcdqwz@example.org\n",
        "From: a@example.org\nReply-To: schmidt@example.org\n",
    ),
    test!(
        "HK_RANDOM_ENVFROM",
        |facts| envelope(facts).is_some_and(has_random_local),
        "Return-Path: <xkcdqwz@example.org>\nFrom: a@example.org\n",
        "Return-Path: <bounce-xkcdqwz@example.org>\nFrom: a@example.org\n",
    ),
    test!(
        "FROM_LOCAL_NOVOWEL",
        |facts| any_decoded(facts, "from", &|from| unspeakable(from, true)),
        "From: bcdfgjklm@example.org\n",
        "From: a@bcdfgjklm.example\n",
    ),
    test!(
        "FROM_DOMAIN_NOVOWEL",
        |facts| any_decoded(facts, "from", &|from| unspeakable(from, false)),
        "From: a@bcdfgjklm.example\n",
        "From: bcdfgjklm@example.org\n",
    ),
    test!(
        "FROM_SUSPICIOUS_NTLD",
        |facts: &Facts<'_>| people(&facts.from).into_iter().any(|person| {
            let end = person.domain.rsplit_once('.').map_or("", |(_, end)| end);
            is_misused(end)
        }),
        "From: a@example.top\n",
        "From: a@top.example.org\n",
    ),
    test!(
        "FROM_WSP_TRAIL",
        |facts| any_raw(facts, "from", &|from| {
            let angle = from.rsplit_once('>').filter(|(_, rest)| !rest.contains('<'));
            angle.is_some_and(|(head, _)| {
                let inner = head.rsplit_once('>').map_or(head, |(_, inner)| inner);
                inner.contains('<') && inner.ends_with(|c: char| c.is_ascii_whitespace())
            })
        }),
        "From: A <a@example.org >\n",
        "From: A <a@example.org> \n",
    ),
    test!(
        "FROMSPACE",
        |facts| any_raw(facts, "from", &|from| {
            let from = from.strip_prefix([' ', '\t']).unwrap_or(from);
            from.strip_prefix('"').is_some_and(|name| name.starts_with([' ', '\t', '\r', '\n']))
        }),
        "From: \" A\" <a@example.org>\n",
        "From: \"A \" <a@example.org>\n",
    ),
    test!(
        "FROM_MISSP_TO_UNDISC",
        |facts| glued(facts) && undisclosed(facts),
        "From: A<a@example.org>\nTo: undisclosed-recipients:;\n",
        "From: A <a@example.org>\nTo: undisclosed-recipients:;\n",
    ),
    test!(
        "FROM_MISSP_MSFT",
        |facts| glued(facts)
            && (any_value(facts, "x-mailer", &is_outlook)
                || value(facts, "x-mimeole").starts_with("Produced By Microsoft MimeOLE")),
        "From: A<a@example.org>\nX-Mailer: Microsoft Outlook 16.0\n",
        "From: A <a@example.org>\nX-Mailer: Microsoft Outlook 16.0\n",
    ),
    test!(
        "FROM_MISSP_USER",
        |facts| glued(facts) && super::route::from_user(facts),
        "Received: from User [192.0.2.7] by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: A<a@example.org>\n",
        "Received: from User [192.0.2.7] by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: A <a@example.org>\n",
    ),
    test!(
        "FROM_MISSP_XPRIO",
        |facts: &Facts<'_>| facts.message.has("x-priority")
            && any_decoded(facts, "from", &|from| {
                from.strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'))
                    .is_some_and(|(_, rest)| rest.starts_with('<'))
            }),
        "X-Priority: 3\nFrom: \"A\"<a@example.org>\n",
        "X-Priority: 3\nFrom: \"A\" <a@example.org>\n",
    ),
    test!(
        "HK_NAME_MR_MRS",
        |facts| titled(facts) && !from_freemail(facts),
        "From: Mrs Smith <a@example.org>\n",
        "From: Mrsmith <a@example.org>\n",
    ),
    test!(
        "HK_NAME_FM_MR_MRS",
        |facts| titled(facts) && from_freemail(facts),
        "From: Mr. Smith <a@gmail.com>\n",
        "From: Mr. Smith <a@example.org>\n",
    ),
    test!(
        "FROM_BLANK_NAME",
        |facts| any_decoded(facts, "from", &|from| {
            from.split_once("\"\" <").is_some_and(|(head, rest)| {
                (head.is_empty() || head.ends_with(' '))
                    && rest.split_once('>').is_some_and(|(a, _)| !a.is_empty() && !a.contains(' '))
            })
        }),
        "From: \"\" <a@example.org>\n",
        "From: \" \" <a@example.org>\n",
    ),
    test!(
        "APOSTROPHE_FROM",
        |facts: &Facts<'_>| people(&facts.from)
            .into_iter()
            .any(|person| person.address.contains('\'')),
        "From: o'hara@example.org\n",
        "From: O'Hara <ohara@example.org>\n",
    ),
    test!(
        "FROM_OFFERS",
        |facts: &Facts<'_>| people(&facts.from).into_iter().any(|person| {
            let rest = person.domain.split_once("offers").map(|(_, rest)| rest);
            rest.is_some_and(|rest| !matches!(rest.split(['.', '-']).next(), Some("en" | "on")))
        }),
        "From: a@best-offers.example\n",
        "From: offers@example.org\n",
    ),
    test!(
        "FROM_STARTS_WITH_NUMS",
        |facts: &Facts<'_>| people(&facts.from).into_iter().any(|person| {
            let rest = person.address.trim_start_matches(|c: char| c.is_ascii_digit());
            (3..=50).contains(&(person.address.len() - rest.len())) && !rest.starts_with('@')
        }),
        "From: 2024news@example.org\n",
        "From: 2024@example.org\n",
    ),
];

/// Whether the last two labels of the author's domain and the reverse-path's differ.
fn two_domains(facts: &Facts<'_>) -> bool {
    let (Some(author), Some(path)) = (facts.author(), envelope_domain(facts)) else { return false };
    let (author, path) = (end(&author.domain), end(&path));
    !author.is_empty() && !path.is_empty() && author != path
}

fn end(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(at, _)| at);
    dots.nth(1).and_then(|at| domain.get(at + 1..)).unwrap_or(domain)
}

/// Whether an author at Gmail comes without any line that Gmail's servers write.
fn not_by_gmail(facts: &Facts<'_>) -> bool {
    let gmail =
        people(&facts.from).last().is_some_and(|person| under(&person.address, "gmail.com"));
    let long = |name| value(facts, name).len() >= 60;
    let received = |value: &str| {
        let words = crate::stock::mail::tokens(value);
        words.windows(2).any(|pair| match pair {
            ["by", host] => host.starts_with("10.") || is_six_to_four(host),
            _ => false,
        })
    };
    let submitted = |value: &str| value.contains("by smtp.googlemail.com with ESMTPSA id ");
    let stamped =
        any_value(facts, "x-received", &received) || any_value(facts, "received", &submitted);
    gmail && !stamped && (!long("x-gm-message-state") || !long("x-google-smtp-source"))
}

/// Whether a host begins with `2002:aNN:`, as Google's internal addresses do in IPv6.
fn is_six_to_four(host: &str) -> bool {
    let tail = host.strip_prefix("2002:a").unwrap_or_default();
    tail.split(':')
        .next()
        .is_some_and(|digits| digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether an author at Yahoo comes without any line that Yahoo's servers write.
fn not_by_yahoo(facts: &Facts<'_>) -> bool {
    let yahoo =
        people(&facts.from).last().is_some_and(|person| under(&person.address, "yahoo.com"));
    if !yahoo || super::received_removed(facts) {
        return false;
    }
    let mut trusted = facts.hops.iter().take_while(|hop| !hop.public_client);
    let named = |hop: &crate::facts::Hop| {
        hop.received.rdns.is_some_and(|name| name.of(facts.text).ends_with(".yahoo.com"))
    };
    let stamped = any_value(facts, "received", &|value| {
        let words = crate::stock::mail::tokens(value);
        words.windows(4).any(|four| match four {
            ["by", host, how, with] if host.ends_with(".yahoo.com") => match with
                .trim_end_matches(';')
            {
                "HTTP" => host.contains(".mail"),
                "SMTP" => host.starts_with("smtp"),
                "NNFMP" => [".groups.", ".scd.", ".dcn."].iter().any(|part| host.contains(part)),
                _ => how.starts_with('('),
            },
            _ => false,
        })
    });
    !stamped && !trusted.any(named) && !crate::stock::mail::outside(facts).is_some_and(named)
}

/// Whether an address ends with that domain, preceded by no part of a word.
fn under(address: &str, domain: &str) -> bool {
    let address = address.to_ascii_lowercase();
    address
        .strip_suffix(domain)
        .is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// Whether a word has seven consonants in a row before its last `@`, or else after its first one.
fn unspeakable(text: &str, before: bool) -> bool {
    text.split_whitespace().any(|word| {
        let (first, last) = (word.find('@'), word.rfind('@'));
        let part = match (before, first, last) {
            (true, _, Some(last)) => word.get(..last),
            (false, Some(first), _) => word.get(first..),
            _ => None,
        };
        part.is_some_and(is_unspeakable)
    })
}

/// Whether no blank separates a name from its address: `Name<a@b>`.
fn glued(facts: &Facts<'_>) -> bool {
    any_decoded(facts, "from", &|from| {
        let pieces: Vec<&str> = from.split('<').collect();
        pieces.windows(2).any(|pair| match pair {
            [head, tail] => {
                head.ends_with(|c: char| !c.is_whitespace())
                    && tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            }
            _ => false,
        })
    })
}

fn is_outlook(mailer: &str) -> bool {
    let rest = mailer.strip_prefix("Microsoft ").unwrap_or_default();
    let rest = rest.strip_prefix("Office ").unwrap_or(rest);
    rest.strip_prefix("Outlook")
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether an author's name begins with `Mr`, `Mrs` or `Miss`.
fn titled(facts: &Facts<'_>) -> bool {
    people(&facts.from).into_iter().filter_map(|person| person.name.as_ref()).any(|name| {
        let name = name.text.trim_start_matches(['\'', ' ']);
        let first = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
        first.is_some_and(|first| {
            ["mr", "mrs", "miss"].iter().any(|title| first.eq_ignore_ascii_case(title))
        })
    })
}
