//! When a signature was made, and how long it is valid.

use crate::domain;
use crate::facts::{DkimSignature, Facts};
use crate::rule::{Arg, Rule, rule};
use crate::syntax::tags::Tag;

/// How far a clock may be off before a time means anything, in seconds.
const CLOCK_SLACK: i64 = 3_600;

/// The latest value that is taken for a time: 15 digits, which every reader of the report holds
/// exactly.
const LAST: i64 = 999_999_999_999_999;

/// The seconds between writing and signing from which a message was queued, scheduled or resent.
const WAIT: i64 = 86_400;

/// How long servers keep trying (RFC 5321 §4.5.4.1), with a day to spare, in seconds.
const QUEUE: i64 = 6 * 86_400;

pub(crate) static DKIM_EXPIRED: Rule = rule!(Rule {
    id: "dkim-expired",
    group: Disliked,
    sources: [Rfc(6376, "3.5")],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1700100000;",
        " h=from; bh=AAAA; b=AAAA\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [
        concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1705000000;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n"
        ),
        concat!(
            "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with \
             ESMTP;",
            " Mon, 1 Jan 2024 00:00:00 +0000\n",
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; x=9223372036854775807;",
            " h=from; bh=AAAA; b=AAAA\n",
            "From: a@example.org\nSubject: x\n"
        )
    ],
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
});

pub(crate) static DKIM_TIMES_REVERSED: Rule = rule!(Rule {
    id: "dkim-times-reversed",
    group: Broken,
    sources: [Rfc(6376, "3.5")],
    finds: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1600000000; \
         h=from; bh=AAAA; b=AAAA\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1700000000; x=1700000001; \
         h=from; bh=AAAA; b=AAAA\n"],
    check: |facts, found| for signature in &facts.dkim {
        if let (Some((start, t)), Some((end, x))) =
            (time(facts, signature, "t"), time(facts, signature, "x"))
            && end <= start
        {
            found.at(x.span).and(t.span);
        }
    },
});

pub(crate) static DKIM_FROM_FUTURE: Rule = rule!(Rule {
    id: "dkim-from-future",
    group: Disliked,
    sources: [Rfc(6376, "3.5")],
    finds: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704100000;",
        " h=from; bh=AAAA; b=AAAA\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;",
        " Mon, 1 Jan 2024 00:00:00 +0000\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704067300;",
        " h=from; bh=AAAA; b=AAAA\n",
        "From: a@example.org\nSubject: x\n"
    )],
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
});

/// If a list signed anew, the time is the list's.
pub(crate) static DKIM_TIME_OFF: Rule = rule!(Rule {
    id: "dkim-time-off",
    group: Odd,
    sources: [Rfc(6376, "8.6")],
    finds: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704412800; h=from; bh=AAAA; \
         b=AAAA\n"],
    quiet: ["Date: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=1704070800; h=from; bh=AAAA; \
         b=AAAA\n"],
    check: |facts, found| {
        let Some(written) = facts.date.as_ref().and_then(|date| date.unix) else { return };
        for signature in own(facts) {
            let Some((signed, tag)) = time(facts, signature, "t") else { continue };
            let off = signed.saturating_sub(written).saturating_abs();
            // A queue gives up after five days, so what arrives later was resent.
            let late = arrival(facts).is_some_and(|arrival| arrival.saturating_sub(signed) > QUEUE);
            if off > WAIT || late {
                found
                    .at(tag.span)
                    .with("time", Arg::Instant { unix: signed, offset: Some(0) })
                    .with("off", Arg::Duration(off));
            }
        }
    },
});

/// Returns when the receiver took the message over.
fn arrival(facts: &Facts<'_>) -> Option<i64> {
    let hop = facts.boundary.handover.and_then(|index| facts.hops.get(index))?;
    hop.received.date.as_ref()?.unix
}

/// Returns the time in a tag, and the tag.
fn time<'f>(facts: &Facts<'_>, signature: &'f DkimSignature, name: &str) -> Option<(i64, &'f Tag)> {
    let tag = signature.tags.get(facts.text, name)?;
    let time = tag.value.of(facts.text).parse().ok().filter(|time| (0..=LAST).contains(time))?;
    Some((time, tag))
}

/// Returns the signatures that vouch for From; none if a list signed anew.
pub(crate) fn own<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<&'f DkimSignature> {
    let author = facts.author().filter(|_| !facts.context.list);
    let own = |s: &&DkimSignature| {
        author.is_some_and(|author| domain::aligned(&s.domain, &author.domain))
    };
    facts.dkim.iter().filter(own).collect::<Vec<_>>().into_iter()
}
