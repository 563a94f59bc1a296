//! The whole road in order: input, message, bounce, facts, rules, report.

use crate::assemble::Extent;
use crate::bounce::{Candidate, NoticeKind};
use crate::bytes::line_length;
use crate::input::{self, Clean, Look, Repair};
use crate::message::Message;
use crate::options::Options;
use crate::report::{Kind, LimitKind, LimitReport, MessageReport, RepairReport, Report, Sentence};
use crate::span::Span;
use crate::{assemble, bounce, facts, rules};

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

/// Inspects every message of a text that holds several, one after the other, reading the text once;
/// the only one where it holds one. [`Options::message`] has no say.
///
/// Each report is the one that [`inspect`] gives of that message, but for the list of all messages:
/// it stands in the first alone, as do messages beyond the limit.
pub fn inspect_each(text: &str, options: &Options, each: &mut dyn FnMut(Report)) {
    each_repaired(text, &[], options, each);
}

/// The same of the bytes of a file; gives the text, as [`inspect_bytes`].
pub fn inspect_bytes_each(bytes: &[u8], options: &Options, each: &mut dyn FnMut(Report)) -> String {
    let (text, repairs) = input::decode_bytes(bytes);
    each_repaired(&text, &repairs, options, each);
    text
}

fn each_repaired(text: &str, repairs: &[Repair], options: &Options, each: &mut dyn FnMut(Report)) {
    let mut pasted = Pasted::of(text, options);
    let from: Vec<_> = pasted.messages.iter().map(Place::of).collect();
    if pasted.spans.is_empty() {
        each(finish(pasted.choose(options, Extent::Whole), text, repairs.to_vec(), options));
        return;
    }
    for (shown, span) in pasted.spans.iter().enumerate() {
        let (clean, report) = read_decoded(pasted.clean.part(*span), options, Extent::Whole);
        let messages = std::mem::take(&mut pasted.messages);
        let from = from.get(shown).copied().unwrap_or_default();
        let read = Read { clean, report, messages, count: pasted.count, shown, from };
        each(finish(read, text, repairs.to_vec(), options));
    }
}

fn inspect_repaired(text: &str, repairs: Vec<Repair>, options: &Options) -> Report {
    finish(read_text(text, options), text, repairs, options)
}

/// The report on the text as pasted.
pub(crate) fn finish(
    read: Read<'_>,
    text: &str,
    repairs: Vec<Repair>,
    options: &Options,
) -> Report {
    let Read { mut clean, mut report, messages, count, shown, from } = read;
    clean.repairs.splice(0..0, repairs);
    report.each_span(&mut |span| *span = clean.map.span(*span));
    if !messages.is_empty() && count > messages.len() {
        let (limit, actual) = (messages.len(), count);
        report.limits.push(LimitReport { id: LimitKind::Messages, limit, actual });
    }
    report.messages = messages;
    report.message = shown;
    for fields in [&mut report.outer_fields, &mut report.fields] {
        number(text, from, &mut fields.iter_mut().map(|field| (field.span.start, &mut field.line)));
    }
    report.repairs = clean.repairs.iter().map(repair).collect();
    if options.max_bytes < text.len() {
        let limit =
            LimitReport { id: LimitKind::Bytes, limit: options.max_bytes, actual: text.len() };
        report.limits.insert(0, limit);
    }
    report.version = env!("CARGO_PKG_VERSION").into();
    report
}

/// The repaired text and its report, whose spans point into that, as far as one message among many is
/// counted.
pub(crate) fn count<'t>(text: &'t str, options: &Options) -> (Clean<'t>, Report) {
    let Read { clean, report, .. } = Pasted::of(text, options).choose(options, Extent::Counted);
    (clean, report)
}

/// What was read: spans of the report point into the repaired text, those of the list of messages
/// into the text as pasted.
pub(crate) struct Read<'t> {
    pub(crate) clean: Clean<'t>,
    pub(crate) report: Report,
    messages: Vec<MessageReport>,
    /// How many there are, beyond the limit too.
    count: usize,
    shown: usize,
    /// No field stands above.
    from: Place,
}

/// A place in the text as pasted, and the number of its line.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    line: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self { at: 0, line: 1 }
    }
}

impl Place {
    fn of(message: &MessageReport) -> Self {
        Self { at: message.span.start, line: message.line }
    }
}

/// The repaired text, and the messages in it.
struct Pasted<'t> {
    clean: Clean<'t>,
    /// Where each stands in that; empty where there is only one.
    spans: Vec<Span>,
    messages: Vec<MessageReport>,
    count: usize,
}

impl<'t> Pasted<'t> {
    fn of(text: &'t str, options: &Options) -> Self {
        let read = text.get(..text.floor_char_boundary(options.max_bytes)).unwrap_or(text);
        let clean = input::clean(read);
        let found = input::messages(&clean.text);
        let mut messages = assemble::messages(&clean.text, &found.spans);
        for message in &mut messages {
            message.span = clean.map.span(message.span);
        }
        let lines = &mut messages.iter_mut().map(|m| (m.span.start, &mut m.line));
        number(text, Place::default(), lines);
        Self { clean, spans: found.spans, messages, count: found.count }
    }

