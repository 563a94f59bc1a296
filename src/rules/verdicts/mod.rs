//! What other filters wrote into the message.

mod marked;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] =
    &[&marked::MARKED_AS_SPAM, &marked::MARKED_ON_THE_WAY, &marked::OUTGOING_FILTER_STATUS];
