//! Reads the words of an SMTP reply inside a notice: code, enhanced status, host and stage.

use super::Stage;
use super::search_text::SearchText;
use crate::span::{Span, Spanned};

/// The number of bytes at the front of a reply that are looked at.
const LONGEST: usize = 2048;

/// Returns the first run of characters that are not white space.
pub(super) fn token_after(text: &str, span: Span) -> Span {
    let span = span.trim(text);
    let len = span.of(text).find(char::is_whitespace).unwrap_or(span.len());
    Span::new(span.start, span.start + len)
}

/// The reply codes of success (RFC 5321 §4.2.3, RFC 4954); `255` is the exit code of a program.
const GOOD: [u16; 9] = [211, 214, 220, 221, 235, 250, 251, 252, 253];

/// Returns the reply code (RFC 5321 §4.2): three digits from 2, 4 or 5 on, at the start of a word.
/// A code of success counts only at the front.
pub(super) fn code(text: &str, span: Span) -> Option<Spanned<u16>> {
    let words = span.of(text);
    let bytes = words.as_bytes();
    let mut good = None;
    for (at, three) in bytes.windows(3).enumerate().take(LONGEST) {
        let &[first, ten, one] = three else { continue };
        if !matches!(first, b'2' | b'4' | b'5')
            || !matches!(ten, b'0'..=b'7')
            || !one.is_ascii_digit()
        {
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
        let after = bytes.get(at + 3).copied();
        let begins =
            before.is_none_or(|b| b.is_ascii_whitespace() || b"#:'\"([,;<>=~*".contains(&b));
        let ends = after.is_none_or(|b| b.is_ascii_whitespace() || b"-:'\"#,;)".contains(&b));
        if !begins || !ends {
            continue;
        }
        let value = [first, ten, one].iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'));
        let found = Spanned::new(Span::new(span.start + at, span.start + at + 3), value);
        if first != b'2' {
            return Some(found);
        }
        // `250` counts only if nothing was refused.
        good = good.or(Some(found).filter(|_| at == 0 && GOOD.contains(&value)));
    }
    good
}

/// Returns the code and the status of a reply.
///
/// If it says that the message expired and quotes another server's reply, that one counts:
/// `554 4.4.7 Message expired … <421 4.4.2 Connection timed out>`.
pub(super) fn code_and_status(
    text: &str,
    span: Span,
) -> (Option<Spanned<u16>>, Option<Spanned<String>>) {
    let first = code(text, span);
    let expired = first.as_ref().is_some_and(|first| {
        front(text, Span::new(first.span.end, span.end)).to_ascii_lowercase().contains("expired")
    });
    let inner = first.as_ref().filter(|_| expired).and_then(|first| {
        let rest = Span::new(first.span.end, span.end);
        let inner = code(text, rest).filter(|inner| inner.value >= 400)?;
        own_status(text, inner.span, span.end).map(|status| (inner, status))
    });
    if let Some((code, status)) = inner {
        return (Some(code), Some(status));
    }
    let own = first.as_ref().and_then(|code| own_status(text, code.span, span.end));
    (first, own.or_else(|| status(text, span)))
}

/// Returns the status that directly follows a code, as the server itself wrote it: `550-5.7.1`.
pub(super) fn own_status(text: &str, code: Span, end: usize) -> Option<Spanned<String>> {
    let rest = Span::new(code.end, end);
    let inner = rest.of(text).trim_start_matches(['-', ' ', '\t', '\r', '\n', '\'', '"', '#', '(']);
    let start = rest.end - inner.len();
    let near = Span::new(start, text.floor_char_boundary(start + 12).min(end));
    status(text, near).filter(|status| status.span.start == start)
}

/// Returns the enhanced status code (RFC 3463), such as `5.7.1`, if it is not part of an address or
/// a number.
pub(super) fn status(text: &str, span: Span) -> Option<Spanned<String>> {
    let bytes = span.of(text).as_bytes();
    let mut at = 0;
    while at < bytes.len().min(LONGEST) {
        let digits = |from: usize| {
            bytes.iter().skip(from).take(4).take_while(|b| b.is_ascii_digit()).count()
        };
        let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied();
        let free = before.is_none_or(|b| !b.is_ascii_alphanumeric() && b != b'.' && b != b'/');
        if free
            && matches!(bytes.get(at), Some(b'2' | b'4' | b'5'))
            && bytes.get(at + 1) == Some(&b'.')
        {
            let subject = digits(at + 2);
            let dot = at + 2 + subject;
            let detail = digits(dot + 1);
            let end = dot + 1 + detail;
            let more =
                bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if (1..=3).contains(&subject)
                && (1..=3).contains(&detail)
                && bytes.get(dot) == Some(&b'.')
                && !more
                && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
            {
                let place = Span::new(span.start + at, span.start + end);
                return Some(Spanned::of(text, place));
            }
        }
        at += 1;
    }
    None
}

/// Phrases before the name of the host that refused, in lower case, the most reliable first.
const HOSTS: [&str; 12] = [
    "remote system: dns;",
    "host ",
    "while talking to ",
    "recipient domain ",
    "giving up on ",
    "connected to ",
    "remote server ",
    "response from ",
    "mail server for ",
    "mail exchanger ",
    "remote system: ",
    "by ",
];

/// Returns the host that refused, if the words name it: `host H[IP] said`, `while talking to H`.
pub(super) fn host(words: &SearchText<'_>, span: Span) -> Option<Spanned<String>> {
    let text = words.text;
    let span = Span::new(span.start, text.floor_char_boundary(span.start + LONGEST).min(span.end));
    HOSTS.iter().find_map(|mark| {
        words.find_all(span, mark).take(20).find_map(|found| {
            let before = Span::new(found.start.saturating_sub(1), found.start).of(text);
            let free = !before.starts_with(|c: char| c.is_ascii_alphanumeric());
            let rest = Span::new(found.end, span.end).trim(text);
            let name: usize = rest
                .of(text)
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
                .map(char::len_utf8)
                .sum();
            let host = Span::new(rest.start, rest.start + name);
            let value = host.of(text).trim_end_matches('.');
            let ends = rest.of(text).get(name..).is_none_or(|r| !r.starts_with(['@', '=']));
            (free && ends && value.contains('.') && !value.starts_with(['.', '-'])).then(|| {
                Spanned::new(Span::new(host.start, host.start + value.len()), value.to_owned())
            })
        })
    })
}

/// Signs of a stage, in lower case, the most reliable first.
const STAGES: [(&str, Stage); 54] = [
    ("(in reply to end of data", Stage::Data),
    ("(in reply to data", Stage::Data),
    ("(in reply to rcpt", Stage::Rcpt),
    ("(in reply to mail", Stage::Mail),
    ("(in reply to ehlo", Stage::Ehlo),
    ("(in reply to helo", Stage::Ehlo),
    ("in reply to end of data", Stage::Data),
    ("refused to talk to me", Stage::Connect),
    ("after end of data", Stage::Data),
    ("after rcpt to", Stage::Rcpt),
    ("after mail from", Stage::Mail),
    ("after data", Stage::Data),
    ("after ehlo", Stage::Ehlo),
    ("after helo", Stage::Ehlo),
    ("after rcpt command", Stage::Rcpt),
    ("after mail command", Stage::Mail),
    ("after data command", Stage::Data),
    ("after initial connection", Stage::Connect),
    ("did not like our rcpt", Stage::Rcpt),
    ("did not like our mail", Stage::Mail),
    ("did not like our data", Stage::Data),
    ("did not like our final", Stage::Data),
    ("[rcpt_to]", Stage::Rcpt),
    ("[mail_from]", Stage::Mail),
    ("[data]", Stage::Data),
    ("(state 13)", Stage::Mail),
    ("(state 14)", Stage::Rcpt),
    ("(state 15)", Stage::Data),
    ("(state 17)", Stage::Data),
    ("(state 18)", Stage::Data),
    ("does not like recipient", Stage::Rcpt),
    ("but recipient was rejected", Stage::Rcpt),
    ("but sender was rejected", Stage::Mail),
    ("failed after i sent the message", Stage::Data),
    ("while performing the helo handshake", Stage::Ehlo),
    ("while performing the ehlo handshake", Stage::Ehlo),
    ("while receiving the initial server greeting", Stage::Connect),
    ("while sending mail from", Stage::Mail),
    ("while sending rcpt to", Stage::Rcpt),
    ("while sending message body", Stage::Data),
    ("while sending end of data", Stage::Data),
    ("but my name was rejected", Stage::Ehlo),
    ("progress was rcpt to response", Stage::Rcpt),
    ("following rcpt command", Stage::Rcpt),
    ("accept your message (data)", Stage::Data),
    ("for text command", Stage::Data),
    ("for rcpt command", Stage::Rcpt),
    ("for mail command", Stage::Mail),
    ("smtp:rcpt host", Stage::Rcpt),
    ("smtp:data host", Stage::Data),
    ("smtp:mail host", Stage::Mail),
    ("-------smtp command data", Stage::Data),
    ("-------smtp command rcpt", Stage::Rcpt),
    ("-------smtp command mail", Stage::Mail),
];

/// Signs that count only if no dialogue is shown.
const VAGUE: [(&str, Stage); 2] =
    [("connection timed out", Stage::Connect), ("connection refused", Stage::Connect)];

/// Returns the stage that the words name.
pub(super) fn stage(words: &SearchText<'_>, span: Span) -> Option<Stage> {
    let named = |signs| words.first(span, signs).copied();
    named(&STAGES).or_else(|| dialogue(words.plain(span))).or_else(|| named(&VAGUE))
}

/// Returns the stage of the last command (`>>> RCPT To:<x>`) before the reply that refused.
fn dialogue(plain: &str) -> Option<Stage> {
    let mut last = None;
    let mut tokens = plain.split(' ');
    while let Some(token) = tokens.next() {
        match token {
            ">>>" | "in:" | "c:" => last = tokens.next().and_then(command_stage).or(last),
            "<<<" | "out:" | "s:" if tokens.next().is_some_and(|t| t.starts_with(['4', '5'])) => {
                return last;
            }
            _ => {}
        }
    }
    None
}

fn command_stage(command: &str) -> Option<Stage> {
    [
        ("rcpt", Stage::Rcpt),
        ("mail", Stage::Mail),
        ("data", Stage::Data),
        (".", Stage::Data),
        ("ehlo", Stage::Ehlo),
        ("helo", Stage::Ehlo),
    ]
    .iter()
    .find(|(word, _)| command.starts_with(word))
    .map(|(_, stage)| *stage)
}

/// Returns the reply in a form for matching: in lower case, unfolded, with plain quotes for
/// typographic ones, and with the marks `550-5.7.26` of a multiline reply (RFC 5321 §4.2.1) only at
/// the front.
pub(super) fn matchable(text: &str, span: Span) -> String {
    let mut lower = front(text, span).to_ascii_lowercase();
    // Both are rare, so most replies are not copied for them.
    if !lower.is_ascii() {
        lower = lower.replace(['\u{2018}', '\u{2019}'], "'");
    }
    // Soft line breaks of quoted-printable (RFC 2045 §6.7) stay where a part came undecoded.
    if lower.contains('=') {
        lower = lower.replace("=\r\n", "").replace("=\n", "");
    }
    let mut out = String::with_capacity(lower.len());
    let mut marks = 0;
    for word in lower.split_ascii_whitespace() {
        if marks > 1 && word.starts_with(['4', '5']) && is_mark(word) {
            continue;
        }
        marks += 1 + usize::from(marks < 2 && word.contains('-'));
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns `true` for `550`, `550-`, `5.7.26` and `550-5.7.26`, but not for a code with other words
/// after the hyphen.
fn is_mark(word: &str) -> bool {
    let code = |w: &str| {
        w.len() == 3 && w.starts_with(['4', '5']) && w.bytes().all(|b| b.is_ascii_digit())
    };
    let status = |w: &str| {
        let mut numbers = w.split('.');
        let class = matches!(numbers.next(), Some("4" | "5"));
        class
            && numbers.clone().count() == 2
            && numbers
                .all(|n| !n.is_empty() && n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    match word.split_once('-') {
        Some((first, rest)) => code(first) && (rest.is_empty() || status(rest)),
        None => code(word) || status(word),
    }
}

/// Returns at most [`LONGEST`] bytes from the front, cut at a character boundary.
fn front(text: &str, span: Span) -> &str {
    let words = span.of(text);
    words.get(..words.floor_char_boundary(LONGEST)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Span {
        Span::new(0, text.len())
    }

    #[test]
    fn codes_are_words_and_addresses_are_none() {
        let code = |text: &str| code(text, all(text)).map(|c| c.value);
        assert_eq!(code("550 5.1.1 no"), Some(550));
        assert_eq!(code("host mx[192.0.2.5] said: 450-4.2.0 x"), Some(450));
        assert_eq!(code("#550 5.1.1 RESOLVER"), Some(550));
        assert_eq!(code("250 ok then 554 no"), Some(554));
        assert_eq!(code("192.0.2.550 and A5501"), None);
    }

    #[test]
    fn status_codes_are_not_cut_out_of_addresses() {
        let status = |text: &str| status(text, all(text)).map(|s| s.value);
        assert_eq!(status("550-5.7.26 x"), Some("5.7.26".to_owned()));
        assert_eq!(status("gone (#5.1.1)"), Some("5.1.1".to_owned()));
        assert_eq!(status("from 5.6.7.8 and 4.1.2x"), None);
    }

    #[test]
    fn hosts_and_stages_are_read_out_of_the_sentence() {
        let text =
            "host mx.example.org[192.0.2.1] said: 550 no (in reply to end\n    of DATA command)";
        let words = SearchText::new(text, all(text));
        assert_eq!(host(&words, words.span).map(|h| h.value), Some("mx.example.org".to_owned()));
        assert_eq!(stage(&words, words.span), Some(Stage::Data));
        let session = ">>> MAIL From:<a@example.org>\n<<< 250 ok\n>>> RCPT To:<b@example.org>\n\
                       <<< 550 no\n>>> DATA\n";
        let words = SearchText::new(session, all(session));
        assert_eq!(stage(&words, words.span), Some(Stage::Rcpt));
    }

    #[test]
    fn lines_of_one_reply_are_joined() {
        let text = "550-5.7.26 This mail has been\n    blocked 550-5.7.26 because the sender\n \
                    550 5.7.26 isn\u{2019}t known";
        assert_eq!(
            matchable(text, all(text)),
            "550-5.7.26 this mail has been blocked because the sender isn't known"
        );
    }
}
