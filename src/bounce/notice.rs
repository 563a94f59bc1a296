//! Combines what the header, the parts and the readable text of a notice say.

use super::outer::{self, Look};
use super::parts::{self, Part};
use super::search_text::SearchText;
use super::status_fields::{self, StatusFields};
use super::text::{self, Notice};
use super::{Bounce, Failure, NoticeKind, address, explain, returned, signs};
use crate::input::header_block;
use crate::input::lines::{Lines, field_name, is_blank};
use crate::message::Message;
use crate::span::{Span, Spanned};

/// The parts of a notice that matter for reading it.
struct Found {
    /// The text written for people.
    words: Span,
    fields: Option<StatusFields>,
    /// The returned message or header, from its first field on.
    returned: Option<Span>,
    whole: bool,
}

/// Reads a notice from its header and from the `parts` below it. Returns `None` if the text is no
/// notice.
pub(super) fn parse(
    text: &str,
    outer: Option<&Message<'_>>,
    parts: &[Part],
    max_fields: usize,
) -> Option<Bounce> {
    let bounce = parse_one(text, outer, parts, max_fields)?;
    Some(wrapped(text, &bounce, max_fields).unwrap_or(bounce))
}

/// Returns the notice inside a notice: a gateway may pass one on as the message it returns, below
/// words that quote no reply. `None` if the outer notice quotes a reply, because the inner one is
/// then what was refused.
fn wrapped(text: &str, bounce: &Bounce, max_fields: usize) -> Option<Bounce> {
    let said = |failure: &Failure| failure.code.is_some() || failure.status.is_some();
    if bounce.kind != NoticeKind::Refused || bounce.failures.iter().any(said) {
        return None;
    }
    let returned = bounce.returned?;
    let text = text.get(..returned.end)?;
    let message = Message::parse(text, returned, max_fields);
    if outer::look(&message) != Look::Notice {
        return None;
    }
    let parts = parts::leaves(text, parts::body(text, Some(&message)), Some(&message));
    let inner = parse_one(text, Some(&message), &parts, max_fields)?;
    let told = inner.kind != NoticeKind::Answer && inner.failures.iter().any(said);
    told.then_some(Bounce { own_header: bounce.own_header, ..inner })
}

fn parse_one(
    text: &str,
    outer: Option<&Message<'_>>,
    parts: &[Part],
    max_fields: usize,
) -> Option<Bounce> {
    if let Some(bounce) = complaint(text, outer, parts, max_fields) {
        return Some(bounce);
    }
    let found = find(text, parts, max_fields);
    let mut bounce = read_words(text, outer, found, max_fields)?;
    for failure in &mut bounce.failures {
        failure.permanent = permanent(failure).or(failure.permanent);
    }
    let told = !bounce.failures.is_empty()
        || matches!(bounce.kind, NoticeKind::Complaint | NoticeKind::Answer);
    told.then_some(bounce)
}

/// The field of Outlook.com's older complaints that names the recipient of the message.
const ORIGINAL: &str = "x-hmxmroriginalrecipient";

/// Reads a complaint: the report of RFC 5965, or one of Outlook.com's older ones, which consist of
/// the message with a field that names its recipient.
fn complaint(
    text: &str,
    outer: Option<&Message<'_>>,
    parts: &[Part],
    max_fields: usize,
) -> Option<Bounce> {
    let part = parts.iter().find(|part| part.is_returned());
    let feedback = parts.iter().find(|part| part.is_feedback());
    if feedback.is_none() && !part.is_some_and(|part| may_be_complaint(text, part.body)) {
        return None;
    }
    let returned = part.and_then(|part| first_field(text, part.body));
    let message = returned.map(|span| Message::parse(text, span, max_fields));
    let original = message.as_ref().and_then(|m| m.first(ORIGINAL));
    if feedback.is_none() && original.is_none() {
        return None;
    }
    let mut failures = match feedback {
        Some(part) => status_fields::complaint(text, part.body, max_fields),
        None => Vec::new(),
    };
    if failures.is_empty() {
        // Where the recipient is redacted or left out, the message tells whom it was sent to.
        let to = original.or_else(|| message.as_ref().and_then(|message| message.first("to")));
        let to = to.and_then(|field| address::within(text, field.value()));
        failures.push(Failure {
            recipient: to.map(|span| Spanned::of(text, span)),
            ..Failure::default()
        });
    }
    let mut bounce = Bounce {
        format: "arf",
        kind: NoticeKind::Complaint,
        own_header: outer.is_some(),
        reporter: None,
        failures,
        returned,
        returned_whole: part.is_some_and(Part::is_message),
    };
    explain::all(text, &mut bounce, None, Span::default());
    Some(bounce)
}

