//! The names beside addresses, and whom they imitate.

mod brand;
mod imitation;
pub(super) mod name;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &brand::DISPLAY_NAME_BRAND,
    &imitation::DISPLAY_NAME_COLLEAGUE,
    &name::DISPLAY_NAME_COUNTER,
    &imitation::DISPLAY_NAME_DEPARTMENT,
    &name::DISPLAY_NAME_EMPTY,
    &name::DISPLAY_NAME_EXTRA_BLANKS,
    &imitation::DISPLAY_NAME_OTHER_ADDRESS,
    &name::DISPLAY_NAME_OWN_ADDRESS,
    &imitation::DISPLAY_NAME_RECIPIENT_DOMAIN,
    &name::DISPLAY_NAME_TITLE,
    &name::DISPLAY_NAME_URL,
];
