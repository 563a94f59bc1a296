//! SPF, DMARC and their alignment, as the receiver recorded them.

mod alignment;
mod envelope;
mod results;
mod testimony;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &alignment::ALIGNED_BY_ONE,
    &envelope::AUTHENTICATED_AS_ANOTHER,
    &results::AUTHENTICATION_CONTRADICTS,
    &results::AUTHENTICATION_NONE,
    &testimony::RESULTS_MALFORMED,
    &results::RESULTS_UNTRUSTED,
    &results::COMPAUTH_FAILED,
    &results::DKIM_BODY_CHANGED,
    &results::DKIM_FAILED,
    &results::DKIM_MISSING,
    &results::DMARC_FAILED,
    &results::DMARC_RECORD_MISSING,
    &alignment::FREEMAIL_FROM_FOREIGN,
    &alignment::FROM_NOT_ALIGNED,
    &envelope::RETURN_PATH_DECODED,
    &results::SPF_FAILED,
    &results::SPF_BROKEN,
    &results::SPF_SOFTFAIL,
    &testimony::TRACE_BELOW_AUTHOR,
];
