//! What a DKIM signature itself says, without DNS.

use crate::domain;
use crate::facts::{Author, DkimSignature, Facts};
use crate::rule::{Arg, Rule, rule};
use crate::rules::dkim::times::own;
use crate::span::Span;

/// The number of signatures beyond which verifiers may check no more.
const SIGNATURES: usize = 5;

/// The years after which a key should have been changed.
const KEY_YEARS: i64 = 5;

pub(crate) static DKIM_INCOMPLETE: Rule = rule!(Rule {
    id: "dkim-incomplete",
    group: Broken,
    sources: [Rfc(6376, "3.5"), Rfc(6376, "6.1.1")],
    finds: [
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; h=from; b=AAAA\n",
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=2; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
    check: |facts, found| for signature in &facts.dkim {
        let tags = &signature.tags;
        let missing: Vec<Arg> = ["v", "a", "b", "bh", "d", "h", "s"]
            .iter()
            .filter(|name| {
                tags.get(facts.text, name).is_none_or(|tag| {
                    tag.value.is_empty() || (**name == "v" && tag.value.of(facts.text) != "1")
                })
            })
            .map(|name| Arg::Text((*name).to_owned()))
            .collect();
        if !missing.is_empty() {
            let version = tags.get(facts.text, "v").filter(|tag| tag.value.of(facts.text) != "1");
            let place = version.map_or_else(|| name_of(facts, signature), |tag| tag.span);
            found.at(place).with("tags", Arg::List(missing));
        }
    },
});

/// Forbidden since 2018; older messages used it in good faith.
pub(crate) static DKIM_SHA1: Rule = rule!(Rule {
    id: "dkim-sha1",
    group: Disliked,
    sources: [Rfc(8301, "3.1")],
    finds: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         DKIM-Signature: v=1; a=rsa-sha1; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
    quiet: ["Date: Mon, 5 Jan 2009 00:00:00 +0000\nFrom: a@example.org\n\
         DKIM-Signature: v=1; a=rsa-sha1; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
    check: |facts, found| {
        const FORBIDDEN_SINCE: i64 = 1_514_764_800;
        let written = facts.date.as_ref().and_then(|date| date.unix);
        if written.is_none_or(|unix| unix < FORBIDDEN_SINCE) {
            return;
        }
        for signature in &facts.dkim {
            if let Some(tag) = signature.tags.get(facts.text, "a")
                && tag.value.of(facts.text).eq_ignore_ascii_case("rsa-sha1")
            {
                found.at(tag.value).with("domain", Arg::Domain(signature.domain.clone()));
            }
        }
    },
});

pub(crate) static DKIM_IDENTITY_OUTSIDE: Rule = rule!(Rule {
    id: "dkim-identity-outside",
    group: Broken,
    sources: [Rfc(6376, "3.5")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; i=@example.com; s=s; h=from; bh=AAAA; \
         b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; i=a@mail.Example.org; s=s; h=from; \
         bh=AAAA; b=AAAA\n"],
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
});

/// An RSA signature is as long as its key, so the length is known without DNS. Some servers note it
/// beside the result.
pub(crate) static DKIM_KEY_SHORT: Rule = rule!(Rule {
    id: "dkim-key-short",
    group: Disliked,
    sources: [
        Rfc(8301, "3.2"),
        Page("Gmail: Email sender guidelines", "https://support.google.com/a/answer/81126", "")
    ],
    finds: [
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; \
         b=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\
         =\n",
        concat!(
            "Authentication-Results: mx.example.net; dkim=pass (768-bit key) \
             header.d=example.org\n",
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n",
            "From: a@example.org\nSubject: x\n"
        ),
    ],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=ed25519-sha256; d=example.org; s=s; h=from; bh=AAAA; \
         b=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\
         =\n"],
    check: |facts, found| {
        let mut told = false;
        for signature in &facts.dkim {
            let (Some(kind), Some(b)) =
                (signature.tags.value(facts.text, "a"), signature.tags.value(facts.text, "b"))
            else {
                continue;
            };
            let bits = b.trim_end_matches('=').len() * 6 / 8 * 8;
            // Less than 512 is no RSA signature at all, but a truncated or invented one: nothing to
            // say.
            if kind.starts_with("rsa-")
                && (512..1024).contains(&bits)
                && let Some(tag) = signature.tags.get(facts.text, "b")
            {
                told = true;
                found
                    .at(Span::new(tag.span.start, tag.value.start))
                    .count("bits", bits)
                    .with("domain", Arg::Domain(signature.domain.clone()));
            }
        }
        if told {
            return;
        }
        let results = facts.results.iter().filter(|results| results.author == Author::Receiver);
        for result in results.flat_map(|results| &results.parsed.results) {
            let dkim = result.method.of(facts.text).eq_ignore_ascii_case("dkim");
            let noted = || {
                result
                    .comments
                    .iter()
                    .find_map(|comment| Some((*comment, key_bits(comment.of(facts.text))?)))
            };
            if dkim
                && let Some((comment, bits)) = noted()
                && (512..1024).contains(&bits)
            {
                let who = result.property(facts.text, "header.d").unwrap_or("?");
                found.at(comment).count("bits", bits).with("domain", Arg::Domain(who.to_owned()));
            }
        }
    },
});

pub(crate) static DOMAINKEYS_OBSOLETE: Rule = rule!(Rule {
    id: "domainkeys-obsolete",
    group: Informative,
    sources: [Rfc(4870, "")],
    finds: ["From: a@example.org\nSubject: x\n\
         DomainKey-Signature: a=rsa-sha1; d=example.org; s=s; b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n"],
    check: |facts, found| if let Some(field) = facts.field("domainkey-signature") {
        found.at(field.raw.name);
    },
});

/// Reports only the first trait; each has its own words below `dkim.trait.`.
pub(crate) static DKIM_UNUSUAL: Rule = rule!(Rule {
    id: "dkim-unusual",
    group: Informative,
    sources: [
        Rfc(6376, "3.4"),
        Rfc(6376, "6.1"),
        Rfc(8463, ""),
        spamassassin(Inspired, "TONLINE_FAKE_DKIM")
    ],
    finds: [
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s; h=from; bh=AAAA; \
         b=AAAA\n",
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=s; h=from; \
         bh=AAAA; b=AAAA\n",
        "Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=20161025; h=from; \
         bh=AAAA; b=AAAA\n",
        "From: a@t-online.de\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=t-online.de; s=s; h=from; \
         bh=AAAA; b=AAAA\n",
        "From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=testing; h=from; \
         bh=AAAA; b=AAAA\n",
        "DKIM-Signature: d=a.example\nDKIM-Signature: d=b.example\nDKIM-Signature: d=c.example\n\
         DKIM-Signature: d=d.example\nDKIM-Signature: d=e.example\nDKIM-Signature: d=f.example\n\
         From: a@example.org\nSubject: x\n",
    ],
    quiet: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.org; s=20230601; h=from; \
         bh=AAAA; b=AAAA\n"],
    check: |facts, found| {
        if let Some(sixth) = facts.dkim.get(SIGNATURES) {
            found
                .at(sixth.domain_span.unwrap_or(sixth.span))
                .with("trait", Arg::Word("dkim.trait.many".to_owned()));
            return;
        }
        let only_new = facts.dkim.iter().all(|signature| says(facts, signature, "a", "ed25519"));
        for signature in own(facts) {
            let fixed = signature.tags.get(facts.text, "c").is_none()
                || (says(facts, signature, "c", "simple")
                    && !says(facts, signature, "c", "simple/relaxed"));
            let (name, word) = if only_new {
                ("a", "dkim.trait.ed25519")
            } else if fixed {
                ("c", "dkim.trait.simple")
            } else if is_old(facts, &signature.selector) {
                ("s", "dkim.trait.selector")
            } else if signature.selector.to_ascii_lowercase().contains("test") {
                ("s", "dkim.trait.test")
            } else if signature.domain == "t-online.de"
                && signature.recorded.as_deref() != Some("pass")
            {
                ("d", "dkim.trait.t-online")
            } else {
                continue;
            };
            let place = signature.tags.get(facts.text, name).map_or(signature.span, |tag| tag.span);
            found.at(place).with("trait", Arg::Word(word.to_owned()));
        }
    },
});

fn name_of(facts: &Facts<'_>, signature: &DkimSignature) -> Span {
    facts.message.field(signature.field).map_or(signature.span, |field| field.raw.name)
}

/// Parses the number in `(1024-bit key)`.
fn key_bits(comment: &str) -> Option<usize> {
    let (before, _) = comment.split_once("-bit")?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

pub(crate) fn says(facts: &Facts<'_>, signature: &DkimSignature, name: &str, value: &str) -> bool {
    signature.tags.value(facts.text, name).is_some_and(|said| said.starts_with(value))
}

/// Whether the selector begins with a year that was long past when the message was written.
fn is_old(facts: &Facts<'_>, selector: &str) -> bool {
    const YEAR: i64 = 31_556_952;
    let made = selector.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let written = facts.date.as_ref().and_then(|date| date.unix).unwrap_or(0) / YEAR + 1970;
    (2004..written - KEY_YEARS).contains(&made)
}
