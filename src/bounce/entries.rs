//! Finds the recipients in a notice, and what is said of each.

use super::formats::Format;
use super::search_text::SearchText;
use super::{MOST_FAILURES, address, reply};
use crate::input::lines::{Line, Lines, is_blank};
use crate::span::Span;

/// A recipient, and the text about it, which ends at the next one.
pub(super) struct Entry {
    pub(super) recipient: Span,
    pub(super) body: Span,
    /// What stands before it on its line: the `550 5.1.1` of Sendmail's `550 5.1.1 <a@b>...`.
    pub(super) prefix: Option<Span>,
    /// The SMTP dialogue above that belongs to it.
    pub(super) dialogue: Option<Span>,
}

impl Entry {
    pub(super) fn new(recipient: Span, end: usize) -> Self {
        let body = Span::new(recipient.end, end);
        Self { recipient, body, prefix: None, dialogue: None }
    }
}

/// The average length of lines, in bytes, above which a text has lost its line ends.
const JOINED: usize = 300;

/// The largest number of addresses that are looked at in a text without lines.
const MOST_TOKENS: usize = 500;

/// How many bytes after its introduction an address may stand.
const NEAR: usize = 240;

/// Returns the recipients of a notice of this format, in order. Lines that begin with one are the
/// most reliable, then a sentence that names one, then any address below the introduction.
pub(super) fn find(words: &SearchText<'_>, format: &Format) -> Vec<Entry> {
    if format.nameless {
        return Vec::new();
    }
    if format.session {
        return in_log(words, format);
    }
    let introduction = words.after(format.recipients_after);
    let rest = Span::new(introduction.unwrap_or(words.span.start), words.span.end);
    let joined = is_joined(words, rest);
    // If the format has no introduction, a sentence is more reliable than any line.
    let sentence =
        || in_sentence(words, format, words.span).map(|found| Entry::new(found, words.span.end));
    let mut entries: Vec<Entry> = Vec::new();
    if format.recipients_after.is_empty() {
        entries.extend(sentence());
    }
    if entries.is_empty() && !joined {
        entries = in_lines(words, rest);
    } else if entries.is_empty() && introduction.is_some() {
        entries = tokens(words, rest);
    }
    if entries.is_empty() {
        entries.extend(sentence());
    }
    let placeholder = format.placeholder && introduction.is_some();
    if entries.is_empty() && placeholder {
        entries.extend(self::placeholder(words, rest));
    } else if entries.is_empty() && introduction.is_some() && !joined {
        entries = tokens(words, first_line(words.text, rest));
    }
    if entries.is_empty() && rest.start > words.span.start && !placeholder {
        entries = in_lines(words, words.span);
    }
    if entries.is_empty() && joined {
        entries = tokens(words, rest);
    }
    without_contacts(words, &mut entries);
    // An alias behind the recipient is the address that the sender wrote to, so it replaces the
    // recipient. Where the real address is named again, it is the same recipient.
    let mut aliases: Vec<(Span, Span)> = Vec::new();
    for entry in &mut entries {
        let near = Span::new(entry.body.start, (entry.body.start + 2 * NEAR).min(entry.body.end));
        let alias = words.find(near, format.alias).map(|sign| Span::new(sign.end, entry.body.end));
        let alias = alias.and_then(|rest| address::within(words.text, rest));
        let same =
            |real: &Span| real.of(words.text).eq_ignore_ascii_case(entry.recipient.of(words.text));
        let known = aliases.iter().find(|(real, _)| same(real)).map(|(_, alias)| *alias);
        if let Some(alias) = alias {
            aliases.push((entry.recipient, alias));
        }
        entry.recipient = alias.or(known).unwrap_or(entry.recipient);
    }
    entries
}

/// Phrases before an address to write to for help.
const CONTACTS: [&str; 4] = ["contact <", "contact: <", "send mail to <", "write to <"];

