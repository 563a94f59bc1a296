mod examples;
mod whole;

use super::*;
use crate::syntax::date::iso;
use crate::syntax::mime::Parameter;
use examples::{BOUNDARIES, CLAIMS, IDS};

fn find(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn id(text: &str, inner: &str) -> MessageId {
    MessageId { inner: find(text, inner), ..MessageId::default() }
}

fn content_type(text: &str, boundary: &str) -> MimeValue {
    let name = find(text, "boundary");
    let parameter = Parameter { name, raw: find(text, boundary), ..Parameter::default() };
    MimeValue { parameters: vec![parameter], ..MimeValue::default() }
}

fn message(text: &str) -> Message<'_> {
    Message::parse(text, Span::new(0, text.len()), 1000)
}

/// Every example of a claim names its program.
#[test]
fn claims_are_known() {
    for (claim, id) in CLAIMS {
        assert_eq!(named(claim).map(|p| p.id), Some(*id), "{claim}");
    }
}

#[test]
fn strange_claims_are_unknown() {
    for claim in [
        "",
        "X",
        "PHPMailer 12.7.5",
        "iPhone Mail",
        "Microsoft Outlook 16.0 or so",
        "X-Mailer: Mutt/1.5",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0",
    ] {
        assert_eq!(named(claim), None, "{claim}");
    }
}

/// Every example of a Message-ID fits its program; damaged values do not.
#[test]
fn ids_have_their_shapes() {
    for (id, value) in IDS {
        assert_eq!(shape_fits(id, value), Some(true), "{id}: {value}");
        for damaged in ["", "@", "x y@host", "§@host"] {
            assert_eq!(shape_fits(id, damaged), Some(false), "{id}: {damaged}");
        }
    }
}

#[test]
fn boundaries_have_their_shapes() {
    for (id, value) in BOUNDARIES {
        assert_eq!(boundary_fits(id, value), Some(true), "{id}: {value}");
        assert_eq!(boundary_fits(id, "§"), Some(false), "{id}");
    }
}

#[test]
fn rows_are_whole() {
    const KINDS: [&str; 9] =
        ["desktop", "mobile", "webmail", "library", "groupware", "mta", "esp", "list", "tool"];
    let mut ids: Vec<_> = table::rows().iter().map(|row| row.program.id).collect();
    assert!(ids.len() > 120);
    for row in table::rows() {
        assert!(KINDS.contains(&row.program.kind), "{}", row.program.id);
        assert!(!row.program.name.is_empty());
    }
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id stands twice");
    assert_eq!(program("becky").map(|p| (p.kind, p.legacy)), Some(("desktop", false)));
    assert_eq!(program("datula").map(|p| p.legacy), Some(true));
    assert_eq!(program("nothing"), None);
    assert_eq!((shape_fits("datula", "x@y"), shape_fits("nothing", "x@y")), (None, None));
}

const HIDEMARU: &str = "From: Taro <taro.example@example.com>\r\n\
    To: hanako@example.org\r\n\
    Date: Fri, 06 Jun 2008 02:59:21 +0900\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: text/plain; charset=iso-2022-jp\r\n\
    Message-Id: <8CC8C735E21043taro.example@example.com>\r\n\
    X-Mailer: HidemaruMail 5.05\r\n";

#[test]
fn hidemaru_mail_of_2008() {
    let message = message(HIDEMARU);
    let id = id(HIDEMARU, "8CC8C735E21043taro.example@example.com");
    let mailer = identify(&message, Some(&id), None);
    assert_eq!(mailer.claims.len(), 1);
    assert_eq!(mailer.claims[0].program, Some("hidemaru"));
    assert_eq!(mailer.claims[0].span.of(HIDEMARU), "HidemaruMail 5.05");
    assert_eq!(mailer.traces[0].programs, ["hidemaru"]);
    let clock = &mailer.clocks[0];
    assert_eq!((clock.kind.id(), clock.span.of(HIDEMARU)), ("hidemaru-message-id", "C8C735E21043"));
    assert_eq!(
        clock.unix.map(|unix| iso(unix, Some(540))).as_deref(),
        Some("2008-06-06T02:59:21+09:00")
    );
    assert!(!mailer.id_by_server);
    assert_eq!(mailer.verdict(HIDEMARU, Some(&id), None, false).id(), "fits");
}

