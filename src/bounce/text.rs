//! The one reader of notices written for people; what differs between them stands in `formats`.

use super::formats::{DELAY, FORMATS, Format, GENERIC, PERMANENT, REPLY_AFTER, RETURNED_AFTER};
use super::{Failure, MOST_FAILURES, address, reply};
use crate::input::header_block;
use crate::input::lines::{Line, Lines, is_blank};
use crate::span::{Span, Spanned};

/// The readable part of a notice is not longer than this; the rest is left unread.
const LONGEST: usize = 64 * 1024;

/// What a notice says.
pub(super) struct Notice {
    pub(super) format: &'static Format,
    pub(super) delayed: bool,
    /// Whether it says that it is final.
    pub(super) permanent: bool,
    pub(super) reporter: Option<Spanned<String>>,
    pub(super) failures: Vec<Failure>,
}

/// The range of `text[span]` that is read, and its lower-case copy (same offsets).
pub(super) struct Words<'t> {
    text: &'t str,
    span: Span,
    lower: String,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str, span: Span) -> Self {
        let end = (0..4)
            .map(|back| (span.start + LONGEST).saturating_sub(back))
            .find(|end| text.is_char_boundary(*end))
            .map_or(span.end, |end| end.min(span.end));
        let span = Span::new(span.start, end);
        // Typographic apostrophes would change the length; they are met by `same`.
        Self { text, span, lower: span.of(text).to_ascii_lowercase() }
    }

    fn has(&self, sign: &str) -> bool {
        self.lower.contains(sign)
    }

    // The place after the first of the words that stands in the text, in their order.
    fn after(&self, words: &[&str]) -> Option<usize> {
        words
            .iter()
            .find_map(|word| self.lower.find(word).map(|at| self.span.start + at + word.len()))
    }

    fn lower(&self, span: Span) -> &str {
        let at = |place: usize| place.saturating_sub(self.span.start);
        self.lower.get(at(span.start)..at(span.end)).unwrap_or("")
    }
}

/// The form of the notice in `words`; none if it has no known one.
pub(super) fn format(words: &Words<'_>) -> Option<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.signs.iter().any(|group| group.iter().all(|sign| words.has(sign))))
}

/// Where the returned message stands in a text without parts: after a line that says so, else the
/// first header block below the notice. The first value is where the notice ends.
pub(super) fn returned(text: &str, span: Span) -> (usize, Option<Span>) {
    for line in Lines::new(text, span) {
        let words = line.span.trim(text).of(text);
        let inner = words.trim_matches(['-', ' ', '=', '_']);
        let ruled = words.len() >= 40 && inner.is_empty();
        let marked = (words.starts_with('-') || words.ends_with(':') || words.ends_with('.'))
            && inner.len() < 120
            && RETURNED_AFTER.iter().any(|mark| {
                inner.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
            });
        if !(ruled || marked) {
            continue;
        }
        let rest = Span::new(line.next, span.end);
        let block = header_block(text, rest);
        // A rule may stand anywhere: there the block must follow at once.
        let near =
            block.is_some_and(|block| Span::new(line.next, block.start).of(text).trim().is_empty());
        if near || (marked && !ruled) {
            return (line.span.start, block.map(|block| Span::new(block.start, span.end)));
        }
    }
    match header_block(text, span) {
        Some(block) => (block.start, Some(Span::new(block.start, span.end))),
        None => (span.end, None),
    }
}

/// Reads a notice of that form.
pub(super) fn read(words: &Words<'_>, format: &'static Format) -> Notice {
    let text = words.text;
    let start = words.after(format.recipients_after).unwrap_or(words.span.start);
    let mut entries = entries(words, Span::new(start, words.span.end));
    if entries.is_empty()
        && let Some(span) = in_sentence(words, format)
    {
        entries.push(Entry { recipient: span, body: Span::new(span.end, words.span.end) });
    }
    if entries.is_empty() && start > words.span.start && format.id != "gmail-2008" {
        entries = self::entries(words, words.span);
    }
    if entries.is_empty() && format.id == "gmail-2008" {
        entries.extend(placeholder(words, start));
    }
    let mut failures: Vec<Failure> = Vec::new();
    for entry in entries {
        let failure = failure(words, format, &entry);
        let value = failure.recipient.as_ref().map(|r| r.value.to_ascii_lowercase());
        let known = failures.iter().position(|known| {
            known.recipient.as_ref().map(|r| r.value.to_ascii_lowercase()) == value
        });
        match known {
            Some(known) => failures.iter_mut().skip(known).take(1).for_each(|known| {
                merge(known, &failure);
            }),
            None if failures.len() < MOST_FAILURES => failures.push(failure),
            None => break,
        }
    }
    // One recipient: what stands elsewhere in the notice is about it, too.
    if let [only] = failures.as_mut_slice() {
        if only.reply.is_none() || only.code.is_none() {
            let whole = reply_span(words, format, words.span, false)
                .or_else(|| dialogue(words))
                .or_else(|| only.reply.is_none().then(|| bare_reply(words, words.span)).flatten());
            if let Some(span) = whole {
                only.reply = Some(span);
                only.code = reply::code(text, span);
                only.status = reply::status(text, span).or_else(|| only.status.take());
            }
        }
        if only.stage.is_none() {
            only.stage = reply::stage(&words.lower);
        }
        if only.host.is_none() {
            only.host = reply::host(text, words.span);
        }
    } else if let Some(span) = dialogue(words) {
        for failure in failures.iter_mut().filter(|f| f.reply.is_none()) {
            failure.reply = Some(span);
            failure.code = reply::code(text, span);
            failure.status = reply::status(text, span);
        }
    }
    let reporter = words.after(format.reporter_after).and_then(|at| {
        let line = Lines::new(text, Span::new(at, words.span.end)).next()?;
        let host = reply::token_after(text, line.span);
        let value = host.of(text).trim_end_matches(['.', ',', ':']);
        let span = Span::new(host.start, host.start + value.len());
        (!value.is_empty()).then(|| Spanned::new(span, value.to_owned()))
    });
    let delayed = DELAY.iter().any(|sign| words.has(sign));
    let permanent = !delayed && PERMANENT.iter().any(|sign| words.has(sign));
    Notice { format, delayed, permanent, reporter, failures }
}

