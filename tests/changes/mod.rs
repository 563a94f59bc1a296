//! A generator of pairs: a message, and the same message with one trait changed.

/// The name of a change, and a function that applies it to a message. The function returns the
/// changed message and the names of the fields of which one must come first, or `None` if there is
/// nothing to change.
pub(crate) type Mutation = (&'static str, fn(&str) -> Option<(String, Vec<String>)>);

fn head(text: &str) -> usize {
    text.find("\n\n").map_or(text.len(), |at| at + 1)
}

/// Returns the start and the end (after its line ending) of the first field of a name.
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

/// All changes.
pub(crate) static MUTATIONS: &[Mutation] = &[
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
            let end = from + old[from..].find(['"', ';', '\n', ' ']).unwrap_or(old.len() - from);
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
        set(t, "Message-ID", |_| Some(" <8CC8C735E21043hanako.example@gmail.com>".to_owned()))
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
                old.replace("=?utf-8?", "=?windows-1252?").replace("=?UTF-8?", "=?windows-1252?")
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
    ("MIME-Version missing", |t| remove(t, "MIME-Version")),
    ("Date missing", |t| remove(t, "Date")),
    ("Message-ID missing", |t| remove(t, "Message-ID")),
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
            let end = from + old[from..].find(['"', ';', '\n', ' ']).unwrap_or(old.len() - from);
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
        Some((format!("{}{other}{}", &t[..start], &t[start + 10..]), vec!["Message-ID".to_owned()]))
    }),
    ("mailer removed", |t| remove(t, "X-Mailer")),
    ("unsubscribe removed", |t| remove(t, "List-Unsubscribe")),
    ("transfer encoding missing", |t| remove(t, "Content-Transfer-Encoding")),
    ("priority changed", |t| set(t, "X-Priority", |_| Some(" 5".to_owned()))),
    ("parameter order", |t| {
        set(t, "Content-Type", |old| {
            let mut parts: Vec<&str> = old.split(';').collect();
            let last = parts.len().checked_sub(1).filter(|last| *last > 1)?;
            parts.swap(1, last);
            (!old.contains('\n') && !old.trim_end().ends_with(';')).then(|| parts.join(";"))
        })
    }),
    ("charset quoted", |t| {
        set(t, "Content-Type", |old| {
            let at = old.to_ascii_lowercase().find("charset=")? + 8;
            let rest = &old[at..];
            if rest.starts_with('"') {
                return None;
            }
            let end = at + rest.find([';', '\n', ' ']).unwrap_or(rest.len());
            Some(format!("{}\"{}\"{}", &old[..at], &old[at..end], &old[end..]))
        })
    }),
    ("Subject folded", |t| {
        set(t, "Subject", |old| {
            let at = old.get(12..)?.find(' ')? + 12;
            (!old.contains('\n')).then(|| format!("{}\n{}", &old[..at], &old[at..]))
        })
    }),
    ("address of the client", |t| {
        set(t, "Received", |old| {
            let at = old.find('[')?;
            let v4 = old[at..].split(']').next()?.contains('.');
            v4.then(|| after(old, "[", &[']'], "203.0.113.77"))?
        })
    }),
    ("name encoded", |t| {
        set(t, "From", |old| {
            let (name, address) = old.trim().split_once(" <")?;
            let plain = name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
            plain.then(|| format!(" =?UTF-8?Q?{}?= <{address}", name.replace(' ', "_")))
        })
    }),
    ("name in Japanese", |t| {
        set(t, "From", |old| {
            let (_, address) = old.trim().split_once('<')?;
            Some(format!(" =?iso-2022-jp?B?GyRCJUYlOSVIGyhC?= <{address}"))
        })
    }),
    ("year of two digits", |t| {
        set(t, "Date", |old| {
            let at = old.find(" 20")?;
            Some(format!("{} {}", &old[..at], &old[at + 3..]))
        })
    }),
    ("a copy to somebody", |t| add(t, "Cc: <office@example.net>")),
    ("sent automatically", |t| add(t, "Auto-Submitted: auto-generated")),
    ("a bulk tool's field", |t| add(t, "X-Campaign: summer")),
    ("a script's field", |t| add(t, "X-PHP-Originating-Script: 1000:mail.php")),
];

/// Returns the message as sent once more in the same second, with other identifiers and signatures.
/// Times stay, since rules look at their order on the route and in identifiers.
pub(crate) fn resent(text: &str) -> String {
    let (header, body) = text.split_at(head(text));
    let mut out = String::with_capacity(text.len());
    let mut name = String::new();
    for line in header.split_inclusive('\n') {
        if !line.starts_with([' ', '\t']) {
            name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        }
        let turned = match name.as_str() {
            // A time in it must remain one.
            "message-id" if !has_time(line) => turn(line, "<", "@"),
            "received" | "x-received" => turn(line, " id ", "\n"),
            "dkim-signature" | "arc-seal" | "arc-message-signature" => turn(line, " b=", "\n"),
            "x-gm-message-state" => turn(line, ": ", "\n"),
            _ => line.to_owned(),
        };
        out.push_str(&turned);
    }
    out + body
}

fn has_time(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_hexdigit()).any(|word| word.len() > 7 && word.len() < 20)
}

/// Replaces some digits between two marks by the next digit.
fn turn(line: &str, from: &str, to: &str) -> String {
    let Some(at) = line.find(from).map(|at| at + from.len()) else { return line.to_owned() };
    let end = line[at..].find(to).map_or(line.len(), |end| at + end);
    // After a semicolon comes the time.
    let end = line[at..end].find(';').map_or(end, |end| at + end);
    let inside = line[at..end].chars().map(|c| match c {
        '2'..='4' => char::from_u32(c as u32 + 1).unwrap_or(c),
        _ => c,
    });
    format!("{}{}{}", &line[..at], inside.collect::<String>(), &line[end..])
}

fn remove(text: &str, name: &str) -> Option<(String, Vec<String>)> {
    let (start, end) = find(text, name)?;
    Some((format!("{}{}", &text[..start], &text[end..]), vec![name.to_owned()]))
}
