//! What the header of a notice tells.

use super::search_text::SearchText;
use super::signs::NOTICE_SUBJECTS;
use super::text;
use super::{MOST_FAILURES, address, returned};
use crate::bytes::holds;
use crate::mail_system::Writer;
use crate::message::Message;
use crate::span::{Span, Spanned};
use crate::syntax::encoded_word;

/// Returns `true` if `outer` is the header of a mail and stands in front. Status fields, a part's
/// header and a header that a notice quotes below its text are not.
pub(super) fn is_outer(text: &str, outer: &Message<'_>) -> bool {
    let mail = ["from", "subject", "date", "received", "to", "message-id", "return-path"]
        .iter()
        .filter(|name| outer.has(name))
        .count();
    if mail == 0 || (mail < 3 && outer.has("final-recipient")) {
        return false;
    }
    let before = Span::new(0, outer.span.start);
    if before.of(text).trim().is_empty() {
        return true;
    }
    let words = SearchText::new(text, before);
    let block = Span::new(outer.span.start, outer.body_start.unwrap_or(outer.span.end));
    returned::is_of_message(text, block)
        && !returned::is_announced(text, before)
        && !text::is_notice(&words)
}

/// How much a header looks like that of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Not at all.
    Mail,
    /// By its subject or its empty reverse-path alone, which parcel services and receipts have,
    /// too.
    Maybe,
    /// By its sender, by its fields, or by both its subject and its empty reverse-path.
    Notice,
}

pub(super) fn look(outer: &Message<'_>) -> Look {
    let says = |name: &str, words: &[&str]| {
        outer.first(name).is_some_and(|field| {
            let value = field.value_text().to_ascii_lowercase();
            words.iter().any(|word| holds(&value, word))
        })
    };
    let null_path = outer.first("return-path").is_some_and(|field| {
        matches!(field.value_text().to_ascii_lowercase().as_str(), "<>" | "<mailer-daemon>")
    });
    let subject = says("subject", &NOTICE_SUBJECTS);
    let report = ["report-type=delivery-status", "report-type=\"delivery-status"];
    if outer.has("x-failed-recipients")
        || is_from_system(outer)
        || says("content-type", &report)
        || (subject && null_path)
    {
        Look::Notice
    } else if subject || null_path {
        Look::Maybe
    } else {
        Look::Mail
    }
}

/// Fields that only automatic responders write.
const ANSWERED_BY: [&str; 4] =
    ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from"];

/// What the subjects of automatic answers begin with, with ASCII letters in lower case.
const ANSWER_SUBJECTS: [&str; 30] = [
    "auto:",
    "auto-reply",
    "auto reply",
    "autoreply",
    "auto-response",
    "auto response",
    "autoresponse",
    "autorespons",
    "automatic reply",
    "automatic response",
    "automated reply",
    "automated response",
    "out of office",
    "out of the office",
    "vacation",
    "automatische antwort",
    "abwesenheitsno",
    "abwesend:",
    "réponse automatique",
    "respuesta automática",
    "resposta automática",
    "risposta automatica",
    "automatisch antwoord",
    "autosvar",
    "автоответ",
    "Автоответ",
    "自動応答",
    "自動返信",
    "自动回复",
    "自動回覆",
];

/// Returns `true` if the header is that of an automatic answer (RFC 3834). Notices of some systems
/// are marked `auto-replied`, too, so this counts only where nothing else tells.
pub(super) fn is_automatic_answer(outer: &Message<'_>) -> bool {
    ANSWERED_BY.iter().any(|name| outer.has(name))
        || outer.first("subject").is_some_and(|field| says_answer(outer.text, field.value()))
        || (outer
            .first("auto-submitted")
            .is_some_and(|f| f.value_text().starts_with("auto-replied"))
            && !is_from_system(outer))
}

/// Returns `true` if the author is, or may be, a mail system.
fn is_from_system(outer: &Message<'_>) -> bool {
    outer.first("from").is_some_and(|field| Writer::of(field.value_text()).may_be_system())
}

/// Returns `true` if the subject begins like that of an automatic answer. A person who replies with
/// `Re: Automatic reply` is no program.
fn says_answer(text: &str, subject: Span) -> bool {
    let written = subject.of(text);
    let decoded = written.contains("=?").then(|| encoded_word::decode(text, subject, false).text);
    let subject = decoded.as_deref().unwrap_or(written);
    let subject = subject.trim_start_matches([' ', '\t', '\r', '\n', '[', '*', '(', '<']);
    let head = subject.get(..subject.floor_char_boundary(40)).unwrap_or(subject);
    let head = head.to_ascii_lowercase();
    ANSWER_SUBJECTS.iter().any(|words| {
        let rest = head.strip_prefix(words).map(|rest| rest.trim_start_matches([' ', ']', '*']));
        // People write about holidays and responders, too.
        let also_others =
            matches!(*words, "out of office" | "out of the office" | "vacation" | "autorespons");
        rest.is_some_and(|rest| {
            !also_others
                || rest.is_empty()
                || rest.starts_with([':', '-', '(', '!'])
                || ["auto", "reply", "response", "message", "notif", "notice"]
                    .iter()
                    .any(|word| rest.starts_with(word))
        })
    })
}

/// Returns the addresses in `X-Failed-Recipients`, which Gmail and Exim write.
pub(super) fn failed_recipients(outer: &Message<'_>) -> Vec<Spanned<String>> {
    let text = outer.text;
    let mut found = Vec::new();
    for field in outer.all("x-failed-recipients") {
        let mut rest = field.value();
        while let Some(span) = address::within(text, rest).filter(|_| found.len() < MOST_FAILURES) {
            found.push(Spanned::of(text, span));
            rest = Span::new(span.end, rest.end);
        }
    }
    found
}
