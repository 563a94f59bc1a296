//! Received fields: their form, and whether they fit together.

use crate::facts::boundary::organisation::of_host;
use crate::facts::{Author, Facts, Hop};
use crate::rule::{Arg, Rule, rule};
use crate::shape::is_ipv4;
use crate::span::Span;
use crate::syntax::received::Form;
use std::net::IpAddr;

pub(crate) static HOPS_TOO_MANY: Rule = rule!(Rule {
    id: "hops-too-many",
    group: Required,
    sources: [
        Rfc(5321, "6.3"),
        Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "554 5.4.6"),
    ],
    finds: [concat!(
        "From: a@example.org\nSubject: x\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\nReceived: a\n\
         Received: a\n",
        "Received: a\nReceived: a\n"
    )],
    quiet: ["From: a@example.org\nSubject: x\nReceived: a\nReceived: a\nReceived: a\n"],
    check: |facts, found| {
        const LOOP: usize = 50;
        if facts.hops.len() >= LOOP
            && let Some(hop) = facts.hops.first()
        {
            found.at(hop.received.span).count("count", facts.hops.len());
        }
    },
});

pub(crate) static TIME_BACKWARDS: Rule = rule!(Rule {
    id: "received-time-backwards",
    group: Odd,
    sources: [Rfc(5321, "4.4")],
    finds: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:01:00 +0000\nFrom: a@example.org\nSubject: x\n"],
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
});

pub(crate) static WAITED: Rule = rule!(Rule {
    id: "received-late",
    group: Informative,
    sources: [Rfc(5321, "4.5.4.1")],
    finds: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 05:00:00 +0000\n\
         Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Received: by mx.example.net with LMTP id 1; Mon, 1 Jan 2024 00:40:00 +0000\n\
         Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:30:00 +0000\nFrom: a@example.org\nSubject: x\n"],
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
});

