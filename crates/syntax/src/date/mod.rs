//! Date and time (RFC 5322 §3.3, obsolete forms of §4.3, and what broken software writes).

mod calendar;
mod names;
mod reader;
#[cfg(test)]
mod tests;

pub use calendar::{civil_from_days, days_from_civil, iso, unix_from_filetime};

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
    /// The order or the marks of RFC 5322 are not kept (ISO 8601, asctime, month before day,
    /// `06-Jun-2008`, `+09:00`, no comma after the weekday …).
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

/// Reads a date; total. Comments may stand anywhere.
pub fn parse(text: &str, span: Span) -> DateTime {
    reader::parse(text, span.trim(text))
}