/// Reads a text that is a notice, but of no known form.
pub(super) fn generic(words: &Words<'_>) -> Notice {
    let mut notice = read(words, &GENERIC);
    if notice.failures.is_empty()
        && let Some(span) = address::within(words.text, words.span)
    {
        let entry = Entry { recipient: span, body: Span::new(span.end, words.span.end) };
        notice.failures.push(failure(words, &GENERIC, &entry));
    }
    notice
}

/// A recipient, and what is said of it up to the next one.
struct Entry {
    recipient: Span,
    body: Span,
}

fn entries(words: &Words<'_>, span: Span) -> Vec<Entry> {
    let text = words.text;
    let mut entries: Vec<Entry> = Vec::new();
    let mut from_line = span;
    // The first line may begin in the middle of one.
    from_line.start = span.start.min(span.end);
    for line in Lines::new(text, from_line) {
        let Some(recipient) = address::leading(text, line) else { continue };
        // Exim repeats the recipient on a line of its own inside the reply.
        if let Some(last) = entries.last_mut()
            && last.recipient.of(text).eq_ignore_ascii_case(recipient.of(text))
            && continues(words, last.recipient.end, recipient.start)
        {
            continue;
        }
        if let Some(last) = entries.last_mut() {
            last.body.end = line.span.start;
        }
        if entries.len() >= MOST_FAILURES {
            break;
        }
        entries.push(Entry { recipient, body: Span::new(recipient.end, span.end) });
    }
    entries
}

// Whether no blank line stands between.
fn continues(words: &Words<'_>, from: usize, to: usize) -> bool {
    Lines::new(words.text, Span::new(from, to))
        .skip(1)
        .all(|line| line.next >= to || !is_blank(line.span.of(words.text)))
}

fn in_sentence(words: &Words<'_>, format: &Format) -> Option<Span> {
    format.recipient_in.iter().find_map(|sign| {
        words.lower.match_indices(sign).take(20).find_map(|(at, _)| {
            let start = words.span.start + at + sign.len();
            // The address follows at once, perhaps in brackets.
            let line = Lines::new(words.text, Span::new(start, words.span.end)).next()?;
            let found = address::within(words.text, line.span)?;
            let before = Span::new(start, found.start).of(words.text);
            (before.len() <= 80 && !before.contains(". ")).then_some(found)
        })
    })
}

// Gmail's old notice with something else where the address was: taken as it stands.
fn placeholder(words: &Words<'_>, start: usize) -> Option<Entry> {
    let mut lines = Lines::new(words.text, Span::new(start, words.span.end)).skip(1);
    let line = lines.find(|line| !is_blank(line.span.of(words.text)))?;
    let lower = words.lower(line.span);
    let folded = lower.starts_with([' ', '\t']);
    (folded && !lower.contains("technical details")).then(|| {
        let recipient = line.span.trim(words.text);
        Entry { recipient, body: Span::new(recipient.end, words.span.end) }
    })
}

fn failure(words: &Words<'_>, format: &Format, entry: &Entry) -> Failure {
    let text = words.text;
    let mut failure = Failure {
        recipient: Some(Spanned::new(entry.recipient, entry.recipient.of(text).to_owned())),
        ..Failure::default()
    };
    failure.reply = reply_span(words, format, entry.body, true);
    if let Some(span) = failure.reply {
        failure.code = reply::code(text, span);
        failure.status = reply::status(text, span);
        // `host H[IP] said: …`: the name stands before the words, or in front of them.
        failure.host = reply::host(text, Span::new(entry.body.start, span.end));
    }
    let paragraph = first_paragraph(text, entry.body);
    failure.stage = reply::stage(words.lower(paragraph));
    failure
}

