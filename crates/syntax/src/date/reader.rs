//! Fills the parts of a date from its words and numbers, whatever their order, and notes where
//! the order is not that of RFC 5322.

mod compact;

use super::calendar::{days_from_civil, days_in_month};
use super::{DateFlaw, DateTime, names};
use crate::scanner::Scanner;
use crate::span::{Flaw, Span};

/// The widest zone in use is ±14:00, in minutes.
const ZONE_MAX: i32 = 14 * 60;

/// The parts in the order of RFC 5322 §3.3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Part {
    Weekday,
    Day,
    Month,
    Year,
    Time,
    Zone,
}

#[derive(Clone, Copy)]
struct Number {
    span: Span,
    value: u32,
}

struct Reader<'t> {
    scanner: Scanner<'t>,
    text: &'t str,
    date: DateTime,
    /// Monday = 0.
    weekday: Option<u32>,
    day: Option<Number>,
    month: Option<u32>,
    year: Option<i64>,
    /// Hour, minute, second, and where they stand.
    time: Option<([u32; 3], Span)>,
    /// Some(true) for PM.
    afternoon: Option<bool>,
    latest: Option<Part>,
    comments: Vec<Span>,
}

/// Reads a trimmed value.
pub(super) fn parse(text: &str, span: Span) -> DateTime {
    let mut reader = Reader {
        scanner: Scanner::new(text, span),
        text,
        date: DateTime { span, ..DateTime::default() },
        weekday: None,
        day: None,
        month: None,
        year: None,
        time: None,
        afternoon: None,
        latest: None,
        comments: Vec::new(),
    };
    while reader.step() {}
    reader.finish();
    Flaw::sort(&mut reader.date.flaws);
    reader.date
}

