//! The one reader of notices written for people; what differs between them is in `formats`.

use super::entries::{self, Entry};
use super::formats::{self, Format, GENERIC};
use super::search_text::SearchText;
use super::signs::{DELAY, NOTICE_PHRASES, PERMANENT};
use super::{Failure, MOST_FAILURES, address, dialogue, reply, said};
use crate::input::lines::Lines;
use crate::span::{Span, Spanned};

/// What a notice written for people says.
pub(super) struct Notice {
    pub(super) format: &'static Format,
    pub(super) delayed: bool,
    /// Whether the notice says that the failure is final.
    pub(super) permanent: bool,
    pub(super) reporter: Option<Spanned<String>>,
    pub(super) failures: Vec<Failure>,
}

/// Returns the format of the notice in `words`, if it is a known one.
pub(super) fn format(words: &SearchText<'_>) -> Option<&'static Format> {
    formats::all()
        .find(|format| format.signs.iter().any(|group| group.iter().all(|sign| words.has(sign))))
}

/// Returns `true` if the words that stand before a header block are a notice.
pub(super) fn is_notice(words: &SearchText<'_>) -> bool {
    format(words).is_some()
        || (words.has_any(&NOTICE_PHRASES) && !parse(words, &GENERIC).failures.is_empty())
}

/// Reads a notice of this format.
pub(super) fn parse(words: &SearchText<'_>, format: &'static Format) -> Notice {
    let mut failures = if format.session { refusals(words) } else { Vec::new() };
    let entries = if failures.is_empty() { entries::find(words, format) } else { Vec::new() };
    // For each recipient, whether nothing stands between it and the next.
    let mut listed = Vec::new();
    for entry in entries {
        let failure = failure(words, format, &entry);
        if let Some(known) = failures.iter_mut().find(|known| known.has_recipient_of(&failure)) {
            merge(known, &failure);
        } else if failures.len() < MOST_FAILURES {
            failures.push(failure);
            listed.push(is_list_mark(entry.body.of(words.text)));
        }
    }
    say_of_all(&mut failures, &listed);
    if format.session && failures.len() > 1 {
        // The other lines of a log tell of success.
        failures.retain(|failure| failure.code.as_ref().is_some_and(|code| code.value >= 400));
    }
    match failures.as_mut_slice() {
        // With a single recipient, what stands elsewhere in the notice is about it, too.
        [only] => complete(words, format, only),
        _ => {
            if let Some(span) = said::dialogue(words, words.span) {
                for failure in failures.iter_mut().filter(|f| f.reply.is_none()) {
                    say(words, failure, span);
                }
            }
        }
    }
    let reporter = words.after(format.reporter_after).and_then(|at| {
        let line = Lines::new(words.text, Span::new(at, words.span.end)).next()?;
        let host = reply::token_after(words.text, line.span);
        let value = host.of(words.text).trim_end_matches(['.', ',', ':']);
        let span = Span::new(host.start, host.start + value.len());
        (!value.is_empty()).then(|| Spanned::new(span, value.to_owned()))
    });
    let delayed = words.has_any(&DELAY);
    let permanent = !delayed && words.has_any(&PERMANENT);
    Notice { format, delayed, permanent, reporter, failures }
}

/// Applies what follows a list of recipients to each of them.
fn say_of_all(failures: &mut [Failure], listed: &[bool]) {
    let mut said: Option<Failure> = None;
    for (failure, listed) in failures.iter_mut().zip(listed).rev() {
        if *listed
            && failure.reply.is_none()
            && let Some(said) = &said
        {
            merge(failure, said);
        }
        said = failure.reply.is_some().then(|| failure.clone());
    }
}

fn is_list_mark(between: &str) -> bool {
    between.trim_matches(|c: char| c.is_whitespace() || ">:,;<\"".contains(c)).is_empty()
}

/// Reads a text that is a notice, but of no known format.
pub(super) fn generic(words: &SearchText<'_>) -> Notice {
    let mut notice = parse(words, &GENERIC);
    if notice.failures.is_empty()
        && let Some(span) = address::within(words.text, words.span)
    {
        notice.failures.push(failure(words, &GENERIC, &Entry::new(span, words.span.end)));
    }
    notice
}

/// Reads what is said of no recipient in particular.
pub(super) fn unnamed(words: &SearchText<'_>) -> Failure {
    let mut failure = Failure::default();
    complete(words, &GENERIC, &mut failure);
    failure
}

/// Reads a text that is nothing but replies: `550 5.7.1 …`, one after the other.
pub(super) fn replies_alone(words: &SearchText<'_>) -> Vec<Failure> {
    let text = words.text;
    let mut failures: Vec<Failure> = Vec::new();
    let spans = said::alone(words);
    let alone = spans.len() == 1;
    for span in spans {
        let named = address::within(text, span);
        let mut failure = Failure {
            recipient: named.map(|span| Spanned::of(text, span)),
            host: reply::host(words, span),
            stage: reply::stage(words, if alone { words.span } else { span }),
            ..Failure::default()
        };
        say(words, &mut failure, span);
        let known = failures.iter_mut().find(|known| {
            known.recipient.is_none()
                || failure.recipient.is_none()
                || known.has_recipient_of(&failure)
        });
        match known {
            Some(known) => {
                merge(known, &failure);
                if known.recipient.is_none() {
                    known.recipient = failure.recipient;
                }
            }
            None => failures.push(failure),
        }
    }
    failures
}

fn refusals(words: &SearchText<'_>) -> Vec<Failure> {
    let refused = dialogue::refusals(words).into_iter().map(|refusal| {
        let recipient = refusal.recipient;
        let mut failure = Failure {
            recipient: recipient.map(|span| Spanned::of(words.text, span)),
            host: reply::host(words, refusal.reply),
            stage: Some(refusal.stage),
            ..Failure::default()
        };
        say(words, &mut failure, refusal.reply);
        failure
    });
    refused.collect()
}

/// Fills in what the whole notice says of its only recipient.
fn complete(words: &SearchText<'_>, format: &Format, only: &mut Failure) {
    if only.reply.is_none() || only.code.is_none() {
        let found = [
            said::find(words, format, words.span, false),
            said::dialogue(words, words.span),
            said::bare(words, words.span),
        ];
        let coded = found.iter().flatten().find(|span| reply::code(words.text, **span).is_some());
        let any = found.iter().flatten().next().filter(|_| only.reply.is_none());
        if let Some(span) = coded.or(any).copied() {
            let status = only.status.take();
            say(words, only, span);
            only.status = only.status.take().or(status);
        }
    }
    only.stage = only.stage.or_else(|| reply::stage(words, words.span));
    if only.host.is_none() {
        only.host = reply::host(words, words.span);
    }
}

fn say(words: &SearchText<'_>, failure: &mut Failure, span: Span) {
    failure.reply = Some(span);
    (failure.code, failure.status) = reply::code_and_status(words.text, span);
}

fn failure(words: &SearchText<'_>, format: &Format, entry: &Entry) -> Failure {
    let text = words.text;
    let mut failure =
        Failure { recipient: Some(Spanned::of(text, entry.recipient)), ..Failure::default() };
    let answered = entry.dialogue.and_then(|above| said::dialogue(words, above));
    let found = answered.or_else(|| said::find(words, format, entry.body, true));
    if let Some(span) = found {
        say(words, &mut failure, span);
        // The host stands before the server's words (`host H[IP] said: …`) or at their front.
        failure.host = reply::host(words, Span::new(entry.body.start, span.end));
    }
    if let Some(prefix) = entry.prefix {
        failure.code = failure.code.take().or_else(|| reply::code(text, prefix));
        failure.status = failure.status.take().or_else(|| reply::status(text, prefix));
    }
    let told = entry.dialogue.filter(|_| answered.is_some());
    let told = told.unwrap_or_else(|| said::first_paragraph(text, entry.body));
    failure.stage = reply::stage(words, told);
    failure
}

fn merge(known: &mut Failure, other: &Failure) {
    if known.code.is_none() && other.code.is_some() {
        (known.reply, known.code) = (other.reply, other.code);
        known.status.clone_from(&other.status);
    }
    known.reply = known.reply.or(other.reply);
    known.stage = known.stage.or(other.stage);
    if known.status.is_none() {
        known.status.clone_from(&other.status);
    }
    if known.host.is_none() {
        known.host.clone_from(&other.host);
    }
}
