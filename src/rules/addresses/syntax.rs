//! How addresses are written (RFC 5322 §3.4), in any field.

use crate::bytes;
use crate::domain::is_word;
use crate::facts::{AddressField, Facts, Person};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::fields::field_name;
use crate::rules::pages::YAHOO_CODES;
use crate::span::{Flaw, Span};
use crate::syntax::address::AddressFlaw;
use crate::syntax::scanner::is_blank;

/// The most octets of a local part and of a domain (RFC 5321 §4.5.3.1).
const LONGEST_LOCAL: usize = 64;

const LONGEST_DOMAIN: usize = 255;

/// Characters in a local part that Yahoo says it refuses.
const EXOTIC: &[char] = &[',', '$', '%', '?', '{', '}', '<', '>', '|'];

/// The most places that one finding marks.
const MARKS: usize = 10;

/// The most octets of a field that is shown whole.
const SHOWN: usize = 120;

/// Lists of bare names come from programs that show addresses by name: only what has an `@` was
/// meant as an address.
pub(crate) static ADDRESS_MALFORMED: Rule = rule!(Rule {
    id: "address-malformed",
    group: Broken,
    sources: [Rfc(5322, "3.4.1"), rspamd(Inspired, "REPLYTO_UNPARSEABLE")],
    finds: [
        "From: a@example.org\nTo: b@@example.net\n",
        "From: a@example.org\nTo: <mailto:b@example.net>\n",
        "From: a@example.org\nReply-To: b@\n",
        "From: a@example.org\nTo: Bob Example b@example.net\n",
    ],
    quiet: [
        "From: a@example.org\nTo: undisclosed-recipients:;\n",
        "From: a@example.org\nTo: Ann Lee, Bob Ray\n",
        "From: a@example.org\nTo: phishing@pot, <\"b@c\"@example.net>\n",
        "From: a@example.org\nTo: \"Bob Example\" (b) <b@example.net>\n",
    ],
    check: |facts, found| each(
        facts,
        &[&facts.sender, &facts.reply_to, &facts.to, &facts.cc],
        found,
        &|flaw| {
            match flaw.kind {
                AddressFlaw::SeveralAt | AddressFlaw::NoLocalPart | AddressFlaw::BadCharacter => {
                    true
                }
                AddressFlaw::NoDomain => flaw.span.of(facts.text).contains('@'),
                // `a @ b` is an obsolete form; a name before a bare address is not.
                AddressFlaw::BlankInAddress => is_between_words(facts.text, flaw.span),
                _ => false,
            }
        }
    ),
});

/// A lone dot is fine everywhere (obs-phrase), and a list of names alone is silent as above. So is
/// an address that is also its own name, which all programs read well.
pub(crate) static ADDRESS_UNQUOTED_SPECIALS: Rule = rule!(Rule {
    id: "address-unquoted-specials",
    group: Broken,
    sources: [Rfc(5322, "3.2.3")],
    finds: [
        "From: Sales: Example <a@example.org>\nSubject: x\n",
        "From: Example, Inc. <a@example.org>\nSubject: x\n",
        "From: a@example.org\nTo: b@example.net; c@example.net\n",
    ],
    quiet: [
        "From: J. R. Example <a@example.org>\nSubject: x\n",
        "From: a@example.org\nTo: Recipients:\n",
        "From: a@example.org\nTo: 'b@example.net' <b@example.net>\n",
        "From: \"Sales: Example, Inc.\" <a@example.org>\nSubject: x\n",
    ],
    check: |facts, found| each(facts, &everyone(facts), found, &|flaw| {
        flaw.kind == AddressFlaw::UnquotedSpecials && !is_own_name(facts.text, flaw.span)
    }),
});

pub(crate) static ADDRESS_UNBALANCED: Rule = rule!(Rule {
    id: "address-unbalanced",
    group: Broken,
    sources: [Rfc(5322, "3.4"), spamassassin(Inspired, "FROM_UNBAL2"),],
    finds: [
        "From: Ann <a@example.org\nSubject: x\n",
        "From: a@example.org\nTo: \"Bob <b@example.net>\n",
    ],
    quiet: ["From: \"Ann \\\" <\" <a@example.org>\nSubject: x\n"],
    check: |facts, found| each(facts, &everyone(facts), found, &|flaw| {
        matches!(flaw.kind, AddressFlaw::UnbalancedAngle | AddressFlaw::UnbalancedQuote)
    }),
});

