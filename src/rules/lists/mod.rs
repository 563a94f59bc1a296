//! Mailing lists, unsubscribing and automatic mail.

mod automatic;
mod list;
mod unsubscribe;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &automatic::ANSWER_WITH_RETURN_PATH,
    &automatic::AUTO_SUBMITTED_BY_PERSON,
    &automatic::AUTO_SUBMITTED_MISSING,
    &list::INFO_TO_INFO,
    &list::LIST_FIELD_MALFORMED,
    &list::LIST_ID_MALFORMED,
    &list::LIST_ID_MISSING,
    &list::PRECEDENCE_BULK,
    &unsubscribe::UNSUBSCRIBE_MAILTO_ONLY,
    &unsubscribe::UNSUBSCRIBE_MALFORMED,
    &unsubscribe::UNSUBSCRIBE_MISSING,
    &unsubscribe::UNSUBSCRIBE_ON_AUTOMATIC,
    &unsubscribe::ONE_CLICK_MISSING,
    &unsubscribe::ONE_CLICK_VALUE,
    &unsubscribe::ONE_CLICK_PLAIN_HTTP,
    &unsubscribe::ONE_CLICK_ALONE,
    &unsubscribe::ONE_CLICK_SEVERAL,
    &unsubscribe::ONE_CLICK_UNSIGNED,
];
