//! Tests of encoded parts, of answers, and of what is no notice.

use super::*;
use crate::input::RepairKind;

const ENCODED: &str = "\
Return-Path: <>
From: MAILER-DAEMON@mail.example.org
To: ann@example.org
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

VGhpcyBpcyB0aGUgbWFpbCBzeXN0ZW0gYXQgaG9zdCBtYWlsLmV4YW1wbGUub3JnLg0KDQo8Ym9i
QGV4YW1wbGUuY29tPjogaG9zdCBteC5leGFtcGxlLmNvbVsxOTIuMC4yLjFdIHNhaWQ6IDU1MCA1
LjcuMSBubyAoaW4gcmVwbHkgdG8gTUFJTCBGUk9NIGNvbW1hbmQpDQo=
--b
Content-Type: message/delivery-status
Content-Transfer-Encoding: quoted-printable

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; bo=
b@example.com
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 550 5.7.1 caf=C3=A9 =3D no

--b
Content-Type: message/rfc822

From: ann@example.org
Subject: hello

words
--b--
";

#[test]
fn encoded_parts_are_decoded_and_places_lead_back() {
    let clean = decoded(ENCODED);
    assert_eq!(
        clean.repairs.last().map(|repair| (repair.id, repair.count)),
        Some((RepairKind::EncodedPart, 2))
    );
    let bounce = bounce(ENCODED).unwrap();
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    let failure = bounce.failures.first().unwrap();
    assert_eq!(failure.stage, Some(Stage::Mail), "told by the part in base64");
    assert_eq!(failure.reply.map(|span| span.of(&clean.text)), Some("550 5.7.1 café = no"));
    let place = |span: Span| clean.map.span(span).of(ENCODED);
    assert_eq!(failure.reply.map(place), Some("550 5.7.1 caf=C3=A9 =3D no"));
    assert_eq!(failure.recipient.as_ref().map(|r| place(r.span)), Some("bo=\nb@example.com"));
    let host = failure.host.as_ref().unwrap();
    assert_eq!(host.value, "mx.example.com");
    assert!(place(host.span).starts_with("eC5leG") || place(host.span).contains("leGFtcGxl"));
}

#[test]
fn a_notice_in_html_is_read_as_it_is_seen() {
    let text = "From: postmaster@example.org\nSubject: Undeliverable: hello\nReturn-Path: <>\n\
                Content-Type: text/html; charset=us-ascii\n\
                Content-Transfer-Encoding: quoted-printable\n\n\
                <html><head><style>p { color: red }</style></head><body><p>Delivery has failed to \
                these recipients or groups:</p>\n\
                <a href=3D\"mailto:bob@example.com\">bob@example.com</a><br>\n\
                <p>Diagnostic information for administrators:</p><p>Generating server: \
                a.example.org</p>\n\
                <p>bob@example.com<br>Remote Server returned &#39;550 5.1.1 &lt;bob&gt; \
                no&#39;</p></body></html>\n";
    let bounce = bounce(text).unwrap();
    assert_eq!(bounce.format, "exchange-online");
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    let clean = decoded(text);
    let reply = bounce.failures.first().unwrap().reply.unwrap();
    assert_eq!(reply.of(&clean.text), "550 5.1.1 <bob> no");
    assert_eq!(clean.map.span(reply).of(text), "550 5.1.1 &lt;bob&gt; no");
}

#[test]
fn ordinary_mail_is_not_decoded() {
    let text = "From: ann@example.org\nSubject: hello\n\
                Content-Transfer-Encoding: quoted-printable\n\na =3D b\n";
    assert_eq!(decoded(text).text, text);
}

