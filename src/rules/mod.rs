//! All rules, one module a family.

use crate::facts::Facts;
use crate::rule::{Finding, Found, Rule};

/// Every rule, sorted by id: the one table that drives checks, docs, `--explain` and the tests.
pub static RULES: &[&Rule] = &[];

#[expect(clippy::indexing_slicing, reason = "runs at compile time")]
const _: () = {
    let mut i = 1;
    while i < RULES.len() {
        assert!(less(RULES[i - 1].id.as_bytes(), RULES[i].id.as_bytes()), "rules out of order");
        i += 1;
    }
};

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

/// Runs every rule; findings by level, then by place.
pub fn check(facts: &Facts<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES {
        (rule.check)(facts, &mut Found::new(rule, &mut all));
    }
    all.sort_by_key(|f| (f.rule.level(), f.spans.first().copied().unwrap_or_default()));
    all
}

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().and_then(|i| RULES.get(i)).copied()
}
