//! Whole messages of our own, each with its whole report, reviewed by a person.
//!
//! The snapshots in `tests/snapshots/` are what `headerlint` prints, with the decoded fields and
//! who wrote them. Review a change with `cargo insta review`, or read the diff.

mod schema;

use headerlint::facts::Author;
use headerlint::report::{ClockKind, Kind, MailerVerdict, Report};
use headerlint::{Options, inspect_bytes};
use headerlint_cli::render::{self, Style};
use headerlint_cli::words::{Language, Words};
use std::fmt::Write;

/// Returns a fixture's report as text.
fn shown(name: &str) -> String {
    let (text, report) = inspected(name);
    let words = Words::new(Language::ENGLISH);
    let mut out = render::report(name, &text, &report, Style { words: &words, color: false });
    out.push_str("\nFields\n");
    for field in &report.fields {
        let author = match field.author {
            Author::Receiver => "receiver",
            Author::Relay => "relay",
            Author::Sender => "sender",
        };
        let decoded = field.decoded.as_deref().unwrap_or("");
        let _ = writeln!(out, "{:>4} {author:<9} {} {decoded}", field.line, field.name);
    }
    out
}

#[expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]
fn inspected(name: &str) -> (String, Report) {
    let path = format!("{}/tests/messages/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let (text, report) = inspect_bytes(&bytes, &Options::default());
    schema::holds(&report);
    (text, report)
}

macro_rules! messages {
    ($($test:ident: $name:literal,)+) => {
        $(#[test]
        fn $test() {
            insta::assert_snapshot!(shown($name));
        })+

        #[test]
        fn every_fixture_has_a_snapshot() {
            let folder = format!("{}/tests/messages", env!("CARGO_MANIFEST_DIR"));
            let mut files: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            files.sort();
            assert_eq!(files, [$($name),+]);
        }
    };
}

messages! {
    automatic_answer: "automatic-answer.eml",
    broken_script: "broken-script.eml",
    esp_two_signatures: "esp-two-signatures.eml",
    exchange_online_bounce: "exchange-online-bounce.eml",
    forwarded_srs: "forwarded-srs.eml",
    gmail_notice_2008: "gmail-notice-2008.txt",
    gmail_to_outlook_arc: "gmail-to-outlook-arc.eml",
    hidemaru_2008: "hidemaru-2008.eml",
    japanese_iso_2022_jp: "japanese-iso-2022-jp.eml",
    mailing_list: "mailing-list.eml",
    microsoft365_forefront_junk: "microsoft365-forefront-junk.eml",
    phishing: "phishing.eml",
    phpmailer_webhost: "phpmailer-webhost.eml",
    postfix_bounce_gmail_dmarc: "postfix-bounce-gmail-dmarc.eml",
    qmail_bounce_spf: "qmail-bounce-spf.eml",
    sendmail_bounce_base64: "sendmail-bounce-base64.eml",
    smtp_session: "smtp-session.txt",
    windows_live_mail_2008: "windows-live-mail-2008.eml",
}

#[test]
fn the_hidemaru_block_tells_its_story() {
    let (text, report) = inspected("hidemaru-2008.eml");
    let subject = report.fields.iter().find(|field| field.name == "Subject").unwrap();
    assert_eq!(subject.decoded.as_deref(), Some("テスト"));
    assert_eq!(report.mailer.claims[0].id.as_deref(), Some("hidemaru"));
    assert_eq!(report.mailer.verdict, MailerVerdict::Fits);
    let clock = &report.mailer.clocks[0];
    assert_eq!(clock.kind, ClockKind::HidemaruMessageId);
    // 02:59:21 +0900 on 6 June 2008.
    assert_eq!(
        (clock.unix, clock.offset, clock.difference),
        (Some(1_212_688_761), Some(540), Some(0))
    );
    let rules: Vec<_> = report.findings.iter().map(|finding| &*finding.rule).collect();
    for trait_of_it in [
        "charset-unquoted",
        "mailer-rare",
        "message-id-clock",
        "message-id-gmail-by-client",
        "message-id-holds-account",
        "message-id-spelled-id",
        "recipient-without-brackets",
    ] {
        assert!(rules.contains(&trait_of_it), "{trait_of_it} is not in {rules:?}");
    }
    assert_eq!(report.counts.error + report.counts.warning, 0, "it is an honest mail");
    let id = report.findings.iter().find(|f| f.rule == "message-id-clock").unwrap();
    assert_eq!(id.spans[0].of(&text), "C8C735E21043");
}

#[test]
fn the_notice_of_2008_is_explained() {
    let (text, report) = inspected("gmail-notice-2008.txt");
    assert_eq!(report.kind, Kind::Notice);
    let bounce = report.bounce.unwrap();
    assert_eq!(bounce.format, "gmail-2008");
    let failure = &bounce.failures[0];
    assert_eq!(failure.response.as_deref(), Some("gmail-blocked-69585"));
    assert_eq!(report.verdict.id, "verdict.bounce-gmail-spam");
    assert!(failure.code.is_none() && failure.status.is_none(), "the notice gives none");
    let words = failure.reply.as_ref().unwrap().span.of(&text);
    assert!(words.starts_with("Message rejected."), "{words}");
    // The message was refused, not the recipient, and the words say so in both languages.
    let english = Words::new(Language::ENGLISH).text("response.gmail-blocked-69585.meaning");
    let japanese = Words::new(Language::of("ja")).text("response.gmail-blocked-69585.meaning");
    assert!(
        english.contains("not the recipient") && japanese.contains("宛先"),
        "{english}\n{japanese}"
    );
}
