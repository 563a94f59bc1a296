//! Refusals with a documented code: each is explained, and leads to what its provider requires.

use headerlint::{Options, inspect};

/// Host, reply, words (`response.<id>`) and the requirement whose line it decides; empty if it may
/// mean one of several, or none that fields show.
const TABLE: &[(&str, &str, &str, &str)] = &[
    (
        GMAIL,
        "451 4.7.23 The IP address sending this message does not have a PTR record setup",
        "gmail-reverse-dns",
        "reverse-name",
    ),
    (
        GMAIL,
        "550 5.7.25 The IP address sending this message does not have a PTR record setup",
        "gmail-reverse-dns",
        "reverse-name",
    ),
    (
        GMAIL,
        "451 4.7.24 The SPF record of the sending domain has one or more suspicious entries",
        "gmail-spf-too-wide",
        "spf",
    ),
    (
        GMAIL,
        "550 5.7.24 The SPF record of the sending domain has one or more suspicious entries",
        "gmail-spf-too-wide",
        "spf",
    ),
    (
        GMAIL,
        "421 4.7.26 Gmail requires all senders to authenticate with either SPF or DKIM",
        "gmail-unauthenticated",
        "spf-or-dkim",
    ),
    (
        GMAIL,
        "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
        "gmail-unauthenticated",
        "spf-or-dkim",
    ),
    (
        GMAIL,
        "550 5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC \
         policy",
        "gmail-dmarc",
        "dmarc",
    ),
    (
        GMAIL,
        "550 5.7.26 The MAIL FROM domain [example.org] has an SPF record with a hard fail policy \
         (-all)",
        "gmail-spf-hard-fail",
        "spf",
    ),
    (
        GMAIL,
        "550 5.7.27 Your email has been blocked because SPF does not pass",
        "gmail-bulk-spf",
        "spf",
    ),
    (
        GMAIL,
        "550 5.7.28 Gmail has detected an unusual rate of mail with the same Message-ID",
        "gmail-same-message-id",
        "",
    ),
    (
        GMAIL,
        "421 4.7.29 Your email has been rate limited because this message wasn't sent over a TLS \
         connection",
        "gmail-tls",
        "tls",
    ),
    (
        GMAIL,
        "550 5.7.30 Your email has been blocked because DKIM does not pass",
        "gmail-bulk-dkim",
        "dkim",
    ),
    (
        GMAIL,
        "421 4.7.31 Your email has been rate limited because the domain has no DMARC record",
        "gmail-no-dmarc",
        "dmarc-record",
    ),
    (
        GMAIL,
        "550 5.7.40 Your email has been blocked because the domain doesn't have a DMARC record",
        "gmail-no-dmarc",
        "dmarc-record",
    ),
    (
        GMAIL,
        "550 5.7.32 The From: header in this message isn't aligned with either the authenticated \
         SPF or DKIM",
        "gmail-alignment",
        "alignment",
    ),
    (
        GMAIL,
        "550 5.7.1 Messages missing a valid address in From: header are not accepted",
        "gmail-from-missing",
        "from",
    ),
    (
        GMAIL,
        "550 5.7.1 This message is not RFC 5322 compliant because it has duplicate Subject headers",
        "gmail-duplicate-field",
        "once",
    ),
    (
        GMAIL,
        "550 5.7.1 Messages missing a valid Message-ID header are not accepted",
        "gmail-message-id",
        "message-id",
    ),
    (
        GMAIL,
        "552 5.3.4 Your message exceeded the message header size limit",
        "gmail-header-size",
        "size",
    ),
    (GMAIL, "554 5.6.0 Mail message is malformed. Not accepted", "gmail-malformed-field", "form"),
    (
        GMAIL,
        "554 5.4.6 Message exceeded 50 hops, this may indicate a mail loop",
        "mail-loop",
        "hops",
    ),
    (GMAIL, "501 5.5.4 HELO/EHLO argument \"x\" invalid, closing connection", "helo-name", "helo"),
    (
        OUTLOOK,
        "550 5.7.515 Access denied, sending domain doesn't meet the required authentication level",
        "outlook-bulk-authentication",
        "",
    ),
    (
        OUTLOOK,
        "550 5.7.509 Access denied, sending domain does not pass DMARC verification",
        "outlook-dmarc",
        "",
    ),
    (
        OUTLOOK,
        "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant",
        "outlook-from-missing",
        "from",
    ),
    (
        OUTLOOK,
        "550 5.7.23 The message was rejected because of Sender Policy Framework violation",
        "outlook-spf",
        "spf",
    ),
    (
        OUTLOOK,
        "450 4.7.26 The message was sent over IPv6 and must pass either SPF or DKIM validation",
        "outlook-ipv6-authentication",
        "",
    ),
    (OUTLOOK, "550 5.7.506 Access Denied, Bad HELO", "outlook-bad-helo", ""),
    (OUTLOOK, "550 5.7.511 Access denied, banned sender[203.0.113.5]", "outlook-banned-ip", ""),
    (
        OUTLOOK,
        "421 RP-001 Unfortunately, some messages weren't sent",
        "outlook-rate-reputation",
        "",
    ),
    (OUTLOOK, "550 SC-001 Unfortunately, messages weren't sent", "outlook-content", ""),
    (OUTLOOK, "550 DY-001 Unfortunately, messages weren't sent", "dynamic-ip", "reverse-name-own"),
    (OUTLOOK, "550 DY-002 Unfortunately, messages weren't sent", "dynamic-ip", "reverse-name-own"),
    (OUTLOOK, "550 OU-001 Unfortunately, messages weren't sent", "outlook-spamhaus", ""),
    (OUTLOOK, "550 OU-002 Unfortunately, messages weren't sent", "outlook-content", ""),
    (
        YAHOO,
        "550 5.7.9 Yahoo requires all senders to authenticate with either SPF or DKIM",
        "yahoo-unauthenticated",
        "spf-or-dkim",
    ),
    (YAHOO, "554 5.7.9 Message not accepted for policy reasons", "yahoo-policy", ""),
    (YAHOO, "554 5.7.9 Headers are not RFC compliant", "yahoo-headers", ""),
    (
        YAHOO,
        "421 4.7.0 [TSS04] Messages temporarily deferred due to user complaints",
        "yahoo-deferred",
        "",
    ),
    (YAHOO, "553 5.7.1 [PH01] Email not accepted for policy reasons", "yahoo-phishing", ""),
    (
        YAHOO,
        "451 Message temporarily deferred due to unresolvable RFC.5321 from domain",
        "yahoo-sender-domain",
        "domain",
    ),
    (
        YAHOO,
        "554 Message not allowed - unresolvable RFC.5322 from domain",
        "yahoo-sender-domain",
        "domain",
    ),
    (
        ICLOUD,
        "554 5.7.1 Your message was rejected due to example.org's DMARC policy",
        "icloud-dmarc",
        "dmarc",
    ),
    (
        ICLOUD,
        "554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication \
         checks",
        "icloud-unauthenticated",
        "",
    ),
    (ICLOUD, "550 5.7.1 [CS01] Message rejected due to local policy", "icloud-content", ""),
    ("smtpz4.laposte.net", "421 4.7.1 LPN004_401 service refuse", "spf-refused", ""),
    ("smtpz4.laposte.net", "550 5.7.1 LPN007_517 SPF and DKIM missing", "dmarc-refused", ""),
    ("smtp-in.orange.fr", "421 4.7.1 SPF DNS Error", "orange-spf", ""),
    (
        "msgin.t.facebook.com",
        "554 5.1.1 MSG-P3 http://postmaster.facebook.com/response_codes",
        "gmail-duplicate-field",
        "",
    ),
];

