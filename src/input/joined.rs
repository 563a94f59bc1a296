//! All line breaks lost: they are put back where fields, recipients, the dialogue with the server
//! and the well-known sentences of notices begin.

use super::draft::Draft;
use super::lines::{Lines, is_blank};
use super::recognise::known;
use super::rewrite::Rewrite;
use super::{RepairKind, Undone};
use crate::span::Span;

/// Lines that are left, at most, and how long the longest is at least.
const LINES: usize = 3;
const SHORTEST: usize = 100;

pub(super) fn undo(draft: &Draft<'_>) -> Option<Undone> {
    let &Draft { text, map, .. } = draft;
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
    let field = longest.of(text).split(' ').next().is_some_and(|word| field(word).is_some());
    if breaks.sure < 2 && (field || !breaks.notice) {
        return None;
    }
    let mut rewrite = Rewrite::new(text, map);
    for (at, kind) in breaks.places {
        let blank =
            text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        let with = match kind {
            Break::Line => "\n",
            Break::Paragraph => "\n\n",
            Break::Indented => "\n  ",
        };
        rewrite.replace(Span::new(at, at + blank), with);
    }
    rewrite.done(RepairKind::Joined)
}

#[derive(Clone, Copy)]
enum Break {
    Line,
    Paragraph,
    Indented,
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
        match self.places.last_mut() {
            Some((last, old)) if *last == at && matches!(kind, Break::Indented) => *old = kind,
            Some((last, _)) if *last >= at => {}
            _ => self.places.push((at, kind)),
        }
    }
}

fn breaks(text: &str, line: Span) -> Breaks {
    let mut walk = Walk { line, ..Walk::default() };
    let mut at = line.start;
    while at < line.end {
        let rest = Span::new(at, line.end).of(text);
        let length = rest.find(' ').unwrap_or(rest.len());
        walk.word(at, rest, rest.get(..length).unwrap_or(""));
        at += length + 1;
    }
    walk.found
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen")]
struct Walk<'t> {
    line: Span,
    found: Breaks,
    before: &'t str,
    // Behind a sentence that a recipient or a reply follows.
    pending: Option<usize>,
    // Where recipients are named one after the other.
    recipients: bool,
    // Between two rules.
    ruled: bool,
    header: bool,
    // In fields that a notice only shows.
    shown: bool,
}

impl<'t> Walk<'t> {
    fn word(&mut self, at: usize, rest: &'t str, word: &'t str) {
        let first = at == self.line.start;
        let here = at.saturating_sub(1).max(self.line.start);
        if self.pending.is_some_and(|end| at >= end) {
            self.found.put(here, Break::Paragraph);
            self.pending = None;
            self.recipients = true;
        }
        let end = at + word.len();
        if let Some(sentence) = sentence(rest) {
            self.found.notice = true;
            if !first && sentence.before && !self.ruled {
                self.found.put(here, Break::Paragraph);
            }
            self.pending = sentence.after.then_some(at + sentence.words.len()).or(self.pending);
            self.header = false;
            self.recipients = false;
            self.shown = sentence.words.ends_with("fields:");
        } else if is_rule(word) {
            if self.ruled {
                self.pending = Some(end);
                self.found.notice = true;
            } else if !first {
                self.found.put(here, Break::Paragraph);
            }
            self.ruled = !self.ruled;
            self.header = false;
        } else if let Some(sure) = field(word).filter(|_| !DIALOGUE.contains(&self.before)) {
            let begins = sure || self.header || first;
            if begins && !first {
                let kind = if self.header { Break::Line } else { Break::Paragraph };
                self.found.put(here, if self.shown { Break::Indented } else { kind });
            }
            self.header |= begins;
            self.found.sure += usize::from(begins);
            self.ruled = false;
        } else if !self.header {
            self.words_of_a_notice(here, end, rest, word);
        }
        if self.pending.is_none_or(|end| at >= end) && !is_address(word) && word != "*" {
            self.recipients = false;
        }
        self.before = word;
    }

