use super::*;
use crate::syntax::date::iso;

fn id(value: &str) -> Option<(&'static str, Option<String>, bool)> {
    in_id(value, 0).map(|c| (c.kind.id(), c.unix.map(|unix| iso(unix, None)), c.zone != UTC))
}

fn boundary(value: &str) -> Option<(&'static str, Option<String>, bool)> {
    in_boundary(value, 0).map(|c| (c.kind.id(), c.unix.map(|unix| iso(unix, None)), c.zone != UTC))
}

#[test]
fn ids_tell_their_time() {
    for (value, kind, time, local) in [
        (
            "000001d9a1b2$3c4d5e60$b4e81a20$@example.com",
            "outlook-message-id",
            "2023-06-18T06:58:07Z",
            false,
        ),
        (
            "001801c8c6a1$2f4d0a30$8de71e90@example.com",
            "outlook-message-id",
            "2008-06-05T00:14:56Z",
            false,
        ),
        (
            "010001890a1b2c3d-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000@email.amazonses.com",
            "amazon-ses",
            "2023-06-30T02:21:40Z",
            false,
        ),
        ("65cec0fc.170a0220.9f6a8.6272@mx.google.com", "google", "2024-02-16T01:57:16Z", false),
        ("1676757060.229389195@f7.my.com", "mail-ru", "2023-02-18T21:51:00Z", false),
        (
            "1700000000000.0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0@bf10x.hubspotemail.net",
            "hubspot",
            "2023-11-14T22:13:20Z",
            false,
        ),
        (
            "30054689.20231114070600.65531c58d4c061.41270915@mail132-22.atl131.mandrillapp.com",
            "timestamp",
            "2023-11-14T07:06:00Z",
            false,
        ),
        (
            "M0RRZYDVY4K_674c11f7ffec_4639582155f4_sprut@zendesk.com",
            "epoch",
            "2024-12-01T07:36:23Z",
            false,
        ),
        ("65936a1d2b3c4_1a2b3c4d5e6f@host.mail", "epoch", "2024-01-02T01:42:53Z", false),
        ("1032345678.1234.12.camel@host", "epoch", "2002-09-18T10:41:18Z", false),
        (
            "1234.192.0.2.1.1032345678.squirrel@mail.example.com",
            "epoch",
            "2002-09-18T10:41:18Z",
            false,
        ),
        (
            "OF2BF779F2.410271AB-ON80256BFE.00517E37@LocalDomain",
            "notes",
            "2002-07-22T14:50:07Z",
            false,
        ),
        ("E1rKabc-0001xY-2Z@mail.example.com", "exim", "2024-01-02T08:58:36Z", false),
        (
            "-1558803241.2067932.1717964691501@mail.yahoo.com",
            "javamail",
            "2024-06-09T20:24:51Z",
            false,
        ),
        ("170000000000.12345.1234567890123456789@host", "python", "2023-11-14T22:13:20Z", false),
        ("3D3C15F8.3070107@example.com", "epoch", "2002-07-22T14:26:00Z", false),
        ("3D3C15F8.1234.A1B2C3@localhost", "pegasus", "2002-07-22T14:26:00Z", true),
        (
            "20240102030405.Horde.H3_l5iu4VFHjbwRmnzYOKdQ@mail.example.com",
            "timestamp",
            "2024-01-02T03:04:05Z",
            false,
        ),
        ("1512345678.20240102030405@example.com", "timestamp", "2024-01-02T03:04:05Z", true),
        (
            "20240102.030405.123456789012345678.user@example.com",
            "timestamp",
            "2024-01-02T03:04:05Z",
            true,
        ),
        ("alpine.DEB.2.22.394.2204091737130.2655@host", "timestamp", "2022-04-09T17:37:13Z", true),
        ("202401020304.AA12345@host", "timestamp", "2024-01-02T03:04:00Z", true),
        ("20240102030405.4ABCDEFGH1@mail.example.com", "timestamp", "2024-01-02T03:04:05Z", true),
    ] {
        assert_eq!(id(value), Some((kind, Some(time.to_owned()), local)), "{value}");
    }
}

#[test]
fn boundaries_tell_their_time() {
    for (value, kind, time, local) in [
        (
            "----=_NextPart_000_00A8_01D58484.492EA1C0",
            "next-part-boundary",
            "2019-10-17T00:46:17Z",
            true,
        ),
        (
            "----_=_NextPart_001_01C25A1B.3D4E5F60",
            "exchange-boundary",
            "2002-09-12T05:14:15Z",
            false,
        ),
        ("----=_Part_2067931_1434867860.1717964691500", "javamail", "2024-06-09T20:24:51Z", false),
        (
            "--ALT--12473c3e6bca7028098ef1294677f11a1676757060",
            "mail-ru",
            "2023-02-18T21:51:00Z",
            false,
        ),
        ("--==_mimepart_674c11f727b94_463958215610", "epoch", "2024-12-01T07:36:23Z", false),
        (
            "_=_swift_1700000000_0f1e2d3c4b5a69788796a5b4c3d2e1f0_=_",
            "epoch",
            "2023-11-14T22:13:20Z",
            false,
        ),
        ("----------=_1700000000-12345-0", "epoch", "2023-11-14T22:13:20Z", false),
        ("8323329-1289766131-1649518660=:2655", "epoch", "2022-04-09T15:37:40Z", false),
        ("----=_20240102030405_12345", "timestamp", "2024-01-02T03:04:05Z", true),
    ] {
        assert_eq!(boundary(value), Some((kind, Some(time.to_owned()), local)), "{value}");
    }
}

