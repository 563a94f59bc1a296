use super::DateFlaw::*;
use super::*;
use proptest::prelude::*;

fn parsed(text: &str) -> DateTime {
    parse(text, Span::new(0, text.len()))
}

fn kinds(text: &str) -> Vec<DateFlaw> {
    parsed(text).flaws.iter().map(|flaw| flaw.kind).collect()
}

#[test]
fn a_proper_date_has_no_flaws() {
    let text = " Fri, 06 Jun 2008 02:59:21 +0900 (JST)\r\n";
    let date = parsed(text);
    assert_eq!(date.unix, Some(1_212_688_761));
    assert_eq!(date.offset, Some(540));
    assert_eq!(date.zone.unwrap().of(text), "+0900");
    assert_eq!(date.weekday.unwrap().of(text), "Fri");
    assert_eq!(date.year.unwrap().of(text), "2008");
    assert_eq!(date.span.of(text), "Fri, 06 Jun 2008 02:59:21 +0900 (JST)");
    assert!(date.flaws.is_empty());
}

#[test]
fn each_flaw_fires_and_its_neighbour_does_not() {
    for (text, expected) in [
        ("Mon, 1 Jan 2024 00:00:00 +0000", &[][..]),
        ("Mon, 1 Jan 2024 00:00 +0000", &[]),
        ("mon, 1 JAN 2024 00:00:00 +0000", &[]),
        ("Mon(x) , 1 Jan 2024 00:00:00 +0000", &[]),
        ("Mon, 1 (x) Jan 2024 00 : 00(y):00 +0000", &[]),
        ("Tue, 1 Jan 2024 00:00:00 +0000", &[WrongWeekday]),
        ("1 Jan 2024 00:00:00 +0000", &[NoWeekday]),
        ("Sat, 31 Feb 2024 00:00:00 +0000", &[OutOfRange]),
        ("Thu, 29 Feb 2024 00:00:00 +0000", &[]),
        ("Mon, 1 Jan 2024 24:00:00 +0000", &[OutOfRange]),
        ("Mon, 1 Jan 2024 23:60:00 +0000", &[OutOfRange]),
        ("Mon, 1 Jan 2024 23:59:60 +0000", &[]),
        ("Mon, 1 Jan 24 00:00:00 +0000", &[ShortYear]),
        ("Mon, 1 Jan 2024 00:00:00", &[NoZone]),
        ("Mon, 1 Jan 2024 00:00:00 GMT", &[NamedZone]),
        ("Mon, 1 Jan 2024 00:00:00 +1401", &[ImpossibleZone]),
        ("Mon, 1 Jan 2024 00:00:00 +1400", &[]),
        ("Mon, 1 Jan 2024 00:00:00 +0960", &[ImpossibleZone]),
        ("Mon, 1 Jan 2024 00:00:00 -0000", &[UnknownZone]),
        ("Mon, 1 Jan 2024 01:00:00 PM +0000", &[AmPm]),
        ("Mon, 1 January 2024 00:00:00 +0000", &[Localised]),
        ("Monday, 1 Jan 2024 00:00:00 +0000", &[Localised]),
        ("Mo, 1 Mär 2024 00:00:00 +0000", &[Localised, WrongWeekday, Localised]),
        ("Mon, 01 1月 2024 00:00:00 +0900", &[Localised]),
        ("Pzt, 1 Jan 2024 00:00:00 +0000", &[Localised]),
        ("Mon, Jan 1 2024 00:00:00 +0000", &[WrongOrder]),
        ("Mon 1 Jan 2024 00:00:00 +0000", &[WrongOrder]),
        ("Mon, 1-Jan-2024 00:00:00 +0000", &[WrongOrder]),
        ("Mon, 1 Jan 2024 00:00:00 +09:00", &[WrongOrder]),
        ("Mon, 1 Jan 2024 00:00:00 +0000 x", &[Trailing]),
        ("Mon, 1 Jan 2024 00:00:00 +0000 (x)", &[]),
        ("Mon, 1 Jan 2024 00:00:00 +0900 (EST)", &[ZoneCommentLies]),
        ("Mon, 1 Jan 2024 00:00:00 +0800 (CST)", &[]),
        ("Mon, 1 Jan 2024 00:00:00 GMT+0900 (Japan Standard Time)", &[NamedZone]),
        ("Mon Jan  1 00:00:00 2024", &[WrongOrder, NoZone]),
        ("", &[Unreadable]),
        ("yesterday", &[Unreadable]),
        ("1 Jan 2024", &[Unreadable]),
        ("1/2/2024 03:04:05", &[Unreadable]),
    ] {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn broken_software_is_understood() {
    let new_year = Some(1_704_067_200);
    for (text, unix, offset) in [
        ("2024-01-02T03:04:05Z", Some(1_704_164_645), Some(0)),
        ("2024-01-02T03:04:05.678Z", Some(1_704_164_645), Some(0)),
        ("2024-01-02 12:04:05 +0900", Some(1_704_164_645), Some(540)),
        ("2024/01/02 12:04:05+09:00", Some(1_704_164_645), Some(540)),
        ("Mon Jan  1 00:00:00 2024", new_year, None),
        ("Sun Dec 31 19:00:00 EST 2023", new_year, Some(-300)),
        ("Mon Jan 01 2024 09:00:00 GMT+0900 (Japan Standard Time)", new_year, Some(540)),
        ("Mon, 1 Jan 24 00:00 UT", new_year, Some(0)),
        ("Mon, 1 Jan 2024 09:00:00 JST", new_year, Some(540)),
        ("Mon, 1 Jan 2024 01:00:00 CET", new_year, Some(60)),
        ("Mon, 1 Jan 2024 05:30:00 IST", new_year, Some(330)),
        ("Mon, 1 Jan 2024 00:00:00 A", new_year, None),
        ("Mon, 1 Jan 2024 00:00:00 -0000", new_year, None),
        ("Mon, 1 Jan 2024 12:00:00 AM +0000", new_year, Some(0)),
        ("January 1, 2024 9:00 AM +0900", new_year, Some(540)),
        ("2024年1月1日(月) 09:00:00 +0900", new_year, Some(540)),
        ("Mon, 1 Jan 124 00:00:00 +0000", new_year, Some(0)),
        ("Thu, 1 Jan 70 00:00:00 +0000", Some(0), Some(0)),
        ("mar, 2 gen 2024 03:04:05 +0000", Some(1_704_164_645), Some(0)),
        ("Sat, 31 Feb 2024 00:00:00 +0000", None, Some(0)),
    ] {
        let date = parsed(text);
        assert_eq!((date.unix, date.offset), (unix, offset), "{text}");
    }
}

#[test]
fn what_trails_is_shown_to_the_end() {
    let text = "Mon, 1 Jan 2024 00:00:00 +0000 and more, of it";
    let date = parsed(text);
    assert_eq!(date.flaws.first().unwrap().span.of(text), "and more, of it");
}

proptest! {
    #[test]
    fn total_and_in_bounds(text in "((Mon|Jan|2024|1|31|12:|:59|[+-]|GMT|pm|年|月|é|\\(|\\)|[T,./Z \
                                    ]|999999999999) ?){0,14}") {
        let all = Span::new(0, text.len());
        let date = parsed(&text);
        let flaws = date.flaws.iter().map(|flaw| flaw.span);
        for span in [date.zone, date.weekday, date.year].into_iter().flatten().chain(flaws) {
            prop_assert!(all.contains(span));
            prop_assert!(text.get(span.start..span.end).is_some());
        }
        prop_assert!(date.unix.is_some() || date.has(Unreadable) || date.has(OutOfRange));
    }

    #[test]
    fn iso_reads_back(unix in 0_i64..253_402_000_000, offset in -840_i32..=840) {
        let text = iso(unix, Some(offset));
        let date = parsed(&text);
        prop_assert_eq!(date.unix, Some(unix), "{}", text);
    }
}

#[test]
fn iso_dates_without_marks() {
    for text in
        ["20240102T030405Z", "20240102T030405+0000", "20240102030405 UTC", "20240102 03:04:05Z"]
    {
        let date = parsed(text);
        assert_eq!(date.unix, Some(1_704_164_645), "{text}");
        assert!(date.has(WrongOrder), "{text}: no form of RFC 5322");
    }
    assert_eq!(parsed("20240102T030405+0900").unix, Some(1_704_132_245));
    for text in [
        "20241302T030405Z",
        "20240100T030405Z",
        "99999999999999",
        "20240102T990405Z",
        "2024010203040",
    ] {
        assert_eq!(parsed(text).unix, None, "{text}");
    }
}
