//! How the server that handed the message over greeted.

use crate::domain;
use crate::facts::{Facts, Hop};
use crate::rule::{Arg, Rule, rule};
use crate::rules::trace::client::is_generic;
use crate::span::Span;
use std::net::IpAddr;

/// If the reverse name is the same, `reverse-name-generic` reports it.
pub(crate) static HELO_GENERIC: Rule = rule!(Rule {
    id: "helo-generic",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "HELO_DYNAMIC_IPADDR"),
        spamassassin(Inspired, "HELO_DYNAMIC_IPADDR2"),
        spamassassin(Inspired, "HELO_DYNAMIC_SPLIT_IP"),
        rspamd(Inspired, "HFILTER_HELO_4"),
    ],
    finds: [
        "Received: from 203-0-113-5.dyn.isp.example (unknown [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"
    ],
    quiet: [
        "Received: from 203-0-113-5.dyn.isp.example (203-0-113-5.dyn.isp.example [203.0.113.5]) \
         by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        let Some((hop, helo)) = stranger_helo(facts) else { return };
        let name = helo.of(facts.text).to_ascii_lowercase();
        let same =
            hop.received.rdns.is_some_and(|rdns| rdns.of(facts.text).eq_ignore_ascii_case(&name));
        let host = name.contains(|c: char| c.is_ascii_alphabetic());
        if host && !same && hop.received.address.is_some_and(|address| is_generic(&name, address)) {
            found.at(helo).with("name", Arg::Domain(name));
        }
    },
});

pub(crate) static HELO_BARE_ADDRESS: Rule = rule!(Rule {
    id: "helo-bare-address",
    group: Disliked,
    sources: [
        Rfc(5321, "4.1.3"),
        spamassassin(Inspired, "FSL_HELO_BARE_IP_1"),
        rspamd(Inspired, "HFILTER_HELO_BAREIP"),
    ],
    finds: [
        "Received: from 203.0.113.5 (host.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: ["Received: from [203.0.113.5] (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"],
    check: |facts, found| {
        let Some((_, helo)) = stranger_helo(facts) else { return };
        if helo.of(facts.text).parse::<IpAddr>().is_ok() {
            found.at(helo).with("ip", Arg::Ip(helo.of(facts.text).to_owned()));
        }
    },
});

pub(crate) static HELO_OTHER_ADDRESS: Rule = rule!(Rule {
    id: "helo-other-address",
    group: Disliked,
    sources: [Rfc(5321, "4.1.3"), spamassassin(Inspired, "RCVD_HELO_IP_MISMATCH")],
    finds: ["Received: from [198.51.100.9] (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"],
    quiet: ["Received: from [203.0.113.5] (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"],
    check: |facts, found| {
        let Some((hop, helo)) = stranger_helo(facts) else { return };
        let literal = helo.of(facts.text).trim_matches(['[', ']']);
        let literal = literal.strip_prefix("IPv6:").unwrap_or(literal);
        let (Ok(said), Some(seen)) = (literal.parse::<IpAddr>(), hop.received.address) else {
            return;
        };
        if said != seen {
            found
                .at(helo)
                .and(hop.received.ip.unwrap_or(helo))
                .with("said", Arg::Ip(literal.to_owned()))
                .with(
                    "seen",
                    Arg::Ip(hop.received.ip.map_or("", |ip| ip.of(facts.text)).to_owned()),
                );
        }
    },
});

pub(crate) static HELO_LOCALHOST: Rule = rule!(Rule {
    id: "helo-localhost",
    group: Disliked,
    sources: [
        Rfc(5321, "4.1.1.1"),
        spamassassin(Inspired, "HELO_LOCALHOST"),
        rspamd(Inspired, "RECEIVED_HELO_LOCALHOST"),
    ],
    finds: [
        "Received: from localhost (host.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        let Some((_, helo)) = stranger_helo(facts) else { return };
        let name = helo.of(facts.text).to_ascii_lowercase();
        if name == "localhost" || name.starts_with("localhost.") {
            found.at(helo);
        }
    },
});

pub(crate) static HELO_USER: Rule = rule!(Rule {
    id: "helo-user",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "FSL_NEW_HELO_USER"),
        rspamd(Inspired, "RCVD_HELO_USER"),
        spamassassin(Inspired, "NSL_RCVD_FROM_USER")
    ],
    finds: [
        "Received: from User (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: ["Received: from user.example.org (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"],
    check: |facts, found| {
        if let Some((_, helo)) = stranger_helo(facts)
            && helo.of(facts.text).eq_ignore_ascii_case("user")
        {
            found.at(helo);
        }
    },
});

/// `localhost` and `User` have rules of their own.
pub(crate) static HELO_WITHOUT_DOMAIN: Rule = rule!(Rule {
    id: "helo-without-domain",
    group: Odd,
    sources: [
        Rfc(5321, "4.1.1.1"),
        Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "501 5.5.4"),
        rspamd(Inspired, "HFILTER_HELO_NOT_FQDN"),
        spamassassin(Inspired, "HELO_NO_DOMAIN"),
        spamassassin(Inspired, "FSL_HELO_NON_FQDN_1")
    ],
    finds: [
        "Received: from WIN-7A (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from WIN-7A (host.example.org [203.0.113.5]) by mail.example.org (Postfix) \
         with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        let Some((_, helo)) = stranger_helo(facts) else { return };
        let name = helo.of(facts.text);
        let known = name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case("user");
        if !name.contains(['.', ':', '[']) && !known {
            found.at(helo).text("name", name);
        }
    },
});

/// A name with an underscore or other punctuation; names that are none have rules of their own.
pub(crate) static HELO_MALFORMED: Rule = rule!(Rule {
    id: "helo-malformed",
    group: Odd,
    sources: [
        Rfc(5321, "4.1.1.1"),
        Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "501 5.5.4"),
    ],
    finds: ["Received: from my_pc.example.org (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"],
    quiet: [
        "Received: from my-pc.example.org. (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"
    ],
    check: |facts, found| {
        let Some((_, helo)) = stranger_helo(facts) else { return };
        let name = helo.of(facts.text);
        let fits = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
        if !name.chars().all(fits) || name.starts_with(['-', '.']) {
            found.at(helo).text("name", name);
        }
    },
});

