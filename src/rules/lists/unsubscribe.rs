//! Unsubscribing (RFC 2369, RFC 8058).

use crate::bytes::begins;
use crate::message::Field;
use crate::rule::{Rule, rule};
use crate::rules::lists::automatic::first_of;
use crate::rules::pages::{GMAIL_GUIDELINES, YAHOO_PRACTICES};
use crate::span::Span;

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

/// Discussion lists are exempt in practice, since the requirement is for marketing.
pub(crate) static ONE_CLICK_MISSING: Rule = rule!(Rule {
    id: "unsubscribe-one-click-missing",
    group: Disliked,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, ""),
        Page("Yahoo: Sender best practices", YAHOO_PRACTICES, ""),
        Rfc(8058, "3.1"),
    ],
    finds: ["From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\n\
         List-Unsubscribe: <mailto:u@example.org>\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\n\
         List-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n",
        "From: a@example.org\nSubject: x\nList-Id: <l.example.org>\n\
         List-Unsubscribe: <mailto:u@example.org>\n",
    ],
    check: |facts, found| {
        if facts.context.list || facts.context.returned || !facts.context.bulk {
            return;
        }
        if facts.message.has("list-unsubscribe-post") {
            return;
        }
        if let Some(field) = facts.field("list-unsubscribe") {
            found.at(field.value());
        }
    },
});

pub(crate) static ONE_CLICK_PLAIN_HTTP: Rule = rule!(Rule {
    id: "unsubscribe-plain-http",
    group: Disliked,
    sources: [Rfc(8058, "3.1")],
    finds: ["From: a@example.org\nSubject: x\nList-Unsubscribe: <http://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         List-Unsubscribe: <HTTPS://example.org/u>, <http://example.org/old>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    check: |facts, found| {
        if !facts.message.has("list-unsubscribe-post") {
            return;
        }
        let Some(field) = facts.field("list-unsubscribe") else { return };
        let uris = uris(&field);
        let with = |scheme| uris.iter().find(|uri| has_scheme(uri.of(facts.text), scheme));
        if let (Some(plain), None) = (with("http:"), with("https:")) {
            found.at(*plain);
        }
    },
});

pub(crate) static ONE_CLICK_SEVERAL: Rule = rule!(Rule {
    id: "unsubscribe-several-https",
    group: Odd,
    sources: [Rfc(8058, "3.1")],
    finds: ["From: a@example.org\nSubject: x\n\
         List-Unsubscribe: <https://example.org/u>, <https://example.org/v>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         List-Unsubscribe: <https://example.org/u>, <mailto:v@example.org>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    check: |facts, found| {
        if !facts.message.has("list-unsubscribe-post") {
            return;
        }
        let Some(field) = facts.field("list-unsubscribe") else { return };
        let secure: Vec<Span> = uris(&field)
            .into_iter()
            .filter(|uri| has_scheme(uri.of(facts.text), "https:"))
            .collect();
        if let [first, rest @ ..] = secure.as_slice()
            && !rest.is_empty()
        {
            let finding = found.at(*first).count("count", secure.len());
            for span in rest.iter().take(4) {
                finding.and(*span);
            }
        }
    },
});

pub(crate) static ONE_CLICK_VALUE: Rule = rule!(Rule {
    id: "unsubscribe-one-click-value",
    group: Broken,
    sources: [Rfc(8058, "3.1")],
    finds: ["From: a@example.org\nSubject: x\nList-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: One-Click\n"],
    quiet: ["From: a@example.org\nSubject: x\nList-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click \n"],
    check: |facts, found| if let Some(field) = facts.field("list-unsubscribe-post")
        && !field.value_text().eq_ignore_ascii_case(ONE_CLICK)
    {
        found.at(field.value()).text("value", field.value_text());
    },
});

