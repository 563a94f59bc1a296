//! The date, and how far it is from the servers' times.

use super::FILTER;
use crate::facts::{Facts, Hop};
use crate::span::Span;
use crate::stock::mail::{any_value, cut, is_fetched, value};
use crate::stock::{Test, test};
use crate::syntax::date::{DateFlaw, DateTime, parse};

/// Declares a test for a range of hours by which the date is later than the servers' time; negative
/// hours are in the past.
macro_rules! apart {
    ($name:literal, $from:expr, $to:expr, $hits:literal, $misses:literal) => {
        test!(
            $name,
            |facts| apart(facts).is_some_and(|apart| ($from * HOUR..$to * HOUR).contains(&apart)),
            concat!(
                "Received: by mx.example.net; ",
                $hits,
                "\nFrom: a@example.org\nDate: Wed, 10 Jan 2024 12:00:00 +0000\n"
            ),
            concat!(
                "Received: by mx.example.net; ",
                $misses,
                "\nFrom: a@example.org\nDate: Wed, 10 Jan 2024 12:00:00 +0000\n"
            ),
        )
    };
}

const HOUR: i64 = 3600;

/// More hours than any date is off by.
const EVER: i64 = i64::MAX / HOUR;

/// 122 days, in hours.
const SEASON: i64 = 2920;

pub(super) static TESTS: &[Test] = &[
    test!(
        "INVALID_DATE",
        |facts: &Facts<'_>| facts.message.has("date")
            && !any_value(facts, "date", &is_written_well),
        "From: a@example.org\nDate: 2024-01-10 12:00\n",
        "From: a@example.org\nDate: 10 Jan 2024 12:00 PM EST (noon)\n",
    ),
    test!(
        "INVALID_DATE_TZ_ABSURD",
        |facts| absurd(value(facts, "date")),
        "From: a@example.org\nDate: Wed, 10 Jan 2024 12:00:00 -1900\n",
        "From: a@example.org\nDate: Wed, 10 Jan 2024 12:00:00 +0545\n",
    ),
    apart!(
        "DATE_IN_PAST_03_06",
        -6,
        -3,
        "Wed, 10 Jan 2024 16:00:00 +0000",
        "Wed, 10 Jan 2024 14:00:00 +0000"
    ),
    apart!(
        "DATE_IN_PAST_06_12",
        -12,
        -6,
        "Wed, 10 Jan 2024 20:00:00 +0000",
        "Wed, 10 Jan 2024 16:00:00 +0000"
    ),
    apart!(
        "DATE_IN_PAST_12_24",
        -24,
        -12,
        "Thu, 11 Jan 2024 10:00:00 +0000",
        "Wed, 10 Jan 2024 20:00:00 +0000"
    ),
    apart!(
        "DATE_IN_PAST_24_48",
        -48,
        -24,
        "Fri, 12 Jan 2024 10:00:00 +0000",
        "Thu, 11 Jan 2024 10:00:00 +0000"
    ),
    apart!(
        "DATE_IN_PAST_96_XX",
        -EVER,
        -96,
        "Sat, 20 Jan 2024 10:00:00 +0000",
        "Fri, 12 Jan 2024 10:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_03_06",
        3,
        6,
        "Wed, 10 Jan 2024 08:00:00 +0000",
        "Wed, 10 Jan 2024 10:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_06_12",
        6,
        12,
        "Wed, 10 Jan 2024 04:00:00 +0000",
        "Wed, 10 Jan 2024 08:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_12_24",
        12,
        24,
        "Tue, 9 Jan 2024 20:00:00 +0000",
        "Wed, 10 Jan 2024 04:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_24_48",
        24,
        48,
        "Tue, 9 Jan 2024 04:00:00 +0000",
        "Tue, 9 Jan 2024 20:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_48_96",
        48,
        96,
        "Mon, 8 Jan 2024 04:00:00 +0000",
        "Tue, 9 Jan 2024 04:00:00 +0000"
    ),
    apart!(
        "T_DATE_IN_FUTURE_96_Q",
        96,
        SEASON,
        "Tue, 2 Jan 2024 12:00:00 +0000",
        "Mon, 8 Jan 2024 04:00:00 +0000"
    ),
    apart!(
        "DATE_IN_FUTURE_Q_PLUS",
        SEASON,
        EVER,
        "Tue, 10 Jan 2023 04:00:00 +0000",
        "Mon, 8 Jan 2024 04:00:00 +0000"
    ),
];

