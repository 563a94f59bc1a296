//! Where the message began, and what it reveals about the sender and the readers.

use crate::facts::Facts;
use crate::rule::{Arg, FINDINGS_PER_RULE, Found, Rule, rule};
use crate::rules::fields::written;

/// Fields that hold a recipient, an account or a visitor's address where nobody expects it.
const HIDDEN: &[&str] =
    &["x-apparently-to", "x-hmxmroriginalrecipient", "x-php-script", "x-provags-id", "x-sonic-mf"];

/// Fields that anybody would read, which are named as well if one of the others is present.
const PLAIN: &[&str] = &[
    "delivered-to",
    "x-original-to",
    "x-resolved-to",
    "x-antiabuse",
    "x-ms-exchange-crosstenant-userprincipalname",
];

/// The most fields with encoded reasons that are decoded; a message has one or two.
const DECODED: usize = 4;

/// Not `X-Sender-IP`, which Outlook.com adds as the receiver.
const ADDRESS: &[&str] =
    &["x-originating-ip", "x-client-ip", "x-sourceip", "x-senderip", "x-original-ip"];

/// Silent if only To, Delivered-To and the like name people: whoever shares a header knows those.
pub(crate) static PRIVATE_DETAILS: Rule = rule!(Rule {
    id: "private-details",
    group: Informative,
    sources: [Observed("private")],
    finds: [
        "From: a@example.org\nSubject: x\nX-HmXmrOriginalRecipient: b@example.net\n\
         X-HmXmrOriginalRecipient: c@example.net\n",
        "From: a@example.org\nSubject: x\nX-PHP-Script: www.example.org/mail.php for 192.0.2.7\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nDelivered-To: b@example.net\n",
        "From: a@example.org\nSubject: x\nX-Provags-ID:\n",
    ],
    check: private_details,
});

pub(crate) static ORIGINATING_ADDRESS: Rule = rule!(Rule {
    id: "originating-address",
    group: Informative,
    sources: [rspamd(Inspired, "HAS_XOIP")],
    finds: [
        "From: a@example.org\nSubject: x\nX-Originating-IP: [192.0.2.7]\n",
        "Received: from pc (pc [10.0.0.5]) by mail.example.org (Postfix) with ESMTPSA id 4B1; \
         Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\nSubject: x\n",
    ],
    quiet: ["From: a@example.org\nSubject: x\nX-Originating-IP: []\n"],
    check: |facts, found| {
        // A hop inside the sender's own network, from whoever logged in.
        let first = facts
            .hops
            .last()
            .filter(|hop| !hop.public_client && hop.received.is_authenticated(facts.text));
        let inside = |address: std::net::IpAddr| !address.is_loopback();
        if let Some(hop) = first.filter(|hop| hop.received.address.is_some_and(inside))
            && let (Some(ip), Some(field)) = (hop.received.ip, facts.message.field(hop.field))
        {
            let name = Arg::Field(field.name().to_owned());
            found.at(ip).with("field", name).with("ip", Arg::Ip(ip.of(facts.text).to_owned()));
        }
        for field in written(facts, ADDRESS) {
            let bare =
                field.value_text().trim_matches(|c: char| "[]()".contains(c) || c.is_whitespace());
            if bare.parse::<std::net::IpAddr>().is_ok()
                && let Some(at) = field.value_text().find(bare)
            {
                let start = field.value().start + at;
                found
                    .at(crate::span::Span::new(start, start + bare.len()))
                    .with("field", Arg::Field(field.name().to_owned()))
                    .with("ip", Arg::Ip(bare.to_owned()));
            }
        }
    },
});

/// The fields of a message that was never sent, or of a copy in the Sent folder.
pub(crate) static NEVER_TRAVELLED: Rule = rule!(Rule {
    id: "never-travelled",
    group: Informative,
    sources: [Rfc(5321, "4.4"), spamassassin(Inspired, "NO_RECEIVED")],
    finds: ["From: a@example.org\nTo: b@example.net\nSubject: x\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\nMessage-ID: <1@example.org>\n"],
    quiet: ["Received: by mx.example.net; Mon, 1 Jan 2024 00:00:00 +0000\nFrom: a@example.org\n\
         To: b@example.net\nSubject: x\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n",],
    check: |facts, found| {
        const AT_LEAST: usize = 4;
        if facts.context.never_travelled
            && !facts.context.returned
            && facts.message.fields().take(AT_LEAST).count() == AT_LEAST
        {
            found.missing();
        }
    },
});

fn private_details(facts: &Facts<'_>, found: &mut Found<'_>) {
    let fields = |names: &'static [&'static str]| {
        names
            .iter()
            .flat_map(|name| facts.message.all(name))
            .filter(|field| !field.value().is_empty())
    };
    let decoded = facts.verdicts.iter().filter(|v| v.id == "holds-recipients").take(DECODED);
    let mut places: Vec<_> =
        fields(HIDDEN).map(|field| (Some(field.name()), field.value())).collect();
    places.extend(decoded.map(|verdict| {
        let field = facts.message.fields().find(|field| field.value().contains(verdict.span));
        (field.map(|field| field.name()), verdict.span)
    }));
    let Some((_, first)) = places.first().copied() else { return };
    places.extend(fields(PLAIN).map(|field| (Some(field.name()), field.value())));
    places.truncate(FINDINGS_PER_RULE);
    let mut names: Vec<Arg> = Vec::new();
    let finding = found.at(first);
    for (at, (name, span)) in places.into_iter().enumerate() {
        if at > 0 {
            finding.and(span);
        }
        let name = Arg::Field(name.unwrap_or_default().to_owned());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    finding.with("fields", Arg::List(names));
}
