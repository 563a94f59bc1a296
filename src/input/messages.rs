//! Several messages in one paste: an mbox, or messages pasted one after the other.
//!
//! What one message holds of another is no second message of the paste: an attached or returned
//! message, header fields that a body quotes. Where that is not sure it is taken for one message.

use super::lines::{Lines, field_name, is_blank};
use crate::bytes::begins;
use crate::mail_system::Writer;
use crate::message::Message;
use crate::span::Span;
use crate::syntax::mime;

/// Messages of one paste that are listed; the rest is counted.
pub const MOST_MESSAGES: usize = 1_000;

/// The messages of a paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    /// Where they stand, in order; empty where the paste holds only one.
    pub spans: Vec<Span>,
    /// How many there are, beyond the limit too.
    pub count: usize,
}

/// Finds the messages of `text`, at most [`MOST_MESSAGES`].
pub fn messages(text: &str) -> Messages {
    let mut walk = Walk::default();
    let mut free = true;
    let mut lines = Lines::new(text, Span::new(0, text.len()));
    while let Some(line) = lines.next() {
        let words = line.span.of(text);
        let closed = walk.closes(words);
        if !closed && (is_blank(words) || is_rule(words)) {
            free = true;
            continue;
        }
        if free && !closed {
            let head = Head::parse(text, line.span.start);
            if walk.begins(&head) {
                walk.begin(text, &head);
                walk.kept = line.next.max(head.span.end);
                lines = Lines::new(text, Span::new(walk.kept, text.len()));
                continue;
            }
            walk.segment = Segment { part: words.starts_with("--"), ..Segment::default() };
        }
        walk.segment.add(words);
        walk.kept = line.next;
        free = closed;
        walk.body(closed);
    }
    walk.finish(text)
}

#[derive(Default)]
struct Walk {
    // Where messages start; the end of each but the last.
    starts: Vec<usize>,
    ends: Vec<usize>,
    count: usize,
    mbox: bool,
    notice: bool,
    // Delimiter of the open multipart body, `--` included.
    delimiter: Option<String>,
    body: Body,
    segment: Segment,
    // The end of the last line that is neither blank nor a rule.
    kept: usize,
}

/// How far the message before has come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Body {
    /// No message yet.
    #[default]
    Before,
    /// Nothing but header fields.
    Fields,
    /// In a body that says where it ends, or that holds a message.
    Open,
    /// In a body that does not say where it ends.
    Text,
    /// After the last delimiter.
    Ended,
}

/// The lines before a blank one.
#[derive(Default)]
struct Segment {
    // It begins like a part of a multipart and has fields.
    part: bool,
    fields: bool,
    // Its last line announces what follows.
    announces: bool,
}

impl Segment {
    fn add(&mut self, words: &str) {
        self.fields |= field_name(words).is_some();
        self.announces = words.trim_end().ends_with(':')
            || (words.starts_with("---") && words.trim_end().contains(' '));
    }
}

impl Walk {
    fn closes(&self, words: &str) -> bool {
        self.delimiter.as_deref().is_some_and(|delimiter| {
            words.strip_prefix(delimiter).is_some_and(|rest| rest.trim_end() == "--")
        })
    }

    fn body(&mut self, closed: bool) {
        self.body = match self.body {
            _ if closed => Body::Ended,
            Body::Fields if self.delimiter.is_some() => Body::Open,
            Body::Fields => Body::Text,
            other => other,
        };
        if closed {
            self.delimiter = None;
        }
    }

    fn begins(&self, head: &Head) -> bool {
        if self.body == Body::Before {
            return head.is_message();
        }
        let inside = (self.segment.part && self.segment.fields) || self.segment.announces;
        if self.mbox {
            return head.mbox && head.fields > 0 && (self.body == Body::Ended || !inside);
        }
        let whole = head.starts_as_delivered && head.from && head.dated;
        whole
            && match self.body {
                Body::Fields | Body::Ended => !self.notice || head.notice,
                // What a notice returns is seldom a notice, and then it is announced.
                Body::Text | Body::Open => self.notice && head.notice && !inside,
                Body::Before => false,
            }
    }

