//! Whether anybody is addressed, and by which name.

use crate::bytes::begins;
use crate::facts::mailer::is_rare;
use crate::facts::{Person, identity};
use crate::rule::{Arg, Rule, rule};
use crate::rules::places::name;
use crate::rules::presence::is_whole;

/// The most fields naming the reader that are examined.
const OWN_ADDRESSES: usize = 20;

pub(crate) static RECIPIENTS_UNDISCLOSED: Rule = rule!(Rule {
    id: "recipients-undisclosed",
    group: Odd,
    sources: [
        rspamd(Inspired, "R_UNDISC_RCPT"),
        rspamd(Inspired, "FREEMAIL_AFF"),
        spamassassin(Inspired, "FROM_MISSP_TO_UNDISC")
    ],
    finds: [
        "From: a@example.org\nTo: undisclosed-recipients:;\nSubject: x\n",
        "From: a@example.org\nTo: Undisclosed recipients: ;\nSubject: x\n"
    ],
    quiet: ["From: a@example.org\nTo: members:;\nSubject: x\n"],
    check: |facts, found| for field in facts.message.all("to") {
        let value = field.value_text();
        let bare = value.strip_prefix('<').unwrap_or(value);
        let is = |text: &str| begins(bare, text);
        if is("undisclosed-recipient") || is("undisclosed recipient") {
            found.at(field.value());
        }
    },
});

pub(crate) static RECIPIENT_NAME_GENERIC: Rule = rule!(Rule {
    id: "recipient-name-generic",
    group: Odd,
    sources: [rspamd(Inspired, "TO_DN_RECIPIENTS")],
    finds: [
        "From: a@example.org\nTo: Recipients <b@example.net>\nSubject: x\n",
        "From: a@example.org\nTo: \"Valued customer\" <b@example.net>\nSubject: x\n"
    ],
    quiet: ["From: a@example.org\nTo: Customer Care <b@example.net>\nSubject: x\n"],
    check: |facts, found| for person in facts.recipients() {
        const GENERIC: &[&str] = &[
            "recipient",
            "recipients",
            "customer",
            "customers",
            "valued customer",
            "dear customer",
            "user",
            "users",
            "member",
            "undisclosed recipients",
        ];
        if let Some((shown, span)) = name(person)
            && GENERIC.iter().any(|word| word.eq_ignore_ascii_case(shown.trim()))
        {
            found.at(span).text("name", shown.trim());
        }
    },
});

/// The receiver wrote the field, which is informative if To is not.
pub(crate) static DELIVERED_TO_NOT_LISTED: Rule = rule!(Rule {
    id: "delivered-to-not-listed",
    group: Informative,
    sources: [rspamd(Inspired, "FORGED_RECIPIENTS"), Rfc(9228, "1")],
    finds: ["Delivered-To: c@example.net\nFrom: a@example.org\nTo: b@example.net\nSubject: x\n"],
    quiet: [
        "Delivered-To: b+tag@example.net\nFrom: a@example.org\nTo: B@example.net\nSubject: x\n",
        "Delivered-To: c@example.net\nFrom: a@example.org\nTo: l@example.net\n\
         List-Id: <l.example.net>\nSubject: x\n",
    ],
    check: |facts, found| {
        if facts.context.list || facts.recipients().next().is_none() {
            return;
        }
        let mut delivered = identity::address_fields(facts.message, "delivered-to");
        if delivered.is_empty() {
            delivered = identity::address_fields(facts.message, "x-original-to");
        }
        let boxes: Vec<&Person> = delivered.iter().flat_map(|field| &field.people).collect();
        let Some(last) = boxes.first() else { return };
        let listed = |mailbox: &&&Person| {
            let mut named =
                facts.recipients().chain(facts.bcc.iter().flat_map(|field| &field.people));
            named.any(|person| is_same(person, mailbox))
        };
        // A forward names both of its mailboxes; there are few of each, so this stays cheap.
        if boxes.iter().take(8).all(|mailbox| !listed(&mailbox)) {
            found.at(last.span()).with("address", Arg::Address(last.address.clone()));
        }
    },
});

/// Both filters require To, whatever Cc says. Bounces and automatic replies need none.
pub(crate) static RECIPIENT_MISSING: Rule = rule!(Rule {
    id: "recipient-missing",
    group: Disliked,
    sources: [spamassassin(Same, "MISSING_HEADERS"), rspamd(Same, "MISSING_TO")],
    finds: [
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n",
        "From: a@example.org\nCc: b@example.net\nMIME-Version: 1.0\n",
    ],
    quiet: [
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nTo: undisclosed-recipients:;\n",
        "From: a@example.org\nCc: b@example.net\nSubject: x\n",
        "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nTo:\n",
    ],
    check: |facts, found| if is_whole(facts) && !facts.context.automatic && !facts.message.has("to")
    {
        found.missing();
    },
});

/// Some servers leave a blind recipient their own address, which RFC 5322 allows.
pub(crate) static BCC_EXPOSED: Rule = rule!(Rule {
    id: "bcc-exposed",
    group: Disliked,
    sources: [Rfc(5322, "3.6.3")],
    finds: [concat!(
        "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
         +0000\n",
        "From: a@example.org\nSubject: x\nBcc: c@example.com\n"
    )],
    quiet: [
        concat!(
            "Delivered-To: c@example.com\n",
            "Received: from a.example.org by mx.example.net with ESMTP; Mon, 1 Jan 2024 00:00:00 \
             +0000\n",
            "From: a@example.org\nSubject: x\nBcc: c@example.com\n"
        ),
        "From: a@example.org\nSubject: x\nBcc: c@example.com\n",
    ],
    check: |facts, found| {
        if facts.context.never_travelled {
            return;
        }
        let own = |address: &str| {
            ["delivered-to", "x-original-to", "envelope-to"]
                .iter()
                .flat_map(|name| facts.message.all(name))
                .take(OWN_ADDRESSES)
                .any(|field| field.value_text().eq_ignore_ascii_case(address))
        };
        for field in &facts.bcc {
            let count = field.people.iter().filter(|person| !own(&person.address)).count();
            if count > 0 {
                found.at(field.span).count("count", count);
            }
        }
    },
});

pub(crate) static RECIPIENT_WITHOUT_BRACKETS: Rule = rule!(Rule {
    id: "recipient-without-brackets",
    group: Informative,
    sources: [Rfc(5322, "3.4"), Observed("brackets"),],
    finds: ["From: Ann <a@example.org>\nTo: b@example.net\nX-Mailer: HidemaruMail 5.05\n"],
    quiet: [
        "From: Ann <a@example.org>\nTo: <b@example.net>\nX-Mailer: HidemaruMail 5.05\n",
        "From: Ann <a@example.org>\nTo: b@example.net\nUser-Agent: Mozilla Thunderbird\n",
    ],
    // More than half of all messages have it; beside a rare program it is one more clue.
    check: |facts, found| {
        if facts.context.list || !facts.mailer.claims.iter().any(is_rare) {
            return;
        }
        let mut people = facts.to.iter().flat_map(|field| &field.people);
        if let Some(first) = people.find(|p| p.mailbox.angle.is_none() && !p.domain.is_empty()) {
            found.at(first.span()).with("address", Arg::Address(first.address.clone()));
        }
    },
});

/// Whether two mailboxes are the same without a tag after `+`, and without dots.
fn is_same(one: &Person, other: &Person) -> bool {
    let base = |person: &Person| {
        let local = person.local.split('+').next().unwrap_or_default().to_ascii_lowercase();
        local.replace('.', "")
    };
    one.domain == other.domain && base(one) == base(other)
}
