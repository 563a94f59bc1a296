//! Date, and the other clocks of a message.

mod arrival;
mod clock;
mod form;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &clock::BOUNDARY_CLOCK_IMPOSSIBLE,
    &clock::BOUNDARY_CLOCK_OFF,
    &clock::CLOCKS_COPIED,
    &clock::CLOCKS_DISAGREE,
    &arrival::DATE_AFTER_ARRIVAL,
    &arrival::DATE_BEFORE_ARRIVAL,
    &form::DATE_MISSING,
    &form::DATE_ORDER_WRONG,
    &form::DATE_OUT_OF_RANGE,
    &form::DATE_UNREADABLE,
    &form::DATE_WEEKDAY_WRONG,
    &form::DATE_YEAR_SHORT,
    &form::DATE_ZONE_COMMENT_WRONG,
    &form::DATE_ZONE_IMPOSSIBLE,
    &form::DATE_ZONE_MISSING,
    &form::DATE_ZONE_NAMED,
    &form::DATE_ZONE_UNKNOWN,
    &arrival::ZONE_UNLIKELY,
    &clock::ID_CLOCK_AGREES,
    &clock::ID_CLOCK_IMPOSSIBLE,
    &clock::ID_CLOCK_OFF,
    &clock::THREAD_INDEX_OFF,
];
