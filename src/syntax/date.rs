//! Date and time (RFC 5322 §3.3, obsolete forms of §4.3, and what broken software writes).

use crate::span::{Flaw, Span};

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFlaw {
    /// No date could be read at all.
    Unreadable,
    /// The weekday does not fit the date.
    WrongWeekday,
    /// A day, hour, minute or second that does not exist (31 Feb, 25:61).
    OutOfRange,
    /// A year of two or three digits.
    ShortYear,
    /// No zone.
    NoZone,
    /// `GMT`, `JST`, `EST` … instead of digits.
    NamedZone,
    /// A zone beyond ±1400, or with minutes over 59.
    ImpossibleZone,
    /// `-0000`: the zone is not known.
    UnknownZone,
    /// AM or PM.
    AmPm,
    /// A month or weekday that is not its English three-letter form.
    Localised,
    /// The order of RFC 5322 is not kept (ISO 8601, asctime, month before day …).
    WrongOrder,
    /// Text after the date that is no comment.
    Trailing,
    /// No weekday (allowed; not an error).
    NoWeekday,
    /// A zone comment that names another offset: `+0900 (EST)`.
    ZoneCommentLies,
}

/// One date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateTime {
    /// Without white space around.
    pub span: Span,
    /// Seconds since 1970-01-01 UTC; none if unreadable. Without a zone, UTC is taken.
    pub unix: Option<i64>,
    /// Offset in minutes east of UTC; none if missing, unknown or unreadable.
    pub offset: Option<i32>,
    /// The zone as written, digits or name.
    pub zone: Option<Span>,
    /// The weekday as written.
    pub weekday: Option<Span>,
    /// The year as written.
    pub year: Option<Span>,
    /// What is wrong, in order of place.
    pub flaws: Vec<Flaw<DateFlaw>>,
}

impl DateTime {
    /// Whether this kind of flaw was found.
    pub fn has(&self, kind: DateFlaw) -> bool {
        self.flaws.iter().any(|flaw| flaw.kind == kind)
    }
}

/// Reads a date; total.
pub fn parse(text: &str, span: Span) -> DateTime {
    DateTime { span: span.trim(text), ..DateTime::default() }
}

/// Days since 1970-01-01 of a proleptic Gregorian date.
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = i64::from((month + 9) % 12);
    let day_of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Seconds since 1970 of a Windows FILETIME (100 ns units since 1601), if it lies in 1970–2100.
pub fn unix_from_filetime(filetime: u64) -> Option<i64> {
    let seconds = i64::try_from(filetime / 10_000_000).ok()? - 11_644_473_600;
    (0..4_102_444_800).contains(&seconds).then_some(seconds)
}
