//! What hops say of each other, and of mail that was handed on.

use crate::declare_rule;
use crate::facts::boundary::organisation::of_host;
use crate::facts::recorded::{head, says};
use crate::facts::{Author, Facts, Hop};
use crate::rule::Arg;
use crate::rules::trace::hops::stranger_helo;
use crate::span::Span;

/// Received-SPF fields that are looked at.
const RECORDS: usize = 8;

const FORWARDING: &str = "https://support.google.com/a/answer/175365";
const ICLOUD: &str = "https://support.apple.com/102322";

declare_rule! {
    /// Servers write it above or below their own Received, so any hop may fit.
    pub static RECEIVED_SPF_OTHER = "received-spf-other-address" {
        group: Informative,
        sources: [Rfc(7208, "9.1")],
        finds: [concat!(
            "Received-SPF: pass (mx.example.net: ok) client-ip=198.51.100.7\n",
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Received-SPF: pass (mx.example.net: ok) client-ip=203.0.113.5\n",
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        check: |facts, found| {
            let public: Vec<_> = facts.hops.iter().filter(|hop| hop.public_client).collect();
            if public.is_empty() { return }
            for spf in facts.spf.iter().take(RECORDS) {
                let Some(ip) = spf.parsed.client_ip else { continue };
                let Ok(asked) = ip.of(facts.text).parse::<std::net::IpAddr>() else { continue };
                if public.iter().all(|hop| hop.received.address.map(|ip| ip.to_canonical()) != Some(asked.to_canonical())) {
                    found.at(ip).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
                }
            }
        },
    }
}

declare_rule! {
    /// Below the handover only: the receiver's own servers hide names from each other. A hop with
    /// a private client came through a gateway, where another name is usual.
    pub static RECEIVED_CHAIN_BREAK = "received-chain-break" {
        group: Informative,
        sources: [Rfc(5321, "4.4")],
        finds: [concat!(
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "Received: from c.example.com (c.example.com [198.51.100.7]) by d.example.info with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "Received: from c.example.com (c.example.com [198.51.100.7]) by in.example.org with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
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
    }
}

declare_rule! {
    /// The first hop may write ESMTP where it takes mail in over another way.
    pub static SMTPUTF8_LOST = "smtputf8-lost" {
        group: Informative,
        sources: [Rfc(6531, "3.2")],
        finds: [concat!(
            "Received: from b.example.org ([203.0.113.5]) by mx.example.net with ESMTPS id 2; Mon, 1 Jan 2024 00:00:01 +0000\n",
            "Received: from a.example.org ([203.0.113.6]) by b.example.org with UTF8SMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: Grüße\n")],
        quiet: [concat!(
            "Received: from b.example.org ([203.0.113.5]) by mx.example.net with UTF8SMTPS id 2; Mon, 1 Jan 2024 00:00:01 +0000\n",
            "Received: from a.example.org ([203.0.113.6]) by b.example.org with ESMTPSA id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: Grüße\n")],
        check: |facts, found| {
            if !facts.context.smtputf8 { return }
            let with = |hop: &Hop| hop.received.with.map_or("", |with| with.of(facts.text));
            let last = facts.hops.iter().position(|hop| with(hop).starts_with("UTF8"));
            let plain = facts.hops.iter().take(last.unwrap_or(0)).rfind(|hop| with(hop).starts_with("ESMTP"));
            let raw = || facts.by_sender().any(|field| !field.value_text().is_ascii());
            if let Some(place) = plain.and_then(|hop| hop.received.with).filter(|_| raw()) {
                found.at(place).text("protocol", place.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// A name with an underscore or other marks; no name at all has rules of its own.
    pub static HELO_MALFORMED = "helo-malformed" {
        group: Odd,
        sources: [
            Rfc(5321, "4.1.1.1"),
            Page("Gmail: SMTP errors", "https://support.google.com/a/answer/3726730", "501 5.5.4"),
        ],
        finds: ["Received: from my_pc.example.org (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Received: from my-pc.example.org. (host.example.org [203.0.113.5]) by mx.example.net (Postfix) with ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let Some((_, helo)) = stranger_helo(facts) else { return };
            let name = helo.of(facts.text);
            let fits = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
            if !name.chars().all(fits) || name.starts_with(['-', '.']) {
                found.at(helo).text("name", name);
            }
        },
    }
}

declare_rule! {
    pub static IPREV_FAILED = "iprev-failed" {
        group: Odd,
        sources: [Rfc(8601, "3")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; iprev=fail policy.iprev=203.0.113.5\n",
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; iprev=pass policy.iprev=203.0.113.5\n",
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n")],
        check: |facts, found| if let Some((_, result)) = facts.trusted_result("iprev")
            && says(facts, result) == "fail"
        {
            found.at(head(result)).text("ip", result.property(facts.text, "policy.iprev").unwrap_or("?"));
        },
    }
}

declare_rule! {
    /// Only where the receiver recorded that the forward broke the proof.
    pub static FORWARDED_WITHOUT_ARC = "forwarded-without-arc" {
        group: Odd,
        sources: [
            Page("Apple: Postmaster information for iCloud Mail", ICLOUD, ""),
            Page("Yahoo: Sender best practices", "https://senders.yahooinc.com/best-practices/", ""),
            Page("Gmail: Best practices for forwarding", FORWARDING, ""),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
            "Received: from f.example.com (f.example.com [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "X-Forwarded-To: b@example.net\nFrom: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
            "Received: from f.example.com (f.example.com [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "ARC-Seal: i=1; a=rsa-sha256; d=example.com; s=s; cv=none; b=AAAA\n",
            "X-Forwarded-To: b@example.net\nFrom: a@example.org\nSubject: x\n")],
        check: |facts, found| if facts.context.forwarded
            && facts.arc.sets.is_empty()
            && let Some((_, result)) = facts.trusted_result("dmarc")
            && says(facts, result) == "fail"
        {
            found.at(head(result));
        },
    }
}

declare_rule! {
    /// Where the receiver recorded DMARC, that decides: another rule.
    pub static GMAIL_FROM_ELSEWHERE = "gmail-from-elsewhere" {
        group: Odd,
        sources: [Page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", "550 5.7.26")],
        finds: [concat!(
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: ann@gmail.com\nSubject: x\n")],
        quiet: [
            concat!(
                "Received: from mail-a.google.com (mail-a.google.com [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: ann@gmail.com\nSubject: x\n"),
            concat!(
                "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "DKIM-Signature: v=1; a=rsa-sha256; d=gmail.com; s=s; h=from; bh=AAAA; b=AAAA\n",
                "From: ann@gmail.com\nSubject: x\n"),
        ],
        check: |facts, found| {
            let gmail = |name: &str| matches!(name, "gmail.com" | "googlemail.com");
            let Some(author) = facts.author().filter(|author| gmail(&author.domain)) else { return };
            let context = &facts.context;
            if context.list || context.forwarded || context.returned || facts.hops.is_empty() { return }
            let google = |hop: &Hop| {
                let told = [hop.received.helo, hop.received.rdns, hop.received.by];
                let mut told = told.into_iter().flatten().map(|name| name.of(facts.text));
                told.any(|name| of_host(name).is_some_and(|org| org == "google.com"))
            };
            let signed = facts.dkim.iter().any(|signature| gmail(&signature.domain));
            let own = ["x-gm-message-state", "x-google-smtp-source", "x-google-dkim-signature"];
            let seen = signed
                || own.iter().any(|name| facts.message.has(name))
                || facts.hops.iter().any(google)
                || facts.trusted_result("dmarc").is_some();
            if !seen {
                found.at(author.domain_span());
            }
        },
    }
}

/// Whether the server that took the older hop over is of another organisation than the client of the
/// newer one.
fn parts(facts: &Facts<'_>, newer: &Hop, older: &Hop) -> bool {
    let name = |span: Option<Span>| span.map(|span| span.of(facts.text));
    // Mostly the very same name stands in both: no look into the list of suffixes.
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