/// Returns `true` if a line begins with [`ORIGINAL`]. Few returned messages do, so that the others
/// need not be read for its sake.
fn may_be_complaint(text: &str, span: Span) -> bool {
    Lines::new(text, span).any(|line| {
        let name = line.span.of(text).get(..ORIGINAL.len());
        name.is_some_and(|name| name.eq_ignore_ascii_case(ORIGINAL))
    })
}

fn find(text: &str, parts: &[Part], max_fields: usize) -> Found {
    let part = parts.iter().find(|part| part.is_returned());
    let mut returned = part.and_then(|part| first_field(text, part.body));
    let of_kind = |kind: &str| -> Vec<Span> {
        let of_kind = parts.iter().filter(|part| part.kind == kind && !part.is_blank(text));
        of_kind.map(|part| part.body).collect()
    };
    let mut readable = of_kind("text/plain");
    if readable.is_empty() {
        readable = of_kind("text/html");
    }
    // In a text without parts, the returned message follows the notice.
    let mut words = readable.first().copied().unwrap_or_default();
    let status = parts.iter().filter(|part| part.is_status());
    let mut fields = status
        .map(|status| status_fields::parse(text, status.body, max_fields))
        .find(|report| !report.failures.is_empty());
    if fields.is_none() {
        let found = readable.iter().find_map(|span| status_fields::find(text, *span));
        let found = found.map(|span| (span, status_fields::parse(text, span, max_fields)));
        if let Some((span, report)) = found.filter(|(_, report)| !report.failures.is_empty()) {
            words = Span::new(words.start.min(span.start), span.start);
            if part.is_none() {
                returned = returned::find(text, Span::new(report.end, span.end)).1;
            }
            fields = Some(report);
        }
    }
    if part.is_none() && fields.is_none() {
        let (end, block) = returned::find(text, words);
        words.end = end;
        returned = block;
    }
    let whole = part.map_or_else(
        || returned.is_some_and(|span| Message::parse(text, span, max_fields).body_start.is_some()),
        Part::is_message,
    );
    Found { words, fields, returned, whole }
}

fn read_words(
    text: &str,
    outer: Option<&Message<'_>>,
    found: Found,
    max_fields: usize,
) -> Option<Bounce> {
    let words = SearchText::new(text, found.words);
    let has_fields = found.fields.is_some();
    let notice = notice(&words, outer, has_fields);
    let written_by = notice.as_ref().and_then(|notice| notice.format.provider);
    let mut bounce = Bounce {
        format: "rfc3464",
        kind: NoticeKind::Refused,
        own_header: outer.is_some(),
        reporter: None,
        failures: Vec::new(),
        returned: found.returned,
        returned_whole: found.whole,
    };
    match (found.fields, notice) {
        (Some(report), notice) => {
            bounce.failures = report.failures;
            if let Some(notice) = &notice {
                complement(&mut bounce.failures, notice);
            }
            if let [only] = bounce.failures.as_mut_slice()
                && only.code.is_none()
                && only.reply.is_none_or(|reply| reply.len() < 4)
            {
                let said = text::unnamed(&words);
                let coded = said.code.is_some();
                (only.reply, only.code) = (said.reply.filter(|_| coded).or(only.reply), said.code);
            }
            bounce.kind = kind(&bounce.failures);
            bounce.reporter = report.reporter;
        }
        (None, Some(notice)) => {
            bounce.format = notice.format.id;
            let delayed = if notice.delayed { NoticeKind::Delayed } else { NoticeKind::Refused };
            bounce.kind = notice.format.kind.unwrap_or(delayed);
            bounce.reporter = notice.reporter;
            if bounce.kind != NoticeKind::Answer {
                bounce.failures = notice.failures;
            }
            for failure in &mut bounce.failures {
                failure.permanent = match (notice.permanent, notice.delayed) {
                    (true, _) => Some(true),
                    (_, true) => Some(false),
                    _ => None,
                };
            }
            name_recipients(text, &mut bounce, outer, &words, max_fields);
        }
        (None, None) => {
            outer.filter(|outer| outer::is_automatic_answer(outer))?;
            bounce.format = "answer";
            bounce.kind = NoticeKind::Answer;
        }
    }
    explain::all(text, &mut bounce, written_by, found.words);
    Some(bounce)
}

