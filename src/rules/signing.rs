//! Signatures that are valid in form and still peculiar.

use crate::declare_rule;
use crate::domain;
use crate::facts::{DkimSignature, Facts};
use crate::rule::Arg;

/// A mail that waits longer between writing and signing was queued, planned ahead, or sent again.
const WAIT: i64 = 86_400;

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
                let Some(tag) = signature.tags.get(facts.text, "t") else { continue };
                let Ok(signed) = tag.value.of(facts.text).parse::<i64>() else { continue };
                let off = signed.saturating_sub(written).saturating_abs();
                if off > WAIT {
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
        sources: [Rfc(6376, "3.4"), Rfc(8463, "")],
        finds: [
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
            "Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=20161025; h=from; bh=AAAA; b=AAAA\n",
        ],
        quiet: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.org; s=20230601; h=from; bh=AAAA; b=AAAA\n"],
        check: |facts, found| {
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
                } else {
                    continue;
                };
                let place = signature.tags.get(facts.text, name).map_or(signature.span, |tag| tag.span);
                found.at(place).with("trait", Arg::Word(word.to_owned()));
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
