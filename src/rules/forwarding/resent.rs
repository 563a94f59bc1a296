//! Resent fields (RFC 5322 §3.6.6).

use crate::facts::identity;
use crate::rule::{Arg, Rule, rule};

/// Whoever resends a message adds the resent block on top.
pub(crate) static RESENT_MISPLACED: Rule = rule!(Rule {
    id: "resent-block-misplaced",
    group: Odd,
    sources: [Rfc(5322, "3.6.6")],
    finds: ["From: a@example.org\nSubject: x\nResent-From: b@example.net\n\
         Resent-Date: Mon, 1 Jan 2024 00:00:00 +0000\n"],
    quiet: ["Resent-From: b@example.net\nResent-Date: Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n"],
    check: |facts, found| {
        let first = ["from", "to", "subject", "date"]
            .iter()
            .filter_map(|name| facts.field(name))
            .map(|field| field.index)
            .min();
        let below = |name: &&str| {
            facts.message.all(name).find(|field| first.is_some_and(|first| field.index > first))
        };
        if let Some(field) = ["resent-from", "resent-date", "resent-to"].iter().find_map(below)
            && !facts.context.returned
        {
            found.at(field.raw.name);
        }
    },
});

pub(crate) static RESENT_INCOMPLETE: Rule = rule!(Rule {
    id: "resent-block-incomplete",
    group: Disliked,
    sources: [Rfc(5322, "3.6.6")],
    finds: [
        "Resent-To: c@example.net\nFrom: a@example.org\nSubject: x\n",
        "Resent-Date: Mon, 1 Jan 2024 00:00:00 +0000\nResent-From: b@example.net, c@example.net\n\
         From: a@example.org\nSubject: x\n",
    ],
    quiet: ["Resent-Date: Mon, 1 Jan 2024 00:00:00 +0000\nResent-From: b@example.net\n\
         Resent-To: c@example.net\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| {
        const BLOCK: &[&str] = &[
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "resent-sender",
            "resent-message-id",
            "resent-from",
            "resent-date",
        ];
        let Some(field) = BLOCK.iter().find_map(|name| facts.field(name)) else { return };
        let mut missing: Vec<Arg> =
            [("resent-date", "Resent-Date"), ("resent-from", "Resent-From")]
                .into_iter()
                .filter(|(name, _)| !facts.message.has(name))
                .map(|(_, name)| Arg::Field(name.to_owned()))
                .collect();
        let authors_and_reply_to: usize = identity::address_fields(facts.message, "resent-from")
            .iter()
            .map(|field| field.people.len())
            .max()
            .unwrap_or(0);
        if authors_and_reply_to > 1 && !facts.message.has("resent-sender") {
            missing.push(Arg::Field("Resent-Sender".to_owned()));
        }
        if !missing.is_empty() && !facts.context.returned {
            found.at(field.raw.name).with("fields", Arg::List(missing));
        }
    },
});
