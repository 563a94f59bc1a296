//! How addresses and field names look: notes on what filters count.

use crate::declare_rule;
use crate::domain;
use crate::facts::{Facts, Person, identity};
use crate::rule::Arg;
use crate::span::Span;
use crate::stock;

/// Names of fields as common programs write them, where filters look at the case.
const NAMES: &[(&str, &str)] = &[
    ("from", "From"),
    ("to", "To"),
    ("cc", "Cc"),
    ("subject", "Subject"),
    ("mime-version", "MIME-Version"),
    ("content-type", "Content-Type"),
];

/// Longer labels are sentences.
const LABEL: usize = 28;

/// The last label of a domain that reads so; all of the domain where none is written so plainly.
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

declare_rule! {
    /// Chance makes such names too (initials, other languages), hence a note.
    pub static ADDRESS_RANDOM_LETTERS = "address-random-letters" {
        group: Odd,
        sources: [
            spamassassin(Inspired, "HK_RANDOM_FROM"),
            spamassassin(Inspired, "HK_RANDOM_REPLYTO"),
            spamassassin(Inspired, "HK_RANDOM_ENVFROM"),
            spamassassin(Inspired, "FROM_LOCAL_NOVOWEL"),
            spamassassin(Inspired, "FROM_DOMAIN_NOVOWEL"),
        ],
        finds: [
            "From: xkcdqwz@example.org\nSubject: x\n",
            "From: a@example.org\nReply-To: hghghghgx@example.net\nSubject: x\n",
            "From: a@bcdfgjklmn.example\nSubject: x\n",
        ],
        quiet: [
            "From: schmidt@example.org\nSubject: x\n",
            "From: bounce-xkcdqwz@example.org\nSubject: x\n",
            "From: a@xn--bcdfgjklmn.example\nSubject: x\n",
        ],
        check: |facts, found| for person in authors(facts) {
            let address = person.mailbox.address;
            // A-labels are made by rule and sound like nothing.
            let label = |label: &str| !label.starts_with("xn--") && stock::is_unspeakable(label);
            let place = if stock::is_random(person) {
                address.map(|address| address.local)
            } else {
                address.map(|address| address.domain).filter(|_| person.domain.split('.').any(label))
            };
            if let Some(place) = place {
                found.at(place).text("part", place.of(facts.text));
            }
        },
    }
}

declare_rule! {
    pub static SUFFIX_MISUSED = "top-level-domain-misused" {
        group: Odd,
        sources: [spamassassin(Inspired, "FROM_SUSPICIOUS_NTLD")],
        finds: ["From: a@example.top\nSubject: x\n"],
        quiet: ["From: a@top.example.org\nSubject: x\n"],
        check: |facts, found| for person in facts.from.iter().flat_map(|field| &field.people) {
            let end = person.domain.rsplit_once('.').map_or("", |(_, end)| end);
            if stock::is_misused(end) {
                found.at(label_span(facts.text, person.domain_span(), end)).text("end", end);
            }
        },
    }
}

declare_rule! {
    /// A-labels are long by rule.
    pub static DOMAIN_LONG = "domain-label-long" {
        group: Odd,
        sources: [spamassassin(Inspired, "FROM_LONG_DOM")],
        finds: ["From: a@the-very-best-offers-of-this-week.example\nSubject: x\n"],
        quiet: ["From: a@a.long.way.down.in.the.department.of.trees.example.org\nSubject: x\n"],
        check: |facts, found| for person in authors(facts) {
            let long = |label: &str| label.len() > LABEL && !label.starts_with("xn--");
            if let Some(label) = person.domain.split('.').find(|label| long(label)) {
                found.at(label_span(facts.text, person.domain_span(), label)).with("domain", Arg::Domain(person.domain.clone()));
            }
        },
    }
}