#[test]
fn impossible_digits_of_a_special_shape_are_told() {
    for (value, kind) in [
        ("0000ffffffff$3c4d5e60$b4e81a20@example.com", "outlook-message-id"),
        (
            "01000fffffffffff-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000@amazonses.com",
            "amazon-ses",
        ),
        ("00000001.170a0220.9f6a8.6272@mx.google.com", "google"),
        ("20241302030405.Horde.H3_l5iu4VFHjbwRmnzYOKdQ@mail.example.com", "timestamp"),
        ("1.2.9999999999999.JavaMail.root@host", "javamail"),
        ("Ezzzzzz-0001xY-2Z@mail.example.com", "exim"),
    ] {
        assert_eq!(id(value), Some((kind, None, false)), "{value}");
    }
    for (value, kind, local) in [
        ("----=_NextPart_000_00A8_FFD58484.492EA1C0", "next-part-boundary", true),
        ("----_=_NextPart_001_00000000.3D4E5F60", "exchange-boundary", false),
        ("----=_Part_2067931_1434867860.9999999999999", "javamail", false),
    ] {
        assert_eq!(boundary(value), Some((kind, None, local)), "{value}");
    }
}

#[test]
fn impossible_digits_of_a_common_shape_are_no_clock() {
    for value in [
        "1.9999999999@host",
        "20241302030405.12@host",
        "00000001.3070107@example.com",
        "ZZZZZZZZZZZ.ZZZZZZZZZZ@h",
        "plain@host",
        "",
    ] {
        assert_eq!(id(value), None, "{value}");
    }
    assert_eq!(boundary("----=_NextPart_00000001_0D4E5F60_1A2B3C4D"), None);
}

#[test]
fn hidemaru_ids_hold_six_bytes_of_a_filetime() {
    let clock = hidemaru("8CC8C735E21043watermind.pc@example.com", 10).unwrap();
    assert_eq!(clock.unix.map(|unix| iso(unix, None)).as_deref(), Some("2008-06-05T17:59:21Z"));
    assert_eq!((clock.span, clock.zone), (Span::new(12, 24), UTC));
    assert_eq!(hidemaru("8C0123456789ABuser@example.com", 0).map(|c| c.unix), Some(None));
    assert_eq!(hidemaru_address("8CC8C735E21043me@example.com"), Some("me@example.com"));
    assert!(hidemaru("8cc8c735e21043me@example.com", 0).is_none());
}

proptest::proptest! {
    #[test]
    fn any_value_is_read(value in "[0-9A-Fa-f$@._=-]{0,60}") {
        let clocks = [in_id(&value, 0), in_boundary(&value, 0), hidemaru(&value, 0)];
        for clock in clocks.into_iter().flatten() {
            assert!(!clock.span.is_empty() && clock.span.end <= value.len());
        }
    }
}

#[test]
fn clocks_that_are_no_plain_digits() {
    let read = |value: &str| {
        id(value).or_else(|| boundary(value)).map(|(kind, time, _)| (kind, time.unwrap()))
    };
    for (value, kind, time) in [
        (
            "1b822069.AUsAADl8jWQAAchtEDYAAWldXAYAAYCuey4AnxynAChNIQBl7Fcp@mailjet.com",
            "mailjet",
            "2024-03-09T12:33:45Z",
        ),
        ("5CF7D77A020000780023598C@gwmail.example.com", "groupwise", "2019-06-05T14:53:46Z"),
        ("=_alternative 00517E3780256BFE_=", "notes", "2002-07-22T14:50:07Z"),
        (
            "Multipart=_Tue__2_Jan_2024_03_04_05_+0900_A1b2C3d4E5f6G7h8",
            "date-in-words",
            "2024-01-01T18:04:05Z",
        ),
        ("--Next_Part(Tue_Jan__2_03:04:05_2024_123)--", "date-in-words", "2024-01-02T03:04:05Z"),
        ("Multipart_Tue_Jan__2_03:04:05_2024-1", "date-in-words", "2024-01-02T03:04:05Z"),
    ] {
        assert_eq!(read(value), Some((kind, time.to_owned())), "{value}");
    }
    for value in [
        "1b822069.AUsA@mailjet.com",
        "=_alternative FFFFFFFF80256BFE_=",
        "Multipart=_Tue__2_Foo_2024_03_04_05_+0900_A1b2C3d4E5f6G7h8",
        "Multipart_Tue_Jan__2_25:04:05_2024-1",
        "Multipart_Tue_Jan__99_03:04:05_2024-1",
    ] {
        assert_eq!(read(value), None, "{value}");
    }
}

/// Exchange Online and Outlook have a form each.
#[test]
fn a_thread_tells_when_it_began() {
    let time = |value: &str| thread_index(value, 0).map(|clock| iso(clock.unix.unwrap(), None));
    let tail = "AAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(time(&format!("AQHaPQ1K{tail}")).as_deref(), Some("2024-01-01T23:50:24Z"));
    assert_eq!(time(&format!("Ado9DUoA{tail}")).as_deref(), Some("2024-01-01T23:50:24Z"));
    for other in
        ["", "AQHaPQ1K", "§§§§§§§§", &format!("BQHaPQ1K{tail}"), &format!("AQAAAAAA{tail}")]
    {
        assert_eq!(time(other), None, "{other}");
    }
}