    /// Reads the one message, or the one chosen of several.
    fn choose(self, options: &Options, extent: Extent) -> Read<'t> {
        let shown = options.message.min(self.spans.len().saturating_sub(1));
        let chosen = self.spans.get(shown).map(|span| self.clean.part(*span));
        let from = self.messages.get(shown).map(Place::of).unwrap_or_default();
        let (clean, report) = read_decoded(chosen.unwrap_or(self.clean), options, extent);
        Read { clean, report, messages: self.messages, count: self.count, shown, from }
    }
}

/// Reads the one message of the text, or the one chosen of several.
pub(crate) fn read_text<'t>(text: &'t str, options: &Options) -> Read<'t> {
    Pasted::of(text, options).choose(options, Extent::Whole)
}

/// Reads the text, in a notice with its encoded parts decoded.
fn read_decoded<'t>(clean: Clean<'t>, options: &Options, extent: Extent) -> (Clean<'t>, Report) {
    match read_or_decode(&clean, options, extent) {
        Ok(report) => (clean, report),
        Err(decoded) => {
            let report = read_as_it_is(&decoded, options, extent);
            (decoded, report)
        }
    }
}

/// The report; or the text with parts decoded that were encoded.
fn read_or_decode(
    clean: &Clean<'_>,
    options: &Options,
    extent: Extent,
) -> Result<Report, Clean<'static>> {
    let front = Front::of(clean, options);
    let notice = Candidate::new(clean, front.outer.as_ref());
    match notice.decode() {
        Some(decoded) => Err(decoded),
        None => Ok(read_clean(clean, &front, &notice, (options, extent))),
    }
}

fn read_as_it_is(clean: &Clean<'_>, options: &Options, extent: Extent) -> Report {
    let front = Front::of(clean, options);
    let notice = Candidate::new(clean, front.outer.as_ref());
    read_clean(clean, &front, &notice, (options, extent))
}

/// What the text is, and its first header.
struct Front<'t> {
    look: Look,
    outer: Option<Message<'t>>,
}

impl<'t> Front<'t> {
    fn of(clean: &'t Clean<'_>, options: &Options) -> Self {
        let seen = clean.recognise();
        let outer = seen.message.map(|span| Message::parse(&clean.text, span, options.max_fields));
        Self { look: seen.look, outer }
    }
}

fn repair(repair: &Repair) -> RepairReport {
    RepairReport {
        id: repair.id,
        count: repair.count,
        span: repair.first,
        detail: repair.detail.clone(),
    }
}

fn read_clean(
    clean: &Clean<'_>,
    front: &Front<'_>,
    notice: &Candidate<'_>,
    (options, extent): (&Options, Extent),
) -> Report {
    let text = clean.text.as_ref();
    let Front { look, outer } = front;
    if *look == Look::Empty {
        return nothing(Kind::Empty, "verdict.empty");
    }
    let notice = notice.bounce(options.max_fields);
    let mut report = match (&notice, outer) {
        // An automatic answer is a message like others; only what it is stands beside.
        (Some(answer), Some(message)) if answer.kind == NoticeKind::Answer && answer.own_header => {
            let told = assemble::notice(text, answer);
            let mut report = inspect_message(message, (options, extent), None);
            report.kind = if *look == Look::Message { Kind::Message } else { Kind::Fields };
            report.bounce = told.bounce;
            report.verdict = told.verdict;
            report
        }
        (Some(bounce), outer) => {
            let mut report = match bounce.returned {
                Some(span) => {
                    let message = Message::parse(text, span, options.max_fields);
                    let mut report = inspect_message(&message, (options, extent), Some(bounce));
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
            let mut report = inspect_message(message, (options, extent), None);
            report.kind = if *look == Look::Message { Kind::Message } else { Kind::Fields };
            report
        }
        (None, None) => return nothing(Kind::NotMail, "verdict.not-mail"),
    };
    if let Some(outer) = outer {
        limit_fields(&mut report, outer, options);
    }
    report
}

fn inspect_message(
    message: &Message<'_>,
    (options, extent): (&Options, Extent),
    bounce: Option<&bounce::Bounce>,
) -> Report {
    let facts = facts::gather(message, options, bounce.is_some());
    let findings = rules::check(&facts);
    assemble::report(&facts, &findings, bounce, extent, options.detail)
}

fn limit_fields(report: &mut Report, message: &Message<'_>, options: &Options) {
    if message.cut && report.limits.is_empty() {
        let limit = options.max_fields;
        report.limits.push(LimitReport { id: LimitKind::Fields, limit, actual: limit });
    }
}

fn nothing(kind: Kind, verdict: &str) -> Report {
    let verdict = Sentence { id: verdict.to_owned(), ..Sentence::default() };
    Report { kind, verdict, ..Report::default() }
}

/// Line numbers of the input: fields and messages come in the order of the text, so one walk does.
fn number(text: &str, from: Place, places: &mut dyn Iterator<Item = (usize, &mut usize)>) {
    let bytes = text.as_bytes();
    let Place { mut at, mut line } = from;
    for (start, number) in places {
        while at < start {
            let end = at + line_length(bytes.get(at..start).unwrap_or_default());
            // CRLF is one line end, counted at its LF.
            line += match (bytes.get(end), bytes.get(end + 1)) {
                (Some(b'\r'), Some(b'\n')) => 0,
                (Some(_), Some(_)) => usize::from(end < start),
                _ => 0,
            };
            at = start.min(end + 1);
        }
        *number = line;
    }
}
