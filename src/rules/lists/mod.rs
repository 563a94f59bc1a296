//! Mailing lists, unsubscribing and automatic mail.

mod automatic;
mod subscription;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &automatic::ATTACHMENT_UNNAMED,
    &automatic::ANSWER_WITH_RETURN_PATH,
    &automatic::AUTO_SUBMITTED_BY_PERSON,
    &automatic::AUTO_SUBMITTED_MISSING,
    &automatic::INFO_TO_INFO,
    &subscription::LIST_FIELD_MALFORMED,
    &subscription::LIST_ID_MALFORMED,
    &automatic::LIST_ID_MISSING,
    &automatic::PRECEDENCE_BULK,
    &subscription::UNSUBSCRIBE_MAILTO_ONLY,
    &subscription::UNSUBSCRIBE_MALFORMED,
    &automatic::UNSUBSCRIBE_MISSING,
    &automatic::UNSUBSCRIBE_ON_AUTOMATIC,
    &subscription::ONE_CLICK_MISSING,
    &subscription::ONE_CLICK_VALUE,
    &subscription::ONE_CLICK_PLAIN_HTTP,
    &subscription::ONE_CLICK_ALONE,
    &subscription::ONE_CLICK_SEVERAL,
    &subscription::ONE_CLICK_UNSIGNED,
];
