//! The program that made the message: what it claims to be, its habits, its imitations.

pub(super) mod claim;
mod habits;
mod microsoft;
mod priority;
mod script;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &habits::APPLE_VERSIONS,
    &script::CPANEL_ACCOUNT_NAMED,
    &script::DESKTOP_DIRECT,
    &claim::ATTACK_TOOL,
    &habits::BOUNDARY_FOREIGN,
    &habits::BOUNDARY_UNKNOWN,
    &claim::BULK_SOFTWARE,
    &habits::COMPANIONS_FOREIGN,
    &habits::COMPANIONS_MISSING,
    &claim::NAME_CASE,
    &habits::FIELD_ORDER,
    &claim::LIBRARY_FREEMAIL,
    &habits::ID_FOREIGN,
    &microsoft::MIMEOLE_CONTRADICTS,
    &microsoft::MIMEOLE_MISSING,
    &claim::IMPOSSIBLE,
    &claim::NAME_RANDOM,
    &claim::OUTDATED,
    &claim::RARE_MAILER,
    &claim::MAILERS_TWO,
    &claim::WITHOUT_VERSION,
    &microsoft::OUTLOOK_HTML_ONLY,
    &script::SCRIPT_BESIDE_DESKTOP,
    &script::PHP_SCRIPT_EVAL,
    &script::PHP_SCRIPT_FORGED,
    &script::PHP_SCRIPT_NAMED,
    &script::PHP_SCRIPT_ROOT,
    &script::PHPMAILER_TOKEN,
    &script::PHPMAILER_OLD,
    &priority::PRIORITY_CONTRADICTS,
    &priority::PRIORITY_HIGH,
    &priority::PRIORITY_VALUE_ODD,
    &claim::SPAMWARE_FIELD,
];
