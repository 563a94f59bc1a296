use super::*;
use crate::input;
use proptest::prelude::*;

mod notices;
mod shapes;

const FIELDS: usize = 10_000;

fn outer(text: &str) -> Option<Message<'_>> {
    input::recognise(text).message.map(|span| Message::parse(text, span, FIELDS))
}

fn decoded(text: &str) -> Clean<'_> {
    let clean = input::clean(text);
    let decoded = Candidate::new(&clean, outer(&clean.text).as_ref()).decode();
    decoded.unwrap_or(clean)
}

fn bounce(text: &str) -> Option<Bounce> {
    let clean = decoded(text);
    let outer = outer(&clean.text);
    Candidate::new(&clean, outer.as_ref()).bounce(FIELDS)
}

fn recipients(bounce: &Bounce) -> Vec<&str> {
    bounce.failures.iter().flat_map(|f| &f.recipient).map(|r| r.value.as_str()).collect()
}

const REPORT: &str = "\
Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: ann@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary=\"B.1/mail.example.org\"

This is a MIME-encapsulated message.

--B.1/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<bob@example.com>: host mx.example.com[192.0.2.1] said: 550-5.7.26 The MAIL FROM
    domain [example.org] has an SPF record with a hard fail 550 5.7.26 policy
    (-all) (in reply to end of DATA command)

<eve@example.net>: connect to mx.example.net[192.0.2.9]:25: Connection timed out

--B.1/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Mon, 1 Jan 2024 00:00:00 +0000

Final-Recipient: rfc822; bob@example.com
Original-Recipient: rfc822;bob@example.com
Action: failed
Status: 5.7.26
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550-5.7.26 The MAIL FROM domain [example.org] has an SPF
    record with a hard fail 550 5.7.26 policy (-all)

Final-Recipient: rfc822; eve@example.net
Action: failed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mx.example.net[192.0.2.9]:25: Connection
    timed out

--B.1/mail.example.org
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <ann@example.org>
From: ann@example.org
To: bob@example.com, eve@example.net
Subject: hello

words
--B.1/mail.example.org--
";

#[test]
fn a_delivery_report_is_read_recipient_by_recipient() {
    let bounce = bounce(REPORT).unwrap();
    assert_eq!((bounce.format, bounce.kind), ("rfc3464", NoticeKind::Refused));
    assert_eq!(bounce.reporter.as_ref().map(|r| r.value.as_str()), Some("mail.example.org"));
    assert_eq!(recipients(&bounce), ["bob@example.com", "eve@example.net"]);
    let [bob, eve] = bounce.failures.as_slice() else { panic!("two failures") };
    assert_eq!(bob.code.as_ref().map(|c| c.value), Some(550));
    assert_eq!(bob.status.as_ref().map(|s| s.value.as_str()), Some("5.7.26"));
    assert_eq!(bob.host.as_ref().map(|h| h.value.as_str()), Some("mx.example.com"));
    assert_eq!(bob.stage, Some(Stage::Data), "told by the readable part");
    assert_eq!(bob.permanent, Some(true));
    assert_eq!(bob.explanation.status, Some("X.7.26"));
    assert_eq!(eve.permanent, Some(false));
    assert_eq!(eve.stage, Some(Stage::Connect));
    let returned = bounce.returned.unwrap().of(REPORT);
    assert!(returned.starts_with("Return-Path: <ann@example.org>\nFrom:"), "{returned}");
    assert!(bounce.returned_whole && bounce.own_header);
}

#[test]
fn the_outer_header_may_be_missing() {
    let body = REPORT.split_once("\n\n").unwrap().1;
    let bounce = bounce(body).unwrap();
    assert_eq!(bounce.format, "rfc3464");
    assert_eq!(recipients(&bounce), ["bob@example.com", "eve@example.net"]);
    assert!(bounce.returned.unwrap().of(body).starts_with("Return-Path: <ann"));
}

#[test]
fn a_cut_off_report_still_tells_what_is_left() {
    let cut = REPORT.split_once("Final-Recipient: rfc822; eve").unwrap().0;
    let bounce = bounce(cut).unwrap();
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    assert_eq!(bounce.returned, None);
}