    fn begin(&mut self, text: &str, head: &Head) {
        self.count += 1;
        if self.body == Body::Before {
            self.mbox = head.mbox;
            self.starts.push(0);
        } else if self.starts.len() < MOST_MESSAGES {
            self.ends.push(self.kept);
            self.starts.push(head.span.start);
        } else if self.ends.len() < MOST_MESSAGES {
            self.ends.push(self.kept);
        }
        self.notice = head.notice || head.maybe_notice;
        self.segment = Segment::default();
        let kind = head.kind.map(|kind| Span::new(kind, head.span.end));
        // The first line is one field.
        let message = kind.map(|span| Message::parse(text, span, 1));
        let field = message.as_ref().and_then(|message| message.first("content-type"));
        let value = field.map(|field| mime::parse(text, field.value(), true));
        let (kind, boundary) = value.map_or((String::new(), None), |value| {
            let boundary = value.parameter(text, "boundary").map(|p| format!("--{}", p.value));
            (value.kind, boundary)
        });
        self.delimiter = boundary.filter(|b| b.len() > 2 && kind.starts_with("multipart/"));
        self.body = if kind.starts_with("message/") { Body::Open } else { Body::Fields };
    }

    fn finish(mut self, text: &str) -> Messages {
        if self.count < 2 {
            return Messages { spans: Vec::new(), count: self.count };
        }
        self.ends.push(text.len());
        let spans = self.starts.iter().zip(&self.ends).map(|(s, e)| Span::new(*s, *e)).collect();
        Messages { spans, count: self.count }
    }
}

/// The lines from some place to the next blank line or rule, as the head of a message.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen")]
struct Head {
    span: Span,
    // Where the field stands that says what the body is.
    kind: Option<usize>,
    // Whether the line of an mbox stands in front.
    mbox: bool,
    fields: usize,
    starts_as_delivered: bool,
    from: bool,
    dated: bool,
    addressed: bool,
    // Written by a mail system; surely so, or perhaps by its postmaster.
    notice: bool,
    maybe_notice: bool,
}

impl Head {
    fn parse(text: &str, start: usize) -> Self {
        let mut head = Self { span: Span::empty(start), ..Self::default() };
        for (number, line) in Lines::new(text, Span::new(start, text.len())).enumerate() {
            let words = line.span.of(text);
            if is_blank(words) || is_rule(words) {
                break;
            }
            if number == 0 && is_mbox_line(words) {
                head.mbox = true;
            } else if !words.starts_with([' ', '\t']) {
                match field_name(words).filter(|name| is_plain(name)) {
                    Some(name) => {
                        if head.kind.is_none() && name.eq_ignore_ascii_case("content-type") {
                            head.kind = Some(line.span.start);
                        }
                        head.add(name, words);
                    }
                    None if head.fields == 0 => break,
                    None => {}
                }
            }
            head.span.end = line.next;
        }
        head
    }

    fn add(&mut self, name: &str, words: &str) {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if self.fields == 0 {
            self.starts_as_delivered =
                self.mbox || DELIVERED.iter().any(|known| is(known)) || begins(name, "x-");
        }
        self.fields += 1;
        self.dated |= is("date") || is("message-id") || is("received");
        self.addressed |= is("to") || is("subject");
        if is("from") {
            self.from = true;
            let writer = Writer::of(words);
            self.notice |= writer == Writer::System;
            self.maybe_notice |= writer.may_be_system();
        }
        self.notice |= is("x-failed-recipients");
    }

    fn is_message(&self) -> bool {
        (self.from && (self.dated || self.addressed)) || (self.mbox && self.fields > 0)
    }
}

/// What servers put above the fields of the writer.
const DELIVERED: [&str; 10] = [
    "Received",
    "Return-Path",
    "Delivered-To",
    "Envelope-To",
    "Authentication-Results",
    "ARC-Seal",
    "ARC-Authentication-Results",
    "Received-SPF",
    "DKIM-Signature",
    "DomainKey-Signature",
];

fn is_plain(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// A line drawn between two things.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'_' | b'*' | b'#' | b'~'))
}

