//! The program that made the message: what it claims, its habits, its imitations.

pub(super) mod claim;
mod habits;
mod hosting;
mod imitation;
mod priority;
mod traits;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &habits::APPLE_VERSIONS,
    &hosting::AUTHENTICATION_WARNING,
    &traits::CHARSET_UNQUOTED,
    &hosting::CPANEL_ACCOUNT_NAMED,
    &imitation::HELO_BORROWED,
    &claim::ATTACK_TOOL,
    &claim::BOUNDARY_FOREIGN,
    &habits::BOUNDARY_UNKNOWN,
    &habits::BULK_SOFTWARE,
    &habits::COMPANIONS_FOREIGN,
    &habits::COMPANIONS_MISSING,
    &claim::NAME_CASE,
    &habits::FIELD_ORDER,
    &claim::LIBRARY_FREEMAIL,
    &claim::ID_FOREIGN,
    &claim::MIMEOLE_CONTRADICTS,
    &claim::MIMEOLE_MISSING,
    &claim::IMPOSSIBLE,
    &habits::NAME_RANDOM,
    &claim::OUTDATED,
    &claim::RARE_MAILER,
    &imitation::MAILERS_TWO,
    &habits::WITHOUT_VERSION,
    &traits::GMAIL_ID_BY_CLIENT,
    &traits::ID_HOLDS_ACCOUNT,
    &imitation::OUTLOOK_ID_ALONE,
    &traits::ID_NAME_SPELLING,
    &hosting::NON_DELIVERY_SUPPRESSED,
    &hosting::ORIGINATING_ADDRESS,
    &hosting::OUTGOING_FILTER_STATUS,
    &imitation::OUTLOOK_HTML_ONLY,
    &hosting::PHP_SCRIPT_EVAL,
    &imitation::PHP_SCRIPT_FORGED,
    &hosting::PHP_SCRIPT_NAMED,
    &hosting::PHP_SCRIPT_ROOT,
    &habits::PHPMAILER_OLD,
    &priority::PRIORITY_CONTRADICTS,
    &priority::PRIORITY_HIGH,
    &priority::PRIORITY_VALUE_ODD,
    &imitation::RECEIVED_TWO_ADDRESSES,
    &traits::RECIPIENT_WITHOUT_BRACKETS,
    &habits::SPAMWARE_FIELD,
];
