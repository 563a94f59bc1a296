//! What mailing lists and bulk mail say about themselves (RFC 2369, RFC 2919).

use crate::bytes::begins;
use crate::facts::Person;
use crate::message::Field;
use crate::rule::{Rule, rule};
use crate::rules::fields::together;
use crate::rules::lists::automatic::first_of;
use crate::rules::lists::unsubscribe::uris;

pub(crate) static LIST_ID_MISSING: Rule = rule!(Rule {
    id: "list-id-missing",
    group: Odd,
    sources: [Rfc(2919, "3"), spamassassin(Inspired, "LIST_PARTIAL")],
    finds: [
        "From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\n",
        "From: a@example.org\nSubject: x\nPrecedence: list\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nList-Post: <mailto:l@example.org>\n\
         List-Id: <l.example.org>\n"],
    check: |facts, found| {
        let list =
            |field: &crate::message::Field<'_>| field.value_text().eq_ignore_ascii_case("list");
        let field = first_of(facts, &["list-post", "list-subscribe", "list-owner", "list-archive"])
            .or_else(|| facts.field("precedence").filter(list));
        if let Some(field) = field
            && !["list-id", "mailing-list", "x-ml-name"].iter().any(|name| facts.message.has(name))
        {
            found.at(field.raw.name);
        }
    },
});

pub(crate) static PRECEDENCE_BULK: Rule = rule!(Rule {
    id: "precedence-bulk",
    group: Informative,
    sources: [Rfc(2076, "3.9"), rspamd(Inspired, "PRECEDENCE_BULK")],
    finds: ["From: a@example.org\nSubject: x\nPrecedence: bulk\n"],
    quiet: [
        "From: a@example.org\nSubject: x\nPrecedence: bulk\nList-Id: <l.example.org>\n",
        "From: a@example.org\nSubject: x\nPrecedence: normal\n"
    ],
    check: |facts, found| if let Some(field) = facts.field("precedence")
        && ["bulk", "junk"].iter().any(|word| field.value_text().eq_ignore_ascii_case(word))
        && !facts.context.list
    {
        found.at(field.value()).text("value", field.value_text());
    },
});

pub(crate) static INFO_TO_INFO: Rule = rule!(Rule {
    id: "info-to-info",
    group: Odd,
    sources: [rspamd(Inspired, "INFO_TO_INFO_LU")],
    finds: ["From: info@example.org\nTo: info@example.net\nSubject: x\n\
         List-Unsubscribe: <https://example.org/u>\n"],
    quiet: [
        "From: info@example.org\nTo: ann@example.net\nSubject: x\n\
         List-Unsubscribe: <https://example.org/u>\n",
        "From: info@example.org\nTo: info@example.net\nSubject: x\n"
    ],
    check: |facts, found| {
        let info = |person: &&Person| person.local.eq_ignore_ascii_case("info");
        if let Some(author) = facts.author().filter(info)
            && facts.message.has("list-unsubscribe")
            && let Some(to) = facts.recipients().find(info)
        {
            found.at(to.span()).and(author.span());
        }
    },
});

/// `NO` says that nobody may post to the list.
pub(crate) static LIST_FIELD_MALFORMED: Rule = rule!(Rule {
    id: "list-field-malformed",
    group: Odd,
    sources: [Rfc(2369, "2")],
    finds: ["From: a@example.org\nSubject: x\nList-Id: <l.example.org>\n\
         List-Archive: https://example.org/l\n"],
    quiet: ["From: a@example.org\nSubject: x\nList-Id: <l.example.org>\n\
         List-Post: NO (announcements)\nList-Help: <https://example.org/l>\n"],
    check: |facts, found| {
        let names = ["list-post", "list-help", "list-subscribe", "list-owner", "list-archive"];
        let bare = |field: &Field<'_>| {
            let value = field.value_text();
            let says_no = begins(value, "no");
            !value.is_empty() && !says_no && uris(field).is_empty()
        };
        let fields: Vec<_> =
            facts.by_sender().filter(|field| names.contains(&field.lower) && bare(field)).collect();
        together(found, &fields, &|field| field.value());
    },
});

pub(crate) static LIST_ID_MALFORMED: Rule = rule!(Rule {
    id: "list-id-malformed",
    group: Odd,
    sources: [Rfc(2919, "3")],
    finds: ["From: a@example.org\nSubject: x\nList-Id: newsletter of March\n"],
    quiet: ["From: a@example.org\nSubject: x\nList-Id: Newsletter <march.example.org>\n"],
    check: |facts, found| if let Some(field) = facts.field("list-id") {
        let text = field.value_text();
        let inner = text.rfind('<').and_then(|open| text.get(open + 1..));
        let id = inner.and_then(|inner| inner.split('>').next()).unwrap_or("");
        if !id.contains('.') {
            found.at(field.value()).text("value", text);
        }
    },
});
