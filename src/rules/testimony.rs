//! Fields whose place or form says that nobody who knows wrote them.

use crate::declare_rule;
use crate::syntax::auth_results::AuthFlaw;

declare_rule! {
    /// Microsoft leaves the name of the server out; that is no flaw here.
    pub static RESULTS_MALFORMED = "authentication-results-malformed" {
        group: Odd,
        sources: [Rfc(8601, "2.2"), Rfc(8601, "2.7")],
        finds: ["From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net 2; spf=pass\n", "From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net; spf; dkim=pass\n"],
        quiet: ["From: a@example.org\nSubject: x\nAuthentication-Results: mx.example.net 1; spf=pass smtp.mailfrom=example.org\n"],
        check: |facts, found| for results in &facts.results {
            let flaw = results.parsed.flaws.iter().find(|flaw| flaw.kind != AuthFlaw::NoAuthservId);
            if let Some(flaw) = flaw {
                found.at(flaw.span).text("text", flaw.span.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// Servers add on top; what stands below was there before the mail was sent.
    pub static TRACE_BELOW_AUTHOR = "trace-below-author" {
        group: Odd,
        sources: [Rfc(5322, "3.6.7"), Rfc(5321, "4.4")],
        finds: ["From: a@example.org\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nReceived: from b.example.org ([203.0.113.5]) by a.example.org with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n"],
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
