//! The route of the message.

use super::FILTER;
use crate::facts::{Facts, Hop};
use crate::stock::mail::{any_value, names_user};
use crate::stock::{Test, test};

pub(super) static TESTS: &[Test] = &[
    test!(
        "RCVD_NO_TLS_LAST",
        |facts: &Facts<'_>| {
            let by = |hop: &&Hop| hop.received.by.map_or("", |by| by.of(facts.text)).to_owned();
            let mut hops = facts.hops.iter();
            let last = match hops.next() {
                Some(own) if by(&own) == "localhost" => hops.next(),
                first => first,
            };
            let named = |hop: &&Hop| !matches!(by(hop).as_str(), "" | "localhost");
            let all = facts.hops.iter().filter(named).all(|hop| is_secure(facts, hop));
            !facts.hops.is_empty() && !all && last.is_none_or(|hop| !is_secure(facts, hop))
        },
        "Received: from a.example.org ([203.0.113.5]) by mx.example.net with ESMTP id 4B1; Mon, 1 \
         Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from a.example.org ([203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, \
         1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n",
    ),
    test!(
        "RCVD_HELO_USER",
        |facts| any_value(facts, "received", &|value| {
            if !names_user(value) {
                return false;
            }
            let value = value.to_ascii_lowercase();
            let from = value.strip_prefix("from").is_some_and(|rest| {
                let mut words = rest.split_ascii_whitespace();
                words.next() == Some("user") && words.next().is_some()
            });
            from || ["helo=user)", "helo=user ", "helo user)", "helo user "]
                .iter()
                .any(|said| value.contains(said))
        }),
        "Received: from User (b.example.org [203.0.113.5]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\n",
        "Received: from user.example.org ([203.0.113.5]) by mx.example.net; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\n",
    ),
];

/// Whether the hop names a protocol that runs over TLS.
fn is_secure(facts: &Facts<'_>, hop: &Hop) -> bool {
    let with = hop.received.with.map_or("", |with| with.of(facts.text)).to_ascii_uppercase();
    matches!(
        with.as_str(),
        "SMTPS" | "ESMTPS" | "ESMTPSA" | "LMTPS" | "LMTPSA" | "UTF8SMTPS" | "UTF8SMTPSA" | "HTTPS"
    )
}