#[test]
fn automatic_answers_are_no_refusals() {
    for text in [
        "From: bob@example.com\nSubject: Automatic reply: hello\nAuto-Submitted: auto-replied\n\
         Return-Path: <>\n\nI am away. Write to eve@example.com.\n",
        "From: bob@example.com\nSubject: Out of office\nX-Autoreply: yes\nTo: ann@example.org\n\n\
         Back on Monday, room 550 5.1.1.\n\n\
         > <eve@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no\n\
         > This is the mail system at host mail.example.org.\n",
        "From: bob@example.com\nSubject: =?utf-8?Q?R=C3=A9ponse_automatique_:_hello?=\n\
         To: ann@example.org\n\nJe suis absent.\n",
        "From: bob@example.com\nSubject: [Auto-Reply] hello\nTo: ann@example.org\n\nI am away.\n",
        "From: bob@example.com\nSubject: Re: hello\nTo: ann@example.org\n\n\
         Your message is being held. To confirm that you are a human, follow this link: \
         https://example.com/\n",
    ] {
        let bounce = bounce(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((bounce.kind, bounce.failures.len()), (NoticeKind::Answer, 0), "{text}");
    }
}

#[test]
fn letters_about_holidays_are_no_answers() {
    for subject in ["Vacation deals for you", "Re: Automatic reply: hello", "Book a vacation"] {
        let text =
            format!("From: bob@example.com\nSubject: {subject}\nTo: ann@example.org\n\nHi.\n");
        assert!(bounce(&text).is_none(), "{subject}");
    }
}

#[test]
fn a_notice_that_a_gateway_sends_on_is_read_inside() {
    let inner = "From: MAILER-DAEMON@mx.example.com (Mail Delivery System)\n\
                 Subject: Undelivered Mail Returned to Sender\nTo: ann@example.org\n\n\
                 This is the mail system at host mx.example.com.\n\n\
                 <bob@example.com>: host mail.example.com[192.0.2.1] said: 550 5.1.1 no such \
                 user\n";
    let outer = "From: MAILER-DAEMON@gw.example.org\nSubject: Returned mail\nTo: ann@example.org\n\
                 Content-Type: multipart/mixed; boundary=x\n\n--x\n\n\
                 The following addresses had permanent delivery errors. For help contact \
                 <help@example.org>.\n";
    let text = format!("{outer}\n--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n");
    let found = bounce(&text).unwrap();
    assert_eq!(recipients(&found), ["bob@example.com"]);
    assert_eq!((found.format, found.own_header), ("postfix", true));
    // A notice that was itself refused is the refused message.
    let refused = "<ann@example.org>: host mx.example.org[192.0.2.2] said: 552 5.2.2 mailbox full";
    let text = format!(
        "From: MAILER-DAEMON@gw.example.org\nSubject: Returned mail\nTo: ann@example.org\n\
         Content-Type: multipart/mixed; boundary=x\n\n--x\n\n\
         This is the mail system at host gw.example.org.\n\n{refused}\n\n--x\n\
         Content-Type: message/rfc822\n\n{inner}\n--x--\n"
    );
    assert_eq!(recipients(&bounce(&text).unwrap()), ["ann@example.org"]);
}

#[test]
fn what_follows_a_list_is_said_of_each() {
    let text = "Delivery to the following recipients failed permanently:\n\n     \
                bob@example.com\n     eve@example.com\n\nTechnical details of permanent failure:\n\
                The error that the other server returned was: 550 5.7.1 Not wanted here\n";
    let found = bounce(text).unwrap();
    assert_eq!(recipients(&found), ["bob@example.com", "eve@example.com"]);
    for failure in &found.failures {
        assert_eq!(failure.code.as_ref().map(|code| code.value), Some(550));
    }
}

#[test]
fn notices_in_other_languages_are_read() {
    for text in [
        "Ihre E-Mail konnte an einen oder mehrere Empfänger nicht zugestellt werden:\n\n\
         bob@example.com:\n\
         SMTP error from remote server for RCPT TO command, host: mx.example.com (192.0.2.1) \
         reason: 550 Requested action not taken: mailbox unavailable\n",
        "** アドレスが見つかりません **\n\n\
         アドレスが見つからないため、bob@example.com にメールは配信されませんでした。\n\n\
         リモート サーバーからの応答:\n550 5.1.1 no such user\n",
        "Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n\
         bob@example.com\nuser is terminated\n",
        "Votre message n'a pas été remis à bob@example.com, car l'adresse est introuvable.\n",
    ] {
        let found = bounce(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(recipients(&found), ["bob@example.com"], "{text}");
    }
}

#[test]
fn an_address_to_write_to_is_no_recipient() {
    let text = "This is the mail system at host mx.example.com.\n\n\
                For further assistance, please contact <help@example.com>.\n\n\
                If you cannot solve it, write to\n<help@example.com>\n\n\
                <bob@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no\n";
    assert_eq!(recipients(&bounce(text).unwrap()), ["bob@example.net"]);
}

#[test]
fn warnings_are_delays() {
    let text = "    **      THIS IS A WARNING MESSAGE ONLY      **\n    \
                **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n\n   \
                ----- The following addresses had transient non-fatal errors -----\n\
                <bob@example.com>\n\n   ----- Transcript of session follows -----\n\
                <bob@example.com>... Deferred: 451 4.3.0 try later\n\
                Warning: message still undelivered after 4 hours\n";
    let bounce = bounce(text).unwrap();
    assert_eq!(bounce.kind, NoticeKind::Delayed);
    assert_eq!(recipients(&bounce), ["bob@example.com"]);
    assert_eq!(bounce.failures.first().unwrap().permanent, Some(false));
}

#[test]
fn what_only_speaks_of_bounces_is_none() {
    for text in [
        "From: news@example.org\nSubject: How to avoid bounces\n\
         List-Unsubscribe: <https://example.org/>\nTo: ann@example.org\n\n\
         A bounce says: 550 5.1.1 User unknown. It could not be delivered to bob@example.com, for \
         example.\n",
        "From: ann@example.org\nSubject: strange notice\nList-Id: <mta.example.org>\n\
         To: mta@example.org\n\nWhat is this?\n\n\
         Hi. This is the qmail-send program at mail.example.org.\n<bob@example.com>:\n\
         Remote host said: 550 5.1.1 no\n",
        "220 mx.example.com ESMTP\nMAIL FROM:<ann@example.org>\n250 ok\n\
         RCPT TO:<bob@example.com>\n250 ok\nDATA\n354 go\n250 queued\n",
        "The room is 550 and the version 5.1.1 of it, at mx.example.org.\n",
    ] {
        let found = bounce(text);
        assert!(found.is_none(), "{text}: {found:?}");
    }
}

#[test]
fn codes_are_never_made_up() {
    let text = "   ----- The following addresses had permanent fatal errors -----\n\
                \"|/usr/bin/filter\"\n    (reason: 255)\n    (expanded from: <bob@example.com>)\n\
                \n   ----- Transcript of session follows -----\n\
                open failed on 5.1.2024 at 192.0.2.5\n554 5.3.0 unknown mailer error 255\n";
    let bounce = bounce(text).unwrap();
    let failure = bounce.failures.first().unwrap();
    assert_eq!(recipients(&bounce), ["bob@example.com"], "what the sender wrote to");
    assert_eq!(failure.code.as_ref().map(|c| c.value), Some(554));
    assert_eq!(failure.status.as_ref().map(|s| s.value.as_str()), Some("5.3.0"));
}

#[test]
fn the_servers_own_status_beats_the_reporters() {
    let text = "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n\
                Diagnostic-Code: smtp; 550 5.7.1 IP address is listed\n";
    let failure = bounce(text).unwrap().failures.remove(0);
    assert_eq!(failure.status.map(|s| s.value), Some("5.7.1".to_owned()));
    let text = "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 4.4.7\n\
                Diagnostic-Code: smtp; 554 4.4.7 Message expired: unable to deliver in 840 \
                minutes.<421 4.4.2 Connection timed out>\n";
    let failure = bounce(text).unwrap().failures.remove(0);
    assert_eq!(failure.code.map(|c| c.value), Some(421), "what the other server said last");
}

#[test]
fn of_a_session_only_what_was_refused_is_told() {
    let text = "S: 220 mx.example.com ESMTP\nC: EHLO a.example.org\nS: 250 ok\n\
                C: MAIL FROM:<ann@example.org>\nS: 250 ok\nC: RCPT TO:<joe@example.com>\n\
                S: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 550-5.1.1 no\nS: 550 5.1.1 such user\n\
                C: DATA\nS: 354 go\nC: .\nS: 451 4.7.1 later\n";
    let bounce = bounce(text).unwrap();
    let told: Vec<_> =
        bounce.failures.iter().map(|f| (f.code.as_ref().map(|c| c.value), f.stage)).collect();
    assert_eq!(told, [(Some(550), Some(Stage::Rcpt)), (Some(451), Some(Stage::Data))]);
    assert_eq!(recipients(&bounce), ["bob@example.com", "joe@example.com"]);
}

#[test]
fn an_address_at_the_start_of_a_wrapped_line_is_no_recipient() {
    let text = "This is the mail system at host mail.example.org.\n\n                   \
                The mail system\n\n\
                <bob@example.com>: host mx.example.com[192.0.2.1] said: 553 5.1.8\n    \
                <ann@example.org>... Domain of sender address\n    \
                ann@example.org does not exist (in reply to MAIL FROM command)\n\
                <eve@example.com>: unknown user\n";
    assert_eq!(recipients(&bounce(text).unwrap()), ["bob@example.com", "eve@example.com"]);
}

#[test]
fn several_replies_alone_are_several_failures() {
    let text = "(reason: 550 5.1.1 <bob@example.com>... User unknown)\n\
                (reason: 552 5.2.2 <eve@example.net>... Mailbox full)\n";
    let bounce = bounce(text).unwrap();
    assert_eq!(recipients(&bounce), ["bob@example.com", "eve@example.net"]);
    let codes: Vec<_> = bounce.failures.iter().flat_map(|f| &f.code).map(|c| c.value).collect();
    assert_eq!(codes, [550, 552]);
}

#[test]
fn complaints_name_everybody_and_else_whom_the_message_was_for() {
    let head = "From: fbl@example.com\nSubject: complaint\n\
                Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\n\
                A complaint.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n";
    let tail = "\n--b\nContent-Type: message/rfc822\n\nFrom: ann@example.org\n\
                To: eve@example.net\nSubject: offer\n\nbuy\n--b--\n";
    let named = format!(
        "{head}Original-Rcpt-To: bob@example.com\nOriginal-Rcpt-To: joe@example.com\n{tail}"
    );
    assert_eq!(recipients(&bounce(&named).unwrap()), ["bob@example.com", "joe@example.com"]);
    assert_eq!(recipients(&bounce(&format!("{head}{tail}")).unwrap()), ["eve@example.net"]);
}
