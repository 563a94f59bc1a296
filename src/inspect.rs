//! The whole road in order: input, message, bounce, facts, rules, report.

use crate::bounce::NoticeKind;
use crate::input::{self, Clean, Look, Repair};
use crate::message::Message;
use crate::report::{Kind, LimitReport, RepairReport, Report, Sentence};
use crate::span::Span;
use crate::{assemble, bounce, facts, rules};
use std::borrow::Cow;

/// What the caller may set. The clock is an input: nothing here reads the time.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes of text that are inspected; the rest is left unread and the report says so.
    pub max_bytes: usize,
    /// Fields that are inspected, of all header blocks together.
    pub max_fields: usize,
    /// Now, in seconds since 1970, where the caller knows it. Only rules that compare with today
    /// use it; without it they are silent.
    pub now: Option<i64>,
    /// Which message, from 0, where the text holds several; beyond the last, the last.
    pub message: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 5_000_000, max_fields: 50_000, now: None, message: 0 }
    }
}

/// Inspects pasted text. Spans in the report are byte offsets into `text`.
pub fn inspect(text: &str, options: &Options) -> Report {
    inspect_repaired(text, Vec::new(), options)
}

/// Inspects the bytes of a file in whatever charset. Gives the text that was read out of them, all
/// of it, which the report's spans point into, and the report.
///
/// The text is decoded once to its end, so that nothing of a large file is lost to the person; all
/// else, the trying of charsets too, stops at the limit.
pub fn inspect_bytes(bytes: &[u8], options: &Options) -> (String, Report) {
    let (text, repairs) = input::decode_bytes(bytes);
    let report = inspect_repaired(&text, repairs, options);
    (text, report)
}

fn inspect_repaired(text: &str, repairs: Vec<Repair>, options: &Options) -> Report {
    let read = text.get(..text.floor_char_boundary(options.max_bytes)).unwrap_or(text);
    let mut clean = input::clean(read);
    clean.repairs.splice(0..0, repairs);
    let mut report = read_messages(&mut clean, options);
    report.each_span(&mut |span| *span = clean.map.span(*span));
    number_lines(&mut report, text);
    report.repairs = clean.repairs.iter().map(repair).collect();
    if read.len() < text.len() {
        let limit = LimitReport { id: "bytes", limit: options.max_bytes, actual: text.len() };
        report.limits.insert(0, limit);
    }
    report.version = env!("CARGO_PKG_VERSION");
    report.unit = "bytes";
    report
}

/// The one message of the text, or the one chosen of several. Spans of the report, and of repairs
/// that are added, fit the map of `clean`.
fn read_messages(clean: &mut Clean<'_>, options: &Options) -> Report {
    let text = clean.text.as_ref();
    let messages = input::messages(text);
    let shown = options.message.min(messages.spans.len().saturating_sub(1));
    let whole = Span::new(0, text.len());
    let chosen = messages.spans.get(shown).copied().unwrap_or(whole);
    let part = Clean {
        text: Cow::Borrowed(chosen.of(text)),
        map: input::Map::identity(),
        repairs: Vec::new(),
    };
    let part = bounce::decode(part, options.max_fields);
    let mut report = read_clean(&part, options);
    report.each_span(&mut |place| {
        let within = part.map.span(*place);
        *place = Span::new(chosen.start + within.start, chosen.start + within.end);
    });
    let repairs: Vec<Repair> = part
        .repairs
        .into_iter()
        .map(|mut repair| {
            let Span { start, end } = repair.first;
            repair.first = clean.map.span(Span::new(chosen.start + start, chosen.start + end));
            repair
        })
        .collect();
    if !messages.spans.is_empty() {
        report.messages = assemble::messages(text, &messages.spans);
        report.message = shown;
        if messages.count > messages.spans.len() {
            let (limit, actual) = (messages.spans.len(), messages.count);
            report.limits.push(LimitReport { id: "messages", limit, actual });
        }
    }
    clean.repairs.extend(repairs);
    report
}

