//! All line breaks lost: they are put back where fields, recipients, the dialogue with the server
//! and the well-known sentences of notices begin.

use super::lines::{Lines, is_blank};
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{Map, Undone};
use crate::span::Span;

/// Lines that are left, at most, and how long the longest is at least.
const LINES: usize = 3;
const SHORTEST: usize = 100;

/// Bytes that a sentence or a name is looked for in.
const NEAR: usize = 96;

pub(super) fn undo(text: &str, map: &Map) -> Option<Undone> {
    let lines = Lines::new(text, Span::new(0, text.len())).map(|line| line.span);
    let (mut filled, mut longest) = (0, Span::default());
    for line in lines.filter(|line| !is_blank(line.of(text))) {
        filled += 1;
        if filled > LINES {
            return None;
        }
        if line.len() > longest.len() {
            longest = line;
        }
    }
    if longest.len() < SHORTEST || longest.len() * 4 < text.len() * 3 {
        return None;
    }
    let breaks = breaks(text, longest);
    // One field may quote the name of another.
    if breaks.sure < 2 && !breaks.notice {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for (at, kind) in breaks.places {
        let blank =
            text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        let with = match kind {
            Break::Line => "\n",
            Break::Paragraph => "\n\n",
        };
        rewrite.replace(Span::new(at, at + blank), with);
    }
    rewrite.done("joined")
}

#[derive(Clone, Copy)]
enum Break {
    Line,
    Paragraph,
}

#[derive(Default)]
struct Breaks {
    // At blanks, in order.
    places: Vec<(usize, Break)>,
    // Names of fields that only mail has.
    sure: usize,
    notice: bool,
}

impl Breaks {
    fn put(&mut self, at: usize, kind: Break) {
        if self.places.last().is_none_or(|(last, _)| *last < at) {
            self.places.push((at, kind));
        }
    }
}

fn breaks(text: &str, line: Span) -> Breaks {
    let mut found = Breaks::default();
    let mut before = "";
    let mut at = line.start;
    // Behind a sentence that a recipient or a reply follows; between two rules.
    let mut pending: Option<(usize, Break)> = None;
    let mut ruled = false;
    let mut header = false;
    while at < line.end {
        let rest = Span::new(at, line.end).of(text);
        let length = rest.find(' ').unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let here = at.saturating_sub(1).max(line.start);
        let first = at == line.start;
        if let Some((end, kind)) = pending
            && at >= end
        {
            found.put(here, kind);
            pending = None;
        }
        let near = rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or("");
        let sentence = SENTENCES.iter().find(|sentence| {
            near.get(..sentence.words.len())
                .is_some_and(|near| near.eq_ignore_ascii_case(sentence.words))
        });
        let rule = word.len() >= 3 && word.bytes().all(|b| matches!(b, b'-' | b'=' | b'_'));
        if let Some(sentence) = sentence {
            found.notice = true;
            if !first && sentence.before && !ruled {
                found.put(here, Break::Paragraph);
            }
            if sentence.after {
                pending = Some((at + sentence.words.len(), Break::Paragraph));
            }
            header = false;
        } else if rule {
            if !ruled && !first {
                found.put(here, Break::Paragraph);
            }
            if ruled {
                pending = Some((at + length, Break::Paragraph));
            }
            ruled = !ruled;
            header = false;
        } else if let Some(sure) = field(word) {
            // `To: <x>:` of an error in words is one; `MAIL From:<x>` is none.
            let dialogue =
                matches!(before, "RCPT" | "MAIL" | "rcpt" | "mail" | "after" | "command");
            if !first && !dialogue && (sure || header) {
                found.put(here, if header { Break::Line } else { Break::Paragraph });
                header = true;
            }
            header |= first;
            found.sure += usize::from(sure && !dialogue);
            ruled = false;
        } else if !first
            && is_recipient(word)
            && !before.ends_with("TO:")
            && !before.ends_with("To:")
        {
            found.put(here, Break::Paragraph);
        } else if !first && matches!(word, ">>>" | "<<<") {
            found.put(here, Break::Line);
        }
        before = word;
        at += length + 1;
    }
    found
}

/// `Name:`, and whether text other than mail does not hold it; `Name:value` of a known name.
fn field(word: &str) -> Option<bool> {
    let (name, _) = word.split_once(':')?;
    let fits = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits {
        return None;
    }
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let mail = known(name).is_some() || is(&REPORT) || name.starts_with("X-");
    let weak = is(&["Action", "Status", "Date", "To", "From", "Cc"]);
    (mail && (word.ends_with(':') || name.contains('-'))).then_some(!weak)
}

/// `<a@example.org>:`.
fn is_recipient(word: &str) -> bool {
    word.starts_with('<') && word.ends_with(">:") && word.contains('@')
}

/// Fields of RFC 3464 and around it.
const REPORT: [&str; 14] = [
    "Reporting-MTA",
    "Received-From-MTA",
    "Arrival-Date",
    "Final-Recipient",
    "Original-Recipient",
    "Action",
    "Status",
    "Remote-MTA",
    "Diagnostic-Code",
    "Last-Attempt-Date",
    "Will-Retry-Until",
    "Final-Log-ID",
    "Thread-Topic",
    "Original-Envelope-Id",
];

/// A sentence of notices that stands at the beginning of a line; what follows may, too.
struct Sentence {
    words: &'static str,
    before: bool,
    after: bool,
}

const fn line(words: &'static str) -> Sentence {
    Sentence { words, before: true, after: true }
}

const fn start(words: &'static str) -> Sentence {
    Sentence { words, before: true, after: false }
}

const fn end(words: &'static str) -> Sentence {
    Sentence { words, before: false, after: true }
}

/// Gmail, Exchange, Postfix, Sendmail, Exim, qmail, and others.
const SENTENCES: [Sentence; 60] = [
    line("Delivery to the following recipient failed permanently:"),
    line("Delivery to the following recipients failed."),
    line("Delivery to the following recipients failed:"),
    line("Delivery to the following recipient has been delayed:"),
    start("Technical details of permanent failure:"),
    start("Technical details of temporary failure:"),
    end("The error that the other server returned was:"),
    line("** Address not found **"),
    line("** Message blocked **"),
    line("** Message not delivered **"),
    line("** Delivery incomplete **"),
    line("** Message rejected **"),
    line("** Recipient inbox full **"),
    start("Your message wasn't delivered to"),
    line("The response was:"),
    line("The response from the remote server was:"),
    line("Delivery has failed to these recipients or groups:"),
    line("Delivery has failed to these recipients or distribution lists:"),
    line("Diagnostic information for administrators:"),
    start("Generating server:"),
    start("Remote Server returned"),
    line("Original message headers:"),
    end("rejected your message to the following email addresses:"),
    end("rejected your message to the following e-mail addresses:"),
    start("This is the mail system at host"),
    start("This is the Postfix program at host"),
    start("I'm sorry to have to inform you"),
    start("For further assistance, please send mail to"),
    start("If you do so, please include this problem report."),
    line("The mail system"),
    line("The Postfix program"),
    end("permanent fatal errors -----"),
    end("Transcript of session follows -----"),
    start("(reason:"),
    start("(expanded from:"),
    start("... while talking to"),
    start("This message was created automatically by mail delivery software"),
    end("The following address(es) failed:"),
    end("The following addresses failed:"),
    end(
        "could not be delivered to one or more of its recipients. The following address(es) failed:",
    ),
    start("SMTP error from remote"),
    start("Hi. This is the qmail-send program"),
    end("Sorry it didn't work out."),
    end("to the following addresses."),
    line("--- Below this line is a copy of the message."),
    line("--- Enclosed is a copy of the message."),
    end("This is a copy of the message, including all the headers. ------"),
    start("This is the MAILER-DAEMON, please DO NOT REPLY"),
    end("the following list of recipients:"),
    line("Below is a copy of the original message:"),
    line("Original message follows."),
    line("Message headers follow."),
    end("did not reach the following recipient(s):"),
    end("to the following recipients:"),
    end("was not delivered to:"),
    line("because:"),
    start("Technical report:"),
    line("Each of the following recipients was rejected by a remote mail server."),
    start("Recipient address:"),
    start("Diagnostic code:"),
];
