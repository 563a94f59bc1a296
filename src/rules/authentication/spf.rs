//! SPF, and the reverse name of the client.

use crate::facts::recorded::{head, says, spf};
use crate::facts::{Author, Facts};
use crate::rule::{Arg, Rule, rule};
use crate::rules::pages::{GMAIL_ERRORS, GMAIL_GUIDELINES};

/// The most Received-SPF fields that are examined.
const RECORDS: usize = 8;

/// The original sender's record rarely lists a forwarder's address, so the rule is silent there.
pub(crate) static SPF_FAILED: Rule = rule!(Rule {
    id: "spf-failed",
    group: Unauthenticated,
    sources: [
        Rfc(7208, "8.4"),
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.26"),
        spamassassin(Inspired, "SPF_FAIL"),
        rspamd(Inspired, "R_SPF_FAIL"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=a@example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n",
        "Authentication-Results: other.example; spf=fail smtp.mailfrom=a@example.org\n"
    )],
    check: |facts, found| {
        if facts.context.forwarded {
            return;
        }
        if let Some(spf) = spf(facts).filter(|spf| matches!(spf.says.as_str(), "fail" | "hardfail"))
        {
            found
                .at(spf.span)
                .with("domain", Arg::Domain(spf.domain))
                .text("ip", &client_ip(facts));
        }
    },
});

pub(crate) static SPF_SOFTFAIL: Rule = rule!(Rule {
    id: "spf-softfail",
    group: Unauthenticated,
    sources: [
        Rfc(7208, "8.5"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.27")
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=softfail smtp.mailfrom=a@example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        if facts.context.forwarded {
            return;
        }
        if let Some(spf) = spf(facts).filter(|spf| spf.says == "softfail") {
            found.at(spf.span).with("domain", Arg::Domain(spf.domain));
        }
    },
});

pub(crate) static SPF_BROKEN: Rule = rule!(Rule {
    id: "spf-record-broken",
    group: Unauthenticated,
    sources: [Rfc(7208, "4.6.4"), Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.24")],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=permerror smtp.mailfrom=a@example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=neutral smtp.mailfrom=a@example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        if let Some(spf) =
            spf(facts).filter(|spf| matches!(spf.says.as_str(), "permerror" | "temperror"))
        {
            let says = spf.says.clone();
            found.at(spf.span).with("domain", Arg::Domain(spf.domain)).text("result", &says);
        }
    },
});

/// Servers write it above or below their own Received, so any hop may match.
pub(crate) static RECEIVED_SPF_OTHER: Rule = rule!(Rule {
    id: "received-spf-other-address",
    group: Informative,
    sources: [Rfc(7208, "9.1")],
    finds: [concat!(
        "Received-SPF: pass (mx.example.net: ok) client-ip=198.51.100.7\n",
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "Received-SPF: pass (mx.example.net: ok) client-ip=203.0.113.5\n",
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| {
        let public: Vec<_> = facts.hops.iter().filter(|hop| hop.public_client).collect();
        if public.is_empty() {
            return;
        }
        for spf in facts.spf.iter().take(RECORDS) {
            let Some(ip) = spf.parsed.client_ip else { continue };
            let Ok(asked) = ip.of(facts.text).parse::<std::net::IpAddr>() else { continue };
            if public.iter().all(|hop| {
                hop.received.address.map(|ip| ip.to_canonical()) != Some(asked.to_canonical())
            }) {
                found.at(ip).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
            }
        }
    },
});

pub(crate) static IPREV_FAILED: Rule = rule!(Rule {
    id: "iprev-failed",
    group: Odd,
    sources: [Rfc(8601, "3")],
    finds: [concat!(
        "Authentication-Results: mx.example.net; iprev=fail policy.iprev=203.0.113.5\n",
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; iprev=pass policy.iprev=203.0.113.5\n",
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| if let Some((_, result)) = facts.trusted_result("iprev")
        && says(facts, result) == "fail"
    {
        found
            .at(head(result))
            .text("ip", result.property(facts.text, "policy.iprev").unwrap_or("?"));
    },
});

/// Returns the client address that SPF was checked for, or "?" if it is not recorded.
fn client_ip(facts: &Facts<'_>) -> String {
    let noted = facts.spf.iter().find(|spf| spf.author == Author::Receiver);
    let noted = noted.and_then(|spf| spf.parsed.client_ip);
    let hop = facts.boundary.handover.and_then(|index| facts.hops.get(index));
    let span = noted.or_else(|| hop.and_then(|hop| hop.received.ip));
    span.map_or("?", |span| span.of(facts.text)).to_owned()
}
