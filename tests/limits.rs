//! What lies beyond the limits is reported, and what lies within them is inspected all the same.

use headerlint::{Options, Report, inspect, inspect_bytes};

const HEAD: &str = "From: a@example.org\r\nFrom: b@example.org\r\nSubject: x\r\n";

fn limits(report: &Report) -> Vec<(&'static str, usize, usize)> {
    report.limits.iter().map(|limit| (limit.id.id(), limit.limit, limit.actual)).collect()
}

fn finds(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule == rule)
}

/// Asserts that every span of the report lies in the text, in bytes and in UTF-16 units.
fn assert_spans(text: &str, mut report: Report) {
    report.each_span(&mut |span| {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
    });
    let units = text.encode_utf16().count();
    report.in_utf16(text).each_span(&mut |span| assert!(span.end <= units, "{span:?} of {units}"));
}

#[test]
fn one_byte_over_is_told_and_the_rest_is_inspected() {
    let options = Options::default();
    for fill in ["x", "日"] {
        // The limit falls on each byte of the character once.
        for shift in 0..fill.len() {
            let mut text = format!("{HEAD}X-Shift: {}\r\nX-Long: ", "x".repeat(shift));
            let size = options.max_bytes + fill.len() - text.len();
            text.push_str(&fill.repeat(size / fill.len()));
            while text.len() <= options.max_bytes {
                text.push('y');
            }
            let report = inspect(&text, &options);
            assert_eq!(limits(&report), [("bytes", options.max_bytes, text.len())], "{fill:?}");
            assert!(finds(&report, "field-repeated"), "{fill:?}");
            assert_spans(&text, report);
        }
    }
}

#[test]
fn a_text_of_just_the_limit_is_read_whole() {
    let options = Options::default();
    let mut text = format!("{HEAD}\r\n");
    text.push_str(&"x".repeat(options.max_bytes - text.len()));
    assert_eq!(limits(&inspect(&text, &options)), []);
}

#[test]
fn one_field_over_is_told_and_the_rest_is_inspected() {
    let options = Options::default();
    let fields = |count: usize| format!("{HEAD}{}", "X-A: b\r\n".repeat(count - 3));
    assert_eq!(limits(&inspect(&fields(options.max_fields), &options)), []);
    let text = fields(options.max_fields + 1);
    let report = inspect(&text, &options);
    let [("fields", limit, _)] = limits(&report)[..] else { unreachable!("{:?}", report.limits) };
    assert_eq!(limit, options.max_fields);
    assert_eq!(report.fields.len(), options.max_fields);
    assert!(finds(&report, "field-repeated"));
    assert_spans(&text, report);
}

#[test]
fn both_limits_are_told_together() {
    let options = Options { max_bytes: 2_000, max_fields: 20, ..Options::default() };
    let text = format!("{HEAD}{}", "X-A: é日\r\n".repeat(400));
    let report = inspect(&text, &options);
    assert_eq!(
        limits(&report).iter().map(|limit| limit.0).collect::<Vec<_>>(),
        ["bytes", "fields"]
    );
    assert_spans(&text, report);
}

#[test]
fn any_limit_in_bytes_leaves_spans_whole() {
    let text = "> From: \"日本\" <a@example.org>\r\n> Subject: =?utf-8?Q?=E6?=\r\n> To: é🙂@b\r\n";
    for max_bytes in 0..=text.len() {
        let report = inspect(text, &Options { max_bytes, ..Options::default() });
        assert_eq!(report.limits.is_empty(), max_bytes == text.len());
        assert_spans(text, report);
    }
}

#[test]
fn nothing_of_a_huge_file_is_lost() {
    let options = Options::default();
    let head =
        b"From: a@example.org\r\nFrom: b@example.org\r\nSubject: \x93\xfa\x96\x7b\x82\xcc\r\n\r\n";
    // Shift_JIS, then a last line far beyond the limit.
    let mut bytes = head.to_vec();
    let line = b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd\r\n";
    while bytes.len() <= options.max_bytes + 100_000 {
        bytes.extend_from_slice(line);
    }
    bytes.extend_from_slice(b"\x8d\xc5\x8c\xe3\r\n");
    let (text, report) = inspect_bytes(&bytes, &options);
    assert!(text.ends_with("こんにちは\r\n最後\r\n"));
    assert_eq!(report.repairs.first().unwrap().detail.as_deref(), Some("shift_jis"));
    assert_eq!(limits(&report), [("bytes", options.max_bytes, text.len())]);
    assert!(finds(&report, "field-repeated"));
    assert_spans(&text, report);
}

#[test]
fn a_huge_file_of_any_bytes_is_read() {
    let options = Options::default();
    for unit in [&b"\xff"[..], b"a\0", b"\x82\xa0\x80"] {
        let bytes =
            [b"From: a@example.org\n", unit.repeat(6_000_000 / unit.len()).as_slice()].concat();
        let (text, report) = inspect_bytes(&bytes, &options);
        assert!(text.chars().count() >= bytes.len() / 4, "{unit:?}");
        assert_spans(&text, report);
    }
}

#[test]
fn one_message_over_is_told_and_the_last_listed_can_be_chosen() {
    let one = "Received: by mx.example.net\r\nFrom: a@example.org\r\nSubject: x\r\n\r\n";
    let most = headerlint::input::MOST_MESSAGES;
    let (all, over) = (one.repeat(most), one.repeat(most + 1));
    assert_eq!(limits(&inspect(&all, &Options::default())), []);
    let report = inspect(&over, &Options { message: usize::MAX, ..Options::default() });
    assert_eq!(limits(&report), [("messages", most, most + 1)]);
    assert_eq!((report.messages.len(), report.message), (most, most - 1));
    assert_eq!(report.fields.first().map(|f| f.line), report.messages.last().map(|m| m.line));
    assert_spans(&over, report);
}
