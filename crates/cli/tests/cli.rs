//! The command line, as a person or a script meets it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use headerlint::rules::RULES;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const MAIL: &str = "\
Return-Path: <a@example.org>
Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.net with ESMTPS
\tid 4; Mon, 1 Jan 2024 00:00:05 +0000
From: A <a@example.org>
To: b@example.net
Subject: Hello
Date: Mon, 1 Jan 2024 00:00:00 +0000
Message-ID: <1@mail.example.org>

Hello.
";

fn headerlint(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_headerlint"))
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it early.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_str(stdout(output)).unwrap_or_else(|e| panic!("{e}: {}", stdout(output)))
}

/// A file of its own for one test.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn the_report_has_the_shape_that_scripts_read() {
    let output = headerlint(&["--json"], MAIL.as_bytes());
    let report = json(&output);
    assert_eq!(report["kind"], "message");
    assert_eq!(report["file"], "-");
    assert!(report["verdict"]["id"].as_str().is_some_and(|id| !id.is_empty()));
    let names: Vec<_> = report["fields"].as_array().unwrap().iter().map(|f| &f["name"]).collect();
    assert_eq!(names[..3], ["Return-Path", "Received", "From"]);
    assert_eq!(report["fields"][3]["line"], 5);
    assert_eq!(report["hops"][0]["ip"]["text"], "192.0.2.1");
    assert!(report["mailer"]["verdict"].is_string());
    assert!(report["findings"].is_array());
}

#[test]
fn several_files_make_an_array_in_order() {
    let (a, b) = (file("several-a.eml", MAIL.as_bytes()), file("several-b.eml", b"From: b\n"));
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    let reports = json(&headerlint(&["--json", a, b], b""));
    assert_eq!(reports[0]["file"], a);
    assert_eq!(reports[1]["file"], b);
}

#[test]
fn one_of_several_messages_is_chosen() {
    let first = "Received: by mx.example.net\nFrom: a@example.org\nSubject: one\n\n";
    let text = format!("{first}{}", first.replace("one", "two"));
    let told = headerlint(&["--lang", "en", "--message", "2"], text.as_bytes());
    assert!(stdout(&told).contains("This text holds 2 messages; shown: 2."), "{}", stdout(&told));
    let report = json(&headerlint(&["--json"], text.as_bytes()));
    assert_eq!(report["message"], 0);
    assert_eq!(report["messages"][1]["subject"], "two");
    assert_eq!(headerlint(&["--message", "0"], b"").status.code(), Some(2));
}

