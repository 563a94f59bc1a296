//! Reads status fields: delivery reports (RFC 3464) and complaints (RFC 5965).

use super::reply::{self, token_after};
use super::search_text::SearchText;
use super::{Failure, MOST_FAILURES, address};
use crate::input::lines::{Lines, field_name, is_blank};
use crate::span::{Span, Spanned};
use crate::syntax::field::{self, LineKind};

/// What the status fields say.
#[derive(Debug, Default)]
pub(super) struct StatusFields {
    pub(super) reporter: Option<Spanned<String>>,
    pub(super) failures: Vec<Failure>,
    /// The byte offset after the last status field.
    pub(super) end: usize,
}

/// The fields of RFC 3464 §2.2 and §2.3, and others that are seen among them.
const NAMES: [&str; 17] = [
    "reporting-mta",
    "final-recipient",
    "original-recipient",
    "action",
    "status",
    "remote-mta",
    "diagnostic-code",
    "arrival-date",
    "last-attempt-date",
    "will-retry-until",
    "received-from-mta",
    "original-envelope-id",
    "dsn-gateway",
    "final-log-id",
    "x-actual-recipient",
    "x-original-message-id",
    "x-display-name",
];

fn is_status_name(name: &str) -> bool {
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Finds status fields that stand in `text[span]` outside any part, from the first that may open
/// them to the end. A final recipient or a diagnostic code is enough; of the others it takes two.
pub(super) fn find(text: &str, span: Span) -> Option<Span> {
    let mut start = None;
    let mut seen = 0;
    for line in Lines::new(text, span) {
        let Some(name) = field_name(line.span.of(text)).filter(|name| is_status_name(name)) else {
            continue;
        };
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        let opens = ["reporting-mta", "original-recipient", "action", "status"].iter().any(is);
        // No other text has these two.
        let sure = ["final-recipient", "diagnostic-code"].iter().any(is);
        if start.is_none() && (opens || sure) {
            start = Some(line.span.start);
        }
        seen += usize::from(start.is_some());
        if seen >= 2 || sure {
            return start.map(|start| Span::new(start, span.end));
        }
    }
    None
}

/// Reads groups of fields for as long as they are status fields. A recipient field after a final
/// recipient begins the next failure, so blank lines may stand anywhere.
pub(super) fn parse(text: &str, span: Span, max_fields: usize) -> StatusFields {
    let mut status = StatusFields { end: span.start, ..StatusFields::default() };
    let mut open = Open::default();
    let mut at = skip_blank(text, span);
    while at < span.end {
        let block = field::split(text, Span::new(at, span.end), max_fields);
        let known = |raw: &field::RawField| {
            raw.kind == LineKind::Field && is_status_name(raw.name.of(text))
        };
        if !block.fields.iter().any(known) {
            break;
        }
        open.group = true;
        let mut last_reply = false;
        for raw in &block.fields {
            let value = raw.body.trim(text);
            match raw.kind {
                LineKind::Field => {
                    let name = raw.name.of(text).to_ascii_lowercase();
                    last_reply = name == "diagnostic-code";
                    take(text, &name, value, &mut status, &mut open);
                }
                // A folded reply that lost its indentation; a boundary that was not known as one
                // ends it.
                LineKind::Stray if last_reply && !value.of(text).starts_with("--") => {
                    if let Some(reply) = &mut open.failure.reply {
                        reply.end = value.end;
                    }
                }
                _ => last_reply = false,
            }
            status.end = raw.span.end;
        }
        let Some(next) = block.body_start else { break };
        if next <= at {
            break;
        }
        at = skip_blank(text, Span::new(next, span.end));
    }
    open.close(&mut status.failures);
    let alone = status.failures.len() == 1;
    for failure in &mut status.failures {
        complete(text, failure);
        // Perhaps the diagnostic field alone was pasted; most replies repeat the recipient.
        if let (true, None, Some(reply)) = (alone, &failure.recipient, failure.reply) {
            let found = address::within(text, reply);
            failure.recipient = found.map(|span| Spanned::of(text, span));
        }
    }
    status
}

/// The failure that is being read.
#[derive(Default)]
struct Open {
    failure: Failure,
    /// Whether any of its fields was seen.
    touched: bool,
    /// Whether its final recipient was seen.
    last: bool,
    /// Whether a group of fields has just begun.
    group: bool,
}

impl Open {
    fn close(&mut self, failures: &mut Vec<Failure>) {
        let failure = std::mem::take(&mut self.failure);
        if self.touched && failures.len() < MOST_FAILURES {
            failures.push(failure);
        }
        (self.touched, self.last) = (false, false);
    }
}

fn take(text: &str, name: &str, value: Span, status: &mut StatusFields, open: &mut Open) {
    let after = after_type(text, value);
    match name {
        "reporting-mta" => {
            status.reporter.get_or_insert_with(|| Spanned::of(text, after));
        }
        "original-recipient" | "final-recipient" | "x-actual-recipient" => {
            if open.last && (name == "final-recipient" || open.group) {
                open.close(&mut status.failures);
            }
            open.group = false;
            open.touched = true;
            open.last |= name == "final-recipient";
            let found = address::within(text, after);
            let better = match (&open.failure.recipient, name) {
                (None, _) => true,
                (Some(old), "final-recipient") => {
                    found.is_some_and(|span| address::is_full(span.of(text)))
                        || !address::is_full(&old.value)
                }
                (Some(old), _) => !address::is_full(&old.value) && found.is_some(),
            };
            if better && !after.is_empty() {
                let span = found.unwrap_or(after);
                open.failure.recipient = Some(Spanned::of(text, span));
            }
        }
        "action" => {
            open.touched = true;
            let word = token_after(text, value);
            let value = word.of(text).to_ascii_lowercase();
            open.failure.action.get_or_insert(Spanned::new(word, value));
        }
        "status" => {
            open.touched = true;
            if let Some(status) = reply::status(text, value) {
                open.failure.status.get_or_insert(status);
            }
        }
        "remote-mta" => {
            open.touched = true;
            let host = token_after(text, after);
            if !host.is_empty() {
                let value = host.of(text).trim_end_matches('.').to_owned();
                open.failure.host.get_or_insert(Spanned::new(host, value));
            }
        }
        "diagnostic-code" if !after.is_empty() => {
            open.touched = true;
            open.failure.reply.get_or_insert(after);
        }
        _ => {}
    }
}

/// Fills in the code, status, host and stage as far as the reply itself says them.
fn complete(text: &str, failure: &mut Failure) {
    let Some(span) = failure.reply else { return };
    let (code, inner) = reply::code_and_status(text, span);
    // The server's own words are more reliable than what the reporter made of them, which fills in
    // `5.0.0` where it did not understand the reply.
    let own = inner.is_some()
        && code.as_ref().is_some_and(|code| {
            let after = inner.as_ref().is_some_and(|inner| inner.span.start >= code.span.end);
            after && reply::own_status(text, code.span, span.end) == inner
        });
    let vague = |status: &Spanned<String>| status.value.ends_with(".0.0");
    if inner.is_some() && (own || failure.status.as_ref().is_none_or(vague)) {
        failure.status = inner;
    }
    failure.code = failure.code.take().or(code);
    let words = SearchText::new(text, span);
    if failure.host.is_none() {
        failure.host = reply::host(&words, span);
    }
    failure.stage = failure.stage.or_else(|| reply::stage(&words, span));
}

/// Returns the value after a type such as `rfc822;`, `dns;` or `smtp;`.
fn after_type(text: &str, value: Span) -> Span {
    let words = value.of(text);
    match words.split_once(';') {
        Some((kind, _))
            if kind.len() <= 20
                && !kind.contains(['@', '.', '<', '\''])
                && !kind.trim().contains(' ') =>
        {
            Span::new(value.start + kind.len() + 1, value.end).trim(text)
        }
        _ => value,
    }
}

fn skip_blank(text: &str, span: Span) -> usize {
    Lines::new(text, span)
        .find(|line| !is_blank(line.span.of(text)))
        .map_or(span.end, |line| line.span.start)
}

/// Returns one failure for each recipient that the fields of a complaint name.
pub(super) fn complaint(text: &str, span: Span, max_fields: usize) -> Vec<Failure> {
    let start = skip_blank(text, span);
    let block = field::split(text, Span::new(start, span.end), max_fields);
    let named = block.fields.iter().filter(|raw| {
        raw.kind == LineKind::Field && raw.name.of(text).eq_ignore_ascii_case("original-rcpt-to")
    });
    let failure = |raw: &field::RawField| {
        let value = raw.body.trim(text);
        let span = address::within(text, value).unwrap_or(value);
        let recipient = Some(Spanned::of(text, span));
        (!span.is_empty()).then(|| Failure { recipient, ..Failure::default() })
    };
    named.filter_map(failure).take(MOST_FAILURES).collect()
}