fn merge(known: &mut Failure, other: &Failure) {
    if known.code.is_none() && other.code.is_some() {
        (known.reply, known.code) = (other.reply, other.code);
        known.status.clone_from(&other.status);
    }
    known.reply = known.reply.or(other.reply);
    known.stage = known.stage.or(other.stage);
    if known.host.is_none() {
        known.host.clone_from(&other.host);
    }
}

// The server's words in `span`: after an introduction, else from a reply code on, else (`loose`)
// the rest of the paragraph.
fn reply_span(words: &Words<'_>, format: &Format, span: Span, loose: bool) -> Option<Span> {
    let lower = words.lower(span);
    let find = |signs: &[&str]| {
        signs
            .iter()
            .filter_map(|sign| lower.find(sign).map(|at| (at, usize::MAX - sign.len())))
            .min()
            .map(|(at, rest)| span.start + at + (usize::MAX - rest))
    };
    let own = |sign: &&str| lower.find(*sign).map(|at| span.start + at + sign.len());
    let introduced = format.reply_after.iter().find_map(own).or_else(|| find(&REPLY_AFTER));
    if let Some(start) = introduced {
        let found = paragraph(words, format, Span::new(start, span.end));
        if !found.is_empty() {
            return Some(found);
        }
    }
    bare_reply(words, span).or_else(|| {
        let rest = first_paragraph(words.text, span).trim(words.text);
        let inner = rest.of(words.text).trim_start_matches([':', '>', '"', ' ', ')', '.', ',']);
        let start = rest.end - inner.len();
        let kept = Span::new(start, rest.end).trim(words.text);
        (loose && kept.len() >= 4).then_some(kept)
    })
}

// A reply without an introduction: `550 5.1.1 …`, also after `#` or `host H [IP]: `.
fn bare_reply(words: &Words<'_>, span: Span) -> Option<Span> {
    let code = reply::code(words.text, span).filter(|code| code.value >= 400)?;
    let found = paragraph(words, &GENERIC, Span::new(code.span.start, span.end));
    let rest = Span::new(code.span.end, found.end).of(words.text);
    rest.trim_start_matches(['-', ' ', ':', '\'', '"', '#'])
        .starts_with(|c: char| c.is_ascii_alphanumeric() || "<(['\"".contains(c) || !c.is_ascii())
        .then_some(found)
}

// From the first word to the blank line, or to what ends the words.
fn paragraph(words: &Words<'_>, format: &Format, span: Span) -> Span {
    let text = words.text;
    let span = Span::new(span.trim(text).start, span.end);
    let mut end = first_paragraph(text, span).end;
    let lower = words.lower(Span::new(span.start, end));
    let reason = Span::new(span.start.saturating_sub(9), span.start).of(text);
    let stops: &[&str] =
        if reason.eq_ignore_ascii_case("(reason: ") { &[")\n", ")\r"] } else { &[] };
    let cut = format
        .reply_ends
        .iter()
        .chain(stops)
        .chain(&["(in reply to", "\n<<<", "\n>>>", "\n... while", "\n-----", "\ngiving up on "])
        .filter_map(|stop| lower.find(stop))
        .min();
    if let Some(cut) = cut {
        end = span.start + cut;
    }
    Span::new(span.start, end).trim(text)
}

fn first_paragraph(text: &str, span: Span) -> Span {
    let mut end = span.start;
    for line in Lines::new(text, span) {
        if is_blank(line.span.of(text)) && !Span::new(span.start, end).trim(text).is_empty() {
            break;
        }
        end = line.span.end;
    }
    Span::new(span.start, end)
}

// The last `<<< 550 …` of a transcript, continuation lines included.
fn dialogue(words: &Words<'_>) -> Option<Span> {
    let text = words.text;
    let mut found: Option<Span> = None;
    let mut open = false;
    for Line { span, .. } in Lines::new(text, words.span) {
        let line = span.of(text).trim_start();
        let Some(rest) = line.strip_prefix("<<<").map(str::trim) else {
            open = false;
            continue;
        };
        let follow_up = rest.contains("no valid recipients") || rest.contains("Need RCPT");
        if !rest.starts_with(['4', '5']) || (follow_up && found.is_some()) {
            open = false;
            continue;
        }
        let start = span.start + (span.len() - rest.len().min(span.len()));
        match &mut found {
            Some(reply) if open => reply.end = span.end,
            _ => found = Some(Span::new(start.min(span.end), span.end).trim(text)),
        }
        open = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_lower_case() {
        for format in &FORMATS {
            let words = format.signs.iter().copied().flatten().chain(format.recipients_after);
            let words = words.chain(format.recipient_in).chain(format.reply_after);
            for word in words.chain(format.reply_ends).chain(format.reporter_after) {
                assert_eq!(*word, word.to_ascii_lowercase(), "{}", format.id);
            }
        }
    }

    #[test]
    fn ids_of_formats_are_unique() {
        let mut ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FORMATS.len());
    }
}