#[test]
fn hidemaru_is_told_by_its_address_even_under_another_name() {
    let text = HIDEMARU.replace("HidemaruMail 5.05", "Microsoft Outlook 16.0");
    let message = message(&text);
    let id = id(&text, "8CC8C735E21043taro.example@example.com");
    let mailer = identify(&message, Some(&id), None);
    assert_eq!(mailer.traces[0].programs, ["hidemaru"]);
    assert_eq!(mailer.clocks.len(), 1);
    assert_eq!(mailer.verdict(&text, Some(&id), None, false).id(), "contradicts");
}

const LIVE_MAIL: &str = "From: \"Taro\" <taro.example@example.com>\r\n\
    To: <hanako@example.org>\r\n\
    Subject: test\r\n\
    Date: Fri, 6 Jun 2008 03:03:10 +0900\r\n\
    Message-ID: <A5827F75BC6A45C781F1DE756283A510@DESKTOP>\r\n\
    MIME-Version: 1.0\r\n\
    Content-Type: text/plain;\r\n format=flowed;\r\n charset=\"iso-2022-jp\";\r\n \
    reply-type=original\r\n\
    X-Priority: 3\r\n\
    X-MSMail-Priority: Normal\r\n\
    Importance: Normal\r\n\
    X-Mailer: Microsoft Windows Live Mail 12.0.1606\r\n\
    X-MimeOLE: Produced By Microsoft MimeOLE V12.0.1606\r\n";

#[test]
fn live_mail_of_2008() {
    let message = message(LIVE_MAIL);
    let id = id(LIVE_MAIL, "A5827F75BC6A45C781F1DE756283A510@DESKTOP");
    let mailer = identify(&message, Some(&id), None);
    assert_eq!(mailer.claims[0].program, Some("windows-live-mail"));
    assert!(mailer.traces[0].programs.contains(&"windows-live-mail"));
    assert!(!mailer.traces[0].programs.contains(&"hidemaru"));
    let companions = mailer.traces.iter().filter(|trace| trace.kind == TraceKind::Companions);
    let names: Vec<_> = companions.map(|trace| trace.span.of(LIVE_MAIL)).collect();
    assert_eq!(names, ["X-MimeOLE"]);
    assert_eq!(mailer.fits(), ["windows-live-mail"]);
    assert!(mailer.clocks.is_empty(), "a random id holds no clock");
    assert_eq!(mailer.verdict(LIVE_MAIL, Some(&id), None, false).id(), "fits");
}

#[test]
fn a_server_made_id_says_nothing_of_the_program() {
    let text = "X-Mailer: Apple Mail (2.3826.600)\n\
                Message-ID: <20240102030405.4ABCDEFGH1@mx.example.org>\n";
    let message = message(text);
    let id = id(text, "20240102030405.4ABCDEFGH1@mx.example.org");
    let mailer = identify(&message, Some(&id), None);
    assert!(mailer.id_by_server);
    assert_eq!(mailer.verdict(text, Some(&id), None, false).id(), "not-checked");
}

#[test]
fn a_boundary_of_another_program_contradicts() {
    let text = "User-Agent: Mozilla Thunderbird\n\
        Content-Type: multipart/mixed; boundary=\"----=_NextPart_000_00A8_01D58484.492EA1C0\"\n";
    let message = message(text);
    let value = content_type(text, "\"----=_NextPart_000_00A8_01D58484.492EA1C0\"");
    let mailer = identify(&message, None, Some(&value));
    assert_eq!(mailer.traces[0].kind, TraceKind::Boundary);
    assert!(mailer.traces[0].programs.contains(&"outlook-classic"));
    assert_eq!(mailer.clocks[0].span.of(text), "01D58484.492EA1C0");
    assert_eq!(mailer.clocks[0].zone, Zone::Local);
    assert_eq!(mailer.verdict(text, None, Some(&value), false).id(), "contradicts");
}

