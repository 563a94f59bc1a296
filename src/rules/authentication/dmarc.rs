//! DMARC: its result and its record.

use crate::facts::recorded::{head, says};
use crate::facts::{Author, Facts};
use crate::rule::{Arg, Rule, rule};
use crate::rules::pages::{GMAIL_ERRORS, YAHOO_PRACTICES};
use crate::span::Span;

const OUTLOOK: &str =
    "https://support.microsoft.com/office/fix-ndr-error-550-5-7-515-in-outlook-com";

pub(crate) static DMARC_FAILED: Rule = rule!(Rule {
    id: "dmarc-failed",
    group: Unauthenticated,
    sources: [
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.26"),
        Page("Outlook.com: requirements for high-volume senders", OUTLOOK, "550 5.7.515"),
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, "554 5.7.9"),
        rspamd(Inspired, "DMARC_POLICY_REJECT"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; dmarc=fail (p=reject) header.from=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass; dmarc=temperror \
         header.from=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some((_, result)) = facts.trusted_result("dmarc") else { return };
        if matches!(says(facts, result).as_str(), "fail" | "permerror") {
            found.at(head(result)).with("domain", Arg::Domain(author_domain(facts)));
        }
    },
});

pub(crate) static DMARC_RECORD_MISSING: Rule = rule!(Rule {
    id: "dmarc-record-missing",
    group: Unauthenticated,
    sources: [
        Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.40"),
        Page("Outlook.com: requirements for high-volume senders", OUTLOOK, "550 5.7.515"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; dmarc=none header.from=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; dmarc=pass (p=none) header.from=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some((_, result)) = facts.trusted_result("dmarc") else { return };
        if matches!(says(facts, result).as_str(), "none" | "bestguesspass") {
            found.at(head(result)).with("domain", Arg::Domain(author_domain(facts)));
        }
    },
});

/// Looks at what the receiver quotes from the domain's record.
pub(crate) static DMARC_LEGACY_TAGS: Rule = rule!(Rule {
    id: "dmarc-legacy-tags",
    group: Informative,
    sources: [Rfc(9989, "")],
    finds: ["Authentication-Results: mx.example.net; dmarc=pass (p=reject pct=50) \
         header.from=example.org\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Authentication-Results: mx.example.net; dmarc=pass (p=reject sp=none) \
         header.from=example.org\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| for results in facts
        .results
        .iter()
        .filter(|results| results.author != Author::Sender || facts.context.never_travelled)
    {
        let dmarc = |word: Span| word.of(facts.text).eq_ignore_ascii_case("dmarc");
        let results = results.parsed.results.iter().filter(|result| dmarc(result.method));
        for comment in results.flat_map(|result| &result.comments) {
            if let Some(tag) = legacy(facts, *comment) {
                found.at(tag).text("tag", tag.of(facts.text));
            }
        }
    },
});

fn author_domain(facts: &Facts<'_>) -> String {
    facts.author().map_or_else(String::new, |author| author.domain.clone())
}

/// Returns the first tag that RFC 9989 no longer defines.
fn legacy(facts: &Facts<'_>, comment: Span) -> Option<Span> {
    let mut at = comment.start;
    for piece in comment.of(facts.text).split([' ', '(', ')', ';', ',']) {
        if ["pct=", "rf=", "ri="].iter().any(|tag| piece.starts_with(tag)) {
            return Some(Span::new(at, at + piece.len()));
        }
        at += piece.len() + 1;
    }
    None
}