pub(crate) static ADDRESS_IMPOSSIBLE: Rule = rule!(Rule {
    id: "received-address-impossible",
    group: Disliked,
    sources: [spamassassin(Inspired, "RCVD_ILLEGAL_IP")],
    finds: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from pc (pc [240.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from pc (pc [300.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from pc (pc [10.1.2.3]) by a.example.org with SMTP id 7; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| for hop in &facts.hops {
        let written = hop.received.span.of(facts.text);
        let over = |part: &&str| {
            part.split('.').count() == 4
                && part
                    .split('.')
                    .all(|n| (1..4).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        };
        let over = |part: &&str| {
            over(part) && part.split('.').any(|n| n.parse::<u8>().is_err() && !n.starts_with('0'))
        };
        let bracketed =
            written.split('[').skip(1).filter_map(|part| Some(part.split_once(']')?.0)).find(over);
        if let Some(part) = bracketed {
            found
                .at(crate::rules::places::place(facts.text, hop.received.span, part))
                .text("ip", part);
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
});

/// By the queue id alone, since dates and clauses are often rewritten on the route.
pub(crate) static RECEIVED_FORM_FORGED: Rule = rule!(Rule {
    id: "received-form-forged",
    group: Disliked,
    sources: [
        rspamd(Inspired, "INVALID_POSTFIX_RECEIVED"),
        rspamd(Inspired, "FORGED_GENERIC_RECEIVED"),
    ],
    finds: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id QUEUE-0012; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
        "Received: from a.example.org ([203.0.113.5]) by mx.example.net with esmtp (Exim 4.96) id \
         12345678; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: (qmail 123 invoked by uid 89); Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n",
    ],
    quiet: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4XyZbcdfghz1Qq; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
        "Received: from a.example.org ([203.0.113.5]) by mx.example.net with esmtp (Exim 4.97) id \
         1rKABC-00000000AbC-0aBc; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
    ],
    check: |facts, found| for hop in &facts.hops {
        // qmail writes no weekday: `1 Jan 2024 00:00:00 -0000`.
        let by_qmail = hop.received.span.of(facts.text).starts_with("(qmail ");
        let date = hop.received.date.as_ref().map(|date| date.span).filter(|_| by_qmail);
        if let Some(date) =
            date.filter(|date| date.of(facts.text).starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            found.at(date).text("id", date.of(facts.text)).text("program", "qmail");
            continue;
        }
        let Some(id) = hop.received.id else { continue };
        let queue = id.of(facts.text);
        let (program, fits) = match hop.received.form {
            Form::Postfix => ("Postfix", is_postfix(queue)),
            Form::Exim => {
                ("Exim", is_exim(queue) || !hop.received.span.of(facts.text).contains("(Exim "))
            }
            _ => continue,
        };
        if !fits {
            found.at(id).text("id", queue).text("program", program);
        }
    },
});

/// Only other people's servers: how the receiver's own servers pass mail on is not our business.
pub(crate) static RECEIVED_INCOMPLETE: Rule = rule!(Rule {
    id: "received-incomplete",
    group: Odd,
    sources: [
        Rfc(5321, "4.4"),
        rspamd(Inspired, "R_RCVD_SPAMBOTS"),
        spamassassin(Inspired, "UNPARSEABLE_RELAY"),
    ],
    finds: [
        "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from [203.0.113.5] by mail.example.org; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n",
        "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nReceived: somewhere in the net\n\
         From: a@example.org\nSubject: x\n",
    ],
    quiet: [
        "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: by mail.example.org (Postfix, from userid 1000) id 4B1; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from a.example.org (a.example.org [203.0.113.9]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: (qmail 123 invoked by uid 0); 1 Jan 2024 00:00:00 -0000\nFrom: a@example.org\n\
         Subject: x\n",
    ],
    check: |facts, found| for hop in facts.hops.iter().filter(|hop| hop.author != Author::Receiver)
    {
        let received = &hop.received;
        let by_bot = received.from.is_some_and(|from| from.of(facts.text).starts_with('['))
            && received.with.or(received.id).or(received.recipient).is_none()
            && !received.span.of(facts.text).contains('(');
        let missing = received.by.is_none() || received.date.is_none();
        if by_bot || (missing && received.form != Form::Qmail) {
            found.at(received.span);
        }
    },
});

/// Only below the handover, since the receiver's own servers hide names from each other. A hop with
/// a private client came through a gateway, where another name is usual.
pub(crate) static RECEIVED_CHAIN_BREAK: Rule = rule!(Rule {
    id: "received-chain-break",
    group: Informative,
    sources: [Rfc(5321, "4.4")],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "Received: from c.example.com (c.example.com [198.51.100.7]) by d.example.info with \
         ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "Received: from c.example.com (c.example.com [198.51.100.7]) by in.example.org with \
         ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| {
        let (newer, older) = (facts.hops.iter(), facts.hops.iter().skip(1));
        let broken = newer.zip(older).find(|(newer, older)| {
            newer.public_client && older.author != Author::Receiver && parts(facts, newer, older)
        });
        if let Some((newer, older)) = broken
            && let (Some(from), Some(by)) = (newer.received.helo, older.received.by)
        {
            found
                .at(from)
                .and(by)
                .with("from", Arg::Domain(from.of(facts.text).to_owned()))
                .with("by", Arg::Domain(by.of(facts.text).to_owned()));
        }
    },
});

/// The first hop may write ESMTP if it takes messages in by another protocol.
pub(crate) static SMTPUTF8_LOST: Rule = rule!(Rule {
    id: "smtputf8-lost",
    group: Informative,
    sources: [Rfc(6531, "3.2")],
    finds: [concat!(
        "Received: from b.example.org ([203.0.113.5]) by mx.example.net with ESMTPS id 2; Mon, 1 \
         Jan 2024 00:00:01 +0000\n",
        "Received: from a.example.org ([203.0.113.6]) by b.example.org with UTF8SMTPS id 1; Mon, \
         1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: Grüße\n"
    )],
    quiet: [concat!(
        "Received: from b.example.org ([203.0.113.5]) by mx.example.net with UTF8SMTPS id 2; Mon, \
         1 Jan 2024 00:00:01 +0000\n",
        "Received: from a.example.org ([203.0.113.6]) by b.example.org with ESMTPSA id 1; Mon, 1 \
         Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: Grüße\n"
    )],
    check: |facts, found| {
        if !facts.context.smtputf8 {
            return;
        }
        let with = |hop: &Hop| hop.received.with.map_or("", |with| with.of(facts.text));
        let last = facts.hops.iter().position(|hop| with(hop).starts_with("UTF8"));
        let plain =
            facts.hops.iter().take(last.unwrap_or(0)).rfind(|hop| with(hop).starts_with("ESMTP"));
        let raw = || facts.by_sender().any(|field| !field.value_text().is_ascii());
        if let Some(place) = plain.and_then(|hop| hop.received.with).filter(|_| raw()) {
            found.at(place).text("protocol", place.of(facts.text));
        }
    },
});

pub(crate) static RECEIVED_TWO_ADDRESSES: Rule = rule!(Rule {
    id: "received-two-addresses",
    group: Disliked,
    sources: [
        Rfc(5321, "4.4"),
        spamassassin(Inspired, "RCVD_DOUBLE_IP_SPAM"),
        rspamd(Same, "RCVD_DOUBLE_IP_SPAM"),
    ],
    finds: [
        "Received: from [198.51.100.9] by 203.0.113.5 with SMTP; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n"
    ],
    quiet: ["Received: from [198.51.100.9] by mx.example.net with SMTP; Mon, 1 Jan 2024 00:00:00 \
         +0000\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| for field in facts.message.all("received") {
        let mut words = field.value_text().split_ascii_whitespace();
        let words = [words.next(), words.next(), words.next(), words.next(), words.next()];
        let [Some("from"), Some(from), Some("by"), Some(by), next] = words else { continue };
        let bracketed = from.strip_prefix('[').and_then(|from| from.strip_suffix(']'));
        let both = match (bracketed, by.strip_suffix(';')) {
            (Some(from), None) => is_ipv4(from) && is_ipv4(by) && next == Some("with"),
            (None, Some(by)) => is_ipv4(from) && is_ipv4(by),
            _ => false,
        };
        if both {
            let value = field.value();
            // The words occur in this order; each is the first of its kind after the previous one.
            let place = |word: &str, after: usize| {
                let rest = Span::new(after, value.end).of(field.text);
                let start = after + rest.find(word).unwrap_or(0);
                Span::new(start, start + word.len())
            };
            let from = place(from, value.start);
            let by_place = place(by.trim_end_matches(';'), from.end);
            found.at(by_place).and(from).with("ip", Arg::Ip(by.trim_end_matches(';').to_owned()));
        }
    },
});

/// Servers add on top; what is below was there before the message was sent.
pub(crate) static TRACE_BELOW_AUTHOR: Rule = rule!(Rule {
    id: "trace-below-author",
    group: Odd,
    sources: [Rfc(5322, "3.6.7"), Rfc(5321, "4.4")],
    finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\
         Received: from b.example.org ([203.0.113.5]) by a.example.org with ESMTP id 1; Mon, 1 \
         Jan 2024 00:00:00 +0000\n",],
    quiet: [
        "Received: from b.example.org ([203.0.113.5]) by a.example.org with ESMTP id 1; Mon, 1 \
         Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\n"
    ],
    check: |facts, found| {
        let last = ["from", "subject", "date"]
            .iter()
            .filter_map(|name| facts.field(name))
            .map(|field| field.index)
            .max();
        let below =
            facts.message.all("received").find(|field| last.is_some_and(|last| field.index > last));
        if let Some(field) = below {
            found.at(field.raw.name);
        }
    },
});

/// Returns the date of the previous dated hop, with which a hop's own is compared.
fn date_before(facts: &Facts<'_>, at: usize) -> Option<Span> {
    let dates = facts.hops.iter().skip(at + 1).filter_map(|hop| hop.received.date.as_ref());
    dates.filter(|date| date.unix.is_some()).map(|date| date.span).next()
}

/// Whether Postfix can have written this queue id: hexadecimal, or a long id of digits and
/// consonants. An id without a digit is a mask that somebody put there.
fn is_postfix(id: &str) -> bool {
    let long = |b: u8| b.is_ascii_alphanumeric() && !b"aeiou".contains(&b.to_ascii_lowercase());
    id.bytes().all(|b| b.is_ascii_hexdigit())
        || id.bytes().all(long)
        || !id.bytes().any(|b| b.is_ascii_digit())
}

/// Whether Exim can have written this queue id: three groups, whose sizes have changed over time.
/// Masking keeps the groups, or leaves no digit.
fn is_exim(id: &str) -> bool {
    id.split('-').count() == 3 || !id.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the server that took the older hop over belongs to another organisation than the client
/// of the newer one.
fn parts(facts: &Facts<'_>, newer: &Hop, older: &Hop) -> bool {
    let name = |span: Option<Span>| span.map(|span| span.of(facts.text));
    // Mostly both name the very same host, which saves a look at the list of suffixes.
    let by = name(older.received.by);
    if by.is_some()
        && [newer.received.helo, newer.received.rdns].iter().any(|span| name(*span) == by)
    {
        return false;
    }
    let org = |span: Option<Span>| of_host(name(span)?);
    let (Some(by), Some(from)) = (org(older.received.by), org(newer.received.helo)) else {
        return false;
    };
    from != by && org(newer.received.rdns) != Some(by)
}
