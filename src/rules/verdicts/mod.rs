//! What other filters wrote into the message.

mod marks;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[&marks::MARKED_AS_SPAM, &marks::MARKED_ON_THE_WAY];
