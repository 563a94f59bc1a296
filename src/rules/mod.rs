//! All rules, in one folder per family.

mod addresses;
mod authentication;
mod date;
mod display_name;
mod dkim;
mod encoded_words;
mod examples;
mod fields;
mod forwarding;
mod lists;
mod mailer;
mod message_id;
mod mime;
mod pages;
mod places;
mod presence;
mod recipients;
mod reply_addresses;
pub(crate) mod structure;
mod subject;
pub(crate) mod trace;
mod verdicts;

use crate::facts::Facts;
use crate::order::sort_by_key;
use crate::rule::{Finding, Found, Rule};
use crate::span::Span;

/// The families; each lists its rules in its `mod.rs`.
const FAMILIES: &[&[&Rule]] = &[
    addresses::RULES,
    authentication::RULES,
    date::RULES,
    display_name::RULES,
    dkim::RULES,
    encoded_words::RULES,
    forwarding::RULES,
    lists::RULES,
    mailer::RULES,
    message_id::RULES,
    mime::RULES,
    recipients::RULES,
    reply_addresses::RULES,
    structure::RULES,
    subject::RULES,
    trace::RULES,
    verdicts::RULES,
];

/// Every rule, sorted by id: the one table that drives checks, docs, `--explain` and the tests.
pub static RULES: &[&Rule] = &merged();

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].len();
        family += 1;
    }
    count
};

/// Merges all families into one list. A family out of order, or a repeated id, does not compile.
#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn merged() -> [&'static Rule; COUNT] {
    let mut all = [FAMILIES[0][0]; COUNT];
    let mut taken = [0; FAMILIES.len()];
    let mut count = 0;
    while count < COUNT {
        let mut first = FAMILIES.len();
        let mut family = 0;
        while family < FAMILIES.len() {
            if taken[family] < FAMILIES[family].len()
                && (first == FAMILIES.len()
                    || less(
                        FAMILIES[family][taken[family]].id.as_bytes(),
                        FAMILIES[first][taken[first]].id.as_bytes(),
                    ))
            {
                first = family;
            }
            family += 1;
        }
        all[count] = FAMILIES[first][taken[first]];
        taken[first] += 1;
        assert!(
            count == 0 || less(all[count - 1].id.as_bytes(), all[count].id.as_bytes()),
            "rules out of order"
        );
        count += 1;
    }
    all
}

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const fn less(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return a[i] < b[i];
        }
        i += 1;
    }
    a.len() < b.len()
}

/// Runs every rule, and returns the findings by level, then by place.
pub fn check(facts: &Facts<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES {
        (rule.check)(facts, &mut Found::new(rule, &mut all));
    }
    sort_by_key(&mut all, |finding| {
        let Span { start, end } = finding.spans.first().copied().unwrap_or_default();
        (finding.rule.level() as u64) << 62 | (start as u64) << 31 | end as u64
    });
    all
}

/// Returns the rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().and_then(|i| RULES.get(i)).copied()
}
