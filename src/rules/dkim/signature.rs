//! What a DKIM signature itself says, without DNS.

use crate::declare_rule;
use crate::domain;
use crate::facts::{Author, DkimSignature, Facts};
use crate::rule::Arg;
use crate::span::Span;
use crate::syntax::tags::Tag;

/// A clock may be this far off before a time says anything, in seconds.
const CLOCK_SLACK: i64 = 3_600;

/// Fields whose change would change the meaning (RFC 6376 §5.4.1).
const RECOMMENDED: &[&str] =
    &["subject", "to", "cc", "date", "reply-to", "message-id", "in-reply-to", "references"];

/// Fields that every server on the way may add or change.
const TRACE: &[&str] = &["received", "return-path", "authentication-results", "dkim-signature"];

declare_rule! {
    pub static DKIM_INCOMPLETE = "dkim-incomplete" {
        group: Broken,
        sources: [Rfc(6376, "3.5"), Rfc(6376, "6.1.1")],
        finds: [
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; h=from; b=AAAA\n",
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=2; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
        ],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for signature in &facts.dkim {
            let tags = &signature.tags;
            let missing: Vec<Arg> = ["v", "a", "b", "bh", "d", "h", "s"]
                .iter()
                .filter(|name| tags.get(facts.text, name).is_none_or(|tag| {
                    tag.value.is_empty() || (**name == "v" && tag.value.of(facts.text) != "1")
                }))
                .map(|name| Arg::Text((*name).to_owned()))
                .collect();
            if !missing.is_empty() {
                let version = tags.get(facts.text, "v").filter(|tag| tag.value.of(facts.text) != "1");
                let place = version.map_or_else(|| name_of(facts, signature), |tag| tag.span);
                found.at(place).with("tags", Arg::List(missing));
            }
        },
    }
}

declare_rule! {
    pub static DKIM_FROM_UNSIGNED = "dkim-from-unsigned" {
        group: Broken,
        sources: [Rfc(6376, "5.4")],
        finds: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=to:subject; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=Subject : From; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for (tag, names) in signed_names(facts) {
            if !names.iter().any(|(name, _)| name == "from") {
                found.at(tag.value);
            }
        },
    }
}

declare_rule! {
    /// Forbidden since 2018; older mail used it in good faith.
    pub static DKIM_SHA1 = "dkim-sha1" {
        group: Disliked,
        sources: [Rfc(8301, "3.1")],
        finds: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nDKIM-Signature: v=1; a=rsa-sha1; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
        quiet: ["Date: Mon, 5 Jan 2009 00:00:00 +0000\nFrom: a@example.org\nDKIM-Signature: v=1; a=rsa-sha1; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| {
            const FORBIDDEN_SINCE: i64 = 1_514_764_800;
            let written = facts.date.as_ref().and_then(|date| date.unix);
            if written.is_none_or(|unix| unix < FORBIDDEN_SINCE) { return }
            for signature in &facts.dkim {
                if let Some(tag) = signature.tags.get(facts.text, "a")
                    && tag.value.of(facts.text).eq_ignore_ascii_case("rsa-sha1")
                {
                    found.at(tag.value).with("domain", Arg::Domain(signature.domain.clone()));
                }
            }
        },
    }
}

