//! Whether what the receiver verified vouches for the domain in From.

use crate::domain;
use crate::facts::boundary::organisation::of_host;
use crate::facts::recorded::{passes, passing_signers, says, spf};
use crate::facts::{Facts, Hop};
use crate::order::order;
use crate::rule::{Arg, Rule, rule};
use crate::rules::pages::{GMAIL_ERRORS, GMAIL_GUIDELINES};
use crate::span::Span;

/// Lists and forwarders send for others, so the original sender cannot fix it there.
pub(crate) static FROM_NOT_ALIGNED: Rule = rule!(Rule {
    id: "from-not-aligned",
    group: Unauthenticated,
    sources: [Rfc(7489, "3.1"), Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.32"),],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass \
         header.d=example.com\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass \
         header.d=mail.example.org\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else {
            return;
        };
        if facts.context.list || facts.context.forwarded || dmarc_passes(facts) {
            return;
        }
        let passing = passing_domains(facts);
        if passing.is_empty() || passing.iter().any(|(d, _)| domain::aligned(d, &author.domain)) {
            return;
        }
        let finding = found.at(author.domain_span());
        for (_, span) in &passing {
            finding.and(*span);
        }
        let others = passing.into_iter().map(|(d, _)| Arg::Domain(d)).collect();
        finding
            .with("domain", Arg::Domain(author.domain.clone()))
            .with("others", Arg::List(others));
    },
});

pub(crate) static ALIGNED_BY_ONE: Rule = rule!(Rule {
    id: "aligned-by-one-only",
    group: Informative,
    sources: [Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "")],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass \
         header.d=example.org\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@bounce.example.org; \
         dkim=pass header.d=example.org\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some(author) = facts.author() else { return };
        if facts.context.list || facts.context.forwarded {
            return;
        }
        let (Some(spf), Some(_)) = (spf(facts), facts.trusted_result("dkim")) else { return };
        let by_spf = spf.passes && domain::aligned(&spf.domain, &author.domain);
        let by_dkim = passing_signers(facts)
            .iter()
            .any(|(signer, _)| domain::aligned(signer, &author.domain));
        if by_spf != by_dkim {
            let method = if by_spf { "SPF" } else { "DKIM" };
            let other = if by_spf { "DKIM" } else { "SPF" };
            found.at(author.domain_span()).text("method", method).text("other", other);
        }
    },
});

/// Only if the receiver recorded that nothing vouches for the free-mail domain.
pub(crate) static FREEMAIL_FROM_FOREIGN: Rule = rule!(Rule {
    id: "freemail-from-foreign",
    group: Required,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.26"),
        Page(
            "Yahoo: SMTP error codes",
            "https://senders.yahooinc.com/smtp-error-codes/",
            "554 5.7.9"
        ),
        spamassassin(Inspired, "FORGED_GMAIL_RCVD"),
        spamassassin(Inspired, "FORGED_YAHOO_RCVD")
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=none; \
         dmarc=fail header.from=gmail.com\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: somebody@gmail.com\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; dkim=pass header.d=gmail.com; dmarc=pass \
         header.from=gmail.com\n",
        "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: somebody@gmail.com\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some(author) = facts.author() else { return };
        if facts.context.list || facts.context.forwarded || !domain::is_freemail(&author.domain) {
            return;
        }
        let failed =
            facts.trusted_result("dmarc").is_some_and(|(_, result)| says(facts, result) == "fail");
        let passing = passing_domains(facts);
        if failed && !passing.iter().any(|(d, _)| domain::aligned(d, &author.domain)) {
            found.at(author.domain_span()).with("domain", Arg::Domain(author.domain.clone()));
        }
    },
});

/// If the receiver recorded DMARC, that decides, by another rule.
pub(crate) static GMAIL_FROM_ELSEWHERE: Rule = rule!(Rule {
    id: "gmail-from-elsewhere",
    group: Odd,
    sources: [Page(
        "Gmail: Email sender guidelines",
        "https://support.google.com/a/answer/81126",
        "550 5.7.26"
    )],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: ann@gmail.com\nSubject: x\n"
    )],
    quiet: [
        concat!(
            "Received: from mail-a.google.com (mail-a.google.com [203.0.113.5]) by mx.example.net \
             with ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: ann@gmail.com\nSubject: x\n"
        ),
        concat!(
            "Received: from a.example.org (a.example.org [203.0.113.5]) by mx.example.net with \
             ESMTPS id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=gmail.com; s=s; h=from; bh=AAAA; b=AAAA\n",
            "From: ann@gmail.com\nSubject: x\n"
        ),
    ],
    check: |facts, found| {
        let gmail = |name: &str| matches!(name, "gmail.com" | "googlemail.com");
        let Some(author) = facts.author().filter(|author| gmail(&author.domain)) else { return };
        let context = &facts.context;
        if context.list || context.forwarded || context.returned || facts.hops.is_empty() {
            return;
        }
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
});

fn dmarc_passes(facts: &Facts<'_>) -> bool {
    facts.trusted_result("dmarc").is_some_and(|(_, result)| passes(facts, result))
}

/// Returns the domains of passing signatures and of a passing SPF, sorted, each once with its span.
fn passing_domains(facts: &Facts<'_>) -> Vec<(String, Span)> {
    let mut all = passing_signers(facts);
    if let Some(spf) = spf(facts).filter(|spf| spf.passes && !spf.domain.is_empty()) {
        all.push((spf.domain, spf.span));
    }
    let name = |at: usize| all.get(at).map(|(name, _)| name);
    let mut order = order(all.len(), &|a, b| name(a).cmp(&name(b)));
    order.dedup_by(|a, b| name(*a) == name(*b));
    order.into_iter().filter_map(|at| all.get(at).cloned()).collect()
}