declare_rule! {
    pub static FREEMAIL_NUMBERED = "freemail-user-numbered" {
        group: Informative,
        sources: [
            spamassassin(Inspired, "FREEMAIL_REPLYTO_END_DIGIT"),
            spamassassin(Inspired, "FREEMAIL_ENVFROM_END_DIGIT"),
        ],
        finds: ["From: a@example.org\nReply-To: bob77@gmail.com\nSubject: x\n"],
        quiet: ["From: bob77@gmail.com\nSubject: x\n", "From: a@example.org\nReply-To: bob77@example.org\nSubject: x\n"],
        check: |facts, found| for person in facts.reply_to.iter().chain(&facts.return_path).flat_map(|field| &field.people) {
            if domain::is_freemail(&person.domain) && person.local.ends_with(|c: char| c.is_ascii_digit()) {
                found.at(person.span()).with("address", Arg::Address(person.address.clone()));
            }
        },
    }
}

declare_rule! {
    /// Honest programs write `Mime-Version` (Apple Mail, Mew, Sylpheed); `from` and `subject` come from scripts.
    pub static FIELD_NAME_CASE = "field-name-case" {
        group: Odd,
        sources: [
            Rfc(5322, "1.2.2"),
            rspamd(Inspired, "MV_CASE"),
            spamassassin(Inspired, "MALFORMED_FREEMAIL"),
            spamassassin(Inspired, "MSOE_MID_WRONG_CASE"),
        ],
        finds: ["From: a@example.org\nsubject: x\n", "From: a@example.org\nSubject: x\nMime-Version: 1.0\n"],
        quiet: ["From: a@example.org\nSUBJECT: x\n", "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nCC: b@example.net\n"],
        check: |facts, found| for (name, usual) in NAMES {
            let strange = |written: &str| written.bytes().all(|b| !b.is_ascii_uppercase()) || written == "Mime-Version";
            let field = facts.message.all(name).find(|field| strange(field.name()));
            // JSON and HTTP know small letters only: a whole block of them was copied from there.
            if let Some(field) = field.filter(|_| !all_small(facts)) {
                found.at(field.raw.name).text("written", field.name()).text("usual", usual);
            }
        },
    }
}

declare_rule! {
    pub static RESENT_INCOMPLETE = "resent-block-incomplete" {
        group: Disliked,
        sources: [Rfc(5322, "3.6.6")],
        finds: [
            "Resent-To: c@example.net\nFrom: a@example.org\nSubject: x\n",
            "Resent-Date: Mon, 1 Jan 2024 00:00:00 +0000\nResent-From: b@example.net, c@example.net\nFrom: a@example.org\nSubject: x\n",
        ],
        quiet: ["Resent-Date: Mon, 1 Jan 2024 00:00:00 +0000\nResent-From: b@example.net\nResent-To: c@example.net\nFrom: a@example.org\nSubject: x\n"],
        check: |facts, found| {
            const BLOCK: &[&str] = &["resent-to", "resent-cc", "resent-bcc", "resent-sender", "resent-message-id", "resent-from", "resent-date"];
            let Some(field) = BLOCK.iter().find_map(|name| facts.field(name)) else { return };
            let mut missing: Vec<Arg> = [("resent-date", "Resent-Date"), ("resent-from", "Resent-From")]
                .into_iter()
                .filter(|(name, _)| !facts.message.has(name))
                .map(|(_, name)| Arg::Field(name.to_owned()))
                .collect();
            let authors: usize = identity::read(facts.message, "resent-from").iter().map(|field| field.people.len()).max().unwrap_or(0);
            if authors > 1 && !facts.message.has("resent-sender") {
                missing.push(Arg::Field("Resent-Sender".to_owned()));
            }
            if !missing.is_empty() && !facts.context.returned {
                found.at(field.raw.name).with("fields", Arg::List(missing));
            }
        },
    }
}

/// Authors, and whoever is to get the answers.
fn authors<'f>(facts: &'f Facts<'_>) -> std::vec::IntoIter<&'f Person> {
    let fields = facts.from.iter().chain(&facts.reply_to);
    fields.flat_map(|field| &field.people).collect::<Vec<_>>().into_iter()
}

fn all_small(facts: &Facts<'_>) -> bool {
    facts.message.fields().all(|field| field.name().bytes().all(|b| !b.is_ascii_uppercase()))
}
