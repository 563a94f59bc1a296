//! The records themselves: whether they can be read and trusted, and whether they agree.

use crate::facts::Author;
use crate::facts::recorded::{head, passes, says, spf};
use crate::rule::{Rule, rule};
use crate::rules::pages::{GMAIL_GUIDELINES, YAHOO_PRACTICES};
use crate::syntax::auth_results::{AuthFlaw, MethodResult};

const MICROSOFT: &str = "https://learn.microsoft.com/defender-office-365/message-headers-eop-mdo";

/// The methods whose possible results are all known.
const METHODS: &[&str] = &["spf", "dkim", "dmarc", "arc", "iprev"];

/// The registered results, and those that large receivers write besides.
const RESULTS: &str = "pass fail none neutral softfail hardfail policy permerror temperror \
    bestguesspass error unknown invalid discard skipped timeout declined reject quarantine";

/// Requires that both methods are recorded: one that was not checked might have passed.
pub(crate) static AUTHENTICATION_NONE: Rule = rule!(Rule {
    id: "authentication-none",
    group: Required,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.26"),
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, "550 5.7.9"),
        rspamd(Inspired, "AUTH_NA"),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; spf=none smtp.mailfrom=example.org; dkim=none\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [
        concat!(
            "Authentication-Results: mx.example.net; spf=none smtp.mailfrom=example.org; \
             dkim=pass header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n"
        ),
        "From: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| {
        let (Some(spf), Some(dkim)) = (spf(facts), facts.trusted_result("dkim")) else { return };
        if !spf.passes && !passes(facts, dkim.1) {
            let dkim_says = says(facts, dkim.1);
            found.at(spf.span).and(head(dkim.1)).text("spf", &spf.says).text("dkim", &dkim_says);
        }
    },
});

pub(crate) static COMPAUTH_FAILED: Rule = rule!(Rule {
    id: "composite-authentication-failed",
    group: Unauthenticated,
    sources: [Page("Microsoft: Anti-spam message headers", MICROSOFT, "")],
    finds: [concat!(
        "Authentication-Results: spf=none (sender IP is 192.0.2.1) smtp.mailfrom=example.org; \
         dkim=none (message not signed) header.d=none;dmarc=none action=none \
         header.from=example.org;compauth=fail reason=001\n",
        "Received: from a.example.org (192.0.2.1) by AM1EUR01FT001.mail.protection.outlook.com \
         (10.0.0.1) with Microsoft SMTP Server id 15.20.1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org; \
         dkim=none (message not signed) header.d=none;dmarc=none action=none \
         header.from=example.org;compauth=softpass reason=202\n",
        "Received: from a.example.org (192.0.2.1) by AM1EUR01FT001.mail.protection.outlook.com \
         (10.0.0.1) with Microsoft SMTP Server id 15.20.1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        let Some((_, result)) = facts.trusted_result("compauth") else { return };
        if says(facts, result) == "fail" {
            let code = result
                .property(facts.text, "reason")
                .or_else(|| result.reason.map(|reason| reason.of(facts.text).trim_matches('"')));
            found.at(result.span).text("code", code.unwrap_or("?"));
        }
    },
});

pub(crate) static AUTHENTICATION_CONTRADICTS: Rule = rule!(Rule {
    id: "authentication-contradicts",
    group: Odd,
    sources: [Rfc(7208, "9")],
    finds: [
        concat!(
            "Received-SPF: fail (mx.example.net: example.org) client-ip=192.0.2.1\n",
            "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n"
        ),
        concat!(
            "Authentication-Results: mx.example.net; dmarc=pass header.from=example.org\n",
            "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\n",
            "Subject: x\n"
        ),
    ],
    quiet: [concat!(
        "Received-SPF: pass (mx.example.net: example.org) client-ip=192.0.2.1\n",
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        // Several signatures may honestly fare differently; SPF and DMARC have one answer each.
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
        let Some(field) = facts.spf.iter().find(|spf| spf.author == Author::Receiver) else {
            return;
        };
        let (one, other) = (says(facts, result), field.parsed.result.of(facts.text));
        if !one.eq_ignore_ascii_case(other) && (one == "pass" || other.eq_ignore_ascii_case("pass"))
        {
            found.at(head(result)).and(field.parsed.result).text("one", &one).text("other", other);
        }
    },
});

/// Only results that say `pass`, as a forged one would.
pub(crate) static RESULTS_UNTRUSTED: Rule = rule!(Rule {
    id: "authentication-results-untrusted",
    group: Odd,
    sources: [Rfc(8601, "7.1")],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n",
        "Authentication-Results: mail.example.com; spf=pass smtp.mailfrom=example.org\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n",
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; \
         Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\n",
        "Subject: x\n"
    )],
    check: |facts, found| {
        if facts.context.never_travelled || facts.context.list {
            return;
        }
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
});

/// Microsoft leaves out the name of the server, which is no flaw here.
pub(crate) static RESULTS_MALFORMED: Rule = rule!(Rule {
    id: "authentication-results-malformed",
    group: Odd,
    sources: [Rfc(8601, "2.2"), Rfc(8601, "2.7")],
    finds: [
        "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net 2; spf=pass\n",
        "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net; spf; dkim=pass\n",
        "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net; spf=maybe\n",
        "From: a@example.org\nSubject: x\n\
         Authentication-Results: spf=pass smtp.mailfrom=example.org\n"
    ],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         Authentication-Results: mx.example.net 1; spf=pass smtp.mailfrom=example.org\n",
        "From: a@example.org\nSubject: x\n\
         Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org\n",
    ],
    check: |facts, found| for results in &facts.results {
        let theirs = facts
            .message
            .field(results.field)
            .is_some_and(|field| is_of_microsoft(field.value_text()));
        let flaw =
            results.parsed.flaws.iter().find(|flaw| {
                flaw.kind != AuthFlaw::NoAuthservId || (!theirs && !flaw.span.is_empty())
            });
        let flaw = flaw.map(|flaw| flaw.span).or_else(|| {
            let strange = |result: &&MethodResult| {
                METHODS.contains(&&*result.method.of(facts.text).to_ascii_lowercase())
                    && !RESULTS
                        .split(' ')
                        .any(|word| result.result.of(facts.text).eq_ignore_ascii_case(word))
            };
            results.parsed.results.iter().find(strange).map(|result| result.result)
        });
        if let Some(flaw) = flaw {
            found.at(flaw).text("text", flaw.of(facts.text));
        }
    },
});

/// Whether Exchange Online wrote this, which leaves out its name.
fn is_of_microsoft(value: &str) -> bool {
    ["sender IP is", "action=", "message not signed", "compauth="]
        .iter()
        .any(|sign| value.contains(sign))
}
