//! Signs that somebody forwarded the message.

use crate::facts::context;
use crate::facts::recorded::{head, says};
use crate::rule::{Rule, rule};
use crate::rules::pages::ICLOUD;

const FORWARDING: &str = "https://support.google.com/a/answer/175365";

/// Only if the receiver recorded that forwarding broke the proof.
pub(crate) static FORWARDED_WITHOUT_ARC: Rule = rule!(Rule {
    id: "forwarded-without-arc",
    group: Odd,
    sources: [
        Page("Apple: Postmaster information for iCloud Mail", ICLOUD, ""),
        Page("Yahoo: Sender best practices", "https://senders.yahooinc.com/best-practices/", ""),
        Page("Gmail: Best practices for forwarding", FORWARDING, ""),
    ],
    finds: [concat!(
        "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
        "Received: from f.example.com (f.example.com [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "X-Forwarded-To: b@example.net\nFrom: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "Authentication-Results: mx.example.net; dmarc=fail header.from=example.org\n",
        "Received: from f.example.com (f.example.com [203.0.113.5]) by mx.example.net with ESMTPS \
         id 1; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "ARC-Seal: i=1; a=rsa-sha256; d=example.com; s=s; cv=none; b=AAAA\n",
        "X-Forwarded-To: b@example.net\nFrom: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| if facts.context.forwarded
        && facts.arc.sets.is_empty()
        && let Some((_, result)) = facts.trusted_result("dmarc")
        && says(facts, result) == "fail"
    {
        found.at(head(result));
    },
});

pub(crate) static FORWARDED: Rule = rule!(Rule {
    id: "forwarded-on-the-way",
    group: Informative,
    sources: [Page(
        "Gmail: Best practices for forwarding",
        "https://support.google.com/a/answer/175365",
        ""
    )],
    finds: ["Return-Path: <SRS0=ab=cd=example.org=a@forward.example>\n\
         Received: from forward.example (forward.example [203.0.113.5]) by mx.example.net with \
         ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Return-Path: <srs@forward.example>\n\
         Received: from forward.example (forward.example [203.0.113.5]) by mx.example.net with \
         ESMTPS id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| {
        if !facts.context.forwarded {
            return;
        }
        let delivered =
            || facts.field("delivered-to").filter(|_| facts.message.count("delivered-to") > 1);
        let field = context::FORWARDED.iter().find_map(|name| facts.field(name)).or_else(delivered);
        if let Some(field) = field {
            found.at(field.raw.name);
        } else if let Some(field) = facts.field("return-path") {
            found.at(field.value());
        }
    },
});
