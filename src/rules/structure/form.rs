//! How fields are written: small things of form, and fields about other servers' words.

use super::lines::{lines, together};
use crate::bytes::after;
use crate::declare_rule;
use crate::facts::{Author, Facts};
use crate::message::Field;
use crate::rule::Arg;
use crate::span::Span;

/// Characters that a line should not pass (RFC 5322 §2.1.1).
const WIDTH: usize = 78;

/// Fields that the author's program folds.
const AUTHOR: &[&str] = &["from", "sender", "reply-to", "to", "cc", "subject"];

declare_rule! {
    /// Only where another field shows that folding survived the copying, and where there is a blank
    /// to fold at.
    pub static LINE_OVER_78 = "line-over-78" {
        group: Informative,
        sources: [Rfc(5322, "2.1.1"), Rfc(2047, "2")],
        finds: ["From: a@example.org\nTo: b@example.net,\n c@example.net\nSubject: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n"],
        quiet: [
            "From: a@example.org\nTo: b@example.net,\n c@example.net\nSubject: 0123456789012345678901234567890123456789012345678901234567890123456789012345678\n",
            "From: a@example.org\nTo: b@example.net\nSubject: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n",
        ],
        check: |facts, found| {
            if !facts.message.fields().any(|field| field.raw.lines > 1) { return }
            let long = |field: &Field<'_>| lines(field.text, field.span()).find(|line| {
                let text = line.of(field.text);
                let own = text.strip_prefix(field.name()).and_then(|rest| rest.strip_prefix(':')).unwrap_or(text);
                text.len() > WIDTH && own.trim().contains([' ', '\t']) && text.chars().count() > WIDTH
            });
            let fields: Vec<_> = facts.by_sender()
                .filter(|field| AUTHOR.contains(&field.lower) && long(field).is_some())
                .collect();
            together(found, &fields, &|field| long(field).unwrap_or(field.raw.name));
        },
    }
}

declare_rule! {
    pub static VALUE_REPEATS_NAME = "field-name-repeated-in-value" {
        group: Odd,
        sources: [Rfc(5322, "2.2")],
        finds: ["From: a@example.org\nSubject: x\nX-Mailer: X-Mailer: Example 1.0\n"],
        quiet: ["From: a@example.org\nSubject: Subjects: x\n"],
        check: |facts, found| for field in facts.by_sender() {
            let (name, value) = (field.name(), field.value_text());
            let twice = after(value, name).is_some_and(|rest| rest.starts_with(':'));
            if twice && !name.is_empty() {
                let start = field.value().start;
                found
                    .at(Span::new(start, start + name.len() + 1))
                    .with("field", Arg::Field(name.to_owned()));
            }
        },
    }
}

declare_rule! {
    pub static NAME_IN_COMMENT = "address-name-in-comment" {
        group: Informative,
        sources: [Rfc(5322, "3.4")],
        finds: ["From: a@example.org (Ann Example)\nSubject: x\n"],
        quiet: ["From: Ann Example <a@example.org> (at work)\nSubject: x\n"],
        check: |facts, found| for person in facts.from.iter().flat_map(|field| &field.people) {
            let mailbox = &person.mailbox;
            if let (None, None, [comment, ..]) = (mailbox.angle, mailbox.phrase, mailbox.comments.as_slice()) {
                found.at(*comment).text("name", comment.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// Who sends a mail on adds its block on top.
    pub static RESENT_MISPLACED = "resent-block-misplaced" {
        group: Odd,
        sources: [Rfc(5322, "3.6.6")],
        finds: ["From: a@example.org\nSubject: x\nResent-From: b@example.net\nResent-Date: Mon, 1 Jan 2024 00:00:00 +0000\n"],
        quiet: ["Resent-From: b@example.net\nResent-Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            let first = ["from", "to", "subject", "date"].iter().filter_map(|name| facts.field(name)).map(|field| field.index).min();
            let below = |name: &&str| facts.message.all(name).find(|field| first.is_some_and(|first| field.index > first));
            if let Some(field) = ["resent-from", "resent-date", "resent-to"].iter().find_map(below)
                && !facts.context.returned
            {
                found.at(field.raw.name);
            }
        },
    }
}

declare_rule! {
    /// What the receiver quotes of the domain's record.
    pub static DMARC_LEGACY_TAGS = "dmarc-legacy-tags" {
        group: Informative,
        sources: [Rfc(9989, "")],
        finds: ["Authentication-Results: mx.example.net; dmarc=pass (p=reject pct=50) header.from=example.org\nFrom: a@example.org\nSubject: x\n"],
        quiet: ["Authentication-Results: mx.example.net; dmarc=pass (p=reject sp=none) header.from=example.org\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| for results in facts.results.iter().filter(|results| results.author != Author::Sender || facts.context.never_travelled) {
            let dmarc = |word: Span| word.of(facts.text).eq_ignore_ascii_case("dmarc");
            let results = results.parsed.results.iter().filter(|result| dmarc(result.method));
            for comment in results.flat_map(|result| &result.comments) {
                if let Some(tag) = legacy(facts, *comment) {
                    found.at(tag).text("tag", tag.of(facts.text));
                }
            }
        },
    }
}

/// The first tag that RFC 9989 no longer knows.
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
