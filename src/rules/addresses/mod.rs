//! Addresses: how they are written, From and Sender, the accounts and the hosts in them.

pub(super) mod account;
mod author;
mod host;
mod syntax;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &syntax::ADDRESS_BLANK_IN_BRACKETS,
    &syntax::ADDRESS_DOT_PLACEMENT,
    &syntax::ADDRESS_EXOTIC_CHARACTER,
    &syntax::ADDRESS_GLUED_TO_NAME,
    &author::ADDRESS_GROUP_IN_FROM,
    &syntax::ADDRESS_MALFORMED,
    &syntax::NAME_IN_COMMENT,
    &syntax::ADDRESS_OBSOLETE_ROUTE,
    &account::ADDRESS_RANDOM_LETTERS,
    &syntax::ADDRESS_TOO_LONG,
    &syntax::ADDRESS_UNBALANCED,
    &syntax::ADDRESS_UNQUOTED_SPECIALS,
    &host::DOMAIN_LONG,
    &account::FROM_EQUALS_RECIPIENT,
    &author::FROM_MISSING,
    &author::FROM_NO_REPLY,
    &account::FROM_NUMBER_OR_HEX_USER,
    &account::FROM_SERVICE_ACCOUNT,
    &author::FROM_SEVERAL,
    &account::FROM_SYSTEM_ACCOUNT,
    &author::FROM_UNREADABLE,
    &author::FROM_WITHOUT_NAME,
    &host::HOST_ADDRESS_LITERAL,
    &host::HOST_LOOK_ALIKE,
    &host::HOST_MIXED_SCRIPTS,
    &host::HOST_RESERVED,
    &host::HOST_SINGLE_LABEL,
    &host::HOST_UNDERSCORE,
    &host::HOST_WWW,
    &author::SENDER_DIFFERS,
    &author::SENDER_MISSING,
    &author::SENDER_REDUNDANT,
    &host::SUFFIX_MISUSED,
];
