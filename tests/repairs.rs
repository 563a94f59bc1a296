//! What happens to pasted text changes neither what is found nor where.

use headerlint::report::Role;
use headerlint::{Options, Report, inspect};
use serde_json::Value;
use std::fmt::Write;

const MAIL: &str = "\
Return-Path: <ann@example.org>
Received: from mail.example.org (mail.example.org [192.0.2.1])
\tby mx.example.net (Postfix) with ESMTPS id 4ABC
\tfor <bob@example.net>; Mon, 1 Jan 2024 10:00:05 +0900
Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=ann@example.org;
\tdkim=fail header.d=example.org
From: \"Ann Example\" <ann@example.org>
Reply-To: <ann@example.com>
To: Bob <bob@example.net>
Subject: FREE OFFER!!!
Date: Mon, 1 Jan 2024 25:00:00 +0900
Message-ID: <1.2@mail.example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
X-Mailer: Example 1.0
";

const POSTFIX: &str = "\
This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<bob@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 <bob@example.net>:
    Recipient address rejected: User unknown (in reply to RCPT TO command)
";

const GMAIL: &str = "\
Delivery to the following recipient failed permanently:

     bob@example.net

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the recipient domain. The error
that the other server returned was: 550 550 5.1.1 No such user (state 14).

   ----- Original message -----

";

fn bounce(encoding: &str, words: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)\n\
         Subject: Undelivered Mail Returned to Sender\nTo: ann@example.org\n\
         Date: Mon, 1 Jan 2024 10:00:05 +0900\nMessage-ID: <3@mail.example.org>\n\
         Content-Type: multipart/mixed; boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n\
         {words}\n--b\nContent-Type: text/rfc822-headers\n\n{MAIL}\n--b--\n"
    )
}

fn report(text: &str) -> Report {
    inspect(text, &Options::default())
}

/// Returns the findings and the refusal, without places.
fn found(report: &Report) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.retain(|key, _| !["span", "spans", "fields"].contains(&key.as_str()));
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            Value::String(text) => {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(report).unwrap_or_default();
    strip(&mut value);
    ["findings", "bounce"].iter().filter_map(|key| value.get(key).cloned()).collect()
}

fn told(report: &Report) -> Vec<&'static str> {
    report.repairs.iter().map(|repair| repair.id.id()).collect()
}

