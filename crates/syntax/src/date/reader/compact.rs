//! Dates of ISO 8601 without marks: `20240102T030405Z`, `20240102030405`.

use super::{DateFlaw, Number, Part, Reader};
use crate::span::Span;

/// Digits of year, month and day.
const DAY: usize = 8;
/// Digits of hour, minute and second.
const TIME: usize = 6;

impl Reader<'_> {
    /// Reads a number that is a whole day, a whole time, or both; false where it is something else.
    pub(super) fn compact(&mut self, number: Number) -> bool {
        let Number { span, value } = number;
        let nothing = self.year.is_none() && self.month.is_none() && self.day.is_none();
        let day = self.year.is_some() && self.month.is_some() && self.day.is_some();
        match span.len() {
            DAY if nothing => self.whole_day(span, value),
            TIME if day && self.time.is_none() => {
                self.whole_time(span, value);
                true
            }
            len if nothing && self.time.is_none() && len == DAY + TIME => {
                let (head, tail) = (span.start, span.start + DAY);
                let (head, tail) = (Span::new(head, tail), Span::new(tail, span.end));
                let read = |span: Span| span.of(self.text).parse().unwrap_or(0);
                let (day, time) = (read(head), read(tail));
                let known = self.whole_day(head, day);
                if known {
                    self.whole_time(tail, time);
                }
                known
            }
            _ => false,
        }
    }

    fn whole_day(&mut self, span: Span, value: u32) -> bool {
        let (month, day) = (value / 100 % 100, value % 100);
        if !((1..=12).contains(&month) && (1..=31).contains(&day)) {
            return false;
        }
        self.year = Some(i64::from(value / 10_000));
        self.month = Some(month);
        self.day = Some(Number { span, value: day });
        self.date.year = Some(span);
        self.flag(DateFlaw::WrongOrder, span);
        self.latest = Some(Part::Year);
        true
    }

    fn whole_time(&mut self, span: Span, value: u32) {
        self.time = Some(([value / 10_000, value / 100 % 100, value % 100], span));
        self.flag(DateFlaw::WrongOrder, span);
        self.filled(Part::Time, span);
    }
}