/// Returns the seconds from the nearest of the servers' times to the date; `None` if either is
/// missing.
fn apart(facts: &Facts<'_>) -> Option<i64> {
    let resent = facts.field("resent-date").map(|field| parse(facts.text, field.value()));
    let date = resent.as_ref().and_then(|date| instant(facts, date));
    let date = date.or_else(|| instant(facts, facts.date.as_ref()?))?;
    // The last steps on the receiver's own machine, and a program that fetched the message, tell a
    // time of their own.
    let inner = match facts.hops.as_slice() {
        [own, fetched, ..] if is_own(facts, own) && is_fetched(facts, fetched) => 2,
        [fetched, ..] if is_fetched(facts, fetched) => 1,
        _ => 0,
    };
    let servers =
        facts.hops.iter().skip(inner).filter_map(|hop| instant(facts, hop.received.date.as_ref()?));
    let times: Vec<i64> = servers.map(|time| date - time).collect();
    // If the program that made the message stamped it too, its own clock proves nothing.
    let times = match times.as_slice() {
        [rest @ .., 0] if !rest.is_empty() => rest,
        all => all,
    };
    times.iter().copied().min_by_key(|apart| apart.abs())
}

/// Returns the seconds since 1970, taking at its word a zone that no place uses.
fn instant(facts: &Facts<'_>, date: &DateTime) -> Option<i64> {
    if date.has(DateFlaw::AmPm) {
        // AM and PM are ignored.
        return loosely(&cut(date.span.of(facts.text)).replace(" AM", "").replace(" PM", ""));
    }
    let zone = date.zone.filter(|_| date.offset.is_none()).map_or("", |zone| zone.of(facts.text));
    let (sign, digits) = zone.split_at_checked(1).unwrap_or_default();
    let (hours, minutes) = digits.split_at_checked(2).unwrap_or_default();
    let east = match (sign, number(hours, 2), number(minutes, 2)) {
        ("+", Some(hours), Some(minutes)) => i64::from(hours * 60 + minutes),
        ("-", Some(hours), Some(minutes)) => -i64::from(hours * 60 + minutes),
        _ => 0,
    };
    date.unix.map(|unix| unix - east * 60).or_else(|| loosely(date.span.of(facts.text)))
}

/// Parses what follows the last comma in the same way, at midnight if no time is given.
fn loosely(text: &str) -> Option<i64> {
    let mut tail = text.rsplit(',').next()?.trim().to_owned();
    if !tail.contains(':') {
        tail.push_str(" 00:00");
    }
    // No date is longer.
    (tail.len() < 100).then(|| parse(&tail, Span::new(0, tail.len())).unix)?
}

/// Whether a machine handed the message to itself.
fn is_own(facts: &Facts<'_>, hop: &Hop) -> bool {
    let from = hop.received.from.map_or("", |from| from.of(facts.text));
    from == "localhost" || hop.received.ip.is_some_and(|ip| ip.of(facts.text) == "127.0.0.1")
}

/// Whether the value ends in a zone that no place uses.
fn absurd(date: &str) -> bool {
    let Some(zone) = date.len().checked_sub(5).and_then(|at| date.get(at..)) else { return false };
    let Some(digits) = zone.strip_prefix(['+', '-']) else { return false };
    let (hours, minutes) = digits.split_at_checked(2).unwrap_or_default();
    let far = !matches!(hours.parse(), Ok(0..=14u8));
    digits.bytes().all(|b| b.is_ascii_digit())
        && (far || !["00", "30", "15", "45"].contains(&minutes))
}

/// Whether a date has the punctuation, order and ranges that `SpamAssassin` accepts.
fn is_written_well(date: &str) -> bool {
    const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let known =
        |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let bare = match date.split_once('(') {
        Some((bare, comment)) if comment.trim_end().ends_with(')') => bare,
        _ => date,
    };
    let mut words = crate::stock::mail::tokens(bare);
    if let [day, ..] = words.as_slice()
        && day.strip_suffix(',').is_some_and(|day| known(DAYS, day))
    {
        words.remove(0);
    }
    let [day, month, year, time, rest @ ..] = words.as_slice() else { return false };
    let rest = match rest {
        ["AM" | "PM", rest @ ..] | rest => rest,
    };
    number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        && known(MONTHS, month)
        && year.len() == 4
        && number(year, 4).is_some_and(|year| (1970..3000).contains(&year))
        && is_time(time)
        && match rest {
            [] | ["0000" | "\"GMT\"", ..] => true,
            [zone] => is_zone(zone),
            _ => false,
        }
}

/// Parses a number of one to `most` digits.
fn number(digits: &str, most: usize) -> Option<u32> {
    let fine = (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| fine)
}

fn is_time(time: &str) -> bool {
    let parts: Vec<&str> = time.split(':').collect();
    let below = |part: &str, limit| number(part, 2).is_some_and(|part| part < limit);
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, "00"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return false,
    };
    below(hour, 24)
        && minute.len() == 2
        && below(minute, 60)
        && second.len() == 2
        && below(second, 61)
}

fn is_zone(zone: &str) -> bool {
    match zone.strip_prefix(['+', '-']) {
        Some(digits) => digits.len() == 4 && number(digits, 4).is_some(),
        None => {
            zone == "UT"
                || (matches!(zone.len(), 3 | 4)
                    && zone.ends_with('T')
                    && zone.bytes().all(|b| b.is_ascii_uppercase()))
        }
    }
}
