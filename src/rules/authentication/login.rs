//! What servers note about the account that submitted the message.

use crate::domain;
use crate::rule::{Arg, Rule, rule};
use crate::rules::fields::written;
use crate::shape::is_host;
use crate::span::Span;

/// The fields in which servers note the account that logged in.
const ACCOUNTS: &[&str] =
    &["x-authenticated-sender", "x-authenticated-user", "x-auth-id", "x-get-message-sender-via"];

/// The most such notes in a message that are examined.
const SEVERAL: usize = 8;

/// Another account of the same organisation is a shared mailbox.
pub(crate) static AUTHENTICATED_AS_ANOTHER: Rule = rule!(Rule {
    id: "authenticated-as-another",
    group: Odd,
    sources: [Rfc(6409, "6.1"), rspamd(Inspired, "HAS_X_AS"), rspamd(Inspired, "HAS_X_GMSV")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Authenticated-Sender: b@example.com\n",
        "Received: from pc (pc.example.net [203.0.113.5]) (Authenticated sender: b@example.com) \
         by mail.example.com (Postfix) with ESMTPSA id 4B1; Mon, 1 Jan 2024 00:00:00 +0000\n\
         From: a@example.org\nSubject: x\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\n\
         X-Authenticated-Sender: host.example.com: b@mail.example.org\n",
        "From: a@example.org\nSender: b@example.com\nSubject: x\n\
         X-Authenticated-Sender: b@example.com\n",
    ],
    check: |facts, found| {
        if facts.context.list || facts.context.forwarded {
            return;
        }
        let mut people = facts.from.iter().chain(&facts.sender).flat_map(|field| &field.people);
        if facts.author().is_none() {
            return;
        }
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
});

pub(crate) static AUTHENTICATION_WARNING: Rule = rule!(Rule {
    id: "authentication-warning",
    group: Odd,
    sources: [rspamd(Inspired, "XAW_SERVICE_ACCT")],
    finds: ["From: a@example.org\nSubject: x\n\
         X-Authentication-Warning: www.example.org: www-data set sender to a@example.org using \
         -f\n"],
    quiet: ["From: a@example.org\nSubject: x\nX-Authentication-Info: none\n"],
    check: |facts, found| for field in written(facts, &["x-authentication-warning"]) {
        found.at(field.value()).text("warning", field.value_text());
    },
});

/// Returns the first word that reads as an address.
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
