//! The server that handed the message over: its name, and the handover.

use crate::domain;
use crate::rule::{Arg, Rule, rule};
use crate::rules::pages::{GMAIL_GUIDELINES, ICLOUD, YAHOO_PRACTICES};
use std::net::IpAddr;

/// Words that occur only in the names of access lines.
const LINES: &str = "dhcp dsl adsl vdsl ppp pppoe dyn dynamic dialin dialup";

/// Words of access networks in reverse names.
const POOLS: &str = "\
    dhcp dsl adsl vdsl pool ppp pppoe dyn dynamic dial dialin dialup cable client cpe \
    broadband ftth fiber user mobile lte wifi";

pub(crate) static REVERSE_NAME_MISSING: Rule = rule!(Rule {
    id: "reverse-name-missing",
    group: Disliked,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.25"),
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, ""),
        Page("Apple: Postmaster information for iCloud Mail", ICLOUD, ""),
        spamassassin(Inspired, "RDNS_NONE"),
        rspamd(Inspired, "RDNS_NONE"),
    ],
    finds: [
        "Received: from a.example.org (unknown [203.0.113.5]) by mx.example.net (Postfix) with \
         ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from a.example.org (unknown [10.0.0.5]) by mx.example.net (Postfix) with \
         ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from a.example.org ([203.0.113.5]) by mx.example.net with Exchange; Mon, 1 Jan \
         2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from 203.0.113.5 (EHLO a.example.org) by 10.0.0.1 with SMTPs; Mon, 1 Jan 2024 \
         00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        "Received: from [203.0.113.5] (HELO a.example.org) by mx.example.net (CommuniGate Pro \
         SMTP 6.2) with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
    ],
    check: |facts, found| {
        let Some(hop) = facts.stranger() else { return };
        if hop.received.rdns_unknown
            && let Some(ip) = hop.received.ip
        {
            let span = hop.received.rdns.map_or(ip, |rdns| rdns.to(ip));
            found.at(span).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
        }
    },
});

pub(crate) static REVERSE_NAME_GENERIC: Rule = rule!(Rule {
    id: "reverse-name-generic",
    group: Disliked,
    sources: [
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, ""),
        Page(
            "Outlook.com: SMTP error codes",
            "https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx",
            "550 DY-001"
        ),
        spamassassin(Inspired, "RDNS_DYNAMIC"),
        rspamd(Inspired, "HFILTER_HOSTNAME_4"),
    ],
    finds: [
        "Received: from a.example.org (dsl-17.isp.example [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
        "Received: from a.example.org (cb007105.isp.example [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
        "Received: from a.example.org (203-0-113-5.dyn.isp.example [203.0.113.5]) by \
         mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from a.example.org (mail5.example.org [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n",
        "Received: from a.example.org (mail5.dyn.example [203.0.113.5]) by mx.example.net \
         (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         Subject: x\n"
    ],
    check: |facts, found| {
        let Some(hop) = facts.stranger() else { return };
        let (Some(rdns), Some(address)) = (hop.received.rdns, hop.received.address) else { return };
        let name = rdns.of(facts.text).to_ascii_lowercase();
        if is_generic(&name, address) {
            found.at(rdns).with("name", Arg::Domain(name));
        }
    },
});

/// Only if the server distinguishes `ESMTP` for plain from `ESMTPS` for TLS (RFC 3848): others do
/// not record it, and not recorded is not unencrypted.
pub(crate) static HANDOVER_UNENCRYPTED: Rule = rule!(Rule {
    id: "handover-unencrypted",
    group: Odd,
    sources: [
        Rfc(3848, ""),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.29"),
        rspamd(Inspired, "RCVD_NO_TLS_LAST"),
    ],
    finds: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTP id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    quiet: [
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net (Postfix) \
         with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        use crate::syntax::received::Form;
        let Some(hop) = facts.stranger() else { return };
        let records = matches!(hop.received.form, Form::Postfix | Form::Exim | Form::Gmail);
        if records
            && !hop.received.is_encrypted(facts.text)
            && let Some(with) = hop.received.with
            && matches!(with.of(facts.text).to_ascii_uppercase().as_str(), "SMTP" | "ESMTP")
        {
            found.at(with).text("protocol", with.of(facts.text));
        }
    },
});

/// Whether a name is made from its address, or is one of many in an access network.
pub(crate) fn is_generic(name: &str, address: IpAddr) -> bool {
    let IpAddr::V4(address) = address else { return false };
    let [a, b, c, d] = address.octets();
    // The address without dots: `203000113005` or `cb007105`.
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
    // What precedes the name of the organisation, whose own name may be such a word.
    let own = name.len() - domain::organisational(name).len();
    let host = name.get(..own).unwrap_or_default();
    let word = |words: &str| {
        let mut pieces = host.split(|c: char| !c.is_ascii_alphabetic());
        pieces.any(|piece| words.split(' ').any(|word| word == piece))
    };
    let lines = word(LINES) && host.bytes().any(|b| b.is_ascii_digit());
    all || lines || (last_two && word(POOLS))
}
