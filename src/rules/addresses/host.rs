//! The domain of an address: one that no receiver can use, or that is not what it seems.

use crate::data::BRANDS;
use crate::domain;
use crate::facts::{AddressField, Facts, Person};
use crate::rule::{Arg, Rule, rule};
use crate::rules::addresses::account::authors_and_reply_to;
use crate::rules::addresses::syntax::people;
use crate::rules::fields::field_name;
use crate::rules::pages::GMAIL_GUIDELINES;
use crate::shape::is_misused;
use crate::span::Span;

/// The length from which a label is a sentence.
const LABEL: usize = 28;

pub(crate) static HOST_ADDRESS_LITERAL: Rule = rule!(Rule {
    id: "host-address-literal",
    group: Disliked,
    sources: [Rfc(5321, "4.1.3"), Observed("literal"),],
    finds: ["From: a@[192.0.2.1]\nSubject: x\n", "From: a@192.0.2.1\nSubject: x\n"],
    quiet: ["From: \"a@[192.0.2.1]\" <a@example.org>\nSubject: x\n"],
    check: |facts, found| for (field, person) in senders(facts) {
        let literal =
            person.domain.starts_with('[') || person.domain.parse::<std::net::Ipv4Addr>().is_ok();
        if literal {
            found
                .at(person.domain_span())
                .with("field", field_name(facts, field.field))
                .with("domain", Arg::Domain(person.domain.clone()));
        }
    },
});

/// `localhost` and the like are reserved, which is another rule.
pub(crate) static HOST_SINGLE_LABEL: Rule = rule!(Rule {
    id: "host-single-label",
    group: Disliked,
    sources: [Rfc(5321, "2.3.5"), rspamd(Inspired, "HFILTER_FROMHOST_NOT_FQDN")],
    finds: ["From: root@server1\nSubject: x\n", "Return-Path: <www@web>\nFrom: a@example.org\n"],
    quiet: [
        "From: root@server1.example.org\nTo: phishing@pot\n",
        "From: root@localhost\nSubject: x\n"
    ],
    check: |facts, found| {
        let looked_at = [&facts.from, &facts.reply_to, &facts.return_path];
        for (field, person) in people(&looked_at) {
            let domain = person.domain.strip_suffix('.').unwrap_or(&person.domain);
            let single = !domain.is_empty() && !domain.contains(['.', '[', ':']);
            if single && !domain::is_reserved(domain) {
                found
                    .at(person.domain_span())
                    .with("field", field_name(facts, field.field))
                    .with("domain", Arg::Domain(person.domain.clone()));
            }
        }
    },
});

pub(crate) static HOST_UNDERSCORE: Rule = rule!(Rule {
    id: "host-underscore",
    group: Required,
    sources: [
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.1"),
        Rfc(1123, "2.1"),
    ],
    finds: ["From: a@my_shop.example.org\nSubject: x\n"],
    quiet: ["From: my_shop@my-shop.example.org\nReply-To: a@b_c.example.org\n"],
    check: |facts, found| for (field, person) in people(&[&facts.from]) {
        if person.domain.contains('_') {
            found
                .at(person.domain_span())
                .with("field", field_name(facts, field.field))
                .with("domain", Arg::Domain(person.domain.clone()));
        }
    },
});

/// Names reserved for documentation (example.org) belong in documentation, so they are silent.
pub(crate) static HOST_RESERVED: Rule = rule!(Rule {
    id: "host-reserved",
    group: Required,
    sources: [
        Rfc(6761, "6"),
        Rfc(6762, "3"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "550 5.7.1"),
    ],
    finds: [
        "From: root@localhost\nSubject: x\n",
        "Return-Path: <www-data@web1.localdomain>\nFrom: a@example.org\n",
        "From: a@mail.office.local\nSubject: x\n",
    ],
    quiet: ["From: a@local.example.org\nSubject: x\n", "From: a@shop.example\nSubject: x\n"],
    check: |facts, found| for (field, person) in authors(facts) {
        if !person.domain.is_empty() && domain::is_reserved(&person.domain) {
            found
                .at(person.domain_span())
                .with("field", field_name(facts, field.field))
                .with("domain", Arg::Domain(person.domain.clone()));
        }
    },
});

pub(crate) static HOST_MIXED_SCRIPTS: Rule = rule!(Rule {
    id: "host-mixed-scripts",
    group: Deceptive,
    sources: [Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, "")],
    finds: [
        "From: a@p\u{430}ypal.example\nSubject: x\n",
        "From: a@example.org\nReply-To: b@xn--psta-55d.example\n",
    ],
    quiet: [
        "From: a@\u{43f}\u{43e}\u{447}\u{442}\u{430}.example\nSubject: x\n",
        "From: a@\u{30bd}\u{30cb}\u{30fc}store.example\nSubject: x\n",
    ],
    check: |facts, found| {
        let named = senders(facts)
            .into_iter()
            .map(|(field, person)| (field.field, person.domain_span(), person.domain.as_str()));
        let signed = facts.dkim.iter().filter_map(|signature| {
            Some((signature.field, signature.domain_span?, signature.domain.as_str()))
        });
        for (line, span, host) in named.chain(signed) {
            if let Some(label) = host.split('.').find(|label| domain::mixes_scripts(label)) {
                found
                    .at(span)
                    .with("field", field_name(facts, line))
                    .with("domain", Arg::Domain(host.to_owned()))
                    .text("label", &domain::to_unicode(label));
            }
        }
    },
});