pub(crate) static ADDRESS_BLANK_IN_BRACKETS: Rule = rule!(Rule {
    id: "address-blank-in-brackets",
    group: Disliked,
    sources: [
        spamassassin(Inspired, "FROM_WSP_TRAIL"),
        spamassassin(Inspired, "FROM_WSP_LEAD"),
        rspamd(Inspired, "TO_WRAPPED_IN_SPACES"),
    ],
    finds: [
        "From: Ann <a@example.org >\nSubject: x\n",
        "From: a@example.org\nTo: < b@example.net>\n"
    ],
    quiet: ["From: Ann  <a@example.org> \nSubject: x\n"],
    check: |facts, found| each(facts, &everyone(facts), found, &|flaw| {
        flaw.kind == AddressFlaw::BlankInAngle
    }),
});

/// Only From and only plain addresses, as far as the filter looks.
pub(crate) static ADDRESS_GLUED_TO_NAME: Rule = rule!(Rule {
    id: "address-glued-to-name",
    group: Odd,
    sources: [
        rspamd(Inspired, "R_NO_SPACE_IN_FROM"),
        spamassassin(Inspired, "FROM_MISSPACED"),
        spamassassin(Inspired, "FROM_MISSP_TO_UNDISC"),
        spamassassin(Inspired, "FROM_MISSP_MSFT"),
        spamassassin(Inspired, "FROM_MISSP_USER"),
        spamassassin(Inspired, "FROM_MISSP_XPRIO")
    ],
    finds: ["From: \"Ann\"<a@example.org>\nSubject: x\n"],
    quiet: [
        "From: \"Ann\" <a@example.org>\nSubject: x\n",
        "From: a@example.org\nTo: Bob<b@example.net>\n",
    ],
    check: |facts, found| for field in facts.from.iter().take(1) {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        for flaw in
            field.list.flaws.iter().filter(|flaw| flaw.kind == AddressFlaw::GluedName).take(MARKS)
        {
            let told = field.people.iter().find(|person| {
                person.mailbox.angle.is_some_and(|angle| angle.start + 1 == flaw.span.end)
            });
            if let Some(person) = told
                && person.local.chars().all(plain)
                && person.domain.chars().all(plain)
            {
                found.at(flaw.span).with("address", Arg::Address(person.address.clone()));
            }
        }
    },
});

/// Not Return-Path: rewritten envelope senders are longer, and their makers know why.
pub(crate) static ADDRESS_TOO_LONG: Rule = rule!(Rule {
    id: "address-too-long",
    group: Disliked,
    sources: [Rfc(5321, "4.5.3.1"), rspamd(Inspired, "REPLYTO_LOCALPART_LONG")],
    finds: [
        "From: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org\n\
         Subject: x\n"
    ],
    quiet: ["From: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org\n\
         Subject: x\n"],
    check: |facts, found| for (field, person) in people(&everyone(facts)) {
        let Some(address) = person.mailbox.address else { continue };
        let (part, limit) = if address.local.len() > LONGEST_LOCAL {
            (address.local, LONGEST_LOCAL)
        } else if address.domain.len() > LONGEST_DOMAIN {
            (address.domain, LONGEST_DOMAIN)
        } else {
            continue;
        };
        found
            .at(part)
            .with("field", field_name(facts, field.field))
            .count("count", part.len())
            .count("limit", limit);
    },
});

/// Old Japanese mobile carriers gave out such addresses.
pub(crate) static ADDRESS_DOT_PLACEMENT: Rule = rule!(Rule {
    id: "address-dot-placement",
    group: Disliked,
    sources: [Rfc(5322, "3.2.3")],
    finds: [
        "From: ann.@example.org\nSubject: x\n",
        "From: a@example.org\nTo: b..o..b@example.net\n"
    ],
    quiet: ["From: \"ann.\"@example.org\nTo: b.o.b@example.net\n"],
    check: |facts, found| each(facts, &everyone(facts), found, &|flaw| {
        flaw.kind == AddressFlaw::DotPlacement
    }),
});

pub(crate) static ADDRESS_EXOTIC_CHARACTER: Rule = rule!(Rule {
    id: "address-exotic-character",
    group: Disliked,
    sources: [Page("Yahoo: SMTP error codes", YAHOO_CODES, "554")],
    finds: [
        "From: a%b@example.org\nSubject: x\n",
        "From: a@example.org\nTo: \"b,c\"@example.net\n"
    ],
    quiet: ["From: a+b=c_d@example.org\nTo: \"b\" <b.c@example.net>\n"],
    check: |facts, found| {
        let mut fields = everyone(facts).to_vec();
        fields.push(&facts.return_path);
        for (field, person) in people(&fields) {
            let Some(address) = person.mailbox.address else { continue };
            let local = address.local;
            if let Some((at, c)) =
                local.of(facts.text).char_indices().find(|(_, c)| EXOTIC.contains(c))
            {
                found
                    .at(Span::new(local.start + at, local.start + at + 1))
                    .with("field", field_name(facts, field.field))
                    .with("address", Arg::Address(person.address.clone()))
                    .text("character", c.encode_utf8(&mut [0; 4]));
            }
        }
    },
});

