//! Bounces: who refused, at which stage, with which words, and what they mean.

mod address;
mod explain;
mod formats;
mod outer;
mod parts;
mod reply;
mod report;
mod returned;
mod signs;
mod text;

use crate::input::lines::{Lines, is_blank};
use crate::input::{Clean, header_block};
use crate::message::Message;
use crate::span::{Span, Spanned};
use outer::Look;
use parts::Part;
use serde::Serialize;
use text::{Notice, Words};

/// Media types of the parts of `text[body]`, in order; `content_type` is the outer field's value.
pub(crate) fn part_kinds(text: &str, body: Span, content_type: Option<Span>) -> Vec<String> {
    parts::leaves(text, body, content_type).into_iter().map(|part| part.kind).collect()
}

/// More refused recipients than this are not read.
const MOST_FAILURES: usize = 100;

/// What the notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A refusal, final.
    Refused,
    /// A delay warning: the server still tries.
    Delayed,
    /// Delivered or relayed (a success notice).
    Delivered,
    /// A complaint report (RFC 5965).
    Complaint,
}

/// How far the SMTP dialogue went before the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Connecting, greeting, TLS.
    Connect,
    /// EHLO or HELO.
    Ehlo,
    /// MAIL FROM: the reverse-path.
    Mail,
    /// RCPT TO: the recipient.
    Rcpt,
    /// DATA, or the header fields and body after it.
    Data,
}

/// Who must act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The sender or their server.
    Sender,
    /// The recipient or their server.
    Recipient,
    /// Cannot be told from the reply.
    #[default]
    Either,
}

/// What a reply means: locale keys, not sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// `response.<id>` of the table of provider responses, where one matched.
    pub response: Option<&'static str>,
    /// `status.<code>` of the registry of enhanced status codes, where the code is known.
    pub status: Option<&'static str>,
    /// Who must act.
    pub side: Side,
    /// Lower-case names of the header fields that the reason points at.
    pub fields: Vec<&'static str>,
    /// Page to read, with nothing when there is none.
    pub reference: Option<&'static str>,
}

/// One refused recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Final-Recipient, or the address in the text.
    pub recipient: Option<Spanned<String>>,
    /// `failed`, `delayed` … of RFC 3464, lower case.
    pub action: Option<Spanned<String>>,
    /// Enhanced status code `5.7.1`.
    pub status: Option<Spanned<String>>,
    /// SMTP reply code.
    pub code: Option<Spanned<u16>>,
    /// The server's own words, untouched (may be folded).
    pub reply: Option<Span>,
    /// The host that refused.
    pub host: Option<Spanned<String>>,
    /// The provider it belongs to: id as in the response table (`gmail`, `outlook`, `yahoo` …).
    pub provider: Option<&'static str>,
    /// How far it went.
    pub stage: Option<Stage>,
    /// Whether trying the same again is useless; none where nothing says.
    pub permanent: Option<bool>,
    /// What it means.
    pub explanation: Explanation,
}

/// A notice of a mail system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// Locale key below `format.`: `rfc3464`, `gmail-2008`, `exchange-online`, `postfix` …
    pub format: &'static str,
    /// What it is.
    pub kind: NoticeKind,
    /// Whether the header block given as `outer` is the notice's own; false where it belongs to the
    /// returned message, to a part or to the status fields.
    pub own_header: bool,
    /// Who wrote the notice.
    pub reporter: Option<Spanned<String>>,
    /// Per recipient, in order.
    pub failures: Vec<Failure>,
    /// Returned header fields or message: the range of the (repaired) text, from the first field.
    pub returned: Option<Span>,
    /// Whether the returned part is a whole message and not only header fields.
    pub returned_whole: bool,
}

/// Reads a bounce. `outer` is the header block of the input, where it has one; without one the text
/// itself may be a notice (Gmail's of 2008) or only the status fields.
///
/// A header block that turns out to be part of the notice (its status fields, the header of one of
/// its parts, the returned message) is not taken for the outer one. None for everything that is no
/// notice, automatic answers included.
pub fn read(clean: &Clean<'_>, outer: Option<&Message<'_>>, max_fields: usize) -> Option<Bounce> {
    let text = clean.text.as_ref();
    let outer = outer.filter(|outer| outer::is_outer(text, outer));
    let body = match outer {
        Some(outer) => Span::new(outer.body_start.unwrap_or(text.len()), text.len()),
        None => Span::new(0, text.len()),
    };
    let content_type = outer.and_then(|outer| outer.first("content-type")).map(|f| f.value());
    let parts = parts::leaves(text, body, content_type);
    let mut bounce = read_parts(text, outer, &parts, max_fields)?;
    for failure in &mut bounce.failures {
        failure.permanent = permanent(failure).or(failure.permanent);
    }
    (!bounce.failures.is_empty() || bounce.kind == NoticeKind::Complaint).then_some(bounce)
}