fn repair(repair: &Repair) -> RepairReport {
    RepairReport {
        id: repair.id,
        count: repair.count,
        span: repair.first,
        detail: repair.detail.clone(),
    }
}

/// The repaired text and its report, whose spans point into that: what a comparison reads.
pub(crate) fn read<'t>(text: &'t str, options: &Options) -> (Clean<'t>, Report) {
    let read = text.get(..text.floor_char_boundary(options.max_bytes)).unwrap_or(text);
    let clean = input::clean(read);
    let report = read_clean(&clean, options);
    (clean, report)
}

fn read_clean(clean: &Clean<'_>, options: &Options) -> Report {
    let text = clean.text.as_ref();
    let seen = input::recognise(text);
    if seen.look == Look::Empty {
        return nothing(Kind::Empty, "verdict.empty");
    }
    let outer = seen.message.map(|span| Message::read(text, span, options.max_fields));
    let notice = bounce::read(clean, outer.as_ref(), options.max_fields);
    let mut report = match (&notice, &outer) {
        // An automatic answer is a message like others; only what it is stands beside.
        (Some(answer), Some(message)) if answer.kind == NoticeKind::Answer && answer.own_header => {
            let told = assemble::notice(text, answer);
            let mut report = inspect_message(message, options, None);
            report.kind = if seen.look == Look::Message { Kind::Message } else { Kind::Fields };
            report.bounce = told.bounce;
            report.verdict = told.verdict;
            report
        }
        (Some(bounce), outer) => {
            let mut report = match bounce.returned {
                Some(span) => {
                    let message = Message::read(text, span, options.max_fields);
                    let mut report = inspect_message(&message, options, Some(bounce));
                    limit_fields(&mut report, &message, options);
                    report
                }
                None => assemble::notice(text, bounce),
            };
            let structured = matches!(bounce.format, "rfc3464" | "arf");
            let own = outer.as_ref().filter(|_| bounce.own_header);
            report.kind = if structured || own.is_some() { Kind::Bounce } else { Kind::Notice };
            if let Some(outer) = own {
                report.outer_fields = assemble::outer(outer);
            }
            report
        }
        (None, Some(message)) => {
            let mut report = inspect_message(message, options, None);
            report.kind = if seen.look == Look::Message { Kind::Message } else { Kind::Fields };
            report
        }
        (None, None) => return nothing(Kind::NotMail, "verdict.not-mail"),
    };
    if let Some(outer) = &outer {
        limit_fields(&mut report, outer, options);
    }
    report
}

fn inspect_message(
    message: &Message<'_>,
    options: &Options,
    bounce: Option<&bounce::Bounce>,
) -> Report {
    let facts = facts::gather(message, options, bounce.is_some());
    let findings = rules::check(&facts);
    assemble::report(&facts, &findings, bounce)
}

fn limit_fields(report: &mut Report, message: &Message<'_>, options: &Options) {
    if message.cut && report.limits.is_empty() {
        let limit = options.max_fields;
        report.limits.push(LimitReport { id: "fields", limit, actual: limit });
    }
}

fn nothing(kind: Kind, verdict: &str) -> Report {
    let verdict = Sentence { id: verdict.to_owned(), ..Sentence::default() };
    Report { kind, verdict, ..Report::default() }
}

/// Line numbers of the input: fields and messages come in the order of the text, so one walk does.
fn number_lines(report: &mut Report, text: &str) {
    let bytes = text.as_bytes();
    let is_end = |at: usize| match bytes.get(at) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let number = |places: &mut dyn Iterator<Item = (usize, &mut usize)>| {
        let (mut at, mut line) = (0, 1);
        for (start, number) in places {
            line += (at..start).filter(|at| is_end(*at)).count();
            at = at.max(start);
            *number = line;
        }
    };
    for fields in [&mut report.outer_fields, &mut report.fields] {
        number(&mut fields.iter_mut().map(|field| (field.span.start, &mut field.line)));
    }
    number(&mut report.messages.iter_mut().map(|m| (m.span.start, &mut m.line)));
}
