//! Two messages compared: the one trait that was changed comes first, and what differs in every
//! message does not count.
#![expect(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test may panic")]

mod changes;

use changes::{MUTATIONS, resent};
use headerlint::compare::{Comparison, Difference, StepKind};
use headerlint::rule::Arg;
use headerlint::{Options, Report, compare, compare_inspected, inspect};
use std::path::{Path, PathBuf};

fn run(left: &str, right: &str) -> Comparison {
    compare(left, right, &Options::default())
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn fields(comparison: &Comparison) -> Vec<&str> {
    comparison.differences.iter().map(|difference| difference.field.as_str()).collect()
}

#[test]
fn the_founding_pair_names_the_mailer_first_and_then_the_message_id() {
    let (left, right) = (fixture("refused-2008.eml"), fixture("accepted-2008.eml"));
    let comparison = run(&left, &right);
    assert_eq!(fields(&comparison)[..2], ["X-Mailer", "Message-Id"]);
    let first = &comparison.differences[0];
    assert_eq!(first.left.as_ref().unwrap().text, "HidemaruMail 5.05");
    assert_eq!(first.right.as_ref().unwrap().text, "Microsoft Windows Live Mail 12.0.1606");
    assert_eq!(first.aspects[0].left[0].of(&left), "HidemaruMail 5");
    assert!(first.sources.iter().any(|source| source.name.contains("WaterMind")));
    assert!(!fields(&comparison).contains(&"MIME-Version"));
    assert_eq!(comparison.experiment[1].id, StepKind::Set);
    assert_eq!(comparison.experiment[1].differences, [0]);
}

#[test]
fn one_message_received_twice_differs_in_nothing_that_counts() {
    let comparison = run(&fixture("twice-a.eml"), &fixture("twice-b.eml"));
    assert_eq!(fields(&comparison), [""; 0]);
    assert_eq!(comparison.verdict.id, "alike");
    let folded: Vec<_> = comparison.volatile.iter().map(|v| v.field.as_str()).collect();
    for name in ["Received", "DKIM-Signature", "ARC-Seal", "Authentication-Results"] {
        assert!(folded.contains(&name), "{name}: {folded:?}");
    }
    assert_eq!(comparison.experiment[0].id, StepKind::Elsewhere);
}

#[test]
fn a_message_is_the_same_as_itself() {
    for text in bases() {
        let comparison = run(&text, &text);
        assert_eq!(comparison.verdict.id, "same");
        assert!(comparison.differences.is_empty() && comparison.volatile.is_empty());
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(run(&text, &crlf).verdict.id, "same");
    }
}

#[test]
fn a_pasted_quotation_compares_as_what_it_quotes() {
    let (left, right) = (fixture("refused-2008.eml"), fixture("accepted-2008.eml"));
    let quoted = format!("> {}\n", left.trim_end().replace('\n', "\n> "));
    let (plain, other) = (run(&left, &right), run(&quoted, &right));
    assert_eq!(fields(&plain), fields(&other));
    let span = other.differences[0].left.as_ref().unwrap().span;
    assert_eq!(span.of(&quoted), "X-Mailer: HidemaruMail 5.05");
}

#[test]
fn a_bounce_compares_through_the_fields_that_it_returned() {
    let returned = fixture("refused-2008.eml");
    let bounce = format!(
        "From: MAILER-DAEMON@example.net\nTo: hanako.example@gmail.com\nSubject: Undelivered\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; \
         boundary=\"b\"\n\n\
         --b\nContent-Type: text/plain\n\nRefused.\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; friend@example.org\n\
         Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 spam\n\n\
         --b\nContent-Type: text/rfc822-headers\n\n{returned}\n--b--\n"
    );
    let comparison = run(&bounce, &fixture("accepted-2008.eml"));
    assert!(comparison.left.returned);
    assert_eq!(fields(&comparison)[..2], ["X-Mailer", "Message-Id"]);
}

#[test]
fn where_one_message_never_travelled_the_way_is_one_difference() {
    let travelled = fixture("twice-a.eml");
    let at = travelled.find("From:").unwrap();
    let comparison = run(&travelled[at..], &travelled);
    assert_eq!(comparison.differences.len(), 1, "{:?}", fields(&comparison));
    assert_eq!(comparison.differences[0].says.id, "travelled");
}

#[test]
fn a_rule_about_what_is_missing_is_told_by_its_name() {
    let bounce = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages/postfix-bounce-gmail-dmarc.eml"),
    )
    .unwrap();
    let comparison = run(&bounce, &fixture("accepted-2008.eml"));
    let told = comparison.differences.iter().find(|one| one.field.is_empty()).unwrap();
    assert_eq!(told.says.id, "rule");
    assert_eq!(
        told.says.args.get("rule"),
        Some(&Arg::Word(format!("rule.{}.title", told.rules[0].rule)))
    );
    let verdict = &comparison.verdict;
    let first_has_field = !comparison.differences[0].field.is_empty();
    assert_eq!(verdict.id == "differ", first_has_field);
    assert_eq!(verdict.args.get("field").is_some(), first_has_field);
}

