//! Whom an identifier names.

use crate::facts::{Facts, Person};
use crate::rule::{Arg, Rule, rule};
use crate::rules::message_id::form::id;
use crate::span::Span;

/// Old honest programs do this (`HidemaruMail`, Becky!, Sylpheed, git).
pub(crate) static MESSAGE_ID_HOLDS_FROM: Rule = rule!(Rule {
    id: "message-id-holds-from",
    group: Informative,
    sources: [rspamd(Same, "MID_CONTAINS_FROM")],
    finds: ["From: A <a@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
    quiet: ["From: A <aa@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
    check: |facts, found| {
        let Some(author) = facts.author().filter(|author| !author.domain.is_empty()) else {
            return;
        };
        if let Some(place) = inside_id(facts, author) {
            found.at(place).with("address", Arg::Address(author.address.clone()));
        }
    },
});

/// Mail within one domain is excused, as in the filter.
pub(crate) static MESSAGE_ID_HOLDS_RECIPIENT: Rule = rule!(Rule {
    id: "message-id-holds-recipient",
    group: Disliked,
    sources: [rspamd(Same, "MID_CONTAINS_TO")],
    finds: ["From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101.b@example.net>\n"],
    quiet: [
        "From: a@example.net\nTo: b@example.net\nMessage-ID: <20240101.b@example.net>\n",
        "From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101.c@example.net>\n",
    ],
    check: |facts, found| if let Some(to) = foreign_recipient(facts)
        && let Some(place) = inside_id(facts, to)
    {
        found.at(place).and(to.span()).with("address", Arg::Address(to.address.clone()));
    },
});

/// Lists write to their own domain all the time.
pub(crate) static MESSAGE_ID_DOMAIN_OF_RECIPIENT: Rule = rule!(Rule {
    id: "message-id-domain-of-recipient",
    group: Odd,
    sources: [rspamd(Same, "MID_RHS_MATCH_TO")],
    finds: ["From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101000000@example.net>\n"],
    quiet: [
        "From: a@example.net\nTo: b@example.net\nMessage-ID: <20240101000000@example.net>\n",
        "From: a@example.org\nTo: b@example.net\nMessage-ID: <20240101000000@mail.example.net>\n",
        "From: a@example.org\nCc: c@example.org\nTo: b@example.net\n\
         Message-ID: <20240101@example.net>\n",
    ],
    check: |facts, found| if let (Some(to), Some(id)) = (foreign_recipient(facts), id(facts))
        && id.right.of(facts.text).eq_ignore_ascii_case(&to.domain)
        && inside_id(facts, to).is_none()
    {
        found.at(id.right).and(to.domain_span()).with("domain", Arg::Domain(to.domain.clone()));
    },
});

pub(crate) static MESSAGE_ID_HOST_IS_USER: Rule = rule!(Rule {
    id: "message-id-host-equals-user",
    group: Disliked,
    sources: [rspamd(Inspired, "MID_END_EQ_FROM_USER_PART")],
    finds: ["From: info@example.org\nSubject: x\nMessage-ID: <abcdefgh@info>\n"],
    quiet: ["From: info@example.org\nSubject: x\nMessage-ID: <abcdefgh@INFO>\n"],
    check: |facts, found| if let (Some(id), Some(author)) = (id(facts), facts.author()) {
        let host = id.right.of(facts.text);
        let word = !host.is_empty() && host.bytes().all(|b| b.is_ascii_lowercase());
        if word && host == author.local {
            found.at(id.right).and(author.span()).text("host", host);
        }
    },
});

/// What `message-id-holds-from` omits in order to be the same test as rspamd's.
pub(crate) static ID_HOLDS_ACCOUNT: Rule = rule!(Rule {
    id: "message-id-holds-account",
    group: Informative,
    sources: [rspamd(Inspired, "MID_CONTAINS_FROM"), Observed("refused-2008"),],
    finds: ["From: WaterMind <watermind.pc@gmail.com>\nSubject: x\n\
         Message-Id: <8CC8C735E21043watermind.pc@gmail.com>\n"],
    quiet: ["From: A <a@example.org>\nSubject: x\nMessage-ID: <20240101000000.a@example.org>\n"],
    check: |facts, found| {
        let Some(author) = facts.author().filter(|author| is_rewritten_by_rspamd(author)) else {
            return;
        };
        if let Some(place) = place_in_id(facts, author) {
            found.at(place).with("address", Arg::Address(author.address.clone()));
        }
    },
});

/// Returns the topmost recipient, unless it is of the author's domain.
fn foreign_recipient<'f>(facts: &'f Facts<'_>) -> Option<&'f Person> {
    let fields = facts.to.iter().chain(&facts.cc).chain(&facts.bcc);
    let topmost =
        fields.filter(|field| !field.people.is_empty()).min_by_key(|field| field.field)?;
    let to = topmost.people.first().filter(|to| !to.domain.is_empty())?;
    (facts.author()?.domain != to.domain).then_some(to)
}

/// Returns the place of an address in the identifier, ignoring case. rspamd removes tags, and dots
/// at Gmail, from the address before it looks; what it cannot find then is ignored here too.
fn inside_id(facts: &Facts<'_>, person: &Person) -> Option<Span> {
    if is_rewritten_by_rspamd(person) { None } else { place_in_id(facts, person) }
}

/// Whether rspamd would compare this address without its tag or, at Gmail, without its dots.
fn is_rewritten_by_rspamd(person: &Person) -> bool {
    let gmail = matches!(person.domain.as_str(), "gmail.com" | "googlemail.com");
    person.local.contains('+') || (gmail && person.local.contains('.'))
}

/// Returns the place of the whole address in the identifier.
fn place_in_id(facts: &Facts<'_>, person: &Person) -> Option<Span> {
    let id = id(facts)?;
    let address = person.address.to_ascii_lowercase();
    let at = id.span.of(facts.text).to_ascii_lowercase().find(&address)?;
    let start = id.span.start + at;
    Some(Span::new(start, start + address.len()))
}
