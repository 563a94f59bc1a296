//! Date, and the other clocks of a message.

mod clock;
mod value;

use crate::rule::Rule;

/// The rules of this family, sorted by id.
pub(super) const RULES: &[&Rule] = &[
    &clock::BOUNDARY_CLOCK_IMPOSSIBLE,
    &clock::BOUNDARY_CLOCK_OFF,
    &clock::CLOCKS_COPIED,
    &clock::CLOCKS_DISAGREE,
    &value::DATE_AFTER_ARRIVAL,
    &value::DATE_BEFORE_ARRIVAL,
    &value::DATE_ORDER_WRONG,
    &value::DATE_OUT_OF_RANGE,
    &value::DATE_UNREADABLE,
    &value::DATE_WEEKDAY_WRONG,
    &value::DATE_YEAR_SHORT,
    &value::DATE_ZONE_COMMENT_WRONG,
    &value::DATE_ZONE_IMPOSSIBLE,
    &value::DATE_ZONE_MISSING,
    &value::DATE_ZONE_NAMED,
    &value::DATE_ZONE_UNKNOWN,
    &clock::ZONE_UNLIKELY,
    &clock::ID_CLOCK_AGREES,
    &clock::ID_CLOCK_IMPOSSIBLE,
    &clock::ID_CLOCK_OFF,
    &clock::THREAD_INDEX_OFF,
];