#[test]
fn a_mailing_list_may_wrap_the_message() {
    let text = "X-Mailer: iPhone Mail (20D67)\n\
        Message-Id: <B585E010-C744-4F5C-AF7C-3A1727DB8AD8@example.com>\n\
        Content-Type: multipart/mixed; boundary=\"===============1234567890123456789==\"\n";
    let message = message(text);
    let id = id(text, "B585E010-C744-4F5C-AF7C-3A1727DB8AD8@example.com");
    let value = content_type(text, "\"===============1234567890123456789==\"");
    let mailer = identify(&message, Some(&id), Some(&value));
    assert_eq!(mailer.verdict(text, Some(&id), Some(&value), false).id(), "fits");
    assert_eq!(mailer.verdict(text, None, Some(&value), false).id(), "not-checked");
}

#[test]
fn a_host_of_its_own_outweighs_common_shapes() {
    let text = "Message-ID: \
                <2ee62869-56ee-42b4-894d-0f799bd129c4@VI1EUR02FT023.eop-EUR02.prod.protection.outl\
                ook.com>\n";
    let message = message(text);
    let id = id(
        text,
        "2ee62869-56ee-42b4-894d-0f799bd129c4@VI1EUR02FT023.eop-EUR02.prod.protection.outlook.com",
    );
    let mailer = identify(&message, Some(&id), None);
    assert_eq!(mailer.traces[0].programs, ["eop-generated"]);
    assert!(mailer.id_by_server);
    assert_eq!(mailer.verdict(text, Some(&id), None, false).id(), "none");
}

#[test]
fn an_unknown_name_is_unknown() {
    let text = "X-Mailer: Something New 1\nX-Newsreader: x\nMessage-ID: <a@b.example>\n";
    let message = message(text);
    let mailer = identify(&message, Some(&id(text, "a@b.example")), None);
    assert_eq!(mailer.claims.len(), 2);
    assert_eq!(mailer.verdict(text, None, None, false).id(), "unknown");
}

/// Lists send messages anew, with ids of their own.
#[test]
fn a_list_explains_a_foreign_id() {
    let text = "User-Agent: Mozilla Thunderbird\n\
                Message-ID: <000001d9a1b2$3c4d5e60$b4e81a20$@example.com>\n";
    let message = message(text);
    let id = id(text, "000001d9a1b2$3c4d5e60$b4e81a20$@example.com");
    let mailer = identify(&message, Some(&id), None);
    assert_eq!(mailer.verdict(text, Some(&id), None, false).id(), "contradicts");
    assert_eq!(mailer.verdict(text, Some(&id), None, true).id(), "not-checked");
    assert_eq!(mailer.fits(), ["outlook-classic", "outlook-2007"]);
}

/// Sending services use ids of their own and rebuild the MIME parts.
#[test]
fn a_sending_service_explains_a_foreign_boundary() {
    let text = "User-Agent: Mozilla Thunderbird\n\
        Content-Type: multipart/alternative; boundary=\"mk3-0f1e2d3c4b5a69788796a5b4c3d2e1f0\"\n";
    let message = message(text);
    let value = content_type(text, "\"mk3-0f1e2d3c4b5a69788796a5b4c3d2e1f0\"");
    let mailer = identify(&message, None, Some(&value));
    assert_eq!(mailer.traces[0].programs, ["postmark"]);
    assert!(mailer.foreign_boundary().is_none());
    assert_eq!(mailer.verdict(text, None, Some(&value), false).id(), "not-checked");
}
