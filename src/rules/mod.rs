//! All rules, one module a family.

mod arc;
mod authentication;
mod clock;
mod dkim;
mod mailer;
mod marks;
mod subscription;
mod trace;

use crate::facts::Facts;
use crate::rule::{Finding, Found, Rule};

/// Every rule, sorted by id: the one table that drives checks, docs, `--explain` and the tests.
pub static RULES: &[&Rule] = &[
    &authentication::ALIGNED_BY_ONE,
    &arc::ARC_CHAIN_BROKEN,
    &arc::ARC_FAILED,
    &authentication::AUTHENTICATION_CONTRADICTS,
    &authentication::AUTHENTICATION_NONE,
    &authentication::RESULTS_UNTRUSTED,
    &clock::BOUNDARY_CLOCK_IMPOSSIBLE,
    &clock::BOUNDARY_CLOCK_OFF,
    &clock::CLOCKS_COPIED,
    &authentication::COMPAUTH_FAILED,
    &authentication::DKIM_BODY_CHANGED,
    &dkim::DKIM_EXPIRED,
    &authentication::DKIM_FAILED,
    &dkim::DKIM_FIELDS_UNSIGNED,
    &dkim::DKIM_FROM_FUTURE,
    &dkim::DKIM_FROM_UNSIGNED,
    &dkim::DKIM_IDENTITY_OUTSIDE,
    &dkim::DKIM_INCOMPLETE,
    &dkim::DKIM_KEY_SHORT,
    &dkim::DKIM_LENGTH_TAG,
    &authentication::DKIM_MISSING,
    &dkim::DKIM_SHA1,
    &dkim::DKIM_SIGNS_TRACE,
    &dkim::DKIM_TIMES_REVERSED,
    &authentication::DMARC_FAILED,
    &authentication::DMARC_RECORD_MISSING,
    &dkim::DOMAINKEYS_OBSOLETE,
    &trace::FORWARDED,
    &authentication::FREEMAIL_FROM_FOREIGN,
    &authentication::FROM_NOT_ALIGNED,
    &trace::HANDOVER_UNENCRYPTED,
    &trace::HELO_BARE_ADDRESS,
    &trace::HELO_LOCALHOST,
    &trace::HELO_OTHER_ADDRESS,
    &trace::HELO_USER,
    &trace::HELO_WITHOUT_DOMAIN,
    &trace::HOPS_TOO_MANY,
    &subscription::LIST_ID_MALFORMED,
    &mailer::ATTACK_TOOL,
    &mailer::BOUNDARY_FOREIGN,
    &mailer::NAME_CASE,
    &mailer::LIBRARY_FREEMAIL,
    &mailer::ID_FOREIGN,
    &mailer::MIMEOLE_CONTRADICTS,
    &mailer::MIMEOLE_MISSING,
    &mailer::IMPOSSIBLE,
    &mailer::OUTDATED,
    &mailer::RARE_MAILER,
    &marks::MARKED_AS_SPAM,
    &marks::MARKED_ON_THE_WAY,
    &clock::ID_CLOCK_AGREES,
    &clock::ID_CLOCK_IMPOSSIBLE,
    &clock::ID_CLOCK_OFF,
    &trace::NEVER_TRAVELLED,
    &trace::ADDRESS_IMPOSSIBLE,
    &trace::WAITED,
    &trace::TIME_BACKWARDS,
    &trace::RETURN_PATH_REPEATED,
    &trace::REVERSE_NAME_GENERIC,
    &trace::REVERSE_NAME_MISSING,
    &authentication::SPF_FAILED,
    &authentication::SPF_BROKEN,
    &authentication::SPF_SOFTFAIL,
    &subscription::UNSUBSCRIBE_MALFORMED,
    &subscription::ONE_CLICK_MISSING,
    &subscription::ONE_CLICK_VALUE,
    &subscription::ONE_CLICK_PLAIN_HTTP,
    &subscription::ONE_CLICK_ALONE,
    &subscription::ONE_CLICK_SEVERAL,
    &subscription::ONE_CLICK_UNSIGNED,
];

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