#[test]
fn quoted_reports_are_read_like_plain_ones() {
    let quoted: String = REPORT.lines().flat_map(|line| ["> ", line, "\n"]).collect();
    assert_eq!(recipients(&bounce(&quoted).unwrap()), ["bob@example.com", "eve@example.net"]);
}

#[test]
fn only_the_status_fields_are_enough() {
    let text = "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n\
        Remote-MTA: dns; gmail-smtp-in.l.google.com\n\
        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried\n\
        to reach does not exist. 550 5.1.1 gsmtp\n";
    let bounce = bounce(text).unwrap();
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    let failure = bounce.failures.first().unwrap();
    assert_eq!(failure.provider, Some("gmail"));
    assert_eq!(
        failure.explanation.response,
        Some("gmail-no-such-user"),
        "the lost indent is undone"
    );
}

#[test]
fn a_delay_warning_is_no_refusal() {
    let text = "Reporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; bob@example.com\n\
        Action: delayed\nStatus: 4.2.0\nWill-Retry-Until: Mon, 1 Jan 2024 00:00:00 +0000\n";
    let bounce = bounce(text).unwrap();
    assert_eq!(bounce.kind, NoticeKind::Delayed);
    assert_eq!(bounce.failures.first().unwrap().permanent, Some(false));
}

const GMAIL_2008: &str = "\
This is an automatically generated Delivery Status Notification

Delivery to the following recipient failed permanently:

    送信先メールアドレス

Technical details of permanent failure:
PERM_FAILURE: Message rejected.  See
http://mail.google.com/support/bin/answer.py?answer=69585
for more information.
";

#[test]
fn gmails_old_notice_is_google_refusing_its_own_users_message() {
    let bounce = bounce(GMAIL_2008).unwrap();
    assert_eq!((bounce.format, bounce.kind), ("gmail-2008", NoticeKind::Refused));
    assert_eq!(recipients(&bounce), ["送信先メールアドレス"]);
    let failure = bounce.failures.first().unwrap();
    assert_eq!(failure.code, None, "the notice gives none");
    assert_eq!(failure.permanent, Some(true), "failed permanently");
    assert_eq!(failure.provider, Some("gmail"));
    assert_eq!(failure.explanation.response, Some("gmail-blocked-69585"));
    assert!(failure.explanation.fields.contains(&"x-mailer"));
    assert!(failure.reply.unwrap().of(GMAIL_2008).starts_with("Message rejected."));
    // As copied from a web page, with the author's words and a header block below.
    let page = format!(
        "何を送っても次の内容で戻ってきます。\n\n{}\n送信時のヘッダーです。\n\n\
         From: ann@example.org\nSubject: test\nX-Mailer: HidemaruMail 5.05\n",
        GMAIL_2008.replace("    ", "\u{a0}\u{a0} \u{a0}").replace("  ", "\u{a0} ")
    );
    let copied = self::bounce(&page).unwrap();
    assert_eq!(copied.failures.first().unwrap().explanation.response, Some("gmail-blocked-69585"));
    assert_eq!(recipients(&copied), ["送信先メールアドレス"]);
    assert!(!copied.own_header, "it is the refused message's");
    let clean = input::clean(&page);
    assert!(copied.returned.unwrap().of(&clean.text).starts_with("From: ann@example.org"));
}

#[test]
fn gmails_later_notice_quotes_the_other_server() {
    let text = "Delivery to the following recipient failed permanently:\n\n     bob@example.com\n\n\
        Technical details of permanent failure:\n\
        Google tried to deliver your message, but it was rejected. \
        The error that the other server returned was: 554 554 5.7.0 Header error (state 18).\n\n\
        ----- Original message -----\n\n\
        Received: by 192.0.2.7 with SMTP id x; Mon, 1 Jan 2024 00:00:00 +0000\n\
        From: ann@example.org\nTo: bob@example.com\nSubject: hello\n\nwords\n";
    let bounce = bounce(text).unwrap();
    let failure = bounce.failures.first().unwrap();
    assert_eq!(bounce.format, "gmail-2008");
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    assert_eq!(failure.code.as_ref().map(|c| c.value), Some(554));
    assert_eq!(failure.stage, Some(Stage::Data));
    assert_eq!(failure.explanation.response, Some("header-error"));
    assert!(bounce.returned.unwrap().of(text).starts_with("Received: by"));
}

