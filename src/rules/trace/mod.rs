//! The road of a message: Received, greetings and hosts.

mod forgery;
pub(crate) mod hops;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &forgery::DESKTOP_DIRECT,
    &forgery::FIELD_NAMES_RANDOM,
    &hops::FORWARDED,
    &hops::HANDOVER_UNENCRYPTED,
    &hops::HELO_BARE_ADDRESS,
    &hops::HELO_GENERIC,
    &hops::HELO_LOCALHOST,
    &hops::HELO_OTHER_ADDRESS,
    &hops::HELO_USER,
    &hops::HELO_WITHOUT_DOMAIN,
    &hops::HOPS_TOO_MANY,
    &hops::NEVER_TRAVELLED,
    &forgery::SCRIPT_BESIDE_DESKTOP,
    &forgery::PHPMAILER_TOKEN,
    &hops::ADDRESS_IMPOSSIBLE,
    &forgery::RECEIVED_FORM_FORGED,
    &forgery::RECEIVED_INCOMPLETE,
    &hops::WAITED,
    &hops::TIME_BACKWARDS,
    &hops::RETURN_PATH_REPEATED,
    &hops::REVERSE_NAME_GENERIC,
    &hops::REVERSE_NAME_MISSING,
];
