//! The hop in which the receiver took the message over, as the receiver wrote it down.

use crate::declare_rule;
use crate::domain;
use crate::facts::{Facts, Hop, context};
use crate::rule::Arg;
use crate::span::Span;
use std::net::IpAddr;

const GMAIL: &str = "https://support.google.com/a/answer/81126";
const YAHOO: &str = "https://senders.yahooinc.com/best-practices/";
const ICLOUD: &str = "https://support.apple.com/102322";

/// Words that only the lines of access networks have.
const LINES: &str = "dhcp dsl adsl vdsl ppp pppoe dyn dynamic dialin dialup";

/// Words of access networks in reverse names.
const POOLS: &str = "\
    dhcp dsl adsl vdsl pool ppp pppoe dyn dynamic dial dialin dialup cable client cpe \
    broadband ftth fiber user mobile lte wifi";

declare_rule! {
    pub static REVERSE_NAME_MISSING = "reverse-name-missing" {
        group: Disliked,
        sources: [
            Page("Gmail: Email sender guidelines", GMAIL, "550 5.7.25"),
            Page("Yahoo: Sender best practices", YAHOO, ""),
            Page("Apple: Postmaster information for iCloud Mail", ICLOUD, ""),
            spamassassin(Inspired, "RDNS_NONE"),
            rspamd(Inspired, "RDNS_NONE"),
        ],
        finds: ["Received: from a.example.org (unknown [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: [
            "Received: from a.example.org (unknown [10.0.0.5]) by mx.example.net (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org ([203.0.113.5]) by mx.example.net with Exchange; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from 203.0.113.5 (EHLO a.example.org) by 10.0.0.1 with SMTPs; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from [203.0.113.5] (HELO a.example.org) by mx.example.net (CommuniGate Pro SMTP 6.2) with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        check: |facts, found| {
            let Some(hop) = facts.stranger() else { return };
            if hop.received.rdns_unknown && let Some(ip) = hop.received.ip {
                let span = hop.received.rdns.map_or(ip, |rdns| rdns.to(ip));
                found.at(span).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static REVERSE_NAME_GENERIC = "reverse-name-generic" {
        group: Disliked,
        sources: [
            Page("Yahoo: Sender best practices", YAHOO, ""),
            Page("Outlook.com: SMTP error codes", "https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx", "550 DY-001"),
            spamassassin(Inspired, "RDNS_DYNAMIC"),
            rspamd(Inspired, "HFILTER_HOSTNAME_4"),
        ],
        finds: [
            "Received: from a.example.org (dsl-17.isp.example [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org (cb007105.isp.example [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
            "Received: from a.example.org (203-0-113-5.dyn.isp.example [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from a.example.org (mail5.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n", "Received: from a.example.org (mail5.dyn.example [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some(hop) = facts.stranger() else { return };
            let (Some(rdns), Some(address)) = (hop.received.rdns, hop.received.address) else { return };
            let name = rdns.of(facts.text).to_ascii_lowercase();
            if is_generic(&name, address) {
                found.at(rdns).with("name", Arg::Domain(name));
            }
        },
    }
}

declare_rule! {
    /// Where the reverse name is the same, `reverse-name-generic` tells it.
    pub static HELO_GENERIC = "helo-generic" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "HELO_DYNAMIC_IPADDR"),
            spamassassin(Inspired, "HELO_DYNAMIC_IPADDR2"),
            spamassassin(Inspired, "HELO_DYNAMIC_SPLIT_IP"),
            rspamd(Inspired, "HFILTER_HELO_4"),
        ],
        finds: ["Received: from 203-0-113-5.dyn.isp.example (unknown [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from 203-0-113-5.dyn.isp.example (203-0-113-5.dyn.isp.example [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((hop, helo)) = stranger_helo(facts) else { return };
            let name = helo.of(facts.text).to_ascii_lowercase();
            let same = hop.received.rdns.is_some_and(|rdns| rdns.of(facts.text).eq_ignore_ascii_case(&name));
            let host = name.contains(|c: char| c.is_ascii_alphabetic());
            if host && !same && hop.received.address.is_some_and(|address| is_generic(&name, address)) {
                found.at(helo).with("name", Arg::Domain(name));
            }
        },
    }
}

