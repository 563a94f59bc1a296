//! What a signature covers, and what it leaves open.

use crate::domain;
use crate::facts::Facts;
use crate::rule::{Arg, Rule, rule};
use crate::span::Span;
use crate::syntax::tags::Tag;

/// Fields whose change would change the meaning (RFC 6376 §5.4.1).
const RECOMMENDED: &[&str] =
    &["subject", "to", "cc", "date", "reply-to", "message-id", "in-reply-to", "references"];

/// Fields that every server on the route may add or change.
const TRACE: &[&str] = &["received", "return-path", "authentication-results", "dkim-signature"];

/// Fields that may occur once, and of which the first is read.
const ONCE: &[&str] =
    &["from", "to", "cc", "reply-to", "subject", "date", "message-id", "content-type"];

pub(crate) static DKIM_FROM_UNSIGNED: Rule = rule!(Rule {
    id: "dkim-from-unsigned",
    group: Broken,
    sources: [Rfc(6376, "5.4")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=to:subject; bh=AAAA; b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=Subject : From; bh=AAAA; \
         b=AAAA\n"],
    check: |facts, found| for (tag, names) in signed_names(facts) {
        if !names.iter().any(|(name, _)| name == "from") {
            found.at(tag.value);
        }
    },
});

pub(crate) static DKIM_LENGTH_TAG: Rule = rule!(Rule {
    id: "dkim-length-tag",
    group: Disliked,
    sources: [Rfc(6376, "8.2")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; l=120; h=from; bh=AAAA; b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=l; h=from; bh=AAAA; b=AAAA\n"],
    check: |facts, found| for signature in &facts.dkim {
        if let Some(tag) = signature.tags.get(facts.text, "l") {
            found.at(tag.span).text("length", tag.value.of(facts.text));
        }
    },
});

/// Only the signature that vouches for From, since a list adds fields after signing.
pub(crate) static DKIM_FIELDS_UNSIGNED: Rule = rule!(Rule {
    id: "dkim-fields-unsigned",
    group: Odd,
    sources: [Rfc(6376, "5.4.1")],
    finds: ["From: a@example.org\nTo: b@example.net\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:to; bh=AAAA; b=AAAA\n"],
    quiet: ["From: a@example.org\nTo: b@example.net\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:to:subject:cc:references; \
         bh=AAAA; b=AAAA\n"],
    check: |facts, found| {
        let Some(author) = facts.author().filter(|_| !facts.context.list) else { return };
        for signature in facts.dkim.iter().filter(|s| domain::aligned(&s.domain, &author.domain)) {
            let Some(tag) = signature.tags.get(facts.text, "h") else { continue };
            let open: Vec<Arg> = RECOMMENDED
                .iter()
                .filter(|name| facts.message.has(name))
                .filter(|name| !signature.signed.iter().any(|(signed, _)| signed == *name))
                .map(|name| Arg::Field((*name).to_owned()))
                .collect();
            if !open.is_empty() {
                found.at(tag.value).with("fields", Arg::List(open));
            }
        }
    },
});

pub(crate) static DKIM_SIGNS_TRACE: Rule = rule!(Rule {
    id: "dkim-signs-trace",
    group: Disliked,
    sources: [Rfc(6376, "5.4")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:received; bh=AAAA; \
         b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:x-received; bh=AAAA; \
         b=AAAA\n"],
    check: |facts, found| for (_, names) in signed_names(facts) {
        let trace = |name: &str| TRACE.contains(&name) || name.starts_with("arc-");
        for (name, span) in names.iter().filter(|(name, _)| trace(name)) {
            found.at(*span).with("field", Arg::Field(name.clone()));
        }
    },
});

/// A signature covers as many copies of a field as `h=` names it, from the lowest up; those above
/// may have been added later. Naming a field once more than it occurs prevents that. Not doing so
/// is no finding by itself, for most honest signers do not.
pub(crate) static DKIM_COPY_UNSIGNED: Rule = rule!(Rule {
    id: "dkim-copy-unsigned",
    group: Odd,
    sources: [Rfc(6376, "5.4.2"), Rfc(6376, "8.15")],
    finds: ["From: b@example.net\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:subject; bh=AAAA; b=AAAA\n"],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:subject; bh=AAAA; b=AAAA\n",
        "From: b@example.net\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:from:subject; bh=AAAA; \
         b=AAAA\n",
    ],
    check: |facts, found| for name in ONCE {
        let copies = facts.message.count(name);
        let Some(first) = facts.field(name).filter(|_| copies > 1) else { continue };
        let short = facts.dkim.iter().find_map(|signature| {
            let names = signature.tags.names(facts.text, "h");
            let mut signed = names.iter().filter(|(signed, _)| signed == name);
            let place = signed.next()?.1;
            (1 + signed.count() < copies).then_some(place)
        });
        if let Some(place) = short {
            found.at(first.raw.name).and(place).with("field", Arg::Field(first.name().to_owned()));
        }
    },
});

/// Returns each signature's `h=` with the names in it.
fn signed_names<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f Tag, &'f [(String, Span)])> {
    facts.dkim.iter().filter_map(|signature| {
        let tag = signature.tags.get(facts.text, "h")?;
        Some((tag, signature.signed.as_slice()))
    })
}
