//! What the receiver recorded of SPF, DKIM and DMARC.
//!
//! All read only what the receiver stamped: a result that anybody could have written proves nothing,
//! and a result that was not recorded is not a failure.

use crate::declare_rule;
use crate::domain;
use crate::facts::recorded::{head, passes, says, spf};
use crate::facts::{Author, Facts, Hop};
use crate::rule::{Arg, Found};
use crate::syntax::received::Form;

/// Before 2012 few senders signed, and no provider asked for it.
const EXPECTED_SINCE: i64 = 1_325_376_000;

const GUIDELINES: &str = "https://support.google.com/a/answer/81126";
const GMAIL_ERRORS: &str = "https://support.google.com/a/answer/3726730";
const YAHOO: &str = "https://senders.yahooinc.com/best-practices/";
const OUTLOOK: &str =
    "https://support.microsoft.com/office/fix-ndr-error-550-5-7-515-in-outlook-com";
const MICROSOFT: &str = "https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo";

declare_rule! {
    /// Needs both methods recorded: one that was not looked at may have passed.
    pub static AUTHENTICATION_NONE = "authentication-none" {
        group: Required,
        sources: [
            Page("Gmail: Email sender guidelines", GUIDELINES, "550 5.7.26"),
            Page("Yahoo: Sender best practices", YAHOO, "550 5.7.9"),
            rspamd(Inspired, "AUTH_NA"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=none smtp.mailfrom=example.org; dkim=none\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=none smtp.mailfrom=example.org; dkim=pass header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n"),
            "From: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let (Some(spf), Some(dkim)) = (spf(facts), facts.trusted_result("dkim")) else { return };
            if !spf.passes && !passes(facts, dkim.1) {
                let dkim_says = says(facts, dkim.1);
                found
                    .at(spf.span)
                    .and(head(dkim.1))
                    .text("spf", &spf.says)
                    .text("dkim", &dkim_says);
            }
        },
    }
}

declare_rule! {
    /// A forwarder's address is rarely in the first sender's record: silent there.
    pub static SPF_FAILED = "spf-failed" {
        group: Unauthenticated,
        sources: [
            Rfc(7208, "8.4"),
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.26"),
            spamassassin(Inspired, "SPF_FAIL"),
            rspamd(Inspired, "R_SPF_FAIL"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=fail smtp.mailfrom=a@example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n",
            "Authentication-Results: other.example; spf=fail smtp.mailfrom=a@example.org\n")],
        check: |facts, found| {
            if facts.context.forwarded { return }
            if let Some(spf) = spf(facts).filter(|spf| matches!(spf.says.as_str(), "fail" | "hardfail")) {
                found
                    .at(spf.span)
                    .with("domain", Arg::Domain(spf.domain))
                    .text("ip", &client_ip(facts));
            }
        },
    }
}

declare_rule! {
    pub static SPF_SOFTFAIL = "spf-softfail" {
        group: Unauthenticated,
        sources: [Rfc(7208, "8.5"), Page("Gmail: Email sender guidelines", GUIDELINES, "550 5.7.27")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=softfail smtp.mailfrom=a@example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            if facts.context.forwarded { return }
            if let Some(spf) = spf(facts).filter(|spf| spf.says == "softfail") {
                found.at(spf.span).with("domain", Arg::Domain(spf.domain));
            }
        },
    }
}

declare_rule! {
    pub static SPF_BROKEN = "spf-record-broken" {
        group: Unauthenticated,
        sources: [Rfc(7208, "4.6.4"), Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.24")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=permerror smtp.mailfrom=a@example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=neutral smtp.mailfrom=a@example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            if let Some(spf) = spf(facts).filter(|spf| matches!(spf.says.as_str(), "permerror" | "temperror")) {
                let says = spf.says.clone();
                found.at(spf.span).with("domain", Arg::Domain(spf.domain)).text("result", &says);
            }
        },
    }
}