declare_rule! {
    pub static HELO_BARE_ADDRESS = "helo-bare-address" {
        group: Disliked,
        sources: [
            Rfc(5321, "4.1.3"),
            spamassassin(Inspired, "FSL_HELO_BARE_IP_1"),
            rspamd(Inspired, "HFILTER_HELO_BAREIP"),
        ],
        finds: ["Received: from 203.0.113.5 (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from [203.0.113.5] (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((_, helo)) = stranger_helo(facts) else { return };
            if helo.of(facts.text).parse::<IpAddr>().is_ok() {
                found.at(helo).with("ip", Arg::Ip(helo.of(facts.text).to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static HELO_OTHER_ADDRESS = "helo-other-address" {
        group: Disliked,
        sources: [Rfc(5321, "4.1.3"), spamassassin(Inspired, "RCVD_HELO_IP_MISMATCH")],
        finds: ["Received: from [198.51.100.9] (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from [203.0.113.5] (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((hop, helo)) = stranger_helo(facts) else { return };
            let literal = helo.of(facts.text).trim_matches(['[', ']']);
            let literal = literal.strip_prefix("IPv6:").unwrap_or(literal);
            let (Ok(said), Some(seen)) = (literal.parse::<IpAddr>(), hop.received.address) else { return };
            if said != seen {
                found
                    .at(helo)
                    .and(hop.received.ip.unwrap_or(helo))
                    .with("said", Arg::Ip(literal.to_owned()))
                    .with("seen", Arg::Ip(hop.received.ip.map_or("", |ip| ip.of(facts.text)).to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static HELO_LOCALHOST = "helo-localhost" {
        group: Disliked,
        sources: [
            Rfc(5321, "4.1.1.1"),
            spamassassin(Inspired, "HELO_LOCALHOST"),
            rspamd(Inspired, "RECEIVED_HELO_LOCALHOST"),
        ],
        finds: ["Received: from localhost (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((_, helo)) = stranger_helo(facts) else { return };
            let name = helo.of(facts.text).to_ascii_lowercase();
            if name == "localhost" || name.starts_with("localhost.") {
                found.at(helo);
            }
        },
    }
}

declare_rule! {
    pub static HELO_USER = "helo-user" {
        group: Disliked,
        sources: [
            spamassassin(Inspired, "FSL_NEW_HELO_USER"),
            rspamd(Inspired, "RCVD_HELO_USER"), spamassassin(Inspired, "NSL_RCVD_FROM_USER")],
        finds: ["Received: from User (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from user.example.org (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            if let Some((_, helo)) = stranger_helo(facts)
                && helo.of(facts.text).eq_ignore_ascii_case("user")
            {
                found.at(helo);
            }
        },
    }
}

declare_rule! {
    /// `localhost` and `User` have rules of their own.
    pub static HELO_WITHOUT_DOMAIN = "helo-without-domain" {
        group: Odd,
        sources: [
            Rfc(5321, "4.1.1.1"),
            Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "501 5.5.4"),
            rspamd(Inspired, "HFILTER_HELO_NOT_FQDN"), spamassassin(Inspired, "HELO_NO_DOMAIN"), spamassassin(Inspired, "FSL_HELO_NON_FQDN_1")],
        finds: ["Received: from WIN-7A (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from WIN-7A (host.example.org [203.0.113.5]) by mail.example.org (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((_, helo)) = stranger_helo(facts) else { return };
            let name = helo.of(facts.text);
            let known = name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case("user");
            if !name.contains(['.', ':', '[']) && !known {
                found.at(helo).text("name", name);
            }
        },
    }
}

declare_rule! {
    /// Only where the server writes `ESMTP` for plain and `ESMTPS` for TLS (RFC 3848): others do not
    /// record it, and not recorded is not unencrypted.
    pub static HANDOVER_UNENCRYPTED = "handover-unencrypted" {
        group: Odd,
        sources: [
            Rfc(3848, ""),
            Page("Gmail: Email sender guidelines", GMAIL, "550 5.7.29"),
            rspamd(Inspired, "RCVD_NO_TLS_LAST"),
        ],
        finds: ["Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            use crate::syntax::received::Form;
            let Some(hop) = facts.stranger() else { return };
            let records = matches!(hop.received.form, Form::Postfix | Form::Exim | Form::Gmail);
            if records && !hop.received.is_encrypted(facts.text)
                && let Some(with) = hop.received.with
                && matches!(with.of(facts.text).to_ascii_uppercase().as_str(), "SMTP" | "ESMTP")
            {
                found.at(with).text("protocol", with.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static HOPS_TOO_MANY = "hops-too-many" {
        group: Required,
        sources: [
            Rfc(5321, "6.3"),
            Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "554 5.4.6"),
        ],
        finds: [concat!(
            "From: a@example.org\nSubject: x\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n",
            "Received: a\nReceived: a\n")],
        quiet: ["From: a@example.org\nSubject: x\nReceived: a\nReceived: a\nReceived: a\n"],
        check: |facts, found| {
            const LOOP: usize = 50;
            if facts.hops.len() >= LOOP && let Some(hop) = facts.hops.first() {
                found.at(hop.received.span).count("count", facts.hops.len());
            }
        },
    }
}

declare_rule! {
    pub static TIME_BACKWARDS = "received-time-backwards" {
        group: Odd,
        sources: [Rfc(5321, "4.4")],
        finds: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:01:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            const SLACK: i64 = 300;
            for (at, hop) in facts.hops.iter().enumerate() {
                if let (Some(delay), Some(date)) = (hop.delay, &hop.received.date)
                    && delay < -SLACK
                {
                    let finding = found.at(date.span).with("back", Arg::Duration(-delay));
                    if let Some(before) = date_before(facts, at) {
                        finding.and(before);
                    }
                }
            }
        },
    }
}

declare_rule! {
    pub static WAITED = "received-late" {
        group: Informative,
        sources: [Rfc(5321, "4.5.4.1")],
        finds: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 05:00:00 +0000\nReceived: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:40:00 +0000\nReceived: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            const LONG: i64 = 3_600;
            for (at, hop) in facts.hops.iter().enumerate() {
                if let (Some(delay), Some(date)) = (hop.delay, &hop.received.date)
                    && delay > LONG
                {
                    let by = hop.received.by.map_or("?", |by| by.of(facts.text));
                    let delay = Arg::Duration(delay);
                    let finding = found.at(date.span).with("delay", delay).text("by", by);
                    if let Some(before) = date_before(facts, at) {
                        finding.and(before);
                    }
                }
            }
        },
    }
}

declare_rule! {
    pub static ADDRESS_IMPOSSIBLE = "received-address-impossible" {
        group: Disliked,
        sources: [spamassassin(Inspired, "RCVD_ILLEGAL_IP")],
        finds: ["Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from pc (pc [240.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n", "Received: from pc (pc [300.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from pc (pc [10.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| for hop in &facts.hops {
            let written = hop.received.span.of(facts.text);
            let over = |part: &&str| part.split('.').count() == 4 && part.split('.').all(|n| (1..4).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
            let over = |part: &&str| over(part) && part.split('.').any(|n| n.parse::<u8>().is_err() && !n.starts_with('0'));
            let bracketed = written.split('[').skip(1).filter_map(|part| Some(part.split_once(']')?.0)).find(over);
            if let Some(part) = bracketed {
                found.at(crate::rules::places::place(facts.text, hop.received.span, part)).text("ip", part);
                continue;
            }
            let Some(ip) = hop.received.ip else { continue };
            let text = ip.of(facts.text);
            let impossible = match hop.received.address {
                Some(IpAddr::V4(address)) => {
                    let first = address.octets()[0];
                    first == 0 || first >= 224
                }
                Some(IpAddr::V6(address)) => address.is_multicast(),
                None => false,
            };
            if impossible {
                found.at(ip).text("ip", text);
            }
        },
    }
}

declare_rule! {
    pub static RETURN_PATH_REPEATED = "return-path-repeated" {
        group: Odd,
        sources: [Rfc(5321, "4.4")],
        finds: ["Return-Path: <a@example.org>\nReturn-Path: <b@example.org>\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Return-Path: <a@example.org>\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let places: Vec<Span> = facts.return_path.iter().map(|field| field.span).collect();
            if let [first, rest @ ..] = places.as_slice() && !rest.is_empty() {
                let finding = found.at(*first).count("count", places.len());
                for span in rest.iter().take(4) {
                    finding.and(*span);
                }
            }
        },
    }
}

declare_rule! {
    /// Fields of a message that was never sent, or of a copy in the Sent folder.
    pub static NEVER_TRAVELLED = "never-travelled" {
        group: Informative,
        sources: [Rfc(5321, "4.4"), spamassassin(Inspired, "NO_RECEIVED")],
        finds: ["From: a@example.org\nTo: b@example.net\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <1@example.org>\n"],
        quiet: [
            "Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nTo: b@example.net\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",
        ],
        check: |facts, found| {
            const AT_LEAST: usize = 4;
            if facts.context.never_travelled
                && !facts.context.returned
                && facts.message.fields().take(AT_LEAST).count() == AT_LEAST
            {
                found.missing();
            }
        },
    }
}

declare_rule! {
    pub static FORWARDED = "forwarded-on-the-way" {
        group: Informative,
        sources: [Page("Gmail: Best practices for forwarding", "https://support.google.com/a/answer/175365", "")],
        finds: ["Return-Path: <SRS0=ab=cd=example.org=a@forward.example>\nReceived: from forward.example (forward.example [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Return-Path: <srs@forward.example>\nReceived: from forward.example (forward.example [203.0.113.5]) by mx.example.net with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            if !facts.context.forwarded { return }
            let delivered = || facts.field("delivered-to").filter(|_| facts.message.count("delivered-to") > 1);
            let field = context::FORWARDED.iter().find_map(|name| facts.field(name)).or_else(delivered);
            if let Some(field) = field {
                found.at(field.raw.name);
            } else if let Some(field) = facts.field("return-path") {
                found.at(field.value());
            }
        },
    }
}

/// The date of the hop before one, with which its own is compared.
fn date_before(facts: &Facts<'_>, at: usize) -> Option<Span> {
    let dates = facts.hops.iter().skip(at + 1).filter_map(|hop| hop.received.date.as_ref());
    dates.filter(|date| date.unix.is_some()).map(|date| date.span).next()
}

pub(crate) fn stranger_helo<'f>(facts: &'f Facts<'_>) -> Option<(&'f Hop, Span)> {
    let hop = facts.stranger()?;
    Some((hop, hop.received.helo?))
}

/// Whether a name is made of its address, or is one of many of an access network.
fn is_generic(name: &str, address: IpAddr) -> bool {
    let IpAddr::V4(address) = address else { return false };
    let [a, b, c, d] = address.octets();
    // `203000113005` and `cb007105`.
    let padded = [a, b, c, d].into_iter().fold(0, |sum, octet| sum * 1000 + u64::from(octet));
    let joined = |piece: &str| {
        (piece.len() == 12 && piece.parse() == Ok(padded))
            || (piece.len() == 8 && u32::from_str_radix(piece, 16) == Ok(u32::from(address)))
    };
    if name.split(|c: char| !c.is_ascii_alphanumeric()).any(joined) {
        return true;
    }
    let mut numbers = Vec::new();
    for piece in name.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty()) {
        numbers.extend(piece.parse::<u32>().ok());
    }
    let has = |octet: u8| numbers.contains(&u32::from(octet));
    let last_two = has(c) && has(d) && c != d;
    let all = last_two && has(a) && has(b);
    // What stands before the name of the organisation, whose own name may be such a word.
    let own = name.len() - domain::organisational(name).len();
    let host = name.get(..own).unwrap_or_default();
    let word = |words: &str| {
        let mut pieces = host.split(|c: char| !c.is_ascii_alphabetic());
        pieces.any(|piece| words.split(' ').any(|word| word == piece))
    };
    let lines = word(LINES) && host.bytes().any(|b| b.is_ascii_digit());
    all || lines || (last_two && word(POOLS))
}
