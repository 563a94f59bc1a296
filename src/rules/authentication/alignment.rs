//! Whether what the receiver verified speaks for the domain in From.

use crate::declare_rule;
use crate::domain;
use crate::facts::Facts;
use crate::facts::recorded::{passes, passing_signers, says, spf};
use crate::order::order;
use crate::rule::Arg;
use crate::span::Span;

const GUIDELINES: &str = "https://support.google.com/a/answer/81126";
const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";

declare_rule! {
    /// Lists and forwarders send for others: there the first sender cannot mend it.
    pub static FROM_NOT_ALIGNED = "from-not-aligned" {
        group: Unauthenticated,
        sources: [
            Rfc(7489, "3.1"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.32"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass header.d=example.com\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass header.d=mail.example.org\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else { return };
            if facts.context.list || facts.context.forwarded || dmarc_passes(facts) { return }
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
    }
}

declare_rule! {
    pub static ALIGNED_BY_ONE = "aligned-by-one-only" {
        group: Informative,
        sources: [Page("Gmail: Email sender guidelines", GUIDELINES, "")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=pass header.d=example.org\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@bounce.example.org; dkim=pass header.d=example.org\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some(author) = facts.author() else { return };
            if facts.context.list || facts.context.forwarded { return }
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
    }
}

declare_rule! {
    /// Only where the receiver recorded that nothing speaks for the free-mail domain.
    pub static FREEMAIL_FROM_FOREIGN = "freemail-from-foreign" {
        group: Required,
        sources: [
            Page("Gmail: Email sender guidelines", GUIDELINES, "550 5.7.26"),
            Page("Yahoo: SMTP error codes", "https://senders.yahooinc.com/smtp-error-codes/", "554 5.7.9"),
            spamassassin(Inspired, "FORGED_GMAIL_RCVD"), spamassassin(Inspired, "FORGED_YAHOO_RCVD")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=b@example.com; dkim=none; dmarc=fail header.from=gmail.com\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: somebody@gmail.com\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com\n",
            "Received: from a.example.com (a.example.com [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: somebody@gmail.com\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some(author) = facts.author() else { return };
            if facts.context.list || facts.context.forwarded || !domain::is_freemail(&author.domain) {
                return;
            }
            let failed = facts
                .trusted_result("dmarc")
                .is_some_and(|(_, result)| says(facts, result) == "fail");
            let passing = passing_domains(facts);
            if failed && !passing.iter().any(|(d, _)| domain::aligned(d, &author.domain)) {
                found
                    .at(author.domain_span())
                    .with("domain", Arg::Domain(author.domain.clone()));
            }
        },
    }
}

fn dmarc_passes(facts: &Facts<'_>) -> bool {
    facts.trusted_result("dmarc").is_some_and(|(_, result)| passes(facts, result))
}

/// The same, with the domain of a passing SPF.
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
