//! Message-ID, References and In-Reply-To (RFC 5322 §3.6.4).

mod contents;
mod form;
mod maker;
mod thread;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &thread::IN_REPLY_TO_SEVERAL,
    &maker::MESSAGE_ID_ADDED,
    &form::MESSAGE_ID_CAPITALS,
    &contents::MESSAGE_ID_DOMAIN_OF_RECIPIENT,
    &maker::GMAIL_ID_BY_CLIENT,
    &contents::ID_HOLDS_ACCOUNT,
    &contents::MESSAGE_ID_HOLDS_FROM,
    &contents::MESSAGE_ID_HOLDS_RECIPIENT,
    &contents::MESSAGE_ID_HOST_IS_USER,
    &form::MESSAGE_ID_IP_ADDRESS,
    &form::MESSAGE_ID_LOCAL_HOST,
    &form::MESSAGE_ID_MALFORMED,
    &form::MESSAGE_ID_MISSING,
    &form::MESSAGE_ID_NOT_DOMAIN,
    &maker::OUTLOOK_ID_ALONE,
    &form::MESSAGE_ID_SEVERAL_AT,
    &maker::ID_NAME_SPELLING,
    &form::MESSAGE_ID_TOO_LONG,
    &form::MESSAGE_ID_TOO_SHORT,
    &form::MESSAGE_ID_WITHOUT_BRACKETS,
    &form::MESSAGE_ID_WWW,
    &thread::REFERENCES_MALFORMED,
    &thread::REFERENCES_PARENT_MISSING,
];
