//! Where bounces go.

use crate::bytes::after;
use crate::domain;
use crate::facts::{Facts, Person};
use crate::rule::{Arg, Rule, rule};
use crate::rules::addresses::account::service;
use crate::shape::is_host;
use crate::span::Span;

/// This is not a fault: whoever reads a bounce or a failed SPF needs the address inside. Lists and
/// services usually put the recipient there, which is worth mentioning only if no field names them.
pub(crate) static RETURN_PATH_DECODED: Rule = rule!(Rule {
    id: "return-path-holds-address",
    group: Informative,
    sources: [
        Page("Variable Envelope Return Paths", "https://cr.yp.to/proto/verp.txt", ""),
        Page("PostSRSd: Sender Rewriting Scheme", "https://github.com/roehling/postsrsd", ""),
        rspamd(Inspired, "ENVFROM_VERP"),
        rspamd(Inspired, "ENVFROM_PRVS"),
    ],
    finds: [
        "Return-Path: <SRS0=ab12=cd=example.org=a@forward.example>\nFrom: a@example.org\n\
         Subject: x\n",
        "Return-Path: <SRS1=xy=one.example==ab12=cd=example.org=a@two.example>\n\
         From: a@example.org\nSubject: x\n",
        "Return-Path: <bounces+12-b=example.net@example.org>\nFrom: a@example.org\n\
         To: c@example.com\n",
        "Return-Path: <prvs=0123456789=a@example.org>\nFrom: a@example.org\nSubject: x\n",
    ],
    quiet: [
        "Return-Path: <bounces+a=b@example.org>\nFrom: a@example.org\nSubject: x\n",
        "Return-Path: <bounces+12-b=example.net@example.org>\nFrom: a@example.org\n\
         To: b@example.net\n",
    ],
    check: |facts, found| if let Some(path) = facts.reverse_path()
        && let Some((kind, address)) = decoded(facts, path)
    {
        let kind = Arg::Word(["envelope.", kind].concat());
        found.at(path.span()).with("kind", kind).with("address", Arg::Address(address));
    },
});

/// This domain is what SPF checks; the bounce domain of a sending service is normal.
pub(crate) static RETURN_PATH_OTHER_DOMAIN: Rule = rule!(Rule {
    id: "return-path-other-domain",
    group: Informative,
    sources: [
        spamassassin(Inspired, "HEADER_FROM_DIFFERENT_DOMAINS"),
        rspamd(Inspired, "FROM_NEQ_ENVFROM"),
    ],
    finds: ["Return-Path: <b@example.com>\nFrom: a@example.org\nSubject: x\n"],
    quiet: [
        "Return-Path: <b@bounce.example.org>\nFrom: a@example.org\nSubject: x\n",
        "Return-Path: <l-bounces@example.com>\nFrom: a@example.org\nList-Id: <l.example.com>\n\
         Subject: x\n",
    ],
    check: |facts, found| if !facts.context.list
        && let (Some(author), Some(path)) = (facts.author(), facts.reverse_path())
        && differs(author, path)
    {
        found
            .at(path.domain_span())
            .and(author.domain_span())
            .with("path", Arg::Domain(path.domain.clone()))
            .with("domain", Arg::Domain(author.domain.clone()));
    },
});

pub(crate) static RETURN_PATH_REPEATED: Rule = rule!(Rule {
    id: "return-path-repeated",
    group: Odd,
    sources: [Rfc(5321, "4.4")],
    finds: ["Return-Path: <a@example.org>\nReturn-Path: <b@example.org>\nFrom: a@example.org\n\
         Subject: x\n"],
    quiet: ["Return-Path: <a@example.org>\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| {
        let places: Vec<Span> = facts.return_path.iter().map(|field| field.span).collect();
        if let [first, rest @ ..] = places.as_slice()
            && !rest.is_empty()
        {
            let finding = found.at(*first).count("count", places.len());
            for span in rest.iter().take(4) {
                finding.and(*span);
            }
        }
    },
});