#[test]
fn notices_in_words_name_recipient_reply_and_stage() {
    let cases = [
        (
            "exim",
            "This message was created automatically by mail delivery software.\n\n\
             A message that you sent could not be delivered. The following address(es) failed:\n\
             \n  bob@example.com\n    \
             SMTP error from remote mail server after RCPT TO:<bob@example.com>:\n    \
             host mx.example.com [192.0.2.1]: 550 5.1.1 User unknown\n",
            550,
            Some(Stage::Rcpt),
        ),
        (
            "qmail",
            "Hi. This is the qmail-send program at mail.example.org.\n\
             I'm afraid I wasn't able to deliver your message to the following addresses.\n\
             This is a permanent error; I've given up.\n\n<bob@example.com>:\n\
             192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\n\
             Giving up on 192.0.2.1.\n",
            550,
            Some(Stage::Rcpt),
        ),
        (
            "sendmail",
            "   ----- The following addresses had permanent fatal errors -----\n\
             <bob@example.com>\n    (reason: 553 5.1.8 Domain of sender address does not exist)\n\
             \n   ----- Transcript of session follows -----\n\
             ... while talking to mx.example.com.:\n>>> MAIL From:<ann@example.org>\n\
             <<< 553 5.1.8 Domain of sender address does not exist\n",
            553,
            Some(Stage::Mail),
        ),
        (
            "exchange-online",
            "Delivery has failed to these recipients or groups:\n\nBob<mailto:bob@example.com>\n\
             Your message was refused.\n\nDiagnostic information for administrators:\n\n\
             Generating server: a.prod.outlook.com\n\nbob@example.com\n\
             Remote Server returned '550 5.7.1 TRANSPORT.RULES.RejectMessage; refused by policy'\n\
             \nOriginal message headers:\n\nFrom: ann@example.org\nSubject: hello\n",
            550,
            None,
        ),
        (
            "gmail",
            "** Message blocked **\n\n\
             Your message to bob@example.com has been blocked. See technical details below.\n\n\
             The response was:\n\n\
             550 5.7.1 [192.0.2.1] Our system has detected that this message is likely \
             unsolicited mail. gsmtp\n",
            550,
            None,
        ),
        (
            "text",
            "Sorry, it did not work out for bob@example.com:\n\n\
             mx.example.com answered 554 5.7.1 Service unavailable\n",
            554,
            None,
        ),
    ];
    for (format, text, code, stage) in cases {
        let bounce = bounce(text).unwrap_or_else(|| panic!("{format} is a notice"));
        assert_eq!(bounce.format, format);
        assert_eq!(recipients(&bounce), ["bob@example.com"], "{format}");
        let failure = bounce.failures.first().unwrap();
        assert_eq!(failure.code.as_ref().map(|c| c.value), Some(code), "{format}");
        assert_eq!(failure.stage, stage, "{format}");
        assert_eq!(failure.permanent, Some(true), "{format}");
    }
}

#[test]
fn other_mail_is_no_bounce() {
    for text in [
        "From: ann@example.org\nSubject: hello\n\nCall me at bob@example.com, room 550 5.1.1.\n",
        "just words",
        "From: parcels@example.com\nSubject: Your parcel could not be delivered\n\n\
         Write to help@example.com before Monday.\n",
        "From: ann@example.org\nList-Id: <mta.example.org>\nSubject: what is this\n\n\
         This is the mail system at host mail.example.org.\n\n\
         <bob@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 no\n",
    ] {
        assert_eq!(bounce(text), None, "{text}");
    }
}

#[test]
fn a_reply_alone_is_explained() {
    for text in [
        "550-5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited\n\
         550 5.7.1 mail. To reduce spam it has been blocked. gsmtp\n",
        "Diagnostic-Code: smtp; 550-5.7.1 [192.0.2.1] Our system has detected that this message \
         is\n    likely unsolicited mail. - gsmtp\n",
    ] {
        let bounce = bounce(text).unwrap();
        let failure = bounce.failures.first().unwrap();
        assert_eq!(failure.recipient, None);
        assert_eq!(failure.explanation.response, Some("gmail-unsolicited"), "{text}");
    }
}