pub(crate) static ADDRESS_OBSOLETE_ROUTE: Rule = rule!(Rule {
    id: "address-obsolete-route",
    group: Odd,
    sources: [Rfc(5322, "4.4"), Rfc(5321, "appendix-C")],
    finds: ["From: <@a.example.org,@b.example.org:c@example.org>\nSubject: x\n"],
    quiet: ["From: \"@a.example.org:\" <c@example.org>\nSubject: x\n"],
    check: |facts, found| for (field, person) in people(&everyone(facts)) {
        if let Some(route) = person.mailbox.route {
            found.at(route).with("field", field_name(facts, field.field));
        }
    },
});

pub(crate) static NAME_IN_COMMENT: Rule = rule!(Rule {
    id: "address-name-in-comment",
    group: Informative,
    sources: [Rfc(5322, "3.4")],
    finds: ["From: a@example.org (Ann Example)\nSubject: x\n"],
    quiet: ["From: Ann Example <a@example.org> (at work)\nSubject: x\n"],
    check: |facts, found| for person in facts.from.iter().flat_map(|field| &field.people) {
        let mailbox = &person.mailbox;
        if let (None, None, [comment, ..]) =
            (mailbox.angle, mailbox.phrase, mailbox.comments.as_slice())
        {
            found.at(*comment).text("name", comment.of(facts.text));
        }
    },
});

fn everyone<'f>(facts: &'f Facts<'_>) -> [&'f Vec<AddressField>; 5] {
    [&facts.from, &facts.sender, &facts.reply_to, &facts.to, &facts.cc]
}

pub(crate) fn people<'f>(fields: &[&'f Vec<AddressField>]) -> Vec<(&'f AddressField, &'f Person)> {
    let mut people = Vec::new();
    for field in fields.iter().flat_map(|fields| fields.iter()) {
        for person in &field.people {
            people.push((field, person));
        }
    }
    people
}

/// Reports one finding for each field that has such flaws and at least one address.
fn each(
    facts: &Facts<'_>,
    fields: &[&Vec<AddressField>],
    found: &mut Found<'_>,
    wrong: &dyn Fn(&Flaw<AddressFlaw>) -> bool,
) {
    for field in fields.iter().flat_map(|fields| fields.iter()) {
        let mut flaws = field.list.flaws.iter().filter(|flaw| wrong(flaw));
        let meant = field.people.iter().any(|person| person.span().of(facts.text).contains('@'));
        let Some(first) = flaws.next().filter(|_| meant) else { continue };
        let shown = around(field, first.span);
        let finding = found.at(first.span);
        finding.with("field", field_name(facts, field.field)).text("value", shown.of(facts.text));
        for flaw in flaws.take(MARKS) {
            finding.and(flaw.span);
        }
    }
}

/// Whether the `@` belongs to a name that repeats its address: `a@b <a@b>`.
fn is_own_name(text: &str, at: Span) -> bool {
    let ends = |c: char| is_blank(c) || matches!(c, '\'' | '<' | ',');
    let near = LONGEST_LOCAL + LONGEST_DOMAIN;
    let before = text.get(..at.start).unwrap_or_default().chars().rev().take(near);
    let back: usize = before.take_while(|c| !ends(*c)).map(char::len_utf8).sum();
    let after = text.get(at.end..).unwrap_or_default();
    let ahead: usize = after.chars().take(near).take_while(|c| !ends(*c)).map(char::len_utf8).sum();
    let name = Span::new(at.start - back, at.end + ahead).of(text);
    let rest = after.get(ahead..).unwrap_or_default();
    let rest = rest.strip_prefix('\'').unwrap_or(rest);
    let angle = rest.trim_start_matches([' ', '\t']).strip_prefix('<').unwrap_or_default();
    at.of(text) == "@" && bytes::after(angle, name).is_some_and(|end| end.starts_with('>'))
}

/// Whether the gap separates two words, rather than a word from an `@` or a dot.
fn is_between_words(text: &str, gap: Span) -> bool {
    let near = |c: Option<char>| c.is_some_and(|c| is_word(c) || c == '"');
    let before = text.get(..gap.start).and_then(|text| text.chars().next_back());
    let after = text.get(gap.end..).and_then(|text| text.chars().next());
    gap.of(text).trim().is_empty() && near(before) && near(after)
}

/// Returns what to show around a flaw: its mailbox, or else the whole field if it is short.
fn around(field: &AddressField, flaw: Span) -> Span {
    let mailbox = field.list.mailboxes().find(|mailbox| mailbox.span.contains(flaw));
    match mailbox {
        Some(mailbox) => mailbox.span,
        None if field.span.len() <= SHOWN => field.span,
        None => flaw,
    }
}