#[test]
fn the_reports_beside_a_comparison_are_those_of_an_inspection() {
    let options = Options::default();
    for left in bases() {
        let right = fixture("accepted-2008.eml").replace('\n', "\r\n");
        let compared = compare_inspected(&left, &right, &options);
        let json = |report: &Report| serde_json::to_value(report).unwrap();
        assert_eq!(json(&compared.left), json(&inspect(&left, &options)));
        assert_eq!(json(&compared.right), json(&inspect(&right, &options)));
        let last = |of: &Report| of.fields.len();
        let pairs = &compared.comparison.order.pairs;
        assert!(pairs.iter().all(|(a, b)| *a < last(&compared.left) && *b < last(&compared.right)));
    }
}

#[test]
fn no_mail_is_said_to_be_none() {
    let mail = fixture("twice-a.eml");
    assert_eq!(run("", &mail).verdict.id, "left-unread");
    assert_eq!(run(&mail, "This is just a text.\nNothing more.\n").verdict.id, "right-unread");
}

fn bases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> = [root.join("messages"), root.join("compare")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .filter(|path| !path.file_name().is_some_and(|n| n.to_string_lossy().contains("bounce")))
        .collect();
    files.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).ok();
    files.iter().filter_map(read).map(|text| text.replace("\r\n", "\n")).collect()
}

/// Formats a difference as one line.
fn told(difference: &Difference) -> String {
    let about: Vec<_> = difference.aspects.iter().map(|aspect| &*aspect.id).collect();
    let rules: Vec<_> = difference.rules.iter().map(|rule| &*rule.rule).collect();
    format!("{} [{}; {}]", difference.field, about.join(" "), rules.join(" "))
}

/// Compares every `every`th pair of these messages and the changes. Returns the number of pairs,
/// and what went wrong.
fn measure(bases: &[(String, String)], every: usize) -> (usize, Vec<String>) {
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for (n, (name, text)) in bases.iter().enumerate() {
        for (m, (what, mutation)) in MUTATIONS.iter().enumerate() {
            if (n + m) % every != 0 {
                continue;
            }
            let Some((changed, expected)) = mutation(text) else { continue };
            pairs += 1;
            let again = resent(&changed);
            for (left, right) in [(text, &changed), (&changed, text), (text, &again)] {
                let comparison = run(left, right);
                let first = comparison.differences.first().map_or("", |d| d.field.as_str());
                let right = first
                    .split(", ")
                    .any(|name| expected.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)));
                let single = comparison.differences.len() == 1;
                if !right || !single {
                    let note = if right { " (first)" } else { "" };
                    let told: Vec<_> = comparison.differences.iter().map(told).collect();
                    wrong.push(format!("{name}: {what}: {}{note}", told.join(", ")));
                    break;
                }
            }
        }
    }
    (pairs, wrong)
}

#[test]
fn the_one_changed_trait_is_the_one_difference() {
    let bases: Vec<_> = bases().into_iter().enumerate().map(|(n, t)| (n.to_string(), t)).collect();
    let (pairs, wrong) = measure(&bases, 2);
    assert!(pairs >= 200, "{pairs} pairs");
    assert!(wrong.is_empty(), "{} of {pairs}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Run with `CORPUS=FOLDER cargo test --release --test compare -- --nocapture`; the folder is as in
/// `tests/corpus.rs`.
#[test]
fn the_one_changed_trait_comes_first_in_real_mail() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder =
        std::env::var_os("CORPUS").map(PathBuf::from).or(beside.is_dir().then_some(beside));
    let Some(folder) = folder else {
        eprintln!("SKIPPED: no corpus. Set CORPUS to a folder of mails to run this.");
        return;
    };
    let mut bases = Vec::new();
    let mut open = vec![folder.join("mail")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                bases.push((name, text.replace("\r\n", "\n")));
            }
        }
    }
    bases.sort();
    let (pairs, wrong) = measure(&bases, 7);
    let not_first: Vec<_> = wrong.iter().filter(|line| !line.ends_with("(first)")).collect();
    println!(
        "{pairs} pairs: {} not first, {} with more than one difference",
        not_first.len(),
        wrong.len() - not_first.len()
    );
    for line in &wrong {
        println!("{line}");
    }
    assert!(not_first.len() * 100 <= pairs * 3, "{} of {pairs}", not_first.len());
}

#[test]
fn a_returned_header_in_base64_is_compared_as_decoded() {
    let bounce = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nSubject: Undelivered\n\
        MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; \
        boundary=b\n\n\
        --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n\
        Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.7.1\n\n\
        --b\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n\
        RnJvbTogYUBleGFtcGxlLm9yZwpUbzogYkBleGFtcGxlLm5ldApTdWJqZWN0OiBoZWxsbwpEYXRl\n\
        OiBNb24sIDEgSmFuIDIwMjQgMDA6MDA6MDAgKzAwMDAKWC1NYWlsZXI6IE9uZSAxLjAKTWVzc2Fn\n\
        ZS1JRDogPDFAZXhhbXBsZS5vcmc+Cg==\n\
        --b--\n";
    let accepted = "From: a@example.org\nTo: b@example.net\nSubject: hello\n\
        Date: Mon, 1 Jan 2024 00:00:00 +0000\nX-Mailer: Two 2.0\nMessage-ID: <1@example.org>\n\n\
        x\n";
    let comparison = run(bounce, accepted);
    assert_eq!(fields(&comparison), ["X-Mailer"]);
    assert_eq!(comparison.differences[0].left.as_ref().unwrap().text, "One 1.0");
}