pub(crate) static ONE_CLICK_ALONE: Rule = rule!(Rule {
    id: "unsubscribe-post-alone",
    group: Broken,
    sources: [Rfc(8058, "3.1")],
    finds: ["From: a@example.org\nSubject: x\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    quiet: ["From: a@example.org\nSubject: x\nList-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    check: |facts, found| if let Some(field) = facts.field("list-unsubscribe-post")
        && !facts.message.has("list-unsubscribe")
    {
        found.at(field.raw.name);
    },
});

/// Only if there is any signature; without one, another rule speaks.
pub(crate) static ONE_CLICK_UNSIGNED: Rule = rule!(Rule {
    id: "unsubscribe-unsigned",
    group: Disliked,
    sources: [Rfc(8058, "4")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:list-unsubscribe; bh=AAAA; \
         b=AAAA\nList-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; \
         h=from:List-Unsubscribe:List-Unsubscribe-Post; bh=AAAA; b=AAAA\n\
         List-Unsubscribe: <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
    ],
    check: |facts, found| {
        let Some(field) = facts.field("list-unsubscribe-post") else { return };
        if facts.dkim.is_empty() || !facts.message.has("list-unsubscribe") {
            return;
        }
        let covered = facts.dkim.iter().any(|signature| {
            ["list-unsubscribe", "list-unsubscribe-post"]
                .iter()
                .all(|wanted| signature.signed.iter().any(|(name, _)| name == wanted))
        });
        if !covered {
            found.at(field.raw.name);
        }
    },
});

pub(crate) static UNSUBSCRIBE_MALFORMED: Rule = rule!(Rule {
    id: "unsubscribe-malformed",
    group: Disliked,
    sources: [Rfc(2369, "2")],
    finds: ["From: a@example.org\nSubject: x\nList-Unsubscribe: https://example.org/u\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nList-Unsubscribe: (or mail us) <mailto:u@example.org>\n"
    ],
    check: |facts, found| if let Some(field) = facts.field("list-unsubscribe")
        && uris(&field).is_empty()
    {
        found.at(field.value());
    },
});

/// One click needs a page to request; without List-Unsubscribe-Post, the rule about one click
/// speaks.
pub(crate) static UNSUBSCRIBE_MAILTO_ONLY: Rule = rule!(Rule {
    id: "unsubscribe-mailto-only",
    group: Disliked,
    sources: [
        Rfc(8058, "3.1"),
        Page(
            "Gmail: Email sender guidelines FAQ",
            "https://support.google.com/a/answer/14229414",
            ""
        )
    ],
    finds: ["From: a@example.org\nSubject: x\nList-Unsubscribe: <mailto:u@example.org>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         List-Unsubscribe: <mailto:u@example.org>, <https://example.org/u>\n\
         List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"],
    check: |facts, found| if facts.message.has("list-unsubscribe-post")
        && let Some(field) = facts.field("list-unsubscribe")
    {
        let mail = |uri: &Span| has_scheme(uri.of(facts.text), "mailto:");
        if let [first, rest @ ..] = uris(&field).as_slice()
            && mail(first)
            && rest.iter().all(mail)
        {
            found.at(*first);
        }
    },
});

/// Receipts and the like are honestly sent without it.
pub(crate) static UNSUBSCRIBE_MISSING: Rule = rule!(Rule {
    id: "unsubscribe-missing",
    group: Informative,
    sources: [Page(
        "Gmail: Email sender guidelines",
        "https://support.google.com/a/answer/81126",
        ""
    )],
    finds: ["From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\n"],
    quiet: ["From: a@example.org\nSubject: x\nFeedback-ID: 1:2:3:esp\n\
         List-Unsubscribe: <https://example.org/u>\n"],
    check: |facts, found| {
        let field = first_of(
            facts,
            &["feedback-id", "x-campaign", "x-campaignid", "x-campaign-id", "x-job"],
        );
        if let Some(field) = field
            && !facts.message.has("list-unsubscribe")
            && !facts.context.list
        {
            found.at(field.raw.name).text("field", field.name());
        }
    },
});

/// Covers what a program sent by itself; a receipt that does not say so cannot be recognised.
pub(crate) static UNSUBSCRIBE_ON_AUTOMATIC: Rule = rule!(Rule {
    id: "unsubscribe-on-automatic",
    group: Informative,
    sources: [Page(
        "Gmail: Email sender guidelines FAQ",
        "https://support.google.com/a/answer/14229414",
        ""
    )],
    finds: ["From: a@example.org\nSubject: Receipt\nAuto-Submitted: auto-generated\n\
         List-Unsubscribe: <https://example.org/u>\n"],
    quiet: [
        "From: a@example.org\nSubject: News\nAuto-Submitted: no\n\
         List-Unsubscribe: <https://example.org/u>\n",
        "From: a@example.org\nSubject: News\nAuto-Submitted: auto-generated\n\
         List-Id: <l.example.org>\nList-Unsubscribe: <https://example.org/u>\n",
    ],
    check: |facts, found| if let (Some(auto), Some(field)) =
        (facts.field("auto-submitted"), facts.field("list-unsubscribe"))
        && begins(auto.value_text(), "auto-")
        && !facts.context.list
    {
        found.at(field.raw.name).and(auto.value());
    },
});

/// Returns what is in angle brackets.
pub(crate) fn uris(field: &Field<'_>) -> Vec<Span> {
    let (text, start) = (field.value_text(), field.value().start);
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '<' => open = Some(at + 1),
            '>' => {
                if let Some(from) = open.take().filter(|from| *from < at) {
                    found.push(Span::new(start + from, start + at));
                }
            }
            _ => {}
        }
    }
    found
}

fn has_scheme(uri: &str, scheme: &str) -> bool {
    begins(uri.trim_start(), scheme)
}
