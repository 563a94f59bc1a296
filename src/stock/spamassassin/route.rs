//! Who handed the message over.

use super::FILTER;
use crate::bytes::begins;
use crate::facts::{Facts, Hop};
use crate::stock::mail::{any_line, any_value, names_user, outside};
use crate::stock::{Test, test};
use crate::syntax::received::Form;
use std::net::IpAddr;

pub(super) static TESTS: &[Test] = &[
    test!(
        "RDNS_NONE",
        |facts| nameless(facts)
            && !any_line(facts, "received", &|value| {
                value.contains(" (CommuniGate Pro") || value.contains(" (Lotus Domino ")
            }),
        "Received: from a.example.org (unknown [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from a.example.org (b.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "HELO_LOCALHOST",
        |facts| helo(facts).is_some_and(|helo| helo.eq_ignore_ascii_case("localhost")),
        "Received: from localhost (b.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "HELO_NO_DOMAIN",
        |facts| helo(facts)
            .is_some_and(|helo| !helo.contains('.') && !helo.eq_ignore_ascii_case("localhost")),
        "Received: from pc (b.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from pc.lan (b.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "FSL_HELO_NON_FQDN_1",
        |facts| helo(facts).is_some_and(|helo| {
            helo.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        }),
        "Received: from pc (b.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from [pc] (b.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "FSL_HELO_BARE_IP_1",
        |facts| helo(facts).is_some_and(|helo| {
            matches!(helo.parse(), Ok(IpAddr::V4(_))) && !helo.starts_with("127")
        }),
        "Received: from 203.0.113.5 (b.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from [203.0.113.5] (b.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "RCVD_HELO_IP_MISMATCH",
        other_address,
        "Received: from [198.51.100.9] (b.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from [203.0.113.9] (b.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "RCVD_FAKE_HELO_DOTCOM",
        |facts| any_value(facts, "received", &|value| {
            BORROWED.iter().any(|name| {
                let rest = value.strip_prefix("from ").and_then(|rest| rest.strip_prefix(name));
                rest.is_some_and(|rest| rest.starts_with(".com ("))
            })
        }),
        "Received: from yahoo.com (b.example.org [203.0.113.5]) by mx.example.net; Mon, 1 Jan \
         2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from m.yahoo.com (m.yahoo.com [203.0.113.5]) by mx.example.net; Mon, 1 Jan \
         2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "FSL_NEW_HELO_USER",
        |facts: &Facts<'_>| helo(facts).is_some_and(|helo| helo.eq_ignore_ascii_case("user"))
            || (any_value(facts, "received", &names_user)
                && any_line(facts, "received", &says_user)),
        "Received: from User [203.0.113.5] by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\n",
        "Received: from User.example.org [203.0.113.5] by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "NSL_RCVD_FROM_USER",
        from_user,
        "Received: from User (b.example.org [203.0.113.5]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from user (b.example.org [203.0.113.5]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "TVD_RCVD_SPACE_BRACKET",
        |facts| any_value(facts, "received", &|value| value.split("([").skip(1).any(|rest| {
            let inner = rest.split(['[', ']']).next().unwrap_or_default();
            !begins(inner, "unix") && inner.contains(|c: char| c.is_ascii_whitespace())
        })),
        "Received: from pc ([203.0.113.5 ]) by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\n",
        "Received: from pc ([203.0.113.5] ) by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\n",
    ),
];

/// Providers' names that others claim for themselves.
const BORROWED: &[&str] = &[
    "allexecs",
    "aol",
    "caramail",
    "compuserve",
    "cs",
    "desertmail",
    "eudoramail",
    "excite",
    "juno",
    "koreanmail",
    "localhost",
    "lycos",
    "msn",
    "mydomain",
    "yahoo",
    "yourwebsite",
];

/// Whether the receiver found no name for the client.
fn nameless(facts: &Facts<'_>) -> bool {
    // In `from name (address)` of Exchange and qmail, the name may have been looked up.
    outside(facts).is_some_and(|hop| {
        let received = &hop.received;
        let before = received.ip.and_then(|ip| facts.text.get(..ip.start));
        let bare = !received.rdns_unknown && before.is_some_and(|text| text.ends_with('('));
        received.rdns.is_none() && !bare && received.form != Form::Exchange
    })
}

/// Returns the name that the client outside gave itself.
pub(super) fn helo<'f>(facts: &'f Facts<'_>) -> Option<&'f str> {
    Some(outside(facts)?.received.helo?.of(facts.text))
}

/// Whether any client gave as its name an address of another network.
fn other_address(facts: &Facts<'_>) -> bool {
    facts.hops.iter().any(|hop| differs(facts, hop))
}

fn differs(facts: &Facts<'_>, hop: &Hop) -> bool {
    let said = hop.received.helo.map_or("", |helo| helo.of(facts.text));
    let said = said.trim_matches(['[', ']', '!']);
    let (Ok(IpAddr::V4(said)), Some(IpAddr::V4(seen))) = (said.parse(), hop.received.address)
    else {
        return false;
    };
    let private = !crate::domain::is_public(said.into());
    hop.public_client && !private && said.octets()[..2] != seen.octets()[..2]
}

/// Whether a hop came `from User`.
pub(super) fn from_user(facts: &Facts<'_>) -> bool {
    any_value(facts, "received", &|value| {
        names_user(value) && (value.contains("from User (") || value.contains("from User ["))
    })
}

fn says_user(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let after_from = value.split("from user").skip(1).any(|rest| {
        let word = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        rest.is_empty()
            || word.starts_with(['[', '('])
            || (rest.len() > word.len() && word.starts_with("by"))
    });
    let greeted = ["helo=user)", "ehlo=user)", "helo user)", "ehlo user)"];
    after_from || greeted.iter().any(|end| value.contains(end))
}
