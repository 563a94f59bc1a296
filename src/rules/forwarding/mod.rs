//! Mail that was handed on: ARC, forwarders, resent blocks.

mod arc;
mod handed_on;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &arc::ARC_CHAIN_BROKEN,
    &arc::ARC_FAILED,
    &handed_on::FORWARDED_WITHOUT_ARC,
    &handed_on::GMAIL_FROM_ELSEWHERE,
    &handed_on::HELO_MALFORMED,
    &handed_on::IPREV_FAILED,
    &handed_on::RECEIVED_CHAIN_BREAK,
    &handed_on::RECEIVED_SPF_OTHER,
    &handed_on::SMTPUTF8_LOST,
];