const GMAIL: &str = "gmail-smtp-in.l.google.com";
const OUTLOOK: &str = "example-net.mail.protection.outlook.com";
const YAHOO: &str = "mta5.am0.yahoodns.net";
const ICLOUD: &str = "mx01.mail.icloud.com";

fn notice(host: &str, reply: &str) -> String {
    [
        "From: MAILER-DAEMON@mail.example.org\nTo: a@example.org\n\
         Subject: Undelivered Mail Returned to Sender\n",
        "Date: Mon, 1 Jan 2024 00:00:00 +0000\n\n<b@example.net>: host ",
        host,
        "[192.0.2.1] said: ",
        reply,
        " (in reply to end of DATA command)\n\n",
        "Received: from pc.example.org by mail.example.org; Mon, 1 Jan 2024 00:00:00 +0000\n",
        "From: a@example.org\nTo: b@example.net\nSubject: x\n\
         Date: Mon, 1 Jan 2024 00:00:00 +0000\n",
        "Message-ID: <abcdefgh1234@example.org>\n",
    ]
    .concat()
}

#[test]
fn each_code_is_explained_and_leads_to_what_is_asked() {
    let mut wrong = Vec::new();
    for (host, reply, words, asked) in TABLE {
        let report = inspect(&notice(host, reply), &Options::default());
        let failure = report.bounce.as_ref().and_then(|bounce| bounce.failures.first());
        let said = failure.and_then(|failure| failure.response.as_deref()).unwrap_or_default();
        let lines = report.requirements.iter().flat_map(|provider| &provider.lines);
        let refused: Vec<_> = lines.filter(|line| line.refused).map(|line| &*line.id).collect();
        let expected: Vec<_> = Some(*asked).filter(|asked| !asked.is_empty()).into_iter().collect();
        if said != *words || refused != expected {
            wrong.push(format!("{reply}: {said} {refused:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
