//! Signatures that are valid in form and still peculiar.

use super::signature::{arrival, time};
use crate::declare_rule;
use crate::domain;
use crate::facts::{DkimSignature, Facts};
use crate::rule::Arg;

/// A mail that waits longer between writing and signing was queued, planned ahead, or sent again.
const WAIT: i64 = 86_400;

/// How long servers try (RFC 5321 §4.5.4.1), with a day to spare.
const QUEUE: i64 = 6 * 86_400;

/// Signatures beyond which verifiers may look at no more.
const SIGNATURES: usize = 5;

/// Fields that may stand once, and what is read of the first.
const ONCE: &[&str] =
    &["from", "to", "cc", "reply-to", "subject", "date", "message-id", "content-type"];

/// After so many years a key should have been changed.
const KEY_YEARS: i64 = 5;

declare_rule! {
    /// A list signs anew; then the time is the list's.
    pub static DKIM_TIME_OFF = "dkim-time-off" {
        group: Odd,
        sources: [Rfc(6376, "8.6")],
        finds: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704412800; h=from; bh=AAAA; b=AAAA\n"],
        quiet: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704070800; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| {
            let Some(written) = facts.date.as_ref().and_then(|date| date.unix) else { return };
            for signature in own(facts) {
                let Some((signed, tag)) = time(facts, signature, "t") else { continue };
                let off = signed.saturating_sub(written).saturating_abs();
                // A queue gives up after five days: what arrives later was sent again.
                let late = arrival(facts).is_some_and(|arrival| arrival.saturating_sub(signed) > QUEUE);
                if off > WAIT || late {
                    found
                        .at(tag.span)
                        .with("time", Arg::Instant { unix: signed, offset: Some(0) })
                        .with("off", Arg::Duration(off));
                }
            }
        },
    }
}

declare_rule! {
    /// The first of its traits, with its own words below `dkim.trait.`.
    pub static DKIM_UNUSUAL = "dkim-unusual" {
        group: Informative,
        sources: [Rfc(6376, "3.4"), Rfc(6376, "6.1"), Rfc(8463, ""), spamassassin(Inspired, "TONLINE_FAKE_DKIM")],
        finds: [
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
            "Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=20161025; h=from; bh=AAAA; b=AAAA\n",
            "From: a@t-online.de\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=t-online.de; s=s; h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=testing; h=from; bh=AAAA; b=AAAA\n",
            "DKIM-Signature: d=a.example\nDKIM-Signature: d=b.example\nDKIM-Signature: d=c.example\nDKIM-Signature: d=d.example\nDKIM-Signature: d=e.example\nDKIM-Signature: d=f.example\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.org; s=20230601; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| {
            if let Some(sixth) = facts.dkim.get(SIGNATURES) {
                found.at(sixth.domain_span.unwrap_or(sixth.span)).with("trait", Arg::Word("dkim.trait.many".to_owned()));
                return;
            }
            let only_new = facts.dkim.iter().all(|signature| says(facts, signature, "a", "ed25519"));
            for signature in own(facts) {
                let fixed = signature.tags.get(facts.text, "c").is_none()
                    || (says(facts, signature, "c", "simple") && !says(facts, signature, "c", "simple/relaxed"));
                let (name, word) = if only_new {
                    ("a", "dkim.trait.ed25519")
                } else if fixed {
                    ("c", "dkim.trait.simple")
                } else if is_old(facts, &signature.selector) {
                    ("s", "dkim.trait.selector")
                } else if signature.selector.to_ascii_lowercase().contains("test") {
                    ("s", "dkim.trait.test")
                } else if signature.domain == "t-online.de" && signature.recorded.as_deref() != Some("pass") {
                    ("d", "dkim.trait.t-online")
                } else {
                    continue;
                };
                let place = signature.tags.get(facts.text, name).map_or(signature.span, |tag| tag.span);
                found.at(place).with("trait", Arg::Word(word.to_owned()));
            }
        },
    }
}

declare_rule! {
    /// A signature covers as many copies as `h=` names, from the lowest up; what stands above them may
    /// have been added later. Signing a name once more than it stands keeps that off; that alone is
    /// no finding, for most honest signers do not.
    pub static DKIM_COPY_UNSIGNED = "dkim-copy-unsigned" {
        group: Odd,
        sources: [Rfc(6376, "5.4.2"), Rfc(6376, "8.15")],
        finds: ["From: b@example.net\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:subject; bh=AAAA; b=AAAA\n"],
        quiet: [
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:subject; bh=AAAA; b=AAAA\n",
            "From: b@example.net\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; h=from:from:subject; bh=AAAA; b=AAAA\n",
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
    }
}

fn says(facts: &Facts<'_>, signature: &DkimSignature, name: &str, value: &str) -> bool {
    signature.tags.value(facts.text, name).is_some_and(|said| said.starts_with(value))
}

/// The signatures that speak for From, where no list signed anew.
fn own<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<&'f DkimSignature> {
    let author = facts.author().filter(|_| !facts.context.list);
    let own = |s: &&DkimSignature| {
        author.is_some_and(|author| domain::aligned(&s.domain, &author.domain))
    };
    facts.dkim.iter().filter(own).collect::<Vec<_>>().into_iter()
}

/// Whether the selector begins with the number of a year long past when the mail was written.
fn is_old(facts: &Facts<'_>, selector: &str) -> bool {
    const YEAR: i64 = 31_556_952;
    let made = selector.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let written = facts.date.as_ref().and_then(|date| date.unix).unwrap_or(0) / YEAR + 1970;
    (2004..written - KEY_YEARS).contains(&made)
}
