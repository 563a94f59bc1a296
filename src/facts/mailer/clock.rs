//! Times hidden in Message-IDs, boundaries and Thread-Index.

use super::ClockKind::{
    AmazonSes, DateInWords, Epoch, ExchangeBoundary, Exim, Google, Groupwise, HidemaruMessageId,
    Hubspot, Javamail, MailRu, Mailjet, Mimekit, NextPartBoundary, Notes, OutlookMessageId,
    Pegasus, Python, ThreadIndex, Timestamp,
};
use super::pattern::find;
use super::{Clock, ClockKind, Zone};
use crate::span::Span;
use crate::syntax::date::{days_from_civil, unix_from_filetime};

/// How the digits encode the time.
#[derive(Clone, Copy)]
enum Coding {
    /// 16 hex digits: 100 ns since 1601.
    Filetime,
    /// Milliseconds since 1970, in hex or decimal.
    HexMillis,
    Millis,
    /// Hundredths of a second since 1970.
    Hundredths,
    /// Seconds since 1970, in hex, in reversed hex, or decimal.
    HexSeconds,
    BackwardHexSeconds,
    Seconds,
    /// `YYYYMMDDhhmm` or `YYYYMMDDhhmmss`; characters in between that are no digits are ignored.
    Stamp,
    /// `YYMMDDhhmmss`.
    ShortStamp,
    /// Seconds since 1970 in base 62.
    Exim,
    /// Notes TIMEDATE: the low 24 bits of the first word are the Julian day, the second word 1/100
    /// s.
    Notes,
    /// 100 ns since year 1 in base 36, least significant digit first.
    BackwardTicks,
    /// As `Notes`, with the two words swapped and joined.
    SwappedNotes,
    /// Base64 whose last 32 bits are seconds since 1970.
    Base64Tail,
    /// Day, month name, year and time, with or without a zone (`+0900`).
    Words,
}

