//! DKIM: what a signature says, and what became of it.

mod coverage;
mod outcome;
mod signature;
mod times;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &outcome::DKIM_BODY_CHANGED,
    &coverage::DKIM_COPY_UNSIGNED,
    &times::DKIM_EXPIRED,
    &outcome::DKIM_FAILED,
    &coverage::DKIM_FIELDS_UNSIGNED,
    &times::DKIM_FROM_FUTURE,
    &coverage::DKIM_FROM_UNSIGNED,
    &signature::DKIM_IDENTITY_OUTSIDE,
    &signature::DKIM_INCOMPLETE,
    &signature::DKIM_KEY_SHORT,
    &coverage::DKIM_LENGTH_TAG,
    &outcome::DKIM_MISSING,
    &signature::DKIM_SHA1,
    &coverage::DKIM_SIGNS_TRACE,
    &times::DKIM_TIME_OFF,
    &times::DKIM_TIMES_REVERSED,
    &signature::DKIM_UNUSUAL,
    &signature::DOMAINKEYS_OBSOLETE,
];