pub(crate) static HELO_BORROWED: Rule = rule!(Rule {
    id: "helo-borrowed-name",
    group: Disliked,
    sources: [
        Rfc(5321, "4.1.4"),
        spamassassin(Inspired, "RCVD_FAKE_HELO_DOTCOM"),
        rspamd(Inspired, "FAKE_RECEIVED_mail_ru"),
        rspamd(Inspired, "FAKE_RECEIVED_smtp_yandex_ru")
    ],
    finds: [
        "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from smtp.yandex.ru (unknown [203.0.113.5]) by a.example.org (Postfix) with \
         ESMTP id 4B2; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from yahoo.com (host.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from yahoo.com (m1.mail.yahoo.com [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from mail.example.com (host.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
    ],
    check: |facts, found| {
        // Names with which no server of these providers greets.
        for hop in &facts.hops {
            let (Some(helo), Some(ip)) = (hop.received.helo, hop.received.ip) else { continue };
            let said = helo.of(facts.text).to_ascii_lowercase();
            let own = |name: &str| domain::organisational(name) == domain::organisational(&said);
            let seen = hop.received.rdns.map(|rdns| rdns.of(facts.text).to_ascii_lowercase());
            if matches!(said.as_str(), "mail.ru" | "smtp.yandex.ru")
                && !seen.is_some_and(|seen| own(&seen))
                && hop.public_client
            {
                let seen = Arg::Ip(ip.of(facts.text).to_owned());
                found.at(helo).and(ip).with("said", Arg::Domain(said)).with("seen", seen);
                return;
            }
        }
        let Some((hop, helo)) = crate::rules::trace::greeting::stranger_helo(facts) else { return };
        let said = helo.of(facts.text).to_ascii_lowercase();
        let Some(rdns) = hop.received.rdns else { return };
        let seen = rdns.of(facts.text).trim_end_matches('.').to_ascii_lowercase();
        let provider = domain::organisational(&said);
        if domain::is_freemail(provider)
            && seen.contains('.')
            && domain::organisational(&seen) != provider
        {
            found
                .at(helo)
                .and(rdns)
                .with("said", Arg::Domain(said.clone()))
                .with("seen", Arg::Domain(seen.clone()));
        }
    },
});

fn stranger_helo<'f>(facts: &'f Facts<'_>) -> Option<(&'f Hop, Span)> {
    let hop = facts.stranger()?;
    Some((hop, hop.received.helo?))
}
