//! All rules, one module a family.

mod address;
mod arc;
mod authentication;
mod clock;
mod dkim;
mod encoding;
mod host;
mod mailer;
mod marks;
mod mime;
mod subscription;
mod trace;
mod traits;

use crate::facts::Facts;
use crate::rule::{Finding, Found, Rule};

/// Every rule, sorted by id: the one table that drives checks, docs, `--explain` and the tests.
pub static RULES: &[&Rule] = &[
    &address::ADDRESS_BLANK_IN_BRACKETS,
    &address::ADDRESS_DOT_PLACEMENT,
    &address::ADDRESS_EXOTIC_CHARACTER,
    &address::ADDRESS_GLUED_TO_NAME,
    &address::ADDRESS_GROUP_IN_FROM,
    &address::ADDRESS_MALFORMED,
    &address::ADDRESS_OBSOLETE_ROUTE,
    &address::ADDRESS_TOO_LONG,
    &address::ADDRESS_UNBALANCED,
    &address::ADDRESS_UNQUOTED_SPECIALS,
    &authentication::ALIGNED_BY_ONE,
    &arc::ARC_CHAIN_BROKEN,
    &arc::ARC_FAILED,
    &authentication::AUTHENTICATION_CONTRADICTS,
    &authentication::AUTHENTICATION_NONE,
    &authentication::RESULTS_UNTRUSTED,
    &clock::BOUNDARY_CLOCK_IMPOSSIBLE,
    &clock::BOUNDARY_CLOCK_OFF,
    &mime::BOUNDARY_MALFORMED,
    &mime::BOUNDARY_MISSING,
    &mime::CHARSET_MISSING,
    &mime::CHARSET_UNKNOWN,
    &traits::CHARSET_UNQUOTED,
    &clock::CLOCKS_COPIED,
    &authentication::COMPAUTH_FAILED,
    &mime::CONTENT_TYPE_EXTRA_SEMICOLON,
    &mime::CONTENT_TYPE_MALFORMED,
    &mime::CONTENT_TYPE_PARAMETER_MALFORMED,
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
    &encoding::ENCODED_WORD_CHARSETS_MIXED,
    &encoding::ENCODED_WORD_CONTROL,
    &encoding::ENCODED_WORD_GLUED,
    &encoding::ENCODED_WORD_IN_QUOTES,
    &encoding::ENCODED_WORD_LINE_BREAK,
    &encoding::ENCODED_WORD_MALFORMED,
    &encoding::ENCODED_WORD_MISPLACED,
    &encoding::ENCODED_WORD_NEEDLESS,
    &encoding::ENCODED_WORD_SPLIT_CHARACTER,
    &encoding::ENCODED_WORD_TOO_LONG,
    &encoding::ENCODED_WORD_UNDECODABLE,
    &encoding::ENCODED_WORD_UNKNOWN_CHARSET,
    &encoding::ENCODED_WORD_UNPADDED,
    &trace::FORWARDED,
    &authentication::FREEMAIL_FROM_FOREIGN,
    &authentication::FROM_NOT_ALIGNED,
    &address::FROM_SEVERAL,
    &address::FROM_UNREADABLE,
    &address::FROM_WITHOUT_NAME,
    &encoding::HALF_WIDTH_KANA,
    &trace::HANDOVER_UNENCRYPTED,
    &trace::HELO_BARE_ADDRESS,
    &trace::HELO_LOCALHOST,
    &trace::HELO_OTHER_ADDRESS,
    &trace::HELO_USER,
    &trace::HELO_WITHOUT_DOMAIN,
    &trace::HOPS_TOO_MANY,
    &host::HOST_ADDRESS_LITERAL,
    &host::HOST_MIXED_SCRIPTS,
    &host::HOST_RESERVED,
    &host::HOST_SINGLE_LABEL,
    &host::HOST_UNDERSCORE,
    &host::HOST_WWW,
    &mime::ISO_2022_JP_NOT_7BIT,
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
    &traits::GMAIL_ID_BY_CLIENT,
    &traits::ID_NAME_SPELLING,
    &mime::MESSAGE_PARTIAL,
    &mime::MIME_VERSION_MISSING,
    &mime::MIME_VERSION_WRONG,
    &trace::NEVER_TRAVELLED,
    &mime::PARAMETER_ENCODED_WORD,
    &mime::PARAMETER_EXTENDED_BROKEN,
    &trace::ADDRESS_IMPOSSIBLE,
    &trace::WAITED,
    &trace::TIME_BACKWARDS,
    &address::RECIPIENT_WITHOUT_BRACKETS,
    &mime::REPORT_TYPE_MISSING,
    &address::RETURN_PATH_NULL,
    &trace::RETURN_PATH_REPEATED,
    &trace::REVERSE_NAME_GENERIC,
    &trace::REVERSE_NAME_MISSING,
    &authentication::SPF_FAILED,
    &authentication::SPF_BROKEN,
    &authentication::SPF_SOFTFAIL,
    &mime::TEXT_BASE64_NEEDLESS,
    &mime::TRANSFER_ENCODING_CASE,
    &mime::TRANSFER_ENCODING_ON_MULTIPART,
    &mime::TRANSFER_ENCODING_UNKNOWN,
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
