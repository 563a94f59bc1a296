//! How addresses are written, and the domains and accounts in them.

pub(crate) mod address;
mod host;
mod sender_account;
mod shape;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &address::ADDRESS_BLANK_IN_BRACKETS,
    &address::ADDRESS_DOT_PLACEMENT,
    &address::ADDRESS_EXOTIC_CHARACTER,
    &address::ADDRESS_GLUED_TO_NAME,
    &address::ADDRESS_GROUP_IN_FROM,
    &address::ADDRESS_MALFORMED,
    &address::ADDRESS_OBSOLETE_ROUTE,
    &shape::ADDRESS_RANDOM_LETTERS,
    &address::ADDRESS_TOO_LONG,
    &address::ADDRESS_UNBALANCED,
    &address::ADDRESS_UNQUOTED_SPECIALS,
    &shape::DOMAIN_LONG,
    &shape::FIELD_NAME_CASE,
    &shape::FREEMAIL_NUMBERED,
    &sender_account::FROM_EQUALS_RECIPIENT,
    &sender_account::FROM_NUMBER_OR_HEX_USER,
    &sender_account::FROM_SERVICE_ACCOUNT,
    &address::FROM_SEVERAL,
    &sender_account::FROM_SYSTEM_ACCOUNT,
    &address::FROM_UNREADABLE,
    &address::FROM_WITHOUT_NAME,
    &host::HOST_ADDRESS_LITERAL,
    &host::HOST_LOOK_ALIKE,
    &host::HOST_MIXED_SCRIPTS,
    &host::HOST_RESERVED,
    &host::HOST_SINGLE_LABEL,
    &host::HOST_UNDERSCORE,
    &host::HOST_WWW,
    &shape::RESENT_INCOMPLETE,
    &address::RETURN_PATH_NULL,
    &sender_account::RETURN_PATH_SERVICE_ACCOUNT,
    &shape::SUFFIX_MISUSED,
];