    fn words_of_a_notice(&mut self, here: usize, end: usize, rest: &str, word: &str) {
        let first = here == self.line.start;
        let next = rest.get(word.len() + 1..).unwrap_or("");
        if is_recipient(word) && !self.before.ends_with("TO:") {
            // Behind a code it belongs to the server's words.
            let code = self.before.ends_with(|c: char| c.is_ascii_digit());
            self.found.notice |= self.before.ends_with(['.', ':', ')']);
            if !first && !code {
                self.found.put(here, Break::Paragraph);
            }
        } else if is_address(word) {
            let code = next.bytes().take_while(u8::is_ascii_digit).count() == 3;
            let alone = ALONE.iter().any(|word| next.starts_with(word))
                || is_rule(next.split(' ').next().unwrap_or(""));
            if alone || self.recipients || (code && word.ends_with(':')) {
                if !first {
                    self.found.put(here, Break::Line);
                }
                if !code && !next.starts_with("on ") && !next.starts_with("Invalid") {
                    self.found.put(end, Break::Line);
                }
            }
        } else if matches!(word, ">>>" | "<<<") && !first {
            self.found.put(here, Break::Line);
        }
    }
}

fn sentence(rest: &str) -> Option<&'static Sentence> {
    SENTENCES.iter().find(|sentence| rest.starts_with(sentence.words))
}

fn is_rule(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| matches!(b, b'-' | b'=' | b'_'))
}

/// An address that is not part of a sentence: nothing but marks around it.
fn is_address(word: &str) -> bool {
    let inner = word.trim_matches(['<', '>', '"', ':', ',']);
    inner.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.ends_with('.')
            && !inner.contains(['(', ')', '=', ';', '\''])
    })
}

/// Words before `FROM:` and `TO:` of SMTP.
const DIALOGUE: [&str; 4] = ["RCPT", "MAIL", "rcpt", "mail"];

/// What follows a recipient that stands on a line of its own.
const ALONE: [&str; 13] = [
    "SMTP error from",
    "(reason:",
    "#5",
    "#4",
    "Remote Server",
    "Invalid Address",
    "on Mon,",
    "on Tue,",
    "on Wed,",
    "on Thu,",
    "on Fri,",
    "on Sat,",
    "on Sun,",
];

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
    let weak =
        is(&["Action", "Status", "Date", "To", "From", "Cc", "Subject", "Reply-To", "Sender"]);
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
const SENTENCES: [Sentence; 87] = [
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
    start("Remote server returned"),
    start("This is a delivery status notification from"),
    line("UNDELIVERABLE MAIL"),
    end("recipients cannot be delivered:"),
    end("had delivery problems -----"),
    end("had delivery problems ---"),
    end("had delivery errors---"),
    end("The following address failed:"),
    start("For the following reason:"),
    end("The following recipients were affected:"),
    line("Additional Information"),
    end("одному или нескольким получателям:"),
    end("以下のメールアドレスへの送信に失敗しました。"),
    line("-------server message"),
    line("-------SMTP command"),
    line("-------original message"),
    line("-------original mail info"),
    line("Delivery to the following recipients failed permanently:"),
    start("Technical details:"),
    end("gave this error:"),
    end("Delivery to the following recipients has been delayed."),
    end("has not yet been delivered is:"),
    start("Sent by Microsoft Exchange Server"),
    start("Message will be retried"),
    start("Reported error:"),
    line("with the following header fields:"),
    start("Your message cannot be delivered"),
    end("permanent fatal errors -----"),
    end("Transcript of session follows -----"),
    start("(reason:"),
    start("(expanded from:"),
    start("... while talking to"),
    start("This message was created automatically by mail delivery software"),
    end("The following address(es) failed:"),
    end("The following addresses failed:"),
    end("could not be delivered to one or more of its recipients. The following address(es) \
         failed:"),
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
