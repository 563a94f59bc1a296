//! How many recipients there are, in which order, and how alike.

use crate::facts::{Facts, Person};
use crate::order::sort_by_key;
use crate::rule::{Found, Rule, rule};
use crate::span::Span;

/// The number from which rspamd counts "twelve or more".
const DOZENS: usize = 12;

/// The number from which rspamd counts "over fifty".
const MANY: usize = 50;

/// Below this number, order and likeness are chance; both filters require as many.
const ENOUGH: usize = 7;

/// The number of letters in which two local parts must agree to be alike.
const ALIKE: usize = 3;

pub(crate) static RECIPIENTS_DOZENS: Rule = rule!(Rule {
    id: "recipients-dozens",
    group: Odd,
    sources: [rspamd(Inspired, "RCPT_COUNT_TWELVE")],
    finds: ["From: a@example.org\nSubject: x\n\
         To: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\n\
         Cc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example, p@b.example\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         To: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\n\
         Cc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example\n"],
    check: |facts, found| {
        let count = facts.recipients().count();
        if (DOZENS..MANY).contains(&count) {
            everywhere(facts, found, count);
        }
    },
});

pub(crate) static RECIPIENTS_MANY: Rule = rule!(Rule {
    id: "recipients-many",
    group: Disliked,
    sources: [rspamd(Inspired, "RCPT_COUNT_GT_50"),],
    finds: [concat!(
        "From: a@example.org\nSubject: x\nTo: ",
        "a@b.example, b@b.example, c@b.example, d@b.example, e@b.example, f@b.example, \
         g@b.example, h@b.example,\n",
        " i@b.example, j@b.example, k@b.example, l@b.example, m@b.example, n@b.example, \
         o@b.example, p@b.example,\n",
        " a@c.example, b@c.example, c@c.example, d@c.example, e@c.example, f@c.example, \
         g@c.example, h@c.example,\n",
        " i@c.example, j@c.example, k@c.example, l@c.example, m@c.example, n@c.example, \
         o@c.example, p@c.example,\n",
        " a@d.example, b@d.example, c@d.example, d@d.example, e@d.example, f@d.example, \
         g@d.example, h@d.example,\n",
        " i@d.example, j@d.example, k@d.example, l@d.example, m@d.example, n@d.example, \
         o@d.example, p@d.example,\n",
        " a@e.example, b@e.example\n"
    )],
    quiet: ["From: a@example.org\nSubject: x\n\
         To: k@b.example, c@b.example, a@b.example, z@b.example, x@b.example, y@b.example\n\
         Cc: n@b.example, m@b.example, o@b.example, d@b.example, r@b.example, p@b.example\n"],
    check: |facts, found| {
        let count = facts.recipients().count();
        if count >= MANY && !facts.context.list {
            everywhere(facts, found, count);
        }
    },
});

/// One field at a time; a list of colleagues may well be sorted.
pub(crate) static RECIPIENTS_SORTED: Rule = rule!(Rule {
    id: "recipients-sorted",
    group: Disliked,
    sources: [rspamd(Inspired, "SORTED_RECIPS"), spamassassin(Inspired, "SORTED_RECIPS")],
    finds: ["From: a@example.org\nSubject: x\n\
         To: alan@b.example, bert@b.example, carl@b.example, dora@b.example, emil@b.example, \
         fay@b.example, gus@b.example\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         To: alan@b.example, bert@b.example, carl@b.example, emil@b.example, dora@b.example, \
         fay@b.example, gus@b.example\n"],
    check: |facts, found| for field in facts.to.iter().chain(&facts.cc) {
        let people = &field.people;
        let sorted = || {
            people.is_sorted_by(|a, b| {
                a.address.to_ascii_lowercase() < b.address.to_ascii_lowercase()
            })
        };
        if people.len() >= ENOUGH && !within(facts, people) && sorted() {
            found.at(field.span).count("count", people.len());
        }
    },
});

pub(crate) static RECIPIENTS_SIMILAR: Rule = rule!(Rule {
    id: "recipients-similar",
    group: Disliked,
    sources: [rspamd(Inspired, "SUSPICIOUS_RECIPS"), spamassassin(Inspired, "SUSPICIOUS_RECIPS")],
    finds: ["From: a@example.org\nSubject: x\n\
         To: tanaka1@b.example, tanabe@b.example, tanaka2@b.example, tanida@c.example, \
         tanaka7@b.example, tanase@b.example, tanizaki@b.example\n"],
    quiet: ["From: a@example.org\nSubject: x\n\
         To: tanaka1@b.example, sato@b.example, tanaka2@b.example, ito@c.example, mori@b.example, \
         abe@b.example, ueda@b.example\n"],
    check: |facts, found| for field in facts.to.iter().chain(&facts.cc) {
        let people = &field.people;
        if people.len() < ENOUGH || within(facts, people) {
            continue;
        }
        let mut heads: Vec<u64> = people.iter().map(|person| head(&person.local)).collect();
        sort_by_key(&mut heads, |head| *head);
        let pairs = |n: usize| n as u64 * (n as u64).saturating_sub(1) / 2;
        let alike: u64 = heads.chunk_by(|a, b| a == b).map(|same| pairs(same.len())).sum();
        if alike * 100 >= pairs(people.len()) * 65 {
            found.at(field.span).count("count", people.len());
        }
    },
});

/// Returns the first letters of a local part, ignoring case, as a number.
fn head(local: &str) -> u64 {
    local.bytes().take(ALIKE).fold(1, |head, b| head << 8 | u64::from(b.to_ascii_lowercase()))
}

/// Whether these are all colleagues of the author.
fn within(facts: &Facts<'_>, people: &[Person]) -> bool {
    facts.author().is_some_and(|author| people.iter().all(|person| person.org == author.org))
}

/// Reports all fields that have recipients.
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
