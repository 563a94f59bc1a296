//! What the receiver recorded about the signatures.

use crate::domain;
use crate::facts::recorded::{head, passes, says};
use crate::facts::{Author, Facts, Hop};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::pages::{GMAIL_GUIDELINES, YAHOO_PRACTICES};
use crate::syntax::received::Form;

/// Before 2012, few senders signed and no provider asked for it.
const EXPECTED_SINCE: i64 = 1_325_376_000;

const MICROSOFT: &str = "https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo";

/// The body hash has a rule of its own, with another remedy. A list breaks signatures by its
/// footer, as it may.
pub(crate) static DKIM_FAILED: Rule = rule!(Rule {
    id: "dkim-failed",
    group: Unauthenticated,
    sources: [
        Rfc(6376, "6.1"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.30"),
        rspamd(Inspired, "R_DKIM_REJECT"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; dkim=fail (bad signature) header.d=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; dkim=fail header.d=old.example.org; dkim=pass \
         header.d=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| dkim_failure(facts, found, false),
});

pub(crate) static DKIM_BODY_CHANGED: Rule = rule!(Rule {
    id: "dkim-body-changed",
    group: Unauthenticated,
    sources: [Rfc(6376, "6.1.3"), Page("Microsoft: Anti-spam message headers", MICROSOFT, "")],
    finds: [concat!(
        "Authentication-Results: mx.example.net; dkim=fail (body hash did not verify) \
         header.d=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; dkim=fail (signature did not verify) \
         header.d=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| dkim_failure(facts, found, true),
});

/// Without a recorded result only a bounce shows this, and only if the server signs when it takes a
/// message in (milters). Exim and Exchange sign when sending, so what they return is unsigned.
pub(crate) static DKIM_MISSING: Rule = rule!(Rule {
    id: "dkim-missing",
    group: Unauthenticated,
    sources: [
        Rfc(6376, "1"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.30"),
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, "550 5.7.9"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org; dkim=none\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        if !facts.dkim.is_empty() {
            return;
        }
        match facts.trusted_result("dkim") {
            Some((_, result)) if says(facts, result) == "none" => {
                found.at(head(result));
            }
            None if facts.context.returned
                && !facts.context.automatic
                && facts.hops.first().is_some_and(signs_on_entry)
                && facts.date.as_ref().and_then(|date| date.unix) > Some(EXPECTED_SINCE) =>
            {
                found.missing();
            }
            _ => {}
        }
    },
});

fn signs_on_entry(hop: &Hop) -> bool {
    matches!(hop.received.form, Form::Postfix | Form::Sendmail)
}

fn dkim_failure(facts: &Facts<'_>, found: &mut Found<'_>, body: bool) {
    if facts.context.list {
        return;
    }
    let Some((_, best)) = facts.trusted_result("dkim") else { return };
    if passes(facts, best) {
        return;
    }
    let results = facts.results.iter().filter(|results| results.author == Author::Receiver);
    for result in results.flat_map(|results| &results.parsed.results) {
        let failed = result.method.of(facts.text).eq_ignore_ascii_case("dkim")
            && matches!(says(facts, result).as_str(), "fail" | "permerror" | "policy" | "neutral");
        if !failed {
            continue;
        }
        let mut notes = result.comments.iter().chain(&result.reason);
        let body_note =
            notes.find(|note| note.of(facts.text).to_ascii_lowercase().contains("body hash"));
        // Microsoft says `neutral` if a key is missing; elsewhere `neutral` is no failure.
        if body_note.is_some() == body {
            let who =
                result.property(facts.text, "header.d").or(result.property(facts.text, "header.i"));
            let domain = domain::of_address(who.unwrap_or(""));
            let finding = found.at(head(result)).with("domain", Arg::Domain(domain));
            if let Some(note) = body_note {
                finding.and(*note);
            }
        }
    }
}