pub(crate) static RETURN_PATH_FREEMAIL: Rule = rule!(Rule {
    id: "return-path-freemail",
    group: Odd,
    sources: [
        spamassassin(Inspired, "FREEMAIL_ENVFROM_END_DIGIT"),
        rspamd(Inspired, "FREEMAIL_ENVFROM")
    ],
    finds: ["Return-Path: <b@gmail.com>\nFrom: a@example.org\nSubject: x\n"],
    quiet: [
        "Return-Path: <b@gmail.com>\nFrom: a@hotmail.com\nSubject: x\n",
        "Return-Path: <b@example.com>\nFrom: a@example.org\nSubject: x\n"
    ],
    check: |facts, found| if let (Some(author), Some(path)) = (facts.author(), facts.reverse_path())
        && domain::is_freemail(&path.domain)
        && !domain::is_freemail(&author.domain)
        && !facts.context.list
        && !facts.context.forwarded
    {
        found
            .at(path.span())
            .and(author.domain_span())
            .with("address", Arg::Address(path.address.clone()));
    },
});

pub(crate) static NON_DELIVERY_SUPPRESSED: Rule = rule!(Rule {
    id: "non-delivery-suppressed",
    group: Disliked,
    sources: [spamassassin(Same, "PREVENT_NONDELIVERY")],
    finds: ["From: a@example.org\nSubject: x\nPrevent-NonDelivery-Report:\n"],
    quiet: ["From: a@example.org\nSubject: x\nGenerate-Delivery-Report:\n"],
    check: |facts, found| for field in facts.message.all("prevent-nondelivery-report") {
        found.at(field.raw.name);
    },
});

pub(crate) static RETURN_PATH_NULL: Rule = rule!(Rule {
    id: "return-path-null",
    group: Informative,
    sources: [Rfc(5321, "4.5.5")],
    finds: ["Return-Path: <>\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Return-Path: <a@example.org>\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| if let Some(field) = facts.return_path.first() {
        let inner = field.span.of(facts.text).strip_prefix('<').and_then(|v| v.strip_suffix('>'));
        if inner.is_some_and(|inner| inner.trim().is_empty()) {
            found.at(field.span);
        }
    },
});

pub(crate) static RETURN_PATH_SERVICE_ACCOUNT: Rule = rule!(Rule {
    id: "return-path-service-account",
    group: Disliked,
    sources: [rspamd(Same, "ENVFROM_SERVICE_ACCT")],
    finds: ["Return-Path: <apache@example.org>\nFrom: a@example.org\nSubject: x\n"],
    quiet: ["Return-Path: <apache-bounces@example.org>\nFrom: a@example.org\nSubject: x\n"],
    check: |facts, found| service(facts, &[&facts.return_path], found),
});

/// Returns how the reverse-path was made, and the address from which it was made.
fn decoded(facts: &Facts<'_>, path: &Person) -> Option<(&'static str, String)> {
    let local = path.local.as_str();
    let after = |mark: &str| after(local, mark);
    if let Some(rest) = after("SRS0=").or_else(|| after("SRS0+")).or_else(|| after("SRS0-")) {
        return srs(rest);
    }
    if let Some(rest) = after("SRS1=").or_else(|| after("SRS1+")).or_else(|| after("SRS1-")) {
        return srs(rest.split_once("==")?.1);
    }
    if let Some(rest) = after("prvs=").or_else(|| after("btv1==")) {
        let user = rest.rsplit('=').next().filter(|user| !user.is_empty())?;
        return Some(("signed", [user, "@", path.domain.as_str()].concat()));
    }
    let (left, host) = local.rsplit_once('=')?;
    if !is_host(host) || facts.context.list || facts.context.bulk {
        return None;
    }
    let user = left.rsplit(['+', '-']).next().filter(|user| !user.is_empty())?;
    let shown = |person: &Person| person.domain == host && left.ends_with(person.local.as_str());
    let known = user.len() == left.len() || facts.recipients().any(shown);
    (!known).then(|| ("verp", [user, "@", host].concat()))
}

/// Parses `hash=days=domain=local`.
fn srs(rest: &str) -> Option<(&'static str, String)> {
    let mut parts = rest.splitn(4, '=');
    let (_, _, host, user) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    is_host(host).then(|| ("forwarded", [user, "@", host].concat()))
}

pub(crate) fn differs(one: &Person, other: &Person) -> bool {
    !one.org.is_empty() && !other.org.is_empty() && one.org != other.org
}
