//! What filters wrote, as the report shows it: in which order, on which grounds, and by whom.

use headerlint::facts::Author;
use headerlint::report::{FilterReport, Report};
use headerlint::rule::Arg;
use headerlint::{Options, inspect, inspect_bytes};
use std::path::Path;

const RECEIVED: &str = "Received: from mail.example.org (mail.example.org [192.0.2.1])\n \
                        by mx.example.net with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n";

/// Inspects fields that the receiver put above its Received, and fields below.
fn report(above: &str, below: &str) -> Report {
    let text = format!("{above}{RECEIVED}{below}From: a@example.org\nSubject: x\n");
    inspect(&text, &Options::default())
}

fn value<'r>(filter: &'r FilterReport, name: &str) -> &'r str {
    match filter.args.get(name) {
        Some(Arg::Text(text) | Arg::Word(text)) => text,
        _ => "",
    }
}

#[test]
fn a_verdict_that_the_sender_typed_is_not_the_receivers() {
    let status = "X-Spam-Status: Yes, score=9.0 required=5.0 tests=MISSING_MID\n";
    let own = report(status, "");
    assert_eq!(own.filters[0].author, Author::Receiver);
    assert_eq!(own.verdict.id, "verdict.marked-spam");
    assert!(own.findings.iter().any(|finding| finding.rule == "marked-as-spam"));

    let forged = report("", status);
    assert_eq!(forged.filters[0].author, Author::Sender);
    assert_ne!(forged.verdict.id, "verdict.marked-spam");
    assert!(forged.findings.iter().all(|finding| finding.rule != "marked-as-spam"));
    let clean = report(status, "X-Spam-Status: No, score=-9 required=5.0 tests=ALL_TRUSTED\n");
    let whose: Vec<_> = clean.filters.iter().map(|filter| (&*filter.id, filter.author)).collect();
    assert_eq!(whose[0], ("status-spam-tests", Author::Receiver));
    assert!(whose.contains(&("status-ham-tests", Author::Sender)));
    assert_eq!(clean.verdict.id, "verdict.marked-spam");
}

#[test]
fn the_opinion_of_the_server_before_does_not_mark_the_mail() {
    let kept = report("X-Forefront-Antispam-Report-Untrusted: SCL:9;SFV:SPM;\n", "");
    assert!(kept.filters.iter().all(|filter| filter.previous && filter.author == Author::Relay));
    assert!(kept.filters.iter().any(|filter| filter.spam));
    assert_ne!(kept.verdict.id, "verdict.marked-spam");
}

#[test]
fn every_verdict_tells_its_grounds() {
    let above = "X-Microsoft-Antispam: BCL:0;ARA:1|2;\n\
        X-Microsoft-Antispam-Mailbox-Delivery: dest:J;\nX-Klms-AntiSpam-Info: abc\n\
        X-Yandex-Fwd: abc\nX-PerlMx-Spam: Probability=8%\n";
    let report = report(above, "");
    let grounds = |id: &str| {
        let filter = report.filters.iter().find(|filter| filter.id == id);
        filter.map(|filter| filter.basis.id.as_str()).unwrap_or_default()
    };
    assert_eq!(grounds("bcl-none"), "basis.documented");
    assert_eq!(grounds("dest-junk"), "basis.observed");
    assert_eq!(grounds("probability"), "basis.unofficial");
    assert_eq!(grounds("sealed"), "basis.named");
    let junk = report.filters.iter().find(|filter| filter.id == "dest-junk").unwrap();
    assert_eq!(junk.basis.args.get("count"), Some(&Arg::Count(3985)));
}

#[test]
fn tests_are_explained_once_and_by_our_own_rules_where_they_test_the_same() {
    let report = report(
        "X-Spam-Status: No, score=1.5 required=5.0\n tests=[BAYES_50=0.8, MISSING_DATE=1.4, \
         OWN_TEST=1]\n\
         X-Spam-Report: \n * 0.8 BAYES_50 BODY: a\n",
        "",
    );
    let explained: Vec<_> = report
        .filters
        .iter()
        .filter(|filter| filter.id == "test-points")
        .map(|filter| (value(filter, "test"), value(filter, "score"), value(filter, "meaning")))
        .collect();
    assert_eq!(
        explained,
        [
            ("BAYES_50", "0.8", "symbol.bayes-unsure"),
            ("MISSING_DATE", "1.4", "rule.date-missing.title"),
        ]
    );
}

#[test]
fn verdicts_stand_before_circumstances_and_names() {
    let report = report(
        "X-Microsoft-Antispam-Message-Info: abc\nX-IncomingHeaderCount: 9\n\
         X-Forefront-Antispam-Report: LANG:en;SFV:NSPM;SCL:5;DIR:INB;\n",
        "",
    );
    let ids: Vec<_> = report.filters.iter().map(|filter| &*filter.id).collect();
    assert_eq!(ids, ["scl-spam", "sfv-nspm", "header-count", "lang", "dir-in", "sealed"]);
}

/// Finds every SCL, folder, filter verdict and composite result that a search of the raw text
/// finds.
///
/// It reads the folder of `tests/corpus.rs`, and is skipped without it.
#[test]
fn nothing_that_microsoft_wrote_is_left_out() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("CORPUS").map_or(beside, Into::into);
    let Ok(files) = std::fs::read_dir(folder.join("mail/phish")) else {
        eprintln!("SKIPPED: no corpus. Set CORPUS to a folder of mails to run this.");
        return;
    };
    let (mut wanted, mut missing) = (0, Vec::new());
    for path in files.flatten().map(|entry| entry.path()) {
        let bytes = std::fs::read(&path).unwrap();
        let raw = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let head = raw.split("\n\n").next().unwrap_or_default().replace("\n\t", " ");
        let (_, report) = inspect_bytes(&bytes, &Options::default());
        let has = |id: &str, wanted: &str| {
            let mut filters = report.filters.iter();
            filters.any(|filter| filter.id.starts_with(id) && value(filter, "value") == wanted)
        };
        for line in head.replace("\n ", " ").lines() {
            let (name, body) = line.split_once(':').unwrap_or_default();
            let after = |key: &str| {
                let (_, rest) = body.split_once(key)?;
                rest.split([';', ' ']).next().filter(|value| !value.is_empty())
            };
            let pairs = match name.to_ascii_lowercase().as_str() {
                "x-ms-exchange-organization-scl" => vec![("scl-", Some(body.trim()))],
                "x-sid-result" => vec![("sid", Some(body.trim()))],
                "x-microsoft-antispam-mailbox-delivery" => vec![("dest-", after("dest:"))],
                "x-forefront-antispam-report" => {
                    vec![("sfv-", after(";SFV:")), ("scl-", after(";SCL:"))]
                }
                "authentication-results" => vec![("compauth", after("compauth="))],
                _ => continue,
            };
            for (id, value) in pairs {
                let Some(value) = value else { continue };
                wanted += 1;
                if !has(id, value) {
                    missing.push(format!("{}: {id} {value}", path.display()));
                }
            }
        }
    }
    println!("{wanted} verdicts");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
