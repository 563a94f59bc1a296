//! What stands in the reverse-path and in notes of who logged in.

use crate::bytes::after;
use crate::declare_rule;
use crate::domain;
use crate::facts::{Facts, Person};
use crate::rule::Arg;
use crate::span::Span;

/// Where servers write the account that logged in.
const ACCOUNTS: &[&str] =
    &["x-authenticated-sender", "x-authenticated-user", "x-auth-id", "x-get-message-sender-via"];

/// Notes of accounts that one mail has.
const SEVERAL: usize = 8;

declare_rule! {
    /// Tells no fault: who reads a bounce or a failed SPF needs the address inside. Lists and services
    /// put the recipient there as a rule, which is worth a word only where no field names them.
    pub static RETURN_PATH_DECODED = "return-path-holds-address" {
        group: Informative,
        sources: [
            Page("Variable Envelope Return Paths", "https://cr.yp.to/proto/verp.txt", ""),
            Page("PostSRSd: Sender Rewriting Scheme", "https://github.com/roehling/postsrsd", ""),
            rspamd(Inspired, "ENVFROM_VERP"),
            rspamd(Inspired, "ENVFROM_PRVS"),
        ],
        finds: [
            "Return-Path: <SRS0=ab12=cd=example.org=a@forward.example>\nFrom: a@example.org\nSubject: x\n",
            "Return-Path: <SRS1=xy=one.example==ab12=cd=example.org=a@two.example>\nFrom: a@example.org\nSubject: x\n",
            "Return-Path: <bounces+12-b=example.net@example.org>\nFrom: a@example.org\nTo: c@example.com\n",
            "Return-Path: <prvs=0123456789=a@example.org>\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: [
            "Return-Path: <bounces+a=b@example.org>\nFrom: a@example.org\nSubject: x\n",
            "Return-Path: <bounces+12-b=example.net@example.org>\nFrom: a@example.org\nTo: b@example.net\n",
        ],
        check: |facts, found| if let Some(path) = facts.reverse_path()
            && let Some((kind, address)) = decoded(facts, path)
        {
            let kind = Arg::Word(["envelope.", kind].concat());
            found.at(path.span()).with("kind", kind).with("address", Arg::Address(address));
        },
    }
}

declare_rule! {
    /// Another account of the same organisation is a shared mailbox.
    pub static AUTHENTICATED_AS_ANOTHER = "authenticated-as-another" {
        group: Odd,
        sources: [Rfc(6409, "6.1"), rspamd(Inspired, "HAS_X_AS"), rspamd(Inspired, "HAS_X_GMSV")],
        finds: [
            "From: a@example.org\nSubject: x\nX-Authenticated-Sender: b@example.com\n",
            "Received: from pc (pc.example.net [203.0.113.5]) (Authenticated sender: b@example.com) by mail.example.com (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: [
            "From: a@example.org\nSubject: x\nX-Authenticated-Sender: host.example.com: b@mail.example.org\n",
            "From: a@example.org\nSender: b@example.com\nSubject: x\nX-Authenticated-Sender: b@example.com\n",
        ],
        check: |facts, found| {
            if facts.context.list || facts.context.forwarded { return }
            let mut people = facts.from.iter().chain(&facts.sender).flat_map(|field| &field.people);
            if facts.author().is_none() { return }
            let mut notes: Vec<Span> = Vec::new();
            for name in ACCOUNTS {
                notes.extend(facts.message.first(name).map(|field| field.value()));
            }
            notes.extend(facts.hops.iter().filter_map(|hop| hop.received.authenticated).take(SEVERAL));
            let account = notes.into_iter().find_map(|span| address_in(facts.text, span));
            let Some(account) = account else { return };
            let domain = domain::of_address(account.of(facts.text));
            let org = domain::organisational(&domain);
            if people.all(|person| !person.org.is_empty() && person.org != org) {
                found.at(account).with("account", Arg::Address(account.of(facts.text).to_owned()));
            }
        },
    }
}

/// How the reverse-path was made, and the address that it was made of.
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

/// `hash=days=domain=local`.
fn srs(rest: &str) -> Option<(&'static str, String)> {
    let mut parts = rest.splitn(4, '=');
    let (_, _, host, user) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    is_host(host).then(|| ("forwarded", [user, "@", host].concat()))
}

fn is_host(host: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    host.contains('.') && host.bytes().all(plain)
}

/// The first word that reads as an address.
fn address_in(text: &str, span: Span) -> Option<Span> {
    let bound = |c: char| c.is_whitespace() || "<>()=,;\"'".contains(c);
    let (mut at, value) = (span.start, span.of(text));
    for word in value.split_inclusive(bound) {
        let bare = word.trim_end_matches(bound);
        if bare.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_host(host)) {
            return Some(Span::new(at, at + bare.len()));
        }
        at += word.len();
    }
    None
}