fn read_parts(
    text: &str,
    outer: Option<&Message<'_>>,
    parts: &[Part],
    max_fields: usize,
) -> Option<Bounce> {
    let part = parts.iter().find(|part| part.is_returned());
    let mut returned = part.and_then(|part| first_field(text, part.body));
    if let Some(feedback) = parts.iter().find(|part| part.is_feedback()) {
        let mut failure = report::complaint(text, feedback.body, max_fields);
        if failure.recipient.is_none() {
            // Redacted or left out: whom the message was sent to.
            let message = returned.map(|span| Message::read(text, span, max_fields));
            let to = message.as_ref().and_then(|message| message.first("to"));
            let to = to.and_then(|field| address::within(text, field.value()));
            failure.recipient = to.map(|span| Spanned::new(span, span.of(text).to_owned()));
        }
        return Some(Bounce {
            format: "arf",
            kind: NoticeKind::Complaint,
            own_header: outer.is_some(),
            reporter: None,
            failures: vec![failure],
            returned,
            returned_whole: part.is_some_and(Part::is_message),
        });
    }
    let readable: Vec<Span> =
        parts.iter().filter(|part| part.is_text()).map(|part| part.body).collect();
    let mut fields = None;
    if let Some(status) = parts.iter().find(|part| part.is_status()) {
        fields = Some(report::read(text, status.body, max_fields));
    }
    // In a text without parts the returned message follows the notice.
    let mut notice_span = readable.first().copied().unwrap_or_default();
    if part.is_none() && fields.is_none() {
        let found = readable.iter().find_map(|span| report::find(text, *span));
        if let Some(span) = found {
            let report = report::read(text, span, max_fields);
            if !report.failures.is_empty() {
                let rest = Span::new(report.end, span.end);
                notice_span = Span::new(notice_span.start.min(span.start), span.start);
                returned = returned::find(text, rest).1;
                fields = Some(report);
            }
        }
    }
    if part.is_none() && fields.is_none() {
        let (end, block) = returned::find(text, notice_span);
        notice_span.end = end;
        returned = block;
    }
    let words = Words::new(text, notice_span);
    let has_fields = fields.as_ref().is_some_and(|report| !report.failures.is_empty());
    let notice = notice(&words, outer, has_fields);
    let whole = part.map_or_else(
        || returned.is_some_and(|span| Message::read(text, span, max_fields).body_start.is_some()),
        Part::is_message,
    );
    let written_by = notice.as_ref().and_then(|notice| notice.format.provider);
    let mut bounce = match (fields.filter(|_| has_fields), notice) {
        (Some(mut report), notice) => {
            if let Some(notice) = &notice {
                complement(&mut report.failures, notice);
            }
            Bounce {
                format: "rfc3464",
                kind: kind(&report.failures),
                own_header: outer.is_some(),
                reporter: report.reporter,
                failures: report.failures,
                returned,
                returned_whole: whole,
            }
        }
        (None, Some(mut notice)) => {
            for failure in &mut notice.failures {
                failure.permanent = match (notice.permanent, notice.delayed) {
                    (true, _) => Some(true),
                    (_, true) => Some(false),
                    _ => None,
                };
            }
            // The header is surer than an address found anywhere in the text.
            if let Some(named) = outer.and_then(outer::failed_recipient) {
                match notice.failures.as_mut_slice() {
                    [] => notice.failures.push(named),
                    [only] if matches!(notice.format.id, "text" | "google-groups") => {
                        only.recipient = named.recipient;
                    }
                    _ => {}
                }
            }
            Bounce {
                format: notice.format.id,
                kind: if notice.delayed { NoticeKind::Delayed } else { NoticeKind::Refused },
                own_header: outer.is_some(),
                reporter: notice.reporter,
                failures: notice.failures,
                returned,
                returned_whole: whole,
            }
        }
        (None, None) => return None,
    };
    for failure in &mut bounce.failures {
        // With a code the words are another server's, which the notice only quotes.
        explain::explain(text, failure, written_by.filter(|_| failure.code.is_none()));
    }
    Some(bounce)
}

