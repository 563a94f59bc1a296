//! To, Cc and Bcc: who is addressed, and how.

mod list;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &list::DELIVERED_TO_NOT_LISTED,
    &list::RECIPIENT_NAME_GENERIC,
    &list::RECIPIENTS_DOZENS,
    &list::RECIPIENTS_MANY,
    &list::RECIPIENTS_SIMILAR,
    &list::RECIPIENTS_SORTED,
    &list::RECIPIENTS_UNDISCLOSED,
];
