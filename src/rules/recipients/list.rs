//! To and Cc as filters see them: how many, in which order, how alike.

use crate::bytes::begins;
use crate::declare_rule;
use crate::facts::{Facts, Person, identity};
use crate::order::sort_by_key;
use crate::rule::{Arg, Found};
use crate::rules::places::name;
use crate::span::Span;

/// rspamd counts from here as "twelve or more".
const DOZENS: usize = 12;
/// And from here as "over fifty".
const MANY: usize = 50;
/// Below this, order and likeness are chance; both filters want as many.
const ENOUGH: usize = 7;
/// So many letters must agree for two local parts to be alike.
const ALIKE: usize = 3;

declare_rule! {
    pub static RECIPIENTS_DOZENS = "recipients-dozens" {
        group: Odd,
        sources: [rspamd(Inspired, "RCPT_COUNT_TWELVE")],
        finds: ["From: a@example.org\nSubject: x\nTo: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\nCc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example, p@b.example\n"],
        quiet: ["From: a@example.org\nSubject: x\nTo: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\nCc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example\n"],
        check: |facts, found| {
            let count = facts.recipients().count();
            if (DOZENS..MANY).contains(&count) {
                everywhere(facts, found, count);
            }
        },
    }
}

declare_rule! {
    pub static RECIPIENTS_MANY = "recipients-many" {
        group: Disliked,
        sources: [
            rspamd(Inspired, "RCPT_COUNT_GT_50"),
        ],
        finds: [concat!("From: a@example.org\nSubject: x\nTo: ",
            "a@b.example, b@b.example, c@b.example, d@b.example, e@b.example, f@b.example, g@b.example, h@b.example,\n",
            " i@b.example, j@b.example, k@b.example, l@b.example, m@b.example, n@b.example, o@b.example, p@b.example,\n",
            " a@c.example, b@c.example, c@c.example, d@c.example, e@c.example, f@c.example, g@c.example, h@c.example,\n",
            " i@c.example, j@c.example, k@c.example, l@c.example, m@c.example, n@c.example, o@c.example, p@c.example,\n",
            " a@d.example, b@d.example, c@d.example, d@d.example, e@d.example, f@d.example, g@d.example, h@d.example,\n",
            " i@d.example, j@d.example, k@d.example, l@d.example, m@d.example, n@d.example, o@d.example, p@d.example,\n",
            " a@e.example, b@e.example\n")],
        quiet: ["From: a@example.org\nSubject: x\nTo: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\nCc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example, p@b.example\n"],
        check: |facts, found| {
            let count = facts.recipients().count();
            if count >= MANY && !facts.context.list {
                everywhere(facts, found, count);
            }
        },
    }
}

declare_rule! {
    /// One field at a time; a domain's own people, written by its own people, may well be sorted.
    pub static RECIPIENTS_SORTED = "recipients-sorted" {
        group: Disliked,
        sources: [rspamd(Inspired, "SORTED_RECIPS"), spamassassin(Inspired, "SORTED_RECIPS")],
        finds: ["From: a@example.org\nSubject: x\nTo: alan@b.example, bert@b.example, carl@b.example, dora@b.example, emil@b.example, fay@b.example, gus@b.example\n"],
        quiet: ["From: a@example.org\nSubject: x\nTo: alan@b.example, bert@b.example, carl@b.example, emil@b.example, dora@b.example, fay@b.example, gus@b.example\n"],
        check: |facts, found| for field in facts.to.iter().chain(&facts.cc) {
            let people = &field.people;
            let sorted = || people.is_sorted_by(|a, b| a.address.to_ascii_lowercase() < b.address.to_ascii_lowercase());
            if people.len() >= ENOUGH && !within(facts, people) && sorted() {
                found.at(field.span).count("count", people.len());
            }
        },
    }
}

declare_rule! {
    pub static RECIPIENTS_SIMILAR = "recipients-similar" {
        group: Disliked,
        sources: [rspamd(Inspired, "SUSPICIOUS_RECIPS"), spamassassin(Inspired, "SUSPICIOUS_RECIPS")],
        finds: ["From: a@example.org\nSubject: x\nTo: tanaka1@b.example, tanabe@b.example, tanaka2@b.example, tanida@c.example, tanaka7@b.example, tanase@b.example, tanizaki@b.example\n"],
        quiet: ["From: a@example.org\nSubject: x\nTo: tanaka1@b.example, sato@b.example, tanaka2@b.example, ito@c.example, mori@b.example, abe@b.example, ueda@b.example\n"],
        check: |facts, found| for field in facts.to.iter().chain(&facts.cc) {
            let people = &field.people;
            if people.len() < ENOUGH || within(facts, people) { continue }
            let mut heads: Vec<u64> = people.iter().map(|person| head(&person.local)).collect();
            sort_by_key(&mut heads, |head| *head);
            let pairs = |n: usize| n as u64 * (n as u64).saturating_sub(1) / 2;
            let alike: u64 = heads.chunk_by(|a, b| a == b).map(|same| pairs(same.len())).sum();
            if alike * 100 >= pairs(people.len()) * 65 {
                found.at(field.span).count("count", people.len());
            }
        },
    }
}

