//! Two messages compared: the one trait that was changed stands first, and what every message has
//! of its own does not count.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use headerlint::compare::Comparison;
use headerlint::{Options, compare};
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
    assert_eq!(comparison.experiment[1].id, "set");
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
    assert_eq!(comparison.experiment[0].id, "elsewhere");
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
    let quoted: String = left.lines().map(|line| format!("> {line}\n")).collect();
    let (plain, other) = (run(&left, &right), run(&quoted, &right));
    assert_eq!(fields(&plain), fields(&other));
    let span = other.differences[0].left.as_ref().unwrap().span;
    assert_eq!(span.of(&quoted), "X-Mailer: HidemaruMail 5.05");
}

#[test]
fn a_bounce_compares_through_the_fields_that_it_returned() {
    let returned = fixture("refused-2008.eml");
    let bounce = format!(
        "From: MAILER-DAEMON@example.net\nTo: hanako.mori@gmail.com\nSubject: Undelivered\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n\
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
fn no_mail_is_said_to_be_none() {
    let mail = fixture("twice-a.eml");
    assert_eq!(run("", &mail).verdict.id, "left-unread");
    assert_eq!(run(&mail, "This is just a text.\nNothing more.\n").verdict.id, "right-unread");
}

/// Changes one trait of a message; none where the message has nothing to change. Gives the names of
/// the fields of which one must come first.
type Mutation = (&'static str, fn(&str) -> Option<(String, Vec<String>)>);

fn head(text: &str) -> usize {
    text.find("\n\n").map_or(text.len(), |at| at + 1)
}

/// Start and end (with its line end) of the first field of a name.
fn find(text: &str, name: &str) -> Option<(usize, usize)> {
    let lower = text[..head(text)].to_ascii_lowercase();
    let name = format!("{}:", name.to_ascii_lowercase());
    let start = if lower.starts_with(&name) { 0 } else { lower.find(&format!("\n{name}"))? + 1 };
    let mut end = start;
    for line in lower[start..].split_inclusive('\n') {
        if end > start && !line.starts_with([' ', '\t']) {
            break;
        }
        end += line.len();
    }
    Some((start, end))
}

/// Replaces the value of the first field of a name.
fn set(
    text: &str,
    name: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Option<(String, Vec<String>)> {
    let (start, end) = find(text, name)?;
    let at = start + name.len() + 1;
    let old = text[at..end].trim_end_matches('\n');
    let new = change(old).filter(|new| new != old)?;
    Some((format!("{}{new}\n{}", &text[..at], &text[end..]), vec![name.to_owned()]))
}

fn add(text: &str, line: &str) -> Option<(String, Vec<String>)> {
    let name = line.split(':').next()?;
    if find(text, name).is_some() {
        return None;
    }
    let at = head(text);
    Some((format!("{}{line}\n{}", &text[..at], &text[at..]), vec![name.to_owned()]))
}

fn swap(text: &str, a: &str, b: &str) -> Option<(String, Vec<String>)> {
    let (x, y) = (find(text, a)?, find(text, b)?);
    let (first, second) = if x.0 < y.0 { (x, y) } else { (y, x) };
    let moved = format!(
        "{}{}{}{}{}",
        &text[..first.0],
        &text[second.0..second.1],
        &text[first.1..second.0],
        &text[first.0..first.1],
        &text[second.1..]
    );
    Some((moved, vec![a.to_owned(), b.to_owned()]))
}

/// Changes the first word after a mark, up to one of the ends.
fn after(old: &str, mark: &str, ends: &[char], new: &str) -> Option<String> {
    let at = old.find(mark)? + mark.len();
    let end = at + old[at..].find(ends)?;
    Some(format!("{}{new}{}", &old[..at], &old[end..]))
}

fn mutations() -> Vec<Mutation> {
    vec![
        ("mailer changed", |t| {
            let name = if find(t, "X-Mailer").is_some() { "X-Mailer" } else { "User-Agent" };
            set(t, name, |_| Some(" HidemaruMail 5.05".to_owned()))
        }),
        ("mailer changed to a common one", |t| {
            set(t, "X-Mailer", |_| Some(" Microsoft Outlook 16.0".to_owned()))
        }),
        ("mailer added", |t| {
            if find(t, "User-Agent").is_some() {
                return None;
            }
            add(t, "X-Mailer: Kestrel Mail 0.3")
        }),
        ("mailer version", |t| set(t, "X-Mailer", |old| Some(format!("{old}.7")))),
        ("charset label", |t| {
            set(t, "Content-Type", |old| {
                let lower = old.to_ascii_lowercase();
                let at = lower.find("charset=")? + 8;
                let quote = usize::from(old[at..].starts_with('"'));
                let from = at + quote;
                let end =
                    from + old[from..].find(['"', ';', '\n', ' ']).unwrap_or(old.len() - from);
                Some(format!("{}windows-1251{}", &old[..from], &old[end..]))
            })
        }),
        ("charset letters", |t| {
            set(t, "Content-Type", |old| {
                let at = old.find("utf-8").or_else(|| old.find("iso-8859-1"))?;
                let end = at + old[at..].find(['"', ';', '\n', ' ']).unwrap_or(old.len() - at);
                Some(format!("{}{}{}", &old[..at], old[at..end].to_uppercase(), &old[end..]))
            })
        }),
        ("message id form", |t| {
            set(t, "Message-ID", |_| Some(" <20240601.123456@example.org>".to_owned()))
        }),
        ("message id of a bare host", |t| {
            set(t, "Message-ID", |old| {
                let (left, _) = old.split_once('@')?;
                Some(format!("{left}@DESKTOP>"))
            })
        }),
        ("message id without brackets", |t| {
            set(t, "Message-ID", |old| old.contains('<').then(|| old.replace(['<', '>'], "")))
        }),
        ("message id holds the account", |t| {
            set(t, "Message-ID", |_| Some(" <8CC8C735E21043hanako.mori@gmail.com>".to_owned()))
        }),
        ("order of Subject and Date", |t| swap(t, "Subject", "Date")),
        ("order of From and To", |t| swap(t, "From", "To")),
        ("order of From and Message-ID", |t| swap(t, "From", "Message-ID")),
        ("date without zone", |t| {
            set(t, "Date", |old| {
                let at = old.find([':'])?;
                let end = at + old[at..].find(['+', '-'])?;
                Some(old[..end].trim_end().to_owned())
            })
        }),
        ("date zone by name", |t| {
            set(t, "Date", |old| {
                let at = old.find([':'])?;
                let end = at + old[at..].find(['+', '-'])?;
                Some(format!("{}GMT", &old[..end]))
            })
        }),
        ("date without weekday", |t| {
            set(t, "Date", |old| Some(format!(" {}", old.split_once(',')?.1.trim())))
        }),
        ("name unquoted or quoted", |t| {
            set(t, "From", |old| {
                if old.contains('"') {
                    return Some(old.replace('"', ""));
                }
                let (name, address) = old.trim().split_once('<')?;
                let name = name.trim();
                let plain = !name.is_empty() && !name.contains("=?");
                plain.then(|| format!(" \"{name}\" <{address}"))
            })
        }),
        ("name changed", |t| {
            set(t, "From", |old| {
                let (_, address) = old.split_once('<')?;
                Some(format!(" Customer Service <{address}"))
            })
        }),
        ("name missing", |t| {
            set(t, "From", |old| {
                let (name, address) = old.split_once('<')?;
                (!name.trim().is_empty()).then(|| format!(" <{address}"))
            })
        }),
        ("from address", |t| {
            set(t, "From", |old| {
                let (name, _) = old.split_once('<')?;
                Some(format!("{name}<someone@example.net>"))
            })
        }),
        ("To without brackets", |t| {
            set(t, "To", |old| {
                let one = !old.contains(',') && old.trim().starts_with('<');
                one.then(|| old.replace(['<', '>'], ""))
            })
        }),
        ("To in brackets", |t| {
            set(t, "To", |old| {
                let one = !old.contains([',', '<', ':', '"', '(', '\n']) && old.contains('@');
                one.then(|| format!(" <{}>", old.trim()))
            })
        }),
        ("To undisclosed", |t| set(t, "To", |_| Some(" undisclosed-recipients:;".to_owned()))),
        ("reply-to added", |t| add(t, "Reply-To: <offers.1984@gmail.com>")),
        ("precedence added", |t| add(t, "Precedence: bulk")),
        ("precedence changed", |t| set(t, "Precedence", |_| Some(" junk".to_owned()))),
        ("unsubscribe added", |t| add(t, "List-Unsubscribe: <https://example.org/u/1>")),
        ("priority added", |t| add(t, "X-Priority: 1 (Highest)")),
        ("encoded-word form", |t| {
            set(t, "Subject", |old| {
                let plain = old.is_ascii()
                    && !old.contains("=?")
                    && !old.contains('\n')
                    && old.len() > 3
                    && old.len() < 60;
                plain.then(|| {
                    format!(" =?utf-8?Q?{}?=", old.trim().replace('?', "=3F").replace(' ', "_"))
                })
            })
        }),
        ("encoded-word letter", |t| {
            set(t, "Subject", |old| {
                let changed = old.replace("?B?", "?b?").replace("?Q?", "?q?");
                (changed != old).then_some(changed)
            })
        }),
        ("encoded-word charset", |t| {
            set(t, "Subject", |old| {
                old.contains("=?").then(|| {
                    old.replace("=?utf-8?", "=?windows-1252?")
                        .replace("=?UTF-8?", "=?windows-1252?")
                })
            })
        }),
        ("HELO", |t| set(t, "Received", |old| after(old, "from ", &[' ', '\n', '\t'], "friend"))),
        ("HELO of another organisation", |t| {
            set(t, "Received", |old| after(old, "from ", &[' ', '\n', '\t'], "mail.example.net"))
        }),
        ("no TLS", |t| {
            set(t, "Received", |old| {
                let plain = old.replace(" ESMTPS ", " ESMTP ").replace(" esmtps ", " esmtp ");
                (plain != old && !old.to_ascii_lowercase().contains("tls")).then_some(plain)
            })
        }),
        ("transfer encoding", |t| {
            set(t, "Content-Transfer-Encoding", |old| {
                Some(
                    if old.trim().eq_ignore_ascii_case("base64") {
                        " quoted-printable"
                    } else {
                        " base64"
                    }
                    .to_owned(),
                )
            })
        }),
        ("media type", |t| {
            set(t, "Content-Type", |old| {
                old.contains("text/plain").then(|| old.replace("text/plain", "text/html"))
            })
        }),
        ("MIME-Version missing", |t| {
            let (start, end) = find(t, "MIME-Version")?;
            Some((format!("{}{}", &t[..start], &t[end..]), vec!["MIME-Version".to_owned()]))
        }),
        ("Date missing", |t| {
            let (start, end) = find(t, "Date")?;
            Some((format!("{}{}", &t[..start], &t[end..]), vec!["Date".to_owned()]))
        }),
        ("Message-ID missing", |t| {
            let (start, end) = find(t, "Message-ID")?;
            Some((format!("{}{}", &t[..start], &t[end..]), vec!["Message-ID".to_owned()]))
        }),
        ("spf fails", |t| {
            set(t, "Authentication-Results", |old| {
                let changed = old.replacen("spf=pass", "spf=fail", 1);
                (changed != old).then_some(changed)
            })
        }),
        ("dkim fails", |t| {
            set(t, "Authentication-Results", |old| {
                let changed = old.replacen("dkim=pass", "dkim=fail", 1);
                (changed != old).then_some(changed)
            })
        }),
        ("return path", |t| set(t, "Return-Path", |_| Some(" <bounce@example.net>".to_owned()))),
        ("boundary form", |t| {
            set(t, "Content-Type", |old| {
                let at = old.find("boundary=")? + 9;
                let quoted = old[at..].starts_with('"');
                let from = at + usize::from(quoted);
                let end =
                    from + old[from..].find(['"', ';', '\n', ' ']).unwrap_or(old.len() - from);
                Some(format!("{}--12345678{}", &old[..from], &old[end..]))
            })
        }),
        ("no blank after the colon", |t| {
            set(t, "Subject", |old| old.starts_with(' ').then(|| old[1..].to_owned()))
        }),
        ("field name spelled otherwise", |t| {
            let (start, _) = find(t, "Message-ID")?;
            let name = &t[start..start + 10];
            let other = if name == "Message-Id" { "Message-ID" } else { "Message-Id" };
            Some((
                format!("{}{other}{}", &t[..start], &t[start + 10..]),
                vec!["Message-ID".to_owned()],
            ))
        }),
    ]
}

fn bases() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> = [root.join("messages"), root.join("compare")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .filter(|path| !path.to_string_lossy().contains("bounce"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).ok();
    files.iter().filter_map(read).map(|text| text.replace("\r\n", "\n")).collect()
}

/// Every so many of all pairs of these messages and the changes, and what went wrong.
fn measure(bases: &[(String, String)], every: usize) -> (usize, Vec<String>) {
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for (n, (name, text)) in bases.iter().enumerate() {
        for (m, (what, mutation)) in mutations().iter().enumerate() {
            if (n + m) % every != 0 {
                continue;
            }
            let Some((changed, expected)) = mutation(text) else { continue };
            pairs += 1;
            for (left, right) in [(text, &changed), (&changed, text)] {
                let comparison = run(left, right);
                let first = comparison.differences.first().map_or("", |d| d.field.as_str());
                let right = first
                    .split(", ")
                    .any(|name| expected.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)));
                let single = comparison.differences.len() == 1;
                if !right || !single {
                    wrong.push(format!(
                        "{name}: {what}: {:?} {}",
                        fields(&comparison),
                        if right { "(first)" } else { "" }
                    ));
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

/// `CORPUS=FOLDER cargo test --release --test compare -- --nocapture`; as in `tests/corpus.rs`.
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