/// Returns the marked words, without what a shape inserts among them.
fn marked(text: &str, report: &Report) -> Vec<String> {
    let failures = report.bounce.iter().flat_map(|bounce| &bounce.failures);
    let failures = failures.flat_map(|f| [&f.recipient, &f.status, &f.code]);
    let failures = failures.filter_map(|q| q.as_ref().map(|q| q.span));
    let findings = report.findings.iter().flat_map(|finding| finding.spans.iter().copied());
    failures
        .chain(findings)
        .map(|span| {
            let words = span.of(text).replace(['>', '|'], " ").replace("&lt;", "<");
            let words = words.replace("&gt;", " ").replace("&quot;", "\"").replace("<br", " ");
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

/// Asserts that the shape has the same findings, that the repair is reported, and that marks are on
/// the same words.
#[track_caller]
fn assert_same(plain: &str, shape: &str, id: &str) {
    let (before, after) = (report(plain), report(shape));
    assert!(told(&after).contains(&id), "{id} is missing in {:?}: {shape}", told(&after));
    assert_eq!(found(&before), found(&after), "{id}: {shape}");
    assert_eq!(marked(plain, &before), marked(shape, &after), "{id}: {shape}");
    for repair in &after.repairs {
        assert!(shape.get(repair.span.start..repair.span.end).is_some());
        assert!(repair.count > 0);
    }
}

fn each_line(text: &str, before: &str, after: &str) -> String {
    text.lines().flat_map(|line| [before, line, after, "\n"]).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn texts() -> Vec<String> {
    vec![
        MAIL.to_owned(),
        format!("{MAIL}\nHello\n\nBye\n"),
        POSTFIX.to_owned(),
        format!("{POSTFIX}\n{MAIL}"),
        format!("{GMAIL}{MAIL}"),
        bounce("7bit", POSTFIX),
    ]
}

#[test]
fn a_text_that_needs_nothing_is_left_alone() {
    for text in texts() {
        assert_eq!(told(&report(&text)), Vec::<&str>::new(), "{text}");
        assert!(matches!(headerlint::input::clean(&text).text, std::borrow::Cow::Borrowed(_)));
    }
}

#[test]
fn html_source() {
    for text in texts() {
        let source = escaped(&text);
        assert_same(&text, &source.replace('\n', "<br>\n"), "html");
        assert_same(&text, &source.replace('\n', "<br/>"), "html");
        assert_same(&text, &format!("<html><body><pre>{source}</pre></body></html>"), "html");
        let lines = each_line(&source, "<div>", "<br></div>");
        assert_same(&text, &lines, "html");
    }
}

#[test]
fn a_blank_line_after_every_line() {
    for text in texts() {
        assert_same(&text, &text.replace('\n', "\n\n"), "blank-lines");
        assert_same(&text, &text.replace('\n', "\r\n\r\n"), "blank-lines");
    }
}

#[test]
fn line_ends_of_unicode() {
    for text in texts() {
        for end in ["\u{2028}", "\u{2029}", "\u{85}"] {
            assert_same(&text, &text.replace('\n', end), "line-ends");
        }
    }
}

#[test]
fn quoted_and_indented() {
    for text in texts() {
        let with = |mark: &str| each_line(&text, mark, "");
        assert_same(&text, &with("> "), "quote-marks");
        assert_same(&text, &with(">"), "quote-marks");
        assert_same(&text, &with("| "), "quote-marks");
        if !text.starts_with("Delivery") {
            assert_same(&text, &with("    "), "indentation");
        }
    }
}

#[test]
fn tables() {
    let rows = MAIL.replace("\n\t", " ").replace(": ", "\t");
    let plain = rows.replace('\t', ": ");
    assert_same(&plain, &rows, "table");
    assert_same(&plain, &rows.replace('\t', "\n"), "table");
    assert_same(&plain, &rows.replace('\t', ":\n"), "table");
}

#[test]
fn full_width_signs() {
    let shape = MAIL
        .replace("From: ", "From：")
        .replace("To: ", "To：")
        .replace("Subject: ", "Subject：")
        .replace("<ann@example.com>", "＜ann＠example.com＞");
    let (before, after) = (report(MAIL), report(&shape));
    assert_eq!(found(&before), found(&after));
    assert!(told(&after).contains(&"full-width"));
    let reply = after.identities.iter().find(|identity| identity.role == Role::ReplyTo).unwrap();
    assert_eq!(reply.value.text, "ann@example.com");
    assert_eq!(reply.value.span.of(&shape), "ann＠example.com");
}

#[test]
fn links_behind_addresses() {
    let address = "bob@example.net";
    let tail = format!("{address}<mailto:{address}>");
    let text = POSTFIX.replace("\n\n<bob", "\n\nIt was for bob@example.net (Bob).\n\n<bob");
    let shape = text.replace("for bob@example.net", &format!("for {tail}"));
    assert_same(&text, &shape, "link-tails");
    let shape = MAIL.replace("Bob <bob@example.net>", "Bob [mailto:bob@example.net]");
    assert_same(MAIL, &shape, "link-tails");
}

#[test]
fn pictures() {
    let text = format!("Sorry.\n\n{POSTFIX}");
    assert_same(&text, &format!("[cid:image001.png@01D0.A]Sorry.\n\n{POSTFIX}"), "images");
}

#[test]
fn typographic_signs() {
    for text in [POSTFIX.to_owned(), format!("{GMAIL}{MAIL}"), bounce("7bit", POSTFIX)] {
        let shape =
            text.replace('\'', "’").replace("--", "—").replace("boundary=\"b\"", "boundary=“b”");
        assert_same(&text, &shape, "smart");
    }
}

#[test]
fn lost_folding() {
    // Wrapped at 60 columns, as by a program that knows nothing of header fields.
    let wrap = |text: &str| {
        let mut out = String::new();
        for line in text.split_inclusive('\n') {
            let mut column = 0;
            let words = line.trim_end().split([' ', '\t']).filter(|_| line.len() > 61);
            for word in words {
                if column > 0 && column + 1 + word.len() > 60 {
                    out.push('\n');
                    column = 0;
                } else if column > 0 {
                    out.push(' ');
                    column += 1;
                }
                out.push_str(word);
                column += word.len();
            }
            out.push_str(if line.len() > 61 { "\n" } else { line });
        }
        out
    };
    assert_same(MAIL, &wrap(MAIL), "folding");
    let text = format!("{MAIL}\nHello\n");
    assert_same(&text, &wrap(&text), "folding");
}

#[test]
fn lost_line_breaks() {
    let join = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [MAIL.to_owned(), POSTFIX.to_owned(), format!("{GMAIL}{MAIL}")] {
        let (before, after) = (report(&text), report(&join(&text)));
        assert!(told(&after).contains(&"joined"), "{text}");
        let recipients = |report: &Report| {
            let all = report.bounce.iter().flat_map(|bounce| &bounce.failures);
            all.filter_map(|f| f.recipient.as_ref().map(|r| r.text.clone())).collect::<Vec<_>>()
        };
        assert_eq!(recipients(&before), recipients(&after), "{text}");
        let names = |report: &Report| {
            report.fields.iter().map(|field| field.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&before), names(&after), "{text}");
    }
}

/// Encodes a text in base64 (RFC 4648), in lines of 76.
fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let n = chunk.iter().fold(0, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS.get((n >> (18 - 6 * place) & 63) as usize);
            let letter = letter.map_or('=', |letter| char::from(*letter));
            out.push(if place <= chunk.len() { letter } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

/// Encodes a text as quoted-printable with soft line breaks.
fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for byte in line.bytes() {
            if column > 70 {
                out.push_str("=\n");
                column = 0;
            }
            if byte == b'=' || !byte.is_ascii() {
                let _ = write!(out, "={byte:02X}");
                column += 3;
            } else {
                out.push(char::from(byte));
                column += 1;
            }
        }
        out.push_str(if line.ends_with(' ') { "=20\n" } else { "\n" });
    }
    out
}

#[test]
fn encoded_parts_of_a_bounce() {
    let words = POSTFIX.replace("I'm sorry", "Désolé = I’m sorry");
    let plain = report(&bounce("8bit", &words));
    for (encoding, shape) in
        [("base64", base64(&words)), ("quoted-printable", quoted_printable(&words))]
    {
        let text = bounce(encoding, &shape);
        let read = report(&text);
        assert!(told(&read).contains(&"encoded-part"), "{text}");
        assert_eq!(found(&plain), found(&read));
        let failure = &read.bounce.as_ref().unwrap().failures[0];
        let place = failure.recipient.as_ref().unwrap().span.of(&text);
        assert!(!place.is_empty() && place.len() < 60, "{place:?}");
    }
    // Copied without any header.
    for shape in [base64(&words), quoted_printable(&words)] {
        let read = report(&shape);
        assert!(told(&read).contains(&"transfer-encoding"), "{shape}");
        assert_eq!(found(&report(&words)), found(&read));
    }
}

#[test]
fn the_body_of_an_honest_mail_is_its_own() {
    let bodies = [
        base64(POSTFIX),
        quoted_printable(POSTFIX) + "=3D=\n=20",
        "“Hello” — see a@b.example<mailto:a@b.example> [cid:x]\n".to_owned(),
        "<p>Hello<br>\n&lt;you&gt;</p><br><br>\n".to_owned(),
        "----- Forwarded message -----\nVon: a@b.example\nAn: c@d.example\n".to_owned(),
        "A\n\nB\n\nC\n\n\n\nD\n\nE\n".to_owned(),
        "From\tx\nTo\ty\nSubject\tz\nDate\tw\n".to_owned(),
    ];
    for body in bodies {
        for encoding in ["base64", "quoted-printable", "8bit"] {
            let text = format!("{MAIL}Content-Transfer-Encoding: {encoding}\n\n{body}");
            assert_eq!(told(&report(&text)), Vec::<&str>::new(), "{text}");
        }
    }
    let raw = MAIL.replace("FREE OFFER!!!", "“Hello” — ＜重要＞ a＠b：c");
    assert_eq!(told(&report(&raw)), Vec::<&str>::new());
}

#[test]
fn stray_lines_of_a_careless_sender_stay() {
    for stray in ["this line is no field", "http://example.org/", "a"] {
        let text = MAIL.replace("Subject:", &format!("{stray}\nSubject:"));
        assert!(!told(&report(&text)).contains(&"folding"), "{stray}");
    }
}

#[test]
fn forwarded_in_many_languages() {
    for (mark, names) in [
        ("---------- Forwarded message ---------", ["From", "Subject", "To"]),
        ("-----Original Message-----", ["From", "Subject", "To"]),
        ("Begin forwarded message:", ["From", "Subject", "To"]),
        ("---------- Weitergeleitete Nachricht ---------", ["Von", "Betreff", "An"]),
        ("---------- Message transféré ---------", ["De", "Objet", "À"]),
        ("---------- Mensaje reenviado ---------", ["De", "Asunto", "Para"]),
        ("---------- Messaggio inoltrato ---------", ["Da", "Oggetto", "A"]),
        ("---------- Mensagem encaminhada ---------", ["De", "Assunto", "Para"]),
        ("---------- Пересылаемое сообщение ---------", ["От", "Тема", "Кому"]),
        ("-----元のメッセージ-----", ["差出人", "件名", "宛先"]),
        ("---------- 转发邮件 ---------", ["发件人", "主题", "收件人"]),
        ("---------- 전달된 메일 ---------", ["보낸사람", "제목", "받는사람"]),
    ] {
        let [from, subject, to] = names;
        let text = format!(
            "{mark}\n{from}: Ann <ann@example.org>\n{subject}: Hello\n{to}: bob@example.net\n\nHi\n"
        );
        let report = report(&text);
        assert!(told(&report).contains(&"forwarded"), "{text}");
        let read: Vec<_> = report.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(read, ["From", "Subject", "To"], "{text}");
        let shown: Vec<_> = report
            .fields
            .iter()
            .map(|field| field.name_span.of(&text).trim_end_matches(':'))
            .collect();
        assert_eq!(shown, names, "{text}");
    }
}

#[test]
fn a_missing_end_is_told() {
    let whole = bounce("7bit", POSTFIX);
    let cut = whole.trim_end().trim_end_matches("--b--");
    let report = report(cut);
    assert!(told(&report).contains(&"cut-end"));
    assert_eq!(report.bounce.unwrap().failures.len(), 1);
}

#[test]
fn wrapped_twice() {
    let text = format!("{GMAIL}{MAIL}");
    let quoted = each_line(&text, "> ", "");
    let html = escaped(&quoted).replace('\n', "<br>\n");
    assert_same(&text, &html, "html");
    assert_same(&text, &html, "quote-marks");
    assert_same(&text, &quoted.replace('\n', "\n\n"), "blank-lines");
}