impl Reader<'_> {
    fn flag(&mut self, kind: DateFlaw, span: Span) {
        // A flaw of the whole form is told once.
        if kind != DateFlaw::WrongOrder || !self.date.has(kind) {
            self.date.flaws.push(Flaw { kind, span });
        }
    }

    fn skip(&mut self) {
        let with_time = self.time.is_some();
        let comments = &mut self.comments;
        self.scanner.skip_cfws(|span| {
            if with_time {
                comments.push(span);
            }
        });
    }

    /// Notes that a part was read here.
    fn filled(&mut self, part: Part, span: Span) {
        if self.latest.is_some_and(|latest| latest > part) {
            self.flag(DateFlaw::WrongOrder, span);
        } else {
            self.latest = Some(part);
        }
    }

    /// Reads one thing; false at the end.
    fn step(&mut self) -> bool {
        self.skip();
        let start = self.scanner.at();
        let Some(c) = self.scanner.peek() else { return false };
        let known = if c.is_ascii_digit() {
            self.number()
        } else if c.is_ascii_alphabetic() || !c.is_ascii() {
            let word = self.scanner.take_while(|c| c.is_ascii_alphabetic() || !c.is_ascii());
            self.word(word)
        } else {
            self.mark(c)
        };
        if !known && self.complete() {
            let tail = Span::new(start, self.date.span.end);
            self.flag(DateFlaw::Trailing, tail);
            return false;
        }
        if !known {
            let here = self.scanner.since(start);
            self.flag(DateFlaw::WrongOrder, here);
        }
        true
    }

    fn complete(&self) -> bool {
        self.day.is_some() && self.month.is_some() && self.year.is_some() && self.time.is_some()
    }

    fn mark(&mut self, c: char) -> bool {
        let sign = matches!(c, '+' | '-' | '\u{2212}');
        if sign && self.time.is_some() && self.date.zone.is_none() {
            let start = self.scanner.at();
            return self.digits_zone(start);
        }
        let start = self.scanner.at();
        self.scanner.bump();
        let here = self.scanner.since(start);
        match c {
            ',' if self.complete() => false,
            // Only the weekday has a comma after it.
            ',' => {
                if self.latest != Some(Part::Weekday) {
                    self.flag(DateFlaw::WrongOrder, here);
                }
                true
            }
            '-' | '/' | '.' if self.time.is_none() => {
                self.flag(DateFlaw::WrongOrder, here);
                true
            }
            _ => false,
        }
    }

    fn digits(&mut self) -> Option<Number> {
        let span = self.scanner.take_while(|c| c.is_ascii_digit());
        let value = span.of(self.text).bytes().fold(0_u32, |value, digit| {
            value.saturating_mul(10).saturating_add(u32::from(digit - b'0'))
        });
        (!span.is_empty()).then_some(Number { span, value })
    }

    fn number(&mut self) -> bool {
        let Some(number) = self.digits() else { return false };
        if self.compact(number) {
            return true;
        }
        let after = self.scanner.at();
        if self.time.is_none() && number.span.len() <= 2 {
            self.skip();
            if self.scanner.eat(':') {
                return self.clock(number);
            }
            self.scanner.jump(after);
        }
        match (number.span.len(), self.scanner.peek()) {
            (_, Some('年' | '년')) if self.year.is_none() => self.set_year(number),
            (1..=2, Some('月' | '월')) if self.month.is_none() => {
                let mark = self.scanner.bump().map_or(0, char::len_utf8);
                let span = Span::new(number.span.start, number.span.end + mark);
                self.flag(DateFlaw::Localised, span);
                self.set_month(number.value, span);
                return true;
            }
            (1..=2, Some('日' | '일')) if self.day.is_none() => self.set_day(number),
            (1..=2, _) if self.year.is_some() && self.month.is_none() => {
                self.set_month(number.value, number.span);
                return true;
            }
            (1..=2, _) if self.day.is_none() => {
                self.set_day(number);
                return true;
            }
            _ if self.year.is_none() => {
                self.set_year(number);
                return true;
            }
            _ => return false,
        }
        // The letter for year or day.
        let start = self.scanner.at();
        self.scanner.bump();
        let letter = self.scanner.since(start);
        self.flag(DateFlaw::Localised, letter);
        true
    }

    fn set_day(&mut self, number: Number) {
        self.day = Some(number);
        self.filled(Part::Day, number.span);
    }

    fn set_month(&mut self, month: u32, span: Span) {
        self.month = Some(month);
        self.filled(Part::Month, span);
    }

    /// RFC 5322 §4.3 tells what short years mean.
    fn set_year(&mut self, number: Number) {
        let value = i64::from(number.value);
        let short = number.span.len() < 4;
        self.year = Some(match number.span.len() {
            1 | 2 if value < 50 => value + 2000,
            1..=3 => value + 1900,
            _ => value,
        });
        self.date.year = Some(number.span);
        if short {
            self.flag(DateFlaw::ShortYear, number.span);
        }
        self.filled(Part::Year, number.span);
    }

    /// Reads minute, second and fraction after `hour:`.
    fn clock(&mut self, hour: Number) -> bool {
        self.skip();
        let Some(minute) = self.digits() else { return false };
        let mut end = minute.span.end;
        let mut second = 0;
        self.skip();
        if self.scanner.eat(':') {
            self.skip();
            if let Some(number) = self.digits() {
                second = number.value;
                end = number.span.end;
                if matches!(self.scanner.peek(), Some('.' | ',')) {
                    let dot = self.scanner.at();
                    self.scanner.bump();
                    if self.digits().is_some() {
                        end = self.scanner.at();
                        self.flag(DateFlaw::WrongOrder, Span::new(dot, end));
                    } else {
                        self.scanner.jump(dot);
                    }
                }
            }
        }
        let span = Span::new(hour.span.start, end);
        self.time = Some(([hour.value, minute.value, second], span));
        self.filled(Part::Time, span);
        true
    }

    fn word(&mut self, span: Span) -> bool {
        let word = span.of(self.text);
        self.skip();
        let next = self.scanner.peek();
        if self.latest.is_none()
            && let Some((weekday, proper)) = names::weekday(word)
            // `Mar 3` and `mar, 3 mar`: the comma tells Tuesday from March.
            && (next == Some(',') || names::month(word).is_none())
        {
            self.weekday = Some(weekday);
            self.set_weekday(span, proper);
            return true;
        }
        if self.month.is_none()
            && let Some((month, proper)) = names::month(word)
        {
            if !proper {
                self.flag(DateFlaw::Localised, span);
            }
            self.set_month(month, span);
            return true;
        }
        if self.latest.is_none() && next == Some(',') {
            self.set_weekday(span, false);
            return true;
        }
        if self.date.weekday.is_none()
            && let Some((weekday, true)) = names::weekday(word)
        {
            self.weekday = Some(weekday);
            self.set_weekday(span, true);
            return true;
        }
        let meridian = [("am", false), ("pm", true), ("午前", false), ("午後", true)];
        if let Some((_, pm)) = meridian.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
            self.afternoon = Some(*pm);
            self.flag(DateFlaw::AmPm, span);
            return true;
        }
        if self.time.is_none() {
            // The letter between date and time of ISO 8601; told by the order already.
            return self.month.is_some() && word.eq_ignore_ascii_case("t");
        }
        self.date.zone.is_none() && self.named_zone(span)
    }

    fn set_weekday(&mut self, span: Span, proper: bool) {
        self.date.weekday = Some(span);
        if !proper {
            self.flag(DateFlaw::Localised, span);
        }
        let part = if self.latest.is_none() { Part::Weekday } else { Part::Zone };
        if part == Part::Zone || self.scanner.peek() != Some(',') {
            self.flag(DateFlaw::WrongOrder, span);
        }
        if part == Part::Weekday {
            self.latest = Some(part);
        }
    }

    /// `GMT`, or `GMT+0900` where the digits count.
    fn named_zone(&mut self, span: Span) -> bool {
        let name = span.of(self.text);
        let known = names::zone(name).and_then(|offsets| offsets.first());
        if known.is_none() && (!name.is_ascii() || name.len() > 6) {
            return false;
        }
        if known == Some(&0) && matches!(self.scanner.peek(), Some('+' | '-')) {
            self.flag(DateFlaw::NamedZone, span);
            return self.digits_zone(span.start);
        }
        self.date.zone = Some(span);
        self.date.offset = known.map(|minutes| i32::from(*minutes));
        self.flag(DateFlaw::NamedZone, span);
        self.filled(Part::Zone, span);
        true
    }

    /// `+0900`, `+09:00` or `+9`, the sign still to be read.
    fn digits_zone(&mut self, start: usize) -> bool {
        let west = self.scanner.bump() != Some('+');
        let Some(first) = self.digits() else { return false };
        let mut minutes = first.value % 100;
        let mut hours = first.value / 100;
        let mut proper = first.span.len() == 4;
        if first.span.len() <= 2 {
            let colon = self.scanner.at();
            hours = first.value;
            minutes = 0;
            proper = false;
            if self.scanner.eat(':') {
                match self.digits() {
                    Some(number) => minutes = number.value,
                    None => self.scanner.jump(colon),
                }
            }
        }
        let span = self.scanner.since(start);
        self.date.zone = Some(span);
        if !proper {
            self.flag(DateFlaw::WrongOrder, span);
        }
        let total =
            i32::try_from(hours.saturating_mul(60).saturating_add(minutes)).unwrap_or(i32::MAX);
        if minutes > 59 || total > ZONE_MAX || first.span.len() > 4 {
            self.flag(DateFlaw::ImpossibleZone, span);
        } else if west && total == 0 {
            self.flag(DateFlaw::UnknownZone, span);
        } else {
            self.date.offset = Some(if west { -total } else { total });
        }
        self.filled(Part::Zone, span);
        true
    }

    /// Puts the parts together.
    fn finish(&mut self) {
        let whole = self.date.span;
        let (Some(day), Some(month), Some(year), Some((clock, place))) =
            (self.day, self.month, self.year, self.time)
        else {
            self.date.flaws.clear();
            self.flag(DateFlaw::Unreadable, whole);
            return;
        };
        if self.date.weekday.is_none() {
            self.flag(DateFlaw::NoWeekday, whole);
        }
        if self.date.zone.is_none() {
            self.flag(DateFlaw::NoZone, place);
        }
        self.check_comments();
        let [hour, minute, second] = clock;
        let hour = match self.afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let real_month = (1..=12).contains(&month);
        let real_day = real_month && day.value >= 1 && day.value <= days_in_month(year, month);
        // A leap second is a real one: 60.
        let real_time = hour < 24 && minute < 60 && second <= 60;
        let real_year = year <= 9999;
        if !real_day || !real_year {
            let at = if real_month && real_year { day.span } else { whole };
            self.flag(DateFlaw::OutOfRange, at);
        }
        if !real_time {
            self.flag(DateFlaw::OutOfRange, place);
        }
        if !(real_day && real_time && real_year) {
            return;
        }
        let days = days_from_civil(year, month, day.value);
        if let (Some(weekday), Some(span)) = (self.weekday, self.date.weekday)
            && (days + 3).rem_euclid(7) != i64::from(weekday)
        {
            self.flag(DateFlaw::WrongWeekday, span);
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        let shift = i64::from(self.date.offset.unwrap_or(0)) * 60;
        self.date.unix = Some(days * 86_400 + seconds - shift);
    }

    /// Compares `(JST)` with the digits before it.
    fn check_comments(&mut self) {
        let Some(offset) = self.date.offset else { return };
        for span in std::mem::take(&mut self.comments) {
            let inner = span.of(self.text).trim_matches(['(', ')', ' ']);
            let lies = names::zone(inner)
                .is_some_and(|known| known.iter().all(|minutes| i32::from(*minutes) != offset));
            if lies {
                self.flag(DateFlaw::ZoneCommentLies, span);
            }
        }
    }
}
