//! Messages that were passed on: ARC, forwarders, resent blocks.

mod arc;
mod forwarded;
mod resent;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &arc::ARC_CHAIN_BROKEN,
    &arc::ARC_FAILED,
    &forwarded::FORWARDED,
    &forwarded::FORWARDED_WITHOUT_ARC,
    &resent::RESENT_INCOMPLETE,
    &resent::RESENT_MISPLACED,
];
