//! DKIM: what a signature says, and what became of it.

pub(super) mod signature;
mod signing;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &signing::DKIM_COPY_UNSIGNED,
    &signature::DKIM_EXPIRED,
    &signature::DKIM_FIELDS_UNSIGNED,
    &signature::DKIM_FROM_FUTURE,
    &signature::DKIM_FROM_UNSIGNED,
    &signature::DKIM_IDENTITY_OUTSIDE,
    &signature::DKIM_INCOMPLETE,
    &signature::DKIM_KEY_SHORT,
    &signature::DKIM_LENGTH_TAG,
    &signature::DKIM_SHA1,
    &signature::DKIM_SIGNS_TRACE,
    &signing::DKIM_TIME_OFF,
    &signature::DKIM_TIMES_REVERSED,
    &signing::DKIM_UNUSUAL,
    &signature::DOMAINKEYS_OBSOLETE,
];