#[test]
fn a_complaint_is_not_a_refusal() {
    let text = "From: fbl@example.com\nSubject: complaint\n\
        Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
        --b\n\nThis is a complaint.\n--b\nContent-Type: message/feedback-report\n\n\
        Feedback-Type: abuse\nOriginal-Rcpt-To: <bob@example.com>\n\n\
        --b\nContent-Type: message/rfc822\n\n\
        From: ann@example.org\nSubject: offer\n\nbuy\n--b--\n";
    let bounce = bounce(text).unwrap();
    assert_eq!((bounce.format, bounce.kind), ("arf", NoticeKind::Complaint));
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    assert!(bounce.returned_whole);
}

proptest! {
    #[test]
    fn hostile_notices_never_panic_and_spans_stay_inside(
        picks in proptest::collection::vec((0usize..18, r"[a-z@<>:.\-é日 0-9]{0,12}"), 0..24)
    ) {
        const LINES: [&str; 18] = [
            "Delivery to the following recipient failed permanently:",
            "PERM_FAILURE:",
            "<bob@example.com>:",
            "This is the mail system at host",
            "said: 550-5.7.1",
            "--b",
            "--b--",
            "Content-Type: multipart/mixed; boundary=b",
            "Final-Recipient: rfc822;",
            "Status: 5.7.",
            "Diagnostic-Code: smtp;",
            "",
            "----- Original message -----",
            "<<< 554",
            ">>> RCPT To:<",
            "(reason:",
            "From: MAILER-DAEMON",
            "Remote Server returned '",
        ];
        let lines = picks.iter().flat_map(|(i, tail)| [LINES[*i], " ", tail, "\n"]);
        let text: String = lines.collect();
        if let Some(found) = bounce(&text) {
            let clean = decoded(&text);
            let inside = |span: Span| clean.text.get(span.start..span.end).is_some();
            prop_assert!(found.returned.is_none_or(inside));
            for failure in &found.failures {
                prop_assert!(failure.reply.is_none_or(inside));
                prop_assert!(failure.recipient.as_ref().is_none_or(|r| inside(r.span)));
                prop_assert!(failure.host.as_ref().is_none_or(|h| inside(h.span)));
            }
        }
    }
}

#[test]
fn every_id_has_its_words_in_both_languages() {
    for language in headerlint_cli::words::Language::all() {
        let words = headerlint_cli::words::Words::new(language);
        let has = |key: String| assert!(words.has(&key), "{}: no {key}", language.tag());
        let codes = registry::all().filter(|meaning| meaning.text.is_none());
        for code in codes.map(|meaning| meaning.key).chain([registry::UNREGISTERED]) {
            has(format!("status.{code}.meaning"));
            has(format!("status.{code}.action"));
        }
        has("response.unknown.meaning".to_owned());
        has("response.unknown.action".to_owned());
        for whose in provider::PROVIDERS {
            has(format!("provider.{}", whose.id));
        }
        for reason in Reason::ALL {
            has(format!("reason.{}", reason.id()));
        }
        let formats = formats::all().chain([&formats::GENERIC]).map(|format| format.id);
        formats.chain(["rfc3464", "arf", "answer"]).for_each(|id| has(format!("format.{id}")));
    }
}

#[test]
fn long_hostile_text_is_read_in_linear_time() {
    let rule = format!("{}\n", "-".repeat(50));
    let seeds = [
        rule.as_str(),
        "a@",
        "<a@example.org>: 550 5.1.1 no\n",
        "Original message:\n",
        "--b\nContent-Type: text/plain\n\n",
        "Final-Recipient: rfc822; a@example.org\nAction: failed\n\n",
        "> ",
        "\n",
        "Subject: \u{a0}\n",
        "5.5.5.",
        "550-",
        "This is the mail system at host\n<a@example.org>: host b said: 550 ",
    ];
    for seed in seeds {
        for front in [
            "",
            "From: MAILER-DAEMON\nSubject: x\n\n",
            "Delivery to the following recipient failed permanently:\n\n",
        ] {
            let text = format!("{front}{}", seed.repeat(100_000 / seed.len()));
            let start = std::time::Instant::now();
            bounce(&text);
            // Quadratic reading would take minutes; the bound is wide for slow machines.
            assert!(
                start.elapsed().as_secs() < 10,
                "{seed:?} after {front:?}: {:?}",
                start.elapsed()
            );
        }
    }
}
