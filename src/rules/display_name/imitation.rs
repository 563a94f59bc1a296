//! Names that pass the sender off as somebody else.

use crate::domain;
use crate::facts::{Facts, Person};
use crate::rule::{Arg, Found, Rule, rule};
use crate::rules::pages::GMAIL_GUIDELINES;
use crate::rules::places::{is_relayed, named_author, place};
use crate::span::Span;

/// The most words with a dot that are examined; no honest name has more.
const WORDS: usize = 8;

/// Departments that write to colleagues; they must be the whole name.
const DESKS: &str = "IT helpdesk|IT help desk|IT support|IT department|IT admin|helpdesk|help desk|\
    administrator|system administrator|webmail admin|mail administrator|human resources|\
    HR department|HR|payroll|情報システム部|システム管理者|人事部";

/// Services that write for somebody say so ("… via …"), and so do lists.
pub(crate) static DISPLAY_NAME_OTHER_ADDRESS: Rule = rule!(Rule {
    id: "display-name-other-address",
    group: Disliked,
    sources: [
        rspamd(Inspired, "FROM_NEQ_DISPLAY_NAME"),
        Page("Gmail: Email sender guidelines", GMAIL_GUIDELINES, ""),
    ],
    finds: ["From: \"billing@example.com\" <x@example.org>\nSubject: x\n"],
    quiet: [
        "From: \"a@mail.example.org\" <b@example.org>\nSubject: x\n",
        "From: \"a@example.com via Paper\" <b@example.org>\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some((author, other, span)) = other_address(facts) else { return };
        report(found, author, other, span);
    },
});

/// The whole name is an address of the reader's own organisation: only a deceiver or a contact form
/// writes that, and the form should not.
pub(crate) static DISPLAY_NAME_COLLEAGUE: Rule = rule!(Rule {
    id: "display-name-colleague-address",
    group: Deceptive,
    sources: [rspamd(Inspired, "SPOOF_DISPLAY_NAME")],
    finds: ["From: \"boss@example.net\" <x@example.org>\nTo: me@example.net\nSubject: x\n"],
    quiet: [
        "From: \"boss@example.com\" <x@example.org>\nTo: me@example.net\nSubject: x\n",
        "From: \"boss@example.net\" <x@example.net>\nTo: me@example.net\nSubject: x\n",
    ],
    check: |facts, found| {
        if facts.context.automatic || facts.context.forwarded {
            return;
        }
        let Some((author, other, span)) = other_address(facts) else { return };
        let Some((_, shown, _)) = named_author(facts) else { return };
        let alone =
            shown.trim_matches(|c: char| c.is_whitespace() || "\"'<>()".contains(c)) == other;
        let org = org_of(other);
        let mut recipients = facts.recipients().peekable();
        let inside = recipients.peek().is_some() && recipients.all(|person| person.org == org);
        if alone && inside && !domain::is_freemail(&org) {
            report(found, author, other, span);
        }
    },
});

/// Only the domain as a word of its own: "Alice via example.net" is a list.
pub(crate) static DISPLAY_NAME_RECIPIENT_DOMAIN: Rule = rule!(Rule {
    id: "display-name-recipient-domain",
    group: Disliked,
    sources: [spamassassin(Inspired, "PDS_FROM_NAME_TO_DOMAIN")],
    finds: ["From: \"example.net Support\" <a@example.org>\nTo: b@example.net\nSubject: x\n"],
    quiet: [
        "From: \"example.net Support\" <a@mail.example.net>\nTo: b@example.net\nSubject: x\n",
        "From: \"Alice via example.net\" <a@example.org>\nTo: b@example.net\nSubject: x\n",
    ],
    check: |facts, found| {
        let Some((author, shown, span)) = named_author(facts) else { return };
        if facts.context.list || says_via(shown) {
            return;
        }
        let bound = |c: char| c.is_whitespace() || "\"'()[]<>,|".contains(c);
        for word in shown.split(bound).filter(|word| word.contains('.')).take(WORDS) {
            let lower = word.to_ascii_lowercase();
            let own = |person: &Person| {
                !person.domain.is_empty() && (lower == person.domain || lower == person.org)
            };
            if domain::organisational(&lower) != author.org && facts.recipients().any(own) {
                found
                    .at(place(facts.text, span, word))
                    .and(author.domain_span())
                    .with("domain", Arg::Domain(lower))
                    .with("address", Arg::Address(author.address.clone()));
                return;
            }
        }
    },
});

/// Only if all recipients are at one other organisation: within its own, the department is what it
/// says.
pub(crate) static DISPLAY_NAME_DEPARTMENT: Rule = rule!(Rule {
    id: "display-name-department",
    group: Odd,
    sources: [Page(
        "sublime-rules: impersonation",
        "https://github.com/sublime-security/sublime-rules",
        ""
    )],
    finds: ["From: \"IT Helpdesk\" <a@example.org>\nTo: b@example.net\nSubject: x\n"],
    quiet: [
        "From: \"IT Helpdesk\" <a@example.org>\nTo: b@mail.example.org\nSubject: x\n",
        "From: \"Example IT Helpdesk\" <a@example.org>\nTo: b@example.net\nSubject: x\n",
    ],
    check: |facts, found| if let Some((author, shown, span)) = named_author(facts)
        && DESKS.split('|').any(|desk| desk.eq_ignore_ascii_case(shown.trim()))
        && !facts.context.list
        && !facts.recipients().any(|person| person.org == author.org)
    {
        found
            .at(span)
            .and(author.domain_span())
            .with("address", Arg::Address(author.address.clone()));
    },
});

/// Reports the address that is in the author's name.
fn report(found: &mut Found<'_>, author: &Person, other: &str, span: Span) {
    found
        .at(span)
        .and(author.span())
        .with("other", Arg::Address(other.to_owned()))
        .with("address", Arg::Address(author.address.clone()));
}

/// Returns the author, and an address of another organisation in the author's name with its span.
fn other_address<'f>(facts: &'f Facts<'_>) -> Option<(&'f Person, &'f str, Span)> {
    let (author, shown, span) = named_author(facts)?;
    let other = address_in(shown)?;
    let foreign = org_of(other) != author.org && !author.org.is_empty();
    let excused = facts.context.list || says_via(shown) || is_relayed(author);
    (foreign && !excused).then(|| (author, other, place(facts.text, span, other)))
}

/// Whether a name says for whom a service writes, such as "Alice (via Docs)" or "経由".
fn says_via(name: &str) -> bool {
    let word =
        |w: &str| ["via", "durch", "par", "von"].iter().any(|known| known.eq_ignore_ascii_case(w));
    crate::rules::places::words(name).any(word)
        || name.contains("経由")
        || name.contains("on behalf of")
}

fn org_of(address: &str) -> String {
    let domain = address.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    domain::organisational(&domain).to_owned()
}

/// Returns the first part of a name that reads as an address.
fn address_in(name: &str) -> Option<&str> {
    let at = name.find('@')?;
    let (left, right) = (name.get(..at)?, name.get(at + 1..)?);
    let local = |c: char| c.is_ascii_alphanumeric() || "._+-=".contains(c);
    let host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let start = left.trim_end_matches(local).len();
    let whole = right.len() - right.trim_start_matches(host).len();
    let domain = right.get(..whole)?.trim_end_matches(['.', '-']);
    let dotted =
        domain.rsplit_once('.').is_some_and(|(head, tail)| !head.is_empty() && tail.len() > 1);
    (start < at && dotted).then(|| name.get(start..at + 1 + domain.len())).flatten()
}