/// Removes addresses to write to for help, which may be named again at the beginning of a line.
fn without_contacts(words: &SearchText<'_>, entries: &mut Vec<Entry>) {
    let places = CONTACTS.iter().flat_map(|sign| words.find_all(words.span, sign).take(5));
    let near = |place: Span| Span::new(place.end, (place.end + NEAR).min(words.span.end));
    let contacts: Vec<&str> = places
        .filter_map(|place| {
            address::within(words.text, near(place)).filter(|found| found.start <= place.end + 1)
        })
        .map(|found| found.of(words.text))
        .collect();
    if contacts.is_empty() {
        return;
    }
    let is_contact = |entry: &Entry| {
        let recipient = entry.recipient.of(words.text);
        contacts.iter().any(|contact| contact.eq_ignore_ascii_case(recipient))
    };
    entries.retain(|entry| !is_contact(entry));
}

fn is_joined(words: &SearchText<'_>, span: Span) -> bool {
    let lines = Lines::new(words.text, span).take(span.len() / JOINED + 2).count();
    lines == 1 || lines * JOINED < span.len()
}

/// Returns the recipients of a log, in which every line is about one.
fn in_log(words: &SearchText<'_>, format: &Format) -> Vec<Entry> {
    let lines = Lines::new(words.text, words.span);
    let entries = lines.filter_map(|line| {
        in_sentence(words, format, line.span).map(|found| Entry::new(found, line.span.end))
    });
    let mut entries: Vec<Entry> = entries.take(MOST_FAILURES).collect();
    // The last line may be wrapped.
    if let Some(last) = entries.last_mut() {
        last.body.end = words.span.end;
    }
    entries
}

fn first_line(text: &str, span: Span) -> Span {
    let line = Lines::new(text, span).skip(1).find(|line| !is_blank(line.span.of(text)));
    line.map_or(Span::empty(span.start), |line| line.span)
}

/// Returns the recipients with which lines begin.
fn in_lines(words: &SearchText<'_>, span: Span) -> Vec<Entry> {
    let text = words.text;
    let mut entries: Vec<Entry> = Vec::new();
    let mut blank = false;
    let mut gap = span.start;
    let mut first = None;
    for line in Lines::new(text, span) {
        blank |= is_blank(line.span.of(text));
        if let Some((prefix, recipient)) = behind_code(text, line) {
            push(&mut entries, recipient, line.span.start, span.end);
            if let Some(entry) = entries.last_mut() {
                entry.prefix = Some(prefix);
                entry.dialogue = Some(Span::new(gap, line.span.start));
            }
            (gap, blank) = (line.next, false);
            continue;
        }
        let recipient = address::leading(text, line);
        let Some(recipient) = recipient.filter(|found| !is_contact(words, *found)) else {
            continue;
        };
        // A reply may be wrapped right before an address: that line begins in another manner.
        let manner = manner(line.span.of(text));
        if !blank && *first.get_or_insert(manner) != manner {
            continue;
        }
        // Exim repeats the recipient on a line of its own inside the reply.
        if !std::mem::take(&mut blank)
            && let Some(last) = entries.last()
            && last.recipient.of(text).eq_ignore_ascii_case(recipient.of(text))
        {
            continue;
        }
        push(&mut entries, recipient, line.span.start, span.end);
        if entries.len() > 2 * MOST_FAILURES {
            break;
        }
    }
    entries
}

/// Returns the width of a line's indentation in bytes, and the mark that opens the line.
fn manner(line: &str) -> (usize, Option<char>) {
    let words = line.trim_start();
    let open = words.chars().next().filter(|c| "<\"'*->(".contains(*c));
    (line.len() - words.len(), open)
}

