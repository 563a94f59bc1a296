//! `headerlint compare` and `headerlint profile`, as a person or a script meets them.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn headerlint(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headerlint")).args(args).env("LC_ALL", "C").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn fixture(name: &str) -> String {
    format!("{}/../../tests/compare/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn mail(n: usize, extra: &str) -> String {
    format!(
        "From: a@example.org\nTo: <b{n}@example.net>\nSubject: {n}\n\
         Date: Mon, 3 Jun 2024 10:{:02}:00 +0900\nMessage-ID: <{n}.1@example.org>\n{extra}\nHello\n",
        n % 60
    )
}

#[test]
fn the_founding_pair_as_text_and_as_json() {
    let (left, right) = (fixture("refused-2008.eml"), fixture("accepted-2008.eml"));
    let output = headerlint(&["compare", &left, &right]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    let first = text.find("X-Mailer").unwrap();
    assert!(text.contains("HidemaruMail 5.05 / Microsoft Windows Live Mail 12.0.1606"), "{text}");
    assert!(first < text.find("2. `Message-Id`").unwrap() && !text.contains('⟨'), "{text}");

    let output = headerlint(&["compare", &left, &right, "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let difference = &json["differences"][0];
    assert_eq!(difference["field"], "X-Mailer");
    assert_eq!(difference["kind"], "changed");
    assert_eq!(difference["left"]["text"], "HidemaruMail 5.05");
    assert!(json["volatile"].is_array() && json["experiment"].is_array());

    let ja = stdout(&headerlint(&["compare", &left, &right, "--lang", "ja"]));
    assert!(ja.contains("左") && !ja.contains('⟨'), "{ja}");
    let twice = headerlint(&["compare", &fixture("twice-a.eml"), &fixture("twice-b.eml")]);
    assert_eq!(twice.status.code(), Some(0), "{}", stdout(&twice));
}

#[test]
fn folders_and_mbox_files_are_groups() {
    let root = folder("groups");
    let (refused, accepted) = (root.join("refused"), root.join("accepted.mbox"));
    std::fs::create_dir_all(&refused).unwrap();
    for n in 0..10 {
        std::fs::write(refused.join(format!("{n}.eml")), mail(n, "X-Campaign: 7\n")).unwrap();
    }
    let one = |n| format!("From a@example.org Mon Jun  3 10:00:00 2024\n{}\n", mail(n, ""));
    let mbox = (10..60).map(one).collect::<Vec<_>>().concat();
    std::fs::write(&accepted, mbox).unwrap();
    let args = [
        "compare",
        "--refused",
        refused.to_str().unwrap(),
        "--accepted",
        accepted.to_str().unwrap(),
    ];
    let output = headerlint(&args);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("has the field `x-campaign`"), "{}", stdout(&output));
    let output = headerlint(&[&args[..], &["--json"]].concat());
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["refused"], &json["accepted"]), (&10.into(), &50.into()));
    assert_eq!(json["traits"][0]["refused"], 10);
    assert_eq!(json["traits"][0]["finding"], true);
}