#[test]
fn an_unreadable_file_is_named_and_the_others_are_read() {
    let good = file("readable.eml", MAIL.as_bytes());
    let output = headerlint(&["/no/such/file.eml", good.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/file.eml"), "{}", stderr(&output));
    assert!(stdout(&output).contains("readable.eml"), "{}", stdout(&output));
}

#[test]
fn bad_usage_is_status_2() {
    for args in [&["--no-such-option"][..], &["--explain", "no-such-rule"], &["--json", "--ndjson"]]
    {
        let output = headerlint(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).is_empty(), "{args:?}");
        assert!(stdout(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn the_status_says_whether_there_are_errors() {
    for rule in RULES {
        for text in rule.examples.finds {
            let output = headerlint(&["--json"], text.as_bytes());
            let report = json(&output);
            let found = report["findings"].as_array().unwrap();
            let ours = found.iter().find(|finding| finding["rule"] == rule.id);
            let ours = ours.unwrap_or_else(|| panic!("{}: not found", rule.id));
            assert!(ours["spans"].is_array() && ours["level"].is_string(), "{}", rule.id);
            let errors = found.iter().any(|finding| finding["level"] == "error");
            assert_eq!(output.status.code(), Some(i32::from(errors)), "{}", rule.id);
        }
    }
    assert_eq!(headerlint(&[], b"").status.code(), Some(0), "nothing at all is no error");
    assert_eq!(headerlint(&[], b"hello, world\n").status.code(), Some(2), "this is no mail");
}

#[test]
fn lines_for_counting_name_whom_a_notice_speaks_of() {
    let answer = "From: bob@example.com\nTo: ann@example.org\nSubject: Automatic reply: hello\n\n\
                  I am away.\n";
    let notice = |who: &str| {
        format!(
            "From MAILER-DAEMON Mon Nov  2 10:00:00 2026\nFrom: MAILER-DAEMON@mx.example.org\n\
             To: ann@example.org\nSubject: Undelivered Mail Returned to Sender\n\
             Date: Mon, 2 Nov 2026 10:00:00 +0000\n\n\
             This is the mail system at host mx.example.org.\n\n\
             <{who}>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no such user\n\n"
        )
    };
    let several = notice("bob@example.net") + &notice("eve@example.net");
    let dns = notice("bob@example.net").replace(
        "host mx.example.net[192.0.2.1] said: 550 5.1.1 no such user",
        "DNS error: NXDOMAIN",
    );
    for (name, text, kind, recipients, reason) in [
        ("answer.eml", answer, "answer", json!(["bob@example.com"]), "vacation"),
        (
            "several.mbox",
            &several,
            "refused",
            json!(["bob@example.net", "eve@example.net"]),
            "userunknown",
        ),
        ("dns.eml", &dns, "refused", json!(["bob@example.net"]), "networkerror"),
    ] {
        let path = file(name, text.as_bytes());
        let output = headerlint(&["--ndjson", path.to_str().unwrap()], b"");
        let line: Value = serde_json::from_str(stdout(&output).lines().nth(1).unwrap()).unwrap();
        assert_eq!(line["notice"], kind, "{name}");
        assert_eq!(line["recipients"], recipients, "{name}");
        assert_eq!(line["reason"], reason, "{name}");
    }
}

#[test]
fn lines_for_counting_begin_with_the_claims() {
    let path = file("counted.eml", MAIL.as_bytes());
    for (args, input) in
        [(vec!["--ndjson", path.to_str().unwrap()], ""), (vec!["--ndjson"], path.to_str().unwrap())]
    {
        let output = headerlint(&args, input.as_bytes());
        let lines: Vec<Value> =
            stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let [claims, line] = &lines[..] else { panic!("{args:?}: {lines:?}") };
        for filter in ["spamassassin", "rspamd"] {
            let all = claims["claims"][filter].as_array().unwrap();
            let ours = line["filters"][filter].as_array().unwrap();
            assert!(ours.iter().all(|name| all.contains(name)), "{filter}: {ours:?}");
        }
        assert_eq!(line["file"], path.to_str().unwrap());
        for key in ["kind", "recipients", "code", "status", "findings"] {
            assert!(line.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let list = headerlint(&["rules"], b"");
    assert!(list.status.success());
    assert_eq!(stdout(&list).lines().count(), RULES.len());
    let listed = json(&headerlint(&["rules", "--json"], b""));
    assert_eq!(listed.as_array().map(Vec::len), Some(RULES.len()));
    for (rule, line) in RULES.iter().zip(stdout(&list).lines()) {
        assert!(line.starts_with(rule.id), "{line}");
        for lang in ["en", "ja"] {
            let output = headerlint(&["--explain", rule.id, "--lang", lang], b"");
            assert!(output.status.success(), "{}", rule.id);
            assert!(stdout(&output).contains(rule.id), "{}", rule.id);
            assert!(!stdout(&output).contains('⟨'), "{lang}: {}", stdout(&output));
        }
    }
}

#[test]
fn pages_are_written_in_both_languages() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    let output = headerlint(&["pages", dir.to_str().unwrap()], b"");
    assert!(output.status.success(), "{}", stderr(&output));
    for tag in ["en", "ja"] {
        let index = std::fs::read_to_string(dir.join(tag).join("index.html")).unwrap();
        assert!(index.contains(&format!("<html lang=\"{tag}\">")), "{index}");
        for rule in RULES {
            let page = dir.join(tag).join(format!("{}.html", rule.id));
            let page = std::fs::read_to_string(page).unwrap();
            assert!(index.contains(&format!("{}.html", rule.id)), "{}", rule.id);
            assert!(!page.contains('⟨') && !page.contains("<script"), "{tag} {}", rule.id);
            assert!(page.contains("</mark>") || !page.contains("<mark>"), "{tag} {}", rule.id);
        }
    }
}

#[test]
fn the_language_comes_from_the_environment_or_the_option() {
    let japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
    assert!(!japanese(stdout(&headerlint(&[], MAIL.as_bytes()))));
    assert!(japanese(stdout(&headerlint(&["--lang", "ja"], MAIL.as_bytes()))));
    let output = Command::new(env!("CARGO_BIN_EXE_headerlint"))
        .env("LC_ALL", "ja_JP.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(japanese(stdout(&output)));
}

#[test]
fn no_byte_of_a_message_steers_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}\u{200b}\u{9b}31m\r x \u{0}";
    let mail = format!(
        "Received: from {hostile} by {hostile}; {hostile}\n\
         From: \"{hostile}\" <{hostile}@example.org>\nFrom: {hostile}\n\
         Subject: =?utf-8?B?G1sySuKAriBoaQ==?=\nDate: {hostile}\nX-Mailer: {hostile}\n\
         Message-ID: <{hostile}>\n{hostile}\n\n"
    );
    let bounce = format!(
        "From: MAILER-DAEMON@example.net\nContent-Type: multipart/report;\n report-type=\
         delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; {hostile}\n\nFinal-Recipient: rfc822; {hostile}@example.org\n\
         Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 {hostile}\n\n--x--\n"
    );
    for text in [mail, bounce] {
        let path = file("hostile\u{1b}[31m.eml", text.as_bytes());
        for lang in ["en", "ja"] {
            let output = headerlint(&["--lang", lang, path.to_str().unwrap()], b"");
            let steers = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}".contains(c);
            let shown = stdout(&output);
            assert!(!shown.contains(steers), "{shown:?}");
        }
    }
    let missing = headerlint(&["/no/such/\u{1b}[31m"], b"");
    assert!(!stderr(&missing).contains('\u{1b}'), "{:?}", stderr(&missing));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_headerlint"))
        .args(["--ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let path = file("left.eml", MAIL.as_bytes());
    let list = format!("{}\n", path.to_str().unwrap()).repeat(2_000);
    let _ = child.stdin.take().unwrap().write_all(list.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(0));
}
