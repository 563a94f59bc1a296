//! The ARC chain (RFC 8617): whether its sets are complete, and what they say.

use crate::facts::{ArcSet, Facts};
use crate::rule::{Rule, rule};
use crate::span::Span;
use crate::syntax::tags::TagList;

pub(crate) static ARC_CHAIN_BROKEN: Rule = rule!(Rule {
    id: "arc-chain-broken",
    group: Disliked,
    sources: [
        Rfc(8617, "4.1.2"),
        Rfc(8617, "4.1.3"),
        Rfc(8617, "4.2"),
        Rfc(8617, "4.2.1"),
        rspamd(Inspired, "ARC_INVALID")
    ],
    finds: [
        concat!(
            "ARC-Seal: i=2; a=rsa-sha256; d=example.org; s=s; cv=pass; b=AAAA\n",
            "ARC-Message-Signature: i=2; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; \
             b=AAAA\n",
            "ARC-Authentication-Results: i=2; mx.example.org; spf=pass\n",
            "From: a@example.org\nSubject: x\n"
        ),
        concat!(
            "ARC-Seal: i=1; a=rsa-sha256; d=example.org; s=s; cv=none; h=from; b=AAAA\n",
            "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s; h=from; b=AAAA\n",
            "ARC-Authentication-Results: i=1; mx.example.org; spf=pass\n",
            "From: a@example.org\nSubject: x\n"
        )
    ],
    quiet: [concat!(
        "ARC-Seal: i=1; a=rsa-sha256; d=example.org; s=s; cv=none; b=AAAA\n",
        "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
        "ARC-Authentication-Results: i=1; mx.example.org; spf=pass\n",
        "From: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| {
        let arc = &facts.arc;
        let gap = arc.sets.iter().zip(1..).find(|(set, expected)| set.instance != *expected);
        // A set has three fields; the seal lists no fields, and the signature has a hash of the
        // body.
        let has = |part: &Option<(usize, TagList)>, tag, wanted| {
            part.as_ref().is_some_and(|(_, tags)| tags.get(facts.text, tag).is_some() == wanted)
        };
        let whole = |set: &ArcSet| {
            has(&set.seal, "h", false) && has(&set.signature, "bh", true) && set.results.is_some()
        };
        let incomplete = arc.sets.iter().find(|set| !whole(set));
        if gap.is_none() && incomplete.is_none() && arc.stray.is_empty() {
            return;
        }
        let tag = |set: &ArcSet, tag| {
            set.seal.as_ref().and_then(|(_, tags)| tags.get(facts.text, tag)).map(|tag| tag.span)
        };
        // The wrong tag, or else a field whose set is incomplete or whose neighbour is missing.
        let wrong = match (incomplete, gap) {
            (Some(set), _) => tag(set, "h"),
            (None, Some((set, _))) => tag(set, "i"),
            (None, None) => None,
        };
        let line = incomplete.or(arc.sets.last()).and_then(any_line).or(arc.stray.first().copied());
        if let Some(span) = wrong.or_else(|| line.and_then(|line| name(facts, line))) {
            found.at(span).count("sets", arc.sets.len());
        }
    },
});

pub(crate) static ARC_FAILED: Rule = rule!(Rule {
    id: "arc-failed",
    group: Odd,
    sources: [Rfc(8617, "5.2"), rspamd(Inspired, "ARC_REJECT")],
    finds: [concat!(
        "ARC-Seal: i=1; a=rsa-sha256; d=example.org; s=s; cv=fail; b=AAAA\n",
        "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
        "ARC-Authentication-Results: i=1; mx.example.org; spf=pass\n",
        "From: a@example.org\nSubject: x\n"
    )],
    quiet: [concat!(
        "ARC-Seal: i=1; a=rsa-sha256; d=example.org; s=s; cv=none; b=AAAA\n",
        "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=s; h=from; bh=AAAA; b=AAAA\n",
        "ARC-Authentication-Results: i=1; mx.example.org; spf=pass\n",
        "From: a@example.org\nSubject: x\n"
    )],
    check: |facts, found| for set in &facts.arc.sets {
        let Some((_, tags)) = &set.seal else { continue };
        let Some(tag) = tags.get(facts.text, "cv") else { continue };
        let says = tag.value.of(facts.text);
        let expected = if set.instance == 1 { "none" } else { "pass" };
        if !says.eq_ignore_ascii_case(expected) {
            found.at(tag.span).count("instance", set.instance as usize).text("result", says);
        }
    },
});

fn any_line(set: &ArcSet) -> Option<usize> {
    let seal = set.seal.as_ref().map(|(line, _)| *line);
    let signature = set.signature.as_ref().map(|(line, _)| *line);
    seal.or(signature).or(set.results.as_ref().map(|(line, _)| *line))
}

fn name(facts: &Facts<'_>, line: usize) -> Option<Span> {
    facts.message.field(line).map(|field| field.raw.name)
}