// What the readable text says; none where it is no notice.
fn notice(words: &Words<'_>, outer: Option<&Message<'_>>, has_fields: bool) -> Option<Notice> {
    let look = outer.map(outer::look);
    let sent_as_notice = look == Some(Look::Notice);
    if let Some(format) = text::format(words) {
        let notice = text::read(words, format);
        let told = notice.failures.iter().any(|f| f.reply.is_some() || f.recipient.is_some());
        // A post that quotes a notice is a post.
        let believed = sent_as_notice || has_fields || outer.is_none_or(|o| !o.has("list-id"));
        return ((told || sent_as_notice) && believed).then_some(notice);
    }
    if has_fields {
        return Some(text::generic(words));
    }
    if outer.is_some_and(outer::is_automatic_answer) || look == Some(Look::Mail) {
        return None;
    }
    // Only text: a reply with an enhanced status, or of a host, or a telling phrase.
    let mut notice = text::generic(words);
    if outer.is_none()
        && let Some(failure) = text::reply_alone(words)
    {
        notice.failures = vec![failure];
    }
    let sure = |f: &Failure| f.code.is_some() && (f.status.is_some() || f.host.is_some());
    let sure = notice.failures.iter().any(sure);
    let told = words.has_any(&signs::NOTICE_PHRASES) && !notice.failures.is_empty();
    let believed = match look {
        Some(Look::Maybe) => sure,
        Some(_) => true,
        None => sure || told,
    };
    believed.then_some(notice)
}

// What the readable text knows and the fields do not: stage, host, the full reply.
fn complement(failures: &mut [Failure], notice: &Notice) {
    let alone = failures.len() == 1 && notice.failures.len() == 1;
    for failure in failures {
        let name = failure.recipient.as_ref().map(|r| r.value.as_str());
        let same = |other: &&Failure| {
            other.recipient.as_ref().zip(name).is_some_and(|(o, n)| o.value.eq_ignore_ascii_case(n))
        };
        let other = notice.failures.iter().find(same);
        let Some(other) = other.or_else(|| notice.failures.first().filter(|_| alone)) else {
            continue;
        };
        failure.stage = failure.stage.or(other.stage);
        if failure.host.is_none() {
            failure.host.clone_from(&other.host);
        }
        if failure.code.is_none() && (other.code.is_some() || failure.reply.is_none()) {
            failure.reply = other.reply.or(failure.reply);
            failure.code = other.code;
            let vague = failure.status.as_ref().is_none_or(|s| s.value.ends_with(".0.0"));
            if vague && other.status.is_some() {
                failure.status.clone_from(&other.status);
            }
        }
        if failure.recipient.as_ref().is_none_or(|r| !r.value.contains('@')) {
            failure.recipient.clone_from(&other.recipient);
        }
    }
}

fn kind(failures: &[Failure]) -> NoticeKind {
    let all = |words: &[&str]| {
        failures.iter().all(|failure| {
            failure.action.as_ref().is_some_and(|action| words.contains(&action.value.as_str()))
        })
    };
    if all(&["delayed"]) {
        NoticeKind::Delayed
    } else if all(&["delivered", "relayed", "expanded", "deliverable"]) {
        NoticeKind::Delivered
    } else {
        NoticeKind::Refused
    }
}

// RFC 3463 §3.1: the class tells; RFC 5321 §4.2.1 says the same of the reply code.
fn permanent(failure: &Failure) -> Option<bool> {
    let class = failure.status.as_ref().and_then(|status| status.value.chars().next());
    let by_code = || {
        let class = failure.code.as_ref().map(|code| u32::from(code.value / 100));
        class.and_then(|class| char::from_digit(class, 10))
    };
    match class.or_else(by_code) {
        Some('5') => return Some(true),
        Some('4') => return Some(false),
        _ => {}
    }
    match failure.action.as_ref().map(|action| action.value.as_str()) {
        Some("failed") => Some(true),
        Some("delayed") => Some(false),
        _ => None,
    }
}

// From the first field of the returned message on; an empty part returned nothing.
fn first_field(text: &str, span: Span) -> Option<Span> {
    let line = Lines::new(text, span).find(|line| !is_blank(line.span.of(text)))?;
    let near = Span::new(line.span.start, span.end);
    // Some put a sentence before the header.
    let start = header_block(text, near).map_or(near.start, |block| block.start);
    Some(Span::new(start, span.end))
}

#[cfg(test)]
mod tests;