/// `From ` with a date (RFC 4155): weekday and month in English, then the time.
fn is_mbox_line(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let mut before = "";
    rest.split(' ').filter(|word| !word.is_empty()).take(12).any(|word| {
        let dated = DAYS.contains(&before) && MONTHS.contains(&word);
        before = word;
        dated
    })
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str =
        "Received: by a.example.org\nFrom: a@example.org\nSubject: one\nDate: today\n";
    const SECOND: &str =
        "Return-Path: <b@example.net>\nFrom: b@example.net\nSubject: two\nDate: today\n";
    const NOTICE: &str =
        "Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: Undelivered\nDate: today\n";

    fn found(text: &str) -> Vec<&str> {
        messages(text).spans.into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn header_blocks_one_after_the_other_are_messages() {
        for between in ["\n", "\n\n\n", "\n-----\n\n", "==========\n"] {
            let text = format!("{FIRST}{between}{SECOND}{between}{FIRST}");
            assert_eq!(found(&text), [FIRST, SECOND, FIRST], "{between:?}");
        }
        assert_eq!(found(FIRST), Vec::<&str>::new());
    }

    #[test]
    fn an_mbox_is_split_at_its_lines() {
        let line = "From a@example.org Mon Jan  1 00:00:00 2024\n";
        let text =
            format!("{line}{FIRST}\nHello\n\n{line}{SECOND}\nFrom here on: text\n\n{line}A: b\n");
        let all = found(&text);
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|message| message.starts_with(line)));
    }

    #[test]
    fn an_mbox_line_inside_a_bounce_is_none() {
        let line = "From a@example.org Mon Jan  1 00:00:00 2024\n";
        for before in [
            "----- Unsent message follows -----\n\n",
            "Here it is:\n\n",
            "--b\nContent-Type: message/rfc822\n\n",
        ] {
            let text = format!("{line}{NOTICE}\nSorry.\n\n{before}{line}{SECOND}\n");
            assert_eq!(found(&text), Vec::<&str>::new(), "{before:?}");
        }
    }

    #[test]
    fn after_the_end_of_a_multipart_the_next_may_begin() {
        let head = "Received: x\nFrom: a@example.org\nContent-Type: multipart/mixed; boundary=b\n";
        let inside = format!("{head}Date: x\n\n--b\n\nText\n\n{SECOND}\n");
        assert_eq!(found(&inside), Vec::<&str>::new());
        let text = format!("{inside}--b--\n\n{SECOND}\nBye\n");
        assert_eq!(found(&text).len(), 2);
        assert!(found(&text).last().is_some_and(|second| second.starts_with("Return-Path")));
    }

    #[test]
    fn quoted_and_returned_headers_are_no_second_message() {
        for text in [
            format!("{NOTICE}\nSorry.\n\n{}", SECOND.replace("b@", "postmaster@")),
            format!("Sorry.\n\n<b@example.net>:\nFrom: b@example.net\n\n{SECOND}"),
            format!("{FIRST}\nPlease look at this:\n\n{SECOND}"),
            format!("{NOTICE}\n{SECOND}"),
            format!("{NOTICE}\nSorry.\n\n{SECOND}\nHello\n"),
            format!("{FIRST}Content-Type: message/rfc822\n\n{SECOND}"),
            format!("{FIRST}\nFrom: c@example.org\nDate: x\nSubject: an older one\n\nHello\n"),
            format!("Received: a\n\n{SECOND}"),
        ] {
            assert_eq!(found(&text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn several_bounces_are_told_apart() {
        let text = format!("{NOTICE}\nSorry.\n\n{FIRST}\nHello\n\n{NOTICE}\nSorry.\n\n{SECOND}\n");
        let all = found(&text);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|message| message.starts_with(NOTICE)));
    }

    #[test]
    fn beyond_the_limit_they_are_counted() {
        let text = format!("{FIRST}\n").repeat(MOST_MESSAGES + 5);
        let all = messages(&text);
        assert_eq!((all.spans.len(), all.count), (MOST_MESSAGES, MOST_MESSAGES + 5));
        assert_eq!(all.spans.last().map(|span| span.of(&text)), Some(FIRST));
    }
}
