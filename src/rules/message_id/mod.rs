//! Message-ID, References and In-Reply-To.

pub(super) mod id;
mod thread;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &thread::IN_REPLY_TO_SEVERAL,
    &id::MESSAGE_ID_ADDED,
    &id::MESSAGE_ID_CAPITALS,
    &id::MESSAGE_ID_DOMAIN_OF_RECIPIENT,
    &id::MESSAGE_ID_HOLDS_FROM,
    &id::MESSAGE_ID_HOLDS_RECIPIENT,
    &id::MESSAGE_ID_HOST_IS_USER,
    &id::MESSAGE_ID_IP_ADDRESS,
    &id::MESSAGE_ID_LOCAL_HOST,
    &id::MESSAGE_ID_MALFORMED,
    &id::MESSAGE_ID_NOT_DOMAIN,
    &id::MESSAGE_ID_SEVERAL_AT,
    &id::MESSAGE_ID_TOO_LONG,
    &id::MESSAGE_ID_TOO_SHORT,
    &id::MESSAGE_ID_WITHOUT_BRACKETS,
    &id::MESSAGE_ID_WWW,
    &id::REFERENCES_MALFORMED,
    &thread::REFERENCES_PARENT_MISSING,
];