/// One clock: its kind, its pattern with the digits in `<>`, coding and zone, and whether the shape
/// is so specific that impossible digits are worth reporting. Impossible digits in a common shape
/// just mean that it is no clock.
type ClockPattern = (ClockKind, &'static str, Coding, Zone, bool);

const UTC: Zone = Zone::Utc;
const LOCAL: Zone = Zone::Local;
const ANY: Zone = Zone::Either;
const SURE: bool = true;
const MAYBE: bool = false;

/// The clocks of Message-IDs, specific shapes first.
const IDS: &[ClockPattern] = &[
    (OutlookMessageId, "{x4}<{x8}${x8}>${x8}@", Coding::Filetime, UTC, SURE),
    (OutlookMessageId, "{x4}<{x8}${x8}>${x8}$@", Coding::Filetime, UTC, SURE),
    (AmazonSes, "0{d1}{h2}<{h12}>-{u}-{d6}@*amazonses.com$", Coding::HexMillis, UTC, SURE),
    (Google, "<{h8}>.{h8}.{h4-5}.{h3-4}*@mx.google.com$", Coding::HexSeconds, UTC, SURE),
    (MailRu, "<{d10}>.{d+}@f{d+}.i.mail.ru$", Coding::Seconds, UTC, SURE),
    (MailRu, "<{d10}>.{d+}@f{d+}.my.com$", Coding::Seconds, UTC, SURE),
    (Hubspot, "<1{d12}>.{u}@*hubspotemail.net$", Coding::Millis, UTC, SURE),
    (Timestamp, "{d+}.<20{d12}>.{h+}.{d+}@*mandrillapp.com$", Coding::Stamp, UTC, SURE),
    (Timestamp, "{h20-30}.{h10}.<20{d12}>.{h10}.{h8}@", Coding::Stamp, UTC, SURE),
    (Epoch, "{h+}_<{h8}>{h+}_sprut@zendesk.com$", Coding::HexSeconds, UTC, SURE),
    (Epoch, "{A+}_<{h8}>{h+}_{h+}_sprut@zendesk.com$", Coding::HexSeconds, UTC, SURE),
    (Epoch, "<{h8}>{h3-5}_{h9-14}@*.mail$", Coding::HexSeconds, UTC, SURE),
    (Epoch, "<{d10}>.{d+}.{d+}.camel@", Coding::Seconds, UTC, SURE),
    (Epoch, "{d+}.{d+}.{d+}.{d+}.{d+}.<{d10}>.squirrel@", Coding::Seconds, UTC, SURE),
    (Epoch, "<{d10}>-{d+}-{d+}-git-send-email-", Coding::Seconds, UTC, SURE),
    (Epoch, "{h40}.<{d10}>.", Coding::Seconds, UTC, MAYBE),
    (Epoch, "{h1-8}-<{h8}>-{h1-4}-{h8}@{d+}$", Coding::HexSeconds, UTC, MAYBE),
    (Notes, "OF{H8}.{H8}-ON<{H8}.{H8}>", Coding::Notes, UTC, SURE),
    (Groupwise, "<{H8}>0200007{H9}@", Coding::HexSeconds, ANY, SURE),
    (Mailjet, "{h8}.<{e40-60}>@mailjet.com$", Coding::Base64Tail, UTC, MAYBE),
    (Exim, "E<{w6}>-{w6-11}-{w2-4}@", Coding::Exim, UTC, SURE),
    (Javamail, "trinity-{u}-<{d13}>@", Coding::Millis, UTC, SURE),
    (Javamail, "abmob-{u}-<{d13}>@", Coding::Millis, UTC, SURE),
    (Javamail, "{h+}.{h+}.<{h11}>.Coremail.", Coding::HexMillis, UTC, SURE),
    (Javamail, "{-0-1}{d+}.{d+}.<{d13}>.JavaMail.", Coding::Millis, UTC, SURE),
    (Javamail, "{-0-1}{d+}.{d+}.<{d13}>@", Coding::Millis, UTC, MAYBE),
    (Javamail, "<{h11}>.{h10+}.", Coding::HexMillis, UTC, MAYBE),
    (Javamail, "<{h11}>.{h10+}-{d+}.", Coding::HexMillis, UTC, MAYBE),
    (Python, "<1{d11}>.{d+}.{d10-20}@", Coding::Hundredths, UTC, MAYBE),
    (Python, "<1{d11}>.{d+}.{d10-20}.", Coding::Hundredths, UTC, MAYBE),
    (Python, "<20{d12}>.{d+}.{d10-20}@", Coding::Stamp, UTC, MAYBE),
    (Python, "<20{d12}>.{d+}.{d10-20}.", Coding::Stamp, UTC, MAYBE),
    (Pegasus, "<{H8}>.{d3-4}.{H5-8}@", Coding::HexSeconds, LOCAL, MAYBE),
    (Epoch, "<{H8}>.{H6}.{d5}@", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "<{H8}>.{d4-10}@", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "<{H8}>.{H4-8}@", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "{H2}.{H2}.{d+}.<{H8}>@", Coding::BackwardHexSeconds, UTC, MAYBE),
    (Epoch, "<{h8}>.{B14-24}@", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "<{h8}>.{B14-24}%", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "{d+}.<{d10}>@", Coding::Seconds, UTC, MAYBE),
    (Timestamp, "<20{d12}>.Horde.", Coding::Stamp, UTC, SURE),
    (Timestamp, "<20{d12}>.{d+}.qmail@", Coding::Stamp, UTC, SURE),
    (Timestamp, "{d6-12}.<20{d12}>@", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "<20{d6}.{d6}>.{d+}.", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "{d1-2}.{d1-2}.{d1-2}.{d1-2}.<20{d12}>.{h8}@", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "{d1-2}.{d1-2}.{d1-2}.{d1-2}.{d1-2}.<20{d12}>.{h8}@", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "alpine.{A3}.{d+}.{d+}.{d+}.<{d12}>{d1}.{d+}", Coding::ShortStamp, ANY, MAYBE),
    (Timestamp, "alpine.{A3}.{d+}.{d+}.<{d12}>{d1}.{d+}", Coding::ShortStamp, ANY, MAYBE),
    (Timestamp, "<20{d12}>", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "<20{d10}>.", Coding::Stamp, ANY, MAYBE),
    (Timestamp, "<20{d10}>{A2}.{d5}@", Coding::Stamp, ANY, MAYBE),
    (Mimekit, "<{A11-13}>.{A10-13}@", Coding::BackwardTicks, UTC, MAYBE),
];

/// The clocks of boundaries, specific shapes first.
const BOUNDARIES: &[ClockPattern] = &[
    (NextPartBoundary, "----=_NextPart_{d3}_{H4}_<{H8}.{H8}>$", Coding::Filetime, LOCAL, SURE),
    (ExchangeBoundary, "----_=_NextPart_{d3}_<{H8}.{H8}>$", Coding::Filetime, UTC, SURE),
    (Javamail, "{-0+}=_Part_{d+}_{-0-1}{d+}.<{d13}>$", Coding::Millis, UTC, SURE),
    (Epoch, "----=_Part_{d+}_{d+}.<{d10}>$", Coding::Seconds, UTC, SURE),
    (MailRu, "--ALT--{w32}<{d10}>$", Coding::Seconds, UTC, SURE),
    (Epoch, "--==_mimepart_<{h8}>{h3-5}_{h+}$", Coding::HexSeconds, UTC, SURE),
    (Epoch, "_=_swift_<{d10}>_", Coding::Seconds, UTC, SURE),
    (Epoch, "_=_swift_v{d1}_<{d10}>_", Coding::Seconds, UTC, SURE),
    (Epoch, "----=_=-_OpenGroupware_org_NGMime-{d+}-<{d10}>.", Coding::Seconds, UTC, SURE),
    (Epoch, "----------=_<{d10}>-{d+}-{d+}$", Coding::Seconds, UTC, SURE),
    (Epoch, "_----{B+}{=0+}_{H2}/{H2}-{d+}-<{H8}>$", Coding::BackwardHexSeconds, UTC, MAYBE),
    (Epoch, "{d+}-{d+}-<{d10}>=:{d+}$", Coding::Seconds, UTC, MAYBE),
    (Epoch, "----=_NextPart_<{H8}>_{H8}_{H8}$", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "=_<{h8}>.", Coding::HexSeconds, UTC, MAYBE),
    (Epoch, "<{h8}>_{h6-8}_{h3-4}$", Coding::HexSeconds, UTC, MAYBE),
    (Notes, "=_alternative <{H8}{H8}>_=", Coding::SwappedNotes, UTC, MAYBE),
    (Notes, "=_mixed <{H8}{H8}>_=", Coding::SwappedNotes, UTC, MAYBE),
    (Notes, "=_related <{H8}{H8}>_=", Coding::SwappedNotes, UTC, MAYBE),
    (
        DateInWords,
        "Multipart=_<{w3}_*_{d4}_{d2}_{d2}_{d2}_{+0-1}{-0-1}{d4}>_",
        Coding::Words,
        UTC,
        MAYBE,
    ),
    (DateInWords, "--Next_Part(<{w3}_{w3}_*:{d2}:{d2}_{d4}>_", Coding::Words, LOCAL, MAYBE),
    (DateInWords, "Multipart_<{w3}_{w3}_*:{d2}:{d2}_{d4}>-", Coding::Words, LOCAL, MAYBE),
    (Timestamp, "----=_<20{d12}>_{d+}$", Coding::Stamp, ANY, MAYBE),
];

/// `HidemaruMail`: two digits of unknown use, the upper-middle six bytes of a FILETIME (01 precedes
/// them, 00 follows), then the whole From address.
const HIDEMARU: &str = "{H2}<{H12}>*@";

/// Returns the clock in a Message-ID; `at` is the byte offset of `id` in the text.
pub(super) fn in_id(id: &str, at: usize) -> Option<Clock> {
    first_match(IDS, id, at)
}

/// Returns the clock in a boundary; `at` is its byte offset in the text.
pub(super) fn in_boundary(boundary: &str, at: usize) -> Option<Clock> {
    first_match(BOUNDARIES, boundary, at)
}

/// Returns the clock of a `HidemaruMail` id. Random 32-digit ids have the same shape, so ask only
/// if the program is claimed or the id ends with the address of From ([`hidemaru_address`]).
pub(super) fn hidemaru(id: &str, at: usize) -> Option<Clock> {
    let part = find(HIDEMARU, id)?;
    let unix = u64::from_str_radix(part.of(id), 16)
        .ok()
        .and_then(|middle| unix_from_filetime((1 << 56) | (middle << 8)));
    Some(Clock { kind: HidemaruMessageId, span: shift(part, at), unix, zone: UTC })
}

/// Returns what follows the digits of a `HidemaruMail` id: the author's address.
pub(super) fn hidemaru_address(id: &str) -> Option<&str> {
    let part = find(HIDEMARU, id)?;
    id.get(part.end..)
}

fn first_match(rows: &[ClockPattern], value: &str, at: usize) -> Option<Clock> {
    rows.iter().find_map(|&(kind, pattern, coding, zone, sure)| {
        let part = find(pattern, value)?;
        let unix = decode(coding, part.of(value)).filter(|unix| possible(*unix));
        (sure || unix.is_some()).then(|| Clock { kind, span: shift(part, at), unix, zone })
    })
}

fn shift(part: Span, at: usize) -> Span {
    Span::new(part.start + at, part.end + at)
}

/// Whether a mail program can have written this time: none is before 1990 or after 2099.
fn possible(unix: i64) -> bool {
    (631_152_000..4_102_444_800).contains(&unix)
}

fn decode(coding: Coding, digits: &str) -> Option<i64> {
    match coding {
        Coding::Filetime => unix_from_filetime(joined(digits.chars(), 16)?),
        Coding::HexMillis => signed(joined(digits.chars(), 16)? / 1000),
        Coding::Millis => signed(joined(digits.chars(), 10)? / 1000),
        Coding::Hundredths => signed(joined(digits.chars(), 10)? / 100),
        Coding::HexSeconds => signed(joined(digits.chars(), 16)?),
        Coding::BackwardHexSeconds => signed(joined(digits.chars().rev(), 16)?),
        Coding::Seconds => signed(joined(digits.chars(), 10)?),
        Coding::Stamp => stamp(digits, 4),
        Coding::ShortStamp => stamp(digits, 2),
        Coding::Exim => exim(digits),
        Coding::Notes => {
            let (day, time) = digits.split_once('.')?;
            notes(day, time)
        }
        Coding::SwappedNotes => {
            let (time, day) = digits.split_at_checked(8)?;
            notes(day, time)
        }
        Coding::Base64Tail => {
            let at = digits.len().checked_sub(6)?;
            signed(base64(digits.get(at..)?)? & 0xffff_ffff)
        }
        Coding::Words => words(digits),
        Coding::BackwardTicks => {
            let ticks = joined(digits.chars().rev(), 36)?;
            Some(signed(ticks / 10_000_000)? + days_from_civil(1, 1, 1) * 86_400)
        }
    }
}

fn signed(value: u64) -> Option<i64> {
    i64::try_from(value).ok()
}

/// Returns the number that the digits make, ignoring separators; `None` on overflow.
fn joined(digits: impl Iterator<Item = char>, base: u32) -> Option<u64> {
    digits.filter_map(|c| c.to_digit(base)).try_fold(0u64, |sum, digit| {
        sum.checked_mul(u64::from(base))?.checked_add(u64::from(digit))
    })
}

fn stamp(digits: &str, year_digits: usize) -> Option<i64> {
    let mut rest = digits.chars().filter_map(|c| c.to_digit(10));
    let mut number = |count: usize| {
        rest.by_ref().take(count).fold(None, |sum, digit| Some(sum.unwrap_or(0) * 10 + digit))
    };
    let (year, month, day) = (number(year_digits)?, number(2)?, number(2)?);
    let (hour, minute, second) = (number(2)?, number(2)?, number(2).unwrap_or(0));
    let year = i64::from(year) + if year_digits == 2 { 2000 } else { 0 };
    let proper = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    proper.then(|| days_from_civil(year, month, day) * 86_400 + seconds)
}

/// Returns the number that the digits make in the given alphabet; `None` for a foreign character.
fn placed(digits: &str, alphabet: &str) -> Option<u64> {
    digits.chars().try_fold(0u64, |sum, c| {
        let digit = alphabet.find(c)? as u64;
        sum.checked_mul(alphabet.len() as u64)?.checked_add(digit)
    })
}

fn exim(digits: &str) -> Option<i64> {
    signed(placed(digits, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")?)
}

fn notes(day: &str, time: &str) -> Option<i64> {
    /// The Julian day number of 1970-01-01.
    const EPOCH: i64 = 2_440_588;
    let day = i64::from_str_radix(day, 16).ok()? & 0x00ff_ffff;
    let seconds = i64::from_str_radix(time, 16).ok()? / 100;
    (seconds < 86_400).then(|| (day - EPOCH) * 86_400 + seconds)
}

/// Decodes up to ten characters of base64, of either alphabet, into a number.
fn base64(text: &str) -> Option<u64> {
    let usual = text.replace('-', "+").replace('_', "/");
    placed(&usual, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}

/// Parses `Tue__2_Jan_2024_03_04_05_+0900` or `Tue_Jan__2_03:04:05_2024`.
fn words(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (mut month, mut year, mut numbers, mut zone) = (None, None, Vec::new(), 0);
    for word in text.split(['_', ':']).filter(|word| !word.is_empty()) {
        let number = word.trim_start_matches(['+', '-']).parse::<i64>().ok();
        match number {
            Some(n) if word.starts_with('+') => zone = n / 100 * 60 + n % 100,
            Some(n) if word.starts_with('-') => zone = -(n / 100 * 60 + n % 100),
            Some(n) if word.len() == 4 => year = Some(n),
            Some(n) => numbers.push(n),
            None => month = month.or(MONTHS.iter().position(|name| *name == word)),
        }
    }
    let month = u32::try_from(month? + 1).ok()?;
    let [day, hour, minute, second] = numbers.as_slice() else { return None };
    let proper = (1..=31).contains(day) && *hour < 24 && *minute < 60 && *second <= 60;
    let days = days_from_civil(year?, month, u32::try_from(*day).ok()?);
    proper.then(|| days * 86_400 + hour * 3600 + minute * 60 + second - zone * 60)
}

/// Returns when a thread began, from Thread-Index (`PidTagConversationIndex` of MS-OXOMSG): a
/// reserved byte of 1, then the upper five bytes of a FILETIME. Outlook uses the reserved byte as
/// the first of these.
pub(super) fn thread_index(value: &str, at: usize) -> Option<Clock> {
    /// The characters that hold 48 bits.
    const HEAD: usize = 8;
    /// The characters of the 22 bytes with which each value begins.
    const LEAST: usize = 30;
    let bits = base64(value.get(..HEAD).filter(|_| value.len() >= LEAST)?)?;
    let second = bits >> 32 & 0xff;
    let filetime = if second == 1 { (bits & 0xff_ffff_ffff) << 24 } else { bits << 16 };
    let unix = unix_from_filetime(filetime).filter(|unix| bits >> 40 == 1 && possible(*unix))?;
    Some(Clock { kind: ThreadIndex, span: Span::new(at, at + HEAD), unix: Some(unix), zone: UTC })
}

#[cfg(test)]
mod tests;