/// Names the recipients from a header if the readable text names none: from the notice's own, which
/// is more reliable than an address found anywhere in the text, or from the returned message's, if
/// it went to a single recipient.
fn name_recipients(
    text: &str,
    bounce: &mut Bounce,
    outer: Option<&Message<'_>>,
    words: &SearchText<'_>,
    max_fields: usize,
) {
    if bounce.kind == NoticeKind::Answer {
        return;
    }
    let guessed = matches!(bounce.format, "text" | "google-groups");
    let named = |failure: &Failure| {
        failure.recipient.as_ref().is_some_and(|recipient| recipient.value.contains('@'))
    };
    let mut listed = outer.map_or_else(Vec::new, outer::failed_recipients);
    if listed.is_empty() && !bounce.failures.iter().any(named) {
        let message = bounce.returned.map(|span| Message::parse(text, span, max_fields));
        listed.extend(message.and_then(|message| returned::only_recipient(&message)));
    }
    match (bounce.failures.as_mut_slice(), listed.as_slice()) {
        ([], [_, ..]) => {
            let said = text::unnamed(words);
            bounce.failures.extend(
                listed
                    .into_iter()
                    .map(|recipient| Failure { recipient: Some(recipient), ..said.clone() }),
            );
        }
        // A notice of a known format that names nobody is still a notice.
        ([], []) if bounce.format != "text" => {
            bounce.failures.push(text::unnamed(words));
        }
        ([only], [recipient]) if guessed || !named(only) => {
            only.recipient = Some(recipient.clone());
        }
        _ => {}
    }
}

/// Reads the text written for people. Returns `None` if it is no notice.
fn notice(words: &SearchText<'_>, outer: Option<&Message<'_>>, has_fields: bool) -> Option<Notice> {
    let look = outer.map(outer::look);
    let sent_as_notice = look == Some(Look::Notice);
    // An answer may quote anything.
    if !sent_as_notice && !has_fields && outer.is_some_and(outer::is_automatic_answer) {
        return None;
    }
    if let Some(format) = text::format(words) {
        let notice = text::parse(words, format);
        let told = notice.failures.iter().any(|f| f.reply.is_some() || f.recipient.is_some())
            || format.kind.is_some();
        let refused =
            || notice.failures.iter().any(|f| f.code.as_ref().is_some_and(|c| c.value >= 400));
        // A list post that quotes a notice is a post, and a session without a refusal is no notice.
        let believed = sent_as_notice || has_fields || outer.is_none_or(|o| !o.has("list-id"));
        let told = (told || sent_as_notice || outer.is_none()) && (!format.session || refused());
        return (told && believed).then_some(notice);
    }
    if has_fields {
        return Some(text::generic(words));
    }
    if outer.is_some_and(outer::is_automatic_answer) || look == Some(Look::Mail) {
        return None;
    }
    // Of no known format: a reply with a status or a host is needed, or a typical phrase.
    let mut notice = text::generic(words);
    let replies = if outer.is_none() { text::replies_alone(words) } else { Vec::new() };
    let alone = !replies.is_empty();
    if alone {
        notice.failures = replies;
    }
    let sure = |f: &Failure| {
        let more = f.status.is_some() || f.host.is_some() || (alone && f.recipient.is_some());
        f.code.is_some() && more
    };
    let sure = notice.failures.iter().any(sure);
    let told = words.has_any(&signs::NOTICE_PHRASES) && !notice.failures.is_empty();
    let believed = match look {
        Some(Look::Maybe) => sure,
        Some(_) => true,
        None => sure || told,
    };
    believed.then_some(notice)
}

/// Adds what the readable text knows and the fields do not: stage, host and the full reply.
fn complement(failures: &mut [Failure], notice: &Notice) {
    let alone = failures.len() == 1 && notice.failures.len() == 1;
    for failure in failures {
        let named = failure.recipient.is_some();
        let other = notice.failures.iter().find(|other| named && other.has_recipient_of(failure));
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
        // The sender wrote neither to `@host` nor to a file.
        if failure.recipient.as_ref().is_none_or(|r| matches!(r.value.find('@'), None | Some(0))) {
            failure.recipient = other.recipient.clone().or(failure.recipient.take());
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

/// Tells whether the failure is permanent: by the class of the status code (RFC 3463 §3.1) or of
/// the reply code (RFC 5321 §4.2.1), otherwise by the action.
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

/// Returns the returned message in `span`, from its first field on, or `None` if the part is blank.
fn first_field(text: &str, span: Span) -> Option<Span> {
    let line = Lines::new(text, span).find(|line| !is_blank(line.span.of(text)))?;
    let near = Span::new(line.span.start, span.end);
    // A trace field is no sentence, so the header begins here.
    let name = field_name(line.span.of(text)).unwrap_or_default();
    if ["received", "return-path"].iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Some(near);
    }
    // Some systems put a sentence before the header.
    let start = header_block(text, near).map_or(near.start, |block| block.start);
    Some(Span::new(start, span.end))
}