#[test]
fn bad_input_is_a_clear_line_each_and_the_rest_is_done() {
    let root = folder("bad");
    let (refused, empty) = (root.join("refused"), root.join("empty"));
    std::fs::create_dir_all(&refused).unwrap();
    std::fs::create_dir_all(&empty).unwrap();
    std::fs::write(refused.join("1.eml"), mail(1, "")).unwrap();
    std::fs::write(refused.join("picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0").unwrap();
    std::fs::write(refused.join("nothing.eml"), "").unwrap();
    std::fs::write(refused.join("notes.txt"), "Buy milk.\nCall back.\n").unwrap();
    let cut = format!("From a Mon Jun  3\n{}\nFrom b Mon Jun  3\nFrom: a@exam", mail(2, ""));
    std::fs::write(refused.join("cut.mbox"), cut).unwrap();
    let path = refused.to_str().unwrap();

    let output = headerlint(&["profile", path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).starts_with("3 messages"), "{}", stdout(&output));
    let problems = stderr(&output);
    for name in ["picture.png", "nothing.eml", "notes.txt", "cut.mbox"] {
        assert_eq!(problems.matches(name).count(), 1, "{name}: {problems}");
    }

    let output = headerlint(&["compare", "--refused", path, "--accepted", empty.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("no accepted message"), "{}", stdout(&output));
    let output = headerlint(&["compare", path, "/no/such/file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).is_empty());
}

#[test]
fn a_profile_is_text_and_json() {
    let root = folder("profile");
    for n in 0..5 {
        std::fs::write(root.join(format!("{n}.eml")), mail(n, "")).unwrap();
    }
    let path = root.to_str().unwrap();
    for lang in ["en", "ja"] {
        let output = headerlint(&["profile", path, "--lang", lang]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = stdout(&output);
        assert!(
            text.contains("2024-06-03") && text.contains("Gmail") && !text.contains('⟨'),
            "{text}"
        );
    }
    let output = headerlint(&["profile", path, "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["messages"], 5);
    assert_eq!(json["days"][0]["distinct"], 5);
}

#[test]
fn nothing_in_a_mail_steers_the_terminal() {
    let root = folder("escape");
    let hostile = root.join("hostile.eml");
    std::fs::write(&hostile, mail(1, "X-Mailer: \u{1b}[2Jx\u{7}\nX-\u{e9}: \u{202e}y\n")).unwrap();
    let other = root.join("other.eml");
    std::fs::write(&other, mail(2, "")).unwrap();
    let (hostile, other) = (hostile.to_str().unwrap(), other.to_str().unwrap());
    for args in [
        vec!["compare", hostile, other],
        vec!["profile", hostile],
        vec!["compare", "--refused", hostile, "--accepted", other],
    ] {
        let text = stdout(&headerlint(&args));
        let control = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(control), "{args:?}: {text:?}");
    }
}

#[test]
fn bad_usage_is_status_2() {
    for args in [&["compare"][..], &["compare", "a"], &["compare", "--refused", "x"], &["profile"]]
    {
        let output = headerlint(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).is_empty() && stdout(&output).is_empty(), "{args:?}");
    }
    for word in ["help", "compare --help", "profile --help"] {
        let args: Vec<_> = word.split(' ').collect();
        let output = headerlint(&args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn archives_are_read_and_what_is_wrong_in_them_is_a_line_each() {
    use std::io::Write as _;
    use zip::write::{SimpleFileOptions, ZipWriter};
    let root = folder("archives");
    let path = root.join("refused.zip");
    let mut archive = ZipWriter::new(std::fs::File::create(&path).unwrap());
    let one = |n| format!("From a Mon Jun  3\n{}\n", mail(n, "X-Campaign: 7\n"));
    let mbox = (0..12).map(one).collect::<Vec<_>>().concat();
    for (name, bytes) in [
        ("mail/refused.mbox", mbox.as_bytes()),
        ("bomb.eml", &vec![b'a'; 5_000_000]),
        ("picture.png", b"\x89PNG\0\0"),
        ("__MACOSX/._x", b"\0"),
        (".DS_Store", b"\0"),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
    let output = headerlint(&["profile", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).starts_with("12 messages"), "{}", stdout(&output));
    let problems = stderr(&output);
    assert!(problems.contains("bomb.eml: unpacks to more than 200 times"), "{problems}");
    assert!(problems.contains("picture.png: no mail"), "{problems}");
    assert_eq!(problems.lines().count(), 2, "{problems}");

    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 40]).unwrap();
    let output = headerlint(&["profile", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), stderr(&output).lines().count()), (Some(2), 1));

    let path = root.join("packed.mbox.gz");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(mbox.as_bytes()).unwrap();
    std::fs::write(&path, packed.finish().unwrap()).unwrap();
    let output = headerlint(&["profile", path.to_str().unwrap()]);
    assert!(stdout(&output).starts_with("12 messages"), "{}", stderr(&output));
    assert_eq!(output.status.code(), Some(0));
}