declare_rule! {
    /// The body hash has a rule of its own: its remedy is another. A list breaks signatures by its
    /// footer, which is its right.
    pub static DKIM_FAILED = "dkim-failed" {
        group: Unauthenticated,
        sources: [
            Rfc(6376, "6.1"),
            Page("Gmail: Email sender guidelines", GUIDELINES, "550 5.7.30"),
            rspamd(Inspired, "R_DKIM_REJECT"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; dkim=fail (bad signature) header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; dkim=fail header.d=old.example.org; dkim=pass header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| dkim_failure(facts, found, false),
    }
}

declare_rule! {
    pub static DKIM_BODY_CHANGED = "dkim-body-changed" {
        group: Unauthenticated,
        sources: [Rfc(6376, "6.1.3"), Page("Microsoft: Anti-spam message headers", MICROSOFT, "")],
        finds: [concat!(
            "Authentication-Results: mx.example.net; dkim=fail (body hash did not verify) header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; dkim=fail (signature did not verify) header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| dkim_failure(facts, found, true),
    }
}

declare_rule! {
    /// Without a recorded result only a bounce tells, and only where servers sign on taking a message
    /// in (milters): Exim and Exchange sign on sending, so what they return bears no signature.
    pub static DKIM_MISSING = "dkim-missing" {
        group: Unauthenticated,
        sources: [
            Rfc(6376, "1"),
            Page("Gmail: Email sender guidelines", GUIDELINES, "550 5.7.30"),
            Page("Yahoo: Sender best practices", YAHOO, "550 5.7.9"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org; dkim=none\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            if !facts.dkim.is_empty() { return }
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
    }
}

declare_rule! {
    pub static DMARC_FAILED = "dmarc-failed" {
        group: Unauthenticated,
        sources: [
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.26"),
            Page("Outlook.com: requirements for high-volume senders", OUTLOOK, "550 5.7.515"),
            Page("Yahoo: Sender best practices", YAHOO, "554 5.7.9"),
            rspamd(Inspired, "DMARC_POLICY_REJECT"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; dmarc=fail (p=reject) header.from=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass; dmarc=temperror header.from=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some((_, result)) = facts.trusted_result("dmarc") else { return };
            if matches!(says(facts, result).as_str(), "fail" | "permerror") {
                found.at(head(result)).with("domain", Arg::Domain(author_domain(facts)));
            }
        },
    }
}

declare_rule! {
    pub static DMARC_RECORD_MISSING = "dmarc-record-missing" {
        group: Unauthenticated,
        sources: [
            Page("Gmail: SMTP errors", GMAIL_ERRORS, "550 5.7.40"),
            Page("Outlook.com: requirements for high-volume senders", OUTLOOK, "550 5.7.515"),
        ],
        finds: [concat!(
            "Authentication-Results: mx.example.net; dmarc=none header.from=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; dmarc=pass (p=none) header.from=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some((_, result)) = facts.trusted_result("dmarc") else { return };
            if matches!(says(facts, result).as_str(), "none" | "bestguesspass") {
                found.at(head(result)).with("domain", Arg::Domain(author_domain(facts)));
            }
        },
    }
}

declare_rule! {
    pub static COMPAUTH_FAILED = "composite-authentication-failed" {
        group: Unauthenticated,
        sources: [Page("Microsoft: Anti-spam message headers", MICROSOFT, "")],
        finds: [concat!(
            "Authentication-Results: spf=none (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=example.org;compauth=fail reason=001\n",
            "Received: from a.example.org (192.0.2.1) by AM1EUR01FT001.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id 15.20.1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        quiet: [concat!(
            "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=example.org;compauth=softpass reason=202\n",
            "Received: from a.example.org (192.0.2.1) by AM1EUR01FT001.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server id 15.20.1; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            let Some((_, result)) = facts.trusted_result("compauth") else { return };
            if says(facts, result) == "fail" {
                let code = result.property(facts.text, "reason").or_else(|| {
                    result.reason.map(|reason| reason.of(facts.text).trim_matches('"'))
                });
                found.at(result.span).text("code", code.unwrap_or("?"));
            }
        },
    }
}

declare_rule! {
    pub static AUTHENTICATION_CONTRADICTS = "authentication-contradicts" {
        group: Odd,
        sources: [Rfc(7208, "9")],
        finds: [
            concat!(
                "Received-SPF: fail (mx.example.net: example.org) client-ip=192.0.2.1\n",
                "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
                "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\n",
                "Subject: x\n"),
            concat!(
                "Authentication-Results: mx.example.net; dmarc=pass header.from=example.org\n",
                "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
                "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\n",
                "Subject: x\n"),
        ],
        quiet: [concat!(
            "Received-SPF: pass (mx.example.net: example.org) client-ip=192.0.2.1\n",
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            // Several signatures may honestly fare differently; SPF and DMARC have one answer.
            for method in ["spf", "dmarc"] {
                let both = ["pass", "fail"].map(|word| {
                    let results = facts.results.iter().filter(|r| r.author == Author::Receiver);
                    results.flat_map(|r| &r.parsed.results).find(|result| {
                        result.method.of(facts.text).eq_ignore_ascii_case(method)
                            && result.result.of(facts.text).eq_ignore_ascii_case(word)
                    })
                });
                if let [Some(pass), Some(fail)] = both {
                    found.at(head(pass)).and(head(fail)).text("one", "pass").text("other", "fail");
                }
            }
            let Some((_, result)) = facts.trusted_result("spf") else { return };
            let Some(field) = facts.spf.iter().find(|spf| spf.author == Author::Receiver) else { return };
            let (one, other) = (says(facts, result), field.parsed.result.of(facts.text));
            if !one.eq_ignore_ascii_case(other) && (one == "pass" || other.eq_ignore_ascii_case("pass")) {
                found.at(head(result)).and(field.parsed.result).text("one", &one).text("other", other);
            }
        },
    }
}

declare_rule! {
    /// Only results that say pass: a forged one would.
    pub static RESULTS_UNTRUSTED = "authentication-results-untrusted" {
        group: Odd,
        sources: [Rfc(8601, "7.1")],
        finds: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n",
            "Authentication-Results: mail.example.com; spf=pass smtp.mailfrom=example.org\n")],
        quiet: [concat!(
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n")],
        check: |facts, found| {
            if facts.context.never_travelled || facts.context.list { return }
            for results in facts.results.iter().filter(|r| r.author == Author::Sender) {
                let pass = results.parsed.results.iter().find(|result| passes(facts, result));
                if let Some(result) = pass {
                    let by = results.parsed.authserv_id.map_or("?", |id| id.of(facts.text));
                    let finding = found.at(head(result)).text("by", by);
                    if let Some(id) = results.parsed.authserv_id {
                        finding.and(id);
                    }
                }
            }
        },
    }
}

fn author_domain(facts: &Facts<'_>) -> String {
    facts.author().map_or_else(String::new, |author| author.domain.clone())
}

/// The client address that SPF was asked for, as far as it is recorded.
fn client_ip(facts: &Facts<'_>) -> String {
    let noted = facts.spf.iter().find(|spf| spf.author == Author::Receiver);
    let noted = noted.and_then(|spf| spf.parsed.client_ip);
    let hop = facts.boundary.handover.and_then(|index| facts.hops.get(index));
    let span = noted.or_else(|| hop.and_then(|hop| hop.received.ip));
    span.map_or("?", |span| span.of(facts.text)).to_owned()
}

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
        // Microsoft says neutral where a key is missing; elsewhere neutral is no failure.
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
