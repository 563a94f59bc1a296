//! Fields whose place or form says that nobody who knows wrote them.

use crate::declare_rule;
use crate::syntax::auth_results::{AuthFlaw, MethodResult};

/// Methods of which all results are known.
const METHODS: &[&str] = &["spf", "dkim", "dmarc", "arc", "iprev"];

/// Those of the registry, and what large receivers write beside them.
const RESULTS: &str = "pass fail none neutral softfail hardfail policy permerror temperror \
    bestguesspass error unknown invalid discard skipped timeout declined reject quarantine";

declare_rule! {
    /// Microsoft leaves the name of the server out; that is no flaw here.
    pub static RESULTS_MALFORMED = "authentication-results-malformed" {
        group: Odd,
        sources: [Rfc(8601, "2.2"), Rfc(8601, "2.7")],
        finds: ["From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net 2; spf=pass\n", "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net; spf; dkim=pass\n", "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net; spf=maybe\n", "From: a@example.org\nSubject: x\nAuthentication-Results: spf=pass smtp.mailfrom=example.org\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net 1; spf=pass smtp.mailfrom=example.org\n",
            "From: a@example.org\nSubject: x\nAuthentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.org\n",
        ],
        check: |facts, found| for results in &facts.results {
            let theirs = facts.message.field(results.field).is_some_and(|field| is_of_microsoft(field.value_text()));
            let flaw = results.parsed.flaws.iter().find(|flaw| {
                flaw.kind != AuthFlaw::NoAuthservId || (!theirs && !flaw.span.is_empty())
            });
            let flaw = flaw.map(|flaw| flaw.span).or_else(|| {
                let strange = |result: &&MethodResult| {
                    METHODS.contains(&&*result.method.of(facts.text).to_ascii_lowercase())
                        && !RESULTS.split(' ').any(|word| result.result.of(facts.text).eq_ignore_ascii_case(word))
                };
                results.parsed.results.iter().find(strange).map(|result| result.result)
            });
            if let Some(flaw) = flaw {
                found.at(flaw).text("text", flaw.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// Servers add on top; what stands below was there before the mail was sent.
    pub static TRACE_BELOW_AUTHOR = "trace-below-author" {
        group: Odd,
        sources: [Rfc(5322, "3.6.7"), Rfc(5321, "4.4")],
        finds: [
            "From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from b.example.org ([203.0.113.5]) by a.example.org with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        ],
        quiet: ["Received: from b.example.org ([203.0.113.5]) by a.example.org with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        check: |facts, found| {
            let last = ["from", "subject", "date"].iter().filter_map(|name| facts.field(name)).map(|field| field.index).max();
            let below = facts.message.all("received").find(|field| last.is_some_and(|last| field.index > last));
            if let Some(field) = below {
                found.at(field.raw.name);
            }
        },
    }
}

/// Exchange Online leaves its name out.
fn is_of_microsoft(value: &str) -> bool {
    ["sender IP is", "action=", "message not signed", "compauth="]
        .iter()
        .any(|sign| value.contains(sign))
}
