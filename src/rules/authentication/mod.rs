//! SPF, DMARC and alignment, as the receiver recorded them.

mod alignment;
mod dmarc;
pub(super) mod login;
mod results;
mod spf;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &alignment::ALIGNED_BY_ONE,
    &login::AUTHENTICATED_AS_ANOTHER,
    &results::AUTHENTICATION_CONTRADICTS,
    &results::AUTHENTICATION_NONE,
    &results::RESULTS_MALFORMED,
    &results::RESULTS_UNTRUSTED,
    &login::AUTHENTICATION_WARNING,
    &results::COMPAUTH_FAILED,
    &dmarc::DMARC_FAILED,
    &dmarc::DMARC_LEGACY_TAGS,
    &dmarc::DMARC_RECORD_MISSING,
    &alignment::FREEMAIL_FROM_FOREIGN,
    &alignment::FROM_NOT_ALIGNED,
    &alignment::GMAIL_FROM_ELSEWHERE,
    &spf::IPREV_FAILED,
    &spf::RECEIVED_SPF_OTHER,
    &spf::SPF_FAILED,
    &spf::SPF_BROKEN,
    &spf::SPF_SOFTFAIL,
];