/// Only letters of one other alphabet throughout; mixed ones are `host-mixed-scripts`.
pub(crate) static HOST_LOOK_ALIKE: Rule = rule!(Rule {
    id: "host-look-alike",
    group: Deceptive,
    sources: [Observed("uts-39")],
    finds: [
        "From: a@\u{440}\u{430}\u{443}\u{440}\u{430}\u{4cf}.com\nSubject: x\n",
        "From: a@example.org\nReply-To: b@xn--80ak6aa92e.com\n"
    ],
    quiet: [
        "From: a@\u{43f}\u{43e}\u{447}\u{442}\u{430}.com\nSubject: x\n",
        "From: a@paypal.com\nSubject: x\n"
    ],
    check: |facts, found| {
        let named = senders(facts)
            .into_iter()
            .map(|(field, person)| (field.field, person.domain_span(), person.org.as_str()));
        let signed = facts.dkim.iter().filter_map(|signature| {
            Some((
                signature.field,
                signature.domain_span?,
                domain::organisational(&signature.domain),
            ))
        });
        for (line, span, org) in named.chain(signed) {
            let foreign = org.starts_with("xn--") && !org.split('.').any(domain::mixes_scripts);
            let latin = Some(org)
                .filter(|_| foreign)
                .and_then(|org| domain::looks_like(&domain::to_unicode(org)));
            if let Some(latin) = latin.filter(|latin| is_known(latin)) {
                found
                    .at(span)
                    .with("field", field_name(facts, line))
                    .with("domain", Arg::Domain(org.to_owned()))
                    .text("latin", &latin);
            }
        }
    },
});

pub(crate) static HOST_WWW: Rule = rule!(Rule {
    id: "host-www",
    group: Odd,
    sources: [rspamd(Same, "WWW_DOT_DOMAIN")],
    finds: ["From: a@www.example.org\nSubject: x\n"],
    quiet: ["From: a@www-mail.example.org\nSubject: x\n"],
    check: |facts, found| for (field, person) in senders(facts) {
        if person.domain.starts_with("www.") {
            let start = person.domain_span().start;
            found
                .at(Span::new(start, start + 4))
                .with("field", field_name(facts, field.field))
                .with("domain", Arg::Domain(person.domain.clone()));
        }
    },
});

pub(crate) static SUFFIX_MISUSED: Rule = rule!(Rule {
    id: "top-level-domain-misused",
    group: Odd,
    sources: [spamassassin(Inspired, "FROM_SUSPICIOUS_NTLD")],
    finds: ["From: a@example.top\nSubject: x\n"],
    quiet: ["From: a@top.example.org\nSubject: x\n"],
    check: |facts, found| for person in facts.from.iter().flat_map(|field| &field.people) {
        let end = person.domain.rsplit_once('.').map_or("", |(_, end)| end);
        if is_misused(end) {
            found.at(label_span(facts.text, person.domain_span(), end)).text("end", end);
        }
    },
});

/// A-labels are long by construction.
pub(crate) static DOMAIN_LONG: Rule = rule!(Rule {
    id: "domain-label-long",
    group: Odd,
    sources: [spamassassin(Inspired, "FROM_LONG_DOM")],
    finds: ["From: a@the-very-best-offers-of-this-week.example\nSubject: x\n"],
    quiet: ["From: a@a.long.way.down.in.the.department.of.trees.example.org\nSubject: x\n"],
    check: |facts, found| for person in authors_and_reply_to(facts) {
        let long = |label: &str| label.len() > LABEL && !label.starts_with("xn--");
        if let Some(label) = person.domain.split('.').find(|label| long(label)) {
            found
                .at(label_span(facts.text, person.domain_span(), label))
                .with("domain", Arg::Domain(person.domain.clone()));
        }
    },
});

/// Whether fraudsters would borrow this domain.
fn is_known(name: &str) -> bool {
    let brand = |line: &str| line.split([' ', ':']).any(|word| word == name);
    domain::is_freemail(name) || BRANDS.lines().any(brand)
}

/// Returns everybody to whom a reply or a bounce goes.
fn senders<'f>(facts: &'f Facts<'_>) -> Vec<(&'f AddressField, &'f Person)> {
    people(&[&facts.from, &facts.sender, &facts.reply_to, &facts.return_path])
}

/// Returns whom receivers judge: From and the reverse-path.
fn authors<'f>(facts: &'f Facts<'_>) -> Vec<(&'f AddressField, &'f Person)> {
    people(&[&facts.from, &facts.return_path])
}

/// Returns the last label of a domain that is written like this, or the whole domain if none is.
fn label_span(text: &str, domain: Span, label: &str) -> Span {
    let mut end = domain.end;
    for written in domain.of(text).rsplit('.') {
        let start = end - written.len();
        if written.eq_ignore_ascii_case(label) {
            return Span::new(start, end);
        }
        end = start.saturating_sub(1);
    }
    domain
}
