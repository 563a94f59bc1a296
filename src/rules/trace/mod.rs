//! The route of a message: Received fields, greetings, hosts, and what they reveal about the
//! sender.

mod client;
mod greeting;
mod origin;
mod received;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &client::HANDOVER_UNENCRYPTED,
    &greeting::HELO_BARE_ADDRESS,
    &greeting::HELO_BORROWED,
    &greeting::HELO_GENERIC,
    &greeting::HELO_LOCALHOST,
    &greeting::HELO_MALFORMED,
    &greeting::HELO_OTHER_ADDRESS,
    &greeting::HELO_USER,
    &greeting::HELO_WITHOUT_DOMAIN,
    &received::HOPS_TOO_MANY,
    &origin::NEVER_TRAVELLED,
    &origin::ORIGINATING_ADDRESS,
    &origin::PRIVATE_DETAILS,
    &received::ADDRESS_IMPOSSIBLE,
    &received::RECEIVED_CHAIN_BREAK,
    &received::RECEIVED_FORM_FORGED,
    &received::RECEIVED_INCOMPLETE,
    &received::WAITED,
    &received::TIME_BACKWARDS,
    &received::RECEIVED_TWO_ADDRESSES,
    &client::REVERSE_NAME_GENERIC,
    &client::REVERSE_NAME_MISSING,
    &received::SMTPUTF8_LOST,
    &received::TRACE_BELOW_AUTHOR,
];
