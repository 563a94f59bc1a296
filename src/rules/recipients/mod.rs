//! To, Cc and Bcc: who is addressed, and how.

mod addressee;
mod list;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &addressee::BCC_EXPOSED,
    &addressee::DELIVERED_TO_NOT_LISTED,
    &addressee::RECIPIENT_MISSING,
    &addressee::RECIPIENT_NAME_GENERIC,
    &addressee::RECIPIENT_WITHOUT_BRACKETS,
    &list::RECIPIENTS_DOZENS,
    &list::RECIPIENTS_MANY,
    &list::RECIPIENTS_SIMILAR,
    &list::RECIPIENTS_SORTED,
    &addressee::RECIPIENTS_UNDISCLOSED,
];