declare_rule! {
    pub static DKIM_LENGTH_TAG = "dkim-length-tag" {
        group: Disliked,
        sources: [Rfc(6376, "8.2")],
        finds: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; l=120; h=from; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=l; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for signature in &facts.dkim {
            if let Some(tag) = signature.tags.get(facts.text, "l") {
                found.at(tag.span).text("length", tag.value.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static DKIM_EXPIRED = "dkim-expired" {
        group: Disliked,
        sources: [Rfc(6376, "3.5")],
        finds: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1700100000;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1705000000;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n"), concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; x=9223372036854775807;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n")],
        check: |facts, found| {
            let Some(received) = arrival(facts) else { return };
            for signature in &facts.dkim {
                if let Some((end, tag)) = time(facts, signature, "x")
                    && end + CLOCK_SLACK < received
                {
                    found.at(tag.span).with("late", Arg::Duration(received - end));
                }
            }
        },
    }
}

declare_rule! {
    pub static DKIM_TIMES_REVERSED = "dkim-times-reversed" {
        group: Broken,
        sources: [Rfc(6376, "3.5")],
        finds: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1600000000; h=from; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1700000001; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for signature in &facts.dkim {
            if let (Some((start, t)), Some((end, x))) =
                (time(facts, signature, "t"), time(facts, signature, "x"))
                && end <= start
            {
                found.at(x.span).and(t.span);
            }
        },
    }
}

declare_rule! {
    pub static DKIM_FROM_FUTURE = "dkim-from-future" {
        group: Disliked,
        sources: [Rfc(6376, "3.5")],
        finds: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704100000;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n")],
        quiet: [concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704067300;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n")],
        check: |facts, found| {
            let Some(received) = arrival(facts) else { return };
            for signature in &facts.dkim {
                if let Some((start, tag)) = time(facts, signature, "t")
                    && start > received + CLOCK_SLACK
                {
                    found.at(tag.span).with("early", Arg::Duration(start - received));
                }
            }
        },
    }
}

declare_rule! {
    pub static DKIM_IDENTITY_OUTSIDE = "dkim-identity-outside" {
        group: Broken,
        sources: [Rfc(6376, "3.5")],
        finds: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; i=@example.com; s=s; h=from; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; i=a@mail.Example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for signature in &facts.dkim {
            let Some(tag) = signature.tags.get(facts.text, "i") else { continue };
            let Some((_, host)) = tag.value.of(facts.text).rsplit_once('@') else { continue };
            let host = domain::to_ascii(host.trim());
            let inside = host
                .strip_suffix(signature.domain.as_str())
                .is_some_and(|head| head.is_empty() || head.ends_with('.'));
            if !inside && !signature.domain.is_empty() {
                found
                    .at(tag.value)
                    .and(signature.domain_span.unwrap_or(tag.value))
                    .with("domain", Arg::Domain(signature.domain.clone()))
                    .text("identity", tag.value.of(facts.text));
            }
        },
    }
}

declare_rule! {
    /// An RSA signature is as long as its key: the length tells the key without DNS. Some servers
    /// write the length beside the result.
    pub static DKIM_KEY_SHORT = "dkim-key-short" {
        group: Disliked,
        sources: [Rfc(8301, "3.2"), Page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", "")],
        finds: [
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
            concat!(
                "Authentication-Results: mx.example.net; dkim=pass (768-bit key) header.d=example.org\n",
                "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
                "From: a@example.org\nSubject: x\n"),
        ],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=ed25519-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n"],
        check: |facts, found| {
            let mut told = false;
            for signature in &facts.dkim {
            let (Some(kind), Some(b)) = (
                signature.tags.value(facts.text, "a"),
                signature.tags.value(facts.text, "b"),
            ) else { continue };
            let bits = b.trim_end_matches('=').len() * 6 / 8 * 8;
            // Shorter than 512 is no RSA signature at all: cut or made up, nothing to say.
            if kind.starts_with("rsa-") && (512..1024).contains(&bits)
                && let Some(tag) = signature.tags.get(facts.text, "b")
            {
                told = true;
                found
                    .at(Span::new(tag.span.start, tag.value.start))
                    .count("bits", bits)
                    .with("domain", Arg::Domain(signature.domain.clone()));
            }
            }
            if told { return }
            let results = facts.results.iter().filter(|results| results.author == Author::Receiver);
            for result in results.flat_map(|results| &results.parsed.results) {
                let dkim = result.method.of(facts.text).eq_ignore_ascii_case("dkim");
                let noted = || result.comments.iter().find_map(|comment| Some((*comment, key_bits(comment.of(facts.text))?)));
                if dkim && let Some((comment, bits)) = noted() && (512..1024).contains(&bits) {
                    let who = result.property(facts.text, "header.d").unwrap_or("?");
                    found.at(comment).count("bits", bits).with("domain", Arg::Domain(who.to_owned()));
                }
            }
        },
    }
}

declare_rule! {
    /// Only the signature that speaks for From; a list adds fields after signing.
    pub static DKIM_FIELDS_UNSIGNED = "dkim-fields-unsigned" {
        group: Odd,
        sources: [Rfc(6376, "5.4.1")],
        finds: ["From: a@example.org\nTo: b@example.net\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:to; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nTo: b@example.net\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:to:subject:cc:references; bh=AAAA; b=AAAA\n"],
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
    }
}

declare_rule! {
    pub static DKIM_SIGNS_TRACE = "dkim-signs-trace" {
        group: Disliked,
        sources: [Rfc(6376, "5.4")],
        finds: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:received; bh=AAAA; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:x-received; bh=AAAA; b=AAAA\n"],
        check: |facts, found| for (_, names) in signed_names(facts) {
            let trace = |name: &str| TRACE.contains(&name) || name.starts_with("arc-");
            for (name, span) in names.iter().filter(|(name, _)| trace(name)) {
                found.at(*span).with("field", Arg::Field(name.clone()));
            }
        },
    }
}

declare_rule! {
    pub static DOMAINKEYS_OBSOLETE = "domainkeys-obsolete" {
        group: Informative,
        sources: [Rfc(4870, "")],
        finds: ["From: a@example.org\nSubject: x\nDomainKey-Signature: a=rsa-sha1; d=example.org; s=s; b=AAAA\n"],
        quiet: ["From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| if let Some(field) = facts.field("domainkey-signature") {
            found.at(field.raw.name);
        },
    }
}

fn name_of(facts: &Facts<'_>, signature: &DkimSignature) -> Span {
    facts.message.field(signature.field).map_or(signature.span, |field| field.raw.name)
}

/// When the receiver took the message over.
pub(crate) fn arrival(facts: &Facts<'_>) -> Option<i64> {
    let hop = facts.boundary.handover.and_then(|index| facts.hops.get(index))?;
    hop.received.date.as_ref()?.unix
}

/// The last time that is taken for one: 15 digits, which every reader of the report counts exactly.
const LAST: i64 = 999_999_999_999_999;

/// The time that a tag says.
pub(super) fn time<'f>(
    facts: &Facts<'_>,
    signature: &'f DkimSignature,
    name: &str,
) -> Option<(i64, &'f Tag)> {
    let tag = signature.tags.get(facts.text, name)?;
    let time = tag.value.of(facts.text).parse().ok().filter(|time| (0..=LAST).contains(time))?;
    Some((time, tag))
}

/// The names in `h=` of each signature that has one.
fn signed_names<'f>(facts: &'f Facts<'_>) -> impl Iterator<Item = (&'f Tag, &'f [(String, Span)])> {
    facts.dkim.iter().filter_map(|signature| {
        let tag = signature.tags.get(facts.text, "h")?;
        Some((tag, signature.signed.as_slice()))
    })
}

/// The number in `(1024-bit key)`.
fn key_bits(comment: &str) -> Option<usize> {
    let (before, _) = comment.split_once("-bit")?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
