//! Days, seconds and how they are written: proleptic Gregorian calendar, no zone tables.

/// Days since 1970-01-01 of a proleptic Gregorian date.
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = i64::from((month + 9) % 12);
    let day_of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month (1–12) and day (1–31) of a count of days since 1970-01-01: the way back of
/// [`days_from_civil`].
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
}

/// Days of a month (1–12).
pub(super) fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Seconds since 1970 of a Windows FILETIME (100 ns units since 1601), if it lies in 1970–2100.
pub fn unix_from_filetime(filetime: u64) -> Option<i64> {
    let seconds = i64::try_from(filetime / 10_000_000).ok()? - 11_644_473_600;
    (0..4_102_444_800).contains(&seconds).then_some(seconds)
}

/// `2008-06-06T02:59:21+09:00`: the local time at `offset` minutes east of UTC, or UTC with `Z`.
pub fn iso(unix: i64, offset: Option<i32>) -> String {
    let local = unix.saturating_add(i64::from(offset.unwrap_or(0)) * 60);
    let (year, month, day) = civil_from_days(local.div_euclid(86_400));
    let second = local.rem_euclid(86_400);
    let mut out = String::with_capacity(25);
    if year < 0 {
        out.push('-');
    }
    digits(&mut out, year.unsigned_abs(), 4);
    for (mark, number) in [
        ('-', u64::from(month)),
        ('-', u64::from(day)),
        ('T', second.unsigned_abs() / 3600),
        (':', second.unsigned_abs() / 60 % 60),
        (':', second.unsigned_abs() % 60),
    ] {
        out.push(mark);
        digits(&mut out, number, 2);
    }
    match offset {
        None => out.push('Z'),
        Some(minutes) => {
            out.push(if minutes < 0 { '-' } else { '+' });
            digits(&mut out, u64::from(minutes.unsigned_abs() / 60), 2);
            out.push(':');
            digits(&mut out, u64::from(minutes.unsigned_abs() % 60), 2);
        }
    }
    out
}

/// Writes a number with at least `width` digits, without the formatting machinery.
fn digits(out: &mut String, number: u64, width: u32) {
    if width > 1 || number > 9 {
        digits(out, number / 10, width.saturating_sub(1));
    }
    out.extend(char::from_digit(u32::try_from(number % 10).unwrap_or(0), 10));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn iso_shows_local_time() {
        assert_eq!(iso(1_212_688_761, Some(540)), "2008-06-06T02:59:21+09:00");
        assert_eq!(iso(1_212_688_761, None), "2008-06-05T17:59:21Z");
        assert_eq!(iso(0, Some(-210)), "1969-12-31T20:30:00-03:30");
        assert_eq!(iso(253_402_300_800, None), "10000-01-01T00:00:00Z");
        assert!(iso(i64::MIN, Some(-840)).starts_with('-'));
        assert!(iso(i64::MAX, Some(840)).ends_with("+14:00"));
    }

    #[test]
    fn filetimes_outside_mail_are_refused() {
        assert_eq!(unix_from_filetime(116_444_736_000_000_000), Some(0));
        assert_eq!(unix_from_filetime(116_444_735_999_999_999), None);
        assert_eq!(unix_from_filetime(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn civil_dates_come_back(days in -1_000_000_i64..4_000_000) {
            let (year, month, day) = civil_from_days(days);
            prop_assert!((1..=12).contains(&month));
            prop_assert!(day >= 1 && day <= days_in_month(year, month));
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