/// The first letters of a local part in any case, as a number.
fn head(local: &str) -> u64 {
    local.bytes().take(ALIKE).fold(1, |head, b| head << 8 | u64::from(b.to_ascii_lowercase()))
}

declare_rule! {
    pub static RECIPIENTS_UNDISCLOSED = "recipients-undisclosed" {
        group: Odd,
        sources: [rspamd(Inspired, "R_UNDISC_RCPT"), rspamd(Inspired, "FREEMAIL_AFF"), spamassassin(Inspired, "FROM_MISSP_TO_UNDISC")],
        finds: ["From: a@example.org\nTo: undisclosed-recipients:;\nSubject: x\n", "From: a@example.org\nTo: Undisclosed recipients: ;\nSubject: x\n"],
        quiet: ["From: a@example.org\nTo: members:;\nSubject: x\n"],
        check: |facts, found| for field in facts.message.all("to") {
            let value = field.value_text();
            let bare = value.strip_prefix('<').unwrap_or(value);
            let is = |text: &str| begins(bare, text);
            if is("undisclosed-recipient") || is("undisclosed recipient") {
                found.at(field.value());
            }
        },
    }
}

declare_rule! {
    pub static RECIPIENT_NAME_GENERIC = "recipient-name-generic" {
        group: Odd,
        sources: [rspamd(Inspired, "TO_DN_RECIPIENTS")],
        finds: ["From: a@example.org\nTo: Recipients <b@example.net>\nSubject: x\n", "From: a@example.org\nTo: \"Valued customer\" <b@example.net>\nSubject: x\n"],
        quiet: ["From: a@example.org\nTo: Customer Care <b@example.net>\nSubject: x\n"],
        check: |facts, found| for person in facts.recipients() {
            const GENERIC: &[&str] = &[
                "recipient", "recipients", "customer", "customers", "valued customer", "dear customer", "user", "users",
                "member", "undisclosed recipients",
            ];
            if let Some((shown, span)) = name(person)
                && GENERIC.iter().any(|word| word.eq_ignore_ascii_case(shown.trim()))
            {
                found.at(span).text("name", shown.trim());
            }
        },
    }
}

declare_rule! {
    /// The field is the receiver's; what it tells is where To is silent.
    pub static DELIVERED_TO_NOT_LISTED = "delivered-to-not-listed" {
        group: Informative,
        sources: [rspamd(Inspired, "FORGED_RECIPIENTS"), Rfc(9228, "1")],
        finds: ["Delivered-To: c@example.net\nFrom: a@example.org\nTo: b@example.net\nSubject: x\n"],
        quiet: [
            "Delivered-To: b+tag@example.net\nFrom: a@example.org\nTo: B@example.net\nSubject: x\n",
            "Delivered-To: c@example.net\nFrom: a@example.org\nTo: l@example.net\nList-Id: <l.example.net>\nSubject: x\n",
        ],
        check: |facts, found| {
            if facts.context.list || facts.recipients().next().is_none() { return }
            let mut delivered = identity::read(facts.message, "delivered-to");
            if delivered.is_empty() {
                delivered = identity::read(facts.message, "x-original-to");
            }
            let boxes: Vec<&Person> = delivered.iter().flat_map(|field| &field.people).collect();
            let Some(last) = boxes.first() else { return };
            let listed = |mailbox: &&&Person| {
                let mut named = facts.recipients().chain(facts.bcc.iter().flat_map(|field| &field.people));
                named.any(|person| is_same(person, mailbox))
            };
            // A forward names both its mailboxes; few of each, so this stays small.
            if boxes.iter().take(8).all(|mailbox| !listed(&mailbox)) {
                found.at(last.span()).with("address", Arg::Address(last.address.clone()));
            }
        },
    }
}

/// The same mailbox, a tag after `+` or `-` left out.
fn is_same(one: &Person, other: &Person) -> bool {
    let base = |person: &Person| {
        let local = person.local.split('+').next().unwrap_or_default().to_ascii_lowercase();
        local.replace('.', "")
    };
    one.domain == other.domain && base(one) == base(other)
}

/// Whether these are all colleagues of the author.
fn within(facts: &Facts<'_>, people: &[Person]) -> bool {
    facts.author().is_some_and(|author| people.iter().all(|person| person.org == author.org))
}

/// Reports all fields with recipients.
fn everywhere(facts: &Facts<'_>, found: &mut Found<'_>, count: usize) {
    let mut spans = facts
        .to
        .iter()
        .chain(&facts.cc)
        .filter(|field| !field.people.is_empty())
        .map(|field| field.span);
    let Some(first) = spans.next() else { return };
    let finding = found.at(first).count("count", count);
    let rest: Vec<Span> = spans.collect();
    for span in rest {
        finding.and(span);
    }
}