/// Reads a line such as Sendmail's `550 5.1.1 <a@b>... User unknown`. Returns what stands before
/// the address, and the address.
fn behind_code(text: &str, line: Line) -> Option<(Span, Span)> {
    let span = line.span.trim(text);
    let code = reply::code(text, Span::new(span.start, span.end.min(span.start + 4)))?;
    let near = Span::new(code.span.end, text.floor_char_boundary(code.span.end + 10).min(span.end));
    let start = reply::status(text, near).map_or(code.span.end, |status| status.span.end);
    let bracket = Span::new(start, span.end).trim(text);
    let inner = bracket.of(text).strip_prefix('<')?;
    let end = bracket.start + 1 + inner.find(">...")?;
    let recipient = address::within(text, Span::new(bracket.start + 1, end))?;
    let first = code.value >= 400 && code.span.start == span.start;
    first.then_some((Span::new(span.start, bracket.start), recipient))
}

fn push(entries: &mut Vec<Entry>, recipient: Span, start: usize, end: usize) {
    if let Some(last) = entries.last_mut() {
        last.body.end = start.max(last.body.start);
    }
    entries.push(Entry::new(recipient, end));
}

/// Returns `true` if the address is the sender's, one of a dialogue, or one to write to for help.
fn is_contact(words: &SearchText<'_>, found: Span) -> bool {
    const BEFORE: [&str; 10] = [
        "from:",
        "from",
        "mailto:",
        "contact",
        "sender",
        "rcpt to:",
        "reply-to:",
        "send mail to",
        "write to",
        "postmaster at",
    ];
    let start = words.text.floor_char_boundary(found.start.saturating_sub(24));
    let before = words.plain(Span::new(start, found.start)).trim_end_matches(['<', '"', ' ']);
    BEFORE.iter().any(|word| before.ends_with(word))
}

/// Returns the first address, and others that are written as recipients (`<a@b>: …`), where lines
/// tell nothing. Addresses of a dialogue and contact addresses are left out.
fn tokens(words: &SearchText<'_>, span: Span) -> Vec<Entry> {
    let text = words.text;
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = span.start;
    for _ in 0..MOST_TOKENS {
        let Some(found) = address::within(text, Span::new(at, span.end)) else { break };
        at = found.end;
        if is_contact(words, found) {
            continue;
        }
        let start = Span::new(found.start.saturating_sub(1), found.start);
        let bracket = matches!(start.of(text), "<" | "\"");
        let near = Span::new(start.start, text.floor_char_boundary(found.end + 80).min(span.end));
        let line = Line { span: near, next: near.end };
        let written = bracket
            && text
                .get(found.end + 1..)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '(']))
            && address::leading(text, line).is_some();
        if (entries.is_empty() || written) && entries.len() < MOST_FAILURES {
            push(&mut entries, found, found.start, span.end);
        }
    }
    entries
}

/// Returns the address that directly follows one of the format's sentences, perhaps in brackets.
fn in_sentence(words: &SearchText<'_>, format: &Format, span: Span) -> Option<Span> {
    format.recipient_in.iter().find_map(|sign| {
        words.find_all(span, sign).take(20).find_map(|place| {
            let end = words.text.floor_char_boundary(place.end + NEAR).min(span.end);
            let found = address::within(words.text, Span::new(place.end, end))?;
            let before = Span::new(place.end, found.start).of(words.text);
            let ends = [". ", ".\n", ".\r", ": ", "\n\n"].iter().any(|stop| before.contains(stop));
            (before.len() <= 80 && !ends).then_some(found)
        })
    })
}

/// Returns the next line, if it is indented, as the recipient: something other than an address,
/// taken as it stands.
fn placeholder(words: &SearchText<'_>, rest: Span) -> Option<Entry> {
    let mut lines = Lines::new(words.text, rest).skip(1);
    let line = lines.find(|line| !is_blank(line.span.of(words.text)))?;
    let folded = line.span.of(words.text).starts_with([' ', '\t']);
    (folded && !words.plain(line.span).contains("technical details")).then(|| {
        let recipient = line.span.trim(words.text);
        Entry::new(recipient, words.span.end)
    })
}
